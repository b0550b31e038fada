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
	for _, p := range []look.Palette{look.Light, look.Dark} {
		th := theme.New(p)
		for _, pair := range pairs {
			// The variant is the desktop's; the palette decides.
			got := contrast(th.Color(pair.fore, base.VariantLight), th.Color(pair.ground, base.VariantDark))
			if got < pair.atLeast {
				t.Errorf("%s: %s on %s has contrast %.2f, want %.1f", p.Name, pair.fore, pair.ground, got, pair.atLeast)
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
	strong := look.Light
	strong.BorderWidth = 2
	if got := theme.New(strong).Size(base.SizeNameInputBorder); got != 2 {
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
	for _, p := range []look.Palette{look.Dark, look.Light} {
		app.Settings().SetTheme(theme.New(p))
		if got := theme.Palette().Name; got != p.Name {
			t.Errorf("palette is %s, want %s", got, p.Name)
		}
	}
}
