package kit

import (
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
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

// Seam begins a new line among Controls where what follows fits into one and not
// into what is left of this one, so that what belongs together stays so.
func Seam() fyne.CanvasObject { return &seam{canvas.NewRectangle(nil)} }

type seam struct{ *canvas.Rectangle }

// Under sets rest below head, gap apart; it has the height that head leaves.
func Under(gap float32, head, rest fyne.CanvasObject) *fyne.Container {
	return container.New(under{gap}, head, rest)
}

// Border sets a middle between what is above, below, left and right of it, each of
// which may be nil. Tab comes to them as they are read.
func Border(above, below, left, right, middle fyne.CanvasObject) *fyne.Container {
	var read []fyne.CanvasObject
	for _, o := range []fyne.CanvasObject{above, left, middle, right, below} {
		if o != nil {
			read = append(read, o)
		}
	}
	return container.New(layout.NewBorderLayout(above, below, left, right), read...)
}

// Controls sets controls side by side and goes to a new line where the window is
// too narrow. What has no frame stands with its words on the edge, and is as far
// from the next as is seen.
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

// AtEnd sets quiet buttons side by side, so that the last of them ends on the edge
// and not its invisible frame.
func AtEnd(buttons ...fyne.CanvasObject) *fyne.Container {
	return InsetSides(0, 0, 0, -bleed(buttons[len(buttons)-1]), Row(look.Space1, buttons...))
}

// bleed is how far what is seen of an object lies inside it, on both sides.
func bleed(o fyne.CanvasObject) float32 {
	b, ok := o.(*Button)
	switch {
	case !ok || b.rank != quiet:
		return 0
	case b.text == "":
		return (controlHeight - iconSize) / 2
	}
	return look.Space3
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
	var x, y, high float32
	var line []fyne.CanvasObject
	end := func() { // each in the middle of its line
		for _, o := range line {
			if move {
				o.Move(o.Position().AddXY(0, ceil((high-o.Size().Height)/2)))
			}
		}
		y, line = y+high+f.gapY, line[:0]
	}
	for i, o := range objects {
		if !o.Visible() {
			continue
		}
		if _, ok := o.(*seam); ok {
			if rest := f.widthOf(objects[i+1:]); len(line) > 0 && rest <= width && x+f.gapX+rest > width {
				end()
				high = 0
			}
			continue
		}
		size, out := o.MinSize(), bleed(o)
		at := -out
		if len(line) > 0 {
			at = x + f.between(line[len(line)-1], o)
			if at+size.Width-out > width {
				end()
				at, high = -out, 0
			}
		}
		if move {
			o.Move(fyne.NewPos(at, y))
			o.Resize(size)
		}
		x, high, line = at+size.Width, fyne.Max(high, size.Height), append(line, o)
	}
	end()
	return y - f.gapY
}

// between is the room between two neighbours.
func (f *flow) between(a, b fyne.CanvasObject) float32 {
	return fyne.Max(f.gapX-bleed(a)-bleed(b), 0)
}

// widthOf is how much is seen of objects side by side on one line.
func (f *flow) widthOf(objects []fyne.CanvasObject) (width float32) {
	var last fyne.CanvasObject
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		if last == nil {
			width -= bleed(o)
		} else {
			width += f.between(last, o)
		}
		width, last = width+o.MinSize().Width, o
	}
	if last != nil {
		width -= bleed(last)
	}
	return width
}

// under is the layout of Under.
type under struct{ gap float32 }

func (u under) MinSize(objects []fyne.CanvasObject) fyne.Size {
	head, rest := objects[0].MinSize(), objects[1].MinSize()
	return fyne.NewSize(fyne.Max(head.Width, rest.Width), head.Height+u.gap+rest.Height)
}

func (u under) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	head, rest := objects[0], objects[1]
	head.Move(fyne.NewPos(0, 0))
	head.Resize(fyne.NewSize(size.Width, head.MinSize().Height)) // the width decides the lines
	height := head.MinSize().Height
	head.Resize(fyne.NewSize(size.Width, height))
	rest.Move(fyne.NewPos(0, height+u.gap))
	rest.Resize(fyne.NewSize(size.Width, fyne.Max(size.Height-height-u.gap, 0)))
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
	each := (width - t.gap*float32(columns-1)) / float32(columns)
	// Both on whole pixels, so that the last ends where the line does.
	left := func(i int) float32 { return float32(math.Round(float64(float32(i) * (each + t.gap)))) }
	right := func(i int) float32 { return left(i+1) - t.gap }
	var y float32
	for from := 0; from < len(objects); from += columns {
		line := objects[from:min(from+columns, len(objects))]
		var height float32
		for i, o := range line {
			if move { // the width decides the height of what wraps
				o.Resize(fyne.NewSize(right(i)-left(i), o.Size().Height))
			}
			height = fyne.Max(height, ceil(o.MinSize().Height))
		}
		for i, o := range line {
			if move {
				o.Move(fyne.NewPos(left(i), y))
				o.Resize(fyne.NewSize(right(i)-left(i), height))
			}
		}
		y += height + t.gap
	}
	return fyne.Max(y-t.gap, 0)
}
