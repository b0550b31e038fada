package kit_test

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"cxworkbench/views/kit"
)

// The second part has its share of a wide room and what it keeps of a narrow one;
// in one narrower still it stands below.
func TestTheSecondPartKeepsItsWidth(t *testing.T) {
	first, second := canvas.NewRectangle(nil), canvas.NewRectangle(nil)
	split := kit.SplitKeeping(0.7, 560, 224, first, second)
	for width, want := range map[float32]float32{1016: 300, 616: 224, 400: 400} {
		split.Resize(fyne.NewSize(width, 300))
		if got := second.Size().Width; got != want {
			t.Errorf("in %v the second part is %v wide, want %v", width, got, want)
		}
		if first.Position().X != 0 || second.Position().X+second.Size().Width != width {
			t.Errorf("in %v the parts end at %v", width, second.Position().X+second.Size().Width)
		}
	}
}
