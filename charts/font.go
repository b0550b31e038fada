package charts

import (
	"strings"
	"sync"
	"unicode"

	"github.com/golang/freetype/truetype"
	"github.com/wcharczuk/go-chart/v2"
	"golang.org/x/image/math/fixed"

	"cxworkbench/resources"
)

// face is a font with its advance widths, so that text is measured without a
// renderer: a scene is laid out once and looks the same at every scale.
type face struct {
	font  *truetype.Font
	bold  bool
	latin [0x250]float64 // advance in em; the Latin blocks, which most texts stay in
}

var (
	regular = sync.OnceValue(func() *face { return loadFace(resources.FontRegular, false) })
	bold    = sync.OnceValue(func() *face { return loadFace(resources.FontBold, true) })
)

// loadFace falls back on go-chart's own font: a chart in another font is better
// than no chart.
func loadFace(ttf []byte, isBold bool) *face {
	parsed, err := truetype.Parse(ttf)
	if err != nil {
		parsed, err = chart.GetDefaultFont()
	}
	if err != nil {
		panic(err) // both fonts are embedded at build time; a test reads them
	}
	f := &face{font: parsed, bold: isBold}
	for r := range f.latin {
		f.latin[r] = f.lookUp(rune(r))
	}
	return f
}

func (f *face) lookUp(r rune) float64 {
	if r >= rune(len(f.latin)) && f.font.Index(r) == 0 {
		return guess(r)
	}
	em := fixed.Int26_6(f.font.FUnitsPerEm())
	return float64(f.font.HMetric(em, f.font.Index(r)).AdvanceWidth) / float64(em)
}

// width measures one line of text in logical pixels.
func (f *face) width(text string, size float64) float64 {
	em := 0.0
	for _, r := range text {
		if int(r) < len(f.latin) {
			em += f.latin[r]
		} else {
			em += f.lookUp(r)
		}
	}
	return em * size
}

const ellipsis = "…"

// fit shortens text with an ellipsis until it is no wider than width; what
// cannot even be begun is empty.
func (f *face) fit(text string, size, width float64) string {
	if f.width(text, size) <= width {
		return text
	}
	runes := []rune(text)
	for n := len(runes) - 1; n > 0; n-- {
		short := strings.TrimRightFunc(string(runes[:n]), unicode.IsSpace) + ellipsis
		if f.width(short, size) <= width {
			return short
		}
	}
	return ""
}

// wrap breaks text into lines no wider than width, at most limit of them (0 for
// any number); the last is shortened where the text is longer. A single word
// wider than a line is shortened.
func (f *face) wrap(text string, size, width float64, limit int) []string {
	text = strings.ReplaceAll(text, " = ", "\u00a0=\u00a0") // "n = 2,400" stays together
	var lines []string
	line := ""
	words := strings.FieldsFunc(text, func(r rune) bool { return r == ' ' || r == '\n' || r == '\t' })
	for i, word := range words {
		longer := word
		if line != "" {
			longer = line + " " + word
		}
		if line == "" || f.width(longer, size) <= width {
			line = longer
			continue
		}
		if len(lines) == limit-1 {
			return append(lines, f.fit(line+" "+strings.Join(words[i:], " "), size, width))
		}
		lines = append(lines, f.fit(line, size, width))
		line = word
	}
	if line != "" {
		lines = append(lines, f.fit(line, size, width))
	}
	return lines
}
