package demo

import (
	"cmp"
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"slices"
	"strconv"
	"time"
)

// The story of the orders: fewer than half of the customers buy something beside
// their contract, a few of them again and again, some no longer. Nobody comes
// only to buy: an order is placed within the half-hour after a contact of
// interactions.csv, so that the days on which somebody was in touch are the same
// as without this story.

// orderLine is one row of orders.csv; what came back has a negative quantity and
// amount.
type orderLine struct {
	customer            *customer
	order               string
	at                  moment
	channel, touchpoint string
	product             string
	quantity            int
	amount              cents
}

// webShop is where the website and the app sell; the phone and the shop sell at
// the sales desk.
const webShop = "Web shop"

// article is what is sold, at a price apiece.
type article struct {
	name  string
	price cents
	goods bool // can be sent back
}

var (
	extras = []article{
		{"Film night", 690, false}, {"Match pass", 1290, false}, {"Travel data pack", 1490, false}, {"Film channel (month)", 990, false},
	}
	gear = []article{
		{"Wi-Fi extender", 4900, true}, {"Network cable 5 m", 990, true}, {"Power adapter", 2490, true}, {"Cordless handset", 3490, true},
		{"Mesh Wi-Fi kit", 12900, true}, {"Home help (hour)", 3900, false},
	}
	supplies = []article{
		{"Guest Wi-Fi tickets", 1900, false}, {"Backup SIM (month)", 1200, false}, {"Second handset", 3490, true}, {"Technician (hour)", 6900, false},
	}
)

// sale is the story of the half-price weeks: they brought many who had never
// ordered, and hardly any of these came back.
var sale = span{date(2025, time.November, 10), date(2025, time.December, 1)}

// selling is how likely a contact leads to an order, against a login: at the
// counter people have come to get something.
var selling = map[string]float64{
	appLogin.name: 1, websiteVisit.name: 1, billPaid.name: 0.6, supportCall.name: 0.5, supportDesk.name: 1.6,
}

// sellOrders gives the lines of all orders and returns, in the order of time.
func sellOrders(all []*customer, touches []*touch) []*orderLine {
	logs := map[*customer][]*touch{}
	for _, t := range touches {
		logs[t.customer] = append(logs[t.customer], t)
	}
	var orders [][]*orderLine
	for _, c := range all {
		orders = append(orders, c.shop(logs[c])...)
	}
	slices.SortStableFunc(orders, func(a, b []*orderLine) int { return cmp.Compare(a[0].at, b[0].at) })
	var lines []*orderLine
	for i, order := range orders {
		for _, line := range order {
			line.order = fmt.Sprintf("S-%06d", 100_001+i)
		}
		lines = append(lines, order...)
	}
	slices.SortStableFunc(lines, func(a, b *orderLine) int { return cmp.Compare(a.at, b.at) })
	return lines
}

// inclined is the chance that somebody buys anything beside the contract.
func (c *customer) inclined() float64 {
	share := map[string]float64{"family": 0.56, "single household": 0.46, retired: 0.36, student: 0.5, smallBusiness: 0.62}[c.segment]
	if c.partner {
		share += 0.2
	}
	if c.badStart() {
		share *= 0.5 // who waited for weeks trusts us with nothing more
	}
	return share
}

// knowsUs grows with the time that somebody has been here, as their contacts get
// fewer: most of the first ones are about getting started.
func (c *customer) knowsUs(on day) float64 {
	return min(2, 0.7+0.045*float64(on-c.here().from)/30.4)
}

// shop goes through a customer's contacts: who is inclined to buy does so after
// some of them, some seldom and some often, until after some order the interest is
// gone; the others buy in the sale at most.
func (c *customer) shop(log []*touch) (orders [][]*orderLine) {
	if !c.joined {
		return nil
	}
	r, atSale := storyOrders.of(c), storySale.of(c)
	regular := chance(r, c.inclined())
	appetite := min(0.6, 0.05+0.4*r.ExpFloat64())
	weary := 0.7 * math.Pow(r.Float64(), 3) // of ordering, after each order
	bargain := chance(atSale, 0.18)
	for i, t := range log {
		factor, sells := selling[t.activity]
		if !sells || !c.here().has(t.day) || t.channel == email {
			continue
		}
		switch {
		case regular && chance(r, appetite*factor*c.knowsUs(t.day)):
			orders = append(orders, c.order(r, log[i:], 1))
			regular = !chance(r, weary)
		case !regular && len(orders) == 0 && bargain && sale.has(t.day):
			orders = append(orders, c.order(atSale, log[i:], 2))
			bargain = false
		}
	}
	return orders
}

// order draws what is bought after the first contact of a log, at a part of the
// price, and whether the goods come back at a later one within the month.
func (c *customer) order(r *rand.Rand, log []*touch, part cents) (lines []*orderLine) {
	t := log[0]
	base := orderLine{customer: c, at: t.day.at(t.minute + between(r, 2, 30)), channel: t.channel, touchpoint: webShop}
	if t.channel == phone || t.channel == shop {
		base.touchpoint = salesDesk
	}
	add := func(a article) {
		line := base
		line.product, line.quantity = a.name, 1
		if !a.goods && chance(r, 0.15) {
			line.quantity = 2
		}
		line.amount = cents(line.quantity) * a.price / part
		lines = append(lines, &line)
		if !a.goods || !chance(r, 0.12) {
			return
		}
		for _, later := range log[1:] {
			if days := later.day - t.day; days > 3 && days <= 30 && c.here().has(later.day) {
				back := line
				back.at, back.channel, back.touchpoint = later.day.at(later.minute+1), later.channel, helpDesk
				back.quantity, back.amount = -back.quantity, -back.amount
				lines = append(lines, &back)
				return
			}
		}
	}
	from := extras
	switch {
	case part > 1 || chance(r, 0.35):
		from = gear
	case c.segment == smallBusiness:
		from = supplies
	}
	for i, which := range r.Perm(len(from)) {
		if i > 0 && !chance(r, 0.2) {
			break
		}
		add(from[which])
	}
	return lines
}

func writeOrders(w io.Writer, lines []*orderLine) error {
	header := []string{"order", "customer", "at", "channel", "touchpoint", "product", "quantity", "amount"}
	return writeRows(w, header, lines, func(l *orderLine) []string {
		return []string{l.order, l.customer.id, l.at.String(), l.channel, l.touchpoint, l.product, strconv.Itoa(l.quantity), l.amount.String()}
	})
}
