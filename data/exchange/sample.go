package exchange

import (
	"strconv"
	"time"

	"cxworkbench/data"
	"cxworkbench/data/exchange/rows"
)

// sampled is how many rows of each outcome a dry run shows.
const sampled = 5

// sample keeps the first rows of each outcome with what would be made of them.
func (r *run) sample(row rows.Row, did Did, why fault) {
	if !r.plan.options.DryRun || r.samples[did] >= sampled {
		return
	}
	r.samples[did]++
	s := Sample{File: r.source, Line: row.Line, Did: did, What: [][2]string{}}
	if why != "" {
		s.What = append(s.What, [2]string{"reason", string(why)})
		for i, cell := range row.Cells {
			if cell != "" && i < len(r.plan.Columns) {
				s.What = append(s.What, [2]string{r.plan.Columns[i], cell})
			}
		}
	} else {
		r.describe(func(name, value string) {
			if value != "" {
				s.What = append(s.What, [2]string{name, value})
			}
		})
	}
	r.report.Samples = append(r.report.Samples, s)
}

// describe says what the draft would make, field by field as it would be kept.
func (r *run) describe(say func(name, value string)) {
	d := &r.draft
	say("customer", d.customer)
	say("customer2", d.customer2)
	say("name", d.name)
	say("email", d.email)
	say("phone", d.phone)
	say("handle", d.handle)
	for _, a := range d.attributes {
		say(attributePrefix+a.name, a.value)
	}
	switch {
	case r.plan.As.events():
		r.describeEvent(say)
	case r.plan.As == AsResponses:
		say("at", r.said(d.when))
		for _, a := range d.answers {
			say(a.metric.Name, plain(a.score))
			say("comment", a.comment)
		}
	case r.plan.As == AsTickets:
		r.describeTicket(say)
	case r.plan.As == AsStageChanges:
		say("at", d.stageChange.Day.String())
		say("stage", r.convert.text(FieldStage))
		say("reason", d.stageChange.Evidence.Reason)
	case d.hasSubscription:
		say("product", d.product)
		say("start", d.subscription.Start.String())
		say("end", d.subscription.End.String())
		say("reason", d.reason)
		if d.subscription.HasMonthly {
			say("amount", r.amount(d.subscription.Monthly))
		}
	}
}

func (r *run) describeEvent(say func(name, value string)) {
	d := &r.draft
	say("at", r.said(d.event.When))
	say("activity", d.activity)
	say("channel", d.channel)
	say("touchpoint", d.touchpoint)
	say("product", d.product)
	say("order", d.event.OrderRef)
	if d.event.HasQuantity {
		say("quantity", plain(d.event.Quantity))
	}
	if d.event.HasAmount {
		say("amount", r.amount(d.event.Amount))
	}
	if d.event.HasEmotion {
		say("emotion", strconv.Itoa(d.event.Emotion))
	}
	say("outcome", d.event.Outcome)
	say("note", d.event.Note)
}

func (r *run) describeTicket(say func(name, value string)) {
	d := &r.draft
	say("ticket", d.ticket.Ref)
	say("at", r.said(data.AtMillis(d.ticket.Opened)))
	say("status", d.status)
	if d.hasClosed {
		say("closed", r.said(data.AtMillis(d.closed)))
	}
	say("subject", d.ticket.Subject)
	say("category", d.ticket.Category)
	say("priority", string(d.ticket.Priority))
	say("cause", d.ticket.Cause)
	say("channel", d.channel)
}

// said writes a moment in the workspace's zone.
func (r *run) said(m data.Moment) string {
	if m.Dated() {
		return m.Day.String()
	}
	return time.UnixMilli(m.At).In(r.home).Format("2006-01-02 15:04:05")
}

func (r *run) amount(m data.Money) string {
	return strconv.FormatFloat(float64(m)/float64(r.convert.minor), 'f', -1, 64)
}
