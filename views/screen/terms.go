package screen

import (
	"fyne.io/fyne/v2"

	"cxworkbench/views/kit"
)

// Terms are what a dialog explains: itself, its numbers and its fields. F1 says what
// the keyboard is on, else what the dialog is; Host.Open shows it over the dialog, as a
// panel beside it could not be reached.
type Terms struct {
	Whole func() Behind // the dialog itself
	host  Host
	of    map[fyne.Focusable]func() Behind
}

// NewTerms makes the explanations of a dialog, which itself is explained by whole.
func NewTerms(host Host, whole func() Behind) *Terms {
	return &Terms{host: host, Whole: whole, of: map[fyne.Focusable]func() Behind{}}
}

// Term is what stands behind a term, or a number that counts no people, which reads so.
func Term(title, about, reading string) Behind {
	return Behind{Title: title, About: about, Reading: reading, Alone: true}
}

// Of has F1 in a control, or in those of a container, say what it is.
func (t *Terms) Of(control fyne.CanvasObject, behind func() Behind) {
	switch c := control.(type) {
	case fyne.Focusable:
		t.of[c] = behind
	case *fyne.Container: // that gives the control its size
		for _, inside := range c.Objects {
			t.Of(inside, behind)
		}
	}
}

// Field is a control with its name above it, both of which say what it is.
func (t *Terms) Field(words, about string, control fyne.CanvasObject) fyne.CanvasObject {
	behind := Term(words, about, "")
	t.Of(control, func() Behind { return behind })
	return kit.ExplainedField(words, t.host.Printer().T("explain.tip"), control, func() { t.host.Open(behind) })
}

// Number has what shows a number say what it is, as it then reads.
func (t *Terms) Number(object fyne.CanvasObject, behind func() Behind) fyne.CanvasObject {
	return kit.NewExplained(object, t.host.Printer().T("explain.tip"), func() { t.host.Open(behind()) })
}

// In has a dialog explain itself and what is in it.
func (t *Terms) In(d *kit.Dialog) {
	d.OnExplain(func() {
		behind := t.Whole
		if on, ok := t.of[t.host.Window().Canvas().Focused()]; ok {
			behind = on
		}
		t.host.Open(behind())
	})
}
