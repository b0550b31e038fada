package demo

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
)

// ticket is one row of tickets.csv with its rows of ticket-events.csv. Most begin
// with a contact of interactions.csv, at the same minute.
type ticket struct {
	customer                           *customer // nil: of nobody known
	ref                                string
	opened, due, promised              moment // promised is 0 where nobody promised anything
	priority, category, cause, subject string
	rightFirst                         string // yes, no or not said
	channel                            string
	events                             []ticketEvent
}

// ticketEvent is a change of a ticket's status.
type ticketEvent struct {
	at           moment
	status, note string
}

// The statuses.
const (
	statusOpen     = "Open"
	statusPending  = "Pending"
	statusSolved   = "Solved"
	statusReopened = "Reopened"
	statusClosed   = "Closed"
)

// The priorities.
const (
	urgent = "Urgent"
	high   = "High"
	normal = "Normal"
	low    = "Low"
)

// targets are the days within which tickets of a priority should be solved.
var targets = map[string]int{urgent: 1, high: 2, normal: 5, low: 10}

// installTarget is the days within which a home should be connected.
const installTarget = 10

// openTickets makes the tickets of the contacts that the help desk could not
// leave at a word, and a few of people who are no customers.
func openTickets(touches []*touch) []*ticket {
	var all []*ticket
	draws := map[*customer]*rand.Rand{}
	visited := map[*customer]bool{}
	for _, t := range touches {
		c := t.customer
		if draws[c] == nil {
			draws[c] = storyTickets.of(c)
		}
		visited[c] = visited[c] || t.connects()
		if k := ticketOf(draws[c], t); k != nil {
			all = append(all, k)
		}
	}
	for _, c := range neverConnected(touches, visited) {
		k := installation(draws[c], c, c.end.at(17*60), "Contract ended before the installation")
		k.rightFirst = "no"
		all = append(all, k)
	}
	all = append(all, strangers()...)
	slices.SortStableFunc(all, func(a, b *ticket) int { return cmp.Compare(a.opened, b.opened) })
	for i, k := range all {
		k.ref = fmt.Sprintf("T-%05d", i+1)
	}
	return all
}

// connects reports whether a touch is the visit that connects a home.
func (t *touch) connects() bool { return t.activity == fieldVisit.name && t.note == "Installation" }

// neverConnected gives those of the bad quarter who were gone before anybody
// came, in the order in which they were first heard of.
func neverConnected(touches []*touch, visited map[*customer]bool) []*customer {
	var out []*customer
	seen := map[*customer]bool{}
	for _, t := range touches {
		if c := t.customer; !seen[c] && c.badStart() && c.left && !visited[c] {
			out = append(out, c)
		}
		seen[t.customer] = true
	}
	return out
}

// ticketOf decides whether a touch brings a ticket, and gives it.
func ticketOf(r *rand.Rand, t *touch) *ticket {
	if t.connects() {
		if t.customer.badStart() || chance(r, 0.45) {
			return installation(r, t.customer, t.day.at(t.minute), "Connected")
		}
		return nil
	}
	chances, asked := ticketChances[t.activity]
	atOnce := t.outcome == "solved" && t.activity != complaint.name
	switch {
	case !asked:
		return nil
	case t.touchpoint == outageDesk:
		return outageTicket(r, t)
	case atOnce && !chance(r, chances[0]), !atOnce && !chance(r, chances[1]):
		return nil
	}
	k := begin(r, t.customer, t.day.at(t.minute), t.channel, priorityOf(r, t))
	k.about(r, t)
	if atOnce {
		k.solveAtOnce(r)
	} else {
		k.solve(r, lateness(t.channel, t.day))
	}
	return k
}

// ticketChances are the shares of an activity's contacts that bring a ticket:
// of those that were solved at once, and of the others.
var ticketChances = map[string][2]float64{
	supportCall.name:    {0.2, 0.55},
	supportChat.name:    {0.3, 0.6},
	supportRequest.name: {0.2, 0.6},
	supportDesk.name:    {0.2, 0.6},
	complaint.name:      {0, 0.88},
}

func priorityOf(r *rand.Rand, t *touch) string {
	weights := []choice{{low, 22}, {normal, 60}, {high, 15}, {urgent, 3}}
	if t.activity == complaint.name {
		weights = []choice{{normal, 35}, {high, 55}, {urgent, 10}}
	}
	return pick(r, weights)
}

// lateness is the story of the promises: how likely a ticket is late that was
// not solved at once. Worst on the phone, and in the bad quarter everywhere.
func lateness(channel string, on day) float64 {
	p := 0.22
	switch channel {
	case phone:
		p = 0.4
	case app:
		p = 0.09
	}
	if badQuarter.has(on) {
		p *= 1.9
	}
	return p
}

// begin opens a ticket; most come with a promise to whoever asked.
func begin(r *rand.Rand, c *customer, at moment, channel, priority string) *ticket {
	target := targets[priority]
	k := &ticket{customer: c, opened: at, due: at + moment(target*minutesPerDay), priority: priority, channel: channel}
	if chance(r, 0.85) {
		k.promised = k.due.day().at(17 * 60)
		if target >= 5 && chance(r, 0.25) {
			k.promised -= minutesPerDay
		}
	}
	k.events = []ticketEvent{{at, statusOpen, ""}}
	return k
}

// outageTicket is what a call or complaint about an outage brings.
func outageTicket(r *rand.Rand, t *touch) *ticket {
	priority := urgent
	if t.activity == complaint.name {
		priority = high
	}
	k := begin(r, t.customer, t.day.at(t.minute), t.channel, priority)
	k.category, k.cause, k.subject = network, "Network outage", t.note
	k.solve(r, 0.2)
	return k
}

// installation is the ticket of a new home: opened with the contract, solved by
// the visit. Few hear anything between.
func installation(r *rand.Rand, c *customer, done moment, note string) *ticket {
	opened := c.start.at(between(r, 9*60, 16*60))
	k := &ticket{customer: c, opened: opened, priority: normal, category: installing, subject: "Connect a new home", channel: web}
	k.promised, k.due = (c.start + installTarget).at(17*60), (c.start + installTarget + 2).at(17*60)
	k.events = []ticketEvent{{opened, statusOpen, ""}}
	k.keepTelling(r, done, 0.3)
	k.events = append(k.events, ticketEvent{done, statusSolved, note})
	k.rightFirst = "yes"
	if done > k.promised {
		k.cause = pick(r, []choice{{"Technician not available", 62}, {"Wrong address", 22}, {"Human error", 16}})
	}
	if done > k.promised && chance(r, 0.6) || chance(r, 0.08) {
		k.rightFirst = "no"
	}
	return k
}

// solveAtOnce solves a ticket while the customer waits.
func (k *ticket) solveAtOnce(r *rand.Rand) {
	k.events = append(k.events, ticketEvent{k.opened + moment(between(r, 4, 30)), statusSolved, ""})
	k.finish(r, 0.92)
}

// solve solves a ticket in its time or late, unless it is one of the newest or
// one of the last year that was forgotten.
func (k *ticket) solve(r *rand.Rand, late float64) {
	target, right := float64(targets[k.priority]), 0.8
	length := target * (0.08 + 0.75*r.Float64())
	if chance(r, late) {
		length, right = target*(1.25+1.6*r.Float64()), 0.5
	}
	told := 0.88
	if k.category == installing {
		told = 0.3
	}
	forgotten, age := chance(r, 0.095), asOf-k.opened.day()
	switch {
	case age <= day(targets[k.priority]):
		k.keepTelling(r, asOf.at(minutesPerDay), told)
		return
	case forgotten && age < 330:
		k.keepTelling(r, min(k.opened.after(7), asOf.at(minutesPerDay)), told)
		return
	}
	done := k.opened.after(length)
	k.keepTelling(r, done, told)
	k.events = append(k.events, ticketEvent{done, statusSolved, ""})
	k.finish(r, right)
}

// keepTelling adds updates up to a moment: the share told hears of its ticket at
// least every three days, the others wait longer.
func (k *ticket) keepTelling(r *rand.Rand, until moment, told float64) {
	often := chance(r, told)
	for at := k.opened; ; {
		gap := 0.8 + 1.4*r.Float64()
		if !often {
			gap = 3.6 + 5*r.Float64()
		}
		if at = at.after(gap); at >= until {
			return
		}
		note := one(r, []string{"Waiting for the customer", "Waiting for a part", "With the second line", "Date agreed", ""})
		k.events = append(k.events, ticketEvent{at, statusPending, note})
	}
}

// finish lets some solved tickets be opened again, closes most, forgets what is
// after the last day, and says whether it was right the first time.
func (k *ticket) finish(r *rand.Rand, right float64) {
	again, done := 0.04, k.events[len(k.events)-1].at
	if k.channel == phone {
		again = 0.08
	}
	reopened := chance(r, again)
	if reopened {
		back := done.after(0.7 + 3*r.Float64())
		done = back.after(0.4 + 2*r.Float64())
		k.events = append(k.events, ticketEvent{back, statusReopened, "Not solved after all"}, ticketEvent{done, statusSolved, ""})
	}
	if chance(r, 0.8) {
		k.events = append(k.events, ticketEvent{done.after(3 + 4*r.Float64()), statusClosed, ""})
	}
	k.events = slices.DeleteFunc(k.events, func(e ticketEvent) bool { return e.at.day() > asOf })
	rightly, said := chance(r, right), chance(r, 0.92)
	switch {
	case reopened:
		k.rightFirst = "no"
	case !k.solved() || !said:
	case rightly:
		k.rightFirst = "yes"
	default:
		k.rightFirst = "no"
	}
}

// solved reports whether a ticket is solved on the last day.
func (k *ticket) solved() bool {
	last := k.events[len(k.events)-1].status
	return last == statusSolved || last == statusClosed
}

// strangers are tickets of people whom the provider does not know.
func strangers() []*ticket {
	var all []*ticket
	for i := range 40 {
		r := storyStrangers.of(&customer{seed: i})
		on := dayIn(r, span{logStart, asOf})
		channel := pick(r, []choice{{phone, 50}, {email, 25}, {social, 25}})
		k := begin(r, nil, on.at(between(r, 9*60, 19*60)), channel, normal)
		k.category, k.subject = contract, "Asks whether we come to their street"
		if chance(r, 0.3) {
			k.category, k.subject = network, "A cable hangs over the road"
		}
		k.solve(r, 0.25)
		all = append(all, k)
	}
	return all
}
