package exchange

import (
	"strings"

	"github.com/shopspring/decimal"

	"cxworkbench/data"
)

// The names of what happens in rows that do not say it.
const (
	purchaseName   = "Purchase"
	creditNoteName = "Credit note"
	contactName    = "Contact"
)

const faultNoDate fault = "it has no date"

// eventOf reads an interaction or a purchase.
func (c *converter) eventOf(d *draft) fault {
	when, given, bad := c.moment(FieldAt)
	switch {
	case bad != "":
		return bad
	case !given:
		return faultNoDate
	}
	d.event = data.Interaction{
		When: when, Outcome: c.text(FieldOutcome), OrderRef: c.text(FieldOrder), Note: c.text(FieldNote),
	}
	d.activity, d.channel, d.touchpoint = c.text(FieldActivity), c.text(FieldChannel), c.text(FieldTouchpoint)
	if f := c.amounts(&d.event); f != "" {
		return f
	}
	if f := c.experience(&d.event); f != "" {
		return f
	}
	if d.activity == "" {
		d.activity, d.kind = c.unnamed(&d.event)
	}
	return ""
}

// amounts reads quantity and amount; an invoice line without an amount has
// quantity times price.
func (c *converter) amounts(e *data.Interaction) fault {
	quantity, hasQuantity, bad := c.decimal(FieldQuantity)
	if bad != "" {
		return bad
	}
	if e.HasQuantity = hasQuantity; hasQuantity {
		e.Quantity = quantity.InexactFloat64()
	}
	amount, hasAmount, bad := c.decimal(FieldAmount)
	if bad != "" {
		return bad
	}
	if !hasAmount {
		var price decimal.Decimal
		if price, hasAmount, bad = c.decimal(FieldPrice); bad != "" {
			return bad
		}
		amount = price
		if hasQuantity {
			amount = price.Mul(quantity)
		}
	}
	if !hasAmount {
		return ""
	}
	e.HasAmount = true
	e.Amount, bad = c.money(amount)
	return bad
}

// experience reads direction, phase and emotion.
func (c *converter) experience(e *data.Interaction) fault {
	var ok bool
	if direction := c.text(FieldDirection); direction != "" {
		if e.Requested, ok = requestedOf(direction); !ok {
			return fault("its direction in " + c.header(FieldDirection) + " is neither in nor out")
		}
	}
	if phase := c.text(FieldPhase); phase != "" {
		if e.Phase, ok = phaseOf(phase); !ok {
			return fault("its phase in " + c.header(FieldPhase) + " is none of planning, anticipation, usage and memories")
		}
	}
	return c.emotion(e)
}

// emotion reads how a customer felt, as a number or in words.
func (c *converter) emotion(e *data.Interaction) fault {
	if column, ok := c.columns.of(FieldEmotion); ok && c.plan.worded[column].inWords() {
		score, given, bad := c.score(data.Metric{Low: wordedOn.low, High: wordedOn.high}, column)
		if given {
			e.Emotion, e.HasEmotion = int(score-(wordedOn.low+wordedOn.high)/2), true
		}
		return bad
	}
	emotion, given, bad := c.whole(FieldEmotion)
	if bad != "" {
		return bad
	}
	if emotion < -2 || emotion > 2 {
		return fault("its emotion in " + c.header(FieldEmotion) + " is not from -2 to 2")
	}
	e.Emotion, e.HasEmotion = emotion, given
	return ""
}

// unnamed says what happened in a row that does not: a purchase, a credit note
// where money or goods went back, or some contact.
func (c *converter) unnamed(e *data.Interaction) (string, data.Kind) {
	if c.plan.As != AsPurchases {
		return contactName, data.KindOther
	}
	if e.HasAmount && e.Amount < 0 || isCreditNote(e.OrderRef) {
		return creditNoteName, data.KindRefund
	}
	return purchaseName, data.KindPurchase
}

// isCreditNote recognises references like C536379.
func isCreditNote(order string) bool {
	number, ok := strings.CutPrefix(order, "C")
	return ok && number != "" && strings.Trim(number, "0123456789") == ""
}

// subscriptionOf reads the subscription of a customer's row, if it has one.
func (c *converter) subscriptionOf(d *draft) fault {
	s := data.Subscription{Start: data.NoDay, End: data.NoDay}
	read := c.dated
	if c.plan.NeedsAsOf {
		read = c.derived
	}
	if bad := read(&s); bad != "" {
		return bad
	}
	if !s.Start.Known() {
		if c.plan.As == AsSubscriptions {
			return "its subscription has no start"
		}
		return ""
	}
	if s.End.Known() && s.End < s.Start {
		return "its subscription ends before it starts"
	}
	amount, given, bad := c.decimal(FieldAmount)
	if bad != "" {
		return bad
	}
	if s.HasMonthly = given; given {
		if s.Monthly, bad = c.money(amount); bad != "" {
			return bad
		}
	}
	d.subscription, d.hasSubscription = s, true
	return ""
}

// dated reads start and end as dates.
func (c *converter) dated(s *data.Subscription) (bad fault) {
	if s.Start, _, bad = c.day(FieldStart); bad != "" {
		return bad
	}
	if s.End, _, bad = c.day(FieldEnd); bad != "" {
		return bad
	}
	if s.End.Known() && s.End.Time().Year() >= openEnd {
		s.End = data.NoDay
	}
	if left, bad := c.left(); bad != "" {
		return bad
	} else if left && s.Start.Known() && !s.End.Known() {
		return "its customer left, but it does not say when"
	}
	return ""
}

// derived computes start and end from a tenure in months (definition C.30).
func (c *converter) derived(s *data.Subscription) fault {
	tenure, given, bad := c.whole(FieldTenure)
	if bad != "" {
		return bad
	}
	const longest = 12 * 150
	if given && (tenure < 0 || tenure > longest) {
		return fault("its tenure in " + c.header(FieldTenure) + " is no number of months")
	}
	left, bad := c.left()
	if bad != "" || !given {
		return bad
	}
	s.Start, s.End, s.DatesDerived = c.asOf.AddMonths(-tenure), data.NoDay, true
	if left {
		s.End = c.asOf
	}
	return ""
}

func (c *converter) left() (bool, fault) {
	cell := c.text(FieldLeft)
	if cell == "" {
		return false, ""
	}
	left, ok := leftOf(cell)
	if !ok {
		return false, fault("its answer in " + c.header(FieldLeft) + " is neither yes nor no")
	}
	return left, ""
}
