package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// Check is a choice of yes or no beside its words.
type Check struct {
	widget.Check
	label
}

// NewCheck makes a choice; changed is told what a person chooses.
func NewCheck(text string, checked bool, changed func(bool)) *Check {
	c := &Check{}
	c.Text, c.Checked, c.OnChanged = text, checked, changed
	c.ExtendBaseWidget(c)
	return c
}

// FocusGained is Fyne's hook.
func (c *Check) FocusGained() {
	Reveal(c)
	Announce(c)
	c.Check.FocusGained()
}

// TypedKey is Fyne's hook: Enter changes it as Space does.
func (c *Check) TypedKey(key *fyne.KeyEvent) {
	switch {
	case Gone(c, key):
	case key.Name == fyne.KeyReturn || key.Name == fyne.KeyEnter:
		c.SetChecked(!c.Checked)
	case unusedKey(key.Name):
		PassKey(c, key)
	default:
		c.Check.TypedKey(key)
	}
}
