package kit

import "fyne.io/fyne/v2"

// Named is what the keyboard can come to and what says what it is.
type Named interface {
	fyne.CanvasObject
	FocusName() string
}

// Announce tells the window that the keyboard has come to a widget; see Root.OnFocus.
// Widgets that take keys call it.
func Announce(to Named) {
	if root := rootOf(to); root != nil && root.OnFocus != nil {
		root.OnFocus(to.FocusName(), origin(to))
	}
}

// Gone reports whether a widget is out of sight, as after another screen has come into
// view: Fyne leaves the keyboard with it. Such a key is the window's, and so are those
// that follow. Widgets that take keys ask before they do.
func Gone(o fyne.CanvasObject, key *fyne.KeyEvent) bool {
	c := canvasOf(o)
	if c == nil {
		return false
	}
	if edge, _ := c.InteractiveArea(); origin(o).Add(edge) != (fyne.Position{}) { // Fyne gives what is out of sight no place
		return false
	}
	whole := c.Overlays().Top()
	if whole == nil {
		whole = c.Content()
	}
	if _, found := scrollsAround(whole, o); found {
		return false
	}
	c.Unfocus()
	PassKey(o, key)
	return true
}

// label is the name of a control, which stands before or above it.
type label struct{ words string }

// SetLabel names a control by the words that stand with it.
func (l *label) SetLabel(words string) { l.words = words }

// name gives a control, or those in a container, the words that stand with it.
func name(control fyne.CanvasObject, words string) {
	switch c := control.(type) {
	case interface{ SetLabel(string) }:
		c.SetLabel(words)
	case *fyne.Container: // that gives the control its size
		for _, inside := range c.Objects {
			name(inside, words)
		}
	}
}

// or gives the words, or others where there are none.
func (l *label) or(others string) string {
	if l.words != "" {
		return l.words
	}
	return others
}

// FocusName is the text, or what the tooltip says.
func (p *pressable) FocusName() string {
	if worded, ok := p.whole.(interface{ Text() string }); ok && worded.Text() != "" {
		return worded.Text()
	}
	return p.tip
}

// FocusName is what the figure is.
func (k *KeyFigure) FocusName() string { return k.figures.Label }

// FocusName is the name of the choice, or what is chosen.
func (s *Select) FocusName() string { return s.or(s.Selected) }

// FocusName is the name of the field, or what it shows while it is empty.
func (e *Entry) FocusName() string { return e.or(e.PlaceHolder) }

// FocusName is the words beside it.
func (c *Check) FocusName() string { return c.or(c.Text) }

// FocusName is the name before it.
func (s *Slider) FocusName() string { return s.words }

// FocusName is what explains itself, by its first words.
func (e *Explained) FocusName() string {
	if words := firstWords(e.content); words != "" {
		return words
	}
	return e.tip
}

func firstWords(o fyne.CanvasObject) string {
	var inside []fyne.CanvasObject
	switch w := o.(type) {
	case interface{ Text() string }:
		return w.Text()
	case *fyne.Container:
		inside = w.Objects
	case Holder:
		inside = w.Held()
	}
	for _, part := range inside {
		if words := firstWords(part); words != "" {
			return words
		}
	}
	return ""
}
