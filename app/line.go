package app

import (
	"context"
	"slices"
	"strings"

	"cxworkbench/data/analysis/maturity"
	"cxworkbench/data/eventlog"
	"cxworkbench/data/message"
	"cxworkbench/data/workspace"
)

// textOf says where the text of a record of a time line is; ok is false for those
// without one.
func textOf(kind LineKind) (text workspace.TextKind, ok bool) {
	switch kind {
	case LineContact, LinePurchase:
		return workspace.TextNote, true
	case LineResponse:
		return workspace.TextComment, true
	case LineTicket:
		return workspace.TextSubject, true
	}
	return 0, false
}

// LineTexts reads the texts of records of a time line, each at the place of its
// item: a note, a comment, a ticket's subject, or nothing.
func (s *Session) LineTexts(ctx context.Context, items []LineItem) ([]string, error) {
	rows := map[workspace.TextKind][]int64{}
	for _, item := range items {
		if kind, ok := textOf(item.Kind); ok {
			rows[kind] = append(rows[kind], item.Row)
		}
	}
	found := map[workspace.TextKind]map[int64]string{}
	err := s.ws.Snapshot(ctx, func(snap *workspace.Snapshot) error {
		for kind, ids := range rows {
			texts, err := snap.Texts(kind, ids)
			if err != nil {
				return err
			}
			found[kind] = texts
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	out := make([]string, len(items))
	for i, item := range items {
		if kind, ok := textOf(item.Kind); ok {
			out[i] = found[kind][item.Row]
		}
	}
	return out, nil
}

// LineFilter narrows a time line. The zero LineFilter keeps all.
type LineFilter struct {
	Kind    LineKind // empty is all
	Channel string   // empty is all
	Search  string   // every word of it stands in the record's name, product, channel or text
}

// FilterLine gives the records of a page's time line that a filter keeps. The
// printer's names of records are searched as well.
func (s *Session) FilterLine(ctx context.Context, p PersonPage, f LineFilter, printer *message.Printer) ([]LineItem, error) {
	words := strings.Fields(strings.ToLower(f.Search))
	texts := map[workspace.TextKind]map[int64]string{}
	if len(words) > 0 {
		err := s.ws.Snapshot(ctx, func(snap *workspace.Snapshot) (err error) {
			for _, kind := range []workspace.TextKind{workspace.TextNote, workspace.TextComment, workspace.TextSubject} {
				if texts[kind], err = snap.TextsOf(kind, p.Customer.ID); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	var out []LineItem
	for _, item := range p.Line {
		if f.Kind != "" && item.Kind != f.Kind || f.Channel != "" && item.Channel != f.Channel {
			continue
		}
		if len(words) > 0 {
			text := printer.Text(p.Name(item)) + " " + p.Product(item) + " " + item.Channel
			if kind, ok := textOf(item.Kind); ok {
				text += " " + texts[kind][item.Row]
			}
			if !holdsAll(text, words) {
				continue
			}
		}
		out = append(out, item)
	}
	return out, ctx.Err()
}

// Name says what a record of the time line is.
func (p PersonPage) Name(item LineItem) message.Message {
	name := p.name(item)
	if item.Day > p.AsOf {
		return message.New("person.what.future", message.Args{"what": name})
	}
	return name
}

func (p PersonPage) name(item LineItem) message.Message {
	log := p.log
	switch item.Kind {
	case LineResponse:
		r := &log.Responses
		return message.New("person.what.response", message.Args{"metric": log.Metrics[r.Metric[item.Index]].Name, "score": r.Score[item.Index]})
	case LineTicket:
		return p.ticketName(item.Index)
	case LineSubscription:
		key := "person.what.start"
		if item.End {
			key = "person.what.end"
		}
		product := message.Verbatim(log.Products[log.Subscriptions.Product[item.Index]].Name)
		if log.Subscriptions.Product[item.Index] == 0 {
			product = message.New("profile.subscription", nil)
		}
		return message.New(key, message.Args{"product": product})
	case LineStage:
		move := p.Moves[item.Index]
		stage := message.New("place.left", nil)
		if move.Stage != nil {
			stage = message.Verbatim(move.Stage.Name)
		} else if move.Place == maturity.NoStage {
			stage = message.New("place.none", nil)
		}
		return message.New("person.what.stage", message.Args{"stage": stage})
	}
	return message.Verbatim(log.Activities[log.Events.Activity[item.Index]].Name)
}

// ticketName says what a ticket is about and how it stands as of the page's day.
func (p PersonPage) ticketName(ticket int) message.Message {
	end, status := p.AsOf.EndIn(p.log.Zone), message.New("person.what.ticket.nostatus", nil)
	for _, e := range p.log.Tickets.Of(ticket) {
		if e.At <= end {
			status = message.Verbatim(p.log.Statuses[e.Status])
		}
	}
	args := message.Args{"status": status, "category": p.log.Categories[p.log.Tickets.Category[ticket]]}
	if args["category"] == "" {
		return message.New("person.what.ticket", args)
	}
	return message.New("person.what.ticket.category", args)
}

// Felt is the emotion of a contact, and whether it is known.
func (p PersonPage) Felt(item LineItem) (emotion int, known bool) {
	if item.Kind != LineContact && item.Kind != LinePurchase || p.log.Events.Emotion[item.Index] == eventlog.NoEmotion {
		return 0, false
	}
	return int(p.log.Events.Emotion[item.Index]), true
}

// Amount is that of a contact, and whether it has one.
func (p PersonPage) Amount(item LineItem) (amount message.Amount, known bool) {
	if item.Kind != LineContact && item.Kind != LinePurchase || !p.log.Events.HasAmount[item.Index] {
		return amount, false
	}
	return message.Amount{Money: p.log.Events.Amount[item.Index], Currency: p.Currency}, true
}

// Product names that of a contact, as a purchase has one; empty where none is known,
// and for a subscription, whose name says it.
func (p PersonPage) Product(item LineItem) string {
	if item.Kind != LineContact && item.Kind != LinePurchase {
		return ""
	}
	return p.log.Products[p.log.Events.Product[item.Index]].Name
}

// Channels lists those of the time line by name.
func (p PersonPage) Channels() []string {
	seen := map[string]bool{"": true}
	var out []string
	for _, item := range p.Line {
		if !seen[item.Channel] {
			seen[item.Channel] = true
			out = append(out, item.Channel)
		}
	}
	slices.Sort(out)
	return out
}
