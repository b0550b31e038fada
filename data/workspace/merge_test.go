package workspace_test

import (
	"fmt"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"cxworkbench/data"
	"cxworkbench/data/workspace"
)

// twins makes a workspace with two customers that have a record of every noun each.
func twins(t *testing.T) (w *workspace.Workspace, first, second int64) {
	t.Helper()
	settings := data.Settings{Name: "Test", Zone: "Europe/Dublin", WeekStart: time.Monday, Currency: "EUR", AsOf: data.NoDay}
	w, err := workspace.Create(t.Context(), filepath.Join(t.TempDir(), "w.cxw"), settings)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := w.Close(); err != nil {
			t.Error(err)
		}
	})
	err = w.Write(t.Context(), "Two customers", func(tx *workspace.Tx) (err error) {
		defer func() {
			if err == nil {
				err = tx.AddList("Both", `in list Both`, data.DayOf(2026, 1, 5), []int64{first, second, first})
			}
		}()
		for i, id := range []*int64{&first, &second} {
			c := data.Customer{Name: "Ada", Attributes: map[string]string{"n": string(rune('a' + i))}, Identities: []data.Identity{
				{Kind: data.IdentityExternal, Source: "crm", Value: string(rune('1' + i))}, {Kind: data.IdentityEmail, Value: "ada@example.com"},
			}}
			var err error
			if *id, err = tx.AddCustomer(&c, workspace.Origin{}); err != nil {
				return err
			}
			if err := everyNoun(tx, *id); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return w, first, second
}

// everyNoun gives a customer a record of every noun.
func everyNoun(tx *workspace.Tx, id int64) error {
	on := data.DayOf(2026, 1, 5)
	activity, _, err := tx.Activity("Call", data.KindService, data.PushPull)
	if err != nil {
		return err
	}
	metric, _, err := tx.Metric(data.Metric{Name: "NPS", Kind: data.MetricNPS, Low: 0, High: 10, Direction: data.HighIsGood})
	if err != nil {
		return err
	}
	ticket, err := tx.AddTicket(&data.Ticket{CustomerID: id, Subject: "Broken", Opened: 1}, workspace.Origin{}, 0)
	if err != nil {
		return err
	}
	name := fmt.Sprint("Of ", id) // a list with one of them, and one with both
	if err := tx.AddList(name, `in list "`+name+`"`, on, []int64{id}); err != nil {
		return err
	}
	for _, add := range []func() error{
		func() error {
			return tx.AddInteraction(&data.Interaction{CustomerID: id, ActivityID: activity, When: data.OnDay(on), Note: "hello"}, workspace.Origin{}, 0)
		},
		func() error {
			return tx.AddSubscription(&data.Subscription{CustomerID: id, Start: on, End: data.NoDay}, workspace.Origin{}, 0)
		},
		func() error {
			return tx.AddStageChange(&data.StageChange{CustomerID: id, StageID: 1, Day: on, Evidence: data.Evidence{Kind: data.EvidenceReason, Reason: "asked"}}, workspace.Origin{})
		},
		func() error {
			_, err := tx.AddResponse(&data.Response{CustomerID: id, MetricID: metric, When: data.OnDay(on), Score: 9}, workspace.Origin{}, 0)
			return err
		},
		func() error {
			_, err := tx.AddTicketEvent(&data.TicketEvent{TicketID: ticket, At: 1, Status: "open"}, workspace.Origin{})
			return err
		},
		func() error {
			_, err := tx.AddConsent(&data.Consent{CustomerID: id, Purpose: "news", Given: true, Day: on})
			return err
		},
		func() error {
			_, err := tx.AddTask(&data.Task{CustomerID: id, What: "call back", Due: on, Done: data.NoDay})
			return err
		},
	} {
		if err := add(); err != nil {
			return err
		}
	}
	return nil
}

// owners counts the rows of each table that name a customer, by the customer.
func owners(t *testing.T, w *workspace.Workspace) map[string]map[int64]int {
	t.Helper()
	out := map[string]map[int64]int{}
	err := w.Snapshot(t.Context(), func(s *workspace.Snapshot) error {
		for _, table := range workspace.ContentTables() {
			column := slices.IndexFunc(table.Columns, func(c workspace.Column) bool { return c.Refers == "customer" })
			if column < 0 {
				continue
			}
			out[table.Name] = map[int64]int{}
			err := s.Each(table, func(_ int64, row []workspace.Cell) error {
				out[table.Name][row[column].Int]++
				return nil
			})
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestMergeKeepsEveryRecordAndIsUndone(t *testing.T) {
	w, first, second := twins(t)
	digest := func() string {
		d, err := w.Digest(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	before, original := owners(t, w), digest()
	if len(before) < 8 {
		t.Fatalf("only %v name a customer", before)
	}
	err := w.Write(t.Context(), "Merge", func(tx *workspace.Tx) error {
		return tx.Merge(&data.Customer{ID: first, Name: "Ada B", Attributes: map[string]string{"n": "b"}}, second)
	})
	if err != nil {
		t.Fatal(err)
	}
	for table, of := range owners(t, w) {
		want := before[table][first] + before[table][second]
		if table == "identity" || table == "segment_member" {
			want-- // the e-mail that both have; the list that both are in
		}
		if before[table][second] == 0 || len(of) != 1 || of[first] != want {
			t.Errorf("%s: before %v, after %v", table, before[table], of)
		}
	}
	customers, err := w.Customers(t.Context(), []int64{first, second})
	if err != nil || len(customers) != 1 || customers[0].Name != "Ada B" || customers[0].Attributes["n"] != "b" || len(customers[0].Identities) != 3 {
		t.Errorf("after the merge there is %+v, %v", customers, err)
	}
	merged := digest()
	if _, err := w.Undo(t.Context()); err != nil || digest() != original {
		t.Errorf("undo does not bring back what was there, %v", err)
	}
	if hits, err := w.Search(t.Context(), "ada@example", 10); err != nil || len(hits) != 2 {
		t.Errorf("after undo the search finds %d, %v", len(hits), err)
	}
	if _, err := w.Redo(t.Context()); err != nil || digest() != merged {
		t.Errorf("redo does not merge again, %v", err)
	}
	if hits, err := w.Search(t.Context(), "ada b", 10); err != nil || len(hits) != 1 {
		t.Errorf("after redo the search finds %d, %v", len(hits), err)
	}
}

func TestMergeOfWhatCannotBeMerged(t *testing.T) {
	w, first, _ := twins(t)
	for name, second := range map[string]int64{"itself": first, "nobody": 9999} {
		err := w.Write(t.Context(), "Merge", func(tx *workspace.Tx) error { return tx.Merge(&data.Customer{ID: first}, second) })
		if code := data.CodeOf(err); code != data.CodeBadInput && code != data.CodeNotFound {
			t.Errorf("merged with %s: %v", name, err)
		}
	}
}
