package app

import (
	"strings"
	"testing"

	"cxworkbench/data"
)

var today = data.DayOf(2026, 11, 22)

func profileOf(t *testing.T, s *Session, name string) Profile {
	t.Helper()
	all, err := s.Customers(t.Context(), WholeView(), name)
	if err != nil || all.Len() != 1 {
		t.Fatalf("%d customers are called %s, %v", all.Len(), name, err)
	}
	p, err := s.Profile(t.Context(), WholeView(), all.Person(0).ID)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func change(s *Session, p Profile, stage int, day data.Day, e data.Evidence) data.StageChange {
	return data.StageChange{CustomerID: p.Customer.ID, StageID: s.Log().Stages[stage].ID, Day: day, Evidence: e}
}

func TestAStageIsChangedWithEvidenceAndTheChangeIsUndone(t *testing.T) {
	s := MustFill(t)
	p := profileOf(t, s, "ada") // in Nurturing by two purchases
	if p.Stage.Name != "Nurturing" || p.Moves[0].Rule.IsZero() || p.Moves[0].ByHand {
		t.Fatalf("%+v, %+v", p.Stage, p.Moves[0])
	}
	before, err := s.Digest(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	purchase := data.Evidence{Kind: data.EvidenceInteraction, ID: p.Touches[0].ID}
	if _, err := s.ChangeStage(t.Context(), change(s, p, 1, data.DayOf(2025, 2, 20), purchase), today); err != nil {
		t.Fatal(err)
	}
	reason := data.Evidence{Kind: data.EvidenceReason, Reason: "  signed the framework contract "}
	if _, err := s.ChangeStage(t.Context(), change(s, p, 6, data.DayOf(2025, 3, 1), reason), today); err != nil {
		t.Fatal(err)
	}
	p = profileOf(t, s, "ada")
	up, back := p.Moves[0], p.Moves[1]
	if p.Stage.Name != "Partnership" || !up.ByHand || up.Back || up.Evidence.Reason != "signed the framework contract" {
		t.Errorf("stands on %v by %+v", p.Stage, up)
	}
	if back.Stage.Name != "Attraction" || !back.Back || !back.ByHand || back.Activity != "Purchase" || back.Of != data.DayOf(2025, 2, 10) || !back.Rule.IsZero() {
		t.Errorf("the move back is %+v", back)
	}
	// One that confirms the stage changes nothing and is listed all the same.
	if _, err := s.ChangeStage(t.Context(), change(s, p, 6, data.DayOf(2025, 3, 1), reason), today); err != nil {
		t.Fatal(err)
	}
	if p := profileOf(t, s, "ada"); len(p.Moves) != 6 || !p.Moves[0].ByHand || !p.Moves[1].ByHand {
		t.Errorf("the moves are %+v", p.Moves)
	}
	for range 3 {
		if _, err := s.Undo(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if after, err := s.Digest(t.Context()); err != nil || after != before {
		t.Errorf("undone, the workspace is another: %v", err)
	}
}

func TestAChangeOfStageMovesTheAsOfDate(t *testing.T) {
	s := MustFill(t)
	p := profileOf(t, s, "cy")
	if _, err := s.ChangeStage(t.Context(), change(s, p, 2, data.DayOf(2026, 5, 1), data.Evidence{Kind: data.EvidenceReason, Reason: "met"}), today); err != nil {
		t.Fatal(err)
	}
	if p := profileOf(t, s, "cy"); p.AsOf != data.DayOf(2026, 5, 1) || p.Stage.Name != "Alignment" {
		t.Errorf("as of %s in %v", p.AsOf, p.Stage)
	}
}

func TestAStageIsNotChangedWithoutEvidence(t *testing.T) {
	s := MustFill(t)
	p, other := profileOf(t, s, "ada"), profileOf(t, s, "ben")
	day := data.DayOf(2025, 2, 5)
	for says, e := range map[string]data.Evidence{
		"needs evidence":           {Kind: data.EvidenceReason, Reason: "  "},
		"longer than 500":          {Kind: data.EvidenceReason, Reason: strings.Repeat("ü", 501)},
		"not one of this customer": {Kind: data.EvidenceInteraction, ID: other.Touches[0].ID},
		"after the change":         {Kind: data.EvidenceInteraction, ID: p.Touches[0].ID}, // of 10 February
		"cannot be evidence":       {Kind: data.EvidenceChange, ID: 1},
	} {
		_, err := s.ChangeStage(t.Context(), change(s, p, 3, day, e), today)
		wantRefused(t, err, data.CodeBadInput, says)
	}
	reason := data.Evidence{Kind: data.EvidenceReason, Reason: "x"}
	_, err := s.ChangeStage(t.Context(), change(s, p, 3, today+1, reason), today)
	wantRefused(t, err, data.CodeBadInput, "a day that has come")
	gone := change(s, p, 3, day, reason)
	gone.StageID = 999
	_, err = s.ChangeStage(t.Context(), gone, today)
	wantRefused(t, err, data.CodeNotFound, "This stage")
	gone = change(s, p, 3, day, reason)
	gone.CustomerID = 999
	_, err = s.ChangeStage(t.Context(), gone, today)
	wantRefused(t, err, data.CodeNotFound, "This customer")
	if history, err := s.History(t.Context()); err != nil || strings.Contains(history.Changes[0].Label, "Move a customer") {
		t.Errorf("something was changed: %+v, %v", history, err)
	}
}
