package charts

import (
	"bytes"
	"fmt"
	"html"
	"image"
	"image/draw"
	"image/png"
	"io"
	"math"
	"regexp"

	"github.com/wcharczuk/go-chart/v2"
)

// Image draws the scene with scale device pixels to a logical one. It never
// encodes a PNG and is what a screen shows.
func (s Scene) Image(scale float64) *image.RGBA { return s.image(scale, nil) }

func (s Scene) image(scale float64, labels *[]Label) *image.RGBA {
	w, h := int(math.Round(float64(s.Width)*scale)), int(math.Round(float64(s.Height)*scale))
	r, err := newRaster(max(1, w), max(1, h))
	if err != nil {
		panic(err) // go-chart draws on RGBA images, which is what it makes itself
	}
	draw.Draw(r.canvas, r.canvas.Bounds(), image.NewUniform(s.background), image.Point{}, draw.Src)
	s.paint(&painter{r: r, scale: scale, labels: labels})
	return r.canvas
}

func (s Scene) paint(p *painter) {
	if s.draw != nil {
		s.draw(p)
	}
}

// WritePNG writes the scene as a PNG with scale device pixels to a logical one.
func (s Scene) WritePNG(w io.Writer, scale float64) error {
	if err := png.Encode(w, s.Image(scale)); err != nil {
		return fmt.Errorf("write the chart as PNG: %w", err)
	}
	return nil
}

// vectorScale is how many units of the SVG make a logical pixel: go-chart takes
// whole units only, and a curve needs finer ones.
const vectorScale = 10

// WriteSVG writes the scene as an SVG whose text is text.
func (s Scene) WriteSVG(w io.Writer) error {
	renderer, err := chart.SVG(max(1, s.Width)*vectorScale, max(1, s.Height)*vectorScale)
	if err != nil {
		return fmt.Errorf("write the chart as SVG: %w", err)
	}
	renderer.SetDPI(fontDPI)
	p := &painter{r: renderer, scale: vectorScale, vector: true}
	p.rect(rect{0, 0, float64(s.Width), float64(s.Height)}, s.background)
	s.paint(p)
	var raw bytes.Buffer
	if err := renderer.Save(&raw); err != nil {
		return fmt.Errorf("write the chart as SVG: %w", err)
	}
	if _, err := w.Write(s.finishSVG(raw.Bytes())); err != nil {
		return fmt.Errorf("write the chart as SVG: %w", err)
	}
	return nil
}

var (
	opaque     = regexp.MustCompile(`(fill|stroke):rgba\((\d+),(\d+),(\d+),1\.0\)`)
	elementEnd = regexp.MustCompile(`(/>|</text>)<`)
)

// finishSVG gives go-chart's output a size and words, colours that every drawing
// program reads (many do not know rgba), and a line per element.
func (s Scene) finishSVG(raw []byte) []byte {
	head := bytes.IndexByte(raw, '>')
	var out bytes.Buffer
	out.Write(raw[:head])
	fmt.Fprintf(&out, ` width="%d" height="%d" role="img">`+"\n", s.Width, s.Height)
	fmt.Fprintf(&out, "<title>%s</title>\n<desc>%s</desc>\n", html.EscapeString(s.Title), html.EscapeString(s.Definition+" "+s.Summary))
	body := opaque.ReplaceAll(raw[head+1:], []byte("$1:rgb($2,$3,$4)"))
	out.Write(elementEnd.ReplaceAll(body, []byte("$1\n<")))
	out.WriteByte('\n')
	return out.Bytes()
}
