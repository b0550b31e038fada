package charts

import (
	"bytes"
	"strings"
	"testing"

	"cxworkbench/resources/look"
)

// What the fonts of charts have no letters for is left to the screen, at the place and
// in the size it was to have; everything else is drawn, and an SVG has all of it.
func TestForeignTextsAreLeftToTheScreen(t *testing.T) {
	body := newStyles(look.Light).body
	texts := []string{"Ólafur Þór", "Ирина Петрова", "Γιώργος", "26.5 % – n = 7,043…", "김민수", "สมชาย", "देवेन्द्र", "أحمد", "Ann 🎉"}
	scene := Scene{Width: 400, Height: 300, background: look.Light.Surface, draw: func(p *painter) {
		for i, text := range texts {
			p.text(text, 200, float64(20+20*i), centre, body)
		}
	}}
	_, labels := scene.ImageAndLabels(2)
	if len(labels) != 5 {
		t.Fatalf("%d labels are left: %v", len(labels), labels)
	}
	if l := labels[0]; l.Text != "김민수" || l.X != 200 || l.Y != 100 || l.Held != 0.5 || l.Size != body.size || l.Color != body.color {
		t.Errorf("a label is %+v", l)
	}
	var svg bytes.Buffer
	if err := scene.WriteSVG(&svg); err != nil {
		t.Fatal(err)
	}
	for _, text := range texts {
		if !strings.Contains(svg.String(), text) {
			t.Errorf("the SVG is without %s", text)
		}
	}
	for text, em := range map[string]float64{"김민수": 3, "王小明": 3, "ค\u0e31": 0.6} {
		if got := body.face().width(text, 1); got != em {
			t.Errorf("%s is %v em wide", text, got)
		}
	}
}
