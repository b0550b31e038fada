package kit

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"cxworkbench/resources/look"
)

// Holder is a widget that holds others, which Fyne does not say of one.
type Holder interface {
	Held() []fyne.CanvasObject
}

// Reveal scrolls whatever an object is in until it is seen, as when the keyboard
// has come to it.
func Reveal(o fyne.CanvasObject) { RevealPart(o, fyne.Position{}, o.Size()) }

// RevealPart is Reveal of a part of an object; at is in the object's own place.
func RevealPart(o fyne.CanvasObject, at fyne.Position, size fyne.Size) {
	c := canvasOf(o)
	if c == nil {
		return
	}
	whole := c.Overlays().Top()
	if whole == nil {
		whole = c.Content()
	}
	around, _ := scrollsAround(whole, o)
	for _, scroll := range around {
		from := origin(o).Add(at).Subtract(origin(scroll))
		offset, room := scroll.Offset, scroll.Size()
		if scroll.Direction != container.ScrollVerticalOnly {
			offset.X = scrolled(offset.X, from.X, size.Width, room.Width, scroll.Content.MinSize().Width)
		}
		if scroll.Direction != container.ScrollHorizontalOnly {
			offset.Y = scrolled(offset.Y, from.Y, size.Height, room.Height, scroll.Content.MinSize().Height)
		}
		if offset != scroll.Offset {
			scroll.ScrollToOffset(offset)
		}
	}
}

// scrolled is the offset at which a part is seen in the room, with some space for
// its ring; of one that is too long, its beginning.
func scrolled(offset, at, length, room, whole float32) float32 {
	const space = look.Space2
	switch {
	case at < 0 || at+length > room && length+2*space > room:
		offset += at - space
	case at+length > room:
		offset += at + length + space - room
	}
	return fyne.Max(0, fyne.Min(offset, whole-room))
}

// scrollsAround lists what an object is scrolled in, the innermost first; false
// where it is not to be found.
func scrollsAround(within, o fyne.CanvasObject) ([]*container.Scroll, bool) {
	way := wayTo(within, o)
	var around []*container.Scroll
	for _, outer := range slices.Backward(way) {
		if scroll, ok := outer.(*container.Scroll); ok && outer != o {
			around = append(around, scroll)
		}
	}
	return around, len(way) > 0
}

// wayTo lists what an object is in, from the outermost to the object itself; none
// where it is not to be found.
func wayTo(within, o fyne.CanvasObject) []fyne.CanvasObject {
	if within == o {
		return []fyne.CanvasObject{o}
	}
	for _, object := range inside(within) {
		if object == nil || !object.Visible() {
			continue
		}
		if way := wayTo(object, o); way != nil {
			return append([]fyne.CanvasObject{within}, way...)
		}
	}
	return nil
}

// inside lists what an object holds.
func inside(o fyne.CanvasObject) []fyne.CanvasObject {
	switch w := o.(type) {
	case *fyne.Container:
		return w.Objects
	case *container.Scroll:
		return []fyne.CanvasObject{w.Content}
	case Holder:
		return w.Held()
	}
	return nil
}

// Held is what is on the card.
func (c *Card) Held() []fyne.CanvasObject { return []fyne.CanvasObject{c.content} }

// Held is what the window shows.
func (r *Root) Held() []fyne.CanvasObject { return []fyne.CanvasObject{r.content} }

// Held is what scrolls and what does not.
func (s *Sheet) Held() []fyne.CanvasObject {
	if s.low {
		return []fyne.CanvasObject{s.scroll}
	}
	return []fyne.CanvasObject{s.head, s.scroll}
}

// Held is what the dialog asks with, and its buttons.
func (d *Dialog) Held() []fyne.CanvasObject {
	held := []fyne.CanvasObject{}
	if d.scroll != nil {
		held = append(held, d.scroll)
	}
	if d.foot != nil {
		held = append(held, d.foot)
	}
	return held
}
