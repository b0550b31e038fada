package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"cxworkbench/resources/look"
)

// Sheet is a screen: a head that stays and a body that scrolls under it. Where the
// window is too low for the body to be read beside the head, both scroll.
type Sheet struct {
	widget.BaseWidget
	head, body fyne.CanvasObject
	scroll     *container.Scroll
	low        bool
}

// leastBody is the height that a body needs to be read beside its head.
const leastBody = 260

// NewSheet makes a screen of a head and a body, with room between them.
func NewSheet(head, body fyne.CanvasObject) *Sheet {
	s := &Sheet{head: InsetSides(0, look.Space4, 0, 0, head), body: body}
	s.scroll = container.NewVScroll(beside(body))
	s.ExtendBaseWidget(s)
	return s
}

// gutter is how far the scrolled part reaches beyond the sheet on both sides, where a
// screen has its margin: the bar stands there, and what bleeds is not cut.
const gutter = look.Space3

func beside(o fyne.CanvasObject) fyne.CanvasObject { return InsetSides(0, 0, gutter, gutter, o) }

// arrange puts the head above the scrolled part, or into it.
func (s *Sheet) arrange(low bool) {
	if low == s.low {
		return
	}
	s.low = low
	s.scroll.Content = beside(s.body)
	if low {
		s.scroll.Content = beside(Column(0, s.head, s.body))
	}
	s.scroll.Offset = fyne.Position{}
	s.scroll.Refresh()
}

// CreateRenderer is Fyne's hook.
func (s *Sheet) CreateRenderer() fyne.WidgetRenderer { return &sheetRenderer{s} }

type sheetRenderer struct{ s *Sheet }

func (r *sheetRenderer) Destroy() {}

// Refresh lays out anew, since what the head says decides its height.
func (r *sheetRenderer) Refresh() {
	r.s.head.Refresh()
	r.s.scroll.Refresh()
	r.Layout(r.s.Size())
}

func (r *sheetRenderer) MinSize() fyne.Size {
	head, body := r.s.head.MinSize(), r.s.scroll.MinSize()
	return fyne.NewSize(fyne.Max(head.Width, body.Width), look.Space6)
}

func (r *sheetRenderer) Objects() []fyne.CanvasObject {
	if r.s.low {
		return []fyne.CanvasObject{r.s.scroll}
	}
	return []fyne.CanvasObject{r.s.head, r.s.scroll}
}

func (r *sheetRenderer) Layout(size fyne.Size) {
	s := r.s
	s.head.Resize(fyne.NewSize(size.Width, s.head.MinSize().Height)) // the width decides the lines
	height := s.head.MinSize().Height
	s.arrange(size.Height-height < leastBody)
	if s.low {
		s.scroll.Move(fyne.NewPos(-gutter, 0))
		s.scroll.Resize(size.AddWidthHeight(2*gutter, 0))
		return
	}
	s.head.Move(fyne.NewPos(0, 0))
	s.head.Resize(fyne.NewSize(size.Width, height))
	s.scroll.Move(fyne.NewPos(-gutter, height))
	s.scroll.Resize(fyne.NewSize(size.Width+2*gutter, size.Height-height))
}
