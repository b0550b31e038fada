// Package filter is where a person says which customers are meant: conditions as
// rows or as text, with the sentence and the count while they are edited, and the
// segments that keep them. What is chosen here applies to every screen.
package filter

import (
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	base "fyne.io/fyne/v2/theme"

	"cxworkbench/app"
	"cxworkbench/data"
	"cxworkbench/data/analysis/condition"
	"cxworkbench/data/message"
	"cxworkbench/resources/look"
	"cxworkbench/views/kit"
	"cxworkbench/views/screen"
)

const (
	formWidth  = 800
	rowsHeight = 190
)

// form edits a condition. Rows and text say the same: whichever is edited, the
// other follows. A condition that rows cannot say is edited as text only.
type form struct {
	host     screen.Host
	dialog   *kit.Dialog
	view     app.View // what is counted, with the condition edited
	accept   func(app.View)
	save     *kit.Button // as a segment; nil where a segment is edited
	apply    *kit.Button
	question app.Question

	tests    []condition.Test
	byRows   bool  // the rows say all of the condition
	rowError error // why the rows say no condition

	rows            *fyne.Container
	text            *kit.Entry
	from, to        *kit.Entry // nil where a segment is edited
	sentence, count *kit.Text
	terms           *screen.Terms
	setting         bool           // the text is set by the program
	focused         fyne.Focusable // what gets the keyboard once the rows are in view
}

// Open edits the filter of the current view, which Apply puts on every screen.
func Open(host screen.Host) {
	f := &form{host: host, view: host.Workbench().View(), accept: host.Workbench().SetView}
	f.from, f.to = kit.NewEntry(host.Printer().T("filter.date.example")), kit.NewEntry(host.Printer().T("filter.date.example"))
	f.from.SetText(f.view.From.String())
	f.to.SetText(f.view.To.String())
	f.from.OnChanged = func(string) { f.check() }
	f.to.OnChanged = func(string) { f.check() }
	f.show(host.Printer().T("filter.title"), host.Printer().T("filter.apply"))
}

// show puts the form over the window.
func (f *form) show(title, action string) {
	t := f.host.Printer().T
	f.terms = screen.NewTerms(f.host, func() screen.Behind { return screen.Term(title, "filter", f.sentence.Text()+"\n"+f.count.Text()) })
	f.rows, f.sentence, f.count = kit.Column(look.Space2), kit.Body(""), kit.Section("")
	f.text = kit.NewEntry(t("customers.where.example"))
	f.text.SetText(f.view.Where)
	f.text.OnChanged = func(string) { f.typed() }
	f.apply = kit.NewPrimaryButton(action, f.take)
	f.text.OnSubmitted = func(string) { f.take() }
	add := kit.NewQuietButton(t("filter.add"), base.ContentAddIcon(), f.add)
	buttons := kit.Row(look.Space2, add, kit.Spacer())
	if f.from != nil {
		f.save = kit.NewButton(t("filter.save"), f.saveSegment)
		buttons.Add(f.save)
	}
	buttons.Add(kit.NewButton(t("kit.cancel"), func() { f.dialog.Cancel() }))
	buttons.Add(f.apply)
	scroll := container.NewVScroll(f.rows)
	scroll.SetMinSize(fyne.NewSize(400, rowsHeight))
	parts := []fyne.CanvasObject{kit.Section(title)}
	if f.from != nil && f.view.Segment != "" {
		within := message.New("filter.within", message.Args{"name": f.view.Segment})
		parts = append(parts, kit.Definition(f.host.Printer().Text(within)))
	}
	parts = append(parts, scroll, f.terms.Field(t("filter.text"), "filter.text", f.text), f.terms.Number(f.sentence, f.meant))
	if f.from != nil {
		parts = append(parts, kit.Split(0.5, 400, f.terms.Field(t("filter.from"), "filter.dates", f.from), f.terms.Field(t("filter.to"), "filter.dates", f.to)))
	}
	parts = append(parts, f.terms.Number(f.count, f.terms.Whole), buttons)
	f.read()
	f.build(noFocus)
	f.dialog = kit.Float(f.host.Window(), formWidth, kit.Column(look.Space3, parts...), f.text)
	f.terms.In(f.dialog)
	if f.view.Where == "" {
		f.host.Window().Canvas().Focus(add)
	}
	f.check()
}

// meant says of each thing that the conditions ask for what it is.
func (f *form) meant() screen.Behind {
	b := f.terms.Whole()
	var said []string
	for _, test := range f.tests {
		if words := f.host.Printer().T("explain." + aboutOf[test.Subject]); !slices.Contains(said, words) {
			said = append(said, words)
		}
	}
	b.Explain = strings.Join(said, "\n")
	return b
}

// aboutOf names the texts that say what a test is about.
var aboutOf = map[condition.Subject]string{
	condition.OfSilent: "filter.silent", condition.OfDone: "filter.done", condition.OfLeft: "filter.left",
	condition.OfSubscribed: "filter.subscribed", condition.OfStage: "field.stage", condition.OfAttribute: "field.attribute",
}

// typed follows the text: the rows say it where they can.
func (f *form) typed() {
	if f.setting {
		return
	}
	f.rowError = nil
	f.read()
	f.build(noFocus)
	f.check()
}

// read takes the rows from the text.
func (f *form) read() {
	f.tests, f.byRows = nil, false
	c, err := parse(f.text.Text)
	if err != nil {
		return
	}
	f.tests, f.byRows = c.Tests()
	for _, test := range f.tests {
		f.byRows = f.byRows && fitsRow(f.host.Workbench().Session().Log(), test)
	}
	if !f.byRows {
		f.tests = nil
	}
}

// edited follows the rows: the text says the same.
func (f *form) edited() {
	f.rowError = nil
	for i, test := range f.tests {
		if unfinished(test) {
			f.rowError = data.Errorf(data.CodeBadInput, "%s", f.host.Printer().Text(message.New("filter.unfinished", message.Args{"n": i + 1})))
		}
	}
	if f.rowError == nil {
		c, err := condition.All(f.tests...)
		if f.rowError = err; err == nil {
			f.setting = true
			f.text.SetText(c.String())
			f.setting = false
		}
	}
	f.check()
}

// add appends a row, which begins as the most asked test.
func (f *form) add() {
	if !f.byRows {
		return
	}
	f.tests = append(f.tests, condition.Test{Subject: condition.OfSilent, Span: 60, Unit: "day"})
	f.build(focus{len(f.tests) - 1, controlSubject})
	f.edited()
}

// parse reads a condition; blank is none.
func parse(text string) (condition.Condition, error) {
	if isBlank(text) {
		return condition.Condition{}, nil
	}
	return condition.Parse(text)
}

// asked gives the view as it is edited, or why it cannot be.
func (f *form) asked() (app.View, condition.Condition, error) {
	v := f.view
	if f.rowError != nil {
		return v, condition.Condition{}, f.rowError
	}
	c, err := parse(f.text.Text)
	if err != nil {
		return v, c, err
	}
	v.Where = c.String()
	if f.from == nil {
		return v, c, nil
	}
	for _, limit := range []struct {
		day   *data.Day
		entry *kit.Entry
	}{{&v.From, f.from}, {&v.To, f.to}} {
		if *limit.day = data.NoDay; isBlank(limit.entry.Text) {
			continue
		}
		if *limit.day, err = f.host.Printer().ReadDay(limit.entry.Text); err != nil {
			bad := f.host.Printer().Text(message.New("asof.bad", message.Args{"text": limit.entry.Text}))
			return v, c, data.Wrap(err, data.CodeBadInput, "%s", bad)
		}
	}
	return v, c, nil
}

// check says what the form says, and counts for whom it holds.
func (f *form) check() {
	v, c, err := f.asked()
	if err != nil {
		f.refuse(err)
		f.question.Forget() // an answer on its way is of another condition
		return
	}
	f.sentence.SetText(f.host.Printer().Text(c.Sentence()))
	f.sentence.SetTone(kit.ToneSecondary)
	app.Ask(f.host.Workbench(), &f.question, message.New("job.count", nil), func(ctx context.Context, s *app.Session, _ app.View) (app.Count, error) {
		return s.Count(ctx, v)
	}, func(n app.Count, err error) {
		if err != nil {
			if data.CodeOf(err) != data.CodeCancelled {
				f.refuse(err)
			}
			return
		}
		f.count.SetText(f.host.Printer().Text(message.New("filter.count", message.Args{"n": n.Kept, "all": n.All})))
		f.allow(true, !c.IsZero())
		f.host.Trace("filter %d of %d", n.Kept, n.All)
	})
}

// refuse says why the form cannot be applied.
func (f *form) refuse(err error) {
	f.sentence.SetText(f.host.Printer().Error(err))
	f.sentence.SetTone(kit.ToneBad)
	f.count.SetText(f.host.Printer().T("filter.count.none"))
	f.allow(false, false)
}

func (f *form) allow(apply, save bool) {
	enable(f.apply, apply)
	if f.save != nil {
		enable(f.save, save)
	}
}

func enable(b *kit.Button, enabled bool) {
	if enabled {
		b.Enable()
	} else {
		b.Disable()
	}
}

// take applies what the form says, where it says something that can be asked.
func (f *form) take() {
	v, _, err := f.asked()
	if err != nil || f.apply.Disabled() {
		return
	}
	f.dialog.Close()
	f.accept(v)
}
