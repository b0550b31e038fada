package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// Slider chooses a whole number by dragging, or with the left and right keys.
type Slider struct {
	widget.Slider
	label
	changed func(int)
}

// NewSlider makes a slider from low to high; changed is told every value that a
// person passes over while dragging.
func NewSlider(low, high, value int, changed func(int)) *Slider {
	s := &Slider{changed: changed}
	s.Min, s.Max, s.Step, s.Value = float64(low), float64(high), 1, float64(value)
	s.OnChanged = func(v float64) { s.changed(int(v)) }
	s.ExtendBaseWidget(s)
	return s
}

// Set shows a value without telling anyone, and makes room for it where it is
// beyond the end.
func (s *Slider) Set(value int) {
	if float64(value) == s.Value {
		return
	}
	s.Value = float64(value)
	s.Max = max(s.Max, s.Value)
	s.Refresh()
}

// FocusGained is Fyne's hook.
func (s *Slider) FocusGained() {
	Reveal(s)
	Announce(s)
	s.Slider.FocusGained()
}

// TypedKey is Fyne's hook.
func (s *Slider) TypedKey(key *fyne.KeyEvent) {
	switch {
	case Gone(s, key):
	case key.Name == fyne.KeyLeft || key.Name == fyne.KeyRight:
		s.Slider.TypedKey(key)
	default:
		PassKey(s, key)
	}
}
