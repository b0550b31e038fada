package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"cxworkbench/resources/look"
	"cxworkbench/views/theme"
)

// Tab names one of several screens in a strip; the one in view is underlined.
type Tab struct {
	pressable
	text     string
	selected bool
	passed   bool // by the keyboard, unless its screen is in view
}

// NewTab makes the name of a screen; do brings it into view.
func NewTab(text string, do func()) *Tab {
	t := &Tab{text: text}
	t.onTapped = do
	t.extend(t)
	return t
}

// Text gives the words.
func (t *Tab) Text() string { return t.text }

// Selected reports whether its screen is in view.
func (t *Tab) Selected() bool { return t.selected }

// Turns makes the name one of a strip: Tab comes only to that of the screen in view,
// from which left and right turn to the screens before and after it.
func (t *Tab) Turns(turn func(step int)) {
	t.passed = true
	t.OnKey(func(key fyne.KeyName) bool {
		step := map[fyne.KeyName]int{fyne.KeyLeft: -1, fyne.KeyRight: 1}[key]
		if step != 0 {
			turn(step)
		}
		return step != 0
	})
}

// Disabled reports whether the keyboard passes a name over, besides whether it
// cannot be pressed.
func (t *Tab) Disabled() bool { return t.pressable.Disabled() || t.passed && !t.selected }

// SetSelected says whether its screen is in view.
func (t *Tab) SetSelected(selected bool) {
	t.selected = selected
	t.Refresh()
}

// CreateRenderer is Fyne's hook.
func (t *Tab) CreateRenderer() fyne.WidgetRenderer {
	const line = 3
	box, bar, ring := canvas.NewRectangle(nil), canvas.NewRectangle(nil), NewRing()
	box.CornerRadius, bar.CornerRadius = look.Radius, line/2.0
	label := newText(t.text, look.TextBody, false, false, ToneText)
	d := &drawing{objects: []fyne.CanvasObject{box, bar, label, ring}}
	d.minSize = func() fyne.Size {
		// As wide as in bold, so that a choice moves nothing.
		return fyne.NewSize(ceil(RulerFor(look.TextBody, true).Width(t.text))+2*look.Space3, controlHeight+line)
	}
	d.layout = func(size fyne.Size) {
		box.Resize(fyne.NewSize(size.Width, size.Height-line))
		ring.Resize(box.Size())
		bar.Move(fyne.NewPos(look.Space3, size.Height-line))
		bar.Resize(fyne.NewSize(size.Width-2*look.Space3, line))
		lines := label.MinSize().Height
		label.Move(fyne.NewPos(look.Space3, ceil((size.Height-line-lines)/2)))
		label.Resize(fyne.NewSize(size.Width-2*look.Space3, lines))
	}
	d.refresh = func(p look.Palette) {
		box.FillColor, bar.FillColor, bar.Hidden = nil, p.Accent, !t.selected
		label.tone, label.bold = ToneSecondary, t.selected
		if t.selected {
			label.tone = ToneText
		}
		if t.hovered {
			box.FillColor = theme.Hover(p)
		}
		DrawRing(ring, p, t.ringed())
	}
	d.Refresh()
	return d
}
