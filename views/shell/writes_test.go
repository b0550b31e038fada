package shell_test

import (
	"context"
	"strings"
	"testing"

	"cxworkbench/app"
	"cxworkbench/data"
	"cxworkbench/data/analysis/alignment"
	"cxworkbench/data/analysis/drivers"
	"cxworkbench/data/analysis/silence"
	"cxworkbench/data/duplicates"
	"cxworkbench/data/message"
	"cxworkbench/views/kit"
	"cxworkbench/views/viewtest"
)

// Whatever writes to a workspace is named in the reader's language, with the way to
// take it back. The one exception asks before: to erase somebody is for good, and a
// place of its own says so.
func TestEachWriteOffersToBeUndone(t *testing.T) {
	german, err := message.For("de")
	if err != nil {
		t.Fatal(err)
	}
	b := viewtest.OpenIn(t, []*message.Printer{message.English(), german}, "de", viewtest.Purchases())
	session, today := b.Workbench().Session(), data.DayOf(2026, 6, 1)
	log := session.Log()
	first, second := log.CustomerIDs[0], log.CustomerIDs[1]
	task := data.Task{CustomerID: first, What: "ring", Due: today}
	for _, c := range []struct {
		says  string
		write func(ctx context.Context, s *app.Session) error
	}{
		{"Shop 01 bearbeiten", func(ctx context.Context, s *app.Session) error {
			_, err := s.EditCustomerByID(ctx, first, "Shop 01", []app.FieldEdit{{Field: "attr:city", Value: "Rome"}})
			return err
		}},
		{"call von Shop 01 notieren", func(ctx context.Context, s *app.Session) error {
			_, err := s.NoteContact(ctx, app.Contact{Customer: first, Name: "Shop 01", Activity: "call", When: data.Moment{Day: today}, Due: data.NoDay}, today)
			return err
		}},
		{"call von Shop 01 erfassen", func(ctx context.Context, s *app.Session) error {
			_, err := s.LogInteraction(ctx, "Shop 01", app.Entry{Activity: "call", When: data.Moment{Day: today}}, today)
			return err
		}},
		{"city von 2 Kunden setzen", func(ctx context.Context, s *app.Session) error {
			_, err := s.EditMany(ctx, []int64{first, second}, app.BulkEdit{Field: &app.FieldEdit{Field: "attr:city", Value: "Oslo"}}, today, nil)
			return err
		}},
		{"in Stufe Nurturing setzen", func(ctx context.Context, s *app.Session) error {
			move := data.StageChange{CustomerID: first, StageID: log.Stages[4].ID, Day: today, Evidence: data.Evidence{Kind: data.EvidenceReason, Reason: "said so"}}
			_, err := s.ChangeStage(ctx, move, today)
			return err
		}},
		{"Einwilligung notieren: mail", func(ctx context.Context, s *app.Session) error {
			_, err := s.NoteConsent(ctx, data.Consent{CustomerID: first, Purpose: "mail", Given: true, Day: today})
			return err
		}},
		{"Ablehnung von 2 Kunden notieren: mail", func(ctx context.Context, s *app.Session) error {
			_, err := s.EditMany(ctx, []int64{first, second}, app.BulkEdit{Consent: &data.Consent{Purpose: "mail", Day: today}}, today, nil)
			return err
		}},
		{"Aufgabe hinzufügen: ring", func(ctx context.Context, s *app.Session) error {
			_, err := s.AddTask(ctx, task)
			return err
		}},
		{"Shop 02 mit Shop 01 zusammenführen", func(ctx context.Context, s *app.Session) error {
			twins, err := s.Twins(ctx, duplicates.Pair{A: first, B: second})
			if err != nil {
				return err
			}
			if twins[0].Customer.ID != first {
				twins[0], twins[1] = twins[1], twins[0]
			}
			return s.Merge(ctx, twins, "Shop 01", nil)
		}},
		{"sind nicht dieselben", func(ctx context.Context, s *app.Session) error {
			twins, err := s.Twins(ctx, duplicates.Pair{A: first, B: second})
			if err != nil {
				return err
			}
			return s.NotTheSame(ctx, twins)
		}},
		{"Segment Buyers speichern", func(ctx context.Context, s *app.Session) error { return s.AddSegment(ctx, "Buyers", "done purchase") }},
		{"Stufen und Regeln bearbeiten", func(ctx context.Context, s *app.Session) error {
			return s.EditStages(ctx, []app.StageEdit{{ID: log.Stages[0].ID, Name: "Dreaming"}})
		}},
		{"Treiber ändern", func(ctx context.Context, s *app.Session) error { return s.SetDrivers(ctx, drivers.Default()) }},
		{"Technologie der Stufen bewerten", func(ctx context.Context, s *app.Session) error { return s.SetTechnology(ctx, alignment.Spec{}) }},
		{"Gewicht des neuesten Kontakts ändern", func(ctx context.Context, s *app.Session) error { return s.SetImpressionWeight(ctx, 0.5) }},
		{"bedeutsamer Kontakt", func(ctx context.Context, s *app.Session) error {
			return s.SetSilence(ctx, silence.Spec{Kinds: []data.Kind{data.KindPurchase}})
		}},
		{"was Aktivitäten sind", func(ctx context.Context, s *app.Session) error {
			a := log.Activities[0]
			a.Push = data.Push("push")
			return s.SetActivities(ctx, []data.Activity{a})
		}},
		{"Stichtag setzen", func(ctx context.Context, s *app.Session) error { return s.SetAsOf(ctx, today+9) }},
	} {
		if err := c.write(t.Context(), session); err != nil {
			t.Errorf("%s: %v", c.says, err)
			continue
		}
		b.Workbench().Refresh(func(err error) {
			if err != nil {
				t.Error(err)
			}
		})
		b.Settle()
		if got := kit.ToastText(b.Window().Content()); !strings.Contains(got, c.says) {
			t.Errorf("after a change the window says %q, want %q", got, c.says)
		}
		before := b.Workbench().History()
		b.Press(german.T("history.do.undo"))
		if undo, _ := before.Next(); undo == nil || strings.Contains(kit.ToastText(b.Window().Content()), "Import") {
			t.Errorf("%s: undo took back something else", c.says)
		}
	}
	if undo, _ := b.Workbench().History().Next(); undo == nil || undo.Label != "Import in.csv" {
		t.Errorf("after everything was taken back the newest change is %+v", undo)
	}
}
