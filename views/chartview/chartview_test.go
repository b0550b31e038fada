package chartview

import (
	"image"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"cxworkbench/charts"
	"cxworkbench/resources/look"
	"cxworkbench/views/kit"
	"cxworkbench/views/theme"
)

// cell names a part of the test chart.
type cell struct{ row, column int }

// table is a chart of two rows and three columns of 40 by 20, with the parts in
// no particular order, and a part in its third line that explains only.
func table(o charts.Options) charts.Scene {
	scene := charts.Scene{Width: o.Width, Height: o.Height, Summary: o.Palette.Name}
	for _, c := range []cell{{1, 2}, {0, 1}, {0, 0}, {1, 0}, {0, 2}, {1, 1}} {
		at := image.Pt(10+40*c.column, 10+30*c.row)
		scene.Regions = append(scene.Regions, charts.Region{
			Bounds:  image.Rectangle{Min: at, Max: at.Add(image.Pt(40, 20))},
			Tooltip: string(rune('A'+c.row)) + string(rune('1'+c.column)),
			Target:  c,
		})
	}
	scene.Regions = append(scene.Regions, charts.Region{Bounds: image.Rect(10, 70, 130, 90), Tooltip: "mean"})
	return scene
}

// queue is a Runner that works when it is told to, as a busy machine does.
type queue []func() func()

func (q *queue) run(work func() func()) { *q = append(*q, work) }

func (q *queue) finish(t *testing.T) {
	t.Helper()
	if len(*q) == 0 {
		t.Fatal("nothing is being drawn")
	}
	work := (*q)[0]
	*q = (*q)[1:]
	if then := work(); then != nil {
		then()
	}
}

func mustShow(t *testing.T, run kit.Runner) (*View, fyne.Window) {
	t.Helper()
	app := test.NewTempApp(t)
	app.Settings().SetTheme(theme.New(look.Light))
	v := New(run)
	w := app.NewWindow("chart")
	w.SetPadded(false)
	w.SetContent(kit.NewRoot(v))
	w.Resize(fyne.NewSize(640, 400))
	return v, w
}

func hover(v *View, x, y float32) {
	at := fyne.NewPos(x, y)
	v.MouseMoved(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: at, AbsolutePosition: at}})
}

func press(v *View, keys ...fyne.KeyName) {
	for _, key := range keys {
		v.TypedKey(&fyne.KeyEvent{Name: key})
	}
}

func TestHoverTellsAndOutlines(t *testing.T) {
	v, _ := mustShow(t, kit.Inline)
	v.SetDraw(table)
	outline := test.WidgetRenderer(v).(*viewRenderer).hover
	hover(v, 60, 45)
	if got := kit.TipText(v); got != "B2" {
		t.Errorf("tooltip is %q, want B2", got)
	}
	if !outline.Visible() || outline.Position() != fyne.NewPos(49, 39) || outline.Size() != fyne.NewSize(42, 22) {
		t.Errorf("outline at %v of %v, visible %v", outline.Position(), outline.Size(), outline.Visible())
	}
	hover(v, 300, 300)
	if kit.TipText(v) != "" || outline.Visible() {
		t.Error("tooltip or outline stays where there is nothing")
	}
	hover(v, 60, 45)
	v.MouseOut()
	if kit.TipText(v) != "" || outline.Visible() {
		t.Error("tooltip or outline stays when the pointer leaves")
	}
}

func TestRestingPointerIsAnsweredWhenThePictureComes(t *testing.T) {
	var q queue
	v, _ := mustShow(t, q.run)
	v.SetDraw(table)
	hover(v, 60, 45)
	q.finish(t)
	if got := kit.TipText(v); got != "B2" {
		t.Errorf("tooltip is %q, want B2", got)
	}
}

func TestTapOpens(t *testing.T) {
	v, _ := mustShow(t, kit.Inline)
	v.SetDraw(table)
	var opened []any
	v.OnTap = func(target any) { opened = append(opened, target) }
	for _, at := range []fyne.Position{{X: 95, Y: 15}, {X: 20, Y: 80}, {X: 300, Y: 300}} {
		v.Tapped(&fyne.PointEvent{Position: at})
	}
	if len(opened) != 1 || opened[0] != (cell{0, 2}) {
		t.Errorf("opened %v, want the third of the first row only", opened)
	}
	hover(v, 95, 15)
	if v.Cursor() != desktop.PointerCursor {
		t.Error("a part that opens does not show it")
	}
	hover(v, 20, 80)
	if v.Cursor() != desktop.DefaultCursor {
		t.Error("a part that only explains looks as if it opened")
	}
}

// The click brings the keyboard to the chart, which tells of a part: of the one
// that was clicked, and of none beside them.
func TestFirstTapTellsOfThePartUnderIt(t *testing.T) {
	for at, want := range map[fyne.Position]string{{X: 20, Y: 80}: "mean", {X: 300, Y: 300}: ""} {
		v, _ := mustShow(t, kit.Inline)
		v.SetDraw(table)
		hover(v, at.X, at.Y)
		v.Tapped(&fyne.PointEvent{Position: at})
		if got := kit.TipText(v); got != want {
			t.Errorf("a click at %v tells %q, want %q", at, got, want)
		}
	}
}

func TestKeyboardGoesInReadingOrder(t *testing.T) {
	v, w := mustShow(t, kit.Inline)
	v.SetDraw(table)
	var opened []any
	v.OnTap = func(target any) { opened = append(opened, target) }
	w.Canvas().FocusNext()
	if w.Canvas().Focused() != fyne.Focusable(v) {
		t.Fatal("Tab does not reach the chart")
	}
	part := test.WidgetRenderer(v).(*viewRenderer).part
	if !part.Visible() {
		t.Error("no outline shows where the keyboard is")
	}
	for _, step := range []struct {
		key  fyne.KeyName
		want string
	}{
		{fyne.KeyRight, "A2"}, {fyne.KeyRight, "A3"}, {fyne.KeyRight, "B1"}, {fyne.KeyLeft, "A3"},
		{fyne.KeyDown, "B3"}, {fyne.KeyUp, "A3"}, {fyne.KeyUp, "A3"}, {fyne.KeyEnd, "mean"},
		{fyne.KeyDown, "mean"}, {fyne.KeyUp, "B2"}, {fyne.KeyHome, "A1"}, {fyne.KeyLeft, "A1"},
	} {
		press(v, step.key)
		if got := kit.TipText(v); got != step.want {
			t.Errorf("%s leads to %q, want %q", step.key, got, step.want)
		}
	}
	press(v, fyne.KeyDown, fyne.KeyReturn, fyne.KeyEnd, fyne.KeyReturn)
	if len(opened) != 1 || opened[0] != (cell{1, 0}) {
		t.Errorf("opened %v, want the first of the second row only", opened)
	}
	v.FocusLost()
	if part.Visible() || kit.TipText(v) != "" {
		t.Error("the keyboard has left but is still shown")
	}
}

func TestOldPictureStaysUntilTheNewOneIsReady(t *testing.T) {
	var q queue
	v, w := mustShow(t, q.run)
	v.SetDraw(table)
	q.finish(t)
	if got := v.Scene().Width; got != 640 {
		t.Fatalf("picture is %d wide, want 640", got)
	}
	w.Resize(fyne.NewSize(700, 400))
	w.Resize(fyne.NewSize(800, 500))
	if got := v.Scene().Width; got != 640 {
		t.Errorf("while drawing, the picture is %d wide, want the old one", got)
	}
	if len(q) != 1 {
		t.Errorf("%d drawings are under way, want 1", len(q))
	}
	for len(q) > 0 {
		q.finish(t)
	}
	if v.Scene().Width != 800 || v.Scene().Height != 500 {
		t.Errorf("picture is %d by %d, want 800 by 500", v.Scene().Width, v.Scene().Height)
	}
}

func TestLateDrawingIsDropped(t *testing.T) {
	var q queue
	v, _ := mustShow(t, q.run)
	shown := 0
	v.picture.onShown = func() { shown++ }
	late := func(o charts.Options) charts.Scene {
		return charts.Scene{Width: o.Width, Height: o.Height, Title: "late"}
	}
	v.SetDraw(late)
	v.SetDraw(table)
	q.finish(t)
	if shown != 0 || v.Scene().Title == "late" {
		t.Error("the drawing of a chart that was replaced is shown")
	}
	q.finish(t)
	if shown != 1 || len(v.Scene().Regions) != 7 {
		t.Error("the newest chart is not shown")
	}
	v.SetDraw(late)
	v.SetDraw(nil)
	q.finish(t)
	if v.Scene().Title == "late" || v.picture.image.Visible() {
		t.Error("a chart that was taken away is shown")
	}
}

func TestThemeChangeRedraws(t *testing.T) {
	v, _ := mustShow(t, kit.Inline)
	v.SetDraw(table)
	if v.Scene().Summary != "light" {
		t.Fatalf("drawn in %s", v.Scene().Summary)
	}
	test.ApplyTheme(t, theme.New(look.Dark))
	if v.Scene().Summary != "dark" {
		t.Errorf("after a change of theme it is drawn in %s", v.Scene().Summary)
	}
	drawings := 0
	v.SetDraw(func(o charts.Options) charts.Scene { drawings++; return table(o) })
	v.Refresh()
	hover(v, 60, 45)
	if drawings != 1 {
		t.Errorf("drawn %d times though nothing changed, want once", drawings)
	}
}

func TestPixelsMatchTheDevice(t *testing.T) {
	v, w := mustShow(t, kit.Inline)
	w.Canvas().(test.WindowlessCanvas).SetScale(1.5)
	v.SetDraw(table)
	if got := v.picture.image.Image.Bounds().Size(); got != image.Pt(960, 600) {
		t.Errorf("picture has %v pixels, want 960 by 600", got)
	}
	w.Canvas().(test.WindowlessCanvas).SetScale(2)
	v.picture.Refresh()
	if got := v.picture.image.Image.Bounds().Size(); got != image.Pt(1280, 800) {
		t.Errorf("on a finer screen the picture has %v pixels, want 1280 by 800", got)
	}
}

func TestEmptyChartTakesKeys(t *testing.T) {
	v, w := mustShow(t, kit.Inline)
	v.OnTap = func(any) { t.Error("opened nothing") }
	w.Canvas().Focus(v)
	press(v, fyne.KeyRight, fyne.KeyDown, fyne.KeyEnd, fyne.KeyReturn, fyne.KeyEscape)
	v.Tapped(&fyne.PointEvent{})
	v.SetDraw(table)
	press(v, fyne.KeyReturn)
	v.SetDraw(nil)
	press(v, fyne.KeyReturn)
}
