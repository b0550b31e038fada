package charts

import (
	"image"
	"image/color"
	"unicode"

	"golang.org/x/text/width"
)

// Label is a text with letters that the fonts of charts do not have: a name in Hangul,
// Thai or Arabic. Whoever has fonts for it draws it.
type Label struct {
	Text  string
	X, Y  float64 // where it is held, in logical pixels; Y is its baseline
	Held  float64 // how much of its width stands before X: 0, a half or 1
	Size  float64 // of the type, in logical pixels
	Bold  bool
	Color color.NRGBA
}

// ImageAndLabels is Image without the labels that its fonts have no letters for,
// which it gives, for a screen that has other fonts. Image itself, and so a PNG, has a
// box for each such letter; an SVG has the text.
func (s Scene) ImageAndLabels(scale float64) (*image.RGBA, []Label) {
	var labels []Label
	return s.image(scale, &labels), labels
}

// lacks reports whether the font has no letter for some of a text.
func (f *face) lacks(text string) bool {
	for _, r := range text {
		if int(r) >= len(f.latin) && f.font.Index(r) == 0 && unicode.IsGraphic(r) && !unicode.IsSpace(r) {
			return true
		}
	}
	return false
}

// guess is how wide a letter may be that the font does not have, in em.
func guess(r rune) float64 {
	switch kind := width.LookupRune(r).Kind(); {
	case unicode.Is(unicode.Mn, r) || unicode.Is(unicode.Cf, r):
		return 0
	case kind == width.EastAsianWide || kind == width.EastAsianFullwidth:
		return 1
	}
	return 0.6
}
