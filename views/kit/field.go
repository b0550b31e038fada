package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"cxworkbench/resources/look"
	"cxworkbench/views/theme"
)

// Select is a drop-down as wide as its longest choice.
type Select struct {
	widget.Select
	label
	onChosen func(index int)
	focused  bool
}

// NewSelect makes a drop-down of choices; chosen is told the index of a choice
// that a person makes. SetChoice does not tell it.
func NewSelect(choices []string, selected int, chosen func(index int)) *Select {
	s := &Select{onChosen: chosen}
	s.Options = choices
	s.PlaceHolder = " "
	if selected >= 0 && selected < len(choices) {
		s.Selected = choices[selected]
	}
	s.OnChanged = func(string) {
		if s.onChosen != nil {
			s.onChosen(s.SelectedIndex())
		}
	}
	s.ExtendBaseWidget(s)
	return s
}

// SetChoice shows a choice without telling anyone.
func (s *Select) SetChoice(index int) {
	if index >= 0 && index < len(s.Options) {
		s.Selected = s.Options[index]
		s.Refresh()
	}
}

// FocusGained is Fyne's hook.
func (s *Select) FocusGained() {
	s.focused = true
	Reveal(s)
	Announce(s)
	s.Select.FocusGained()
}

// FocusLost is Fyne's hook.
func (s *Select) FocusLost() {
	s.focused = false
	s.Select.FocusLost()
}

// TypedKey is Fyne's hook: Enter, Space, up and down open the choices, left and
// right change them at once.
func (s *Select) TypedKey(key *fyne.KeyEvent) {
	switch {
	case Gone(s, key):
	case key.Name == fyne.KeyReturn || key.Name == fyne.KeyEnter:
		s.Select.TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
	case unusedKey(key.Name):
		PassKey(s, key)
	default:
		s.Select.TypedKey(key)
	}
}

// CreateRenderer is Fyne's hook.
func (s *Select) CreateRenderer() fyne.WidgetRenderer {
	r := &framed{WidgetRenderer: s.Select.CreateRenderer(), ring: NewRing(), focused: func() bool { return s.focused }}
	r.frame = canvas.NewRectangle(nil)
	r.frame.CornerRadius = look.Radius
	r.minSize = func() fyne.Size {
		ruler := RulerFor(look.TextBody, false)
		var width float32
		for _, choice := range s.Options {
			width = fyne.Max(width, ruler.Width(choice))
		}
		return fyne.NewSize(ceil(width)+iconSize+4*look.Space2, controlHeight)
	}
	r.Refresh()
	return r
}

// framed draws one of Fyne's controls with our outline and focus ring.
type framed struct {
	fyne.WidgetRenderer
	frame, ring *canvas.Rectangle
	focused     func() bool
	minSize     func() fyne.Size
	lifts       bool // what is typed stands in the middle, as Fyne has it in a higher field
}

func (r *framed) MinSize() fyne.Size { return r.minSize() }

func (r *framed) Objects() []fyne.CanvasObject {
	return append(append([]fyne.CanvasObject{}, r.WidgetRenderer.Objects()...), r.frame, r.ring)
}

func (r *framed) Layout(size fyne.Size) {
	r.WidgetRenderer.Layout(size)
	r.frame.Resize(size)
	r.ring.Resize(size)
	r.lift()
}

// lift moves what is typed up into the middle; the box around it stays.
func (r *framed) lift() {
	if !r.lifts {
		return
	}
	for _, o := range r.WidgetRenderer.Objects() {
		if _, box := o.(*canvas.Rectangle); !box {
			o.Move(fyne.NewPos(o.Position().X, -1))
		}
	}
}

func (r *framed) Refresh() {
	p := theme.Palette()
	r.frame.StrokeColor, r.frame.StrokeWidth = theme.Outline(p), float32(p.BorderWidth)
	DrawRing(r.ring, p, r.focused())
	r.WidgetRenderer.Refresh()
	r.lift()
	r.frame.Refresh()
	r.ring.Refresh()
}

// Entry is a one-line text field.
type Entry struct {
	widget.Entry
	label
	// OnKey sees each key before the field; true takes it away. Nil takes none.
	OnKey func(key *fyne.KeyEvent) bool

	focused bool
}

// NewEntry makes a text field; placeholder shows while it is empty. OnChanged and
// OnSubmitted are Fyne's.
func NewEntry(placeholder string) *Entry {
	e := &Entry{}
	e.Wrapping = fyne.TextWrapOff
	e.Scroll = fyne.ScrollHorizontalOnly
	e.PlaceHolder = placeholder
	e.ExtendBaseWidget(e)
	return e
}

// MinSize is Fyne's hook: a field is as high as the other controls of its line.
func (e *Entry) MinSize() fyne.Size {
	e.ExtendBaseWidget(e)
	return fyne.NewSize(e.Entry.MinSize().Width, controlHeight)
}

// TypedKey is Fyne's hook.
func (e *Entry) TypedKey(key *fyne.KeyEvent) {
	if Gone(e, key) || e.OnKey != nil && e.OnKey(key) {
		return
	}
	if unusedKey(key.Name) {
		PassKey(e, key)
		return
	}
	e.Entry.TypedKey(key)
}

// FocusGained is Fyne's hook.
func (e *Entry) FocusGained() {
	Reveal(e)
	Announce(e)
	e.focused = true
	e.Entry.FocusGained()
}

// FocusLost is Fyne's hook.
func (e *Entry) FocusLost() {
	e.focused = false
	e.Entry.FocusLost()
}

// CreateRenderer is Fyne's hook.
func (e *Entry) CreateRenderer() fyne.WidgetRenderer {
	inner := e.Entry.CreateRenderer()
	r := &framed{WidgetRenderer: inner, frame: canvas.NewRectangle(nil), ring: NewRing(), focused: func() bool { return e.focused }, minSize: inner.MinSize, lifts: true}
	r.frame.Hide() // the field has one of its own
	r.Refresh()
	return r
}

// Field is a control with its name before it, as "Period [Month v]"; with an empty
// name it is the control alone.
func Field(words string, control fyne.CanvasObject) fyne.CanvasObject {
	if words == "" {
		return control
	}
	name(control, words)
	return Row(look.Space2-bleed(control), newVerticalMiddle(Label(words).SetTone(ToneSecondary)), control)
}

// LabelledField is a control with its name above it, as in a form.
func LabelledField(words string, control fyne.CanvasObject) fyne.CanvasObject {
	name(control, words)
	return Column(look.Space1, Caption(words), control)
}

func newVerticalMiddle(o fyne.CanvasObject) fyne.CanvasObject {
	return Column(0, Spacer(), o, Spacer())
}
