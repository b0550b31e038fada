package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"cxworkbench/resources/look"
	"cxworkbench/views/theme"
)

// Explained is something with a number on it that says, when it is pressed or by F1,
// what the number is.
type Explained struct {
	pressable
	content fyne.CanvasObject
}

// NewExplained has content explain itself; tip, shown on hover, says that it does.
func NewExplained(content fyne.CanvasObject, tip string, explain func()) *Explained {
	e := &Explained{content: content}
	e.tip, e.onTapped = tip, explain
	e.onKey = func(key fyne.KeyName) bool {
		if key == fyne.KeyF1 {
			explain()
		}
		return key == fyne.KeyF1
	}
	e.extend(e)
	return e
}

// Held is what explains itself.
func (e *Explained) Held() []fyne.CanvasObject { return []fyne.CanvasObject{e.content} }

// CreateRenderer is Fyne's hook.
func (e *Explained) CreateRenderer() fyne.WidgetRenderer {
	const outside = look.Space1 // of the ground under the pointer, so that words have room on it
	over, ring := canvas.NewRectangle(nil), NewRing()
	over.CornerRadius = look.Radius
	d := &drawing{objects: []fyne.CanvasObject{over, e.content, ring}}
	d.minSize = e.content.MinSize
	d.layout = func(size fyne.Size) {
		e.content.Resize(size)
		for _, around := range []fyne.CanvasObject{over, ring} {
			around.Move(fyne.NewPos(-outside, -outside/2))
			around.Resize(size.AddWidthHeight(2*outside, outside))
		}
	}
	d.refresh = func(p look.Palette) {
		over.FillColor = nil
		if e.hovered {
			over.FillColor = theme.Hover(p)
		}
		DrawRing(ring, p, e.ringed())
	}
	d.Refresh()
	return d
}
