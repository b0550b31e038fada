package shell

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"cxworkbench/views/theme"
)

// edge is the side of a surface that has a line.
type edge int

const (
	edgeTop edge = iota
	edgeRight
	edgeBottom
	edgeLeft
)

// surface is a part of the frame: the surface colour with a line on one side.
type surface struct {
	widget.BaseWidget
	content fyne.CanvasObject
	edge    edge
}

func newSurface(content fyne.CanvasObject, e edge) *surface {
	s := &surface{content: content, edge: e}
	s.ExtendBaseWidget(s)
	return s
}

// Held is what is on the surface.
func (s *surface) Held() []fyne.CanvasObject { return []fyne.CanvasObject{s.content} }

// CreateRenderer is Fyne's hook.
func (s *surface) CreateRenderer() fyne.WidgetRenderer {
	r := &surfaceRenderer{s: s, box: canvas.NewRectangle(nil), line: canvas.NewRectangle(nil)}
	r.Refresh()
	return r
}

type surfaceRenderer struct {
	s         *surface
	box, line *canvas.Rectangle
}

func (r *surfaceRenderer) Destroy() {}

func (r *surfaceRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.box, r.s.content, r.line}
}

func (r *surfaceRenderer) MinSize() fyne.Size { return r.s.content.MinSize() }

func (r *surfaceRenderer) Layout(size fyne.Size) {
	r.box.Resize(size)
	r.s.content.Resize(size)
	thick := float32(theme.Palette().BorderWidth)
	r.line.Resize(fyne.NewSize(size.Width, thick))
	r.line.Move(fyne.NewPos(0, 0))
	switch r.s.edge {
	case edgeBottom:
		r.line.Move(fyne.NewPos(0, size.Height-thick))
	case edgeRight, edgeLeft:
		r.line.Resize(fyne.NewSize(thick, size.Height))
		if r.s.edge == edgeRight {
			r.line.Move(fyne.NewPos(size.Width-thick, 0))
		}
	}
}

func (r *surfaceRenderer) Refresh() {
	p := theme.Palette()
	r.box.FillColor, r.line.FillColor = p.Surface, p.Border
	r.Layout(r.s.Size())
	r.box.Refresh()
	r.line.Refresh()
	r.s.content.Refresh()
}
