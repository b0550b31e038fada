package kit

import (
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"cxworkbench/resources/look"
	"cxworkbench/views/theme"
)

// Root is the content of a window that has tooltips and toasts: they float above
// the screen and never take an event that is not meant for them. (Fyne's overlays
// would take them all.)
type Root struct {
	widget.BaseWidget
	// OnFocus is told what the keyboard has come to, and where that is in the window;
	// nil where nobody asks.
	OnFocus func(name string, at fyne.Position)

	content fyne.CanvasObject
	tip     *tip
	toast   *toast
}

// NewRoot wraps what a window shows.
func NewRoot(content fyne.CanvasObject) *Root {
	r := &Root{content: content, tip: newTip(), toast: newToast()}
	r.ExtendBaseWidget(r)
	return r
}

// rootOf finds the root of the window that an object is shown in, or nil.
func rootOf(o fyne.CanvasObject) *Root {
	c := canvasOf(o)
	if c == nil {
		return nil
	}
	root, _ := c.Content().(*Root)
	return root
}

// CreateRenderer is Fyne's hook.
func (r *Root) CreateRenderer() fyne.WidgetRenderer {
	d := &drawing{objects: []fyne.CanvasObject{r.content, r.toast, r.tip}}
	var laidOut fyne.Size
	d.layout = func(size fyne.Size) {
		r.content.Resize(size)
		r.toast.place(size)
		if size != laidOut { // Fyne also lays out anew when a tooltip has grown
			laidOut = size
			r.tip.leave()
		}
	}
	d.minSize = r.content.MinSize
	d.refresh = func(look.Palette) {}
	return d
}

const (
	tipWidth = 340 // at most, logical pixels
	tipDrop  = 18  // from the pointer, so that it does not hide what it points at
)

// tip is the one tooltip of a window, or of a dialog over it.
type tip struct {
	widget.BaseWidget
	owner fyne.CanvasObject
	of    fyne.Position // where the owner was when the tooltip came
	watch *fyne.Animation
	box   *canvas.Rectangle
	lines []*canvas.Text
	text  string
}

func newTip() *tip {
	t := &tip{box: canvas.NewRectangle(nil)}
	t.watch = &fyne.Animation{Duration: time.Second, RepeatCount: fyne.AnimationRepeatForever, Tick: func(float32) { t.follow() }}
	t.ExtendBaseWidget(t)
	t.Hide()
	return t
}

// ShowTip shows a tooltip near a point of the window (an event's
// AbsolutePosition). owner is the widget that it speaks for. Line breaks are kept;
// the first of several lines is set bold.
func ShowTip(owner fyne.CanvasObject, text string, at fyne.Position) {
	floats := tipsOver(owner)
	if len(floats) == 0 || text == "" {
		return
	}
	top := floats[len(floats)-1] // what lies below a dialog is not seen
	top.tip.show(owner, text, at.Subtract(origin(top.on)), top.on.Size())
}

// floating is a tooltip and what it floats on.
type floating struct {
	tip *tip
	on  fyne.CanvasObject
}

// tipsOver gives the tooltips of the window of an object: its own and those of the
// dialogs over it, the topmost last.
func tipsOver(o fyne.CanvasObject) (floats []floating) {
	root := rootOf(o)
	if root == nil {
		return nil
	}
	floats = []floating{{root.tip, root}}
	for _, over := range canvasOf(o).Overlays().List() {
		if d, ok := over.(*Dialog); ok {
			floats = append(floats, floating{d.tip, d})
		}
	}
	return floats
}

// HideTip hides the tooltip of an owner, and leaves another's.
func HideTip(owner fyne.CanvasObject) {
	for _, f := range tipsOver(owner) {
		if f.tip.owner == owner {
			f.tip.leave()
		}
	}
}

// TipText is the tooltip that the window of an object shows, or nothing.
func TipText(o fyne.CanvasObject) string {
	text := ""
	for _, f := range tipsOver(o) { // a dialog hides those below it
		if text = ""; f.tip.Visible() {
			text = f.tip.text
		}
	}
	return text
}

func origin(o fyne.CanvasObject) fyne.Position {
	return fyne.CurrentApp().Driver().AbsolutePositionForObject(o)
}

func (t *tip) show(owner fyne.CanvasObject, text string, at fyne.Position, window fyne.Size) {
	t.owner, t.of = owner, origin(owner)
	if t.text != text || !t.Visible() {
		t.text = text
		t.Refresh()
	}
	size := t.MinSize()
	pos := at.AddXY(look.Space3, tipDrop)
	if pos.X+size.Width > window.Width {
		pos.X = window.Width - size.Width
	}
	if pos.Y+size.Height > window.Height {
		pos.Y = at.Y - size.Height - look.Space2
	}
	t.Resize(size)
	t.Move(fyne.NewPos(ceil(fyne.Max(pos.X, 0)), ceil(fyne.Max(pos.Y, 0))))
	if !t.Visible() {
		t.Show()
		t.watch.Start()
	}
}

// follow takes the tooltip away once its owner has moved or gone, as when a list is
// scrolled or another tab comes into view: Fyne tells a widget of neither.
func (t *tip) follow() {
	if t.owner != nil && origin(t.owner) != t.of {
		t.leave()
	}
}

func (t *tip) leave() {
	t.owner = nil
	t.watch.Stop()
	t.Hide()
}

func (t *tip) broken() (lines []string, width float32) {
	for i, paragraph := range strings.Split(t.text, "\n") {
		ruler := RulerFor(look.TextCaption, t.bold(i))
		for _, line := range ruler.Wrap(paragraph, tipWidth) {
			lines = append(lines, line)
			width = fyne.Max(width, ruler.Width(line))
		}
	}
	return lines, width
}

func (t *tip) bold(line int) bool { return line == 0 && strings.Contains(t.text, "\n") }

// CreateRenderer is Fyne's hook.
func (t *tip) CreateRenderer() fyne.WidgetRenderer {
	height := func() float32 { return RulerFor(look.TextCaption, false).LineHeight() }
	d := &drawing{}
	d.refresh = func(p look.Palette) {
		// The tooltip wears the text's colour as its ground: it floats, and nothing
		// on the screen looks like it.
		t.box.FillColor = theme.Mix(p.Text, p.Background, 0.08)
		t.box.CornerRadius = look.Radius
		lines, _ := t.broken()
		d.objects = append(d.objects[:0], t.box)
		for len(t.lines) < len(lines) {
			t.lines = append(t.lines, canvas.NewText("", nil))
		}
		for i, words := range lines {
			line := t.lines[i]
			line.Text, line.TextSize, line.Color = words, look.TextCaption, p.Background
			line.TextStyle.Bold = t.bold(i)
			line.Move(fyne.NewPos(look.Space2, 6+float32(i)*height()))
			d.objects = append(d.objects, line)
		}
	}
	d.layout = func(size fyne.Size) { t.box.Resize(size) }
	d.minSize = func() fyne.Size {
		lines, width := t.broken()
		return fyne.NewSize(ceil(width)+2*look.Space2, float32(len(lines))*height()+12)
	}
	d.Refresh()
	return d
}
