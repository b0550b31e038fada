package customers

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	base "fyne.io/fyne/v2/theme"

	"cxworkbench/app"
	"cxworkbench/data"
	"cxworkbench/data/message"
	"cxworkbench/resources/look"
	"cxworkbench/views/kit"
	"cxworkbench/views/screen"
)

// sideOf is the column of facts: what to do next first.
func (p *page) sideOf(f figures, person app.PersonPage) []fyne.CanvasObject {
	w := f.w
	out := p.next(f, person)
	out = append(out, w.heading("person.past")...)
	out = append(out, p.past(f, person.Past)...)
	out = append(out, kit.Definition(w.printer.Text(person.Past.Definition)))
	weight := w.text("person.weight", message.Args{"weight": person.Past.Weight})
	set := p.writes(kit.NewIconButton(base.SettingsIcon(), w.printer.T("person.weight.do"), p.askWeight))
	weighs := f.explained(kit.Definition(weight), "person.impression", "person.weight.title", weight, nil)
	out = append(out, kit.Border(nil, nil, nil, container.NewVBox(set), kit.Column(0, kit.Spacer(), weighs, kit.Spacer())))
	out = append(out, phases(f, person.Past)...)
	out = append(out, p.tasks(w, person)...)
	out = append(out, w.why()...)
	out = append(out, w.subscriptions()...)
	out = append(out, p.consent(w, person)...)
	return append(out, w.facts()...)
}

// next is what to do, each with the record that says so.
func (p *page) next(f figures, person app.PersonPage) []fyne.CanvasObject {
	w := f.w
	out := []fyne.CanvasObject{kit.Section(w.printer.T("person.next"))}
	if len(person.Next) == 0 {
		return append(out, kit.Definition(w.printer.T("person.next.none")))
	}
	for _, step := range person.Next {
		do, why := w.printer.Text(step.Do), w.printer.Text(step.Why)
		words := f.explained(kit.Column(0, kit.Body(do), kit.Definition(why)), "person.next", "person.next", do+"\n"+why, nil)
		switch {
		case step.Task != nil:
			out = append(out, kit.Border(nil, nil, nil, container.NewVBox(screen.DoneButton(p.host, *step.Task)), words))
		case step.Row != nil:
			show := kit.NewIconButton(base.NavigateNextIcon(), w.printer.T("person.line.what"), func() { p.line.choose(*step.Row) })
			out = append(out, kit.Border(nil, nil, nil, container.NewVBox(show), words))
		default:
			out = append(out, words)
		}
	}
	return out
}

func (p *page) tasks(w writer, person app.PersonPage) []fyne.CanvasObject {
	out := w.heading("person.tasks")
	if len(person.Tasks) == 0 {
		out = append(out, kit.Definition(w.printer.T("person.tasks.none")))
	}
	bench := p.host.Workbench()
	today := bench.Session().Today(bench.Now())
	for _, task := range person.Tasks[:min(len(person.Tasks), shownTouches)] {
		if task.Done.Known() {
			out = append(out, kit.Column(0, kit.Body(task.What), kit.Definition(w.text("person.task.wasdone", message.Args{"day": task.Done}))))
			continue
		}
		words := kit.Column(0, kit.Body(task.What), kit.Definition(w.printer.Text(app.DueWords(task, today))))
		out = append(out, kit.Border(nil, nil, nil, container.NewVBox(screen.DoneButton(p.host, task)), words))
	}
	return append(out, kit.Row(0, p.writes(kit.NewQuietButton(w.printer.T("person.task.add"), base.ContentAddIcon(), p.addTask))))
}

// writes disables a button where the workspace cannot be changed.
func (p *page) writes(b *kit.Button) *kit.Button {
	if p.host.Workbench().Session().ReadOnly() != "" {
		b.Disable()
	}
	return b
}

func (p *page) consent(w writer, person app.PersonPage) []fyne.CanvasObject {
	out := w.heading("person.consent")
	if len(person.Consents) == 0 {
		out = append(out, kit.Definition(w.printer.T("person.consent.none")))
	}
	for _, c := range person.Consents {
		key := "person.consent.refused"
		if c.Given {
			key = "person.consent.given"
		}
		out = append(out, pair(c.Purpose, w.text(key, message.Args{"day": c.Day})))
	}
	return append(out, kit.Row(0, p.writes(kit.NewQuietButton(w.printer.T("person.consent.add"), base.ContentAddIcon(), p.addConsent))))
}

// day reads a date that a person typed; an empty one is none.
func day(printer *message.Printer, text string) (data.Day, error) {
	if text = strings.TrimSpace(text); text == "" {
		return data.NoDay, nil
	}
	d, err := printer.ReadDay(text)
	if err != nil {
		return d, data.Wrap(err, data.CodeBadInput, "%q is no date like 2026-10-31; nothing was stored.", text)
	}
	return d, nil
}

func (p *page) addTask() {
	t := p.host.Printer().T
	what, due := kit.NewEntry(""), kit.NewEntry("")
	body := kit.Column(look.Space3, kit.LabelledField(t("person.task.what"), what), kit.LabelledField(t("person.task.due"), due))
	kit.Ask(p.host.Window(), kit.Question{Title: t("person.task.title"), Body: body, Action: t("person.task.add"), Do: func() {
		task := data.Task{CustomerID: p.id, What: what.Text, Done: data.NoDay}
		screen.Change(p.host, message.New("job.task", nil), func(ctx context.Context, s *app.Session) (err error) {
			if task.Due, err = day(p.host.Printer(), due.Text); err != nil {
				return err
			}
			_, err = s.AddTask(ctx, task)
			return err
		})
	}})
	p.host.Window().Canvas().Focus(what)
}

func (p *page) addConsent() {
	t, bench := p.host.Printer().T, p.host.Workbench()
	purpose, when, given := kit.NewEntry(""), kit.NewEntry(""), true
	when.SetText(bench.Session().Today(bench.Now()).String())
	answer := kit.NewSelect([]string{t("person.consent.yes"), t("person.consent.no")}, 0, func(i int) { given = i == 0 })
	body := kit.Column(look.Space3, kit.LabelledField(t("person.consent.purpose"), purpose), kit.LabelledField(t("person.consent.answer"), kit.Row(0, answer)),
		kit.LabelledField(t("person.consent.day"), when))
	kit.Ask(p.host.Window(), kit.Question{Title: t("person.consent.title"), Body: body, Action: t("person.consent.add"), Do: func() {
		consent := data.Consent{CustomerID: p.id, Purpose: purpose.Text, Given: given}
		screen.Change(p.host, message.New("job.consent", nil), func(ctx context.Context, s *app.Session) (err error) {
			if consent.Day, err = day(p.host.Printer(), when.Text); err != nil {
				return err
			}
			_, err = s.NoteConsent(ctx, consent)
			return err
		})
	}})
	p.host.Window().Canvas().Focus(purpose)
}

// askWeight asks how much the newest touch weighs in the impression, for everybody.
func (p *page) askWeight() {
	if p.shown == nil {
		return
	}
	printer := p.host.Printer()
	now := printer.Text(message.New("person.weight.now", message.Args{"weight": p.shown.Past.Weight}))
	kit.AskText(p.host.Window(), printer.T("person.weight.title"), printer.T("person.weight.text"), now, printer.T("person.weight.do"), func(text string) {
		screen.Change(p.host, message.New("job.weight", nil), func(ctx context.Context, s *app.Session) error {
			weight, err := printer.ReadFloat(text)
			if err != nil {
				return err
			}
			return s.SetImpressionWeight(ctx, weight)
		})
	})
}

// mostFields is how many attributes can be edited at once; a dialog has no more
// room. The others are edited in a file and imported.
const mostFields = 12

// editFacts asks for name, e-mail, phone and attributes.
func (p *page) editFacts() {
	if p.shown == nil {
		return
	}
	t, c := p.host.Printer().T, p.shown.Customer
	var fields []app.FieldEdit
	var entries []*kit.Entry
	var forms []fyne.CanvasObject
	add := func(field, label, value string) {
		entry := kit.NewEntry("")
		entry.SetText(value)
		fields, entries = append(fields, app.FieldEdit{Field: field, Value: value}), append(entries, entry)
		forms = append(forms, kit.LabelledField(label, entry))
	}
	add("name", t("person.edit.name"), c.Name)
	add("email", t("person.edit.email"), identityOf(c, data.IdentityEmail))
	add("phone", t("person.edit.phone"), identityOf(c, data.IdentityPhone))
	for i, a := range p.host.Workbench().Session().Log().Attributes {
		if i < mostFields {
			add("attr:"+a.Name, a.Name, c.Attributes[a.Name])
		}
	}
	name, value := kit.NewEntry(""), kit.NewEntry("")
	forms = append(forms, kit.LabelledField(t("person.edit.more"), name), kit.LabelledField(t("person.edit.more.value"), value))
	label := p.title.Text()
	kit.Ask(p.host.Window(), kit.Question{
		Title: p.host.Printer().Text(message.New("person.edit.title", message.Args{"name": label})), Body: kit.Tiles(220, forms...), Width: 560,
		Action: t("person.edit.do"), Do: func() {
			var edits []app.FieldEdit
			for i, entry := range entries {
				if entry.Text != fields[i].Value {
					edits = append(edits, app.FieldEdit{Field: fields[i].Field, Value: entry.Text})
				}
			}
			if more := strings.TrimSpace(name.Text); more != "" {
				edits = append(edits, app.FieldEdit{Field: "attr:" + more, Value: value.Text})
			}
			p.saveFacts(label, edits)
		},
	})
	p.host.Window().Canvas().Focus(entries[0])
}

func (p *page) saveFacts(label string, edits []app.FieldEdit) {
	if len(edits) == 0 {
		return
	}
	id := p.id
	screen.Change(p.host, message.New("job.facts", nil), func(ctx context.Context, s *app.Session) error {
		_, err := s.EditCustomerByID(ctx, id, label, edits)
		return err
	})
}

func identityOf(c data.Customer, kind data.IdentityKind) string {
	for _, identity := range c.Identities {
		if identity.Kind == kind {
			return identity.Value
		}
	}
	return ""
}
