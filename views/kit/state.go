package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	base "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"cxworkbench/resources/look"
)

const (
	stateWidth = 420
	stateIcon  = 48
)

// EmptyState says what belongs here and offers the one button that gets it. With
// an empty action there is no button.
func EmptyState(icon fyne.Resource, title, text, action string, do func()) fyne.CanvasObject {
	var button fyne.CanvasObject
	if action != "" {
		button = NewPrimaryButton(action, do)
	}
	return state(icon, base.ColorNamePlaceHolder, title, text, button)
}

// ErrorState says in one sentence what went wrong and offers to try again. With a
// nil retry there is no button.
func ErrorState(sentence string, retry func()) fyne.CanvasObject {
	var button fyne.CanvasObject
	if retry != nil {
		button = NewButton(word("kit.retry"), retry)
	}
	return state(base.WarningIcon(), base.ColorNameError, "", sentence, button)
}

// Loading says that something is on its way.
func Loading() fyne.CanvasObject { return Working(word("kit.loading")) }

// Working says what is being done before there is anything to show.
func Working(what string) fyne.CanvasObject {
	return state(nil, "", "", what, nil)
}

func state(icon fyne.Resource, colour fyne.ThemeColorName, title, text string, button fyne.CanvasObject) fyne.CanvasObject {
	var objects []fyne.CanvasObject
	if icon != nil {
		picture := widget.NewIcon(base.NewColoredResource(icon, colour))
		objects = append(objects, container.NewCenter(container.NewGridWrap(fyne.NewSquareSize(stateIcon), picture)))
	}
	if title != "" {
		objects = append(objects, Section(title).SetAlign(fyne.TextAlignCenter))
	}
	if text != "" {
		objects = append(objects, Body(text).SetAlign(fyne.TextAlignCenter).SetTone(ToneSecondary))
	}
	if button != nil {
		objects = append(objects, InsetSides(look.Space2, 0, 0, 0, container.NewCenter(button)))
	}
	return container.New(middle{width: stateWidth}, Column(look.Space2, objects...))
}

// middle centres one object, at most so wide and as high as it then needs.
type middle struct{ width float32 }

func (m middle) MinSize(objects []fyne.CanvasObject) fyne.Size { return objects[0].MinSize() }

func (m middle) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	object := objects[0]
	width := fyne.Min(m.width, size.Width)
	object.Resize(fyne.NewSize(width, object.MinSize().Height)) // the width decides the lines
	height := object.MinSize().Height
	object.Resize(fyne.NewSize(width, height))
	object.Move(fyne.NewPos(ceil((size.Width-width)/2), ceil(fyne.Max(size.Height-height, 0)/2)))
}
