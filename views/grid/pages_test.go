package grid

import (
	"strconv"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

// slow is a source that answers when it is told to.
type slow struct {
	asked [][2]int
	done  []func([][]string)
}

func (s *slow) fetch(from, to int, done func([][]string)) {
	s.asked = append(s.asked, [2]int{from, to})
	s.done = append(s.done, done)
}

func (s *slow) answer(i int) { numbered(s.asked[i][0], s.asked[i][1], s.done[i]) }

func TestRowsAreBlankUntilTheyArrive(t *testing.T) {
	source := &slow{}
	g, _ := mustShow(t, million, source.fetch)
	if got := len(cells(g)); got != 1 {
		t.Errorf("%d lines of text are shown before any row is there, want the header", got)
	}
	source.answer(0)
	if got := cells(g)[1][1]; got != "0" {
		t.Errorf("first line is row %s, want 0", got)
	}
}

func TestOnlyWhatIsSeenIsFetched(t *testing.T) {
	source := &slow{}
	g, _ := mustShow(t, million, source.fetch)
	for row := 0; row < million; row += 10_000 {
		g.ScrollTo(row)
	}
	if len(source.asked) != 1 {
		t.Fatalf("%d fetches are under way, want 1", len(source.asked))
	}
	source.answer(0)
	last := source.asked[len(source.asked)-1]
	if len(source.asked) != 2 || last[0] > g.Top() || last[1] <= g.Top() {
		t.Errorf("fetches are %v, want one more, of row %d", source.asked, g.Top())
	}
}

func TestRowsOfAnOlderSourceAreDropped(t *testing.T) {
	source := &slow{}
	g, _ := mustShow(t, 1000, source.fetch)
	g.SetSource(1000, Rows(make([][]string, 1000)))
	source.answer(0)
	if g.Row(0) != nil {
		t.Errorf("row 0 is %v, from the source before", g.Row(0))
	}
}

func TestReloadKeepsPlaceAndSelection(t *testing.T) {
	version := "1"
	g, _ := mustShow(t, 1000, func(from, to int, done func([][]string)) {
		rows := make([][]string, to-from)
		for i := range rows {
			rows[i] = []string{version, strconv.Itoa(from + i), ""}
		}
		done(rows)
	})
	g.ScrollTo(500)
	g.Select(505)
	version = "2"
	g.Reload()
	if got := cells(g)[1]; got[0] != "2" || got[1] != "500" {
		t.Errorf("first line is %v, want row 500 of version 2", got)
	}
	if g.Selected() != 505 {
		t.Errorf("row %d is chosen, want 505", g.Selected())
	}
}

func TestPagesAreForgotten(t *testing.T) {
	g, _ := mustShow(t, million, numbered)
	for row := 0; row < 200*pageRows; row += pageRows {
		g.ScrollTo(row)
	}
	if got := len(g.pages.loaded); got > pagesKept {
		t.Errorf("%d pages are kept, want at most %d", got, pagesKept)
	}
	if g.Row(199*pageRows) == nil {
		t.Error("the page on screen was forgotten")
	}
}

func BenchmarkPageJump(b *testing.B) {
	wide := make([]Column, 10)
	for i := range wide {
		wide[i] = Column{Title: "Column", Width: 120}
	}
	row := []string{"Café Marina Ltd", "31 Oct 2026", "1,204.50", "phone", "partner", "Kiel", "2,400", "open", "billing question about", "3"}
	page := make([][]string, pageRows)
	for i := range page {
		page[i] = row
	}
	app := test.NewTempApp(b)
	g := New(wide)
	w := app.NewWindow("grid")
	w.SetContent(g)
	w.Resize(fyne.NewSize(1280, 800))
	g.SetSource(million, func(from, to int, done func([][]string)) { done(page[:to-from]) })
	at := 0
	for b.Loop() {
		at = (at + 123_457) % million
		g.ScrollTo(at)
	}
}
