package demo

import (
	"cmp"
	"slices"
)

// stageChange is one row of stage-changes.csv: a person moved a customer to a
// stage, for a reason.
type stageChange struct {
	customer      *customer
	day           day
	stage, reason string
}

// judgement is why an account manager moves customers to a stage: for the first
// so many whom it fits, and on which day.
type judgement struct {
	stage, reason string
	most          int
	when          func(c *customer, log []*touch) (day, bool)
}

var judgements = []judgement{
	{"Nurturing", "Complained twice within three months", 14, (*customer).complainedTwice},
	{"Engagement", "Took the recommendation back after the price rise", 8, (*customer).tookBack},
	{"Partnership", "Signed as a reseller in the neighbourhood", 12, (*customer).resells},
	{"Engagement", "Ordered a second line in the first year", 8, (*customer).wantsMore},
}

// judgeStages gives the moves that people made by hand, in the order of days.
func judgeStages(all []*customer, touches []*touch) []*stageChange {
	logs := map[*customer][]*touch{}
	for _, t := range touches {
		logs[t.customer] = append(logs[t.customer], t)
	}
	var out []*stageChange
	moved := map[*customer]bool{}
	for _, j := range judgements {
		n := 0
		for _, c := range all {
			if on, ok := j.when(c, logs[c]); ok && n < j.most && !moved[c] && c.here().has(on) && chance(storyStages.of(c), 0.5) {
				out = append(out, &stageChange{c, on, j.stage, j.reason})
				moved[c] = true
				n++
			}
		}
	}
	slices.SortStableFunc(out, func(a, b *stageChange) int { return cmp.Compare(a.day, b.day) })
	return out
}

// complainedTwice: a customer of more than a year with two complaints within 90
// days.
func (c *customer) complainedTwice(log []*touch) (day, bool) {
	before := day(0)
	for _, t := range log {
		if t.activity != complaint.name || !c.joined || t.day < c.start.addMonths(12) {
			continue
		}
		if before > 0 && t.day-before <= 90 {
			return t.day + 3, true
		}
		before = t.day
	}
	return 0, false
}

// tookBack: a partner who recommends nobody after the price rise.
func (c *customer) tookBack(log []*touch) (day, bool) {
	on := priceRise + day(c.seed%40)
	before := false
	for _, t := range log {
		if t.activity == referral.name {
			before = t.day < on
		}
	}
	return on, before
}

// resells: a small business after some fifteen months.
func (c *customer) resells([]*touch) (day, bool) {
	on := c.start.addMonths(15) + day(c.seed%90)
	return on, c.joined && c.start >= logStart && c.segment == smallBusiness && !c.partner
}

// wantsMore: a household in a contract of two years, before the first is over.
func (c *customer) wantsMore([]*touch) (day, bool) {
	on := c.start.addMonths(6) + day(c.seed%100)
	return on, c.joined && c.start >= date(2025, 11, 1) && c.contract == twoYears
}
