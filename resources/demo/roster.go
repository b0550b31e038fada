package demo

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"time"
)

// customer is one row of customers.csv, and what the stories need to know.
type customer struct {
	seed                   int // names their draws; never shown
	id, name, email, phone string
	region, segment        string
	plan                   plan
	contract, payment      string
	joinChannel            string
	arrived                day // of the first touch in the log
	joined, left           bool
	start, end             day // of the subscription; end only with left
	reason                 string
	ladder                 int      // who never joined: 0 looked, 1 asked, 2 got a quote
	partner                bool     // recommends the provider to others
	foundBy                []string // ids of those whom a partner brought
	bringDay               []day    // the day of each recommendation
	eager                  float64  // how much more than others they are in touch
}

// here is the part of a subscription that the log sees.
func (c *customer) here() span {
	if !c.joined {
		return span{}
	}
	to := asOf + 1
	if c.left {
		to = c.end
	}
	return span{max(c.start, c.arrived), to}
}

// badStart reports whether somebody joined in the bad quarter.
func (c *customer) badStart() bool { return c.joined && badQuarter.has(c.start) }

// lastDay is the last day with a subscription that the log sees.
func (c *customer) lastDay() day { return c.here().to - 1 }

// plan is what is subscribed to; its price changed once.
type plan struct {
	name, product string
	before, after cents // a month, before and from the price rise
}

func (p plan) price(on day) cents {
	if on < priceRise {
		return p.before
	}
	return p.after
}

var (
	essential = plan{"Essential 50", "Wireless broadband", 2790, 3090}
	home200   = plan{"Home 200", "Fibre broadband", 3490, 3890}
	home500   = plan{"Home 500", "Fibre broadband", 4290, 4690}
	max1000   = plan{"Max 1000", "Fibre and TV", 5490, 5990}
	business  = plan{"Business 500", "Business fibre", 6400, 6900}
)

const (
	smallBusiness = "small business"
	retired       = "retired"
	student       = "student"
	monthToMonth  = "month-to-month"
	twoYears      = "24 months"
	byReferral    = "referral"
	directDebit   = "direct debit"
)

var (
	regions = []choice{
		{"Harbour Town", 34}, {"North Shore", 22}, {"Valley", 19}, {"Old Quay", 15}, {"Islands", 10},
	}
	segments = []choice{
		{"family", 34}, {"single household", 27}, {retired, 16}, {student, 11}, {smallBusiness, 12},
	}
	contracts    = []choice{{monthToMonth, 40}, {"12 months", 38}, {twoYears, 22}}
	payments     = []choice{{directDebit, 58}, {"card", 27}, {"bank transfer", 15}}
	joinChannels = []choice{{"web", 46}, {"phone", 20}, {"shop", 19}, {"app", 8}, {"door to door", 7}}
)

const (
	founders       = 250 // beta customers since 2022
	foundersAMonth = 50  // moved to the new systems, and so into the log
	prospects      = 215
)

// joinersIn is how many join in a month: a modest launch, two good years, a
// slower one after the bad quarter and the price rise; a mild season.
func joinersIn(year int, month time.Month) int {
	level := 66
	switch first := date(year, month, 1); {
	case first < date(2024, time.April, 1):
		level = 28
	case first >= priceRise:
		level = 42
	case first >= date(2025, time.November, 1):
		level = 51
	}
	season := [...]int{8, 0, 2, 0, -4, -6, -8, 2, 12, 8, 0, -14} // per cent
	return level + level*season[month-1]/100
}

// roster invents everybody: founders, those who joined, those who have not.
func roster() []*customer {
	var all []*customer
	add := func(c *customer) *customer {
		c.seed = len(all)
		all = append(all, c)
		return c
	}
	for i := range founders {
		c := add(&customer{joined: true})
		r := storyJoining.of(c)
		c.settle(r)
		c.start = dayIn(r, span{date(2022, time.February, 1), date(2023, time.October, 25)})
		wave := logStart.addMonths(i / foundersAMonth)
		c.arrived = dayIn(r, span{wave, wave.addMonths(1)})
	}
	for first := logStart; first <= asOf; first = first.addMonths(1) {
		t := first.time()
		for range joinersIn(t.Year(), t.Month()) {
			c := add(&customer{joined: true})
			r := storyJoining.of(c)
			c.settle(r)
			c.start = dayIn(r, span{first, first.addMonths(1)})
			c.arrived = max(logStart, c.start-decisionTime(r))
		}
	}
	for range prospects {
		c := add(&customer{})
		c.settle(storyJoining.of(c))
		c.look(storyProspects.of(c))
	}
	names := newRegister()
	for _, c := range all {
		names.introduce(c)
	}
	return all
}

// settle draws where somebody lives and what they subscribe to.
func (c *customer) settle(r *rand.Rand) {
	c.region, c.segment = pick(r, regions), pick(r, segments)
	c.contract, c.payment, c.joinChannel = pick(r, contracts), pick(r, payments), pick(r, joinChannels)
	c.eager = 0.6 + 0.8*r.Float64()
	c.plan = choosePlan(r, c.region, c.segment)
}

func choosePlan(r *rand.Rand, region, segment string) plan {
	at := r.IntN(100)
	switch {
	case segment == smallBusiness && at < 75:
		return business
	case region == "Islands" && at < 70, at < 14:
		return essential
	case at < 56:
		return home200
	case at < 84:
		return home500
	}
	return max1000
}

// decisionTime is the days from the first look to the contract: two weeks or
// less for most.
func decisionTime(r *rand.Rand) day {
	if chance(r, 0.12) {
		return day(between(r, 20, 55))
	}
	return day(between(r, 1, 16))
}

// look makes somebody a prospect who has not joined: most of them lately.
func (c *customer) look(r *rand.Rand) {
	c.arrived = dayIn(r, span{logStart, asOf - 20})
	if chance(r, 0.45) {
		c.arrived = dayIn(r, span{date(2026, time.June, 1), asOf - 6})
	}
	c.ladder = r.IntN(3)
}

// number hands out ids in the order in which people were first heard of.
func number(all []*customer) {
	known := func(c *customer) day {
		if c.joined {
			return min(c.start, c.arrived)
		}
		return c.arrived
	}
	slices.SortStableFunc(all, func(a, b *customer) int { return cmp.Compare(known(a), known(b)) })
	for i, c := range all {
		c.id = fmt.Sprintf("HB-%05d", 10001+i)
	}
}
