package app

import (
	"context"
	"path/filepath"
	"strings"
	"testing"

	"cxworkbench/data"
	"cxworkbench/data/analysis/silence"
	"cxworkbench/data/workspace"
)

func TestRosterSearchAndOrder(t *testing.T) {
	s := MustFill(t)
	for search, want := range map[string][]string{
		"": {"Ada North", "Ben Stone", "Cy North", "=Dee"}, "north": {"Ada North", "Cy North"}, " NORTH  ad": {"Ada North"}, "north stone": nil,
	} {
		roster, err := s.Customers(t.Context(), WholeView(), search)
		if err != nil {
			t.Fatal(err)
		}
		wantPeople(t, roster, want...)
	}
	all, err := s.Customers(t.Context(), WholeView(), "")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		by         PersonField
		descending bool
		want       string
	}{
		{FieldLabel, false, "=Dee Ada Ben Cy"}, {FieldLabel, true, "Cy Ben Ada =Dee"},
		{FieldValue, true, "Ben Ada Cy =Dee"}, {FieldValue, false, "Cy =Dee Ada Ben"},
		{FieldInteractions, true, "Ada Ben Cy =Dee"}, {FieldFirst, true, "Cy Ben Ada =Dee"},
		{FieldLast, false, "Ben Ada Cy =Dee"}, {FieldStage, true, "Ada Ben Cy =Dee"},
	} {
		var first []string
		for _, label := range labels(all.Sorted(c.by, c.descending)) {
			first = append(first, strings.Fields(label)[0])
		}
		if got := strings.Join(first, " "); got != c.want {
			t.Errorf("by %s, descending %t: %s, want %s", c.by, c.descending, got, c.want)
		}
	}
	wantPeople(t, all, "Ada North", "Ben Stone", "Cy North", "=Dee") // sorting makes another list
	wantPeople(t, all.First(2), "Ada North", "Ben Stone")
	if all.First(9).Len() != 4 {
		t.Errorf("the first nine of four are %d", all.First(9).Len())
	}
}

// A list as of a day says nothing of what came later.
func TestRosterEndsWithTheAsOfDay(t *testing.T) {
	s := MustFill(t)
	now, err := s.Customers(t.Context(), WholeView(), "ada")
	if err != nil {
		t.Fatal(err)
	}
	last := now.Person(0).Last
	v := WholeView()
	v.AsOf = last - 1
	before, err := s.Customers(t.Context(), v, "ada")
	if err != nil {
		t.Fatal(err)
	}
	if p := before.Person(0); p.Interactions != 2 || p.Last >= last || p.First != now.Person(0).First {
		t.Errorf("the day before her third contact: %+v", p)
	}
	v.AsOf = now.Person(0).First - 1
	if before, err = s.Customers(t.Context(), v, "ada"); err != nil {
		t.Fatal(err)
	}
	if before.Len() != 0 {
		t.Errorf("before her first record she is on the list: %+v", before.Person(0))
	}
}

// A workspace with a customer list and nothing dated lists its customers, and
// takes an as-of date of its own.
func TestCustomersWithoutAnyDate(t *testing.T) {
	s, err := Create(t.Context(), filepath.Join(t.TempDir(), "list.cxw"), data.Settings{Name: "List", Zone: "UTC", Currency: "EUR", AsOf: data.NoDay})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	err = s.ws.Write(t.Context(), "Add", func(tx *workspace.Tx) error {
		_, err := tx.AddCustomer(&data.Customer{Name: "Ada North"}, workspace.Origin{})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Reload(t.Context()); err != nil {
		t.Fatal(err)
	}
	list, err := s.Customers(t.Context(), WholeView(), "")
	if err != nil || list.Len() != 1 || list.AsOf().Known() {
		t.Fatalf("%d listed as of %s, %v", list.Len(), list.AsOf(), err)
	}
	if _, err := s.Maturity(t.Context(), WholeView()); data.CodeOf(err) != data.CodeNoData {
		t.Errorf("a ladder without a date: %v", err)
	}
	if err := s.SetAsOf(t.Context(), data.DayOf(2026, 10, 31)); err != nil {
		t.Fatal(err)
	}
	if r, err := s.Maturity(t.Context(), WholeView()); err != nil || r.N != 1 || r.NoStage != 1 {
		t.Errorf("with a date: %+v, %v", r.N, err)
	}
}

func TestASegmentIsTriedBeforeItIsKept(t *testing.T) {
	s := MustFill(t)
	if err := s.AddSegment(t.Context(), "Wrong", "done nonsense"); err == nil {
		t.Error("a condition that means nothing was kept")
	}
	if err := s.AddSegment(t.Context(), "Buyers", "done  purchase"); err != nil {
		t.Fatal(err)
	}
	v := WholeView()
	v.Segment = "Buyers"
	if list, err := s.Customers(t.Context(), v, ""); err != nil || list.Len() == 0 {
		t.Errorf("%d buyers, %v", list.Len(), err)
	}
	if err := s.AddSegment(t.Context(), "Buyers", "done purchase"); data.CodeOf(err) != data.CodeBadInput {
		t.Errorf("a second segment of the name: %v", err)
	}
}

func TestDatesThatEndBeforeTheyBeginAreRefused(t *testing.T) {
	s := MustFill(t)
	v := WholeView()
	v.From, v.To = data.DayOf(2025, 2, 1), data.DayOf(2025, 1, 1)
	if _, err := s.Maturity(t.Context(), v); data.CodeOf(err) != data.CodeBadInput {
		t.Errorf("from after to: %v", err)
	}
}

func TestProfileNamesItsEvidence(t *testing.T) {
	s := MustFill(t)
	all, err := s.Customers(t.Context(), WholeView(), "ada")
	if err != nil {
		t.Fatal(err)
	}
	p, err := s.Profile(t.Context(), WholeView(), all.Person(0).ID)
	if err != nil {
		t.Fatal(err)
	}
	if p.Customer.Name != "Ada North" || p.Interactions != 3 || len(p.Touches) != 3 || p.Value != 15025 {
		t.Errorf("profile %+v", p)
	}
	if p.Touches[0].Day != data.DayOf(2025, 2, 10) || !p.Touches[0].Paid || p.Touches[2].Activity != "Website visit" {
		t.Errorf("touches %+v", p.Touches)
	}
	if p.Stage == nil || p.Place != all.Person(0).Place || p.Moves[0].Place != p.Place {
		t.Errorf("stands on %d, last move %+v", p.Place, p.Moves[0])
	}
	for _, m := range p.Moves {
		if m.Activity == "" {
			t.Errorf("a move without its record: %+v", m)
		}
	}
	_, err = s.Profile(t.Context(), WholeView(), 999)
	wantRefused(t, err, data.CodeNotFound, "not in the workspace")
}

func TestOverviewAnswersBothQuestions(t *testing.T) {
	s := MustFill(t)
	o, err := s.Overview(t.Context(), WholeView())
	if err != nil {
		t.Fatal(err)
	}
	if o.Ladder.N != 4 || o.CohortsErr != nil || len(o.Imports) != 2 || o.Imports[0].At < o.Imports[1].At {
		t.Errorf("overview %+v", o)
	}
	r := o.Retention
	if !r.Known || o.Cohorts.Rows[r.Row].Cells[1] != r.Cell || !r.Cell.Complete || r.Low > r.Cell.Share() || r.High < r.Cell.Share() {
		t.Errorf("retention %+v", r)
	}
	for row := r.Row + 1; row < len(o.Cohorts.Rows); row++ {
		if cells := o.Cohorts.Rows[row].Cells; len(cells) > 1 && cells[1].Complete {
			t.Errorf("row %d is newer and complete", row)
		}
	}
	ctx, stop := context.WithCancel(t.Context())
	stop()
	if _, err := s.Overview(ctx, WholeView()); err == nil {
		t.Error("a cancelled question was answered")
	}
}

// A share that lies outside the interval of the other alone need not differ: both
// are uncertain.
func TestRiskDiffersByBothIntervals(t *testing.T) {
	count := func(silent, n int) (r silence.Result) {
		r.N, r.States[silence.Beyond] = n, silent
		return r
	}
	for _, c := range []struct {
		now, before silence.Result
		want        bool
	}{
		{count(310, 1883), count(271, 1857), false}, // 16.5 % (14.9 to 18.2) after 14.6 %
		{count(310, 1883), count(200, 1857), true},
		{count(200, 1857), count(310, 1883), true},
		{count(310, 1883), count(0, 0), false},
	} {
		if got := (Risk{Now: c.now, Before: c.before}).Distinct(); got != c.want {
			t.Errorf("%d of %d after %d of %d: %t", c.now.States[silence.Beyond], c.now.N, c.before.States[silence.Beyond], c.before.N, got)
		}
	}
}
