package kit

import (
	"slices"

	"fyne.io/fyne/v2"
)

// Renew changes what is in an object, by which what the keyboard is on may be made
// anew: the keyboard comes to what has the same name there, or to nothing, from where
// Tab leads to the first of what is in view.
func Renew(in fyne.CanvasObject, change func()) {
	c := canvasOf(in)
	if c == nil {
		change()
		return
	}
	focused, _ := c.Focused().(Named)
	before := stops(in)
	at := slices.Index(before, focused)
	clicked := at >= 0 && isClicked(focused)
	change()
	if at < 0 {
		return
	}
	after := stops(in)
	if slices.Contains(after, focused) {
		return
	}
	next := heir(focused, before[:at], after)
	if next == nil {
		c.Unfocus()
		return
	}
	c.Focus(next.(fyne.Focusable))
	if pressed, ok := next.(interface{ unring() }); ok && clicked {
		pressed.unring()
	}
}

// regain takes the keyboard to what has the name of what it was on, where that was
// made anew under a dialog.
func regain(c fyne.Canvas) {
	focused, ok := c.Focused().(Named)
	if !ok {
		return
	}
	whole := c.Overlays().Top()
	if whole == nil {
		whole = c.Content()
	}
	all := stops(whole)
	if slices.Contains(all, focused) {
		return
	}
	if next := heir(focused, nil, all); next != nil {
		c.Focus(next.(fyne.Focusable))
	}
}

// heir is what has the name of a stop, the same time counted from the beginning; of
// what says another name once it was used, the same time of its kind. Nil is nothing.
func heir(of Named, before, after []Named) Named {
	like := func(other Named) bool { return other.FocusName() == of.FocusName() }
	switch o := of.(type) {
	case *Select:
		if o.words == "" {
			like = func(other Named) bool { s, ok := other.(*Select); return ok && s.words == "" }
		}
	case *Tab:
		like = func(other Named) bool { _, ok := other.(*Tab); return ok }
	}
	skip := 0
	for _, stop := range before {
		if like(stop) {
			skip++
		}
	}
	var last Named
	for _, stop := range after {
		if like(stop) {
			last = stop
			if skip--; skip < 0 {
				break
			}
		}
	}
	return last
}

// stops lists what Tab comes to in an object, in that order.
func stops(in fyne.CanvasObject) (all []Named) {
	if in == nil || !in.Visible() {
		return nil
	}
	if named, ok := in.(Named); ok {
		_, takes := in.(fyne.Focusable)
		if off, ok := in.(fyne.Disableable); takes && (!ok || !off.Disabled()) {
			all = append(all, named)
		}
	}
	for _, part := range inside(in) {
		all = append(all, stops(part)...)
	}
	return all
}

// isClicked reports whether the pointer brought the keyboard to what can be pressed.
func isClicked(o Named) bool {
	pressed, ok := o.(interface{ ringed() bool })
	return ok && !pressed.ringed()
}
