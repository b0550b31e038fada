package charts

import (
	"image/color"
	"math"

	"cxworkbench/resources/look"
)

// lab is a colour in OKLab (Ottosson 2020, whose constants these are), in which
// equal distances look equal.
type lab struct{ l, a, b float64 }

func toLinear(c uint8) float64 {
	v := float64(c) / 255
	if v <= 0.04045 {
		return v / 12.92
	}
	return math.Pow((v+0.055)/1.055, 2.4)
}

func fromLinear(v float64) uint8 {
	if v <= 0.0031308 {
		v *= 12.92
	} else {
		v = 1.055*math.Pow(v, 1/2.4) - 0.055
	}
	return uint8(math.Round(255 * min(1, max(0, v))))
}

func toLab(c color.NRGBA) lab {
	r, g, b := toLinear(c.R), toLinear(c.G), toLinear(c.B)
	l := math.Cbrt(0.4122214708*r + 0.5363325363*g + 0.0514459929*b)
	m := math.Cbrt(0.2119034982*r + 0.6806995451*g + 0.1073969566*b)
	s := math.Cbrt(0.0883024619*r + 0.2817188376*g + 0.6299787005*b)
	return lab{
		0.2104542553*l + 0.7936177850*m - 0.0040720468*s,
		1.9779984951*l - 2.4285922050*m + 0.4505937099*s,
		0.0259040371*l + 0.7827717662*m - 0.8086757660*s,
	}
}

func (c lab) color() color.NRGBA {
	cube := func(v float64) float64 { return v * v * v }
	l := cube(c.l + 0.3963377774*c.a + 0.2158037573*c.b)
	m := cube(c.l - 0.1055613458*c.a - 0.0638541728*c.b)
	s := cube(c.l - 0.0894841775*c.a - 1.2914855480*c.b)
	return color.NRGBA{
		R: fromLinear(4.0767416621*l - 3.3077115913*m + 0.2309699292*s),
		G: fromLinear(-1.2684380046*l + 2.6097574011*m - 0.3413193965*s),
		B: fromLinear(-0.0041960863*l - 0.7034186147*m + 1.7076147010*s),
		A: 0xff,
	}
}

func (c lab) distance(d lab) float64 {
	return math.Sqrt((c.l-d.l)*(c.l-d.l) + (c.a-d.a)*(c.a-d.a) + (c.b-d.b)*(c.b-d.b))
}

func (c lab) towards(d lab, t float64) lab {
	return lab{c.l + t*(d.l-c.l), c.a + t*(d.a-c.a), c.b + t*(d.b-c.b)}
}

// mix goes from a to b in perceived steps; t is 0..1.
func mix(a, b color.NRGBA, t float64) color.NRGBA {
	return toLab(a).towards(toLab(b), t).color()
}

// contrast is the WCAG contrast ratio of two opaque colours, 1..21.
func contrast(a, b color.NRGBA) float64 {
	la, lb := luminance(a), luminance(b)
	return (max(la, lb) + 0.05) / (min(la, lb) + 0.05)
}

func luminance(c color.NRGBA) float64 {
	return 0.2126*toLinear(c.R) + 0.7152*toLinear(c.G) + 0.0722*toLinear(c.B)
}

var (
	black = color.NRGBA{A: 0xff}
	white = color.NRGBA{R: 0xff, G: 0xff, B: 0xff, A: 0xff}
)

// inkOn gives black or white, whichever reads better on a fill; it is at least
// 4.58:1 on any colour.
func inkOn(fill color.NRGBA) color.NRGBA {
	if contrast(fill, black) >= contrast(fill, white) {
		return black
	}
	return white
}

// tone is how a cell of one colour looks.
type tone struct{ fill, ink, hatch color.NRGBA }

// ramp is a sequential scale from low over mid to high in equal perceived steps,
// computed once per chart.
type ramp [heatSteps]tone

const heatSteps = 101

func newRamp(p look.Palette) *ramp {
	low, mid, high := toLab(p.HeatLow), toLab(p.HeatMid), toLab(p.HeatHigh)
	bend := low.distance(mid) / (low.distance(mid) + mid.distance(high))
	var out ramp
	for i := range out {
		t := float64(i) / (heatSteps - 1)
		at := mid.towards(high, (t-bend)/(1-bend))
		if t < bend {
			at = low.towards(mid, t/bend)
		}
		out[i] = newTone(at.color(), p.Contrast)
	}
	return &out
}

// newTone picks ink by luminance and hatches towards the ink, or away from it
// where the number would have less than the least contrast.
func newTone(fill color.NRGBA, least float64) tone {
	const strength = 0.11 // of OKLab lightness: visible, yet behind the number
	ink := inkOn(fill)
	at := toLab(fill)
	step := strength
	if ink == black {
		step = -strength
	}
	hatch := lab{at.l + step, at.a, at.b}.color()
	if contrast(hatch, ink) < least {
		hatch = lab{at.l - step, at.a, at.b}.color()
	}
	return tone{fill, ink, hatch}
}

// at gives the tone of a position 0..1; what lies outside takes the end's.
func (r *ramp) at(t float64) tone {
	if math.IsNaN(t) {
		t = 0
	}
	return r[int(math.Round(min(1, max(0, t))*(heatSteps-1)))]
}

// gridColor is that of the lines values are read against: the quiet one of borders.
// Where borders are strong it is halfway to the ground, as the data come first.
func gridColor(p look.Palette) color.NRGBA {
	if p.Solid {
		return mix(p.Border, p.Surface, 0.5)
	}
	return p.Border
}
