package theme_test

import (
	"image/color"
	"math"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	base "fyne.io/fyne/v2/theme"

	"cxworkbench/resources/look"
	"cxworkbench/views/theme"
)

func luminance(c color.Color) float64 {
	r, g, b, _ := c.RGBA()
	linear := func(v uint32) float64 {
		s := float64(v) / 0xffff
		if s <= 0.04045 {
			return s / 12.92
		}
		return math.Pow((s+0.055)/1.055, 2.4)
	}
	return 0.2126*linear(r) + 0.7152*linear(g) + 0.0722*linear(b)
}

func contrast(a, b color.Color) float64 {
	la, lb := luminance(a), luminance(b)
	if la < lb {
		la, lb = lb, la
	}
	return (la + 0.05) / (lb + 0.05)
}

// over lays a colour that lets through on one that does not.
func over(c, ground color.NRGBA) color.NRGBA {
	opaque := c
	opaque.A = 0xff
	return theme.Mix(ground, opaque, float64(c.A)/0xff)
}

// Every colour that words are written in is read on everything that they stand on,
// in every palette.
func TestEveryPairOfAPaletteIsReadable(t *testing.T) {
	for _, p := range []look.Palette{look.Light, look.Dark, look.HighContrast, look.Print} {
		words := map[string]color.NRGBA{
			"text": p.Text, "secondary": p.Secondary, "accent": p.Accent, "good": p.Good, "caution": p.Caution, "bad": p.Bad,
		}
		for name, ink := range words {
			for where, ground := range map[string]color.NRGBA{"background": p.Background, "surface": p.Surface, "under the pointer": over(theme.Hover(p), p.Surface)} {
				if got := contrast(ink, ground); got < min(p.Contrast, 7) {
					t.Errorf("%s: %s on %s has contrast %.2f", p.Name, name, where, got)
				}
			}
		}
		chosen := over(theme.Selected(p), p.Surface)
		for name, ink := range map[string]color.NRGBA{"text": p.Text, "secondary": p.Secondary} {
			if got := contrast(ink, chosen); got < min(p.Contrast, 7) && name == "text" || got < 3.9 {
				t.Errorf("%s: %s on what is chosen has contrast %.2f", p.Name, name, got)
			}
		}
		for name, ground := range map[string]color.NRGBA{"accent": p.Accent, "bad": p.Bad} {
			if got := contrast(p.OnAccent, ground); got < p.Contrast {
				t.Errorf("%s: words on %s have contrast %.2f", p.Name, name, got)
			}
		}
		if p.Solid && (contrast(theme.Disabled(p), p.Surface) < 7 || p.BorderWidth < 2 || theme.Hover(p).A != 0xff || theme.Selected(p).A != 0xff) {
			t.Errorf("%s has a tint, a thin border or faint words", p.Name)
		}
	}
}

func TestContrast(t *testing.T) {
	test.NewTempApp(t)
	pairs := []struct {
		fore, ground fyne.ThemeColorName
		atLeast      float64
	}{
		{base.ColorNameForeground, base.ColorNameBackground, 7},
		{base.ColorNameForeground, base.ColorNameInputBackground, 7},
		{base.ColorNamePlaceHolder, base.ColorNameBackground, 4.5},
		{base.ColorNamePlaceHolder, base.ColorNameInputBackground, 4.5},
		{base.ColorNameForegroundOnPrimary, base.ColorNamePrimary, 4.5},
		{base.ColorNamePrimary, base.ColorNameInputBackground, 4.5},
		{base.ColorNameSuccess, base.ColorNameInputBackground, 4.5},
		{base.ColorNameWarning, base.ColorNameInputBackground, 4.5},
		{base.ColorNameError, base.ColorNameInputBackground, 4.5},
		{base.ColorNameInputBorder, base.ColorNameInputBackground, 2},
	}
	for _, p := range []look.Palette{look.Light, look.Dark, look.HighContrast} {
		th := theme.New(p)
		for _, pair := range pairs {
			// The variant is the desktop's; the palette decides.
			got := contrast(th.Color(pair.fore, base.VariantLight), th.Color(pair.ground, base.VariantDark))
			least := pair.atLeast
			if p.Solid {
				least = 7
			}
			if got < least {
				t.Errorf("%s: %s on %s has contrast %.2f, want %.1f", p.Name, pair.fore, pair.ground, got, least)
			}
		}
		if got := contrast(p.Focus, p.Background); got < 3 {
			t.Errorf("%s: focus ring on the background has contrast %.2f, want 3", p.Name, got)
		}
	}
}

func TestSizesFollowTheScales(t *testing.T) {
	test.NewTempApp(t)
	th := theme.New(look.Light)
	for name, want := range map[fyne.ThemeSizeName]float32{
		base.SizeNameText:           14,
		base.SizeNameCaptionText:    12,
		base.SizeNameSubHeadingText: 16,
		base.SizeNameHeadingText:    20,
		base.SizeNamePadding:        4,
		base.SizeNameInnerPadding:   8,
		base.SizeNameInputRadius:    6,
		base.SizeNameInputBorder:    1,
	} {
		if got := th.Size(name); got != want {
			t.Errorf("%s is %v, want %v", name, got, want)
		}
	}
	if got := theme.New(look.HighContrast).Size(base.SizeNameInputBorder); got != 2 {
		t.Errorf("border of high contrast is %v, want 2", got)
	}
}

func TestEveryNameIsAnswered(t *testing.T) {
	test.NewTempApp(t)
	th := theme.New(look.Dark)
	for _, style := range []fyne.TextStyle{{}, {Bold: true}, {Italic: true}, {Monospace: true}, {Symbol: true}} {
		if th.Font(style) == nil {
			t.Errorf("no font for %+v", style)
		}
	}
	if th.Font(fyne.TextStyle{Bold: true}).Name() == th.Font(fyne.TextStyle{}).Name() {
		t.Error("bold is set in the regular font")
	}
	if th.Icon(base.IconNameSearch) == nil {
		t.Error("no search icon")
	}
	if th.Size(base.SizeNameWindowTitleBarHeight) == 0 {
		t.Error("a size that we do not set is 0")
	}
}

func TestPaletteIsTheOneTheAppWears(t *testing.T) {
	app := test.NewTempApp(t)
	for _, p := range []look.Palette{look.Dark, look.HighContrast, look.Light} {
		app.Settings().SetTheme(theme.New(p))
		if got := theme.Palette().Name; got != p.Name {
			t.Errorf("palette is %s, want %s", got, p.Name)
		}
	}
}
