package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"cxworkbench/resources/look"
)

// Bar is a line across the window: words that give way where there is little room,
// and at its end what has to stay, which is scrolled to where even that is too much.
func Bar(words, end fyne.CanvasObject) *fyne.Container {
	whole := Inset(look.Space1, end) // room for the rings of what has the keyboard
	return container.New(bar{whole}, words, container.NewHScroll(whole))
}

type bar struct{ end fyne.CanvasObject }

const (
	leastWords = 64
	leastEnd   = 240
)

// MinSize is Fyne's hook.
func (b bar) MinSize(objects []fyne.CanvasObject) fyne.Size {
	words, end := objects[0].MinSize(), b.end.MinSize()
	return fyne.NewSize(fyne.Min(words.Width, leastWords)+look.Space4+fyne.Min(end.Width, leastEnd), fyne.Max(words.Height, end.Height))
}

// Layout is Fyne's hook.
func (b bar) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	words, end := objects[0], objects[1]
	least := fyne.Min(words.MinSize().Width, leastWords) + look.Space4
	room, height := fyne.Min(b.end.MinSize().Width, size.Width-least), words.MinSize().Height
	words.Move(fyne.NewPos(0, ceil((size.Height-height)/2)))
	words.Resize(fyne.NewSize(fyne.Max(size.Width-room-look.Space4, 0), height))
	end.Move(fyne.NewPos(size.Width-room, 0))
	end.Resize(fyne.NewSize(room, size.Height))
}
