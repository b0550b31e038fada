package demo

import (
	"encoding/csv"
	"io"
	"strconv"
)

// writeRows writes a header and a row for each item.
func writeRows[T any](w io.Writer, header []string, items []T, row func(T) []string) error {
	out := csv.NewWriter(w)
	if err := out.Write(header); err != nil {
		return err
	}
	for _, item := range items {
		if err := out.Write(row(item)); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

// known is the id of a customer, or nothing for somebody who is none.
func (c *customer) known() string {
	if c == nil {
		return ""
	}
	return c.id
}

func writeTickets(w io.Writer, tickets []*ticket) error {
	header := []string{
		"ticket", "customer", "opened", "priority", "due", "promised", "category", "cause", "right_first_time", "channel", "subject",
	}
	return writeRows(w, header, tickets, func(k *ticket) []string {
		promised := ""
		if k.promised != 0 {
			promised = k.promised.String()
		}
		return []string{
			k.ref, k.customer.known(), k.opened.String(), k.priority, k.due.String(), promised, k.category, k.cause, k.rightFirst,
			k.channel, k.subject,
		}
	})
}

// writeTicketEvents writes the statuses ticket by ticket.
func writeTicketEvents(w io.Writer, tickets []*ticket) error {
	type row struct {
		ref string
		ticketEvent
	}
	var rows []row
	for _, k := range tickets {
		for _, e := range k.events {
			rows = append(rows, row{k.ref, e})
		}
	}
	return writeRows(w, []string{"ticket", "at", "activity", "note"}, rows, func(e row) []string {
		return []string{e.ref, e.at.String(), e.status, e.note}
	})
}

func writeAnswers(w io.Writer, answers []*answer) error {
	score := func(n int) string {
		if n < 0 {
			return ""
		}
		return strconv.Itoa(n)
	}
	header := []string{"customer", "at", "channel", "touchpoint", "Satisfaction", "Ease", "NPS", "comment"}
	return writeRows(w, header, answers, func(a *answer) []string {
		return []string{
			a.customer.known(), a.at.String(), a.channel, a.touchpoint, score(a.satisfaction), score(a.ease), score(a.nps), a.comment,
		}
	})
}

func writeStageChanges(w io.Writer, changes []*stageChange) error {
	return writeRows(w, []string{"customer", "date", "stage", "reason"}, changes, func(m *stageChange) []string {
		return []string{m.customer.id, m.day.String(), m.stage, m.reason}
	})
}
