package workspace_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"cxworkbench/data"
	"cxworkbench/data/workspace"
)

// service is all that tells of surveys, trouble and what is to be done.
type service struct {
	Metrics   []data.Metric
	Responses []data.Response
	Tickets   []data.Ticket
	Events    []data.TicketEvent
	Consents  []data.Consent
	Tasks     []data.Task
	Views     []data.SavedView
	Links     map[int64]int64
}

func readService(t *testing.T, w *workspace.Workspace) (got service) {
	t.Helper()
	got.Links = map[int64]int64{}
	err := w.Snapshot(t.Context(), func(s *workspace.Snapshot) (err error) {
		for _, read := range []func() error{
			func() error { got.Metrics, err = s.Metrics(); return err },
			func() error {
				return s.EachResponse(func(r *data.Response) error { got.Responses = append(got.Responses, *r); return nil })
			},
			func() error {
				return s.EachTicket(func(k *data.Ticket) error { got.Tickets = append(got.Tickets, *k); return nil })
			},
			func() error {
				return s.EachTicketEvent(func(e *data.TicketEvent) error { got.Events = append(got.Events, *e); return nil })
			},
			func() error {
				return s.EachTicketLink(func(interaction, ticket int64) error { got.Links[interaction] = ticket; return nil })
			},
			func() error { got.Consents, err = s.Consents(); return err },
			func() error { got.Tasks, err = s.Tasks(); return err },
			func() error { got.Views, err = s.SavedViews(); return err },
		} {
			if err := read(); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func TestWhatIsStoredReadsBack(t *testing.T) {
	w := MustCreate(t)
	defer mustClose(t, w)
	customer := addPerson(t, w, "Ada", "", "", data.DayOf(2025, 1, 1))
	before, err := w.Digest(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	want := service{
		Metrics: []data.Metric{{ID: 1, Name: "Effort", Kind: data.MetricCES, Low: 1, High: 7, Direction: data.LowIsGood, Question: "How hard was it?"}},
		Responses: []data.Response{
			{ID: 1, CustomerID: customer, MetricID: 1, When: data.OnDay(data.DayOf(2025, 2, 1)), Score: 6.5, Comment: "hard"},
			{ID: 2, MetricID: 1, When: data.AtMillis(1740000000000), Score: 1},
		},
		Tickets: []data.Ticket{{
			ID: 1, CustomerID: customer, Ref: "T-1", Subject: "No light", Category: "router", Priority: data.PriorityHigh, Opened: 1000, Due: 2000, HasDue: true,
			RightFirstTime: data.No, Cause: "cable",
		}},
		Events:   []data.TicketEvent{{ID: 1, TicketID: 1, At: 1500, Status: "open", Note: "sent a cable"}},
		Consents: []data.Consent{{ID: 1, CustomerID: customer, Purpose: "newsletter", Given: true, Day: data.DayOf(2025, 1, 2)}},
		Tasks:    []data.Task{{ID: 1, CustomerID: customer, InteractionID: 1, What: "Call back", Due: data.DayOf(2025, 2, 2), Done: data.DayOf(2025, 2, 3)}},
		Views:    []data.SavedView{{ID: 1, Name: "Mine", Screen: "cohorts", State: `{"by":"region"}`}},
		Links:    map[int64]int64{1: 1},
	}
	write(t, w, func(tx *workspace.Tx) error {
		for _, step := range []func() error{
			func() error { _, _, err := tx.Metric(want.Metrics[0]); return err },
			func() error { _, err := tx.AddResponse(&want.Responses[0], workspace.Origin{}, 0); return err },
			func() error { _, err := tx.AddResponse(&want.Responses[1], workspace.Origin{}, 0); return err },
			func() error {
				_, err := tx.AddTicket(&data.Ticket{CustomerID: customer, Opened: 1, Promised: 5, HasPromised: true}, workspace.Origin{}, 0)
				return err
			},
			func() error { return tx.UpdateTicket(&want.Tickets[0]) },
			func() error { _, err := tx.AddTicketEvent(&want.Events[0], workspace.Origin{}); return err },
			func() error { return tx.LinkTicket(1, 1) },
			func() error { _, err := tx.AddConsent(&want.Consents[0]); return err },
			func() error {
				_, err := tx.AddTask(&data.Task{CustomerID: customer, InteractionID: 1, What: "Call", Due: data.NoDay, Done: data.NoDay})
				return err
			},
			func() error { return tx.UpdateTask(&want.Tasks[0]) },
			func() error { return tx.SaveView(data.SavedView{Name: "Mine", Screen: "maturity", State: "1"}) },
			func() error { return tx.SaveView(want.Views[0]) },
		} {
			if err := step(); err != nil {
				return err
			}
		}
		return nil
	})
	if diff := cmp.Diff(want, readService(t, w), cmpopts.IgnoreFields(data.Consent{}, "UID"), cmpopts.IgnoreFields(data.Task{}, "UID")); diff != "" {
		t.Errorf("stored and read differ (-want +got):\n%s", diff)
	}
	if info, err := w.Info(t.Context()); err != nil || info.Responses != 2 || info.Tickets != 1 {
		t.Errorf("info %+v, %v", info, err)
	}
	if after, err := w.Digest(t.Context()); err != nil || after == before {
		t.Errorf("the digest did not notice (%v)", err)
	}
	err = w.Write(t.Context(), "Remove twice", func(tx *workspace.Tx) error {
		if err := tx.RemoveTask(1); err != nil {
			return err
		}
		if err := tx.RemoveView(1); err != nil {
			return err
		}
		return tx.RemoveTask(1)
	})
	if data.CodeOf(err) != data.CodeNotFound {
		t.Errorf("removing a task twice: %v", err)
	}
	err = w.Write(t.Context(), "Bad scale", func(tx *workspace.Tx) error {
		_, _, err := tx.Metric(data.Metric{Name: "Upside down", Kind: data.MetricOther, Low: 5, High: 5, Direction: data.HighIsGood})
		return err
	})
	if data.CodeOf(err) != data.CodeBadInput {
		t.Errorf("a scale without length: %v", err)
	}
}
