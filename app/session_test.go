package app

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"cxworkbench/data"
	"cxworkbench/data/analysis/cohort"
	"cxworkbench/data/analysis/condition"
	"cxworkbench/data/analysis/maturity"
	"cxworkbench/data/eventlog"
	"cxworkbench/data/exchange"
	"cxworkbench/data/message"
	"cxworkbench/data/workspace"
)

var (
	now      = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
	settings = data.Settings{Name: "Test", Zone: "Europe/London", WeekStart: time.Monday, Currency: "GBP", AsOf: data.NoDay}
)

const customers = `customer,name,region,plan
1,Ada North,North,Big
2,Ben Stone,South,Big
3,Cy North,North,Small
4,=Dee,South,Small
`

const touches = `customer,at,activity,amount
1,2025-01-05,Website visit,
1,2025-01-10,Purchase,100
1,2025-02-10,Purchase,50.25
2,2025-02-01,Purchase,300
3,2025-03-01,Enquiry,
`

// MustCreate makes an empty workspace.
func MustCreate(t testing.TB) *Session {
	t.Helper()
	s, err := Create(t.Context(), filepath.Join(t.TempDir(), "test"), settings)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

// mustImport brings rows into a workspace.
func mustImport(t *testing.T, s *Session, rows string) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "rows.csv")
	if err := os.WriteFile(path, []byte(rows), 0o600); err != nil {
		t.Fatal(err)
	}
	plan, err := exchange.Prepare(path, exchange.Defaults(now))
	if err != nil {
		t.Fatal(err)
	}
	report, err := s.Import(t.Context(), plan, func(int64, int64) {})
	if err != nil || report.Rejected > 0 {
		t.Fatalf("%+v, %v", report, err)
	}
}

// MustFill makes a workspace of four customers and five interactions.
func MustFill(t *testing.T) *Session {
	t.Helper()
	s := MustCreate(t)
	mustImport(t, s, customers)
	mustImport(t, s, touches)
	return s
}

func addSegment(t *testing.T, s *Session, name, condition string) {
	t.Helper()
	err := s.ws.Write(t.Context(), "Add a segment", func(tx *workspace.Tx) error { return tx.AddSegment(name, condition) })
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Reload(t.Context()); err != nil {
		t.Fatal(err)
	}
}

func wantRefused(t *testing.T, err error, code data.Code, says string) {
	t.Helper()
	if data.CodeOf(err) != code || err == nil || !strings.Contains(data.Sentence(err), says) {
		t.Errorf("got %v (%s), want a sentence with %q (%s)", err, data.CodeOf(err), says, code)
	}
}

// labels lists a roster's people.
func labels(r Roster) []string {
	var out []string
	for i := range r.Len() {
		out = append(out, r.Person(i).Label)
	}
	return out
}

func wantPeople(t *testing.T, r Roster, want ...string) {
	t.Helper()
	if got := labels(r); !slices.Equal(got, want) {
		t.Errorf("listed %q, want %q", got, want)
	}
}

func TestOpenGivesWhatWasCreated(t *testing.T) {
	path := filepath.Join(t.TempDir(), "Harbour")
	s, err := Create(t.Context(), path, settings)
	if err != nil {
		t.Fatal(err)
	}
	if s.Path() != path+".cxw" || s.ReadOnly() != "" {
		t.Errorf("made %s, %q", s.Path(), s.ReadOnly())
	}
	mustImport(t, s, customers)
	mustImport(t, s, touches)
	before, err := s.Info(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	second, err := Open(t.Context(), s.Path())
	if err != nil {
		t.Fatal(err)
	}
	if says := second.ReadOnly(); !strings.Contains(says, fmt.Sprint(os.Getpid())) {
		t.Errorf("a second session says %q", says)
	}
	if err := second.EditStages(t.Context(), nil); data.CodeOf(err) != data.CodeReadOnly {
		t.Errorf("a second session may write: %v", err)
	}
	for _, session := range []*Session{second, s} {
		if err := session.Close(); err != nil {
			t.Fatal(err)
		}
	}
	again, err := Open(t.Context(), path+".cxw")
	if err != nil {
		t.Fatal(err)
	}
	defer again.Close()
	after, err := again.Info(t.Context())
	if err != nil || after != before {
		t.Errorf("%+v became %+v, %v", before, after, err)
	}
	if after.Customers != 4 || after.Interactions != 5 || after.Amount != 45025 || len(after.Digest) != 64 {
		t.Errorf("info %+v", after)
	}
	_, err = Open(t.Context(), filepath.Join(t.TempDir(), "none.cxw"))
	wantRefused(t, err, data.CodeNotFound, "There is no file")
}

func TestAFailedCreateLeavesNothing(t *testing.T) {
	folder := t.TempDir()
	ctx, stop := context.WithCancel(t.Context())
	stop()
	if _, err := Create(ctx, filepath.Join(folder, "x"), settings); data.CodeOf(err) != data.CodeCancelled {
		t.Errorf("creating ended with %v", err)
	}
	wantEmpty(t, folder)
}

func wantEmpty(t *testing.T, folder string) {
	t.Helper()
	entries, err := os.ReadDir(folder)
	if err != nil || len(entries) > 0 {
		t.Errorf("%s holds %v, %v", folder, entries, err)
	}
}

func TestReloadDropsAnOlderLog(t *testing.T) {
	s := MustFill(t)
	old := s.Log()
	mustImport(t, s, "customer,at,activity\n9,2025-03-05,Call\n")
	if log := s.Log(); log.Revision <= old.Revision || log.Customers() != 5 {
		t.Errorf("after an import revision %d with %d customers", log.Revision, log.Customers())
	}
	newer := &eventlog.Log{Revision: s.Log().Revision + 1}
	s.log = newer // as another goroutine would have put it while this one was reading
	if got, err := s.Reload(t.Context()); err != nil || got != newer || s.Log() != newer {
		t.Errorf("an older log took the place of a newer one, %v", err)
	}
}

func TestPeopleRefusesAStaleNumber(t *testing.T) {
	s := MustFill(t)
	ladder, err := s.Maturity(t.Context(), WholeView())
	if err != nil {
		t.Fatal(err)
	}
	members := ladder.Members(maturity.Cell{Place: 3, Month: maturity.AsOf})
	people, err := s.People(t.Context(), WholeView(), ladder.Revision, members)
	if err != nil || people.Len() != ladder.Rows[3].People || people.Len() == 0 {
		t.Fatalf("%d people behind a cell of %d, %v", people.Len(), ladder.Rows[3].People, err)
	}
	mustImport(t, s, "customer,at,activity\n9,2025-03-05,Call\n")
	_, err = s.People(t.Context(), WholeView(), ladder.Revision, members)
	wantRefused(t, err, data.CodeCancelled, "has changed")
}

func TestViewKeepsThoseInSegmentAndCondition(t *testing.T) {
	s := MustFill(t)
	addSegment(t, s, "Northern", `region = "North"`)
	for _, c := range []struct {
		segment, where string
		want           []string
	}{
		{"", "", []string{"Ada North", "Ben Stone", "Cy North", "=Dee"}},
		{"Northern", "", []string{"Ada North", "Cy North"}},
		{"northern", "", []string{"Ada North", "Cy North"}},
		{"", "plan = Big", []string{"Ada North", "Ben Stone"}},
		{"Northern", "plan = Big", []string{"Ada North"}},
		{"", "stage >= Conversion", []string{"Ada North", "Ben Stone"}},
		{"Northern", "plan = None", nil},
	} {
		v := WholeView()
		v.Segment, v.Where = c.segment, c.where
		roster, err := s.Customers(t.Context(), v, "")
		if err != nil {
			t.Fatal(err)
		}
		wantPeople(t, roster, c.want...)
		ladder, err := s.Maturity(t.Context(), v)
		if err != nil || ladder.N > len(c.want) {
			t.Errorf("%+v: the ladder counts %d of %d, %v", c, ladder.N, len(c.want), err)
		}
		definition := message.English().Text(ladder.Definition)
		if c.segment != "" && !strings.Contains(definition, "segment “Northern”") || c.where != "" && !strings.Contains(definition, "only: "+english(condition.Say(c.where))) {
			t.Errorf("%+v is not in the definition line %q", c, definition)
		}
	}
}

func TestViewsThatCannotBeResolved(t *testing.T) {
	s := MustFill(t)
	for _, c := range []struct {
		segment, where, says string
	}{
		{"Northern", "", "has none yet"}, {"", "region =", "character"}, {"", "colour = red", "colour"},
	} {
		v := WholeView()
		v.Segment, v.Where = c.segment, c.where
		_, err := s.Customers(t.Context(), v, "")
		wantRefused(t, err, data.CodeBadInput, c.says)
	}
	addSegment(t, s, "Northern", `region = "North"`)
	v := WholeView()
	v.Segment = "Southern"
	_, err := s.Maturity(t.Context(), v)
	wantRefused(t, err, data.CodeBadInput, "choose one of: Northern")
	_, err = MustCreate(t).Maturity(t.Context(), WholeView())
	wantRefused(t, err, data.CodeNoData, "import a file first")
}

// The kept ladder is of the workspace's own date; another date is worked out anew.
func TestStageTestsAreOfTheViewsDate(t *testing.T) {
	s := MustFill(t)
	v := WholeView()
	v.Where = "stage >= Conversion"
	for _, c := range []struct {
		asOf string
		want []string
	}{
		{"2025-03-01", []string{"Ada North", "Ben Stone"}}, // the workspace's own
		{"2025-01-31", []string{"Ada North"}}, {"2025-01-06", nil}, {"2025-03-01", []string{"Ada North", "Ben Stone"}},
	} {
		day, err := data.ParseDay(c.asOf)
		if err != nil {
			t.Fatal(err)
		}
		v.AsOf = day
		roster, err := s.Customers(t.Context(), v, "")
		if err != nil || roster.AsOf() != day {
			t.Fatalf("as of %s, %v", roster.AsOf(), err)
		}
		wantPeople(t, roster, c.want...)
	}
}

func TestEditStagesRefusals(t *testing.T) {
	s := MustFill(t)
	log := s.Log()
	whole := func() []StageEdit {
		var edits []StageEdit
		for _, stage := range log.Stages {
			edits = append(edits, StageEdit{ID: stage.ID, Name: stage.Name, Rule: "done purchase"})
		}
		return edits
	}
	before, err := s.Info(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name string
		edit func(stages []StageEdit)
		says string
	}{
		{"no name", func(e []StageEdit) { e[2].Name = "  " }, "Stage 3 has no name"},
		{"a name twice", func(e []StageEdit) { e[1].Name = "x"; e[5].Name = " X " }, `Two stages are called "X"`},
		{"a rule that is none", func(e []StageEdit) { e[6].Rule = "done" }, "The rule of Partnership cannot be used"},
		{"a rule that can stop being true", func(e []StageEdit) { e[0].Rule = "silent for 60 days" }, "The rule of Initiation cannot be used"},
		{"a rule with last", func(e []StageEdit) { e[0].Rule = "done purchase within last 30 days" }, "cannot be used"},
		{"a rule of stages", func(e []StageEdit) { e[0].Rule = "stage = Engagement" }, "cannot be used"},
	} {
		t.Run(c.name, func(t *testing.T) {
			edits := whole()
			c.edit(edits)
			wantRefused(t, s.EditStages(t.Context(), edits), data.CodeBadInput, c.says)
		})
	}
	if after, err := s.Info(t.Context()); err != nil || after != before {
		t.Errorf("%+v became %+v, %v", before, after, err)
	}
	edits := whole()
	edits[0].Name, edits[1].Rule = " First ", ""
	if err := s.EditStages(t.Context(), edits); err != nil {
		t.Fatal(err)
	}
	if log, err = s.Reload(t.Context()); err != nil || log.Stages[0].Name != "First" || len(log.Rules) != len(log.Stages)-1 {
		t.Errorf("stages %+v, rules %+v, %v", log.Stages, log.Rules, err)
	}
	if edits[0].Name != " First " {
		t.Error("the caller's edits were changed")
	}
}

func TestEveryPictureHasTheDefinitionOfItsAnalysis(t *testing.T) {
	s := MustFill(t)
	result, err := s.Cohorts(t.Context(), WholeView(), cohort.Default(s.Log()))
	if err != nil || result.Revision != s.Log().Revision {
		t.Fatalf("revision %d, %v", result.Revision, err)
	}
	seen := map[string]bool{}
	for _, p := range Pictures {
		if seen[p.Name] {
			t.Errorf("two pictures are called %s", p.Name)
		}
		seen[p.Name] = true
		if found, err := PictureNamed(p.Name); err != nil || found.Name != p.Name {
			t.Errorf("%s is not found: %v", p.Name, err)
		}
	}
	_, err = PictureNamed("pie")
	wantRefused(t, err, data.CodeBadInput, "choose one of: maturity")
}
