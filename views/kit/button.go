package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	base "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"cxworkbench/resources/look"
	"cxworkbench/views/theme"
)

const (
	controlHeight = 32
	iconSize      = 18
)

// Button is a button: a verb, an icon or both.
type Button struct {
	pressable
	text string
	icon fyne.Resource
	rank rank
	low  bool
}

type rank int

const (
	plain   rank = iota
	primary      // the one thing to do here
	quiet        // no frame, as in a tool bar
	danger       // what cannot be undone
)

func newButton(text string, icon fyne.Resource, rank rank, do func()) *Button {
	b := &Button{text: text, icon: icon, rank: rank}
	b.onTapped = do
	b.extend(b)
	return b
}

// NewButton is an ordinary button.
func NewButton(text string, do func()) *Button { return newButton(text, nil, plain, do) }

// NewPrimaryButton is the one thing to do at this place.
func NewPrimaryButton(text string, do func()) *Button { return newButton(text, nil, primary, do) }

// NewIconButton is a quiet button that shows an icon only; tip says what it does.
func NewIconButton(icon fyne.Resource, tip string, do func()) *Button {
	b := newButton("", icon, quiet, do)
	b.tip = tip
	return b
}

// NewQuietButton is a button without a frame, for a bar; icon may be nil.
func NewQuietButton(text string, icon fyne.Resource, do func()) *Button {
	return newButton(text, icon, quiet, do)
}

// lowHeight is that of a low button.
const lowHeight = 24

// Low makes the button hardly higher than its words, for a line of small text.
func (b *Button) Low() *Button {
	b.low = true
	return b
}

// Text gives the words on the button.
func (b *Button) Text() string { return b.text }

// SetText changes the words.
func (b *Button) SetText(text string) {
	b.text = text
	b.Refresh()
}

// SetIcon changes the icon; nil is none.
func (b *Button) SetIcon(icon fyne.Resource) {
	b.icon = icon
	b.Refresh()
}

func (b *Button) height() float32 {
	if b.low {
		return lowHeight
	}
	return controlHeight
}

func (b *Button) iconColour() fyne.ThemeColorName {
	switch {
	case b.disabled:
		return base.ColorNameDisabled
	case b.rank == primary || b.rank == danger:
		return base.ColorNameForegroundOnPrimary
	case !b.hovered && !b.ringed():
		return base.ColorNamePlaceHolder // quieter than the words and figures beside it
	}
	return base.ColorNameForeground
}

// CreateRenderer is Fyne's hook.
func (b *Button) CreateRenderer() fyne.WidgetRenderer {
	box, over, ring := canvas.NewRectangle(nil), canvas.NewRectangle(nil), NewRing()
	box.CornerRadius, over.CornerRadius, ring.CornerRadius = look.Radius, look.Radius, look.Radius+2
	icon := widget.NewIcon(nil)
	label := canvas.NewText("", nil)
	d := &drawing{objects: []fyne.CanvasObject{box, over, icon, label, ring}}
	textWidth := func() float32 { return ceil(fyne.MeasureText(b.text, look.TextBody, fyne.TextStyle{}).Width) }
	d.minSize = func() fyne.Size {
		switch {
		case b.text == "":
			return fyne.NewSquareSize(controlHeight)
		case b.icon == nil:
			return fyne.NewSize(textWidth()+2*look.Space3, b.height())
		}
		return fyne.NewSize(iconSize+look.Space2+textWidth()+2*look.Space3, controlHeight)
	}
	d.layout = func(size fyne.Size) {
		const outside = 3 // so that the ring is seen beside a button of any colour
		box.Resize(size)
		over.Resize(size)
		ring.Move(fyne.NewSquareOffsetPos(-outside))
		ring.Resize(size.AddWidthHeight(2*outside, 2*outside))
		width, middle := textWidth(), size.Height/2
		x := (size.Width - width) / 2
		if b.icon != nil {
			if width > 0 {
				x = (size.Width - width - iconSize - look.Space2) / 2
			} else {
				x = (size.Width - iconSize) / 2
			}
			icon.Move(fyne.NewPos(ceil(x), ceil(middle-iconSize/2)))
			x += iconSize + look.Space2
		}
		icon.Resize(fyne.NewSquareSize(iconSize))
		height := label.MinSize().Height
		label.Move(fyne.NewPos(ceil(x), ceil(middle-height/2)))
		label.Resize(fyne.NewSize(width, height))
	}
	d.refresh = func(p look.Palette) {
		b.paint(p, box, over, label)
		icon.Hidden = b.icon == nil
		if b.icon != nil {
			icon.Resource = base.NewColoredResource(b.icon, b.iconColour())
		}
		DrawRing(ring, p, b.ringed())
		d.layout(b.Size())
	}
	d.Refresh()
	return d
}

func (b *Button) paint(p look.Palette, box, over *canvas.Rectangle, label *canvas.Text) {
	box.StrokeWidth = float32(p.BorderWidth)
	box.StrokeColor, box.FillColor = theme.Outline(p), p.Surface
	label.Text, label.TextSize, label.Color = b.text, look.TextBody, p.Text
	switch b.rank {
	case primary:
		box.FillColor, box.StrokeWidth, label.Color = p.Accent, 0, p.OnAccent
	case danger:
		box.FillColor, box.StrokeWidth, label.Color = p.Bad, 0, p.OnAccent
	case quiet:
		box.FillColor, box.StrokeWidth = nil, 0
		if b.icon == nil {
			label.Color = p.Accent // nothing else says that words can be pressed
		}
	}
	if b.disabled {
		box.StrokeColor = p.Border
		label.Color = theme.Disabled(p)
		if b.rank == primary || b.rank == danger {
			box.FillColor = p.Border
		}
	}
	over.FillColor = nil
	if b.hovered && !b.disabled {
		over.FillColor = theme.Hover(p)
		if b.rank == primary || b.rank == danger {
			over.FillColor = theme.Fade(p.OnAccent, 0x24)
		}
	}
}
