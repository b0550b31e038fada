// Package demo makes the rows of the demo workspace: Harbour Broadband, a
// regional broadband provider that does not exist, with 2,400 invented
// customers over three years. README.md lists the stories that the rows tell.
//
// The rows are the same on every run: each story draws from a seed of its own,
// and within a story each customer from a sequence of their own, so that a new
// story, or one more draw in an old one, leaves everybody else as they were.
package demo

import (
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"sync"
)

// Version counts how often the rows have changed. A demo that was made of older ones
// is offered to be made anew.
const Version = 1

// The settings of the demo workspace.
const (
	Name     = "Harbour Broadband"
	Zone     = "Europe/Dublin" // in which the times of interactions are local
	Currency = "EUR"
	AsOf     = "2026-10-31" // the newest day in the rows
)

// File is one file of rows as comma-separated UTF-8 text with a header, to be
// imported like any client's file. Write may be called more than once.
type File struct {
	Name     string
	Rejected int // how many of its rows no import can use, on purpose
	Write    func(w io.Writer) error
}

// Files gives the files in the order in which they are imported. The rows are
// made when the first of them is written.
func Files() []File {
	provider := sync.OnceValue(build)
	return []File{
		{"customers.csv", 0, func(w io.Writer) error { return writeCustomers(w, provider().customers) }},
		{"interactions.csv", 0, func(w io.Writer) error { return writeTouches(w, provider().touches) }},
		{"tickets.csv", 0, func(w io.Writer) error { return writeTickets(w, provider().tickets) }},
		{"ticket-events.csv", 0, func(w io.Writer) error { return writeTicketEvents(w, provider().tickets) }},
		{"responses.csv", strayForms, func(w io.Writer) error { return writeAnswers(w, provider().answers) }},
		{"stage-changes.csv", 0, func(w io.Writer) error { return writeStageChanges(w, provider().changes) }},
		{"orders.csv", 0, func(w io.Writer) error { return writeOrders(w, provider().orders) }},
	}
}

func writeCustomers(w io.Writer, customers []*customer) error {
	out := csv.NewWriter(w)
	err := out.Write([]string{
		"customer", "name", "email", "phone", "region", "segment", "plan", "contract",
		"payment", "join_channel", "product", "start", "end", "reason", "monthly_amount",
	})
	if err != nil {
		return err
	}
	for _, c := range customers {
		row := []string{c.id, c.name, c.email, c.phone, c.region, c.segment, "", "", "", "", "", "", "", "", ""}
		if c.joined {
			copy(row[6:], []string{
				c.plan.name, c.contract, c.payment, c.joinChannel, c.plan.product, c.start.String(), "", "",
				c.plan.price(c.lastDay()).String(),
			})
		}
		if c.left {
			row[12], row[13] = c.end.String(), c.reason
		}
		if err := out.Write(row); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

func writeTouches(w io.Writer, touches []*touch) error {
	out := csv.NewWriter(w)
	err := out.Write([]string{
		"customer", "at", "activity", "channel", "touchpoint", "direction", "phase",
		"emotion", "outcome", "order", "product", "amount", "note",
	})
	if err != nil {
		return err
	}
	for _, t := range touches {
		emotion, amount := "", ""
		if t.felt {
			emotion = strconv.Itoa(t.emotion)
		}
		if t.amount != 0 {
			amount = t.amount.String()
		}
		at := fmt.Sprintf("%s %02d:%02d", t.day, t.minute/60, t.minute%60)
		err := out.Write([]string{
			t.customer.id, at, t.activity, t.channel, t.touchpoint, t.direction, t.phase,
			emotion, t.outcome, t.order, t.product, amount, t.note,
		})
		if err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}
