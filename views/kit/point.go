package kit

import (
	"fyne.io/fyne/v2"

	"cxworkbench/resources/look"
)

// PointAt has the dialog stand beside an object, which stays in the light; nil
// brings it back to the middle. It is called again when the object has moved.
func (d *Dialog) PointAt(about fyne.CanvasObject) {
	d.about = about
	d.ground.hole = fyne.Size{}
	d.Refresh()
	d.ground.Refresh()
}

// pointAt leaves the object in the light and gives where a box of a size stands: at
// the side with the most room, else over its lower end.
func (d *Dialog) pointAt(window, box fyne.Size) fyne.Position {
	const gap = look.Space3
	at := d.place(d.about)
	size := d.about.Size()
	end := at.Add(size)
	d.ground.free, d.ground.hole = at, size
	d.ground.Refresh()
	x := fyne.Max(look.Space4, fyne.Min(at.X+(size.Width-box.Width)/2, window.Width-box.Width-look.Space4))
	y := fyne.Max(look.Space4, fyne.Min(at.Y+(size.Height-box.Height)/3, window.Height-box.Height-look.Space4))
	switch {
	case window.Width-end.X >= box.Width+2*gap:
		x = end.X + gap
	case at.X >= box.Width+2*gap:
		x = at.X - gap - box.Width
	case window.Height-end.Y >= box.Height+2*gap:
		y = end.Y + gap
	case at.Y >= box.Height+2*gap:
		y = at.Y - gap - box.Height
	default:
		y = window.Height - box.Height - look.Space5
	}
	return fyne.NewPos(ceil(x), ceil(y))
}

// place gives where an object stands in the window. Fyne does not know that before it
// has painted the object once, which a panel that has just come has not been.
func (d *Dialog) place(o fyne.CanvasObject) fyne.Position {
	at := fyne.Position{}
	for _, outer := range wayTo(d.window.Canvas().Content(), o) {
		at = at.Add(outer.Position())
	}
	return at.Subtract(origin(d))
}
