package demo

import (
	"slices"
	"strconv"
	"testing"
	"time"
)

// form is a row of responses.csv.
type form struct {
	customer, touchpoint string
	at                   time.Time
	nps                  int
	asked                bool // the answer is on its scale
}

func forms(t *testing.T) []form {
	t.Helper()
	zone, err := time.LoadLocation(Zone)
	if err != nil {
		t.Fatal(err)
	}
	var all []form
	for _, row := range rowsOf(t, Files()[4]) {
		f := form{customer: row["customer"], touchpoint: row["touchpoint"], at: mustTime(t, minuteLayout, row["at"], zone)}
		if f.nps, err = strconv.Atoi(row["NPS"]); err != nil {
			t.Fatal(err)
		}
		f.asked = f.nps <= 10
		for name, high := range map[string]int{"Satisfaction": 5, "Ease": 7} {
			if n := int(mustNumber(t, row[name])); row[name] != "" && (n < 1 || n > high) {
				t.Errorf("%s of %d", name, n)
			}
		}
		all = append(all, f)
	}
	return all
}

func TestAnswers(t *testing.T) {
	byID := map[string]*person{}
	for _, p := range people(t) {
		byID[p.id] = p
	}
	first, last := theDay(t, "2024-11-01"), ends(t)
	from, to := theDay(t, "2025-07-01"), theDay(t, "2025-10-01")
	const everyone, afterOutage, badStart, others = 0, 1, 2, 3
	var promoters, detractors, size [4]int
	anonymous, stray, answered := 0, 0, map[string]bool{}
	list := forms(t)
	for _, f := range list {
		if f.at.Before(first) || !f.at.Before(last) {
			t.Errorf("an answer of %s", f.at)
		}
		p := byID[f.customer]
		switch {
		case f.customer == "":
			anonymous++
		case p == nil:
			t.Fatalf("%q answers, who is no customer", f.customer)
		}
		answered[f.customer] = true
		if !f.asked {
			stray++
			continue
		}
		groups := []int{everyone}
		switch {
		case f.touchpoint == "Outage":
			groups = append(groups, afterOutage)
		case p != nil && !p.start.Before(from) && p.start.Before(to) && f.at.Before(p.start.AddDate(0, 6, 0)):
			groups = append(groups, badStart)
		default:
			groups = append(groups, others)
		}
		for _, g := range groups {
			size[g]++
			if f.nps >= 9 {
				promoters[g]++
			} else if f.nps <= 6 {
				detractors[g]++
			}
		}
	}
	nps := func(g int) float64 { return 100 * float64(promoters[g]-detractors[g]) / float64(size[g]) }
	inRange(t, "forms", float64(len(list)), 2300, 2700)
	inRange(t, "NPS after an outage, against others", nps(others)-nps(afterOutage), 40, 120)
	inRange(t, "NPS after a bad start, against others", nps(others)-nps(badStart), 30, 120)
	told(t, "%d forms, %d of them anonymous", len(list), anonymous)
	told(t, "NPS %+.0f (n = %d) in all: %+.0f after an outage (n = %d), %+.0f in the first six months of those with the bad start (n = %d), %+.0f otherwise",
		nps(everyone), size[everyone], nps(afterOutage), size[afterOutage], nps(badStart), size[badStart], nps(others))
	rejected := 0
	for _, row := range rowsOf(t, Files()[4]) {
		if row["NPS"] == "11" && row["Satisfaction"] == "" && row["Ease"] == "" {
			rejected++
		}
	}
	if rejected != Files()[4].Rejected {
		t.Errorf("%d rows hold nothing but a stray code, not %d", rejected, Files()[4].Rejected)
	}
	told(t, "%d answers are 11 on a scale to 10; %d of these rows hold nothing else and are rejected whole", stray, rejected)
	engagedAnswerMore(t, answered)
}

// engagedAnswerMore compares those in touch most often with those least often,
// among all who were here for the whole two years.
func engagedAnswerMore(t *testing.T, answered map[string]bool) {
	from := theDay(t, "2024-11-01")
	var here []*person
	often := map[*person]int{}
	for _, p := range people(t) {
		if p.start.IsZero() || p.start.After(from) || !p.end.IsZero() {
			continue
		}
		here = append(here, p)
		for _, c := range p.log {
			if kind := kindOf[c.activity]; !c.at.Before(from) && kind == "usage" {
				often[p]++
			}
		}
	}
	slices.SortStableFunc(here, func(a, b *person) int { return often[a] - often[b] })
	third := len(here) / 3
	said := func(of []*person) int {
		n := 0
		for _, p := range of {
			if answered[p.id] {
				n++
			}
		}
		return n
	}
	least, most := said(here[:third]), said(here[len(here)-third:])
	inRange(t, "answered, most against least engaged", share(most-least, third), 0.08, 0.6)
	told(t, "of the third that used the service most %s answered at least once, of the third that used it least %s",
		percent(most, third), percent(least, third))
}

func TestInstalledNotUsed(t *testing.T) {
	asOf, launch := theDay(t, AsOf), theDay(t, "2023-11-01")
	known, within30, within60, quiet := 0, 0, 0, 0
	var left, size [2]int // used within 60 days, not
	for _, p := range people(t) {
		if p.start.Before(launch) || p.start.AddDate(0, 0, 60).After(asOf) {
			continue // founders are in the log later than they joined; prospects never
		}
		known++
		var first time.Time
		for _, c := range p.log {
			if kindOf[c.activity] == "usage" && !c.at.Before(p.start) {
				first = c.at
				break
			}
		}
		which := 0
		switch {
		case !first.IsZero() && first.Before(p.start.AddDate(0, 0, 30)):
			within30++
			within60++
		case !first.IsZero() && first.Before(p.start.AddDate(0, 0, 60)):
			within60++
		default:
			quiet++
			which = 1
		}
		stayed60 := p.end.IsZero() || p.end.After(p.start.AddDate(0, 0, 60))
		if gone, years := p.leftWithin(12, asOf); years && stayed60 {
			size[which]++
			if gone {
				left[which]++
			}
		}
	}
	inRange(t, "not used within 60 days", share(quiet, known), 0.2, 0.32)
	told(t, "Of %d who joined 60 days ago or more %s had used the service within 30 days and %s within 60; %d (%s) had not", known,
		percent(within30, known), percent(within60, known), quiet, percent(quiet, known))
	told(t, "%s of the %d who had not, and %s of the %d who had", percent(left[1], size[1]), size[1], percent(left[0], size[0]), size[0])
}

func TestReasonsAreNotAllKnown(t *testing.T) {
	unknown, left := 0, 0
	for _, p := range people(t) {
		if !p.end.IsZero() {
			left++
			if p.reason == "" {
				unknown++
			}
		}
	}
	inRange(t, "leavers without a reason", share(unknown, left), 0.1, 0.17)
	told(t, "Of %d of the %d who left nobody noted the reason", unknown, left)
}

func TestMovesByHand(t *testing.T) {
	byID := map[string]*person{}
	for _, p := range people(t) {
		byID[p.id] = p
	}
	moves := stageMoves(t)
	total, back := 0, 0
	for id, list := range moves {
		p := byID[id]
		if p == nil {
			t.Fatalf("%q is moved, who is no customer", id)
		}
		for _, m := range list {
			total++
			if m.reason == "" || m.at.Before(p.start) || !p.end.IsZero() && !m.at.Before(p.end) {
				t.Errorf("%s is moved on %s for %q", id, m.at, m.reason)
			}
			if m.rank < stageOf(p, moves[id], m.at.AddDate(0, 0, -1)) {
				back++
			}
		}
	}
	inRange(t, "moves by hand", float64(total), 35, 45)
	inRange(t, "moves back", float64(back), 12, 25)
	told(t, "%d moves with their reasons, %d of them back", total, back)
}
