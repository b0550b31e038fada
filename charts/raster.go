package charts

import (
	"fmt"
	"image"
	"image/color"
	"image/draw"

	"github.com/golang/freetype/truetype"
	"github.com/wcharczuk/go-chart/v2"
	"github.com/wcharczuk/go-chart/v2/drawing"
	"golang.org/x/image/font"
	"golang.org/x/image/math/fixed"
)

// raster is go-chart's raster renderer with text and rectangles of its own: go-chart
// traces the outline of every letter and of every cell anew, which is most of the
// time that a table of a thousand numbers takes; here a letter is rasterised once per
// picture, and a rectangle, which stands on whole pixels, not at all.
type raster struct {
	chart.Renderer
	canvas *image.RGBA
	faces  map[letters]font.Face
	text   letters
	drawer font.Drawer
}

// letters are a font at a size in device pixels.
type letters struct {
	font *truetype.Font
	size float64
}

func newRaster(width, height int) (*raster, error) {
	base, err := chart.PNG(width, height)
	if err != nil {
		return nil, fmt.Errorf("start a picture of %d x %d: %w", width, height, err)
	}
	r := &raster{Renderer: base, faces: map[letters]font.Face{}}
	// Saving to go-chart's collector hands over the image that is drawn on,
	// without encoding it.
	var collect chart.ImageWriter
	if err := base.Save(&collect); err != nil {
		return nil, fmt.Errorf("start a picture of %d x %d: %w", width, height, err)
	}
	drawn, err := collect.Image()
	if err != nil {
		return nil, fmt.Errorf("start a picture of %d x %d: %w", width, height, err)
	}
	r.canvas = drawn.(*image.RGBA)
	r.drawer.Dst = r.canvas
	return r, nil
}

func (r *raster) SetFont(f *truetype.Font)     { r.text.font = f }
func (r *raster) SetFontSize(size float64)     { r.text.size = size }
func (r *raster) SetFontColor(c drawing.Color) { r.drawer.Src = image.NewUniform(c) }

// Text draws a line of text that starts at x on baseline y.
func (r *raster) Text(body string, x, y int) {
	face, ok := r.faces[r.text]
	if !ok {
		face = truetype.NewFace(r.text.font, &truetype.Options{Size: r.text.size, DPI: fontDPI, GlyphCacheEntries: 128})
		r.faces[r.text] = face
	}
	r.drawer.Face, r.drawer.Dot = face, fixed.P(x, y)
	r.drawer.DrawString(body)
}

// rect fills a rectangle.
func (r *raster) rect(at image.Rectangle, fill color.NRGBA) {
	draw.Draw(r.canvas, at, image.NewUniform(fill), image.Point{}, draw.Over)
}
