package app

import (
	"context"
	"slices"
	"strings"

	"cxworkbench/data"
	"cxworkbench/data/workspace"
)

// What a person notes about one customer: facts, consent, tasks. Each is one change
// that can be undone.

// EditCustomerByID stores fields of a customer by row id, all or none, and gives
// the revision. label is how the customer is called in the history.
func (s *Session) EditCustomerByID(ctx context.Context, id int64, label string, fields []FieldEdit) (revision int64, err error) {
	return s.edit(ctx, "Edit "+label, func(tx *workspace.Tx) error { return editFields(tx, id, fields) })
}

// NoteConsent stores that a customer allowed or refused something, and gives the
// revision. The latest of a purpose counts.
func (s *Session) NoteConsent(ctx context.Context, c data.Consent) (revision int64, err error) {
	label, err := consentLabel(&c)
	if err != nil {
		return 0, err
	}
	return s.edit(ctx, label, func(tx *workspace.Tx) error {
		_, err := tx.AddConsent(&c)
		return err
	})
}

// consentLabel tidies and checks what was allowed or refused, and gives its name in
// the history.
func consentLabel(c *data.Consent) (string, error) {
	c.Purpose = strings.TrimSpace(c.Purpose)
	if c.Purpose == "" || !c.Day.Known() {
		return "", data.Errorf(data.CodeBadInput, "Consent needs what it is for and the day it was given; nothing was noted.")
	}
	if !c.Given {
		return "Note refusal of " + shorten(c.Purpose), nil
	}
	return "Note consent to " + shorten(c.Purpose), nil
}

// AddTask stores something to do, and gives the revision.
func (s *Session) AddTask(ctx context.Context, t data.Task) (revision int64, err error) {
	t.What = strings.TrimSpace(t.What)
	if t.What == "" {
		return 0, data.Errorf(data.CodeBadInput, "A task needs words that say what is to be done; nothing was added.")
	}
	return s.edit(ctx, "Add task: "+shorten(t.What), func(tx *workspace.Tx) error {
		_, err := tx.AddTask(&t)
		return err
	})
}

// FinishTask notes that a task was done on a day, and gives the revision.
func (s *Session) FinishTask(ctx context.Context, t data.Task, day data.Day) (revision int64, err error) {
	t.Done = day
	return s.edit(ctx, "Done: "+shorten(t.What), func(tx *workspace.Tx) error { return tx.UpdateTask(&t) })
}

// Promise is an open task with the customer it was promised to.
type Promise struct {
	Task  data.Task
	Label string // of the customer; empty where it is nobody's
}

// Promises lists the open tasks that are due by a day, the earliest first.
func (s *Session) Promises(ctx context.Context, by data.Day) ([]Promise, error) {
	var tasks []data.Task
	err := s.ws.Snapshot(ctx, func(snap *workspace.Snapshot) (err error) {
		tasks, err = snap.Tasks()
		return err
	})
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(tasks, byDue)
	log := s.Log()
	var out []Promise
	for _, t := range tasks {
		if t.Done.Known() || !t.Due.Known() || t.Due > by {
			continue
		}
		p := Promise{Task: t}
		if c, found := slices.BinarySearch(log.CustomerIDs, t.CustomerID); found {
			p.Label = log.Labels[c]
		}
		out = append(out, p)
	}
	return out, nil
}
