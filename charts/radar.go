package charts

import (
	"math"

	"cxworkbench/resources/look"
)

// radarSpec says what a radar shows: values from 0 to 100 on so many spokes.
type radarSpec struct {
	spokes  []radarSpoke
	summary string
}

type radarSpoke struct {
	name, figure string
	value        float64 // 0..100; NaN is not known
	tip          string
	target       any
}

const radarMin = 70 // the least radius, logical pixels

// radar is the layout of a radarSpec.
type radar struct {
	*frame
	spec   radarSpec
	middle point
	radius float64
}

// drawRadar makes the scene of a spec; false where there is no room.
func (f *frame) drawRadar(spec radarSpec) (Scene, bool) {
	r := &radar{frame: f, spec: spec}
	side := 0.0
	for _, s := range spec.spokes {
		side = max(side, f.styles.caption.width(s.name), f.styles.number.width(s.figure))
	}
	r.radius = math.Floor(min(f.inner.w/2-side-look.Space3, f.inner.h/2-2*labelLine-look.Space2))
	r.middle = point{f.inner.centre(), f.inner.middle()}
	if r.radius < radarMin {
		return Scene{}, false
	}
	for i, s := range spec.spokes {
		value := s.value
		if math.IsNaN(value) {
			value = 0
		}
		at, end := r.at(i, value), r.label(i)
		f.region(rect{at.x - 10, at.y - 10, 20, 20}, s.tip, s.target)
		f.region(rect{end.x - side/2, end.y - labelLine, side, 2 * labelLine}, s.tip, s.target)
	}
	f.scene.Summary = spec.summary
	return f.finish(r.draw), true
}

// at is the place of a value on a spoke; the first spoke points upwards.
func (r *radar) at(spoke int, value float64) point {
	angle := 2*math.Pi*float64(spoke)/float64(len(r.spec.spokes)) - math.Pi/2
	reach := r.radius * value / 100
	return point{r.middle.x + reach*math.Cos(angle), r.middle.y + reach*math.Sin(angle)}
}

// label is the middle of a spoke's name.
func (r *radar) label(spoke int) point {
	end := r.at(spoke, 100)
	s := r.spec.spokes[spoke]
	half := max(r.styles.caption.width(s.name), r.styles.number.width(s.figure))/2 + look.Space2
	dx, dy := (end.x-r.middle.x)/r.radius, (end.y-r.middle.y)/r.radius
	side := 0.0 // beside the spoke, unless that points straight up or down
	if math.Abs(dx) > 0.3 {
		side = math.Copysign(half, dx)
	}
	return point{end.x + side, end.y + dy*(labelLine+look.Space2)}
}

func (r *radar) draw(p *painter) {
	for _, ring := range []float64{25, 50, 75, 100} {
		p.polyline(r.polygon(func(int) float64 { return ring }), 1, gridColor(r.o.Palette))
	}
	for i := range r.spec.spokes {
		p.polyline([]point{r.middle, r.at(i, 100)}, 1, gridColor(r.o.Palette))
	}
	fill := r.o.Palette.Accent
	fill.A = 0x40
	shape := r.polygon(func(i int) float64 {
		if math.IsNaN(r.spec.spokes[i].value) {
			return 0
		}
		return r.spec.spokes[i].value
	})
	if !r.o.Palette.Solid {
		p.area(shape[:len(shape)-1], fill)
	}
	p.polyline(shape, 2, r.o.Palette.Accent)
	s, n := r.styles.caption, r.styles.number
	n.bold = true
	for i, spoke := range r.spec.spokes {
		if !math.IsNaN(spoke.value) {
			p.dot(r.at(i, spoke.value), 4, r.o.Palette.Accent)
		}
		at := r.label(i)
		p.text(spoke.name, at.x, s.baseline(at.y-labelLine/2), centre, s)
		p.text(spoke.figure, at.x, n.baseline(at.y+labelLine/2), centre, n)
	}
}

// polygon is the closed shape of a value on each spoke.
func (r *radar) polygon(value func(spoke int) float64) []point {
	var out []point
	for i := range r.spec.spokes {
		out = append(out, r.at(i, value(i)))
	}
	return append(out, out[0])
}
