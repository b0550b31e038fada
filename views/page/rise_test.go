package page

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"cxworkbench/resources/look"
)

// Room that is left goes to the pictures that gain by it, no further than they do,
// and what does not is as high as it needs.
func TestPicturesRiseIntoTheRoomThatIsLeft(t *testing.T) {
	sized := func(height float32) fyne.CanvasObject {
		o := canvas.NewRectangle(nil)
		o.SetMinSize(fyne.NewSize(10, height))
		return o
	}
	chart, table, hidden := sized(100), sized(50), sized(70)
	hidden.Hide()
	c := container.New(&rise{more: map[fyne.CanvasObject]float32{chart: 80}}, chart, hidden, table)
	least := float32(100 + look.Space4 + 50)
	if got := c.MinSize().Height; got != least {
		t.Errorf("needs %v, want %v", got, least)
	}
	for room, want := range map[float32]float32{0: 100, 30: 130, 500: 180} {
		c.Resize(fyne.NewSize(10, least+room))
		if chart.Size().Height != want || table.Size().Height != 50 || table.Position().Y != want+look.Space4 {
			t.Errorf("with %v more the picture is %v high, want %v; the table %v at %v", room, chart.Size().Height, want, table.Size().Height, table.Position().Y)
		}
	}
}
