package exchange

import (
	"slices"

	"cxworkbench/data"
)

// kindGuesser guesses what the rows are from what their columns could be.
type kindGuesser struct {
	given     map[Field]int
	trace     Trace
	vendor    *vendor
	guess     func(As) *guesser
	questions []Question
}

// can reports whether rows of this kind have all fields that a person named.
func (k *kindGuesser) can(as As) bool {
	for f := range k.given {
		if !hasField(as, f) {
			return false
		}
	}
	return true
}

func (k *kindGuesser) as() As {
	if guessed := k.likeliest(); k.can(guessed) {
		return guessed
	}
	for _, as := range Kinds {
		if k.can(as) {
			return as
		}
	}
	return AsInteractions
}

func (k *kindGuesser) likeliest() As {
	events, people := k.guess(AsInteractions), k.guess(AsCustomers)
	switch {
	case k.trace == TraceTicket && k.can(AsTickets):
		return AsTickets
	case k.vendor != nil && k.can(k.vendor.as):
		return k.vendor.as
	case len(k.given) > 0 && !k.can(AsCustomers) && !k.can(AsSubscriptions) && (k.can(AsInteractions) || k.can(AsPurchases)) && !k.can(AsResponses) && !k.can(AsTickets):
		return guessEvents(events)
	case len(k.given) > 0 && !k.can(AsInteractions) && (k.can(AsCustomers) || k.can(AsSubscriptions)):
		return guessPeople(people)
	case k.trace != TraceCustomer && k.can(AsTickets) && k.guess(AsTickets).cases():
		return AsTickets
	case k.can(AsStageChanges) && k.guess(AsStageChanges).stages():
		return AsStageChanges
	case k.can(AsResponses) && k.answered(events, people, k.guess(AsResponses)):
		return AsResponses
	}
	return guessEventsOrPeople(events, people)
}

// cases reports whether rows are tickets, or events of tickets that name no
// customer.
func (g *guesser) cases() bool {
	if g.logsCases() {
		return true
	}
	ticket, ok := g.chosen[FieldTicket]
	if !ok || g.columns[ticket.column].profile.filled > 0 && !g.columns[ticket.column].profile.unique() {
		return false
	}
	signs := 0
	for _, f := range []Field{FieldStatus, FieldPriority, FieldSubject, FieldClosed, FieldDue, FieldCategory} {
		if c, ok := g.chosen[f]; ok && c.confidence == Certain {
			signs++
		}
	}
	if ticket.confidence == Certain {
		return signs >= 1 && g.has(FieldAt) || signs >= 2
	}
	return signs >= 3 || signs >= 2 && (g.has(FieldPriority) || g.has(FieldClosed)) && g.has(FieldAt)
}

// logsCases reports whether each row is an event of a case: cases come again,
// something happened at a time, and no column says to whom.
func (g *guesser) logsCases() bool {
	ticket, ok := g.chosen[FieldTicket]
	if !ok || !g.has(FieldActivity) || !g.has(FieldAt) || g.identified() && ticket.confidence != Given {
		return false
	}
	p := &g.columns[ticket.column].profile
	return !p.unique() || ticket.confidence == Given
}

// stages reports whether rows are changes of a customer's stage rather than
// customers with their stage.
func (g *guesser) stages() bool {
	if !g.has(FieldStage) || !g.has(FieldAt) || !g.identified() {
		return false
	}
	for i := range g.columns {
		if slices.Contains(words("activity event order orderid amount total"), g.columns[i].folded) {
			return false
		}
	}
	return !onePerRow(g) || !g.has(FieldName) && !g.has(FieldEmail) && !g.has(FieldPhone)
}

// answered reports whether rows are answers: in long form a metric and a score,
// in wide form a column for each question.
func (k *kindGuesser) answered(events, people, g *guesser) bool {
	if g.has(FieldMetric) && g.has(FieldScore) {
		return !events.has(FieldOrder) && !events.has(FieldAmount)
	}
	for f := range k.given {
		if _, ok := f.metric(); ok || f == FieldScore {
			return true
		}
	}
	if events.has(FieldOrder) || events.has(FieldPrice) || events.has(FieldQuantity) || events.dealt() || people.has(FieldTenure) ||
		people.has(FieldStart) && (people.has(FieldAmount) || people.has(FieldProduct) || people.has(FieldEnd)) {
		return false
	}
	named := slices.ContainsFunc(k.questions, func(q Question) bool { return q.Confidence != Weak || q.Metric.Kind == data.MetricCES })
	if !named {
		return (len(k.questions) > 0 || g.has(FieldScore)) && g.has(FieldAt) && !events.has(FieldActivity) && !events.has(FieldAmount)
	}
	if !g.has(FieldAt) && g.has(FieldCustomer) && (g.has(FieldName) || g.has(FieldEmail)) && len(k.questions)*3 < len(g.columns) {
		return false // a list of customers that has a score among other things
	}
	return true
}

// guessEventsOrPeople tells what happened from whom it happened to.
func guessEventsOrPeople(events, people *guesser) As {
	if !events.has(FieldAt) {
		return guessPeople(people)
	}
	if start, ok := people.chosen[FieldStart]; ok && start.column == events.chosen[FieldAt].column && start.confidence == Certain {
		return guessPeople(people)
	}
	if events.has(FieldActivity) || events.has(FieldOrder) || events.dealt() {
		return guessEvents(events)
	}
	if people.has(FieldTenure) || onePerRow(people) && (people.has(FieldName) || people.has(FieldEmail) || people.has(FieldPhone)) {
		return guessPeople(people)
	}
	if events.has(FieldAmount) || events.has(FieldPrice) || events.has(FieldChannel) || events.has(FieldDirection) ||
		events.has(FieldEmotion) || events.has(FieldTouchpoint) || !onePerRow(people) {
		return guessEvents(events)
	}
	return guessPeople(people)
}

// dealt reports whether the headers speak of a date and an amount, which is a
// purchase even where nobody comes twice and names stand beside the ids. The day
// on which a record was created is a customer's as well, and says nothing.
func (g *guesser) dealt() bool {
	at, amount := g.chosen[FieldAt], g.chosen[FieldAmount]
	return at.confidence == Certain && amount.confidence == Certain && !g.columns[at.column].hinted([]string{"created"})
}

// onePerRow reports whether no customer comes twice in the sample.
func onePerRow(g *guesser) bool {
	for _, f := range []Field{FieldCustomer, FieldEmail, FieldPhone, FieldName} {
		if c, ok := g.chosen[f]; ok {
			return g.columns[c.column].profile.unique()
		}
	}
	return false
}

func guessEvents(g *guesser) As {
	if g.has(FieldActivity) || !g.has(FieldAmount) && !g.has(FieldPrice) && !g.has(FieldOrder) {
		return AsInteractions
	}
	return AsPurchases
}

func guessPeople(g *guesser) As {
	c, ok := g.chosen[FieldCustomer]
	if ok && (g.has(FieldStart) || g.has(FieldTenure)) {
		profile := g.columns[c.column].profile
		if profile.filled > len(profile.distinct)+profile.filled/50 {
			return AsSubscriptions
		}
	}
	return AsCustomers
}
