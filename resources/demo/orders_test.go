package demo

import (
	"slices"
	"testing"
	"time"
)

// bought is a line of orders.csv.
type bought struct {
	order, customer, channel, product string
	at                                time.Time
	quantity                          int
	amount                            float64
}

// basket is an order, put together from its lines; returns are none of it.
type basket struct {
	at    time.Time
	total float64
}

var everything []bought

// ordered reads the file back, once for all tests.
func ordered(t *testing.T) []bought {
	t.Helper()
	if everything != nil {
		return everything
	}
	zone, err := time.LoadLocation(Zone)
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rowsOf(t, Files()[6]) {
		everything = append(everything, bought{
			order: row["order"], customer: row["customer"], channel: row["channel"], product: row["product"],
			at: mustTime(t, minuteLayout, row["at"], zone), quantity: int(mustNumber(t, row["quantity"])), amount: mustNumber(t, row["amount"]),
		})
	}
	return everything
}

// baskets gives everybody's orders in the order of time.
func baskets(t *testing.T) map[string][]basket {
	t.Helper()
	place, all := map[string]int{}, map[string][]basket{}
	for _, line := range ordered(t) {
		if line.quantity < 0 {
			continue
		}
		at, known := place[line.order]
		if !known {
			at = len(all[line.customer])
			place[line.order] = at
			all[line.customer] = append(all[line.customer], basket{at: line.at})
		}
		all[line.customer][at].total += line.amount
	}
	return all
}

// TestOrdersFollowContacts checks what keeps this story from moving the others:
// nobody is in touch on a day on which they were not without it.
func TestOrdersFollowContacts(t *testing.T) {
	byID := map[string]*person{}
	for _, p := range people(t) {
		byID[p.id] = p
	}
	lines, before := ordered(t), time.Time{}
	sold := map[string]bought{} // by order and product
	for _, line := range lines {
		p := byID[line.customer]
		if p == nil {
			t.Fatalf("%s is of %q, who is no customer", line.order, line.customer)
		}
		if p.start.IsZero() || line.at.Before(p.start) || !p.end.IsZero() && !line.at.Before(p.end) || line.at.Before(before) {
			t.Errorf("%s: %s orders on %s, a customer from %s to %s", line.order, p.id, line.at, p.start, p.end)
		}
		before = line.at
		if line.quantity == 0 || line.amount == 0 || (line.quantity < 0) != (line.amount < 0) {
			t.Errorf("%+v", line)
		}
		key := line.order + line.product
		if line.quantity < 0 {
			first, found := sold[key]
			if days := line.at.Sub(first.at).Hours() / 24; !found || days < 3 || days > 31 || line.quantity != -first.quantity || line.amount != -first.amount {
				t.Errorf("%+v comes back of %+v", line, first)
			}
			delete(sold, key)
			continue
		}
		if _, twice := sold[key]; twice {
			t.Errorf("%s holds %s twice", line.order, line.product)
		}
		sold[key] = line
		if !slices.ContainsFunc(p.log, func(c contact) bool {
			wait := line.at.Sub(c.at)
			return c.channel == line.channel && wait > 0 && wait <= 30*time.Minute && sameDay(c.at, line.at)
		}) {
			t.Errorf("%s: %s comes only to buy on %s", line.order, p.id, line.at)
		}
	}
	for _, line := range lines {
		if !slices.ContainsFunc(byID[line.customer].log, func(c contact) bool { return sameDay(c.at, line.at) }) {
			t.Errorf("%s: no other contact on %s", line.order, line.at)
		}
	}
}

func TestOrders(t *testing.T) {
	all, orders, returns := baskets(t), 0, 0
	net, back := 0.0, 0.0
	channels, seen := map[string]int{}, map[string]bool{}
	for _, line := range ordered(t) {
		net += line.amount
		if line.quantity < 0 {
			returns++
			back -= line.amount
			continue
		}
		if !seen[line.order] {
			seen[line.order] = true
			channels[line.channel]++
			orders++
		}
	}
	inRange(t, "orders", float64(orders), 3000, 8000)
	inRange(t, "buyers", share(len(all), len(people(t))), 0.3, 0.48) // extras: fewer than half
	inRange(t, "returns", share(returns, orders), 0.01, 0.06)
	told(t, "%d orders of %d customers, worth %.0f euros net of the %d lines that came back (%.0f euros)", orders, len(all), net, returns, back)
	told(t, "%s in the app, %s on the website, %s on the phone and %s in the shop", percent(channels["App"], orders),
		percent(channels["Web"], orders), percent(channels["Phone"], orders), percent(channels["Shop"], orders))
	once := 0
	for _, list := range all {
		if len(list) == 1 {
			once++
		}
	}
	inRange(t, "once", share(once, len(all)), 0.25, 0.5)
	told(t, "%d of them ordered once", once)
}

// TestRegularsBuyMost looks at the last twelve months as a shop would.
func TestRegularsBuyMost(t *testing.T) {
	end, year := ends(t), theDay(t, AsOf).AddDate(0, -12, 1)
	var spent []float64
	total, lost, worth := 0.0, 0, 0.0
	byID := map[string]*person{}
	for _, p := range people(t) {
		byID[p.id] = p
	}
	for id, list := range baskets(t) {
		mine, before := 0.0, 0.0
		for _, b := range list {
			if !b.at.Before(year) {
				mine += b.total
			}
			before += b.total
		}
		if mine > 0 {
			spent = append(spent, mine)
			total += mine
		}
		if len(list) >= 5 && list[len(list)-1].at.Before(end.AddDate(0, -6, 0)) && byID[id].end.IsZero() {
			lost++
			worth += before
		}
	}
	slices.Sort(spent)
	slices.Reverse(spent)
	top := 0.0
	for _, s := range spent[:len(spent)/5] {
		top += s
	}
	inRange(t, "what the best fifth brings", top/total, 0.45, 0.7)
	inRange(t, "regulars who stopped", float64(lost), 15, 80)
	told(t, "Of the %d who ordered in the last twelve months, the fifth that spent most brought %.1f %% of the money", len(spent), 100*top/total)
	told(t, "%d customers who are still here ordered five times or more, %.0f euros in all, and nothing in the last six months", lost, worth)
}

// TestTheSaleBroughtFewBack compares who ordered for the first time in the sale
// with who did so in the year before it.
func TestTheSaleBroughtFewBack(t *testing.T) {
	from, to := theDay(t, "2025-11-10"), theDay(t, "2025-12-01")
	var first, again [2]int // in the sale, in the year before
	for _, list := range baskets(t) {
		at := list[0].at
		which := 0
		switch {
		case !at.Before(from) && at.Before(to):
		case !at.Before(from.AddDate(-1, 0, 0)) && at.Before(from):
			which = 1
		default:
			continue
		}
		first[which]++
		if len(list) > 1 && list[1].at.Before(at.AddDate(0, 6, 0)) {
			again[which]++
		}
	}
	inRange(t, "first orders in the sale", float64(first[0]), 50, 150)
	inRange(t, "again within six months, sale", share(again[0], first[0]), 0, 0.15)
	inRange(t, "again within six months, the year before", share(again[1], first[1]), 0.5, 0.8)
	told(t, "%d ordered for the first time in its three weeks, as against %d in the twelve months before; %s ordered again within six months, of the others %s",
		first[0], first[1], percent(again[0], first[0]), percent(again[1], first[1]))
}

// TestBadStartBuysLess compares the first year of those with the bad start with
// that of who joined in the four quarters before.
func TestBadStartBuysLess(t *testing.T) {
	from, to := theDay(t, "2025-07-01"), theDay(t, "2025-10-01")
	all := baskets(t)
	var size, buyers [2]int // the bad quarter, the year before it
	var money [2]float64
	for _, p := range people(t) {
		which := 0
		switch {
		case p.start.IsZero() || !p.start.Before(to) || p.start.Before(from.AddDate(-1, 0, 0)):
			continue
		case p.start.Before(from):
			which = 1
		}
		size[which]++
		mine := 0.0
		for _, b := range all[p.id] {
			if b.at.Before(p.start.AddDate(0, 12, 0)) {
				mine += b.total
			}
		}
		if mine > 0 {
			buyers[which]++
			money[which] += mine
		}
	}
	spent := func(which int) float64 { return money[which] / float64(size[which]) }
	inRange(t, "spent after a bad start, against others", spent(0)/spent(1), 0.3, 0.75)
	told(t, "spent %.2f euros a head on orders in their first year (n = %d), who joined in the year before %.2f (n = %d)", spent(0), size[0], spent(1), size[1])
}
