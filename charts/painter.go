package charts

import (
	"html"
	"image"
	"image/color"
	"math"
	"strconv"

	"github.com/wcharczuk/go-chart/v2"
	"github.com/wcharczuk/go-chart/v2/drawing"
)

// painter draws in logical pixels on a go-chart renderer. All but areas is
// opaque.
type painter struct {
	r      chart.Renderer
	scale  float64
	vector bool     // the renderer writes SVG, where text is markup
	labels *[]Label // takes the texts that the font has no letters for; nil has them drawn
}

// fontDPI is the resolution at which a point is a pixel, so that font sizes,
// which go-chart takes in points, are in pixels.
const fontDPI = 72

type point struct{ x, y float64 }

type rect struct{ x, y, w, h float64 }

func (r rect) right() float64  { return r.x + r.w }
func (r rect) bottom() float64 { return r.y + r.h }
func (r rect) middle() float64 { return r.y + r.h/2 }
func (r rect) centre() float64 { return r.x + r.w/2 }

func (p *painter) px(v float64) int { return int(math.Round(v * p.scale)) }

// begin clears what earlier drawing left: go-chart's SVG fills what is only
// stroked if a fill colour is still set.
func (p *painter) begin(fill, stroke color.NRGBA, width float64) {
	p.r.ResetStyle()
	p.r.SetFillColor(drawing.Color(fill))
	p.r.SetStrokeColor(drawing.Color(stroke))
	p.r.SetStrokeWidth(width * p.scale)
}

var none = color.NRGBA{}

// rect fills a rectangle. Neighbours that share an edge meet exactly.
func (p *painter) rect(r rect, fill color.NRGBA) {
	x0, y0, x1, y1 := p.px(r.x), p.px(r.y), p.px(r.right()), p.px(r.bottom())
	if x1 <= x0 || y1 <= y0 {
		return
	}
	if pixels, ok := p.r.(*raster); ok {
		pixels.rect(image.Rect(x0, y0, x1, y1), fill)
		return
	}
	p.begin(fill, none, 0)
	p.r.MoveTo(x0, y0)
	p.r.LineTo(x1, y0)
	p.r.LineTo(x1, y1)
	p.r.LineTo(x0, y1)
	p.r.Close()
	p.r.Fill()
}

// bar fills a rectangle whose right corners are rounded.
func (p *painter) bar(r rect, radius float64, fill color.NRGBA) {
	radius = min(radius, r.w, r.h/2)
	x0, y0, x1, y1, c := p.px(r.x), p.px(r.y), p.px(r.right()), p.px(r.bottom()), p.px(radius)
	if x1 <= x0 || y1 <= y0 {
		return
	}
	p.begin(fill, none, 0)
	p.r.MoveTo(x0, y0)
	p.r.LineTo(x1-c, y0)
	p.r.QuadCurveTo(x1, y0, x1, y0+c)
	p.r.LineTo(x1, y1-c)
	p.r.QuadCurveTo(x1, y1, x1-c, y1)
	p.r.LineTo(x0, y1)
	p.r.Close()
	p.r.Fill()
}

// polyline strokes a path through the points; dash is in logical pixels.
func (p *painter) polyline(points []point, width float64, c color.NRGBA, dash ...float64) {
	if len(points) < 2 {
		return
	}
	p.begin(none, c, width)
	if len(dash) > 0 {
		scaled := make([]float64, len(dash))
		for i, d := range dash {
			scaled[i] = d * p.scale
		}
		p.r.SetStrokeDashArray(scaled)
	}
	for len(points) > longestStroke && !p.vector && len(dash) == 0 {
		p.trace(points[:longestStroke])
		p.r.Stroke()
		points = points[longestStroke-2:] // the stretch over both keeps the joint
	}
	p.trace(points)
	p.r.Stroke()
}

// longestStroke is how many points are rasterised as one path: the rasteriser goes
// through all that a path has on a line of pixels to find a cell, so that a path
// twice as long takes four times as long.
const longestStroke = 64

func (p *painter) trace(points []point) {
	for i, at := range points {
		if i == 0 {
			p.r.MoveTo(p.px(at.x), p.px(at.y))
		} else {
			p.r.LineTo(p.px(at.x), p.px(at.y))
		}
	}
}

// dot fills a circle.
func (p *painter) dot(at point, radius float64, c color.NRGBA) {
	p.begin(c, none, 0)
	x, y, r := p.px(at.x), p.px(at.y), radius*p.scale
	if p.vector {
		p.r.Circle(r, x, y) // writes the element itself
		return
	}
	p.r.ArcTo(x, y, r, r, 0, 2*math.Pi) // go-chart's raster circle is a square with soft corners
	p.r.Fill()
}

// hatch draws diagonals inside a rectangle, clipped to it.
func (p *painter) hatch(r rect, c color.NRGBA) {
	const gap = 6
	p.begin(none, c, 1)
	drawn := false
	// A diagonal is where x+y = sum; sums are multiples of the gap on the whole
	// scene, so that the pattern runs on from cell to cell.
	for sum := math.Ceil((r.x+r.y)/gap) * gap; sum < r.right()+r.bottom(); sum += gap {
		x0, x1 := max(r.x, sum-r.bottom()), min(r.right(), sum-r.y)
		if x1-x0 < 1 {
			continue
		}
		p.trace([]point{{x0, sum - x0}, {x1, sum - x1}})
		drawn = true
	}
	if drawn {
		p.r.Stroke()
	}
}

// align says which end of a text its x is.
type align int

const (
	left align = iota
	centre
	right
)

// style is how a text is set.
type style struct {
	size  float64
	bold  bool
	color color.NRGBA
}

func (s style) face() *face {
	if s.bold {
		return bold()
	}
	return regular()
}

func (s style) width(text string) float64 { return s.face().width(text, s.size) }

// capHeight of Noto Sans in em: what centres a line of figures and capitals.
const capHeight = 0.714

// baseline gives the y at which a line of text stands centred on a middle.
func (s style) baseline(middle float64) float64 { return middle + s.size*capHeight/2 }

// text draws one line that starts, is centred or ends at x, on baseline y.
func (p *painter) text(body string, x, y float64, a align, s style) {
	if body == "" {
		return
	}
	if p.labels != nil && s.face().lacks(body) {
		held := [...]float64{left: 0, centre: 0.5, right: 1}[a]
		*p.labels = append(*p.labels, Label{Text: body, X: x, Y: y, Held: held, Size: s.size, Bold: s.bold, Color: s.color})
		return
	}
	start := x
	switch a {
	case centre:
		start = x - s.width(body)/2
	case right:
		start = x - s.width(body)
	}
	if p.vector {
		body = p.span(body, x, a, s)
	}
	p.r.ResetStyle()
	p.r.SetFont(s.face().font)
	p.r.SetFontSize(s.size * p.scale)
	p.r.SetFontColor(drawing.Color(s.color))
	p.r.Text(body, p.px(start), p.px(y))
}

// span writes text for SVG, where the reader's font may not be ours: an anchor
// keeps numbers aligned even so. go-chart neither escapes text nor knows weights.
func (p *painter) span(body string, x float64, a align, s style) string {
	body = html.EscapeString(body)
	attributes := ""
	if a != left {
		attributes = ` x="` + strconv.Itoa(p.px(x)) + `" text-anchor="` + [...]string{centre: "middle", right: "end"}[a] + `"`
	}
	if s.bold {
		attributes += ` font-weight="bold"`
	}
	if attributes == "" {
		return body
	}
	return "<tspan" + attributes + ">" + body + "</tspan>"
}

// area fills a shape; its colour may let through what is below.
func (p *painter) area(points []point, fill color.NRGBA) {
	p.begin(fill, none, 0)
	p.trace(points)
	p.r.Close()
	p.r.Fill()
}
