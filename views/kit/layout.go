package kit

import (
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"cxworkbench/resources/look"
)

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

// Tiles sets objects of equal width side by side, as many as fit with the given
// width at least, in as many lines as they need, 16 apart. All in a line are
// equally high.
func Tiles(least float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&tiles{least: least, gap: look.Space4}, objects...)
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

// tiles is the layout of Tiles.
type tiles struct {
	least, gap float32
	width      float32 // of the last layout
}

func (t *tiles) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(t.least, t.place(objects, fyne.Max(t.width, t.least), false))
}

func (t *tiles) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	t.width = size.Width
	t.place(objects, size.Width, true)
}

// place puts the objects into lines of a width and gives the height of all lines.
func (t *tiles) place(objects []fyne.CanvasObject, width float32, move bool) float32 {
	columns := min(max(int((width+t.gap)/(t.least+t.gap)), 1), max(len(objects), 1))
	each := float32(math.Floor(float64((width - t.gap*float32(columns-1)) / float32(columns))))
	var y float32
	for from := 0; from < len(objects); from += columns {
		line := objects[from:min(from+columns, len(objects))]
		var height float32
		for _, o := range line {
			if move { // the width decides the height of what wraps
				o.Resize(fyne.NewSize(each, o.Size().Height))
			}
			height = fyne.Max(height, o.MinSize().Height)
		}
		for i, o := range line {
			if move {
				o.Move(fyne.NewPos(float32(i)*(each+t.gap), y))
				o.Resize(fyne.NewSize(each, height))
			}
		}
		y += height + t.gap
	}
	return fyne.Max(y-t.gap, 0)
}
