package chartview

import (
	"image/color"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"cxworkbench/charts"
	"cxworkbench/resources/look"
	"cxworkbench/views/theme"
)

// A label that the fonts of charts have no letters for is written in the window, where
// it is held and on its baseline.
func TestLabelsAreWrittenWhereTheyAreHeld(t *testing.T) {
	app := test.NewTempApp(t)
	app.Settings().SetTheme(theme.New(look.Light))
	for _, held := range []float64{0, 0.5, 1} {
		written, ok := written(charts.Label{Text: "김민수", X: 200, Y: 100, Held: held, Size: 14, Bold: true, Color: color.NRGBA{R: 9, A: 255}}).(*canvas.Text)
		if !ok || written.Text != "김민수" || written.TextSize != 14 || !written.TextStyle.Bold || written.Color != (color.NRGBA{R: 9, A: 255}) {
			t.Fatalf("the label is %+v", written)
		}
		if got := written.Position().X + float32(held)*written.Size().Width; got != 200 {
			t.Errorf("held at %v it stands at %v", held, got)
		}
		if y := written.Position().Y; y >= 100 || y+written.Size().Height <= 100 {
			t.Errorf("its line goes from %v over %v, past the baseline", y, written.Size().Height)
		}
	}
	p := NewPicture(func(work func() func()) { work()() })
	p.SetDraw(func(o charts.Options) charts.Scene { return charts.Scene{Width: o.Width, Height: o.Height} })
	p.Resize(fyne.NewSize(100, 100))
	if got := len(test.WidgetRenderer(p).Objects()); got != 1 {
		t.Errorf("a picture without labels has %d objects", got)
	}
}
