// Package charts turns analysis results into pictures. A chart is a pure
// function from a result to a Scene; the same drawing becomes pixels or SVG.
package charts

import (
	"image"
	"image/color"
	"math"

	"cxworkbench/data/message"
	"cxworkbench/resources/look"
)

// Options say how large and in which dress a chart is drawn.
type Options struct {
	Width, Height int // logical pixels
	Palette       look.Palette
	Printer       *message.Printer
	// Heading draws the finding and the definition line into the chart, as every
	// export must. On screen the screen shows them.
	Heading bool
}

// Region is a part of a chart that stands for people, or, without a Target, for
// a figure that is only explained.
type Region struct {
	Bounds  image.Rectangle // logical pixels
	Tooltip string
	Target  any // what the result's Members understands: maturity.Cell, cohort.Key; nil for none
}

// Scene is a chart ready to be drawn at any scale. It is immutable and safe for
// concurrent use.
type Scene struct {
	Width, Height int
	Title         string // the finding
	Definition    string // the definition line
	Summary       string // the chart in words, for screen readers and tests
	Regions       []Region

	background color.NRGBA
	draw       func(*painter)
}

// At finds the region under a point in logical pixels.
func (s Scene) At(x, y float64) (Region, bool) {
	at := image.Pt(int(math.Floor(x)), int(math.Floor(y)))
	for _, region := range s.Regions {
		if at.In(region.Bounds) {
			return region, true
		}
	}
	return Region{}, false
}
