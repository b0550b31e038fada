// Package kit holds the small widgets and helpers that every screen uses: texts,
// buttons, fields, cards, dialogs, tooltips, toasts. Everything in it follows the
// theme, can be reached by keyboard, and shows where the keyboard is.
//
// Widgets are touched on the UI goroutine only.
package kit

import (
	"encoding/json"
	"log/slog"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/lang"

	"cxworkbench/data/message"
	"cxworkbench/resources/look"
	"cxworkbench/views/theme"
)

var printer *message.Printer

// UsePrinter sets the language of the few words that the kit itself says, as
// Cancel or Close, and of those that Fyne says. To be called before the widgets
// are made; until then they are English.
func UsePrinter(p *message.Printer) {
	printer = p
	words, err := json.Marshal(p.Below("toolkit."))
	// Fyne speaks the desktop's language, or English. It is taught our words for it.
	for _, locale := range []fyne.Locale{"en", lang.SystemLocale()} {
		if err == nil {
			err = lang.AddTranslationsForLocale(words, locale)
		}
	}
	if err != nil {
		slog.Warn("Fyne's own words stay in the language of the desktop", "error", err)
	}
}

func word(key string) string { return speaker().T(key) }

func speaker() *message.Printer {
	if printer == nil {
		printer = message.English()
	}
	return printer
}

// Runner does work off the UI goroutine and then, on it, what the work returned;
// a nil result is nothing to do. See Live and Inline.
type Runner func(work func() (then func()))

// Live is the Runner of the program. dispatch brings a function to the UI
// goroutine, as fyne.Do does. busy is told +1 when work begins and -1 after its
// result was shown, both on the UI goroutine; it may be nil. Live's Runner is
// called on the UI goroutine.
func Live(dispatch func(func()), busy func(delta int)) Runner {
	if busy == nil {
		busy = func(int) {}
	}
	return func(work func() func()) {
		busy(1)
		go func() {
			then := work()
			dispatch(func() {
				if then != nil {
					then()
				}
				busy(-1)
			})
		}()
	}
}

// Inline is the Runner of tests: everything happens before it returns.
func Inline(work func() func()) {
	if then := work(); then != nil {
		then()
	}
}

// drawing is a renderer made of functions, so that a widget says only what is
// its own.
type drawing struct {
	objects []fyne.CanvasObject
	layout  func(fyne.Size)
	minSize func() fyne.Size
	refresh func(look.Palette)
}

func (d *drawing) Destroy()                     {}
func (d *drawing) Objects() []fyne.CanvasObject { return d.objects }
func (d *drawing) Layout(size fyne.Size)        { d.layout(size) }
func (d *drawing) MinSize() fyne.Size           { return d.minSize() }

// Refresh re-reads the colours and redraws, parts that are widgets included.
func (d *drawing) Refresh() {
	d.refresh(theme.Palette())
	for _, object := range d.objects {
		object.Refresh()
	}
}

// NewRing is the rectangle that shows where the keyboard is; see DrawRing.
func NewRing() *canvas.Rectangle {
	ring := canvas.NewRectangle(nil)
	ring.CornerRadius = look.Radius
	return ring
}

// DrawRing gives a ring the palette's focus colour, or hides it.
func DrawRing(ring *canvas.Rectangle, p look.Palette, visible bool) {
	ring.StrokeColor = p.Focus
	ring.StrokeWidth = 2
	ring.Hidden = !visible
}
