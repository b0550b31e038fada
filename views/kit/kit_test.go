package kit_test

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
	base "fyne.io/fyne/v2/theme"

	"cxworkbench/resources/look"
	"cxworkbench/views/kit"
	"cxworkbench/views/theme"
)

func mustShow(t *testing.T, content fyne.CanvasObject) (*kit.Root, fyne.Window) {
	t.Helper()
	app := test.NewTempApp(t)
	app.Settings().SetTheme(theme.New(look.Light))
	toastTime := kit.ToastTime
	kit.ToastTime = 0
	t.Cleanup(func() { kit.ToastTime = toastTime })
	w := app.NewWindow("kit")
	w.SetPadded(false)
	root := kit.NewRoot(content)
	w.SetContent(root)
	w.Resize(fyne.NewSize(800, 600))
	return root, w
}

func pointer(x, y float32) *desktop.MouseEvent {
	at := fyne.NewPos(x, y)
	return &desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: at, AbsolutePosition: at}}
}

func key(w fyne.Window, name fyne.KeyName) {
	event := &fyne.KeyEvent{Name: name}
	if focused := w.Canvas().Focused(); focused != nil {
		focused.TypedKey(event)
	} else if typed := w.Canvas().OnTypedKey(); typed != nil {
		typed(event)
	}
}

// ringed reports whether a widget shows the focus ring.
func ringed(w fyne.Widget) bool {
	return slices.ContainsFunc(test.WidgetRenderer(w).Objects(), func(o fyne.CanvasObject) bool {
		r, ok := o.(*canvas.Rectangle)
		return ok && r.Visible() && r.StrokeColor == look.Light.Focus && r.StrokeWidth == 2
	})
}

// shown are the lines of text that a widget draws itself.
func shown(w fyne.Widget) (lines []string) {
	for _, o := range test.WidgetRenderer(w).Objects() {
		if text, ok := o.(*canvas.Text); ok && text.Visible() {
			lines = append(lines, text.Text)
		}
	}
	return lines
}

func TestTipStaysInsideTheWindow(t *testing.T) {
	label := kit.Label("x")
	root, _ := mustShow(t, label)
	words := "Oct 2026\n" + strings.Repeat("many words ", 20)
	for _, at := range []fyne.Position{{}, {X: 799, Y: 0}, {X: 799, Y: 599}, {X: 0, Y: 599}, {X: 400, Y: 300}} {
		kit.ShowTip(label, words, at)
		objects := test.WidgetRenderer(root).Objects()
		tip := objects[len(objects)-1]
		far := tip.Position().AddXY(tip.Size().Width, tip.Size().Height)
		if !tip.Visible() || tip.Position().X < 0 || tip.Position().Y < 0 || far.X > 800 || far.Y > 600 {
			t.Errorf("pointer at %v: tooltip from %v to %v leaves the window", at, tip.Position(), far)
		}
		inside := at.X >= tip.Position().X && at.X < far.X && at.Y >= tip.Position().Y && at.Y < far.Y
		if inside {
			t.Errorf("pointer at %v is covered by the tooltip", at)
		}
	}
	if kit.TipText(label) != words {
		t.Error("the tooltip says something else")
	}
	test.WidgetRenderer(root).Layout(root.Size())
	if kit.TipText(label) == "" {
		t.Error("laying out anew at the same size hides the tooltip")
	}
	kit.HideTip(root)
	if kit.TipText(label) == "" {
		t.Error("another widget's tooltip was hidden")
	}
	kit.HideTip(label)
	if kit.TipText(label) != "" {
		t.Error("the tooltip is still there")
	}
}

func TestTipTakesNoEvents(t *testing.T) {
	pressed := 0
	button := kit.NewIconButton(base.SearchIcon(), "Search everything", func() { pressed++ })
	_, w := mustShow(t, container.NewVBox(button))
	button.MouseIn(pointer(5, 5))
	if kit.TipText(button) != "Search everything" {
		t.Fatal("no tooltip on hover")
	}
	test.TapCanvas(w.Canvas(), fyne.NewPos(20, 24)) // where the tooltip lies
	if pressed != 1 {
		t.Errorf("pressed %d times through the tooltip, want once", pressed)
	}
	button.MouseOut()
	if kit.TipText(button) != "" {
		t.Error("tooltip stays when the pointer leaves")
	}
}

func TestToastUndoes(t *testing.T) {
	label := kit.Label("x")
	root, w := mustShow(t, label)
	undone := 0
	kit.ShowToast(label, "Saved cohorts.png", "Undo", func() { undone++ })
	if kit.ToastText(root) != "Saved cohorts.png" {
		t.Fatalf("toast says %q", kit.ToastText(root))
	}
	w.Canvas().FocusNext()
	key(w, fyne.KeyReturn)
	if undone != 1 || kit.ToastText(root) != "" {
		t.Errorf("undone %d times, toast %q; want once and gone", undone, kit.ToastText(root))
	}
	kit.ShowToast(label, "Copied", "", nil)
	w.Canvas().Unfocus()
	w.Canvas().FocusNext()
	if w.Canvas().Focused() != nil {
		t.Error("a toast without action has something to focus")
	}
}

func TestPressingByKeyboardShowsTheRing(t *testing.T) {
	pressed := 0
	press := func() { pressed++ }
	widgets := []fyne.Widget{
		kit.NewButton("Import", press),
		kit.NewNavItem(base.HomeIcon(), "Overview", press),
		kit.NewKeyFigure(kit.Figures{Label: "Customers", Value: "2,400"}, press),
	}
	_, w := mustShow(t, container.NewVBox(widgets[0], widgets[1], widgets[2]))
	for i, widget := range widgets {
		w.Canvas().FocusNext()
		if w.Canvas().Focused() != widget.(fyne.Focusable) {
			t.Fatalf("Tab %d does not reach %T", i+1, widget)
		}
		if !ringed(widget) {
			t.Errorf("%T shows no ring on keyboard focus", widget)
		}
		key(w, fyne.KeyReturn)
		key(w, fyne.KeySpace)
		widget.(fyne.Tappable).Tapped(&fyne.PointEvent{})
		if ringed(widget) {
			t.Errorf("%T shows the ring after a click", widget)
		}
		if pressed != 3*(i+1) {
			t.Errorf("%T: pressed %d times, want %d", widget, pressed, 3*(i+1))
		}
	}
}

func TestDisabledButtonDoesNothing(t *testing.T) {
	button := kit.NewPrimaryButton("Import", func() { t.Error("pressed") })
	_, w := mustShow(t, button)
	button.Disable()
	test.Tap(button)
	button.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	w.Canvas().FocusNext()
	if w.Canvas().Focused() != nil {
		t.Error("a disabled button takes the focus")
	}
}

func TestSelectTellsWhatAPersonChooses(t *testing.T) {
	var chosen []int
	s := kit.NewSelect([]string{"Month", "Quarter of a year"}, 0, func(i int) { chosen = append(chosen, i) })
	_, w := mustShow(t, container.NewHBox(kit.Field("Period", s)))
	s.SetChoice(1)
	if len(chosen) != 0 {
		t.Error("SetChoice told of a choice that nobody made")
	}
	w.Canvas().FocusNext()
	if !ringed(s) {
		t.Error("no ring on keyboard focus")
	}
	key(w, fyne.KeyRight)
	if !slices.Equal(chosen, []int{0}) {
		t.Errorf("chosen %v, want the first again", chosen)
	}
	key(w, fyne.KeyReturn)
	if w.Canvas().Overlays().Top() == nil {
		t.Error("Enter does not open the choices")
	}
	text := fyne.MeasureText("Quarter of a year", look.TextBody, fyne.TextStyle{})
	if s.Size().Width < text.Width+20 {
		t.Errorf("drop-down is %v wide, its longest choice %v", s.Size().Width, text.Width)
	}
}

func TestColoursFollowTheTheme(t *testing.T) {
	text := kit.Body("x")
	caption := kit.Definition("x")
	mustShow(t, container.NewVBox(text, caption))
	ink := func(w *kit.Text) any { return test.WidgetRenderer(w).Objects()[0].(*canvas.Text).Color }
	if ink(text) != look.Light.Text || ink(caption) != look.Light.Secondary {
		t.Errorf("light: %v and %v", ink(text), ink(caption))
	}
	test.ApplyTheme(t, theme.New(look.Dark))
	text.Refresh()
	caption.Refresh()
	if ink(text) != look.Dark.Text || ink(caption) != look.Dark.Secondary {
		t.Errorf("dark: %v and %v", ink(text), ink(caption))
	}
}

func TestControlsGoToANewLine(t *testing.T) {
	a, b := kit.NewButton("One control", nil), kit.NewButton("Another control", nil)
	row := kit.Controls(a, b)
	mustShow(t, container.NewWithoutLayout(row))
	row.Resize(fyne.NewSize(600, 100))
	if a.Position().Y != b.Position().Y {
		t.Error("with room enough they are not side by side")
	}
	row.Resize(fyne.NewSize(150, 100))
	if b.Position().X != 0 || b.Position().Y <= a.Position().Y {
		t.Errorf("without room the second is at %v", b.Position())
	}
	if got := row.MinSize().Height; got != 2*32+8 {
		t.Errorf("two lines want a height of %v, want %v", got, 2*32+8)
	}
}

func TestTilesAreEqualAndFillTheWidth(t *testing.T) {
	tall, small, third := kit.Body(strings.Repeat("words ", 40)), kit.Body("x"), kit.Body("x")
	row := kit.Tiles(200, tall, small, third)
	mustShow(t, container.NewWithoutLayout(row))
	row.Resize(fyne.NewSize(500, 100))
	if small.Position() != fyne.NewPos(258, 0) || small.Size() != tall.Size() || small.Size().Width != 242 {
		t.Errorf("second at %v of %v, want at 258 as large as the first, %v", small.Position(), small.Size(), tall.Size())
	}
	if third.Position().X != 0 || third.Position().Y != tall.Size().Height+16 {
		t.Errorf("third at %v, want on a line of its own", third.Position())
	}
	if got, want := row.MinSize().Height, third.Position().Y+third.Size().Height; got != want {
		t.Errorf("tiles want a height of %v, want %v", got, want)
	}
}

func TestLive(t *testing.T) {
	test.NewTempApp(t)
	busy, done := 0, make(chan int)
	run := kit.Live(fyne.Do, func(delta int) {
		busy += delta
		if delta < 0 {
			done <- busy
		}
	})
	shown := false
	run(func() func() { return func() { shown = true } })
	if got := <-done; got != 0 || !shown {
		t.Errorf("busy is %d and shown %v after the work", got, shown)
	}
	run(func() func() { return nil })
	<-done
}

// A toast lies over the words of the status bar and nothing above them, however long
// it is, and leaves the end of the bar.
func TestToastHidesNothingAboveTheStatusBar(t *testing.T) {
	label := kit.Label("x")
	root, _ := mustShow(t, label)
	for _, words := range []string{"Saved", strings.Repeat("a long name ", 40)} {
		kit.ShowToast(label, words, "Undo", nil)
		toast := test.WidgetRenderer(root).Objects()[1]
		if at := toast.Position(); at.Y < 600-28 || at.X+toast.Size().Width > 800-300 {
			t.Errorf("the toast %.10s… lies at %v, %v", words, at, toast.Size())
		}
		for _, part := range test.WidgetRenderer(toast.(fyne.Widget)).Objects() {
			if end := part.Position().X + part.Size().Width; end > toast.Size().Width || part.Position().Y < 0 {
				t.Errorf("of the toast %.10s… a %T ends at %v of %v", words, part, end, toast.Size().Width)
			}
		}
	}
}
