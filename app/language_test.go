//go:build !race

package app

import (
	"bytes"
	"path/filepath"
	"regexp"
	"testing"

	"cxworkbench/charts"
	"cxworkbench/data/message"
	"cxworkbench/resources/look"
)

// Every picture of the demo, its tooltips included, are in
// the reader's form of numbers: in German no point stands before a decimal.
func TestNumbersOfTheDemoAreInTheReadersForm(t *testing.T) {
	s, err := OpenOrMakeDemo(t.Context(), filepath.Join(t.TempDir(), "demo.cxw"), now, func(int64, int64) {})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	german, err := message.For("de")
	if err != nil {
		t.Fatal(err)
	}
	written, point := regexp.MustCompile(`>([^<>]*)<`), regexp.MustCompile(`[0-9]\.[0-9]+`)
	thousands := regexp.MustCompile(`^[0-9]\.[0-9]{3}$`)
	for _, picture := range Pictures {
		request := PictureRequest{View: WholeView()}
		scene, err := picture.Draw(t.Context(), s, request, charts.Options{Width: 1280, Height: 800, Palette: look.Light, Printer: german})
		if err != nil {
			t.Errorf("%s: %v", picture.Name, err)
			continue
		}
		var svg bytes.Buffer
		if err := scene.WriteSVG(&svg); err != nil {
			t.Fatal(err)
		}
		texts := []string{scene.Title, scene.Definition, scene.Summary}
		for _, region := range scene.Regions {
			texts = append(texts, region.Tooltip)
		}
		for _, part := range written.FindAllStringSubmatch(svg.String(), -1) {
			texts = append(texts, part[1])
		}
		for _, text := range texts {
			for _, found := range point.FindAllString(text, -1) {
				if !thousands.MatchString(found) {
					t.Errorf("%s: %s in %q", picture.Name, found, text)
				}
			}
		}
	}
}
