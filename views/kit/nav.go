package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	base "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"cxworkbench/resources/look"
	"cxworkbench/views/theme"
)

// NavItem is one place in the navigation: an icon and a word.
type NavItem struct {
	pressable
	icon     fyne.Resource
	text     string
	keys     string // that lead here; empty for none
	selected bool
	compact  bool
}

// NewNavItem makes a place in the navigation; do goes there.
func NewNavItem(icon fyne.Resource, text string, do func()) *NavItem {
	n := &NavItem{icon: icon, text: text}
	n.onTapped = do
	n.extend(n)
	return n
}

// Text gives the word.
func (n *NavItem) Text() string { return n.text }

// Selected reports whether this is where one is.
func (n *NavItem) Selected() bool { return n.selected }

// SetSelected says whether this is where one is.
func (n *NavItem) SetSelected(selected bool) {
	n.selected = selected
	n.Refresh()
}

// SetKeys says which keys lead here, for the tooltip.
func (n *NavItem) SetKeys(keys string) { n.keys = keys }

// SetCompact shows the icon only, with the word as a tooltip.
func (n *NavItem) SetCompact(compact bool) {
	n.compact = compact
	n.tip = ""
	if compact {
		n.tip = WithKeys(n.text, n.keys)
	}
	n.Refresh()
}

// CreateRenderer is Fyne's hook.
func (n *NavItem) CreateRenderer() fyne.WidgetRenderer {
	const height, barWidth = 36, 3
	box, bar, ring := canvas.NewRectangle(nil), canvas.NewRectangle(nil), NewRing()
	box.CornerRadius, bar.CornerRadius = look.Radius, barWidth/2.0
	icon := widget.NewIcon(nil)
	label := newText(n.text, look.TextBody, false, false, ToneText)
	d := &drawing{objects: []fyne.CanvasObject{box, bar, icon, label, ring}}
	d.minSize = func() fyne.Size {
		if n.compact {
			return fyne.NewSize(iconSize+2*look.Space3, height)
		}
		// Room for the word when it is chosen, so that nothing moves then.
		word := ceil(fyne.MeasureText(n.text, look.TextBody, fyne.TextStyle{Bold: true}).Width)
		return fyne.NewSize(look.Space3+iconSize+look.Space2+word+look.Space2, height)
	}
	d.layout = func(size fyne.Size) {
		box.Resize(size)
		ring.Resize(size)
		bar.Move(fyne.NewPos(0, look.Space2))
		bar.Resize(fyne.NewSize(barWidth, size.Height-2*look.Space2))
		icon.Move(fyne.NewPos(look.Space3, ceil((size.Height-iconSize)/2)))
		icon.Resize(fyne.NewSquareSize(iconSize))
		x, lines := float32(look.Space3+iconSize+look.Space2), label.MinSize().Height
		label.Move(fyne.NewPos(x, ceil((size.Height-lines)/2)))
		label.Resize(fyne.NewSize(fyne.Max(size.Width-x-look.Space2, 0), lines))
	}
	d.refresh = func(p look.Palette) {
		box.FillColor, bar.FillColor = nil, p.Accent
		bar.Hidden, label.Hidden = !n.selected, n.compact
		colour := base.ColorNamePlaceHolder
		label.tone, label.bold = ToneText, n.selected
		switch {
		case n.selected:
			box.FillColor, colour = theme.Selected(p), base.ColorNamePrimary
		case n.hovered:
			box.FillColor = theme.Hover(p)
		}
		if n.icon != nil {
			icon.Resource = base.NewColoredResource(n.icon, colour)
		}
		DrawRing(ring, p, n.ringed())
	}
	d.Refresh()
	return d
}
