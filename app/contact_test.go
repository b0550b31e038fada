package app

import (
	"testing"

	"cxworkbench/data"
)

func TestAContactHasAllThatCanBeSaid(t *testing.T) {
	s := MustFill(t)
	all, err := s.Customers(t.Context(), WholeView(), "ada")
	if err != nil {
		t.Fatal(err)
	}
	ada, felt, amount := all.Person(0), -2, data.Money(1999)
	when, err := ParseMoment("2025-03-01 14:30", s.Log().Zone)
	if err != nil {
		t.Fatal(err)
	}
	note := "<script>alert(1)</script>\n= نص 👩‍🚀"
	done, err := s.NoteContact(t.Context(), Contact{
		Customer: ada.ID, Name: ada.Label, When: when, Activity: "complaint", Channel: "Phone", Touchpoint: "Billing", Product: "Router",
		Requested: data.Yes, Phase: data.PhaseUsage, Emotion: &felt, Outcome: "Refund promised", Amount: &amount, Note: note,
		Task: "Call back", Due: data.DayOf(2025, 3, 7),
	}, data.DayOf(2025, 3, 2))
	if err != nil {
		t.Fatal(err)
	}
	latest, err := s.ws.LatestInteractions(t.Context(), ada.ID, 1)
	if err != nil || len(latest) != 1 {
		t.Fatal(latest, err)
	}
	in := latest[0]
	if in.When.At != when.At || in.Requested != data.Yes || in.Phase != data.PhaseUsage || in.Emotion != -2 || in.Outcome != "Refund promised" || in.Amount != 1999 || in.Note != note {
		t.Errorf("stored %+v", in)
	}
	page, err := s.Person(t.Context(), WholeView(), ada.ID, data.DayOf(2025, 3, 2))
	if err != nil || len(page.Tasks) != 1 || page.Tasks[0].Due != data.DayOf(2025, 3, 7) || page.Tasks[0].InteractionID != done.Interaction {
		t.Errorf("tasks %+v, %v", page.Tasks, err)
	}
	if s.Log().Settings.AsOf != data.DayOf(2025, 3, 1) {
		t.Errorf("the as-of date is %s", s.Log().Settings.AsOf)
	}
	revision := s.Log().Revision
	for _, c := range []Contact{
		{When: when, Activity: "call"}, {Customer: ada.ID, Name: "Ada", When: when}, {Customer: ada.ID, Name: "Ada", Activity: "call", When: data.OnDay(data.NoDay)},
		{Customer: ada.ID, Name: "Ada", Activity: "call", When: when, Phase: "later"}, {Customer: ada.ID, Name: "Ada", Activity: "call", When: when, Ticket: 99, Due: data.NoDay},
		{Customer: ada.ID, Name: "Ada", Activity: "call", When: when, Due: data.DayOf(2025, 3, 7)},
	} {
		_, err := s.NoteContact(t.Context(), c, data.DayOf(2025, 3, 2))
		wantRefused(t, err, data.CodeBadInput, "")
	}
	if s.Log().Revision != revision {
		t.Error("what was refused changed something")
	}
}
