package app

import (
	"context"
	"slices"
	"strings"
	"unicode/utf8"

	"cxworkbench/data"
	"cxworkbench/data/analysis/maturity"
	"cxworkbench/data/eventlog"
	"cxworkbench/data/workspace"
)

// longestReason is how many characters a reason for a stage may have.
const longestReason = 500

// ChangeStage records that a person moves a customer to a stage from a day on, up
// or down, with a record of that customer or a reason in words as the evidence, and
// gives the revision. It can be undone. The as-of date moves along, but not beyond
// today.
func (s *Session) ChangeStage(ctx context.Context, change data.StageChange, today data.Day) (revision int64, err error) {
	log := s.Log()
	if err := checkMove(log, change, today); err != nil {
		return 0, err
	}
	change.Evidence.Reason = strings.TrimSpace(change.Evidence.Reason)
	if err := checkEvidence(log, change); err != nil {
		return 0, err
	}
	return s.edit(ctx, "Move a customer to "+stageName(log, change.StageID), func(tx *workspace.Tx) error {
		if err := tx.AddStageChange(&change, workspace.Origin{}); err != nil {
			return err
		}
		return moveAsOf(tx, change.Day, today)
	})
}

// checkMove refuses a move to a stage that is not there, or on a day to come.
func checkMove(log *eventlog.Log, change data.StageChange, today data.Day) error {
	if !slices.ContainsFunc(log.Stages, func(stage data.Stage) bool { return stage.ID == change.StageID }) {
		return data.Errorf(data.CodeNotFound, "This stage is not in the workspace any more; choose another.")
	}
	if latest := max(today, log.Settings.AsOf); !change.Day.Known() || change.Day > latest {
		return data.Errorf(data.CodeBadInput, "A stage changes on a day that has come, such as %s; nothing was changed.", latest)
	}
	return nil
}

// checkReason refuses a reason that says nothing, or too much.
func checkReason(reason string) error {
	if utf8.RuneCountInString(reason) > longestReason {
		return data.Errorf(data.CodeBadInput, "The reason is longer than %d characters; say it in fewer words.", longestReason)
	}
	if reason == "" {
		return data.Errorf(data.CodeBadInput, "A stage needs evidence: choose a record of the customer, or give the reason in words. Nothing was changed.")
	}
	return nil
}

// checkEvidence refuses a change without a record of the customer from that day or
// before, and without a reason.
func checkEvidence(log *eventlog.Log, change data.StageChange) error {
	index, found := slices.BinarySearch(log.CustomerIDs, change.CustomerID)
	if !found {
		return data.Errorf(data.CodeNotFound, "This customer is not in the workspace any more.")
	}
	e, c := change.Evidence, eventlog.CustomerIndex(index)
	switch e.Kind {
	case data.EvidenceReason:
		return checkReason(e.Reason)
	case data.EvidenceInteraction:
		from, to := log.EventRange(c)
		return checkRecord(log.Events.Row[from:to], log.Events.Day[from:to], change)
	case data.EvidenceSubscription:
		from, to := log.SubscriptionRange(c)
		return checkRecord(log.Subscriptions.Row[from:to], log.Subscriptions.Start[from:to], change)
	}
	return data.Errorf(data.CodeBadInput, "A record of the kind %q cannot be evidence of a stage; choose a contact or a subscription.", e.Kind)
}

func checkRecord(rows []int64, days []data.Day, change data.StageChange) error {
	i := slices.Index(rows, change.Evidence.ID)
	if i < 0 {
		return data.Errorf(data.CodeBadInput, "The record chosen as evidence is not one of this customer; choose another. Nothing was changed.")
	}
	if days[i] > change.Day {
		return data.Errorf(data.CodeBadInput, "The record chosen as evidence is of %s, after the change on %s; choose an earlier one or a later date.", days[i], change.Day)
	}
	return nil
}

// moves lists a customer's changes of place, newest first, with what each rests on:
// the rule and the record that met it, or what a person gave as evidence.
func (s *Session) moves(ctx context.Context, log *eventlog.Log, ladder maturity.Result, c eventlog.CustomerIndex) ([]Move, error) {
	recorded, err := s.ws.StageChangesOf(ctx, log.CustomerIDs[c])
	if err != nil {
		return nil, err
	}
	var out []Move
	before, listed := maturity.NoStage, map[int64]bool{}
	for _, change := range ladder.Changes(c) {
		m := Move{Day: change.Day, Place: change.Place, Stage: stageAt(log, change.Place), Evidence: change.Evidence}
		m.Back = change.Place >= 0 && change.Place < before
		before = change.Place
		if change.Evidence.Kind == data.EvidenceChange {
			m.ByHand, listed[change.Evidence.ID] = true, true
			if i := slices.IndexFunc(recorded, func(r data.StageChange) bool { return r.ID == change.Evidence.ID }); i >= 0 {
				m.Evidence = recorded[i].Evidence
			}
		} else if m.Stage != nil {
			m.Rule = StageRule(ladder.Spec, change.Place)
		}
		m.Activity, m.Of = activityOf(log, c, m.Evidence)
		out = append(out, m)
	}
	for _, r := range recorded { // those that changed nothing were recorded all the same
		if rank := slices.IndexFunc(log.Stages, func(stage data.Stage) bool { return stage.ID == r.StageID }); !listed[r.ID] && r.Day <= ladder.AsOf && rank >= 0 {
			m := Move{Day: r.Day, Place: rank, Stage: stageAt(log, rank), ByHand: true, Evidence: r.Evidence}
			m.Activity, m.Of = activityOf(log, c, m.Evidence)
			out = append(out, m)
		}
	}
	slices.SortStableFunc(out, func(a, b Move) int { return int(a.Day - b.Day) })
	slices.Reverse(out)
	return out, nil
}

// activityOf names the interaction that is evidence, and its day.
func activityOf(log *eventlog.Log, c eventlog.CustomerIndex, e data.Evidence) (string, data.Day) {
	if e.Kind != data.EvidenceInteraction {
		return "", data.NoDay
	}
	from, to := log.EventRange(c)
	i := slices.Index(log.Events.Row[from:to], e.ID)
	if i < 0 {
		return "", data.NoDay
	}
	return log.Activities[log.Events.Activity[from+i]].Name, log.Events.Day[from+i]
}
