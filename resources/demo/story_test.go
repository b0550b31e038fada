package demo

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"
)

// kindOf is what each activity should be taken for when it is imported.
var kindOf = map[string]string{
	"Website visit": "web", "Newsletter": "marketing", "Campaign click": "marketing", "Enquiry": "enquiry", "Quote sent": "proposal",
	"App login": "usage", "Usage report": "usage", "Support call": "service", "Support chat": "service",
	"Support request": "service", "Support at the counter": "service", "Field visit": "service", "Complaint": "complaint",
	"Referral": "referral", "Survey answered": "survey", "Cancellation request": "cancel", "Refund": "refund",
	"Bill paid": "other", "Price notice": "other", "Social comment": "other",
}

// told checks that the README says a fact in these words, so that it cannot
// fall behind the rows.
func told(t *testing.T, format string, args ...any) {
	t.Helper()
	readme, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	fact := fmt.Sprintf(format, args...)
	if !strings.Contains(strings.Join(strings.Fields(string(readme)), " "), fact) {
		t.Errorf("README.md does not say: %s", fact)
	}
}

func inRange(t *testing.T, what string, got, low, high float64) {
	t.Helper()
	if got < low || got > high {
		t.Errorf("%s is %.3f, not within %.3f and %.3f", what, got, low, high)
	}
}

func share(part, whole int) float64 { return float64(part) / float64(whole) }

func percent(part, whole int) string { return fmt.Sprintf("%.1f %%", 100*share(part, whole)) }

func (p *person) has(activity string) bool {
	for _, c := range p.log {
		if c.activity == activity {
			return true
		}
	}
	return false
}

// leftWithin reports whether somebody had left so many months after joining,
// and whether that long ago.
func (p *person) leftWithin(months int, asOf time.Time) (left, known bool) {
	if p.start.IsZero() {
		return false, false
	}
	by := p.start.AddDate(0, months, 0)
	return !p.end.IsZero() && !p.end.After(by), !by.After(asOf)
}

func TestHowManyThereAre(t *testing.T) {
	joined, left, rows := 0, 0, 0
	for _, p := range people(t) {
		rows += len(p.log)
		if !p.start.IsZero() {
			joined++
		}
		if !p.end.IsZero() {
			left++
		}
	}
	all := len(people(t))
	inRange(t, "customers", float64(all), 2400, 2400)
	inRange(t, "prospects", float64(all-joined), 150, 250)
	inRange(t, "interactions", float64(rows), 57_000, 63_000)
	inRange(t, "left", float64(left), 450, 560)
	told(t, "%d customers, of whom %d have not joined and %d have left; %d interactions", all, all-joined, left, rows)
}

func TestBadOnboardingQuarter(t *testing.T) {
	asOf, launch := theDay(t, AsOf), theDay(t, "2023-11-01")
	from, to := theDay(t, "2025-07-01"), theDay(t, "2025-10-01")
	var size, gone, complained [2]int // the bad quarter, all others
	quarters := map[string]*[2]int{}
	for _, p := range people(t) {
		left, known := p.leftWithin(3, asOf)
		if !known || p.start.Before(launch) {
			continue
		}
		which := 1
		if !p.start.Before(from) && p.start.Before(to) {
			which = 0
		}
		quarter := fmt.Sprintf("%d Q%d", p.start.Year(), (int(p.start.Month())+2)/3)
		if quarters[quarter] == nil {
			quarters[quarter] = new([2]int)
		}
		size[which]++
		quarters[quarter][1]++
		if left {
			gone[which]++
			quarters[quarter][0]++
		}
		for _, c := range p.log {
			if c.activity == "Complaint" && c.at.Before(p.start.AddDate(0, 3, 0)) {
				complained[which]++
				break
			}
		}
	}
	inRange(t, "gone by month three", share(gone[0], size[0]), 0.22, 0.29)
	inRange(t, "gone by month three, others", share(gone[1], size[1]), 0.05, 0.08)
	inRange(t, "complained", share(complained[0], size[0]), 0.4, 0.7)
	inRange(t, "complained, others", share(complained[1], size[1]), 0, 0.15)
	for quarter, q := range quarters {
		if quarter != "2025 Q3" && share(q[0], q[1]) > 0.1 {
			t.Errorf("%d of %d gone by month three in %s too", q[0], q[1], quarter)
		}
	}
	told(t, "%d of %d (%s) were gone by month three, of the others %d of %d (%s)",
		gone[0], size[0], percent(gone[0], size[0]), gone[1], size[1], percent(gone[1], size[1]))
	told(t, "%s complained in their first three months, of the others %s",
		percent(complained[0], size[0]), percent(complained[1], size[1]))
}

func TestPhoneIsWorse(t *testing.T) {
	sum, n := map[string]int{}, map[string]int{}
	serviceSum, serviceN := map[bool]int{}, map[bool]int{}
	for _, p := range people(t) {
		for _, c := range p.log {
			if c.emotion == nil {
				continue
			}
			sum[c.channel] += *c.emotion
			n[c.channel]++
			if kindOf[c.activity] == "service" {
				serviceSum[c.channel == "Phone"] += *c.emotion
				serviceN[c.channel == "Phone"]++
			}
		}
	}
	mean := func(channel string) float64 { return share(sum[channel], n[channel]) }
	for channel := range n {
		if channel != "Phone" && mean(channel) < mean("Phone")+0.6 {
			t.Errorf("%s is as bad as the phone: %.2f and %.2f", channel, mean(channel), mean("Phone"))
		}
		if channel != "App" && mean(channel) > mean("App")-0.2 {
			t.Errorf("%s is as good as the app: %.2f and %.2f", channel, mean(channel), mean("App"))
		}
	}
	inRange(t, "phone against other channels, service alone",
		share(serviceSum[false], serviceN[false])-share(serviceSum[true], serviceN[true]), 0.6, 2)
	told(t, "phone %+.2f (n = %d), app %+.2f (n = %d)", mean("Phone"), n["Phone"], mean("App"), n["App"])
}

func TestPriceRise(t *testing.T) {
	from, to := theDay(t, "2026-03-01"), theDay(t, "2026-06-01")
	price, monthly, before := 0, 0, 0
	for _, p := range people(t) {
		if p.reason != "price" {
			continue
		}
		switch {
		case !p.end.Before(from) && p.end.Before(to):
			price++
			if p.contract == "month-to-month" {
				monthly++
			}
		case !p.end.Before(from.AddDate(0, -12, 0)) && p.end.Before(from):
			before++
		}
	}
	inRange(t, "leavers for the price", float64(price), 60, 110)
	inRange(t, "month-to-month among them", share(monthly, price), 0.65, 0.9)
	inRange(t, "leavers for the price in the twelve months before", float64(before), 5, 25)
	told(t, "%d left for the price from March to May 2026, %d of them month-to-month; in the twelve months before it was %d", price, monthly, before)
}

func TestPartnersRefer(t *testing.T) {
	asOf, launch := theDay(t, AsOf), theDay(t, "2023-11-01")
	byID := map[string]*person{}
	all := people(t)
	for _, p := range all {
		byID[p.id] = p
	}
	partners, referrals, brought := 0, 0, 0
	var size, stayed [2]int // referred, all others
	for _, p := range all {
		if p.has("Referral") {
			partners++
		}
		for _, c := range p.log {
			if c.activity != "Referral" {
				continue
			}
			referrals++
			if c.at.Before(p.start.AddDate(0, 6, 0).AddDate(0, 0, -3)) {
				t.Errorf("%s recommends on %s, having joined on %s", p.id, c.at, p.start)
			}
			id, found := strings.CutPrefix(c.note, "Recommended us to ")
			if !found {
				continue
			}
			brought++
			if friend := byID[id]; friend == nil || friend.joinChannel != "referral" || friend.start.Before(c.at) {
				t.Errorf("%s brought %s, who did not come by referral after that", p.id, id)
			}
		}
		left, known := p.leftWithin(12, asOf)
		if !known || p.start.Before(launch) {
			continue
		}
		which := 1
		if p.joinChannel == "referral" {
			which = 0
		}
		size[which]++
		if !left {
			stayed[which]++
		}
	}
	inRange(t, "partners", share(partners, len(all)), 0.04, 0.06)
	inRange(t, "stayed a year", share(stayed[0], size[0])-share(stayed[1], size[1]), 0.06, 0.3)
	told(t, "%d customers (%s) made %d referrals, which brought %d people", partners, percent(partners, len(all)), referrals, brought)
	told(t, "%s of %d stayed a year, of the others %s of %d", percent(stayed[0], size[0]), size[0], percent(stayed[1], size[1]), size[1])
}

// TestStages places everybody by the default rules as issue 2 words them, and as
// people moved them by hand.
func TestStages(t *testing.T) {
	asOf := theDay(t, AsOf)
	names := []string{"Initiation", "Attraction", "Alignment", "Conversion", "Nurturing", "Engagement", "Partnership"}
	low := []float64{40, 50, 50, 140, 220, 800, 220}
	high := []float64{90, 100, 110, 240, 340, 1050, 350}
	people7, none := make([]int, 7), 0
	moves := stageMoves(t)
	for _, p := range people(t) {
		if !p.end.IsZero() {
			continue
		}
		if rank := stageOf(p, moves[p.id], asOf); rank >= 0 {
			people7[rank]++
		} else {
			none++
		}
	}
	inRange(t, "people without a stage", float64(none), 0, 0)
	for rank, name := range names {
		inRange(t, name, float64(people7[rank]), low[rank], high[rank])
		told(t, "%s %d", name, people7[rank])
	}
}

// move is a row of stage-changes.csv.
type move struct {
	at     time.Time
	rank   int
	reason string
}

func stageMoves(t *testing.T) map[string][]move {
	t.Helper()
	names := []string{"Initiation", "Attraction", "Alignment", "Conversion", "Nurturing", "Engagement", "Partnership"}
	all := map[string][]move{}
	for _, row := range rowsOf(t, Files()[5]) {
		rank := slices.Index(names, row["stage"])
		if rank < 0 {
			t.Fatalf("%q is no stage", row["stage"])
		}
		all[row["customer"]] = append(all[row["customer"]], move{theDay(t, row["date"]), rank, row["reason"]})
	}
	return all
}

// stageOf applies the rules to each stretch between moves: a move sets the stage,
// and only what happens on a later day raises it again.
func stageOf(p *person, moves []move, asOf time.Time) int {
	rank, after := -1, time.Time{}
	for _, m := range moves {
		if !m.at.After(asOf) {
			rank, after = m.rank, m.at.AddDate(0, 0, 1)
		}
	}
	return max(rank, reached(p, after, asOf))
}

// reached is the highest stage that the rules give for what happened from a day
// on, to the end of another.
func reached(p *person, from, last time.Time) int {
	rank, service := -1, 0
	reach := func(r int, at time.Time) {
		if !at.Before(from) && at.Before(last.AddDate(0, 0, 1)) {
			rank = max(rank, r)
		}
	}
	for _, c := range p.log {
		switch kindOf[c.activity] {
		case "web", "marketing":
			reach(0, c.at)
		case "enquiry":
			reach(1, c.at)
		case "proposal":
			reach(2, c.at)
		case "service":
			if service++; service >= 2 {
				reach(4, c.at)
			}
		case "referral":
			reach(6, c.at)
		}
	}
	within := func(n, i int) bool { // n orders within twelve months, the i-th the last
		return i+1 >= n && p.orders[i].at.Before(p.orders[i+1-n].at.AddDate(0, 12, 0))
	}
	for i, o := range p.orders {
		reach(3, o.at)
		for stage, n := range map[int]int{5: 5, 6: 10} {
			if within(n, i) {
				reach(stage, o.at)
			}
		}
		if i > 0 {
			reach(4, o.at)
		}
	}
	if !p.start.IsZero() {
		reach(3, p.start)
		reach(5, p.start.AddDate(0, 12, 0))
		reach(6, p.start.AddDate(0, 36, 0))
	}
	return rank
}

func TestHowOftenTheyAreInTouch(t *testing.T) {
	asOf, launch := theDay(t, AsOf), theDay(t, "2023-11-01")
	rows, days := 0, 0.0
	for _, p := range people(t) {
		if p.start.Before(launch) {
			continue // founders enter the log later than they joined; prospects never
		}
		until := asOf.AddDate(0, 0, 1)
		if !p.end.IsZero() {
			until = p.end
		}
		days += until.Sub(p.start).Hours() / 24
		for _, c := range p.log {
			if !c.at.Before(p.start) && c.at.Before(until) {
				rows++
			}
		}
	}
	amonth := float64(rows) / (days / 30.4)
	inRange(t, "interactions a month", amonth, 1.2, 1.6)
	told(t, "%.2f interactions a month", amonth)
}

// TestRetention draws the monthly cohort table of any activity by hand.
func TestRetention(t *testing.T) {
	month := func(at time.Time) int { return at.Year()*12 + int(at.Month()) - 1 }
	last := month(theDay(t, AsOf))
	sizes, of, back := map[int]int{}, map[int]int{}, map[int]int{}
	for _, p := range people(t) {
		if len(p.log) == 0 {
			continue
		}
		active := map[int]bool{}
		first := last
		for _, c := range p.log {
			active[month(c.at)] = true
			first = min(first, month(c.at))
		}
		sizes[first]++
		for m := first; m <= last; m++ {
			of[m-first]++
			if active[m] {
				back[m-first]++
			}
		}
	}
	if len(sizes) != 36 {
		t.Errorf("%d cohorts", len(sizes))
	}
	for m, size := range sizes {
		inRange(t, fmt.Sprintf("cohort %d-%02d", m/12, m%12+1), float64(size), 35, 100)
	}
	inRange(t, "back in month 1", share(back[1], of[1]), 0.80, 0.90)
	inRange(t, "back in month 6", share(back[6], of[6]), 0.62, 0.76)
	inRange(t, "back in month 12", share(back[12], of[12]), 0.56, 0.70)
	inRange(t, "back in month 24", share(back[24], of[24]), 0.50, 0.64)
	told(t, "%s in month 1, %s in month 6, %s in month 12 and %s in month 24", percent(back[1], of[1]),
		percent(back[6], of[6]), percent(back[12], of[12]), percent(back[24], of[24]))
}
