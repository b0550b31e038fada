package demo

import (
	"math/rand/v2"
	"time"
)

// The reasons for leaving; "" is one that nobody asked for.
const (
	reasonPrice      = "price"
	reasonMoved      = "moved away"
	reasonCompetitor = "competitor"
	reasonService    = "service quality"
	reasonNoNeed     = "no longer needed"
)

var (
	usualReasons = []choice{
		{reasonMoved, 25}, {reasonCompetitor, 22}, {reasonService, 15}, {reasonNoNeed, 14}, {reasonPrice, 11}, {"", 13},
	}
	onboardingReasons = []choice{{reasonService, 72}, {reasonCompetitor, 15}, {"", 13}}
)

// decideLeaving draws whether and when somebody leaves; the earliest of the
// stories' answers holds.
func decideLeaving(c *customer) {
	if !c.joined {
		return
	}
	if end, reason, ok := onboardingEnd(c); ok {
		c.leave(end, reason)
		return
	}
	r := storyLeaving.of(c)
	usual, leaves := usualEnd(r, c)
	rise, pricedOut := priceRiseEnd(c)
	switch {
	case pricedOut && (!leaves || rise < usual):
		c.leave(rise, reasonPrice)
	case leaves:
		c.leave(usual, pick(r, usualReasons))
	}
}

func (c *customer) leave(end day, reason string) {
	c.left, c.end, c.reason = true, end, reason
}

// loyalty scales the usual chance of leaving.
func loyalty(c *customer) float64 {
	scale := 0.85
	switch c.contract {
	case monthToMonth:
		scale = 1.45
	case twoYears:
		scale = 0.6
	}
	if c.joinChannel == byReferral {
		scale *= 0.4
	}
	if c.partner {
		scale *= 0.12
	}
	return scale
}

// usualEnd walks month by month through a subscription: most likely to end
// early, less so the longer it has lasted.
func usualEnd(r *rand.Rand, c *customer) (day, bool) {
	for month := 0; ; month++ {
		from := c.start.addMonths(month)
		if from > asOf {
			return 0, false
		}
		risk := 0.0085
		switch {
		case month < 3:
			risk = 0.026
		case month < 12:
			risk = 0.014
		}
		if c.badStart() && month < 3 {
			risk = 0 // the story of the bad quarter speaks for these months
		}
		if from < c.arrived || !chance(r, risk*loyalty(c)) {
			continue // founders are those who were still there at the launch
		}
		end := dayIn(r, span{max(from, c.start+10), c.start.addMonths(month + 1)})
		return end, end <= asOf
	}
}

// onboardingEnd is the story of the bad quarter: one in four was gone by month
// three.
func onboardingEnd(c *customer) (end day, reason string, ok bool) {
	r := storyOnboarding.of(c)
	if !c.badStart() || !chance(r, 0.25) {
		return 0, "", false
	}
	return dayIn(r, span{c.start + 12, c.start.addMonths(3)}), pick(r, onboardingReasons), true
}

// priceRiseEnd is the story of the price rise: some of those who had a contract
// when it was announced go in the three months after it, above all those who
// can go at any time.
func priceRiseEnd(c *customer) (day, bool) {
	r := storyPriceRise.of(c)
	if c.start >= date(2026, time.January, 10) {
		return 0, false
	}
	risk := 0.025
	switch c.contract {
	case monthToMonth:
		risk = 0.105
	case twoYears:
		risk = 0.01
	}
	if c.partner || c.joinChannel == byReferral {
		risk *= 0.3
	}
	if !chance(r, risk) {
		return 0, false
	}
	within := span{priceRise, date(2026, time.June, 1)}
	return min(dayIn(r, within), dayIn(r, within)), true // the earlier of two draws: most go at once
}
