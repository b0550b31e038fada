// Package chartview shows a chart in the window: sharp at any size and scale,
// and, as a View, answering pointer and keyboard.
package chartview

import (
	"image"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"cxworkbench/charts"
	"cxworkbench/resources/look"
	"cxworkbench/views/kit"
	"cxworkbench/views/theme"
)

// Draw makes the chart. Width, height and palette of the options are those of the
// screen; the rest is for the caller to set. It is called off the UI goroutine
// and must only read what does not change.
type Draw func(o charts.Options) charts.Scene

// Picture shows a chart that answers nothing, a sparkline for example. It draws
// off the UI goroutine; the old picture stays until the new one is there.
type Picture struct {
	widget.BaseWidget
	run     kit.Runner
	draw    Draw
	onShown func()
	minimum fyne.Size

	image   *canvas.Image
	labels  []fyne.CanvasObject // that the fonts of charts have no letters for
	scene   charts.Scene
	drawn   state // what the picture shows
	wanted  state // what it should show
	working bool
}

// state is all that a picture depends on.
type state struct {
	revision      int // counts the charts that were set
	width, height int
	scale         float32
	palette       look.Palette
}

// NewPicture makes a picture that has nothing to show yet.
func NewPicture(run kit.Runner) *Picture {
	p := &Picture{run: run, image: &canvas.Image{FillMode: canvas.ImageFillStretch, ScaleMode: canvas.ImageScalePixels}}
	p.ExtendBaseWidget(p)
	return p
}

// SetDraw shows another chart. With nil the picture becomes empty.
func (p *Picture) SetDraw(draw Draw) {
	p.draw = draw
	p.wanted.revision++
	if draw == nil {
		p.show(charts.Scene{}, nil, nil, state{revision: p.wanted.revision})
		return
	}
	p.request()
}

// SetMinSize sets the least room that the chart is given.
func (p *Picture) SetMinSize(size fyne.Size) { p.minimum = size }

// Scene is the chart that is shown; before the first it is empty.
func (p *Picture) Scene() charts.Scene { return p.scene }

// request has the picture drawn if it is not what it should be. While one drawing
// is under way, the next waits for it, and only the newest wish counts.
func (p *Picture) request() {
	size := p.Size()
	p.wanted = state{p.wanted.revision, int(size.Width), int(size.Height), p.deviceScale(), theme.Palette()}
	want := p.wanted
	if p.draw == nil || p.working || want == p.drawn || want.width < 1 || want.height < 1 {
		return
	}
	p.working = true
	draw := p.draw
	p.run(func() func() {
		scene := draw(charts.Options{Width: want.width, Height: want.height, Palette: want.palette})
		drawing, labels := scene.ImageAndLabels(float64(want.scale))
		return func() {
			p.working = false
			// Another chart's or another palette's drawing is too late to be shown.
			// One of another size is shown: it is newer than what is there, and the
			// right one is begun now.
			if want.revision == p.wanted.revision && want.palette == p.wanted.palette {
				p.show(scene, drawing, labels, want)
			}
			p.request()
		}
	})
}

func (p *Picture) show(scene charts.Scene, drawing image.Image, labels []charts.Label, as state) {
	p.scene, p.drawn, p.labels = scene, as, nil
	for _, label := range labels {
		p.labels = append(p.labels, written(label))
	}
	p.image.Image = drawing
	p.image.Hidden = drawing == nil
	p.image.Resize(fyne.NewSize(float32(scene.Width), float32(scene.Height)))
	p.image.Refresh()
	if len(labels) > 0 {
		canvas.Refresh(p)
	}
	if p.onShown != nil {
		p.onShown()
	}
}

// written is a label in the window's fonts, which fall back on those of the system.
func written(l charts.Label) fyne.CanvasObject {
	text := canvas.NewText(l.Text, l.Color)
	text.TextSize, text.TextStyle.Bold = float32(l.Size), l.Bold
	size := text.MinSize()
	_, baseline := fyne.CurrentApp().Driver().RenderedTextSize(l.Text, text.TextSize, text.TextStyle, nil)
	text.Move(fyne.NewPos(float32(l.X)-float32(l.Held)*size.Width, float32(l.Y)-baseline))
	text.Resize(size)
	return text
}

// deviceScale is how many device pixels make a logical one.
func (p *Picture) deviceScale() float32 {
	driver := fyne.CurrentApp().Driver()
	c := driver.CanvasForObject(p)
	if c == nil {
		windows := driver.AllWindows()
		if len(windows) == 0 {
			return 1
		}
		c = windows[0].Canvas()
	}
	const far = 1000
	x, _ := c.PixelCoordinateForPosition(fyne.NewPos(far, 0))
	return float32(x) / far
}

// CreateRenderer is Fyne's hook.
func (p *Picture) CreateRenderer() fyne.WidgetRenderer { return &pictureRenderer{p} }

type pictureRenderer struct{ picture *Picture }

func (r *pictureRenderer) Destroy()           {}
func (r *pictureRenderer) MinSize() fyne.Size { return r.picture.minimum }
func (r *pictureRenderer) Layout(fyne.Size)   { r.picture.request() }
func (r *pictureRenderer) Refresh()           { r.picture.request() }

func (r *pictureRenderer) Objects() []fyne.CanvasObject {
	return append([]fyne.CanvasObject{r.picture.image}, r.picture.labels...)
}

// IsClip tells Fyne to cut off what the old picture has too much after the window
// became smaller.
func (r *pictureRenderer) IsClip() {}
