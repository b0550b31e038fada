package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"cxworkbench/resources/look"
)

// Term is the name of a field that says, when it is pressed, what the field is. The
// keyboard asks in the field itself, by F1, so that a form has no more stops than
// fields.
type Term struct {
	widget.BaseWidget
	words   *Text
	tip     string
	explain func()
}

var (
	_ fyne.Tappable      = (*Term)(nil)
	_ desktop.Hoverable  = (*Term)(nil)
	_ desktop.Cursorable = (*Term)(nil)
)

// ExplainedField is a LabelledField whose name explains itself; tip, shown on hover,
// says that it does.
func ExplainedField(words, tip string, control fyne.CanvasObject, explain func()) fyne.CanvasObject {
	name(control, words)
	t := &Term{words: Caption(words), tip: tip, explain: explain}
	t.ExtendBaseWidget(t)
	return Column(look.Space1, t, control)
}

// Text is the name.
func (t *Term) Text() string { return t.words.Text() }

// Held is what is drawn.
func (t *Term) Held() []fyne.CanvasObject { return []fyne.CanvasObject{t.words} }

// Tapped is Fyne's hook.
func (t *Term) Tapped(*fyne.PointEvent) {
	HideTip(t)
	t.explain()
}

// MouseIn is Fyne's hook.
func (t *Term) MouseIn(e *desktop.MouseEvent) { ShowTip(t, t.tip, e.AbsolutePosition) }

// MouseMoved is Fyne's hook.
func (t *Term) MouseMoved(*desktop.MouseEvent) {}

// MouseOut is Fyne's hook.
func (t *Term) MouseOut() { HideTip(t) }

// Cursor is Fyne's hook.
func (t *Term) Cursor() desktop.Cursor { return desktop.PointerCursor }

// CreateRenderer is Fyne's hook.
func (t *Term) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(t.words) }
