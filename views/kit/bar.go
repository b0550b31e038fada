package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"cxworkbench/resources/look"
)

// Bar is a line across the window: words that give way where there is little room,
// and at its end what has to stay.
func Bar(words *Text, end fyne.CanvasObject) *fyne.Container {
	return container.New(bar{}, words, end)
}

type bar struct{}

const leastWords = 64

// MinSize is Fyne's hook.
func (bar) MinSize(objects []fyne.CanvasObject) fyne.Size {
	words, end := objects[0].MinSize(), objects[1].MinSize()
	return fyne.NewSize(fyne.Min(words.Width, leastWords)+look.Space4+end.Width, fyne.Max(words.Height, end.Height))
}

// Layout is Fyne's hook.
func (bar) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	words, end := objects[0], objects[1]
	room, height := end.MinSize().Width, words.MinSize().Height
	words.Move(fyne.NewPos(0, ceil((size.Height-height)/2)))
	words.Resize(fyne.NewSize(fyne.Max(size.Width-room-look.Space4, 0), height))
	end.Move(fyne.NewPos(size.Width-room, 0))
	end.Resize(fyne.NewSize(room, size.Height))
}
