// Package look holds the design tokens, the one source of colours and sizes for
// the window and for charts.
package look

import "image/color"

// Palette is the colours of one theme.
type Palette struct {
	Name                        string
	Background, Surface, Border color.NRGBA
	Text, Secondary             color.NRGBA
	Accent, OnAccent            color.NRGBA
	Good, Caution, Bad          color.NRGBA
	Focus                       color.NRGBA
	Stages                      [7]color.NRGBA // initiation ... partnership
	HeatLow, HeatMid, HeatHigh  color.NRGBA    // white to accent to near-black teal
	Categories                  [8]color.NRGBA // Okabe-Ito, in a fixed order
	BorderWidth                 float64
	// Contrast is the least that text has against what it stands on, a WCAG ratio.
	Contrast float64
	// Solid says that nothing is told apart by a tint: what floats, is chosen or is
	// under the pointer has an outline or a plain colour of its own.
	Solid bool
}

func rgb(hex uint32) color.NRGBA {
	return color.NRGBA{R: uint8(hex >> 16), G: uint8(hex >> 8), B: uint8(hex), A: 0xff}
}

func stages(hex ...uint32) (out [7]color.NRGBA) {
	for i, h := range hex {
		out[i] = rgb(h)
	}
	return out
}

var okabeIto = [8]color.NRGBA{
	rgb(0x0072B2), rgb(0xE69F00), rgb(0x009E73), rgb(0xCC79A7),
	rgb(0x56B4E9), rgb(0xD55E00), rgb(0xF0E442), rgb(0x7F7F7F),
}

// Light, Dark, HighContrast and Print are the palettes. Print is Light on white.
// In HighContrast all that stands on the black ground has 7:1 against it, and so
// has the black that is written on any of these colours.
var (
	Light = Palette{
		Name:       "light",
		Background: rgb(0xF7F8FA), Surface: rgb(0xFFFFFF), Border: rgb(0xE3E6EB),
		Text: rgb(0x1B2430), Secondary: rgb(0x5B6675),
		Accent: rgb(0x0F6E84), OnAccent: rgb(0xFFFFFF),
		Good: rgb(0x1B7F4B), Caution: rgb(0x9A6412), Bad: rgb(0xB83227),
		Focus:   rgb(0x2F6FDB),
		Stages:  stages(0xD6E6EA, 0xB3D3DA, 0x8CBFCA, 0x64A9B8, 0x3E92A4, 0x1F788B, 0x0B5A6B),
		HeatLow: rgb(0xFFFFFF), HeatMid: rgb(0x0F6E84), HeatHigh: rgb(0x06222B),
		Categories:  okabeIto,
		BorderWidth: 1, Contrast: 4.5,
	}
	Dark = Palette{
		Name:       "dark",
		Background: rgb(0x14181D), Surface: rgb(0x1C2229), Border: rgb(0x2C343D),
		Text: rgb(0xE8ECF1), Secondary: rgb(0x9AA7B5),
		Accent: rgb(0x4FB3C8), OnAccent: rgb(0x0B1419),
		Good: rgb(0x58C08A), Caution: rgb(0xE0A84A), Bad: rgb(0xF07A6E),
		Focus:   rgb(0x7FB0FF),
		Stages:  stages(0x1E4A56, 0x24606F, 0x2C788A, 0x3A92A6, 0x55ACBF, 0x80C6D5, 0xB4E0EA),
		HeatLow: rgb(0x1C2229), HeatMid: rgb(0x2C8398), HeatHigh: rgb(0xD5F1F7),
		Categories:  okabeIto,
		BorderWidth: 1, Contrast: 4.5,
	}
	HighContrast = Palette{
		Name:       "contrast",
		Background: rgb(0x000000), Surface: rgb(0x000000), Border: rgb(0xB4BEC8),
		Text: rgb(0xFFFFFF), Secondary: rgb(0xD6DBE1),
		Accent: rgb(0x5FE0F5), OnAccent: rgb(0x000000),
		Good: rgb(0x6FE8A4), Caution: rgb(0xFFD166), Bad: rgb(0xFFB0A6),
		Focus:   rgb(0xFFE600),
		Stages:  stages(0x2FA8BE, 0x48B5C9, 0x61C1D3, 0x7ACDDC, 0x97DAE5, 0xB8E8EF, 0xDDF6F9),
		HeatLow: rgb(0x2FA8BE), HeatMid: rgb(0x97DAE5), HeatHigh: rgb(0xFFFFFF),
		Categories: [8]color.NRGBA{ // the hues of okabeIto
			rgb(0x7AB8FF), rgb(0xFFB000), rgb(0x2FD6A3), rgb(0xF0A6D0),
			rgb(0x9BE3FF), rgb(0xFF9E5E), rgb(0xF0E442), rgb(0xBFBFBF),
		},
		BorderWidth: 2, Contrast: 7, Solid: true,
	}
	Print = func() Palette {
		p := Light
		p.Name, p.Background = "print", p.Surface
		return p
	}()
)

// The spacing scale, in logical pixels.
const (
	Space1 = 4
	Space2 = 8
	Space3 = 12
	Space4 = 16
	Space5 = 24
	Space6 = 32
)

// The type scale, in logical pixels.
const (
	TextCaption = 12 // captions, definition lines
	TextBody    = 14 // body, tables
	TextSection = 16
	TextTitle   = 20 // a screen's title: the finding
	TextFigure  = 28 // a key figure
)

// Radius is the corner radius.
const Radius = 6
