package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"cxworkbench/resources/look"
	"cxworkbench/views/theme"
)

const dialogWidth = 440

// Dialog is a question over a window. Esc closes it, Enter takes its answer, the
// keyboard stays inside.
type Dialog struct {
	widget.BaseWidget
	window    fyne.Window
	body      fyne.CanvasObject
	foot      fyne.CanvasObject // the buttons, which stay in view; nil where there are none
	scroll    *container.Scroll // of the body, for a low window
	ground    *shade
	about     fyne.CanvasObject // what the dialog points at; nil is nothing
	box       *canvas.Rectangle
	width     float32
	accept    func() // the button that Enter presses
	cancelled func()
	explain   func()               // what F1 does; nil is nothing
	previous  func(*fyne.KeyEvent) // the window's own key handler
	open      bool
	tip       *tip
}

// Question is what a dialog asks.
type Question struct {
	Title string
	Text  string            // one or two sentences; may be empty
	Body  fyne.CanvasObject // what is to be filled in; may be nil
	// Action is the verb of the button that answers yes; with an empty one the
	// dialog only informs.
	Action string
	// Danger marks an action that cannot be undone: Enter then cancels.
	Danger bool
	Do     func() // what the action does, after the dialog has closed
	Stay   bool   // Do is called with the dialog open, and closes it where the answer will do
	Cancel func() // what Esc and Cancel do besides closing; may be nil
	Width  float32
}

// Ask shows a question over a window.
func Ask(window fyne.Window, q Question) *Dialog {
	d := &Dialog{window: window, tip: newTip(), ground: newShade(), box: canvas.NewRectangle(nil), width: q.Width, cancelled: q.Cancel}
	if d.width == 0 {
		d.width = dialogWidth
	}
	act := func() {
		if !q.Stay {
			d.close()
		}
		if q.Do != nil {
			q.Do()
		}
	}
	buttons := []fyne.CanvasObject{Spacer()}
	var first *Button
	switch {
	case q.Action == "":
		first = NewPrimaryButton(word("kit.close"), d.Cancel)
		buttons = append(buttons, first)
	case q.Danger:
		first = NewButton(word("kit.cancel"), d.Cancel)
		buttons = append(buttons, first, newButton(q.Action, nil, danger, act))
	default:
		first = NewPrimaryButton(q.Action, act)
		buttons = append(buttons, NewButton(word("kit.cancel"), d.Cancel), first)
	}
	d.accept = first.press
	parts := []fyne.CanvasObject{Section(q.Title)}
	if q.Text != "" {
		parts = append(parts, Body(q.Text))
	}
	if q.Body != nil {
		parts = append(parts, q.Body)
	}
	d.foot = InsetSides(look.Space5-look.Space1, 0, 0, 0, Row(look.Space2, buttons...))
	d.body = container.New(layoutColumn(), parts...)
	d.ExtendBaseWidget(d)
	d.show(first)
	return d
}

func layoutColumn() fyne.Layout { return Column(look.Space3).Layout }

// Confirm asks before something is done. action is a verb: Delete, Replace.
func Confirm(window fyne.Window, title, text, action string, do func()) *Dialog {
	return Ask(window, Question{Title: title, Text: text, Action: action, Do: do})
}

// ShowError tells a person what went wrong, in the error's own sentence and in their
// language.
func ShowError(window fyne.Window, err error) *Dialog {
	return Ask(window, Question{Title: word("kit.error"), Text: speaker().Error(err)})
}

// AskText asks for a line of text; do gets what was typed, without an empty answer
// ever being given.
func AskText(window fyne.Window, title, label, text, action string, do func(string)) *Dialog {
	entry := NewEntry("")
	entry.SetText(text)
	answer := func() {
		if entry.Text != "" {
			do(entry.Text)
		}
	}
	d := Ask(window, Question{Title: title, Body: LabelledField(label, entry), Action: action, Do: answer})
	entry.OnSubmitted = func(text string) {
		if text != "" {
			d.accept()
		}
	}
	window.Canvas().Focus(entry)
	entry.TypedShortcut(&fyne.ShortcutSelectAll{})
	return d
}

// PassKey hands a key that a focused widget has no use for to its window, which
// Fyne gives keys only while nothing has the focus: Esc closes the topmost dialog,
// other keys run what the window does on them. Widgets that take keys call it.
func PassKey(o fyne.CanvasObject, key *fyne.KeyEvent) {
	c := canvasOf(o)
	if c == nil {
		return
	}
	if d, ok := c.Overlays().Top().(*Dialog); ok {
		d.pass(key.Name)
		return
	}
	if typed := c.OnTypedKey(); typed != nil {
		typed(key)
	}
}

// unusedKey reports whether a field has no use for a key: Esc, F1 and so on.
func unusedKey(name fyne.KeyName) bool {
	return name == fyne.KeyEscape || len(name) > 1 && name[0] == 'F' && name[1] >= '1' && name[1] <= '9'
}

func (d *Dialog) show(focus fyne.Focusable) {
	c := d.window.Canvas()
	d.previous = c.OnTypedKey()
	// With the focus on nothing, as after a click beside the buttons, keys go here.
	c.SetOnTypedKey(func(key *fyne.KeyEvent) {
		if key.Name == fyne.KeyReturn || key.Name == fyne.KeyEnter {
			d.accept()
			return
		}
		d.pass(key.Name)
	})
	d.open = true
	c.Overlays().Add(d)
	d.Resize(c.Size())
	c.Focus(focus)
}

// OnExplain sets what F1 does where nothing in the dialog takes it: to say what the
// keyboard is on, or what the dialog is.
func (d *Dialog) OnExplain(explain func()) { d.explain = explain }

// pass does what a key does that nothing in the dialog has a use for.
func (d *Dialog) pass(key fyne.KeyName) {
	switch {
	case key == fyne.KeyEscape:
		d.Cancel()
	case key == fyne.KeyF1 && d.explain != nil:
		d.explain()
	}
}

func (d *Dialog) close() {
	if !d.open {
		return
	}
	d.open = false
	c := d.window.Canvas()
	d.tip.leave()
	c.SetOnTypedKey(d.previous)
	c.Overlays().Remove(d)
	regain(c)
}

// Cancel closes the dialog as Esc does.
func (d *Dialog) Cancel() {
	wasOpen := d.open
	d.close()
	if wasOpen && d.cancelled != nil {
		d.cancelled()
	}
}

// Accept takes the dialog's answer as Enter does.
func (d *Dialog) Accept() { d.accept() }

// Open reports whether the dialog is still shown.
func (d *Dialog) Open() bool { return d.open }

// CreateRenderer is Fyne's hook.
func (d *Dialog) CreateRenderer() fyne.WidgetRenderer {
	const (
		room    = look.Space5
		outside = look.Space1 // of the body, for the rings of what stands at its edge
	)
	d.scroll = container.NewVScroll(Inset(outside, d.body))
	r := &drawing{objects: []fyne.CanvasObject{d.ground, d.box, d.scroll}}
	footHeight := float32(0)
	if d.foot != nil {
		r.objects = append(r.objects, d.foot)
		footHeight = d.foot.MinSize().Height
	}
	r.objects = append(r.objects, d.tip)
	r.minSize = func() fyne.Size { return d.body.MinSize().AddWidthHeight(2*room, 2*room+footHeight) }
	r.layout = func(size fyne.Size) {
		d.ground.Resize(size)
		least := d.body.MinSize().Width
		if d.foot != nil {
			least = fyne.Max(least, d.foot.MinSize().Width)
		}
		width := fyne.Min(fyne.Max(d.width, least+2*room), size.Width)
		inner := width - 2*room
		d.body.Resize(fyne.NewSize(inner, d.body.MinSize().Height)) // the width decides the lines
		height := fyne.Min(d.body.MinSize().Height+footHeight+2*room, size.Height)
		at := fyne.NewPos(ceil((size.Width-width)/2), ceil((size.Height-height)*0.4))
		if d.about != nil {
			at = d.pointAt(size, fyne.NewSize(width, height))
		}
		d.box.Move(at)
		d.box.Resize(fyne.NewSize(width, height))
		d.scroll.Move(at.AddXY(room-outside, room-outside))
		d.scroll.Resize(fyne.NewSize(inner+2*outside, height-2*room-footHeight+2*outside))
		if d.foot != nil {
			d.foot.Move(at.AddXY(room, height-room-footHeight))
			d.foot.Resize(fyne.NewSize(inner, footHeight))
		}
	}
	r.refresh = func(p look.Palette) {
		paintFloat(d.box, p)
		r.layout(d.Size())
	}
	r.Refresh()
	return r
}

// shade darkens the window behind a dialog, but for what the dialog points at.
type shade struct {
	widget.BaseWidget
	free fyne.Position
	hole fyne.Size // of what stays in the light; zero is nothing
}

func newShade() *shade {
	s := &shade{}
	s.ExtendBaseWidget(s)
	return s
}

// CreateRenderer is Fyne's hook.
func (s *shade) CreateRenderer() fyne.WidgetRenderer {
	var sides [4]*canvas.Rectangle // above, below, left and right of what stays in the light
	d := &drawing{}
	for i := range sides {
		sides[i] = canvas.NewRectangle(nil)
		d.objects = append(d.objects, sides[i])
	}
	ring := canvas.NewRectangle(nil)
	ring.CornerRadius = look.Radius
	d.objects = append(d.objects, ring)
	d.minSize = func() fyne.Size { return fyne.Size{} }
	d.layout = func(size fyne.Size) {
		at, end := s.free, s.free.Add(s.hole)
		put := func(side *canvas.Rectangle, x, y, width, height float32) {
			side.Move(fyne.NewPos(x, y))
			side.Resize(fyne.NewSize(fyne.Max(width, 0), fyne.Max(height, 0)))
		}
		put(sides[0], 0, 0, size.Width, at.Y)
		put(sides[1], 0, end.Y, size.Width, size.Height-end.Y)
		put(sides[2], 0, at.Y, at.X, s.hole.Height)
		put(sides[3], end.X, at.Y, size.Width-end.X, s.hole.Height)
		put(ring, at.X, at.Y, s.hole.Width, s.hole.Height)
	}
	d.refresh = func(p look.Palette) {
		for _, side := range sides {
			side.FillColor = theme.Fade(look.Dark.Background, 0x73)
		}
		ring.StrokeColor, ring.StrokeWidth, ring.Hidden = p.Focus, 2, s.hole.IsZero()
		d.layout(s.Size())
	}
	d.Refresh()
	return d
}
