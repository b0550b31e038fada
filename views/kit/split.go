package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"cxworkbench/resources/look"
)

// Split fills its room with two parts side by side, the first with share of the
// width; where the room is narrower than least they stand one above the other.
func Split(share, least float32, first, second fyne.CanvasObject) *fyne.Container {
	return container.New(&split{share: share, least: least}, first, second)
}

// SplitKeeping is Split of which the second part keeps at least a width.
func SplitKeeping(share, least, keep float32, first, second fyne.CanvasObject) *fyne.Container {
	return container.New(&split{share: share, least: least, keep: keep}, first, second)
}

type split struct {
	share, least, keep float32
	width              float32 // of the last layout
}

func (s *split) stacked() bool { return s.width > 0 && s.width < s.least }

func (s *split) MinSize(objects []fyne.CanvasObject) fyne.Size {
	a, b := objects[0].MinSize(), objects[1].MinSize()
	switch {
	case s.stacked():
		return fyne.NewSize(max(a.Width, b.Width), a.Height+look.Space4+b.Height)
	case s.least > 0:
		return fyne.NewSize(max(a.Width, b.Width), max(a.Height, b.Height))
	}
	return fyne.NewSize(a.Width+look.Space4+b.Width, max(a.Height, b.Height))
}

func (s *split) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	const gap = look.Space4
	first, second := objects[0], objects[1]
	s.width = size.Width
	first.Move(fyne.NewPos(0, 0))
	if s.stacked() {
		// What is left over is shared; each part has at least what it needs.
		spare := max(0, size.Height-gap-first.MinSize().Height-second.MinSize().Height)
		height := first.MinSize().Height + spare*s.share
		first.Resize(fyne.NewSize(size.Width, height))
		second.Move(fyne.NewPos(0, height+gap))
		second.Resize(fyne.NewSize(size.Width, size.Height-gap-height))
		return
	}
	width := ceil(min((size.Width-gap)*s.share, size.Width-gap-s.keep)) // edges on whole pixels
	first.Resize(fyne.NewSize(width, size.Height))
	second.Move(fyne.NewPos(width+gap, 0))
	second.Resize(fyne.NewSize(size.Width-gap-width, size.Height))
}
