package eventlog_test

import (
	"context"
	"flag"
	"fmt"
	"path/filepath"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"cxworkbench/data"
	"cxworkbench/data/eventlog"
	"cxworkbench/data/workspace"
)

// writing is a kind of write to a workspace; told are those after which it is
// known whom they touched.
type writing struct {
	name string
	told bool
	do   func(t *rapid.T, tx *workspace.Tx, customers int) error
}

func someone(t *rapid.T, customers int) int64 {
	return int64(rapid.IntRange(1, customers).Draw(t, "customer"))
}

func someDay(t *rapid.T) data.Day {
	return day("2026-01-01") + data.Day(rapid.IntRange(-40, 40).Draw(t, "day"))
}

var writings = []writing{
	{"attribute", true, func(t *rapid.T, tx *workspace.Tx, customers int) error {
		c, err := tx.Customer(someone(t, customers))
		if err != nil {
			return err
		}
		c.Name = rapid.SampledFrom([]string{"", "Ada", "Zoe"}).Draw(t, "name")
		c.Attributes = map[string]string{}
		for _, name := range []string{"plan", "region", "x"} {
			if value := rapid.SampledFrom([]string{"", "A", "B", "M", "Z"}).Draw(t, name); value != "" {
				c.Attributes[name] = value
			}
		}
		return tx.UpdateCustomer(&c)
	}},
	{"customer", true, func(t *rapid.T, tx *workspace.Tx, customers int) error {
		_, err := tx.AddCustomer(&data.Customer{
			Identities: []data.Identity{{Kind: data.IdentityExternal, Value: fmt.Sprint("new ", customers)}},
			Attributes: map[string]string{"plan": "N"},
		}, workspace.Origin{})
		return err
	}},
	{"interaction", true, func(t *rapid.T, tx *workspace.Tx, customers int) error {
		return interact(t, tx, someone(t, customers))
	}},
	{"interaction of nobody", false, func(t *rapid.T, tx *workspace.Tx, _ int) error { return interact(t, tx, 0) }},
	{"subscription", true, func(t *rapid.T, tx *workspace.Tx, customers int) error {
		reason, _, err := tx.Reason(rapid.SampledFrom([]string{"Price", "Moved"}).Draw(t, "reason"))
		if err != nil {
			return err
		}
		start := someDay(t)
		return tx.AddSubscription(&data.Subscription{
			CustomerID: someone(t, customers), Start: start, End: start + 30, ReasonID: reason, DatesDerived: rapid.Bool().Draw(t, "derived"),
		}, workspace.Origin{}, 0)
	}},
	{"stage change", true, func(t *rapid.T, tx *workspace.Tx, customers int) error {
		stages, err := tx.Stages()
		if err != nil {
			return err
		}
		return tx.AddStageChange(&data.StageChange{
			CustomerID: someone(t, customers), StageID: rapid.SampledFrom(stages).Draw(t, "stage").ID, Day: someDay(t),
			Evidence: data.Evidence{Kind: data.EvidenceReason, Reason: "said so"},
		}, workspace.Origin{})
	}},
	{"response", true, func(t *rapid.T, tx *workspace.Tx, customers int) error { return answer(t, tx, someone(t, customers)) }},
	{"response of nobody", false, func(t *rapid.T, tx *workspace.Tx, _ int) error { return answer(t, tx, 0) }},
	{"list", true, func(t *rapid.T, tx *workspace.Tx, customers int) error {
		err := tx.AddList(rapid.SampledFrom([]string{"A", "B", "C"}).Draw(t, "list"), "in list x", someDay(t), []int64{someone(t, customers), someone(t, customers)})
		if data.CodeOf(err) == data.CodeBadInput { // there is one
			return nil
		}
		return err
	}},
	{"list renamed or removed", true, func(t *rapid.T, tx *workspace.Tx, _ int) error {
		err := tx.RemoveSegment("A")
		if err == nil || data.CodeOf(err) != data.CodeNotFound {
			return err
		}
		if err = tx.SetSegment("B", "A", "in list x"); data.CodeOf(err) == data.CodeNotFound {
			return nil
		}
		return err
	}},
	{"settings", true, func(t *rapid.T, tx *workspace.Tx, _ int) error {
		s, err := tx.Settings()
		if err != nil {
			return err
		}
		s.AsOf = someDay(t)
		return tx.SetSettings(s)
	}},
	{"segment", true, func(t *rapid.T, tx *workspace.Tx, _ int) error {
		return tx.AddSegment(fmt.Sprint("segment ", rapid.Uint64().Draw(t, "segment")), "not left")
	}},
	{"ticket", false, func(t *rapid.T, tx *workspace.Tx, customers int) error {
		ticket, err := tx.AddTicket(&data.Ticket{
			CustomerID: someone(t, customers), Ref: fmt.Sprint("T", rapid.Uint64().Draw(t, "ref")), Opened: 1_767_000_000_000,
		}, workspace.Origin{}, 0)
		if err != nil {
			return err
		}
		return tx.LinkTicket(int64(rapid.IntRange(1, 3).Draw(t, "linked")), ticket)
	}},
	{"link", true, func(t *rapid.T, tx *workspace.Tx, _ int) error {
		return tx.LinkTicket(int64(rapid.IntRange(1, 3).Draw(t, "linked")), int64(rapid.IntRange(0, 1).Draw(t, "ticket")))
	}},
}

func interact(t *rapid.T, tx *workspace.Tx, customer int64) error {
	activity, _, err := tx.Activity(rapid.SampledFrom([]string{"Order", "Call", "Visit"}).Draw(t, "activity"), data.KindPurchase, data.PushTransactional)
	if err != nil {
		return err
	}
	channel, _, err := tx.Channel(rapid.SampledFrom([]string{"Web", "Phone"}).Draw(t, "channel"), data.ChannelSelfService)
	if err != nil {
		return err
	}
	in := data.Interaction{
		CustomerID: customer, ActivityID: activity, ChannelID: channel, When: data.OnDay(someDay(t)),
		OrderRef: rapid.SampledFrom([]string{"", "O1", "O2"}).Draw(t, "order"), Amount: 100, HasAmount: rapid.Bool().Draw(t, "paid"),
	}
	if rapid.Bool().Draw(t, "timed") {
		in.When = data.AtMillis(1_767_200_000_000 + rapid.Int64Range(0, 9e9).Draw(t, "at"))
	}
	return tx.AddInteraction(&in, workspace.Origin{}, 0)
}

func answer(t *rapid.T, tx *workspace.Tx, customer int64) error {
	metric, _, err := tx.Metric(data.Metric{Name: "NPS", Kind: data.MetricNPS, High: 10, Direction: data.HighIsGood})
	if err != nil {
		return err
	}
	_, err = tx.AddResponse(&data.Response{CustomerID: customer, MetricID: metric, When: data.OnDay(someDay(t)), Score: 7}, workspace.Origin{}, 0)
	return err
}

// TestUpdateIsLoad: after any writes and undos the log that was kept up to date is
// the one that is read anew, field by field.
func TestUpdateIsLoad(t *testing.T) {
	if checks := flag.Lookup("rapid.checks"); checks.Value.String() == checks.DefValue {
		if err := checks.Value.Set("6"); err != nil { // each reads a file a dozen times; more with -rapid.checks
			t.Fatal(err)
		}
	}
	ctx, folder, runs := context.Background(), t.TempDir(), 0
	rapid.Check(t, func(t *rapid.T) {
		runs++
		w := must(workspace.Create(ctx, filepath.Join(folder, fmt.Sprint(runs, ".cxw")), settings("Europe/Berlin")))
		defer func() {
			if err := w.Close(); err != nil {
				t.Fatal(err)
			}
		}()
		if err := w.Write(ctx, "Fill", func(tx *workspace.Tx) error { return fill(tx, 5) }); err != nil {
			t.Fatal(err)
		}
		log := must(eventlog.Load(ctx, w))
		for range rapid.IntRange(1, 6).Draw(t, "rounds") {
			for range rapid.IntRange(1, 3).Draw(t, "writes") {
				write(ctx, t, w)
			}
			older := log
			log = must(eventlog.Update(ctx, w, older))
			sinceIsTrue(t, older, log)
			want := must(eventlog.Load(ctx, w))
			options := cmp.Options{cmp.AllowUnexported(eventlog.Log{}), cmpopts.EquateEmpty(), cmpopts.IgnoreFields(eventlog.Log{}, "Zone", "patched", "sums")}
			if diff := cmp.Diff(want, log, options); diff != "" {
				t.Fatalf("read anew (-) and kept (+):\n%s", diff)
			}
		}
	})
}

// sinceIsTrue: whoever is not listed as changed has the records that the older log has.
func sinceIsTrue(t *rapid.T, older, log *eventlog.Log) {
	changed, known := log.Since(older.Revision)
	if !known {
		return
	}
	days := func(l *eventlog.Log, c eventlog.CustomerIndex) [][]data.Day {
		e, s, ch := &l.Events, &l.Subscriptions, &l.Changes
		return [][]data.Day{
			e.Day[l.EventsFrom[c]:l.EventsFrom[c+1]], s.Start[l.SubscriptionsFrom[c]:l.SubscriptionsFrom[c+1]],
			s.End[l.SubscriptionsFrom[c]:l.SubscriptionsFrom[c+1]], ch.Day[l.ChangesFrom[c]:l.ChangesFrom[c+1]],
		}
	}
	for c := range eventlog.CustomerIndex(log.Customers()) {
		if slices.Contains(changed, c) {
			continue
		}
		if int(c) >= older.Customers() || log.CustomerIDs[c] != older.CustomerIDs[c] {
			t.Fatalf("customer %d is new and not listed as changed", c)
		}
		from, to := log.EventRange(c)
		was, until := older.EventRange(c)
		if diff := cmp.Diff(days(older, c), days(log, c), cmpopts.EquateEmpty()); diff != "" || !slices.Equal(log.Events.Activity[from:to], older.Events.Activity[was:until]) {
			t.Fatalf("customer %d is not listed as changed:\n%s", c, diff)
		}
	}
}

func write(ctx context.Context, t *rapid.T, w *workspace.Workspace) {
	before := must(eventlog.Load(ctx, w))
	if history := must(w.History(ctx)); rapid.IntRange(0, 9).Draw(t, "undo") == 0 && len(history.Changes) > 1 {
		if undo, _ := history.Next(); undo != nil && undo.Label != "Fill" {
			must(w.Undo(ctx))
			if _, _, known := w.Touched(before.Revision, before.Revision+1); known {
				t.Fatal("it is said whom an undo touched")
			}
			return
		}
	}
	chosen := rapid.SampledFrom(writings).Draw(t, "write")
	if chosen.name == "link" && len(before.Tickets.Row) == 0 {
		return
	}
	if err := w.Write(ctx, chosen.name, func(tx *workspace.Tx) error { return chosen.do(t, tx, before.Customers()) }); err != nil {
		t.Fatalf("%s: %v", chosen.name, err)
	}
	after := before.Revision + 1
	if customers, _, known := w.Touched(before.Revision, after); known != chosen.told || len(customers) > 1 {
		t.Fatalf("after a write of %s it is known whom it touched: %v, %v", chosen.name, known, customers)
	}
}
