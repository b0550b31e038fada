package kit

import (
	"math"
	"strings"

	"fyne.io/fyne/v2"
	base "fyne.io/fyne/v2/theme"
)

// Ruler measures text of one size and weight quickly: it adds up the widths of
// single letters, which costs nanoseconds where shaping costs microseconds and
// errs, by kerning, to the wide side. Only for the UI goroutine.
type Ruler struct {
	size   float32
	style  fyne.TextStyle
	latin  [0x250]float32 // by rune; 0 is not measured yet
	others map[rune]float32
	height float32
}

type rulerKey struct {
	font string
	size float32
	bold bool
}

var rulers = map[rulerKey]*Ruler{}

// RulerFor gives the ruler of a text size in the font of the running theme.
func RulerFor(size float32, bold bool) *Ruler {
	style := fyne.TextStyle{Bold: bold}
	key := rulerKey{base.Current().Font(style).Name(), size, bold}
	r, ok := rulers[key]
	if !ok {
		height := fyne.MeasureText("Hg", size, style).Height
		r = &Ruler{size: size, style: style, others: map[rune]float32{}, height: ceil(height)}
		rulers[key] = r
	}
	return r
}

func ceil(f float32) float32 { return float32(math.Ceil(float64(f))) }

// LineHeight is the height of a line, in whole logical pixels.
func (r *Ruler) LineHeight() float32 { return r.height }

// Width is the width of a text without line breaks.
func (r *Ruler) Width(text string) float32 {
	var width float32
	for _, c := range text {
		width += r.advance(c)
	}
	return width
}

func (r *Ruler) advance(c rune) float32 {
	if int(c) < len(r.latin) {
		if r.latin[c] == 0 {
			r.latin[c] = r.measure(c)
		}
		return r.latin[c]
	}
	width, ok := r.others[c]
	if !ok {
		width = r.measure(c)
		r.others[c] = width
	}
	return width
}

// measure takes the mean of several, so that rounding of the whole does not weigh.
func (r *Ruler) measure(c rune) float32 {
	const times = 8
	return fyne.MeasureText(strings.Repeat(string(c), times), r.size, r.style).Width / times
}

const ellipsis = "…"

// Ellipsis shortens a text to a width; what was cut is shown as an ellipsis. Line
// breaks and tabs become spaces.
func (r *Ruler) Ellipsis(text string, width float32) string {
	if strings.ContainsAny(text, "\n\r\t") {
		text = strings.Join(strings.FieldsFunc(text, func(c rune) bool { return c == '\n' || c == '\r' || c == '\t' }), " ")
	}
	room := width - r.advance('…')
	var used float32
	fits := 0 // bytes that fit beside an ellipsis
	for i, c := range text {
		used += r.advance(c)
		if used <= room {
			fits = i + len(string(c))
		}
		if used > width {
			return strings.TrimRight(text[:fits], " ") + ellipsis
		}
	}
	return text
}

// Wrap breaks a text into lines of at most a width, at spaces and line breaks, but
// not beside an equals sign: "n = 57" stays in one piece. A word that is too long
// stands on a line of its own with an ellipsis.
func (r *Ruler) Wrap(text string, width float32) []string {
	var lines []string
	space := r.advance(' ')
	for paragraph := range strings.SplitSeq(text, "\n") {
		var line strings.Builder
		var used float32
		paragraph = strings.ReplaceAll(paragraph, " = ", "\u00a0=\u00a0")
		for word := range strings.SplitSeq(paragraph, " ") {
			w := r.Width(word)
			if line.Len() > 0 && used+space+w > width {
				lines = append(lines, line.String())
				line.Reset()
				used = 0
			}
			if line.Len() > 0 {
				line.WriteByte(' ')
				used += space
			}
			if w > width {
				word = r.Ellipsis(word, width)
			}
			line.WriteString(word)
			used += w
		}
		lines = append(lines, line.String())
	}
	return lines
}
