package demo

import (
	"fmt"
	"math/rand/v2"
	"time"
)

// habit is what a customer does again and again, so often a month.
type habit struct {
	activity activity
	channel  string
	rate     float64
	help     bool // a cry for help, not a use of the service
}

var habits = []habit{
	{appLogin, app, 0.44, false},
	{websiteVisit, web, 0.19, false},
	{usageReport, email, 0.10, false},
	{newsletter, email, 0.10, false},
	{supportCall, phone, 0.075, true},
	{supportChat, app, 0.025, true},
	{supportRequest, email, 0.025, true},
	{supportDesk, shop, 0.022, true},
	{fieldVisit, field, 0.010, true},
	{complaint, "", 0.016, true},
	{survey, email, 0.024, false},
	{survey, app, 0.016, false},
	{socialComment, social, 0.03, false},
}

// live logs a customer's habits, month by month of the subscription.
func (d *diary) live(c *customer) {
	r := storyLiving.of(c)
	here := c.here()
	for month := 0; ; month++ {
		m := span{c.start.addMonths(month), c.start.addMonths(month + 1)}
		if m.from >= here.to {
			return
		}
		m = span{max(m.from, here.from), min(m.to, here.to)}
		if m.days() < 1 {
			continue // a founder's months before the log
		}
		for _, h := range habits {
			rate := h.rate * c.eager * habitScale(c, h, month) * float64(m.days()) / 30.4
			for range poisson(r, rate) {
				channel := h.channel
				if channel == "" {
					channel = pick(r, complaintChannels)
				}
				d.add(r, c, dayIn(r, m), h.activity, channel)
			}
		}
	}
}

// habitScale is how much more or less often a customer does something in a
// month than others at other times: much at first, then ever less, and little
// before leaving; by age on the phone or in the app.
func habitScale(c *customer, h habit, month int) float64 {
	scale := max(0.75, 1.08-0.012*float64(month))
	if month < 2 {
		scale = 1.5
		if h.help {
			scale = 2.6
		}
	}
	if c.left && c.start.addMonths(month+2) > c.end && !h.help {
		scale *= 0.5
	}
	switch {
	case c.segment == retired && h.channel == app, c.segment == student && h.channel == phone:
		scale *= 0.5
	case c.segment == retired && h.channel == phone:
		scale *= 1.8
	case c.segment == student && h.channel == app, c.segment == smallBusiness && h.channel == phone:
		scale *= 1.35
	}
	return scale
}

// bill logs the payments: every three months, in advance.
func (d *diary) bill(c *customer) {
	if !c.joined {
		return
	}
	r := storyBills.of(c)
	for quarter := 0; ; quarter++ {
		due := c.start.addMonths(3 * quarter)
		paid := due + day(between(r, 2, 9))
		if paid >= c.here().to {
			return
		}
		if due < c.arrived {
			continue
		}
		channel := email // the receipt of a direct debit
		if c.payment != directDebit {
			channel = pick(r, []choice{{web, 60}, {app, 40}})
		}
		t := d.add(r, c, paid, billPaid, channel)
		t.amount, t.product = 3*c.plan.price(paid), c.plan.product
		t.order = fmt.Sprintf("B%s-%02d", c.id[3:], quarter+1)
	}
}

// goodbye logs how a customer left, and the rare quarrel over the last bill.
func (d *diary) goodbye(c *customer) {
	if !c.left {
		return
	}
	r := storyGoodbye.of(c)
	if asked := c.end - day(between(r, 4, 30)); chance(r, 0.82) && c.here().has(asked) {
		d.add(r, c, asked, cancelling, pick(r, []choice{{phone, 46}, {web, 30}, {email, 14}, {shop, 10}}))
	}
	after := c.end + day(between(r, 3, 35))
	if chance(r, 0.05) {
		t := d.add(r, c, after, complaint, pick(r, complaintChannels))
		t.phase, t.note = memories, "About the last bill"
	}
	if chance(r, 0.05) {
		d.repay(r, c, after+3, "Last bill corrected").phase = memories
	}
}

// repay logs a refund of 5, 10 or 15 euros.
func (d *diary) repay(r *rand.Rand, c *customer, on day, note string) *touch {
	t := d.add(r, c, on, refund, email)
	t.amount, t.note, t.product = -500*cents(between(r, 1, 3)), note, c.plan.product
	return t
}

// priceTalk is the story of the price rise as it was heard: a notice in
// January that some opened, then questions and complaints.
func (d *diary) priceTalk(c *customer) {
	announced := date(2026, time.January, 14)
	if !c.joined || !c.here().has(announced) {
		return
	}
	r := storyPriceTalk.of(c)
	if chance(r, 0.28) {
		d.add(r, c, announced+day(r.IntN(12)), priceNotice, email)
	}
	talk := span{announced + 4, min(c.here().to, priceRise+25)}
	if talk.days() < 1 {
		return
	}
	if chance(r, 0.055) {
		d.add(r, c, dayIn(r, talk), supportCall, phone).note = "About the new price"
	}
	if chance(r, 0.035) {
		d.add(r, c, dayIn(r, talk), complaint, pick(r, complaintChannels)).note = "Price went up in the middle of the year"
	}
}
