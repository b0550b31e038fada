package kit

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"cxworkbench/resources/look"
	"cxworkbench/views/theme"
)

// block is something of a least size.
func block(width, height float32) *canvas.Rectangle {
	r := canvas.NewRectangle(nil)
	r.SetMinSize(fyne.NewSize(width, height))
	return r
}

func TestASheetScrollsItsHeadOnlyWhereTheWindowIsLow(t *testing.T) {
	app := test.NewTempApp(t)
	app.Settings().SetTheme(theme.New(look.Light))
	head, body := block(100, 200), block(100, 600)
	s := NewSheet(head, body)
	w := app.NewWindow("sheet")
	w.SetPadded(false)
	w.SetContent(s)
	for _, c := range []struct {
		height float32
		low    bool
	}{{800, false}, {400, true}, {900, false}} {
		w.Resize(fyne.NewSize(500, c.height))
		if s.low != c.low {
			t.Errorf("in a window %v high the head scrolls along: %t", c.height, s.low)
		}
		driver := fyne.CurrentApp().Driver()
		at := driver.AbsolutePositionForObject(body).Subtract(driver.AbsolutePositionForObject(s))
		if at.Y != 200+look.Space4 || head.Size().Height != 200 {
			t.Errorf("in a window %v high the body stands at %v, the head is %v high", c.height, at.Y, head.Size().Height)
		}
		if c.low && s.scroll.Content.MinSize().Height < 800 {
			t.Errorf("only %v can be scrolled to", s.scroll.Content.MinSize().Height)
		}
	}
}

func TestABarGivesWay(t *testing.T) {
	app := test.NewTempApp(t)
	app.Settings().SetTheme(theme.New(look.Light))
	words, end := Section("A business with a name that is longer than any line"), block(300, 32)
	line := Bar(words, end)
	if got := line.MinSize().Width; got > 400 {
		t.Errorf("a bar wants %v at least", got)
	}
	line.Resize(fyne.NewSize(420, 32))
	scroll := line.Objects[1]
	if scroll.Position().X+scroll.Size().Width != 420 || words.Size().Width+scroll.Size().Width > 420 || scroll.Size().Width < 300 {
		t.Errorf("words of %v beside %v at %v", words.Size().Width, scroll.Size().Width, scroll.Position().X)
	}
	line.Resize(fyne.NewSize(320, 32))
	if words.Size().Width < 64 || scroll.Size().Width != 240 {
		t.Errorf("in a narrow window words of %v stand beside %v", words.Size().Width, scroll.Size().Width)
	}
}

// The bar and what bleeds stand in the margin of the screen, whether the head scrolls
// or not; head and body begin on the same edge.
func TestASheetReachesIntoTheMargin(t *testing.T) {
	app := test.NewTempApp(t)
	app.Settings().SetTheme(theme.New(look.Light))
	head, body := block(10, 100), block(10, 900)
	w := app.NewWindow("sheet")
	w.SetPadded(false)
	sheet := NewSheet(head, body)
	w.SetContent(Inset(look.Space5, sheet))
	driver := fyne.CurrentApp().Driver()
	for _, height := range []float32{600, 300} {
		w.Resize(fyne.NewSize(500, height))
		for _, o := range []fyne.CanvasObject{head, body} {
			at := driver.AbsolutePositionForObject(o).X - driver.AbsolutePositionForObject(sheet).X
			if wide := o.Size().Width; at != 0 || wide != sheet.Size().Width {
				t.Errorf("on %v high: at %v of the sheet, %v wide, the sheet %v", height, at, wide, sheet.Size().Width)
			}
		}
	}
}
