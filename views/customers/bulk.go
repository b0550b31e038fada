package customers

import (
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"cxworkbench/app"
	"cxworkbench/app/job"
	"cxworkbench/data"
	"cxworkbench/data/eventlog"
	"cxworkbench/data/message"
	"cxworkbench/resources/look"
	"cxworkbench/views/kit"
	"cxworkbench/views/screen"
)

// bulkBar says how many rows are marked and offers to change them.
func (s *Screen) bulkBar() *fyne.Container {
	t := s.host.Printer().T
	s.bulkCount = kit.Label("")
	change := kit.NewButton(t("bulk.change"), s.changeMany)
	clearAll := kit.NewQuietButton(t("bulk.none"), nil, func() { s.list.Mark(nil) })
	bar := kit.Row(look.Space3, kit.Column(0, kit.Spacer(), s.bulkCount, kit.Spacer()), change, clearAll)
	bar.Hide()
	return bar
}

// marked follows how many rows are marked; one is what is read, not what is changed
// in bulk.
func (s *Screen) marked(n int) {
	if s.bulk == nil {
		return
	}
	s.bulkCount.SetText(s.host.Printer().Text(message.New("bulk.marked", message.Args{"n": n, "all": s.roster.Len()})))
	if hide := n < 2 || s.arranged == nil || s.arranged.ReadOnly() != ""; hide != s.bulk.Hidden {
		s.bulk.Hidden = hide
		s.content.Refresh()
		c := s.host.Window().Canvas()
		if on, ok := c.Focused().(fyne.CanvasObject); hide && ok && slices.Contains(s.bulk.Objects, on) {
			c.Focus(s.list) // the button that had the keyboard is out of sight
		}
	}
	if n > 1 {
		s.host.Trace("marked %d", n)
	}
}

// stillMarked gives the rows of a list in another order, or of other people, that are
// marked in the one before; nil where several are not, or the data is another.
func (s *Screen) stillMarked(next app.Roster) (rows []int) {
	before := s.list.Marked()
	if len(before) < 2 || s.roster.Revision() != next.Revision() {
		return nil
	}
	marked, people := map[eventlog.CustomerIndex]bool{}, s.roster.Customers()
	for _, row := range before {
		marked[people[row]] = true
	}
	for row, c := range next.Customers() {
		if marked[c] {
			rows = append(rows, row)
		}
	}
	return rows
}

// bulkForm asks for one change of many customers.
type bulkForm struct {
	s         *Screen
	what      int
	fields    *fyne.Container
	attribute *kit.Entry
	value     *kit.Entry
	find      *kit.Entry
	with      *kit.Entry
	field     int // in which words are replaced: the name, then the attributes
	stage     int
	consent   bool
	purpose   *kit.Entry
	day       *kit.Entry
	reason    *kit.Entry
	terms     *screen.Terms
}

// What can be changed of many, in the order of the choice.
const (
	bulkSet = iota
	bulkClear
	bulkStage
	bulkConsent
	bulkReplace
)

func (s *Screen) changeMany() {
	rows := s.list.Marked()
	ids := make([]int64, len(rows))
	for i, row := range rows {
		ids[i] = s.roster.ID(row)
	}
	if len(ids) == 0 {
		return
	}
	printer := s.host.Printer()
	t := printer.T
	f := &bulkForm{
		s: s, fields: kit.Column(look.Space3), consent: true, attribute: kit.NewEntry(s.attributesKnown()), value: kit.NewEntry(""),
		find: kit.NewEntry(""), with: kit.NewEntry(""), purpose: kit.NewEntry(""), day: kit.NewEntry(""), reason: kit.NewEntry(""),
	}
	f.terms = screen.NewTerms(s.host, nil)
	f.day.SetText(s.roster.AsOf().String())
	what := kit.NewSelect([]string{t("bulk.set"), t("bulk.clear"), t("bulk.stage"), t("bulk.consent"), t("bulk.replace")}, 0, func(i int) {
		f.what = i
		f.show()
	})
	f.show()
	f.ask(ids, what)
}

// ask shows the form, which comes back where the change cannot be made.
func (f *bulkForm) ask(ids []int64, what *kit.Select) {
	printer, n := f.s.host.Printer(), message.Args{"n": len(ids)}
	f.terms.Whole = func() screen.Behind { return screen.Term(printer.Text(message.New("bulk.title", n)), "bulk", "") }
	f.terms.In(kit.Ask(f.s.host.Window(), kit.Question{
		Title: printer.Text(message.New("bulk.title", n)), Text: printer.T("bulk.text"),
		Body:   kit.Column(look.Space3, f.terms.Field(printer.T("bulk.what"), "bulk", kit.Row(0, what)), f.fields),
		Action: printer.Text(message.New("bulk.do", n)), Do: func() { f.do(ids, what) },
	}))
	f.s.host.Window().Canvas().Focus(what)
}

// attributesKnown names the attributes that there are, or gives examples.
func (s *Screen) attributesKnown() string {
	var names []string
	for _, a := range s.arranged.Log().Attributes {
		names = append(names, a.Name)
	}
	if len(names) == 0 {
		return s.host.Printer().T("bulk.attribute.example")
	}
	const most = 48
	return kit.Clip(strings.Join(names, ", "), most)
}

// show puts the fields that the chosen change needs.
func (f *bulkForm) show() {
	t := f.s.host.Printer().T
	labelled := func(key, about string, control fyne.CanvasObject) fyne.CanvasObject {
		return f.terms.Field(t(key), about, control)
	}
	switch f.what {
	case bulkSet:
		f.fields.Objects = []fyne.CanvasObject{labelled("bulk.attribute", "field.attribute", f.attributes()), labelled("bulk.value", "bulk.value", f.value)}
	case bulkClear:
		f.fields.Objects = []fyne.CanvasObject{labelled("bulk.attribute", "field.attribute", f.attributes())}
	case bulkStage:
		var names []string
		for _, stage := range f.s.arranged.Log().Stages {
			names = append(names, stage.Name)
		}
		stage := kit.NewSelect(names, f.stage, func(i int) { f.stage = i })
		f.fields.Objects = []fyne.CanvasObject{
			labelled("stage.stage", "field.stage", kit.Row(0, stage)), labelled("stage.day", "bulk.day", f.day), labelled("stage.reason", "bulk.reason", f.reason),
		}
	case bulkConsent:
		answers := []string{t("person.consent.yes"), t("person.consent.no")}
		chosen := 0
		if !f.consent {
			chosen = 1
		}
		answer := kit.NewSelect(answers, chosen, func(i int) { f.consent = i == 0 })
		f.fields.Objects = []fyne.CanvasObject{
			labelled("person.consent.purpose", "bulk.consent", f.purpose), labelled("person.consent.answer", "bulk.consent", kit.Row(0, answer)), labelled("person.consent.day", "bulk.day", f.day),
		}
	case bulkReplace:
		field := kit.NewSelect(f.replaceable(), f.field, func(i int) { f.field = i })
		f.fields.Objects = []fyne.CanvasObject{
			labelled("bulk.replace.in", "bulk.replace", container.New(narrow{}, field)), labelled("bulk.replace.find", "bulk.replace", f.find), labelled("bulk.replace.with", "bulk.replace", f.with),
		}
	}
	f.fields.Refresh()
	if top := f.s.host.Window().Canvas().Overlays().Top(); top != nil {
		top.Refresh() // its height follows the fields
	}
}

// replaceable names what words are replaced in: the name, then each attribute.
func (f *bulkForm) replaceable() []string {
	names := []string{f.s.host.Printer().T("person.edit.name")}
	for _, a := range f.s.arranged.Log().Attributes {
		names = append(names, a.Name)
	}
	return names
}

// replacement is what the form says of words to be replaced.
func (f *bulkForm) replacement() *app.Replacement {
	r := &app.Replacement{Field: "name", Find: f.find.Text, With: f.with.Text}
	if f.field > 0 {
		r.Field = string(app.AttributeField(f.s.arranged.Log().Attributes[f.field-1].Name))
	}
	return r
}

// attributes is the field for a name with those that there are to choose from.
func (f *bulkForm) attributes() fyne.CanvasObject {
	var names []string
	for _, a := range f.s.arranged.Log().Attributes {
		names = append(names, a.Name)
	}
	if len(names) == 0 {
		return f.attribute
	}
	choice := kit.NewSelect(names, slices.Index(names, f.attribute.Text), func(i int) { f.attribute.SetText(names[i]) })
	return kit.Border(nil, nil, nil, container.New(narrow{}, choice), f.attribute)
}

// narrow gives a drop-down of long names no more than a third of a dialog.
type narrow struct{}

// MinSize is Fyne's hook.
func (narrow) MinSize(objects []fyne.CanvasObject) fyne.Size {
	const most = 160
	size := objects[0].MinSize()
	return fyne.NewSize(min(size.Width, most)+look.Space2, size.Height)
}

// Layout is Fyne's hook.
func (narrow) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	objects[0].Move(fyne.NewPos(look.Space2, 0))
	objects[0].Resize(fyne.NewSize(size.Width-look.Space2, size.Height))
}

// edit is the change that the form says.
func (f *bulkForm) edit() (app.BulkEdit, error) {
	name := strings.TrimSpace(f.attribute.Text)
	for _, known := range f.s.arranged.Log().Attributes {
		if strings.EqualFold(known.Name, name) {
			name = known.Name
		}
	}
	attribute := string(app.AttributeField(name))
	switch f.what {
	case bulkSet:
		if strings.TrimSpace(f.value.Text) == "" {
			return app.BulkEdit{}, data.Errorf(data.CodeBadInput, "%s", f.s.host.Printer().T("bulk.novalue"))
		}
		return app.BulkEdit{Field: &app.FieldEdit{Field: attribute, Value: f.value.Text}}, nil
	case bulkClear:
		return app.BulkEdit{Field: &app.FieldEdit{Field: attribute}}, nil
	case bulkReplace:
		return app.BulkEdit{Replace: f.replacement()}, nil
	}
	when, err := day(f.s.host.Printer(), f.day.Text)
	if err != nil {
		return app.BulkEdit{}, err
	}
	if f.what == bulkStage {
		stage := data.StageChange{StageID: f.s.arranged.Log().Stages[f.stage].ID, Day: when, Evidence: data.Evidence{Kind: data.EvidenceReason, Reason: f.reason.Text}}
		return app.BulkEdit{Stage: &stage}, nil
	}
	return app.BulkEdit{Consent: &data.Consent{Purpose: f.purpose.Text, Given: f.consent, Day: when}}, nil
}

// do makes the change in the background.
func (f *bulkForm) do(ids []int64, what *kit.Select) {
	host, session := f.s.host, f.s.arranged
	bench := host.Workbench()
	failed := func(err error) bool {
		if err != nil && data.CodeOf(err) != data.CodeCancelled {
			host.Trace("error %v", err)
			f.ask(ids, what)
			kit.ShowError(host.Window(), err)
		}
		return err != nil
	}
	edit, err := f.edit()
	if failed(err) {
		return
	}
	today, changed := session.Today(bench.Now()), 0
	bench.Jobs.Start(message.New("job.bulk", message.Args{"n": len(ids)}), func(ctx context.Context, p *job.Progress) (err error) {
		changed, err = session.EditMany(ctx, ids, edit, today, p.Set)
		return err
	}, func(err error) {
		if failed(err) {
			return
		}
		host.Trace("bulk %d", changed)
		bench.Refresh(func(err error) {
			if err != nil {
				kit.ShowError(host.Window(), err)
			}
		})
	})
}
