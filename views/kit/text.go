package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"cxworkbench/resources/look"
)

// Tone is what a text's colour says.
type Tone int

// The tones. Good, Caution and Bad never stand alone: a sign or a word goes with
// them.
const (
	ToneText Tone = iota
	ToneSecondary
	ToneAccent
	ToneGood
	ToneCaution
	ToneBad
)

func (t Tone) colour(p look.Palette) color.NRGBA {
	switch t {
	case ToneSecondary:
		return p.Secondary
	case ToneAccent:
		return p.Accent
	case ToneGood:
		return p.Good
	case ToneCaution:
		return p.Caution
	case ToneBad:
		return p.Bad
	}
	return p.Text
}

// Text is a text of one style, without padding of its own, so that it stands on
// the grid. It wraps to its width or, if its style does not wrap, ends in an
// ellipsis where it does not fit.
type Text struct {
	widget.BaseWidget
	text  string
	size  float32
	bold  bool
	wraps bool
	tone  Tone
	align fyne.TextAlign
	lines []*canvas.Text
	shown []string
}

func newText(text string, size float32, bold, wraps bool, tone Tone) *Text {
	t := &Text{text: text, size: size, bold: bold, wraps: wraps, tone: tone}
	t.ExtendBaseWidget(t)
	return t
}

// Title is a screen's title: the finding. It wraps.
func Title(text string) *Text { return newText(text, look.TextTitle, true, true, ToneText) }

// Section is the heading of a part of a screen, on one line.
func Section(text string) *Text { return newText(text, look.TextSection, true, false, ToneText) }

// Body is running text. It wraps.
func Body(text string) *Text { return newText(text, look.TextBody, false, true, ToneText) }

// Label is body text on one line.
func Label(text string) *Text { return newText(text, look.TextBody, false, false, ToneText) }

// Definition is a definition line or a note: small and quiet. It wraps.
func Definition(text string) *Text {
	return newText(text, look.TextCaption, false, true, ToneSecondary)
}

// Caption is small, quiet text on one line.
func Caption(text string) *Text {
	return newText(text, look.TextCaption, false, false, ToneSecondary)
}

// Figure is a key figure, large, on one line.
func Figure(text string) *Text { return newText(text, look.TextFigure, true, false, ToneText) }

// Text gives the words shown.
func (t *Text) Text() string { return t.text }

// SetText changes the words.
func (t *Text) SetText(text string) {
	if t.text != text {
		t.text = text
		t.Refresh()
	}
}

// SetTone changes the colour.
func (t *Text) SetTone(tone Tone) *Text {
	t.tone = tone
	t.Refresh()
	return t
}

// SetAlign changes the alignment within the width.
func (t *Text) SetAlign(align fyne.TextAlign) *Text {
	t.align = align
	t.Refresh()
	return t
}

func (t *Text) ruler() *Ruler { return RulerFor(t.size, t.bold) }

// measure is how wide running text gets: longer lines are hard to follow back.
const measure = 1048

// breakLines says what each line shows at a width; before the first layout, with
// width 0, it is a single line.
func (t *Text) breakLines(width float32) []string {
	switch {
	case width <= 0:
		return []string{t.text}
	case t.wraps:
		return t.ruler().Wrap(t.text, fyne.Min(width, measure))
	case fyne.MeasureText(t.text, t.size, fyne.TextStyle{Bold: t.bold}).Width <= width+0.5:
		return []string{t.text}
	}
	return []string{t.ruler().Ellipsis(t.text, width)}
}

// CreateRenderer is Fyne's hook.
func (t *Text) CreateRenderer() fyne.WidgetRenderer {
	r := &drawing{}
	arrange := func(size fyne.Size) {
		t.shown = t.breakLines(size.Width)
		height := t.ruler().LineHeight()
		for len(t.lines) < len(t.shown) {
			t.lines = append(t.lines, canvas.NewText("", nil))
		}
		r.objects = r.objects[:0]
		for i, line := range t.shown {
			object := t.lines[i]
			object.Text, object.Alignment, object.TextSize = line, t.align, t.size
			object.TextStyle.Bold = t.bold
			object.Move(fyne.NewPos(0, float32(i)*height))
			object.Resize(fyne.NewSize(size.Width, height))
			r.objects = append(r.objects, object)
		}
	}
	paint := func(p look.Palette) {
		arrange(t.Size())
		for _, line := range t.lines {
			line.Color = t.tone.colour(p)
		}
	}
	r.refresh = paint
	r.layout = func(fyne.Size) { r.Refresh() }
	r.minSize = func() fyne.Size {
		height := t.ruler().LineHeight()
		if t.wraps {
			return fyne.NewSize(look.Space6, height*float32(len(t.breakLines(t.Size().Width))))
		}
		width := fyne.MeasureText(t.text, t.size, fyne.TextStyle{Bold: t.bold}).Width
		return fyne.NewSize(ceil(width), height)
	}
	r.Refresh()
	return r
}

// Clip shortens a text to so many letters, for places with room for one line.
func Clip(text string, most int) string {
	if letters := []rune(text); len(letters) > most {
		return string(letters[:most]) + "…"
	}
	return text
}
