package grid

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
)

// hold holds keys down for as long as do takes.
func hold(keys fyne.KeyModifier, do func()) {
	before := modifiers
	modifiers = func() fyne.KeyModifier { return keys }
	defer func() { modifiers = before }()
	do()
}

func TestRowsAreMarkedByPointerAndKeyboard(t *testing.T) {
	g, w := mustShow(t, 1000, numbered)
	n := 0
	g.OnMark = func(marked int) { n = marked }
	row := func(i int) float32 { return headerHeight + float32(i)*rowHeight + 5 }
	want := func(rows ...int) {
		t.Helper()
		if got := g.Marked(); !slices.Equal(got, rows) || n != len(rows) {
			t.Fatalf("marked are %v, told %d; want %v", got, n, rows)
		}
	}
	tap(g, 40, row(3))
	want(3)
	hold(fyne.KeyModifierShortcutDefault, func() { tap(g, 40, row(7)) })
	want(3, 7)
	hold(fyne.KeyModifierShift, func() { tap(g, 40, row(5)) })
	want(5, 6, 7)
	hold(fyne.KeyModifierShortcutDefault, func() { tap(g, 40, row(5)) })
	hold(fyne.KeyModifierShortcutDefault, func() { tap(g, 40, row(5)) })
	hold(fyne.KeyModifierShortcutDefault, func() { tap(g, 40, row(6)) })
	want(5, 7)
	w.Canvas().Focus(g)
	tap(g, 40, row(2))
	hold(fyne.KeyModifierShift, func() { press(g, fyne.KeyDown, fyne.KeyDown) })
	want(2, 3, 4)
	press(g, fyne.KeyDown)
	want(5)
	g.TypedShortcut(&fyne.ShortcutSelectAll{})
	if n != 1000 || len(g.Marked()) != 1000 {
		t.Errorf("of 1000 %d are marked", n)
	}
	g.SetSource(10, numbered)
	if len(g.Marked()) != 0 {
		t.Errorf("another table begins with %v marked", g.Marked())
	}
}

func TestMarkedRowsAreCopiedUnderTheirTitles(t *testing.T) {
	g, _ := mustShow(t, 1000, numbered)
	g.OnMark = func(int) {}
	g.Mark([]int{2, 3, 900})
	g.Copy()
	lines := strings.Split(fyne.CurrentApp().Clipboard().Content(), "\n")
	want := []string{"Customer\tRow\tChannel", "Customer 2\t2\tphone", "Customer 3\t3\tphone", "Customer 900\t900\tphone"}
	if !slices.Equal(lines, want) {
		t.Errorf("copied %q, want %q", lines, want)
	}
}

func TestShiftSortsByAFurtherColumn(t *testing.T) {
	g, _ := mustShow(t, 100, numbered)
	var first, also []Order
	g.OnSort = func(column int, descending bool) { first = append(first, Order{column, descending}) }
	g.OnAlso = func(column int, descending bool) { also = append(also, Order{column, descending}) }
	g.measure()
	tap(g, 40, 10)
	hold(fyne.KeyModifierShift, func() {
		tap(g, g.geo.edges[1]+40, 10)
		tap(g, g.geo.edges[1]+40, 10)
	})
	if !slices.Equal(first, []Order{{0, false}}) || !slices.Equal(also, []Order{{1, false}, {1, true}}) {
		t.Errorf("sorted by %v, then %v", first, also)
	}
	if len(g.orders) != 2 {
		t.Errorf("arrows for %v", g.orders)
	}
	tap(g, g.geo.edges[1]+40, 10)
	if !slices.Equal(g.orders, []Order{{1, false}}) {
		t.Errorf("a click alone leaves %v", g.orders)
	}
}

// The source gives rows in the order of the columns, as the screens do.
func TestAHeadingIsDraggedElsewhere(t *testing.T) {
	order := []int{0, 1, 2}
	g, _ := mustShow(t, 100, func(from, to int, done func([][]string)) {
		numbered(from, to, func(rows [][]string) {
			for i, row := range rows {
				rows[i] = []string{row[order[0]], row[order[1]], row[order[2]]}
			}
			done(rows)
		})
	})
	moves := 0
	g.OnMove = func(from, to int) {
		moves++
		order = moved(order, from, to)
	}
	g.OnSort = func(int, bool) {}
	g.SetSort(Order{0, true})
	g.measure()
	dragTo(g, 40, 10, g.geo.edges[2]+60, 10)
	if got := []string{g.Columns()[0].Title, g.Columns()[1].Title, g.Columns()[2].Title}; !slices.Equal(got, []string{"Row", "Channel", "Customer"}) {
		t.Fatalf("the columns are %q", got)
	}
	if row := g.Row(4); row[2] != "Customer 4" || row[0] != "4" {
		t.Errorf("the row is %q", row)
	}
	if g.orders[0].Column != 2 {
		t.Errorf("the arrow is at %d", g.orders[0].Column)
	}
	dragTo(g, 40, 10, 60, 10)
	if moves != 1 {
		t.Errorf("%d moves, want one", moves)
	}
}
