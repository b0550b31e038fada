package kit_test

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"cxworkbench/resources/look"
	"cxworkbench/views/kit"
)

func TestTextWrapsAndCuts(t *testing.T) {
	words := "One in four of the Q3 2025 joiners was gone by month three"
	title, label := kit.Title(words), kit.Label(words)
	mustShow(t, container.NewWithoutLayout(title, label))
	title.Resize(fyne.NewSize(200, 200))
	lines := shown(title)
	if len(lines) < 3 || strings.Join(lines, " ") != words {
		t.Errorf("title is broken into %q", lines)
	}
	for _, line := range lines {
		if width := fyne.MeasureText(line, look.TextTitle, fyne.TextStyle{Bold: true}).Width; width > 200 {
			t.Errorf("line %q is %v wide, want at most 200", line, width)
		}
	}
	if got, want := title.MinSize().Height, float32(len(lines))*28; got < want {
		t.Errorf("title wants a height of %v, want at least %v", got, want)
	}
	label.Resize(fyne.NewSize(200, 20))
	if lines := shown(label); len(lines) != 1 || !strings.HasSuffix(lines[0], "…") {
		t.Errorf("label shows %q, want one line with an ellipsis", lines)
	}
	label.Resize(label.MinSize())
	if lines := shown(label); lines[0] != words {
		t.Errorf("with room enough the label shows %q", lines)
	}
}

func TestTextKeepsWhatItCountsInOnePiece(t *testing.T) {
	words := "came back in month 3 (n = 60), against 71.5 %"
	title := kit.Title(words)
	mustShow(t, container.NewWithoutLayout(title))
	for width := float32(120); width < 500; width++ {
		title.Resize(fyne.NewSize(width, 200))
		for _, line := range shown(title) {
			line = strings.ReplaceAll(line, "\u00a0", " ")
			if strings.Contains(line, "(n") && !strings.Contains(line, "(n = 60),") {
				t.Fatalf("at %v the title is broken into %q", width, shown(title))
			}
		}
	}
}

func TestEllipsisFillsTheWidthAndNoMore(t *testing.T) {
	mustShow(t, kit.Label("x"))
	ruler := kit.RulerFor(look.TextBody, false)
	measure := func(s string) float32 { return fyne.MeasureText(s, look.TextBody, fyne.TextStyle{}).Width }
	for _, words := range []string{"Café Marina Ltd", "AVAVAV To Te", "Łódź, ул. Ленина", "WWWWWWWW", "iiiiiiiiiiiiiiiiii", ""} {
		whole := measure(words)
		for width := float32(20); width < 160; width++ {
			got := ruler.Ellipsis(words, width)
			if got != words && measure(got) > width+0.5 {
				t.Errorf("%q in %v becomes %q, %v wide", words, width, got, measure(got))
			}
			if got != words && measure(got) < width-22 {
				t.Errorf("%q in %v becomes %q, only %v wide", words, width, got, measure(got))
			}
			if got == words && whole > width+1 {
				t.Errorf("%q, %v wide, is not cut to %v", words, whole, width)
			}
			if got != words && whole < width*0.9 {
				t.Errorf("%q, %v wide, is cut to %q though %v wide is allowed", words, whole, got, width)
			}
		}
	}
	if got := ruler.Ellipsis("a\nb\tc", 100); got != "a b c" {
		t.Errorf("line breaks become %q", got)
	}
}
