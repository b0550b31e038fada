package app

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"cxworkbench/data"
	"cxworkbench/data/eventlog"
	"cxworkbench/data/workspace"
)

// BulkEdit is one change of many customers. Exactly one of its parts is set.
type BulkEdit struct {
	// Field sets an attribute, attr:NAME, or takes it away where the value is empty.
	Field *FieldEdit
	// Stage moves to a stage on a day, with a reason in words as its evidence.
	Stage *data.StageChange
	// Consent notes what was allowed or refused.
	Consent *data.Consent
	// Replace puts other words in the place of some.
	Replace *Replacement
}

// Replacement puts other words in the place of some, in the name of customers or in an
// attribute.
type Replacement struct {
	Field string // name, or attr:NAME
	Find  string // as it is written, letter by letter; not empty
	With  string // empty takes the words away
}

// EditMany makes the same change of each of these customers, by row id, in one
// transaction that one undo takes back, and gives how many it changed: whoever has
// the value already is left alone. Where it is cancelled nothing is changed.
// Progress is told how many are done of how many; it may be nil.
func (s *Session) EditMany(ctx context.Context, customers []int64, e BulkEdit, today data.Day, progress func(done, all int64)) (changed int, err error) {
	switch {
	case e.Field != nil:
		customers = s.without(customers, *e.Field)
	case e.Replace != nil:
		if customers, err = s.withWords(ctx, customers, *e.Replace); err != nil {
			return 0, err
		}
	}
	label, change, err := s.bulk(e, len(customers), today)
	if err != nil {
		return 0, err
	}
	_, err = s.edit(ctx, label, func(tx *workspace.Tx) error {
		for i, id := range customers {
			if i%256 == 0 {
				if ctx.Err() != nil {
					return ctx.Err()
				}
				if progress != nil {
					progress(int64(i), int64(len(customers)))
				}
			}
			if err := change(tx, id); err != nil {
				return err
			}
		}
		if e.Stage != nil {
			return moveAsOf(tx, e.Stage.Day, today)
		}
		return nil
	})
	if err != nil {
		return 0, err
	}
	return len(customers), nil
}

// without leaves out who has the value of an attribute already.
func (s *Session) without(customers []int64, f FieldEdit) []int64 {
	log := s.Log()
	name, _ := strings.CutPrefix(f.Field, attributePrefix)
	a, value := log.Attribute(strings.TrimSpace(name)), strings.TrimSpace(f.Value)
	return slices.DeleteFunc(slices.Clone(customers), func(id int64) bool {
		c, found := slices.BinarySearch(log.CustomerIDs, id)
		has := ""
		if found && a != nil {
			has, _ = a.Of(eventlog.CustomerIndex(c))
		}
		return found && has == value
	})
}

// bulk checks a change and gives its name in the history and what it does to one
// customer.
func (s *Session) bulk(e BulkEdit, n int, today data.Day) (label string, change func(tx *workspace.Tx, id int64) error, err error) {
	if n == 0 {
		return "", nil, data.Errorf(data.CodeBadInput, "Nobody is left to change: none is selected, or all have this already. Nothing was changed.")
	}
	switch {
	case e.Field != nil:
		return bulkField(*e.Field, n)
	case e.Stage != nil:
		stage := *e.Stage
		if stage.Evidence, err = s.bulkEvidence(stage, today); err != nil {
			return "", nil, err
		}
		name := stageName(s.Log(), stage.StageID)
		return fmt.Sprintf("Move %d customers to %s", n, name), func(tx *workspace.Tx, id int64) error {
			one := stage
			one.CustomerID = id
			return tx.AddStageChange(&one, workspace.Origin{})
		}, nil
	case e.Consent != nil:
		consent := *e.Consent
		if label, err = consentLabel(&consent); err != nil {
			return "", nil, err
		}
		return fmt.Sprintf("%s of %d customers", label, n), func(tx *workspace.Tx, id int64) error {
			one := consent
			one.CustomerID = id
			_, err := tx.AddConsent(&one)
			return err
		}, nil
	}
	if e.Replace != nil {
		return bulkReplace(*e.Replace, n)
	}
	return "", nil, data.Errorf(data.CodeBadInput, "Nothing to change was chosen.")
}

func stageName(log *eventlog.Log, id int64) string {
	for _, stage := range log.Stages {
		if stage.ID == id {
			return stage.Name
		}
	}
	return ""
}

// bulkEvidence refuses a move without a known stage, a day that has come and a
// reason: a record of one customer is no evidence for another.
func (s *Session) bulkEvidence(change data.StageChange, today data.Day) (data.Evidence, error) {
	reason := data.Evidence{Kind: data.EvidenceReason, Reason: strings.TrimSpace(change.Evidence.Reason)}
	log := s.Log()
	if err := checkMove(log, change, today); err != nil {
		return reason, err
	}
	return reason, checkReason(reason.Reason)
}

// bulkField sets or takes away an attribute.
func bulkField(f FieldEdit, n int) (string, func(tx *workspace.Tx, id int64) error, error) {
	name, attribute := strings.CutPrefix(f.Field, attributePrefix)
	if name = strings.TrimSpace(name); name == "" {
		return "", nil, data.Errorf(data.CodeBadInput, "The attribute needs a name; nothing was changed.")
	}
	if !attribute {
		return "", nil, data.Errorf(data.CodeBadInput, "Many customers cannot share one %s; only attributes are changed together.", name)
	}
	label := fmt.Sprintf("Set %s of %d customers", shorten(name), n)
	if strings.TrimSpace(f.Value) == "" {
		label = fmt.Sprintf("Clear %s of %d customers", shorten(name), n)
	}
	return label, func(tx *workspace.Tx, id int64) error {
		return editFields(tx, id, []FieldEdit{{Field: attributePrefix + name, Value: f.Value}})
	}, nil
}
