package demo

import (
	"cmp"
	"math/rand/v2"
	"slices"
	"time"
)

// touch is one row of interactions.csv.
type touch struct {
	customer                                        *customer
	day                                             day
	minute                                          int // since local midnight
	activity, channel, touchpoint, direction, phase string
	felt                                            bool // emotion is known
	emotion                                         int  // -2..2
	outcome, order, product                         string
	amount                                          cents // 0 is none
	note                                            string
}

// The channels.
const (
	web    = "Web"
	app    = "App"
	phone  = "Phone"
	email  = "E-mail"
	shop   = "Shop"
	field  = "Field visit"
	social = "Social"
)

// manner is how a channel feels, and when it is open: the story of the one
// channel that is worse than the rest is the phone's feeling.
type manner struct {
	feeling     float64 // mean emotion, before what the touch is about
	opens, shut int     // hours
}

var manners = map[string]manner{
	web:    {0.55, 7, 23},
	app:    {1.05, 7, 23},
	phone:  {-0.55, 8, 20},
	email:  {0.35, 8, 21},
	shop:   {0.75, 9, 18},
	field:  {0.7, 8, 17},
	social: {0.5, 8, 23},
}

// The touchpoints, one of each category.
const (
	campaign   = "Campaign"    // marketing
	selfCare   = "Self care"   // engagement
	salesDesk  = "Sales desk"  // sales
	helpDesk   = "Help desk"   // service
	outageDesk = "Outage"      // exception
	socialPage = "Social page" // social
)

// The phases of experience.
const (
	planning     = "planning"
	anticipation = "anticipation"
	usage        = "usage"
	memories     = "memories"
)

// activity is what a kind of touch usually looks like.
type activity struct {
	name, touchpoint, direction, phase string
	mood                               float64 // added to the channel's feeling
	telling                            float64 // share whose emotion is known
	outcomes                           []string
	notes                              []string // said in a few of them
}

var (
	websiteVisit  = activity{"Website visit", selfCare, "in", usage, 0, 0.3, nil, nil}
	newsletter    = activity{"Newsletter", campaign, "out", usage, -0.2, 0.08, []string{"opened", "opened", "clicked"}, nil}
	campaignClick = activity{"Campaign click", campaign, "in", planning, 0, 0.2, nil, nil}
	enquiry       = activity{
		"Enquiry", salesDesk, "in", planning, 0.1, 0.5, []string{"answered", "answered", "call back"},
		[]string{"Is fibre in our street yet?", "Moving in next month", "Compares us with two others", "Asked about the fee for installing"},
	}
	quoteSent = activity{
		"Quote sent", salesDesk, "out", planning, 0, 0.25, nil,
		[]string{"With TV", "First three months at half price", "Two years asked for"},
	}
	appLogin    = activity{"App login", selfCare, "in", usage, 0, 0.3, nil, nil}
	usageReport = activity{"Usage report", selfCare, "out", usage, -0.2, 0.12, []string{"opened"}, nil}
	supportCall = activity{
		"Support call", helpDesk, "in", usage, -0.15, 0.75, []string{"solved", "solved", "solved", "not solved", "passed on"},
		[]string{"Waited 20 minutes", "Router restarts at night", "Slow in the evening", "Had to explain it twice", "Question about the bill"},
	}
	supportChat = activity{
		"Support chat", helpDesk, "in", usage, -0.35, 0.7, []string{"solved", "solved", "solved", "passed on"},
		[]string{"Quick answer", "Wi-Fi in the attic", "Password reset"},
	}
	supportRequest = activity{
		"Support request", helpDesk, "in", usage, -0.35, 0.6, []string{"solved", "solved", "not solved"},
		[]string{"New bank details", "Copy of a bill wanted", "Moving house within the region"},
	}
	supportDesk = activity{
		"Support at the counter", helpDesk, "in", usage, -0.2, 0.6, []string{"solved", "solved", "solved", "passed on"},
		[]string{"Router exchanged", "Set up a new phone with us", "Friendly chat"},
	}
	fieldVisit = activity{
		"Field visit", helpDesk, "out", usage, 0, 0.7, []string{"solved", "solved", "come again"},
		[]string{"Cable replaced", "New socket", "Nobody at home"},
	}
	complaint = activity{
		"Complaint", helpDesk, "in", usage, -1.7, 0.9, []string{"solved", "solved", "open", "passed on"},
		[]string{"Third time this month", "Speed far below the promise", "Billed twice", "Nobody called back", "Wants it in writing"},
	}
	referral      = activity{"Referral", campaign, "in", memories, 0.7, 0.7, nil, nil}
	survey        = activity{"Survey answered", selfCare, "in", memories, 0, 1, nil, []string{"Would like a static address", "All fine", "Support could be quicker"}}
	socialComment = activity{"Social comment", socialPage, "in", memories, 0.1, 0.8, nil, []string{"Praised the technician", "Asked about speed", "Shared our post"}}
	billPaid      = activity{"Bill paid", selfCare, "in", usage, -0.3, 0.03, []string{"paid"}, nil}
	refund        = activity{"Refund", selfCare, "out", usage, 0, 0.25, []string{"refunded"}, nil}
	cancelling    = activity{"Cancellation request", helpDesk, "in", memories, -0.8, 0.7, []string{"accepted", "accepted", "offer declined"}, nil}
	priceNotice   = activity{"Price notice", selfCare, "out", usage, -1.1, 0.35, []string{"opened"}, nil}
)

var (
	referralChannels  = []choice{{app, 45}, {web, 25}, {social, 20}, {shop, 10}}
	complaintChannels = []choice{{phone, 48}, {email, 24}, {shop, 14}, {social, 14}}
	lookChannels      = []choice{{web, 70}, {email, 16}, {social, 14}}
	enquiryChannels   = []choice{{web, 40}, {phone, 24}, {shop, 18}, {email, 12}, {social, 6}}
)

// looks is the first look that somebody takes, by channel.
var looks = map[string]activity{web: websiteVisit, email: newsletter, social: campaignClick}

// diary is what was logged.
type diary struct{ touches []*touch }

// add logs a touch of a customer. A day outside the log is logged nowhere, but
// the touch is given all the same.
func (d *diary) add(r *rand.Rand, c *customer, on day, a activity, channel string) *touch {
	if channel == field && on.time().Weekday() == time.Sunday {
		on++ // nobody drives out on a Sunday
		if !c.here().has(on) {
			on -= 2
		}
	}
	m := manners[channel]
	t := &touch{
		customer: c, day: on, minute: between(r, m.opens*60, m.shut*60-1),
		activity: a.name, channel: channel, touchpoint: a.touchpoint, direction: a.direction, phase: a.phase,
	}
	if channel == social && a.name == complaint.name {
		t.touchpoint = socialPage
	}
	if chance(r, a.telling) {
		t.feel(m.feeling + a.mood + c.temper(on) + 0.9*r.NormFloat64())
	}
	if len(a.outcomes) > 0 {
		t.outcome = one(r, a.outcomes)
	}
	if len(a.notes) > 0 && chance(r, 0.15) {
		t.note = one(r, a.notes)
	}
	if logStart <= on && on <= asOf {
		d.touches = append(d.touches, t)
	}
	return t
}

func (t *touch) feel(strength float64) {
	whole := -2
	for whole < 2 && strength > float64(whole)+0.5 {
		whole++
	}
	t.felt, t.emotion = true, whole
}

// temper is what a customer feels about the provider on a day, whatever the
// touch: partners are fond of it, who leaves is fed up before, and a bad start
// is remembered for three months.
func (c *customer) temper(on day) float64 {
	feeling := 0.0
	if c.partner {
		feeling += 0.4
	}
	if c.left && on > c.end-75 && (c.reason == reasonService || c.reason == reasonCompetitor || c.reason == reasonPrice) {
		feeling -= 0.5
	}
	if c.badStart() && on >= c.start && on < c.start+90 {
		feeling -= 0.6
	}
	return feeling
}

// sorted gives the touches in the order of time, a customer's own in the order
// logged where the minute is the same.
func (d *diary) sorted() []*touch {
	slices.SortStableFunc(d.touches, func(a, b *touch) int {
		return cmp.Or(cmp.Compare(a.day, b.day), cmp.Compare(a.minute, b.minute), cmp.Compare(a.customer.id, b.customer.id))
	})
	return d.touches
}
