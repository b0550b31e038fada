package charts

import (
	"image/color"
	"math"

	"cxworkbench/data/analysis/lifecycle"
	"cxworkbench/data/message"
	"cxworkbench/resources/look"
)

// LifecycleCell names the people of a class in a period.
type LifecycleCell struct {
	Period int
	Class  lifecycle.Class
}

// lifecycleOrder is how the classes stand in a bar: those above zero from the
// bottom, then the one below it.
var lifecycleOrder = []lifecycle.Class{lifecycle.Returning, lifecycle.Resurrected, lifecycle.New, lifecycle.Dormant}

// lifecycleBars is the layout of the lifecycle over time.
type lifecycleBars struct {
	*frame
	r      lifecycle.Result
	first  int // index of the first period shown
	plot   rect
	up     axis
	width  float64 // of a period
	colors map[lifecycle.Class]color.NRGBA
	hidden string
}

// Lifecycle draws who came above zero and who stayed away below it, by period.
// Regions carry a LifecycleCell.
func Lifecycle(r lifecycle.Result, o Options) Scene {
	f := newFrame(r.Finding, r.Definition, o)
	if len(r.Periods) == 0 {
		return f.empty("charts.lifecycle.empty")
	}
	b := &lifecycleBars{frame: f, r: r, colors: map[lifecycle.Class]color.NRGBA{
		lifecycle.New: o.Palette.Categories[2], lifecycle.Returning: o.Palette.Accent,
		lifecycle.Resurrected: o.Palette.Categories[1], lifecycle.Dormant: asideColor(o.Palette),
	}}
	if !b.layOut() {
		return f.empty("charts.small")
	}
	for i := b.first; i < len(r.Periods); i++ {
		for _, class := range lifecycleOrder {
			if r.Periods[i].People[class] > 0 {
				f.region(b.part(i, class), b.tip(i, class), LifecycleCell{i, class})
			}
		}
	}
	f.scene.Summary = f.say(r.Finding)
	return f.finish(b.draw)
}

func (b *lifecycleBars) layOut() bool {
	const least = 6
	s := b.styles.caption
	high, low := 1, 0
	for _, p := range b.r.Periods {
		high, low = max(high, p.Active()), max(low, p.People[lifecycle.Dormant])
	}
	b.plot = rect{b.inner.x, b.inner.y + 2*headLine, b.inner.w, b.inner.h - 3*headLine}
	ticks, widest := niceTicks(float64(-low), float64(high), max(2, int(b.plot.h/48))), 0.0
	for _, tick := range ticks {
		widest = max(widest, s.width(b.wholeText(math.Abs(tick))))
	}
	widest = math.Ceil(widest) + look.Space2
	b.plot.x, b.plot.w = b.plot.x+widest, b.plot.w-widest
	if b.plot.h < plotMin || b.plot.w < plotMin {
		return false
	}
	fit := max(1, int(b.plot.w/least))
	b.first = max(0, len(b.r.Periods)-fit)
	b.width = min(72, math.Floor(b.plot.w/float64(len(b.r.Periods)-b.first)))
	if b.first > 0 {
		b.hidden = b.text("charts.lifecycle.hidden", message.Args{"n": b.first})
	}
	b.up = axis{ticks, b.plot}
	return true
}

// part is where a class of a period stands.
func (b *lifecycleBars) part(period int, class lifecycle.Class) rect {
	people, below := b.r.Periods[period].People, 0
	gap := 0.0
	if b.width >= 5 {
		gap = max(1, math.Floor(b.width*0.14))
	}
	x := b.plot.x + float64(period-b.first)*b.width + math.Floor(gap/2)
	from, to := 0, -people[lifecycle.Dormant]
	if class != lifecycle.Dormant {
		for _, other := range lifecycleOrder {
			if other == class {
				break
			}
			below += people[other]
		}
		from, to = below+people[class], below
	}
	top, bottom := b.up.y(float64(from)), b.up.y(float64(to))
	return rect{x, top, b.width - gap, bottom - top}
}

func (b *lifecycleBars) tip(period int, class lifecycle.Class) string {
	words := b.text("charts.lifecycle.tip", message.Args{
		"period": b.r.PeriodLabel(period), "n": b.r.Periods[period].People[class], "class": lifecycle.ClassLabel(class),
	})
	if b.r.Periods[period].Open {
		return b.text("charts.sofar", message.Args{"words": words})
	}
	return words
}

func (b *lifecycleBars) draw(p *painter) {
	b.drawLegend(p)
	s := b.styles.caption
	for _, tick := range b.up.ticks {
		y := math.Round(b.up.y(tick))
		p.rect(rect{b.plot.x, y, b.plot.w, 1}, gridColor(b.o.Palette))
		p.text(b.wholeText(math.Abs(tick)), b.plot.x-look.Space2, s.baseline(y), right, s)
	}
	for i := b.first; i < len(b.r.Periods); i++ {
		for _, class := range lifecycleOrder {
			at := b.part(i, class)
			p.rect(at, b.colors[class])
			if b.r.Periods[i].Open {
				p.hatch(at, b.o.Palette.Surface)
			}
		}
	}
	p.rect(rect{b.plot.x, math.Round(b.up.y(0)), b.plot.w, 1}, b.o.Palette.Text)
	base, edge := s.baseline(b.plot.bottom()+headLine/2+2), math.Inf(-1)
	for i := b.first; i < len(b.r.Periods); i++ {
		x, words := b.plot.x+(float64(i-b.first)+0.5)*b.width, b.say(b.r.PeriodLabel(i))
		half := s.width(words) / 2
		if x-half < max(edge, b.inner.x) || x+half > b.inner.right() {
			continue
		}
		p.text(words, x, base, centre, s)
		edge = x + half + look.Space3
	}
}

// drawLegend names the classes in a line above the plot.
func (b *lifecycleBars) drawLegend(p *painter) {
	s := b.styles.caption
	x, y := b.inner.x, b.inner.y+headLine/2
	for _, class := range []lifecycle.Class{lifecycle.New, lifecycle.Resurrected, lifecycle.Returning, lifecycle.Dormant} {
		name := b.say(lifecycle.ClassLabel(class))
		if class == lifecycle.Dormant {
			name = b.text("charts.lifecycle.below", message.Args{"class": lifecycle.ClassLabel(class)})
		}
		if x+swatch+look.Space2+s.width(name) > b.inner.right() {
			break
		}
		p.rect(rect{x, y - swatch/2, swatch, swatch}, b.colors[class])
		p.text(name, x+swatch+look.Space2, s.baseline(y), left, s)
		x += swatch + look.Space2 + s.width(name) + look.Space4
	}
	if x+s.width(b.hidden) < b.inner.right() {
		p.text(b.hidden, b.inner.right(), s.baseline(y), right, s)
	}
}
