package charts

import (
	"image"
	"io"

	"cxworkbench/data/analysis/cohort"
	"cxworkbench/data/analysis/maturity"
)

// painter draws in logical pixels.
type painter struct{}

// Image draws the scene in device pixels, scale of them to a logical pixel.
func (s Scene) Image(scale float64) *image.RGBA {
	return image.NewRGBA(image.Rect(0, 0, int(float64(s.Width)*scale), int(float64(s.Height)*scale)))
}

// WritePNG writes the scene as a PNG.
func (s Scene) WritePNG(w io.Writer, scale float64) error { return nil }

// WriteSVG writes the scene as an SVG.
func (s Scene) WriteSVG(w io.Writer) error { return nil }

// At finds the region under a point.
func (s Scene) At(x, y float64) (Region, bool) { return Region{}, false }

// Ladder draws people and value by stage.
func Ladder(r maturity.Result, o Options) Scene { return Scene{Width: o.Width, Height: o.Height} }

// MaturityMonths draws the index and the people per stage by month.
func MaturityMonths(r maturity.Result, o Options) Scene {
	return Scene{Width: o.Width, Height: o.Height}
}

// Cohorts draws the heat table.
func Cohorts(r cohort.Result, o Options) Scene { return Scene{Width: o.Width, Height: o.Height} }

// Sparkline draws a small line.
func Sparkline(values []float64, o Options) Scene { return Scene{Width: o.Width, Height: o.Height} }
