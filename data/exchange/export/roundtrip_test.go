package export_test

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"cxworkbench/data"
	"cxworkbench/data/exchange/export"
	"cxworkbench/data/workspace"
)

func newWorkspace(t testing.TB, folder string) *workspace.Workspace {
	t.Helper()
	ws, err := workspace.Create(context.Background(), filepath.Join(folder, "w.cxw"),
		data.Settings{Name: "Empty", Zone: "UTC", WeekStart: time.Monday, Currency: "EUR", AsOf: data.NoDay})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := ws.Close(); err != nil {
			t.Error(err)
		}
	})
	return ws
}

func digest(t testing.TB, ws *workspace.Workspace) string {
	t.Helper()
	d, err := ws.Digest(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func mustWrite(t testing.TB, ws *workspace.Workspace, fn func(tx *workspace.Tx) error) {
	t.Helper()
	if err := ws.Write(context.Background(), "Prepare", fn); err != nil {
		t.Fatal(err)
	}
}

// awkward are texts that formats tend to lose.
var awkward = []string{
	"", " ", "=1+1", "'=1+1", "''=x", "'", "'a", "+49 30 1", "-5", "@sum", "\tx", "\rx", "\r\nx", "\nx", "a\r\nb\rc\nd", `say "hi"`, `"`, ",", ";=cmd",
	"＝full", "＋", "－", "＠", "# no comment", "Café Åse 東京 😀", "0012", "1e5", "TRUE", "2026-10-31", "\ufeffmark", "nul\x00inside", "a,b\"c\nd", "<x>&amp;", "null",
}

func words(t *rapid.T, label string) string {
	return rapid.OneOf(rapid.SampledFrom(awkward), rapid.String()).Draw(t, label)
}

// pick draws a row id, or none.
func pick(t *rapid.T, ids []int64, none bool) int64 {
	if none && (len(ids) == 0 || rapid.IntRange(0, 3).Draw(t, "none") == 0) {
		return 0
	}
	return rapid.SampledFrom(ids).Draw(t, "id")
}

func day(t *rapid.T) data.Day { return data.Day(rapid.IntRange(-25000, 60000).Draw(t, "day")) }

func dayOrNone(t *rapid.T) data.Day {
	if rapid.Bool().Draw(t, "no day") {
		return data.NoDay
	}
	return day(t)
}

func moment(t *rapid.T) data.Moment {
	if rapid.Bool().Draw(t, "dated") {
		return data.OnDay(day(t))
	}
	return data.AtMillis(instant(t))
}

func instant(t *rapid.T) int64 {
	return rapid.OneOf(rapid.Int64Range(-1e13, 1e13), rapid.SampledFrom([]int64{0, 1, -1, math.MaxInt64, math.MinInt64, 253402300799999, -62135596800000})).Draw(t, "instant")
}

func score(t *rapid.T) float64 {
	return rapid.OneOf(rapid.Float64(), rapid.SampledFrom([]float64{0, 0.1, 1e-300, 1e300, 1.0 / 3, math.Inf(1), math.Inf(-1)})).Draw(t, "score")
}

func amount(t *rapid.T) data.Money {
	return data.Money(rapid.OneOf(rapid.Int64Range(-100000, 100000), rapid.SampledFrom([]int64{math.MaxInt64, math.MinInt64, -5, 5})).Draw(t, "amount"))
}

var tris = rapid.SampledFrom([]data.Tri{data.Unknown, data.No, data.Yes})

// random fills a workspace with every noun.
func random(t *rapid.T, tx *workspace.Tx) error {
	var failed error
	got := func(id int64, err error) int64 {
		if failed == nil {
			failed = err
		}
		return id
	}
	check := func(err error) { got(0, err) }
	named := func(make func(name string) (int64, bool, error)) []int64 {
		var ids []int64
		for i := range rapid.IntRange(1, 3).Draw(t, "names") {
			id, _, err := make(fmt.Sprint(words(t, "name"), i))
			ids = append(ids, got(id, err))
		}
		return ids
	}
	check(tx.SetSettings(data.Settings{
		Name: words(t, "name"), Zone: rapid.SampledFrom([]string{"Europe/Dublin", "Asia/Kathmandu", "UTC"}).Draw(t, "zone"),
		WeekStart: time.Weekday(rapid.IntRange(0, 6).Draw(t, "week")), Currency: rapid.SampledFrom([]string{"EUR", "JPY", "KWD"}).Draw(t, "currency"), AsOf: dayOrNone(t),
	}))
	channels := named(func(n string) (int64, bool, error) { return tx.Channel(n, data.ChannelPublic) })
	touchpoints := named(func(n string) (int64, bool, error) { return tx.Touchpoint(n, data.CategorySales) })
	activities := named(func(n string) (int64, bool, error) { return tx.Activity(n, data.KindPurchase, data.PushPull) })
	products := named(tx.Product)
	reasons := named(tx.Reason)
	metrics := named(func(n string) (int64, bool, error) {
		return tx.Metric(data.Metric{Name: n, Kind: data.MetricNPS, Low: 0, High: 10, Direction: data.HighIsGood, Question: words(t, "question")})
	})
	var customers, tickets []int64
	for i := range rapid.IntRange(1, 4).Draw(t, "customers") {
		c := data.Customer{Name: words(t, "name"), Attributes: map[string]string{words(t, "key"): words(t, "value"), "plain": "1"}}
		for k, kind := range []data.IdentityKind{data.IdentityExternal, data.IdentityEmail, data.IdentityHandle} {
			c.Identities = append(c.Identities, data.Identity{Kind: kind, Source: words(t, "source"), Value: fmt.Sprint(words(t, "value"), i, k)})
		}
		customers = append(customers, got(tx.AddCustomer(&c, workspace.Origin{})))
	}
	for range rapid.IntRange(1, 3).Draw(t, "tickets") {
		id := got(tx.AddTicket(&data.Ticket{
			CustomerID: pick(t, customers, true), ChannelID: pick(t, channels, true), Ref: words(t, "ref"), Subject: words(t, "subject"), Category: words(t, "category"),
			Priority: data.PriorityHigh, Opened: instant(t), Due: instant(t), HasDue: rapid.Bool().Draw(t, "due"), RightFirstTime: tris.Draw(t, "first"), Cause: words(t, "cause"),
		}, workspace.Origin{}, 0))
		tickets = append(tickets, id)
		for range rapid.IntRange(0, 2).Draw(t, "events") {
			got(tx.AddTicketEvent(&data.TicketEvent{TicketID: id, At: instant(t), Status: words(t, "status"), Note: words(t, "note")}, workspace.Origin{}))
		}
	}
	for i := range rapid.IntRange(1, 5).Draw(t, "interactions") {
		check(tx.AddInteraction(&data.Interaction{
			CustomerID: pick(t, customers, true), ActivityID: pick(t, activities, false), ChannelID: pick(t, channels, true), TouchpointID: pick(t, touchpoints, true),
			ProductID: pick(t, products, true), When: moment(t), Requested: tris.Draw(t, "requested"), Phase: data.PhaseUsage,
			Emotion: rapid.IntRange(-2, 2).Draw(t, "emotion"), HasEmotion: rapid.Bool().Draw(t, "felt"), Outcome: words(t, "outcome"), OrderRef: words(t, "order"),
			Quantity: score(t), HasQuantity: rapid.Bool().Draw(t, "counted"), Amount: amount(t), HasAmount: rapid.Bool().Draw(t, "paid"), Note: words(t, "note"),
		}, workspace.Origin{}, 0))
		check(tx.LinkTicket(int64(i+1), pick(t, tickets, true)))
	}
	start := day(t)
	check(tx.AddSubscription(&data.Subscription{
		CustomerID: pick(t, customers, false), ProductID: pick(t, products, true), ReasonID: pick(t, reasons, true), Start: start, End: start + 3,
		Monthly: amount(t), HasMonthly: rapid.Bool().Draw(t, "monthly"), DatesDerived: rapid.Bool().Draw(t, "derived"),
	}, workspace.Origin{}, 0))
	for _, evidence := range []data.Evidence{{Kind: data.EvidenceInteraction, ID: 1}, {Kind: data.EvidenceSubscription, ID: 1}, {Kind: data.EvidenceReason, Reason: "r" + words(t, "reason")}} {
		check(tx.AddStageChange(&data.StageChange{CustomerID: pick(t, customers, false), StageID: int64(rapid.IntRange(1, 7).Draw(t, "stage")), Day: day(t), Evidence: evidence}, workspace.Origin{}))
	}
	check(tx.SetStage(2, words(t, "stage")+"!", words(t, "rule")))
	got(tx.AddResponse(&data.Response{
		CustomerID: pick(t, customers, true), MetricID: pick(t, metrics, false), ChannelID: pick(t, channels, true), TouchpointID: pick(t, touchpoints, true),
		When: moment(t), Score: score(t), Comment: words(t, "comment"),
	}, workspace.Origin{}, 0))
	got(tx.AddConsent(&data.Consent{CustomerID: pick(t, customers, false), Purpose: "p" + words(t, "purpose"), Given: rapid.Bool().Draw(t, "given"), Day: day(t)}))
	got(tx.AddTask(&data.Task{CustomerID: pick(t, customers, true), InteractionID: 1, What: "w" + words(t, "what"), Due: dayOrNone(t), Done: dayOrNone(t)}))
	check(tx.AddSegment(words(t, "segment"), words(t, "condition")))
	check(tx.AddList("l"+words(t, "list"), words(t, "condition"), day(t), []int64{pick(t, customers, false)}))
	state, err := json.Marshal(words(t, "state"))
	check(err)
	check(tx.SaveView(data.SavedView{Name: words(t, "view"), Screen: words(t, "screen"), State: string(state)}))
	return failed
}

func TestEveryWorkspaceComesBack(t *testing.T) {
	if err := flag.Set("rapid.checks", "25"); err != nil { // each writes files and transactions
		t.Fatal(err)
	}
	defer func() { _ = flag.Set("rapid.checks", "100") }()
	ctx := context.Background()
	from, into := newWorkspace(t, t.TempDir()), newWorkspace(t, t.TempDir())
	empty := digest(t, into)
	folder := t.TempDir()
	n := 0
	rapid.Check(t, func(rt *rapid.T) {
		try := func(err error) {
			if err != nil {
				rt.Helper()
				rt.Fatal(err)
			}
		}
		same := func(ws *workspace.Workspace, want, when string) {
			got, err := ws.Digest(ctx)
			if try(err); got != want {
				rt.Helper()
				rt.Fatalf("%s, the workspace does not say what it should", when)
			}
		}
		try(from.Write(ctx, "Fill", func(tx *workspace.Tx) error { return random(rt, tx) }))
		want, err := from.Digest(ctx)
		try(err)
		n++
		dir := filepath.Join(folder, fmt.Sprint(n))
		report, err := export.Write(ctx, from, export.Request{As: export.AsAll}, dir, nil)
		try(err)
		loaded, err := export.Load(ctx, into, dir, nil)
		try(err)
		defer func() { // for the next one
			_, err := into.Undo(ctx)
			try(err)
			_, err = from.Undo(ctx)
			try(err)
		}()
		same(into, want, "loaded")
		if int64(loaded.Read) != report.Rows || loaded.Imported != loaded.Read {
			rt.Fatalf("wrote %d rows, read %d, imported %d", report.Rows, loaded.Read, loaded.Imported)
		}
		_, err = into.Undo(ctx)
		try(err)
		same(into, empty, "undone")
		_, err = into.Redo(ctx)
		try(err)
		same(into, want, "redone")
	})
}

// Whatever the registry calls content is in the folder and in the dictionary.
func TestFolderHoldsEveryContentTable(t *testing.T) {
	ws := newWorkspace(t, t.TempDir())
	dir := filepath.Join(t.TempDir(), "out")
	if _, err := export.Write(context.Background(), ws, export.Request{As: export.AsAll}, dir, nil); err != nil {
		t.Fatal(err)
	}
	dictionary, err := os.ReadFile(filepath.Join(dir, "dictionary.csv"))
	if err != nil {
		t.Fatal(err)
	}
	for _, table := range workspace.Registry {
		if !table.Content {
			continue
		}
		if _, err := os.Stat(filepath.Join(dir, table.Name+".csv")); err != nil {
			t.Errorf("content table %s is not in the folder: %v", table.Name, err)
		}
		if !strings.Contains(string(dictionary), "\n"+table.Name+".csv,") {
			t.Errorf("content table %s is not in the dictionary", table.Name)
		}
	}
	if strings.Contains(string(dictionary), "export.meaning.") {
		t.Errorf("a meaning is missing:\n%s", dictionary)
	}
	if !export.IsFolder(dir) || export.IsFolder(filepath.Dir(dir)) || export.IsFolder(filepath.Join(dir, "setting.csv")) {
		t.Error("IsFolder does not know the folder from another")
	}
	entries, err := os.ReadDir(filepath.Dir(dir))
	if err != nil || len(entries) != 1 {
		t.Errorf("beside the folder stand %v, %v", entries, err)
	}
}

func TestNeutralIsUndone(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := words(t, "text")
		neutral := export.Neutral(s)
		if export.Plain(neutral) != s {
			t.Fatalf("%q becomes %q and then %q", s, neutral, export.Plain(neutral))
		}
		if slices.ContainsFunc([]string{"=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"}, func(p string) bool { return strings.HasPrefix(neutral, p) }) {
			t.Fatalf("%q would be run", neutral)
		}
	})
}
