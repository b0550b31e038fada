package app

import (
	"context"
	"strings"

	"cxworkbench/app/capture"
	"cxworkbench/data"
	"cxworkbench/data/exchange"
	"cxworkbench/data/workspace"
)

// CaptureWords gives the words with which lines of quick capture are read, as the
// log has them now.
func (s *Session) CaptureWords(today data.Day) *capture.Words {
	return capture.NewWords(s.Log(), today, s.identified)
}

// shortestPhone is how many characters a text must have to be looked up as a
// telephone number: a shorter one is the id of somebody else.
const shortestPhone = 6

// identified gives the customers with an identity of this value. A failure to read
// finds nobody: the person sees that and types the name.
func (s *Session) identified(text string) (ids []int64) {
	values := []string{text}
	if email := exchange.NormalEmail(text); email != text && strings.Contains(text, "@") {
		values = append(values, email)
	}
	if phone := exchange.NormalPhone(text); phone != text && len(phone) >= shortestPhone {
		values = append(values, phone)
	}
	err := s.ws.Snapshot(context.Background(), func(snap *workspace.Snapshot) (err error) {
		ids, err = snap.IdentifiedBy(values)
		return err
	})
	if err != nil {
		return nil
	}
	return ids
}

// Captured is what was stored of a line.
type Captured struct {
	Customer    int64
	Label       string
	Interaction int64
	Task        int64 // 0 where nothing was promised
	Revision    int64
}

// Capture stores a line of quick capture as one change that can be undone: the
// contact, its customer where that is new, and what was promised as a task. The
// as-of date moves along, but not beyond today.
func (s *Session) Capture(ctx context.Context, line capture.Line, today data.Day) (Captured, error) {
	who, ok := line.Part(capture.Customer)
	if !ok {
		return Captured{}, data.Errorf(data.CodeBadInput, "The line names no customer, so nothing was stored; type a name, or new: and a name.")
	}
	if who.Ambiguous {
		return Captured{}, data.Errorf(data.CodeBadInput, "%d customers fit %q, so nothing was stored; choose the one you mean.", len(who.Choices), who.Text)
	}
	what, _ := line.Part(capture.Activity)
	when, _ := line.Part(capture.Date)
	done := Captured{Customer: who.Choice().Customer, Label: who.Choice().Name}
	in := data.Interaction{CustomerID: done.Customer, When: data.OnDay(when.Choice().Day), Note: line.Note}
	if felt, ok := line.Part(capture.Emotion); ok {
		in.Emotion, in.HasEmotion = felt.Choice().Emotion, true
	}
	if amount, ok := line.Part(capture.Amount); ok {
		in.Amount, in.HasAmount = amount.Choice().Amount, true
	}
	label := "Note " + what.Choice().Name + " of " + shorten(done.Label)
	revision, err := s.edit(ctx, label, func(tx *workspace.Tx) (err error) {
		if done.Customer == 0 {
			if done.Customer, err = tx.AddCustomer(&data.Customer{Name: done.Label}, workspace.Origin{}); err != nil {
				return err
			}
			in.CustomerID = done.Customer
		}
		if err := s.nameParts(tx, &in, line); err != nil {
			return err
		}
		if err := tx.AddInteraction(&in, workspace.Origin{}, 0); err != nil {
			return err
		}
		done.Interaction = tx.LastRow()
		if promise, ok := line.Part(capture.Promise); ok {
			c := promise.Choice()
			task := data.Task{CustomerID: done.Customer, InteractionID: done.Interaction, What: c.Name, Due: c.Day, Done: data.NoDay}
			if done.Task, err = tx.AddTask(&task); err != nil {
				return err
			}
		}
		return moveAsOf(tx, in.When.Day, today)
	})
	done.Revision = revision
	return done, err
}

// nameParts finds or makes what the parts of a line name.
func (s *Session) nameParts(tx *workspace.Tx, in *data.Interaction, line capture.Line) (err error) {
	what, _ := line.Part(capture.Activity)
	activity := exchange.ActivityNamed(s.knownActivity(what.Choice().Name))
	if in.ActivityID, _, err = tx.Activity(activity.Name, activity.Kind, activity.Push); err != nil {
		return err
	}
	if p, ok := line.Part(capture.Channel); ok {
		channel := exchange.ChannelNamed(s.knownChannel(p.Choice().Name))
		if in.ChannelID, _, err = tx.Channel(channel.Name, channel.Kind); err != nil {
			return err
		}
	}
	p, ok := line.Part(capture.Topic)
	switch {
	case !ok:
	case p.Choice().Product:
		in.ProductID, _, err = tx.Product(p.Choice().Name)
	default:
		in.TouchpointID, _, err = tx.Touchpoint(p.Choice().Name, data.CategoryService)
	}
	return err
}

// shorten cuts a name for the history; the record keeps it whole.
func shorten(name string) string {
	const most = 60
	name = strings.Join(strings.Fields(name), " ")
	if runes := []rune(name); len(runes) > most {
		return string(runes[:most]) + "…"
	}
	return name
}
