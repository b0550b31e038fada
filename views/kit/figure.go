package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	base "fyne.io/fyne/v2/theme"

	"cxworkbench/resources/look"
	"cxworkbench/views/theme"
)

// Figures is what a key figure says: never a number without the n and the
// definition that make it one.
type Figures struct {
	Label  string   // what it is
	Value  string   // the number, in the reader's form
	Change string   // against the period before, or that no difference shows; "" is none
	Tone   Tone     // of Change
	Notes  []string // n, interval, definition
	// Spark is a small picture of the course, to the right of the number; nil is none.
	Spark fyne.CanvasObject
	// More opens what stands behind the number, from a small button in the corner and
	// by F1; nil is none. MoreTip says what the button does.
	More    func()
	MoreTip string
}

// KeyFigure is a card with one large number that opens.
type KeyFigure struct {
	pressable
	figures Figures
	more    *Button
}

// NewKeyFigure makes a key figure; do opens the people and the reckoning behind it.
func NewKeyFigure(f Figures, do func()) *KeyFigure {
	k := &KeyFigure{figures: f}
	k.onTapped = do
	if f.More != nil {
		k.more = NewIconButton(base.InfoIcon(), f.MoreTip, f.More)
		k.onKey = func(key fyne.KeyName) bool {
			if key == fyne.KeyF1 {
				f.More()
			}
			return key == fyne.KeyF1
		}
	}
	k.extend(k)
	return k
}

// Figures gives what is shown.
func (k *KeyFigure) Figures() Figures { return k.figures }

// SetFigures changes what is shown.
func (k *KeyFigure) SetFigures(f Figures) {
	k.figures = f
	k.Refresh()
}

// Held is the button that explains the figure.
func (k *KeyFigure) Held() []fyne.CanvasObject {
	if k.more == nil {
		return nil
	}
	return []fyne.CanvasObject{k.more}
}

// CreateRenderer is Fyne's hook.
func (k *KeyFigure) CreateRenderer() fyne.WidgetRenderer {
	const sparkWidth, sparkHeight, room = 96, 36, look.Space4
	box, over, ring := canvas.NewRectangle(nil), canvas.NewRectangle(nil), NewRing()
	over.CornerRadius = look.Radius
	label, value, change := Label(""), Figure(""), Caption("")
	label.tone = ToneSecondary
	var notes []*Text
	d := &drawing{}
	stack := func(size fyne.Size, move bool) float32 {
		y, width := float32(room), size.Width-2*room
		put := func(t *Text, w, gap float32) {
			if t.text == "" {
				return
			}
			if move {
				t.Move(fyne.NewPos(room, y))
				t.Resize(fyne.NewSize(w, t.MinSize().Height)) // the width decides the lines
				t.Resize(fyne.NewSize(w, t.MinSize().Height))
			}
			y += t.MinSize().Height + gap
		}
		labelWidth := width
		if k.more != nil {
			labelWidth -= controlHeight - look.Space2
		}
		put(label, labelWidth, look.Space1)
		valueWidth := width
		if spark := k.figures.Spark; spark != nil {
			valueWidth -= sparkWidth + look.Space2
			if move {
				spark.Move(fyne.NewPos(room+width-sparkWidth, y))
				spark.Resize(fyne.NewSize(sparkWidth, sparkHeight))
			}
		}
		put(value, fyne.Max(valueWidth, 0), look.Space1)
		put(change, width, look.Space1)
		for _, note := range notes {
			put(note, width, 0)
		}
		return y + room
	}
	d.layout = func(size fyne.Size) {
		for _, o := range []fyne.CanvasObject{box, over, ring} {
			o.Resize(size)
		}
		k.placeMore(size)
		stack(size, true)
	}
	d.minSize = func() fyne.Size {
		number := value.MinSize().Width
		if k.figures.Spark != nil {
			number += look.Space2 + sparkWidth
		}
		return fyne.NewSize(max(label.MinSize().Width, number, 160)+2*room, stack(k.Size(), false))
	}
	d.refresh = func(p look.Palette) {
		f := k.figures
		label.text, value.text, change.text, change.tone = f.Label, f.Value, f.Change, f.Tone
		notes = retext(notes, f.Notes)
		d.objects = append(d.objects[:0], box, label, value, change)
		for _, note := range notes {
			d.objects = append(d.objects, note)
		}
		if f.Spark != nil {
			d.objects = append(d.objects, f.Spark)
		}
		d.objects = append(d.objects, over) // over the picture, which has a ground of its own
		if k.more != nil {
			d.objects = append(d.objects, k.more)
		}
		d.objects = append(d.objects, ring)
		k.paint(box, over, ring, p)
		if k.Size().Width > 0 {
			d.layout(k.Size())
		}
	}
	d.Refresh()
	return d
}

// placeMore puts the button into the corner.
func (k *KeyFigure) placeMore(size fyne.Size) {
	if k.more != nil {
		k.more.Resize(fyne.NewSquareSize(controlHeight))
		k.more.Move(fyne.NewPos(size.Width-controlHeight-look.Space2, look.Space2))
	}
}

// paint colours the card, and what lies over it while the pointer is there.
func (k *KeyFigure) paint(box, over, ring *canvas.Rectangle, p look.Palette) {
	DrawRing(ring, p, k.ringed())
	paintCard(box, p)
	over.FillColor = nil
	if k.hovered && k.onTapped != nil {
		box.StrokeColor = theme.Outline(p)
		if !p.Solid {
			over.FillColor = theme.Hover(p)
		}
	}
}

// retext gives the notes their words: a note more where there are too few, and
// no words to those left over.
func retext(notes []*Text, words []string) []*Text {
	for len(notes) < len(words) {
		notes = append(notes, Definition(""))
	}
	for i, note := range notes {
		note.text = ""
		if i < len(words) {
			note.text = words[i]
		}
	}
	return notes
}
