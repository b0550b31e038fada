// Package theme dresses the window: colours, type and sizes from
// resources/look, the same source that charts draw with.
package theme

import (
	"image/color"

	"fyne.io/fyne/v2"
	base "fyne.io/fyne/v2/theme"

	"cxworkbench/resources"
	"cxworkbench/resources/look"
)

var (
	regular = fyne.NewStaticResource("NotoSans-Regular.ttf", resources.FontRegular)
	bold    = fyne.NewStaticResource("NotoSans-Bold.ttf", resources.FontBold)
)

// dress is a palette as Fyne sees it. The variant that Fyne hands over (the
// desktop's) is passed over: which palette applies is the app's own setting.
type dress struct {
	palette look.Palette
}

// New is the theme of a palette.
func New(p look.Palette) fyne.Theme { return dress{palette: p} }

// Palette is the palette that the running app wears, for what is drawn by hand
// on a canvas. With a foreign theme, and before there is an app, it is the light
// or dark one by the desktop's preference. Only for the UI goroutine.
func Palette() look.Palette {
	app := fyne.CurrentApp()
	if app == nil {
		return look.Light
	}
	if own, ok := app.Settings().Theme().(dress); ok {
		return own.palette
	}
	if app.Settings().ThemeVariant() == base.VariantDark {
		return look.Dark
	}
	return look.Light
}

// Fade gives a colour another opacity, from 0 (clear) to 255.
func Fade(c color.NRGBA, alpha uint8) color.NRGBA {
	c.A = alpha
	return c
}

// Mix gives the colour that lies share (0 to 1) of the way from one to another.
func Mix(from, to color.NRGBA, share float64) color.NRGBA {
	blend := func(a, b uint8) uint8 { return uint8(float64(a)*(1-share) + float64(b)*share + 0.5) }
	return color.NRGBA{R: blend(from.R, to.R), G: blend(from.G, to.G), B: blend(from.B, to.B), A: 0xff}
}

// Hover is what the pointer lays under something that can be pressed.
func Hover(p look.Palette) color.NRGBA {
	if p.Solid {
		return Mix(p.Surface, p.Text, 0.15)
	}
	return Fade(p.Text, 0x0c)
}

// Selected is what lies behind a chosen row or item.
func Selected(p look.Palette) color.NRGBA {
	if p.Solid {
		return Mix(p.Surface, p.Accent, 0.25)
	}
	return Fade(p.Accent, 0x2b)
}

// Disabled is the colour of words that cannot be pressed now.
func Disabled(p look.Palette) color.NRGBA {
	if p.Solid {
		return Mix(p.Secondary, p.Surface, 0.25)
	}
	return Mix(p.Secondary, p.Surface, 0.4)
}

// Outline is the edge of a control: stronger than a card's border, so that an
// empty field is seen as one.
func Outline(p look.Palette) color.NRGBA {
	if p.Solid {
		return p.Text
	}
	return Mix(p.Border, p.Secondary, 0.55)
}

func (d dress) Color(name fyne.ThemeColorName, _ fyne.ThemeVariant) color.Color {
	p := d.palette
	switch name {
	case base.ColorNameBackground:
		return p.Background
	case base.ColorNameForeground:
		return p.Text
	case base.ColorNamePlaceHolder:
		return p.Secondary
	case base.ColorNameDisabled:
		return Disabled(p)
	case base.ColorNamePrimary, base.ColorNameHyperlink:
		return p.Accent
	case base.ColorNameForegroundOnPrimary, base.ColorNameForegroundOnError,
		base.ColorNameForegroundOnSuccess, base.ColorNameForegroundOnWarning:
		return p.OnAccent
	case base.ColorNameSuccess:
		return p.Good
	case base.ColorNameWarning:
		return p.Caution
	case base.ColorNameError:
		return p.Bad
	case base.ColorNameInputBackground, base.ColorNameMenuBackground, base.ColorNameOverlayBackground:
		return p.Surface
	case base.ColorNameInputBorder:
		return Outline(p)
	case base.ColorNameButton, base.ColorNameDisabledButton:
		if p.Solid { // words stand on it
			return Hover(p)
		}
		return p.Border
	case base.ColorNameSeparator:
		return p.Border
	case base.ColorNameHeaderBackground:
		return p.Background
	case base.ColorNameFocus:
		return Fade(p.Focus, 0x38)
	case base.ColorNameHover:
		return Hover(p)
	case base.ColorNamePressed:
		if p.Solid {
			return Selected(p)
		}
		return Fade(p.Text, 0x1f)
	case base.ColorNameSelection:
		return Selected(p)
	case base.ColorNameScrollBar:
		return Fade(p.Secondary, 0x99)
	case base.ColorNameScrollBarBackground:
		return color.Transparent
	case base.ColorNameShadow:
		return color.NRGBA{A: 0x1c} // says that there is more below, no louder than a border
	}
	return base.DefaultTheme().Color(name, d.variant())
}

// variant tells the standard theme, for the names that we do not set, whether
// the ground is light or dark.
func (d dress) variant() fyne.ThemeVariant {
	g := d.palette.Background
	if int(g.R)+int(g.G)+int(g.B) < 3*0x80 {
		return base.VariantDark
	}
	return base.VariantLight
}

func (d dress) Font(style fyne.TextStyle) fyne.Resource {
	switch {
	case style.Monospace, style.Symbol:
		return base.DefaultTheme().Font(style)
	case style.Bold:
		return bold
	}
	return regular
}

func (d dress) Icon(name fyne.ThemeIconName) fyne.Resource { return base.DefaultTheme().Icon(name) }

func (d dress) Size(name fyne.ThemeSizeName) float32 {
	switch name {
	case base.SizeNameText:
		return look.TextBody
	case base.SizeNameCaptionText:
		return look.TextCaption
	case base.SizeNameSubHeadingText:
		return look.TextSection
	case base.SizeNameHeadingText:
		return look.TextTitle
	case base.SizeNamePadding, base.SizeNameLineSpacing:
		return look.Space1
	case base.SizeNameInnerPadding:
		return look.Space2
	case base.SizeNameInlineIcon:
		return 18
	case base.SizeNameInputRadius:
		return look.Radius
	case base.SizeNameSelectionRadius, base.SizeNameScrollBarRadius:
		return look.Space1
	case base.SizeNameScrollBar:
		return look.Space3
	case base.SizeNameScrollBarSmall:
		return look.Space1
	case base.SizeNameSeparatorThickness, base.SizeNameInputBorder:
		return float32(d.palette.BorderWidth)
	}
	return base.DefaultTheme().Size(name)
}
