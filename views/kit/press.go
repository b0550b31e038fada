package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// pressable is what everything shares that can be pressed: hover, focus, tap and
// the keys. A widget embeds it, extends it with itself, and draws its state.
type pressable struct {
	widget.BaseWidget
	whole    fyne.Widget // the widget that embeds this one, as Fyne knows it
	onTapped func()
	onKey    func(fyne.KeyName) bool
	tip      string // shown on hover and on keyboard focus

	hovered  bool
	focused  bool
	byKey    bool // focus came by keyboard, so the ring is shown
	disabled bool
}

var (
	_ fyne.Tappable      = (*pressable)(nil)
	_ fyne.Focusable     = (*pressable)(nil)
	_ fyne.Disableable   = (*pressable)(nil)
	_ desktop.Hoverable  = (*pressable)(nil)
	_ desktop.Cursorable = (*pressable)(nil)
)

// SetTip sets the words shown when the pointer rests on the widget.
func (p *pressable) SetTip(tip string) { p.tip = tip }

// WithKeys is a tip with the keys that do the same; empty keys are none.
func WithKeys(tip, keys string) string {
	if keys == "" {
		return tip
	}
	return tip + "  " + keys
}

// OnTapped sets what happens on a tap, Enter or Space.
func (p *pressable) OnTapped(do func()) { p.onTapped = do }

// Tapped is Fyne's hook.
func (p *pressable) Tapped(*fyne.PointEvent) {
	if p.disabled {
		return
	}
	if !p.focused {
		if c := canvasOf(p.whole); c != nil {
			c.Focus(p.whole.(fyne.Focusable))
		}
	}
	p.unring()
	p.press()
}

// OnKey sets what is told of a key before the widget is; it reports whether it
// took the key.
func (p *pressable) OnKey(take func(fyne.KeyName) bool) { p.onKey = take }

func (p *pressable) press() {
	if !p.disabled && p.onTapped != nil {
		p.onTapped()
	}
}

// extend must be called by the embedding widget's constructor.
func (p *pressable) extend(whole fyne.Widget) {
	p.whole = whole
	p.ExtendBaseWidget(whole)
}

// ringed reports whether the focus ring shows: on keyboard focus, not on a click.
func (p *pressable) ringed() bool { return p.focused && p.byKey && !p.disabled }

// FocusGained is Fyne's hook.
func (p *pressable) FocusGained() {
	p.focused, p.byKey = true, true
	Reveal(p.whole)
	Announce(p.whole.(Named))
	if p.tip != "" {
		at := fyne.CurrentApp().Driver().AbsolutePositionForObject(p.whole)
		ShowTip(p.whole, p.tip, at.AddXY(0, p.Size().Height-tipDrop/2))
	}
	p.Refresh()
}

// FocusLost is Fyne's hook.
func (p *pressable) FocusLost() {
	p.focused, p.byKey = false, false
	HideTip(p.whole)
	p.Refresh()
}

// unring takes the ring away, as after a click.
func (p *pressable) unring() {
	p.byKey = false
	HideTip(p.whole)
	p.Refresh()
}

// TypedRune is Fyne's hook.
func (p *pressable) TypedRune(rune) {}

// TypedKey is Fyne's hook.
func (p *pressable) TypedKey(key *fyne.KeyEvent) {
	if Gone(p.whole, key) {
		return
	}
	p.byKey = true
	if p.onKey != nil && p.onKey(key.Name) {
		HideTip(p.whole)
		return
	}
	switch key.Name {
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		HideTip(p.whole)
		p.press()
	default:
		HideTip(p.whole)
		PassKey(p.whole, key)
	}
}

// MouseIn is Fyne's hook.
func (p *pressable) MouseIn(e *desktop.MouseEvent) {
	p.hovered = true
	if p.tip != "" {
		ShowTip(p.whole, p.tip, e.AbsolutePosition)
	}
	p.Refresh()
}

// MouseMoved is Fyne's hook.
func (p *pressable) MouseMoved(*desktop.MouseEvent) {}

// MouseOut is Fyne's hook.
func (p *pressable) MouseOut() {
	p.hovered = false
	HideTip(p.whole)
	p.Refresh()
}

// Cursor is Fyne's hook.
func (p *pressable) Cursor() desktop.Cursor {
	if p.disabled {
		return desktop.DefaultCursor
	}
	return desktop.PointerCursor
}

// Enable lets the widget be pressed again.
func (p *pressable) Enable() { p.setDisabled(false) }

// Disable keeps the widget from being pressed.
func (p *pressable) Disable() { p.setDisabled(true) }

// Disabled reports whether the widget cannot be pressed.
func (p *pressable) Disabled() bool { return p.disabled }

func (p *pressable) setDisabled(disabled bool) {
	if p.disabled != disabled {
		p.disabled = disabled
		p.Refresh()
	}
}

func canvasOf(o fyne.CanvasObject) fyne.Canvas {
	if app := fyne.CurrentApp(); app != nil {
		return app.Driver().CanvasForObject(o)
	}
	return nil
}
