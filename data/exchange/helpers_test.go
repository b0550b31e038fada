package exchange

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"cxworkbench/data"
	"cxworkbench/data/message"
	"cxworkbench/data/workspace"
)

var (
	ctx = context.Background()
	now = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
)

// MustCreate makes a workspace in a folder of the test's own.
func MustCreate(t testing.TB, s data.Settings) *workspace.Workspace {
	t.Helper()
	ws, err := workspace.Create(ctx, filepath.Join(t.TempDir(), "test.cxw"), s)
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

func settings() data.Settings {
	return data.Settings{Name: "Test", Zone: "Europe/Zurich", WeekStart: time.Monday, Currency: "EUR", AsOf: data.NoDay}
}

// MustWrite writes a file to import.
func MustWrite(t testing.TB, content string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "source.csv")
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func MustPrepare(t testing.TB, path string, o Options) *Plan {
	t.Helper()
	p, err := Prepare(path, o)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// MustRun imports a file and checks that every row counts once.
func MustRun(t testing.TB, ws *workspace.Workspace, path string, o Options) Report {
	t.Helper()
	r, err := Run(ctx, ws, MustPrepare(t, path, o), nil)
	if err != nil {
		t.Fatal(err)
	}
	if r.Read != r.Imported+r.Updated+r.Unchanged+r.Rejected {
		t.Errorf("rows do not add up: %+v", r)
	}
	for reason := range r.Reasons {
		for _, said := range message.Reject(reason).Args["reasons"].([]message.Message) {
			if !strings.HasPrefix(said.Key, "reject.") {
				t.Errorf("rejects.json has no words for %q", reason)
			}
		}
	}
	return r
}

// dump writes down what a workspace holds: customers, subscriptions and
// interactions, each on a line.
func dump(t testing.TB, ws *workspace.Workspace) []string {
	t.Helper()
	d := dumper{labels: map[int64]string{}, words: map[string]string{}}
	if err := ws.Snapshot(ctx, d.read); err != nil {
		t.Fatal(err)
	}
	return d.lines
}

type dumper struct {
	labels map[int64]string
	words  map[string]string
	lines  []string
}

func (d *dumper) line(parts ...any) {
	var words []string
	for _, p := range parts {
		if text := fmt.Sprint(p); text != "" {
			words = append(words, text)
		}
	}
	d.lines = append(d.lines, strings.Join(words, " "))
}

func (d *dumper) read(s *workspace.Snapshot) error {
	activities, err := s.Activities()
	for _, a := range activities {
		d.words[fmt.Sprint("activity", a.ID)] = fmt.Sprintf("%s(%s,%s)", a.Name, a.Kind, a.Push)
	}
	channels, err2 := s.Channels()
	for _, c := range channels {
		d.words[fmt.Sprint("channel", c.ID)] = fmt.Sprintf("by %s(%s)", c.Name, c.Kind)
	}
	touchpoints, err3 := s.Touchpoints()
	for _, c := range touchpoints {
		d.words[fmt.Sprint("touchpoint", c.ID)] = fmt.Sprintf("at %s(%s)", c.Name, c.Category)
	}
	products, err4 := s.Products()
	for _, p := range products {
		d.words[fmt.Sprint("product", p.ID)] = "of " + p.Name
	}
	reasons, err5 := s.Reasons()
	for _, r := range reasons {
		d.words[fmt.Sprint("reason", r.ID)] = "because " + r.Name
	}
	err6 := s.EachCustomer(func(id int64, label string, attributes map[string]string) error {
		d.labels[id] = label
		text := ""
		if len(attributes) > 0 {
			text = fmt.Sprint(attributes)
		}
		d.line("customer", label, text)
		return nil
	})
	err7 := s.EachSubscription(d.subscription)
	err8 := s.EachInteraction(d.interaction)
	return errors.Join(err, err2, err3, err4, err5, err6, err7, err8)
}

func (d *dumper) subscription(s *data.Subscription) error {
	monthly, derived := "", ""
	if s.HasMonthly {
		monthly = fmt.Sprint("for ", int64(s.Monthly))
	}
	if s.DatesDerived {
		derived = "derived"
	}
	d.line("subscription", d.labels[s.CustomerID], fmt.Sprintf("%s..%s", s.Start, s.End), d.words[fmt.Sprint("product", s.ProductID)],
		d.words[fmt.Sprint("reason", s.ReasonID)], monthly, derived)
	return nil
}

func (d *dumper) interaction(e *data.Interaction) error {
	when := e.When.Day.String()
	if !e.When.Dated() {
		when = time.UnixMilli(e.When.At).UTC().Format(time.RFC3339)
	}
	emotion, quantity, amount, requested := "", "", "", [...]string{"", "pushed", "pulled"}[e.Requested]
	if e.HasEmotion {
		emotion = fmt.Sprint("felt ", e.Emotion)
	}
	if e.HasQuantity {
		quantity = fmt.Sprint("x", e.Quantity)
	}
	if e.HasAmount {
		amount = fmt.Sprint("= ", int64(e.Amount))
	}
	d.line("did", d.labels[e.CustomerID], when, d.words[fmt.Sprint("activity", e.ActivityID)], d.words[fmt.Sprint("channel", e.ChannelID)],
		d.words[fmt.Sprint("touchpoint", e.TouchpointID)], requested, e.Phase, emotion, e.Outcome, e.OrderRef,
		d.words[fmt.Sprint("product", e.ProductID)], quantity, amount)
	return nil
}

// options guesses everything but what the settings change.
func options(change ...func(*Options)) Options {
	o := Defaults(now)
	for _, c := range change {
		c(&o)
	}
	return o
}

func mapped(pairs ...string) func(*Options) {
	return func(o *Options) {
		o.Map = map[string]string{}
		for _, p := range pairs {
			field, column, _ := strings.Cut(p, "=")
			o.Map[field] = column
		}
	}
}

func as(a As) func(*Options) { return func(o *Options) { o.As = a } }

// sharedData finds the real files beside the module, or skips.
func sharedData(t testing.TB, name string) string {
	t.Helper()
	folder, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(folder, "go.mod")); err == nil {
			break
		}
		parent := filepath.Dir(folder)
		if parent == folder {
			t.Fatal("no go.mod above the test")
		}
		folder = parent
	}
	path := filepath.Join(folder, "../shared/data", name)
	if _, err := os.Stat(path); err != nil {
		t.Skipf("../shared/data/%s is not there", name)
	}
	return path
}

// tryImport prepares and runs an import, and gives whichever refused.
func tryImport(t testing.TB, ws *workspace.Workspace, path string, o Options) error {
	t.Helper()
	plan, err := Prepare(path, o)
	if err != nil {
		return err
	}
	r, err := Run(ctx, ws, plan, nil)
	if err == nil && r.Read != r.Imported+r.Updated+r.Unchanged+r.Rejected {
		t.Errorf("rows do not add up: %+v", r)
	}
	return err
}
