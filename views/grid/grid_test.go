package grid

import (
	"strconv"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"cxworkbench/resources/look"
	"cxworkbench/views/theme"
)

const million = 1_000_000

var columns = []Column{
	{Title: "Customer", Key: "name", Width: 200, Grow: true},
	{Title: "Row", Key: "row", Width: 120, Align: fyne.TextAlignTrailing},
	{Title: "Channel", Key: "channel", Width: 120},
}

// numbered is a table whose cells name their row.
func numbered(from, to int, done func([][]string)) {
	rows := make([][]string, 0, to-from)
	for i := from; i < to; i++ {
		n := strconv.Itoa(i)
		rows = append(rows, []string{"Customer " + n, n, "phone"})
	}
	done(rows)
}

func mustShow(t testing.TB, rows int, fetch Fetch) (*Grid, fyne.Window) {
	t.Helper()
	app := test.NewTempApp(t)
	app.Settings().SetTheme(theme.New(look.Light))
	g := New(columns)
	w := app.NewWindow("grid")
	w.SetPadded(false)
	w.SetContent(g)
	w.Resize(fyne.NewSize(800, headerHeight+20*rowHeight))
	g.SetSource(rows, fetch)
	return g, w
}

// cells are the texts on screen by line, the header first.
func cells(g *Grid) [][]string {
	byLine := map[float32][]string{}
	var lines [][]string
	for y := float32(-1); ; {
		next := float32(1e9)
		for _, o := range test.WidgetRenderer(g).Objects() {
			if text, ok := o.(*canvas.Text); ok {
				at := text.Position().Y
				if y < 0 {
					byLine[at] = append(byLine[at], text.Text)
				}
				if at > y && at < next {
					next = at
				}
			}
		}
		if next == 1e9 {
			return lines
		}
		y = next
		lines = append(lines, byLine[y])
	}
}

func press(g *Grid, keys ...fyne.KeyName) {
	for _, key := range keys {
		g.TypedKey(&fyne.KeyEvent{Name: key})
	}
}

func tap(g *Grid, x, y float32) {
	g.Tapped(&fyne.PointEvent{Position: fyne.NewPos(x, y)})
}

// drag moves the pointer with the button held, in two steps as a hand does.
func dragTo(g *Grid, x1, y1, x2, y2 float32) {
	half := fyne.NewDelta((x2-x1)/2, (y2-y1)/2)
	for _, at := range []fyne.Position{fyne.NewPos((x1+x2)/2, (y1+y2)/2), fyne.NewPos(x2, y2)} {
		g.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: at}, Dragged: half})
	}
	g.DragEnd()
}

func TestEndOfAMillionRows(t *testing.T) {
	g, _ := mustShow(t, million, numbered)
	press(g, fyne.KeyEnd)
	lines := cells(g)
	if got := lines[len(lines)-1]; got[0] != "Customer 999999" || got[1] != "999999" {
		t.Errorf("last line is %v, want the last row", got)
	}
	if got := lines[1][1]; got != strconv.Itoa(million-20) {
		t.Errorf("first of 20 lines is row %s, want %d", got, million-20)
	}
	press(g, fyne.KeyHome)
	if got := cells(g)[1][1]; got != "0" {
		t.Errorf("after Home the first line is row %s, want 0", got)
	}
}

func TestObjectsStayConstant(t *testing.T) {
	g, _ := mustShow(t, 1000, numbered)
	press(g, fyne.KeyDown)
	small := len(test.WidgetRenderer(g).Objects())
	g.SetSource(million, numbered)
	for _, row := range []int{0, 1, 777, 499_999, million, 3} {
		g.ScrollTo(row)
		g.Select(g.Top())
		if got := len(test.WidgetRenderer(g).Objects()); got != small {
			t.Errorf("at row %d there are %d objects, want %d as with 1,000 rows", row, got, small)
		}
	}
	r := test.WidgetRenderer(g).(*renderer)
	if most := 21 * 3; len(r.texts) > most {
		t.Errorf("%d text objects exist, want at most %d", len(r.texts), most)
	}
}

func TestDragReachesEveryPartOfTheTable(t *testing.T) {
	g, _ := mustShow(t, million, numbered)
	bottom := g.Size().Height - 1
	dragTo(g, 795, headerHeight+5, 795, bottom)
	if got, want := g.Top(), million-20; got != want {
		t.Errorf("dragged to the bottom, first row is %d, want %d", got, want)
	}
	b := g.verticalBar()
	dragTo(g, 795, b.at+5, 795, headerHeight+5)
	if g.Top() != 0 {
		t.Errorf("dragged back, first row is %d, want 0", g.Top())
	}
	b = g.verticalBar()
	dragTo(g, 795, 5+b.at, 795, 5+b.at+(b.length-b.thumb)/2)
	if got, want := g.Top(), (million-20)/2; got < want-2000 || got > want+2000 {
		t.Errorf("dragged to the middle, first row is %d, want about %d", got, want)
	}
}

func TestWheelAndTrack(t *testing.T) {
	g, _ := mustShow(t, million, numbered)
	g.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, -25)})
	if g.Top() != 3 {
		t.Errorf("a notch scrolls to row %d, want 3", g.Top())
	}
	for range 25 {
		g.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, -1)})
	}
	if g.Top() < 5 || g.Top() > 6 {
		t.Errorf("25 small turns scroll to row %d, want as far as a notch, 6", g.Top())
	}
	g.ScrollTo(0)
	tap(g, 795, g.Size().Height-5)
	if g.Top() != 20 {
		t.Errorf("a tap on the track scrolls to row %d, want 20", g.Top())
	}
	g.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, 1e6)})
	if g.Top() != 0 {
		t.Errorf("first row is %d, want 0", g.Top())
	}
}

func TestKeyboardChoosesAndOpens(t *testing.T) {
	g, w := mustShow(t, million, numbered)
	var chosen []int
	opened := none
	g.OnSelect = func(row int) { chosen = append(chosen, row) }
	g.OnOpen = func(row int) { opened = row }
	w.Canvas().Focus(g)
	press(g, fyne.KeyDown, fyne.KeyDown, fyne.KeyPageDown, fyne.KeyUp, fyne.KeyReturn)
	want := []int{0, 1, 21, 20}
	if len(chosen) != len(want) {
		t.Fatalf("chosen rows are %v, want %v", chosen, want)
	}
	for i := range want {
		if chosen[i] != want[i] {
			t.Fatalf("chosen rows are %v, want %v", chosen, want)
		}
	}
	if opened != 20 {
		t.Errorf("opened row %d, want 20", opened)
	}
	if g.Top() != 2 {
		t.Errorf("first row is %d, want 2, so that row 21 was wholly seen", g.Top())
	}
}

func TestFocusRingShowsForTheKeyboard(t *testing.T) {
	g, w := mustShow(t, 10, numbered)
	r := test.WidgetRenderer(g).(*renderer)
	if r.ring.Visible() {
		t.Error("ring is visible without focus")
	}
	w.Canvas().Focus(g)
	if !r.ring.Visible() {
		t.Error("ring is not visible on keyboard focus")
	}
	tap(g, 50, headerHeight+5)
	if r.ring.Visible() {
		t.Error("ring is visible after a click")
	}
}

func TestHeaderSortsByPointerAndKeyboard(t *testing.T) {
	g, w := mustShow(t, 100, numbered)
	type order struct {
		column     int
		descending bool
	}
	var got []order
	g.OnSort = func(column int, descending bool) { got = append(got, order{column, descending}) }
	g.measure()
	second := g.geo.edges[1] + 40
	tap(g, second, 10)
	tap(g, second, 10)
	tap(g, 40, 10)
	w.Canvas().Focus(g)
	press(g, fyne.KeyUp, fyne.KeyRight, fyne.KeyReturn, fyne.KeyDown)
	want := []order{{1, false}, {1, true}, {0, false}, {1, false}}
	if len(got) != len(want) {
		t.Fatalf("orders are %v, want %v", got, want)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("order %d is %v, want %v", i, got[i], want[i])
		}
	}
	if g.header != none {
		t.Error("Down does not lead out of the header")
	}
}

func TestResizingAColumn(t *testing.T) {
	g, _ := mustShow(t, 100, numbered)
	sorts := 0
	g.OnSort = func(int, bool) { sorts++ }
	before := g.ColumnWidth(1)
	edge := g.geo.edges[2]
	g.MouseMoved(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(edge, 10)}})
	if g.Cursor() != desktop.HResizeCursor {
		t.Error("the pointer does not show that the edge can be moved")
	}
	dragTo(g, edge-1, 10, edge+59, 10)
	if got := g.ColumnWidth(1); got != before+60 {
		t.Errorf("column is %v wide, want %v", got, before+60)
	}
	dragTo(g, g.geo.edges[2], 10, -500, 10)
	if got := g.ColumnWidth(1); got != minColumn {
		t.Errorf("column is %v wide, want the least, %v", got, minColumn)
	}
	g.ResetWidths()
	if got := g.ColumnWidth(1); got != before {
		t.Errorf("after a reset the column is %v wide, want %v", got, before)
	}
	if sorts != 0 {
		t.Error("dragging an edge sorted")
	}
}

func TestGrowingColumnTakesTheRoom(t *testing.T) {
	g, w := mustShow(t, 3, numbered)
	if got := g.ColumnWidth(0); got != mostGrown {
		t.Errorf("growing column is %v wide, want %v", got, mostGrown)
	}
	w.Resize(fyne.NewSize(600, 300))
	if got := g.ColumnWidth(0); got != 600-240 {
		t.Errorf("growing column is %v wide, want %v", got, 600-240)
	}
	w.Resize(fyne.NewSize(300, 300))
	if got := g.ColumnWidth(0); got != 200 {
		t.Errorf("without room it is %v wide, want its own 200", got)
	}
	if !g.geo.bars.horizontal {
		t.Fatal("no horizontal scroll bar")
	}
	press(g, fyne.KeyRight, fyne.KeyRight, fyne.KeyRight)
	if got, want := g.left, g.geo.total-g.geo.view.Width; got != want {
		t.Errorf("scrolled %v to the right, want %v", got, want)
	}
	if got := cells(g)[1]; got[len(got)-1] != "phone" {
		t.Errorf("the last column is not in view: %v", got)
	}
}

func TestDoubleClickOpens(t *testing.T) {
	clock := time.Unix(0, 0)
	now = func() time.Time { return clock }
	t.Cleanup(func() { now = time.Now })
	g, _ := mustShow(t, 100, numbered)
	var opened []int
	g.OnOpen = func(row int) { opened = append(opened, row) }
	row := func(n float32) float32 { return headerHeight + n*rowHeight + 5 }
	tap(g, 10, row(3))
	clock = clock.Add(time.Second)
	tap(g, 10, row(3))
	if len(opened) != 0 {
		t.Error("two slow clicks opened")
	}
	clock = clock.Add(100 * time.Millisecond)
	tap(g, 10, row(4))
	if len(opened) != 0 {
		t.Error("clicks on two rows opened")
	}
	clock = clock.Add(100 * time.Millisecond)
	tap(g, 10, row(4))
	if len(opened) != 1 || opened[0] != 4 {
		t.Errorf("opened %v, want row 4", opened)
	}
}

func TestCopyIsTabSeparated(t *testing.T) {
	g, _ := mustShow(t, 2, Rows([][]string{{"a\tb", "1", "x\ny"}, {"c", "2", "z"}}))
	g.Select(0)
	g.TypedShortcut(&fyne.ShortcutCopy{})
	if got, want := fyne.CurrentApp().Clipboard().Content(), "a b\t1\tx y"; got != want {
		t.Errorf("clipboard is %q, want %q", got, want)
	}
}

func TestLongTextEndsInAnEllipsis(t *testing.T) {
	g, w := mustShow(t, 1, Rows([][]string{{strings.Repeat("Long name ", 30), "1", "x"}}))
	w.Resize(fyne.NewSize(440, 200))
	words := cells(g)[1][0]
	if !strings.HasSuffix(words, "…") {
		t.Fatalf("cell shows %q, want an ellipsis", words)
	}
	if width := fyne.MeasureText(words, look.TextBody, fyne.TextStyle{}).Width; width > g.ColumnWidth(0)-2*cellPad+1 {
		t.Errorf("cell text is %v wide, its column %v", width, g.ColumnWidth(0))
	}
}

func TestNoRowsAndNoColumns(t *testing.T) {
	g, w := mustShow(t, 0, nil)
	w.Canvas().Focus(g)
	press(g, fyne.KeyDown, fyne.KeyEnd, fyne.KeyPageUp, fyne.KeyReturn, fyne.KeyUp, fyne.KeyReturn)
	tap(g, 10, 100)
	g.Copy()
	g.SetColumns(nil)
	g.OnSort = func(int, bool) {}
	press(g, fyne.KeyUp, fyne.KeyRight, fyne.KeyReturn)
	tap(g, 10, 10)
	if g.Selected() != none {
		t.Errorf("row %d is chosen in an empty table", g.Selected())
	}
}
