package kit_test

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"
	base "fyne.io/fyne/v2/theme"

	"cxworkbench/resources/look"
	"cxworkbench/views/kit"
)

// words finds the text that a widget draws.
func words(o fyne.CanvasObject) *canvas.Text {
	for _, part := range test.WidgetRenderer(o.(fyne.Widget)).Objects() {
		if text, ok := part.(*canvas.Text); ok {
			return text
		}
	}
	return nil
}

// What has no frame begins, as it is seen, where what has one does, on every line.
func TestQuietButtonsStandOnTheEdge(t *testing.T) {
	pick := kit.NewSelect([]string{"a choice"}, 0, nil)
	first, second, third := kit.NewQuietButton("12 came", nil, nil), kit.NewQuietButton("3 left", nil, nil), kit.NewQuietButton("9 stayed", nil, nil)
	row := kit.Controls(first, second, pick, third)
	mustShow(t, container.NewWithoutLayout(row))
	row.Resize(fyne.NewSize(first.MinSize().Width+second.MinSize().Width+pick.MinSize().Width, 200))
	left := func(b *kit.Button) float32 { return b.Position().X + words(b).Position().X }
	if left(first) != 0 || left(third) != 0 || third.Position().Y <= first.Position().Y {
		t.Errorf("words begin at %v and, on the next line, at %v, want both at 0", left(first), left(third))
	}
	if gap := left(second) - left(first) - words(first).Size().Width; gap != look.Space5 {
		t.Errorf("words are %v apart, want %v", gap, look.Space5)
	}
	seen := second.Position().X + second.Size().Width - look.Space3
	if gap := pick.Position().X - seen; gap != look.Space4 {
		t.Errorf("the frame is %v from the words before it, want %v", gap, look.Space4)
	}
}

// What belongs together goes to a line of its own as a whole, if it fits there.
func TestASeamKeepsTogether(t *testing.T) {
	box := func(width float32) *canvas.Rectangle {
		r := canvas.NewRectangle(nil)
		r.SetMinSize(fyne.NewSize(width, 20))
		return r
	}
	lines := func(width float32) (out []float32) {
		objects := []fyne.CanvasObject{box(100), kit.Seam(), box(60), box(60)}
		row := kit.Controls(objects...)
		row.Resize(fyne.NewSize(width, 100))
		for _, i := range []int{0, 2, 3} {
			out = append(out, objects[i].Position().Y)
		}
		return out
	}
	for width, want := range map[float32][]float32{300: {0, 0, 0}, 200: {0, 28, 28}, 120: {0, 28, 56}} {
		if got := lines(width); !slices.Equal(got, want) {
			t.Errorf("on %v they stand at %v, want %v", width, got, want)
		}
	}
}

func TestControlsShareTheMiddleOfTheirLine(t *testing.T) {
	tall, low := canvas.NewRectangle(nil), canvas.NewRectangle(nil)
	tall.SetMinSize(fyne.NewSize(10, 40))
	low.SetMinSize(fyne.NewSize(10, 20))
	row := kit.Controls(tall, low)
	row.Resize(fyne.NewSize(200, 40))
	if low.Position().Y != 10 {
		t.Errorf("the lower one is at %v, want in the middle, at 10", low.Position().Y)
	}
}

func TestAtEndReachesTheEdge(t *testing.T) {
	save := kit.NewIconButton(base.DocumentSaveIcon(), "Save", nil)
	row := kit.AtEnd(kit.NewQuietButton("Edit", nil, nil), save)
	mustShow(t, container.NewWithoutLayout(row))
	row.Resize(row.MinSize())
	driver := fyne.CurrentApp().Driver()
	from := driver.AbsolutePositionForObject(save).X - driver.AbsolutePositionForObject(row).X
	if over := from + save.Size().Width - row.Size().Width; over != 7 { // (32 - 18) / 2
		t.Errorf("the button ends %v beyond the edge, its icon 7 before its end", over)
	}
}

// One line of controls is one height, whatever they are.
func TestControlsAreEquallyHigh(t *testing.T) {
	entry, pick, button := kit.NewEntry("90, 365"), kit.NewSelect([]string{"days"}, 0, nil), kit.NewButton("Filter", nil)
	mustShow(t, container.NewVBox(entry, pick, button))
	if a, b, c := entry.MinSize().Height, pick.MinSize().Height, button.MinSize().Height; a != b || b != c {
		t.Errorf("field %v, drop-down %v, button %v high", a, b, c)
	}
}

func TestUnderFillsWhatIsLeft(t *testing.T) {
	head, rest := kit.Body(strings.Repeat("words ", 60)), canvas.NewRectangle(nil)
	both := kit.Under(look.Space4, head, rest)
	mustShow(t, container.NewWithoutLayout(both))
	both.Resize(fyne.NewSize(300, 600))
	high := head.MinSize().Height
	if high < 100 || rest.Position().Y != high+look.Space4 || rest.Size().Height != 600-high-look.Space4 {
		t.Errorf("below a head of %v: at %v, %v high", high, rest.Position().Y, rest.Size().Height)
	}
}

// A line that is too long to be followed back is broken, however wide the window.
func TestRunningTextKeepsItsMeasure(t *testing.T) {
	text := kit.Definition(strings.Repeat("a definition that goes on ", 20))
	mustShow(t, container.NewWithoutLayout(text))
	text.Resize(fyne.NewSize(1048, 100))
	lines := text.MinSize().Height
	text.Resize(fyne.NewSize(1680, 100))
	if got := text.MinSize().Height; got != lines {
		t.Errorf("at 1680 it is %v high, at 1048 %v", got, lines)
	}
}
