package charts

import (
	"image"
	"math"

	"cxworkbench/data/message"
	"cxworkbench/resources/look"
)

// frame is what all charts share: the texts, the styles, and the room that is
// left for the chart itself.
type frame struct {
	o      Options
	scene  Scene
	styles styles
	inner  rect // inside the margin and below the heading

	title, definition []string
}

// styles are the ways text is set in charts.
type styles struct {
	title, strong, body, caption, figure style
	number                               style // in cells, columns and on axes
}

func newStyles(p look.Palette) styles {
	return styles{
		title:   style{look.TextTitle, true, p.Text},
		strong:  style{look.TextBody, true, p.Text},
		body:    style{look.TextBody, false, p.Text},
		caption: style{look.TextCaption, false, p.Secondary},
		number:  style{look.TextCaption, false, p.Text},
		figure:  style{look.TextFigure, true, p.Text},
	}
}

// The lines of the heading, in logical pixels.
const (
	titleLine   = 28
	captionLine = 17
)

func newFrame(finding, definition message.Message, o Options) *frame {
	if o.Printer == nil {
		o.Printer = message.English()
	}
	f := &frame{o: o, styles: newStyles(o.Palette)}
	f.scene = Scene{Width: o.Width, Height: o.Height, background: o.Palette.Surface}
	if !finding.IsZero() {
		f.scene.Title = o.Printer.Sentence(finding)
	}
	if !definition.IsZero() {
		f.scene.Definition = o.Printer.Sentence(definition)
	}
	f.inner = rect{0, 0, float64(o.Width), float64(o.Height)}
	if o.Heading {
		f.layOutHeading()
	}
	f.inner.w, f.inner.h = max(0, f.inner.w), max(0, f.inner.h)
	return f
}

func (f *frame) layOutHeading() {
	margin := float64(look.Space5)
	if f.o.Width < 800 {
		margin = look.Space4
	}
	f.inner = rect{margin, margin, f.inner.w - 2*margin, f.inner.h - 2*margin}
	f.title = f.styles.title.face().wrap(f.scene.Title, f.styles.title.size, f.inner.w, 2)
	f.definition = f.styles.caption.face().wrap(f.scene.Definition, f.styles.caption.size, f.inner.w, 0)
	taken := float64(len(f.title)*titleLine + len(f.definition)*captionLine)
	if taken > 0 {
		taken += look.Space4
	}
	f.inner.y += taken
	f.inner.h -= taken
}

// drawHeading draws the finding and, under it, the definition.
func (f *frame) drawHeading(p *painter) {
	if !f.o.Heading {
		return
	}
	y := f.inner.y - look.Space4 - float64(len(f.title)*titleLine+len(f.definition)*captionLine)
	for _, line := range f.title {
		p.text(line, f.inner.x, f.styles.title.baseline(y+titleLine/2), left, f.styles.title)
		y += titleLine
	}
	for _, line := range f.definition {
		if y+captionLine > float64(f.o.Height) {
			break
		}
		p.text(line, f.inner.x, f.styles.caption.baseline(y+captionLine/2), left, f.styles.caption)
		y += captionLine
	}
}

// finish makes the scene of what draw draws below the heading.
func (f *frame) finish(draw func(*painter)) Scene {
	scene := f.scene
	scene.draw = func(p *painter) {
		f.drawHeading(p)
		draw(p)
	}
	return scene
}

// empty is the scene of a result without people: one sentence in the middle.
func (f *frame) empty(key string) Scene {
	words := f.text(key, nil)
	f.scene.Summary = words
	return f.finish(func(p *painter) { f.drawSentence(p, words, f.inner) })
}

// drawSentence writes words in the middle of a room that has nothing else to show.
func (f *frame) drawSentence(p *painter, words string, room rect) {
	const line = 20
	body := f.styles.body
	body.color = f.o.Palette.Secondary
	lines := body.face().wrap(words, body.size, room.w, 0)
	y := max(room.y, room.middle()-float64(len(lines))*line/2)
	for _, words := range lines {
		if y+line > float64(f.o.Height) {
			break
		}
		p.text(words, room.centre(), body.baseline(y+line/2), centre, body)
		y += line
	}
}

func (f *frame) say(m message.Message) string { return f.o.Printer.Text(m) }

func (f *frame) text(key string, args message.Args) string {
	return f.o.Printer.Text(message.New(key, args))
}

// region adds a region; its bounds are widened to whole pixels and kept inside
// the scene.
func (f *frame) region(r rect, tooltip string, target any) {
	bounds := image.Rect(int(math.Floor(r.x)), int(math.Floor(r.y)), int(math.Ceil(r.right())), int(math.Ceil(r.bottom())))
	bounds = bounds.Intersect(image.Rect(0, 0, f.o.Width, f.o.Height))
	if !bounds.Empty() {
		f.scene.Regions = append(f.scene.Regions, Region{bounds, tooltip, target})
	}
}
