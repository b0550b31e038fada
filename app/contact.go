package app

import (
	"context"
	"slices"
	"strings"
	"time"

	"cxworkbench/app/capture"
	"cxworkbench/data"
	"cxworkbench/data/eventlog"
	"cxworkbench/data/exchange"
	"cxworkbench/data/workspace"
)

// Contact is an interaction with all that a person can note of it. Names are known
// without regard to case; a new one is made, and guessed what it is.
type Contact struct {
	Customer   int64  // row id; 0 for a new customer called Name
	Name       string // of the customer, for the history and where it is new
	When       data.Moment
	Activity   string
	Channel    string // empty where not known, as are those below
	Touchpoint string
	Product    string
	Requested  data.Tri
	Phase      data.Phase
	Emotion    *int // -2..+2, nil where not known
	Outcome    string
	Amount     *data.Money
	Ticket     int64 // row id of a ticket of the customer; 0 for none
	Note       string
	Task       string   // what was promised; empty for nothing
	Due        data.Day // of the task; NoDay where there is none
}

// ContactOf gives what a line of quick capture says as a contact.
func ContactOf(line capture.Line) Contact {
	c := Contact{Note: line.Note, Due: data.NoDay, When: data.OnDay(data.NoDay)}
	for _, part := range line.Parts {
		choice := part.Choice()
		switch part.Kind {
		case capture.Customer:
			if !part.Ambiguous { // nobody has chosen yet
				c.Customer, c.Name = choice.Customer, choice.Name
			}
		case capture.Channel:
			c.Channel = choice.Name
		case capture.Activity:
			c.Activity = choice.Name
		case capture.Topic:
			if c.Touchpoint = choice.Name; choice.Product {
				c.Touchpoint, c.Product = "", choice.Name
			}
		case capture.Emotion:
			c.Emotion = &choice.Emotion
		case capture.Amount:
			c.Amount = &choice.Amount
		case capture.Date:
			c.When = data.OnDay(choice.Day)
		case capture.Promise:
			c.Task, c.Due = choice.Name, choice.Day
		}
	}
	return c
}

// Check tidies a contact and refuses what is none.
func (c *Contact) Check() error {
	for _, text := range []*string{&c.Name, &c.Activity, &c.Channel, &c.Touchpoint, &c.Product, &c.Outcome, &c.Task} {
		*text = strings.TrimSpace(*text)
	}
	switch {
	case c.Customer == 0 && c.Name == "":
		return data.Errorf(data.CodeBadInput, "The contact names no customer, so nothing was stored; type a name.")
	case c.Activity == "":
		return data.Errorf(data.CodeBadInput, "The contact does not say what it was, so nothing was stored; a call, a complaint, a purchase?")
	case !c.When.Dated() && c.When.At == 0:
		return data.Errorf(data.CodeBadInput, "The contact has no date, so nothing was stored.")
	case c.Emotion != nil && (*c.Emotion < -2 || *c.Emotion > 2):
		return data.Errorf(data.CodeBadInput, "An emotion is a whole number from -2 to 2; %d is none.", *c.Emotion)
	case c.Phase != "" && !slices.Contains(data.Phases, c.Phase):
		return data.Errorf(data.CodeBadInput, "%q is no phase of experience.", c.Phase)
	case c.Task == "" && c.Due.Known():
		return data.Errorf(data.CodeBadInput, "A day is given by which something is to be done, but not what; nothing was stored.")
	}
	return nil
}

// NoteContact stores a contact as one change that can be undone: the interaction,
// its customer where that is new, and what was promised as a task. The as-of date
// moves along, but not beyond today.
func (s *Session) NoteContact(ctx context.Context, c Contact, today data.Day) (Captured, error) {
	if err := c.Check(); err != nil {
		return Captured{}, err
	}
	log := s.Log()
	done := Captured{Customer: c.Customer, Label: c.Name}
	in := data.Interaction{CustomerID: c.Customer, When: c.When, Requested: c.Requested, Phase: c.Phase, Outcome: c.Outcome, Note: c.Note}
	if c.Emotion != nil {
		in.Emotion, in.HasEmotion = *c.Emotion, true
	}
	if c.Amount != nil {
		in.Amount, in.HasAmount = *c.Amount, true
	}
	if c.Ticket != 0 && !slices.ContainsFunc(s.TicketsOf(c.Customer), func(t Ticket) bool { return t.ID == c.Ticket }) {
		return Captured{}, data.Errorf(data.CodeBadInput, "This ticket is not one of %s; nothing was stored.", shorten(c.Name))
	}
	label := "Note " + c.Activity + " of " + shorten(c.Name)
	revision, err := s.edit(ctx, label, func(tx *workspace.Tx) (err error) {
		if in.CustomerID == 0 {
			if in.CustomerID, err = tx.AddCustomer(&data.Customer{Name: c.Name}, workspace.Origin{}); err != nil {
				return err
			}
			done.Customer = in.CustomerID
		}
		if err := s.nameContact(tx, &in, c); err != nil {
			return err
		}
		if err := tx.AddInteraction(&in, workspace.Origin{}, 0); err != nil {
			return err
		}
		done.Interaction = tx.LastRow()
		if c.Ticket != 0 {
			if err := tx.LinkTicket(done.Interaction, c.Ticket); err != nil {
				return err
			}
		}
		if c.Task != "" {
			task := data.Task{CustomerID: done.Customer, InteractionID: done.Interaction, What: c.Task, Due: c.Due, Done: data.NoDay}
			if done.Task, err = tx.AddTask(&task); err != nil {
				return err
			}
		}
		return moveAsOf(tx, in.When.DayIn(log.Zone), today)
	})
	done.Revision = revision
	return done, err
}

// nameContact finds or makes what a contact names.
func (s *Session) nameContact(tx *workspace.Tx, in *data.Interaction, c Contact) (err error) {
	activity := exchange.ActivityNamed(s.knownActivity(c.Activity))
	if in.ActivityID, _, err = tx.Activity(activity.Name, activity.Kind, activity.Push); err != nil {
		return err
	}
	if c.Channel != "" {
		channel := exchange.ChannelNamed(s.knownChannel(c.Channel))
		if in.ChannelID, _, err = tx.Channel(channel.Name, channel.Kind); err != nil {
			return err
		}
	}
	log := s.Log()
	for _, known := range log.Touchpoints {
		if strings.EqualFold(known.Name, c.Touchpoint) {
			c.Touchpoint = known.Name
		}
	}
	for _, known := range log.Products {
		if strings.EqualFold(known.Name, c.Product) {
			c.Product = known.Name
		}
	}
	if c.Touchpoint != "" {
		if in.TouchpointID, _, err = tx.Touchpoint(c.Touchpoint, data.CategoryService); err != nil {
			return err
		}
	}
	if c.Product != "" {
		in.ProductID, _, err = tx.Product(c.Product)
	}
	return err
}

// Ticket is a service case as a form offers it.
type Ticket struct {
	ID       int64
	Opened   data.Day
	Category string // empty where not known
}

// TicketsOf lists the tickets of a customer, the newest first.
func (s *Session) TicketsOf(customer int64) []Ticket {
	log := s.Log()
	c, found := slices.BinarySearch(log.CustomerIDs, customer)
	if !found {
		return nil
	}
	var out []Ticket
	from, to := log.TicketRange(eventlog.CustomerIndex(c))
	for i := to - 1; i >= from; i-- {
		out = append(out, Ticket{ID: log.Tickets.Row[i], Opened: log.Tickets.Day[i], Category: log.Categories[log.Tickets.Category[i]]})
	}
	return out
}

// ReadAmount reads a decimal amount in the workspace's currency.
func (s *Session) ReadAmount(text string) (*data.Money, error) {
	amount, err := parseMoney(text, s.Log().Settings.Currency)
	return &amount, err
}

// MomentText is a moment as a person types it: 2026-10-31, with 14:30 where the
// time is known.
func (s *Session) MomentText(m data.Moment) string {
	if m.Dated() {
		return m.Day.String()
	}
	return time.UnixMilli(m.At).In(s.Log().Zone).Format("2006-01-02 15:04")
}
