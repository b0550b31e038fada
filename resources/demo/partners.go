package demo

import "time"

// The story of the partners: one in twenty customers, here for long, recommends
// the provider; whom they bring stays longer.

// choosePartners marks who recommends, and who came by a recommendation.
func choosePartners(all []*customer) {
	for _, c := range all {
		if !c.joined {
			continue
		}
		r := storyPartners.of(c)
		switch {
		case c.start < logStart:
			c.partner = chance(r, 0.17)
		case c.start < date(2025, time.May, 1):
			c.partner = chance(r, 0.08)
		}
		if min(c.start, c.arrived) >= date(2024, time.February, 1) && chance(r, 0.10) {
			c.joinChannel = byReferral
		}
	}
}

// matchPartners finds for everybody who came by a recommendation somebody who
// gave it: a partner of at least half a year, at most four times each.
func matchPartners(all []*customer) {
	for _, c := range all {
		if c.joinChannel != byReferral {
			continue
		}
		r := storyMatching.of(c)
		told := c.arrived - day(r.IntN(6))
		var could []*customer
		for _, p := range all {
			if p.partner && p != c && len(p.foundBy) < 4 && p.start.addMonths(6) <= told && p.here().has(told) {
				could = append(could, p)
			}
		}
		p := could[r.IntN(len(could))]
		p.foundBy, p.bringDay = append(p.foundBy, c.id), append(p.bringDay, told)
	}
}

// recommend logs a partner's referrals, those that brought nobody included.
func (l *diary) recommend(c *customer) {
	if !c.partner {
		return
	}
	r := storyReferrals.of(c)
	for i, id := range c.foundBy {
		t := l.add(r, c, c.bringDay[i], referral, pick(r, referralChannels))
		t.outcome, t.note = "joined", "Recommended us to "+id
	}
	settled := span{max(c.start.addMonths(6), c.arrived), c.here().to}
	if settled.days() < 1 {
		return
	}
	n := poisson(r, 0.3)
	if len(c.foundBy) == 0 {
		n = max(n, 1)
	}
	for range n {
		l.add(r, c, dayIn(r, settled), referral, pick(r, referralChannels)).outcome = "no answer yet"
	}
}
