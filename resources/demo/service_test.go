package demo

import (
	"fmt"
	"slices"
	"testing"
	"time"
)

// deskCase is a ticket as a reader of the files sees it.
type deskCase struct {
	ref, customer, priority, category, cause, rightFirst, channel string
	opened, due, promised                                         time.Time // promised zero: none
	events                                                        []deskEvent
}

type deskEvent struct {
	at     time.Time
	status string
}

const minuteLayout = "2006-01-02 15:04"

func cases(t *testing.T) []*deskCase {
	t.Helper()
	zone, err := time.LoadLocation(Zone)
	if err != nil {
		t.Fatal(err)
	}
	files := Files()
	byRef := map[string]*deskCase{}
	var all []*deskCase
	for _, row := range rowsOf(t, files[2]) {
		k := &deskCase{
			ref: row["ticket"], customer: row["customer"], priority: row["priority"], category: row["category"], cause: row["cause"],
			rightFirst: row["right_first_time"], channel: row["channel"],
			opened: mustTime(t, minuteLayout, row["opened"], zone), due: mustTime(t, minuteLayout, row["due"], zone),
			promised: mustTime(t, minuteLayout, row["promised"], zone),
		}
		if byRef[k.ref] != nil || k.ref == "" {
			t.Fatalf("the ticket %q is there twice", k.ref)
		}
		byRef[k.ref] = k
		all = append(all, k)
	}
	for _, row := range rowsOf(t, files[3]) {
		k := byRef[row["ticket"]]
		if k == nil {
			t.Fatalf("an event of %q, which is no ticket", row["ticket"])
		}
		k.events = append(k.events, deskEvent{mustTime(t, minuteLayout, row["at"], zone), row["activity"]})
	}
	return all
}

// solvedAt is when a ticket was solved for good; zero where it is open.
func (k *deskCase) solvedAt() time.Time {
	var at time.Time
	for _, e := range k.events {
		switch {
		case e.status != "Solved" && e.status != "Closed":
			at = time.Time{}
		case at.IsZero():
			at = e.at
		}
	}
	return at
}

// late says whether a promise was broken, and whether that is decided.
func (k *deskCase) late(now time.Time) (late, decided bool) {
	at := k.solvedAt()
	if k.promised.IsZero() || at.IsZero() && k.promised.After(now) {
		return false, false
	}
	return at.IsZero() || at.After(k.promised), true
}

// inTouch reports whether nobody had to wait longer than three days for a word.
func (k *deskCase) inTouch(now time.Time) bool {
	last, end := k.opened, k.solvedAt()
	if end.IsZero() {
		end = now
	}
	for _, e := range append(slices.Clone(k.events), deskEvent{at: end}) {
		if e.at.After(end) {
			continue
		}
		if e.at.Sub(last) > 72*time.Hour {
			return false
		}
		last = e.at
	}
	return true
}

// ends is the end of the last day.
func ends(t *testing.T) time.Time { return theDay(t, AsOf).AddDate(0, 0, 1) }

func TestTicketsAreInOrder(t *testing.T) {
	byID := map[string]*person{}
	for _, p := range people(t) {
		byID[p.id] = p
	}
	first, last := theDay(t, "2023-11-01"), ends(t)
	strangers, before := 0, first
	for _, k := range cases(t) {
		if k.opened.Before(before) || !k.opened.Before(last) || !k.due.After(k.opened) || !k.promised.IsZero() && !k.promised.After(k.opened) {
			t.Errorf("%s: opened %s, due %s, promised %s", k.ref, k.opened, k.due, k.promised)
		}
		before = k.opened
		for i, e := range k.events {
			switch {
			case i == 0 && (e.status != "Open" || !e.at.Equal(k.opened)),
				i > 0 && (e.status == "Open" || e.at.Before(k.events[i-1].at)), !e.at.Before(last),
				!slices.Contains([]string{"Open", "Pending", "Solved", "Reopened", "Closed"}, e.status),
				e.status == "Reopened" && k.events[i-1].status != "Solved", e.status == "Closed" && i != len(k.events)-1:
				t.Errorf("%s: %+v", k.ref, k.events)
			}
		}
		if len(k.events) == 0 {
			t.Errorf("%s has no status", k.ref)
		}
		if k.customer == "" {
			strangers++
			continue
		}
		p := byID[k.customer]
		if p == nil {
			t.Fatalf("%s is of %q, who is no customer", k.ref, k.customer)
		}
		if k.category == "Installation" && k.channel == "Web" {
			if !sameDay(k.opened, p.start) {
				t.Errorf("%s: %s is connected from %s on, having joined on %s", k.ref, p.id, k.opened, p.start)
			}
			continue
		}
		if !slices.ContainsFunc(p.log, func(c contact) bool {
			kind := kindOf[c.activity]
			return c.at.Equal(k.opened) && c.channel == k.channel && (kind == "service" || kind == "complaint")
		}) {
			t.Errorf("%s: %s was not in touch at %s", k.ref, p.id, k.opened)
		}
	}
	inRange(t, "tickets of nobody known", float64(strangers), 20, 60)
	told(t, "%d tickets with %d status events, %d of them of nobody known", len(cases(t)), len(rowsOf(t, Files()[3])), strangers)
}

func sameDay(a, b time.Time) bool { return a.Format(time.DateOnly) == b.Format(time.DateOnly) }

func TestPromises(t *testing.T) {
	now := ends(t)
	quarters, channels := map[string]*[2]int{}, map[string]*[2]int{}
	count := func(in map[string]*[2]int, key string, late bool) {
		if in[key] == nil {
			in[key] = new([2]int)
		}
		in[key][1]++
		if late {
			in[key][0]++
		}
	}
	for _, k := range cases(t) {
		if late, decided := k.late(now); decided {
			count(quarters, fmt.Sprintf("%d Q%d", k.opened.Year(), (int(k.opened.Month())+2)/3), late)
			count(channels, k.channel, late)
		}
	}
	of := func(in map[string]*[2]int, key string) string { return percent(in[key][0], in[key][1]) }
	ratio := func(in map[string]*[2]int, key string) float64 { return share(in[key][0], in[key][1]) }
	inRange(t, "late in the bad quarter", ratio(quarters, "2025 Q3"), 0.5, 0.8)
	for quarter, q := range quarters {
		if quarter != "2025 Q3" && share(q[0], q[1]) > 0.35 {
			t.Errorf("%s of %d are late in %s too", percent(q[0], q[1]), q[1], quarter)
		}
	}
	inRange(t, "late on the phone, against the app", ratio(channels, "Phone")-ratio(channels, "App"), 0.2, 0.5)
	told(t, "Of the promises made in the second quarter of 2025 %s were not kept, in the third %s of %d, in the fourth %s",
		of(quarters, "2025 Q2"), of(quarters, "2025 Q3"), quarters["2025 Q3"][1], of(quarters, "2025 Q4"))
	told(t, "on the phone %s of %d were late, in the app %s of %d", of(channels, "Phone"), channels["Phone"][1],
		of(channels, "App"), channels["App"][1])
}

func TestOutagesBringUrgentTickets(t *testing.T) {
	onTheDay, otherDays := 0, 0
	for _, k := range cases(t) {
		if k.priority != "Urgent" || k.cause != "Network outage" {
			continue
		}
		outage := slices.ContainsFunc(outageDays, func(o outage) bool { return k.opened.Format(time.DateOnly) == o.day.String() })
		if outage {
			onTheDay++
		} else {
			otherDays++
		}
	}
	inRange(t, "urgent on the days of outages", float64(onTheDay), 250, 500)
	inRange(t, "urgent for outages on other days", float64(otherDays), 0, 30)
	told(t, "%d urgent tickets with the cause \"Network outage\" on the seven days, %d on all others", onTheDay, otherDays)
}

func TestTransparencyAndWhatIsOpen(t *testing.T) {
	now := ends(t)
	var told3, all3 [2]int // installations, all others
	open, overdue, unsaid := 0, 0, 0
	list := cases(t)
	for _, k := range list {
		which := 1
		if k.category == "Installation" {
			which = 0
		}
		all3[which]++
		if k.inTouch(now) {
			told3[which]++
		}
		if !k.solvedAt().IsZero() {
			continue
		}
		open++
		if k.due.Before(now) {
			overdue++
		}
		if k.rightFirst == "" {
			unsaid++
		}
	}
	inRange(t, "told of an installation", share(told3[0], all3[0]), 0.3, 0.6)
	inRange(t, "told of others", share(told3[1], all3[1]), 0.85, 1)
	inRange(t, "open", share(open, len(list)), 0.02, 0.04)
	inRange(t, "overdue", float64(overdue), 20, float64(open-5))
	if unsaid != open {
		t.Errorf("%d open tickets were right the first time or not", open-unsaid)
	}
	told(t, "%s of the tickets were never without a word for more than three days, of the installations %s",
		percent(told3[1], all3[1]), percent(told3[0], all3[0]))
	told(t, "%d tickets (%s) are open on the last day, %d of them past due", open, percent(open, len(list)), overdue)
}
