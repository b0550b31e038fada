// Package kit holds the small widgets and helpers that every screen uses: texts,
// buttons, fields, cards, dialogs, tooltips, toasts. Everything in it follows the
// theme, can be reached by keyboard, and shows where the keyboard is.
//
// Widgets are touched on the UI goroutine only.
package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"cxworkbench/data/message"
	"cxworkbench/resources/look"
	"cxworkbench/views/theme"
)

var printer *message.Printer

// UsePrinter sets the language of the few words that the kit itself says, as
// Cancel or Close. To be called before the first widget is made; until then they
// are English.
func UsePrinter(p *message.Printer) { printer = p }

func word(key string) string {
	if printer == nil {
		printer = message.English()
	}
	return printer.T(key)
}

// Runner does work off the UI goroutine and then, on it, what the work returned;
// a nil result is nothing to do. See Live and Inline.
type Runner func(work func() (then func()))

// Live is the Runner of the program. busy is told +1 when work begins and -1
// after its result was shown, both on the UI goroutine; it may be nil. Live's
// Runner is called on the UI goroutine.
func Live(busy func(delta int)) Runner {
	if busy == nil {
		busy = func(int) {}
	}
	return func(work func() func()) {
		busy(1)
		go func() {
			then := work()
			fyne.Do(func() {
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

// Row sets objects side by side, gap apart, each as wide as it needs.
func Row(gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(layout.NewCustomPaddedHBoxLayout(gap), objects...)
}

// Column sets objects one below the other, gap apart, each as wide as the column.
func Column(gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(layout.NewCustomPaddedVBoxLayout(gap), objects...)
}

// Controls sets controls side by side and goes to a new line where the window is
// too narrow.
func Controls(objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&flow{gapX: look.Space4, gapY: look.Space2}, objects...)
}

// Inset leaves room on all four sides.
func Inset(room float32, object fyne.CanvasObject) *fyne.Container {
	return InsetSides(room, room, room, room, object)
}

// InsetSides leaves room on each side.
func InsetSides(top, bottom, left, right float32, object fyne.CanvasObject) *fyne.Container {
	return container.New(layout.NewCustomPaddedLayout(top, bottom, left, right), object)
}

// Spacer takes the room that is left in a Row or Column.
func Spacer() fyne.CanvasObject { return layout.NewSpacer() }

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

// flow is the layout of Controls.
type flow struct {
	gapX, gapY float32
	width      float32 // of the last layout
}

func (f *flow) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var widest float32
	for _, o := range objects {
		if o.Visible() {
			widest = fyne.Max(widest, o.MinSize().Width)
		}
	}
	return fyne.NewSize(widest, f.place(objects, fyne.Max(f.width, widest), false))
}

func (f *flow) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	f.width = size.Width
	f.place(objects, size.Width, true)
}

// place puts the objects into lines of a width and gives the height of all lines.
func (f *flow) place(objects []fyne.CanvasObject, width float32, move bool) float32 {
	var x, y, line float32
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		size := o.MinSize()
		if x > 0 && x+size.Width > width {
			x, y, line = 0, y+line+f.gapY, 0
		}
		if move {
			o.Move(fyne.NewPos(x, y))
			o.Resize(size)
		}
		x += size.Width + f.gapX
		line = fyne.Max(line, size.Height)
	}
	return y + line
}
