package charts

import (
	"image"
	"image/color"
	"testing"

	"cxworkbench/resources/look"
)

var palettes = []look.Palette{look.Light, look.Dark, look.HighContrast, look.Print}

func TestTextOnTheWholeRampIsReadable(t *testing.T) {
	for _, palette := range palettes {
		for i, tone := range newRamp(palette) {
			for what, ground := range map[string]color.NRGBA{"cell": tone.fill, "hatch": tone.hatch} {
				if got := contrast(ground, tone.ink); got < palette.Contrast {
					t.Errorf("%s, step %d: %.2f on the %s", palette.Name, i, got, what)
				}
			}
			if contrast(tone.fill, tone.hatch) < 1.12 {
				t.Errorf("%s, step %d: the hatching cannot be seen", palette.Name, i)
			}
		}
	}
}

func TestTextOnTheGroundIsReadable(t *testing.T) {
	for _, p := range palettes {
		for _, text := range []color.NRGBA{p.Text, p.Secondary, p.Accent} {
			if got := contrast(p.Surface, text); got < p.Contrast {
				t.Errorf("%s: %v on the surface has %.2f", p.Name, text, got)
			}
		}
		if got := contrast(p.Background, p.Secondary); got < p.Contrast {
			t.Errorf("%s: secondary on the background has %.2f", p.Name, got)
		}
	}
}

// In high contrast every mark of a chart stands out from its ground, and black can
// be written on each.
func TestHighContrastHasNoFaintMark(t *testing.T) {
	p := look.HighContrast
	marks := append(append([]color.NRGBA{p.Border, p.Accent, asideColor(p), stageColor(p, 1, 5)}, p.Stages[:]...), p.Categories[:]...)
	for _, tone := range newRamp(p) {
		marks = append(marks, tone.fill)
	}
	for _, mark := range marks {
		if got := contrast(mark, p.Surface); got < p.Contrast || contrast(mark, black) < p.Contrast {
			t.Errorf("%v has %.2f on the surface", mark, got)
		}
	}
	for _, c := range lineColors(p, len(p.Categories)) {
		if contrast(readable(c, p), p.Surface) < p.Contrast {
			t.Errorf("the name of %v cannot be read", c)
		}
	}
}

func TestRampHasEqualSteps(t *testing.T) {
	for _, palette := range palettes {
		r := newRamp(palette)
		if r[0].fill != palette.HeatLow || r[heatSteps-1].fill != palette.HeatHigh {
			t.Errorf("%s: the ends are not the palette's", palette.Name)
		}
		least, most := 1.0, 0.0
		for i := 10; i < heatSteps; i += 10 {
			d := toLab(r[i-10].fill).distance(toLab(r[i].fill))
			least, most = min(least, d), max(most, d)
		}
		if most > 1.15*least {
			t.Errorf("%s: ten steps differ by %.3f to %.3f", palette.Name, least, most)
		}
	}
}

func TestStageColours(t *testing.T) {
	for rank, want := range look.Light.Stages {
		if got := stageColor(look.Light, rank, 7); got != want {
			t.Errorf("stage %d is %v, want %v", rank, got, want)
		}
	}
	if got := stageColor(look.Light, 4, 5); got != look.Light.Stages[6] {
		t.Errorf("the top of five is %v", got)
	}
}

func TestFontIsOursAndMeasuresWhatIsDrawn(t *testing.T) {
	for _, f := range []*face{regular(), bold()} {
		if name := f.font.Name(1); name != "Noto Sans" {
			t.Errorf("the font is %q", name)
		}
		const text, size = "Hamburg 1,234", 40.0
		scene := Scene{Width: 600, Height: 100, background: white, draw: func(p *painter) {
			p.text(text, 10, 60, left, style{size, f.bold, black})
		}}
		for _, scale := range []float64{1, 2} {
			ink := inkBounds(scene.Image(scale))
			got, want := float64(ink.Dx())/scale, f.width(text, size)
			if got < want-size/5 || got > want {
				t.Errorf("at scale %v %q is %.1f wide, measured %.1f", scale, text, got, want)
			}
		}
	}
}

func inkBounds(m *image.RGBA) image.Rectangle {
	ink := image.Rectangle{}
	for y := range m.Rect.Dy() {
		for x := range m.Rect.Dx() {
			if m.RGBAAt(x, y).R < 0x80 {
				ink = ink.Union(image.Rect(x, y, x+1, y+1))
			}
		}
	}
	return ink
}

func TestFitAndWrap(t *testing.T) {
	f := regular()
	const size = 12
	for _, width := range []float64{0, 5, 20, 60, 200} {
		if got := f.fit("Two-year contracts, cancellable", size, width); f.width(got, size) > width {
			t.Errorf("%q is wider than %v", got, width)
		}
	}
	if got := f.fit("Short", size, 100); got != "Short" {
		t.Errorf("what fits became %q", got)
	}
	lines := f.wrap("one two three four five six seven eight nine ten", size, 60, 2)
	if len(lines) != 2 || lines[1] == "" || lines[1][len(lines[1])-len(ellipsis):] != ellipsis {
		t.Errorf("two lines are %q", lines)
	}
	for _, line := range f.wrap("one two Donaudampfschifffahrtsgesellschaft three", size, 60, 0) {
		if f.width(line, size) > 60 {
			t.Errorf("line %q is too wide", line)
		}
	}
}

func TestNiceTicks(t *testing.T) {
	for _, c := range []struct{ low, high, first, last float64 }{
		{0, 2264, 0, 2500}, {36.2, 63.1, 35, 65}, {0, 1, 0, 1}, {0, 0, 0, 1}, {0, 100, 0, 100},
	} {
		ticks := niceTicks(c.low, c.high, 5)
		if len(ticks) < 2 || ticks[0] > c.low || ticks[len(ticks)-1] < c.high {
			t.Errorf("%v..%v has ticks %v", c.low, c.high, ticks)
		}
	}
}

func TestSpread(t *testing.T) {
	middles := []float64{10, 12, 13, 90}
	if !spread(middles, 15, 0, 100) {
		t.Fatal("four lines fit in a hundred")
	}
	for i := 1; i < len(middles); i++ {
		if middles[i]-middles[i-1] < 15 {
			t.Errorf("%v are too close", middles)
		}
	}
	if spread(make([]float64, 7), 15, 0, 100) {
		t.Error("seven lines of 15 do not fit in a hundred")
	}
}
