package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"cxworkbench/resources/look"
	"cxworkbench/views/theme"
)

// Card is a surface with a border that holds things that belong together.
type Card struct {
	widget.BaseWidget
	content fyne.CanvasObject
	room    float32
}

// NewCard puts content on a card, with room of 16 around it.
func NewCard(content fyne.CanvasObject) *Card { return NewCardWithRoom(look.Space4, content) }

// NewCardWithRoom puts content on a card with the given room around it; 1 lets a
// table reach the border.
func NewCardWithRoom(room float32, content fyne.CanvasObject) *Card {
	c := &Card{content: content, room: room}
	c.ExtendBaseWidget(c)
	return c
}

func paintCard(box *canvas.Rectangle, p look.Palette) {
	box.FillColor, box.StrokeColor = p.Surface, p.Border
	box.StrokeWidth, box.CornerRadius = float32(p.BorderWidth), look.Radius
}

// paintFloat is for what floats above the screen: a stronger edge tells it from
// the cards below it.
func paintFloat(box *canvas.Rectangle, p look.Palette) {
	paintCard(box, p)
	box.StrokeColor = theme.Outline(p)
}

// CreateRenderer is Fyne's hook.
func (c *Card) CreateRenderer() fyne.WidgetRenderer {
	box := canvas.NewRectangle(nil)
	d := &drawing{objects: []fyne.CanvasObject{box, c.content}}
	d.minSize = func() fyne.Size { return c.content.MinSize().AddWidthHeight(2*c.room, 2*c.room) }
	d.layout = func(size fyne.Size) {
		box.Resize(size)
		c.content.Move(fyne.NewSquareOffsetPos(c.room))
		c.content.Resize(size.SubtractWidthHeight(2*c.room, 2*c.room))
	}
	d.refresh = func(p look.Palette) { paintCard(box, p) }
	d.Refresh()
	return d
}

// Line is a hairline across a column.
type Line struct {
	widget.BaseWidget
}

// NewLine makes a hairline.
func NewLine() *Line {
	l := &Line{}
	l.ExtendBaseWidget(l)
	return l
}

// CreateRenderer is Fyne's hook.
func (l *Line) CreateRenderer() fyne.WidgetRenderer {
	rule := canvas.NewRectangle(nil)
	d := &drawing{objects: []fyne.CanvasObject{rule}}
	d.minSize = func() fyne.Size { return fyne.NewSquareSize(float32(theme.Palette().BorderWidth)) }
	d.layout = rule.Resize
	d.refresh = func(p look.Palette) { rule.FillColor = p.Border }
	d.Refresh()
	return d
}
