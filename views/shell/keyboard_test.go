//go:build !race

package shell_test

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"cxworkbench/app/command"
	"cxworkbench/views/chartview"
	"cxworkbench/views/grid"
	"cxworkbench/views/kit"
	"cxworkbench/views/page"
	"cxworkbench/views/screen"
	"cxworkbench/views/theme"
	"cxworkbench/views/viewtest"
)

// walk goes by Tab through all of what is in view until it comes round.
func walk(t *testing.T, b *viewtest.Bench, where string) (names []string) {
	t.Helper()
	c := b.Window().Canvas()
	c.Unfocus()
	c.FocusNext()
	first := c.Focused()
	for stops := 0; ; stops++ {
		focused := c.Focused()
		if focused == nil || stops > 400 {
			t.Fatalf("%s: after %q Tab leads to %T", where, names, focused)
		}
		names = append(names, stop(t, b, where, focused))
		if c.FocusNext(); c.Focused() == first {
			return names
		}
	}
}

// stop fails the test unless a stop says its name, shows that it has the
// keyboard, and is in the window.
func stop(t *testing.T, b *viewtest.Bench, where string, focused fyne.Focusable) string {
	t.Helper()
	b.Settle()
	named, ok := focused.(kit.Named)
	if !ok || named.FocusName() == "" {
		t.Errorf("%s: a %T has no name", where, focused)
		return ""
	}
	name := named.FocusName()
	if !slices.Contains(b.Objects(), fyne.CanvasObject(named)) {
		return name // the button of a job that has ended meanwhile
	}
	if !marked(focused.(fyne.Widget)) {
		t.Errorf("%s: nothing shows that %q (%T) has the keyboard", where, name, focused)
	}
	at, size, window := fyne.CurrentApp().Driver().AbsolutePositionForObject(named), named.Size(), b.Window().Canvas().Size()
	if at.X < 0 || at.Y < 0 || at.X+min(size.Width, 24) > window.Width || at.Y+min(size.Height, 24) > window.Height {
		t.Errorf("%s: %q (%T) has the keyboard at %v, out of sight", where, name, focused, at)
	}
	return name
}

// marked reports whether something of a widget is in the colour of the keyboard.
func marked(w fyne.Widget) bool {
	focus := theme.Palette().Focus
	for _, o := range test.WidgetRenderer(w).Objects() {
		switch shape := o.(type) {
		case *canvas.Rectangle:
			if shape.Visible() && (shape.StrokeColor == focus && shape.StrokeWidth > 0 || shape.FillColor == focus) {
				return true
			}
		case *canvas.Circle:
			if shape.Visible() && shape.FillColor == focus {
				return true
			}
		case *canvas.Line:
			if shape.Visible() && shape.StrokeColor == focus {
				return true
			}
		}
	}
	return false
}

func TestEveryScreenByKeyboard(t *testing.T) {
	b := viewtest.New(t)
	b.Press("Open the demo")
	b.Key(fyne.KeyEscape) // the tour
	for _, section := range []screen.Section{screen.Overview, screen.Customers, screen.Maturity, screen.Cohorts, screen.Watch, screen.Import} {
		b.Go(section)
		b.Settle()
		tabs, _ := b.Screen(section).(*page.Tabs)
		if tabs == nil {
			walk(t, b, string(section))
			continue
		}
		for i, tab := range tabs.All() {
			tabs.Choose(i)
			b.Settle()
			names := walk(t, b, string(section)+", "+tab.Name)
			if names[0] != tab.Name {
				t.Errorf("%s: Tab comes to %q first", tab.Name, names[0])
			}
		}
	}
}

// What keys open Esc leaves, and the keyboard goes back to where it was.
func TestEscLeavesWhatKeysOpened(t *testing.T) {
	b := viewtest.Open(t, viewtest.Purchases())
	c := b.Window().Canvas()
	b.Show("Customers")
	list := viewtest.First[*grid.Grid](b)
	c.Focus(list)
	b.Key(fyne.KeyDown)
	b.Key(fyne.KeyReturn)
	if b.Traced("page") == "" || c.Focused() == fyne.Focusable(list) {
		t.Fatalf("Enter in the list leads to %T; there is %q", c.Focused(), b.Texts())
	}
	b.Key(fyne.KeyEscape)
	if c.Focused() != fyne.Focusable(list) || list.Selected() != 0 {
		t.Errorf("Esc leads from a customer's page to %T, row %d", c.Focused(), list.Selected())
	}
	b.Show("Churn")
	chart := viewtest.First[*chartview.View](b)
	c.Focus(chart)
	b.Key(fyne.KeyDown)
	b.Key(fyne.KeyReturn)
	panel := func() bool { return b.Says("This number") }
	if b.Traced("people") == "" || !panel() {
		t.Fatalf("Enter on a cell opens nothing; there is %q", b.Texts())
	}
	b.Key(fyne.KeyEscape)
	if panel() || c.Focused() != fyne.Focusable(chart) {
		t.Errorf("after Esc the keyboard is at %T; there is %q", c.Focused(), b.Texts())
	}
}

// Every command is found in the palette by its name and can be started from there.
func TestThePaletteStartsEveryCommand(t *testing.T) {
	b := viewtest.Open(t, viewtest.Purchases())
	c := b.Window().Canvas()
	palette := b.Commands()[slices.IndexFunc(b.Commands(), func(c command.Command) bool { return c.ID == "go.palette" })]
	started := 0
	for _, cmd := range b.Commands() {
		if cmd.ID == "file.quit" || cmd.ID == palette.ID || !cmd.Available() {
			continue
		}
		title := b.Printer().Text(cmd.Says())
		palette.Run()
		b.Type(viewtest.First[*kit.Entry](b), title)
		started++
		if got := b.Traced("palette to"); !strings.HasSuffix(got, title) {
			t.Errorf("typing %q and Enter start %q", title, got)
		}
		for range 4 {
			if c.Overlays().Top() != nil {
				b.Key(fyne.KeyEscape)
			}
		}
		if top := c.Overlays().Top(); top != nil {
			t.Fatalf("%s: Esc does not close a %T", title, top)
		}
		if b.Workbench().Session() == nil { // closed by a command
			b.OpenPath(filepath.Join(b.Folder, "test.cxw"))
			b.Settle()
		}
	}
	if started < 30 {
		t.Errorf("only %d commands could be started", started)
	}
}
