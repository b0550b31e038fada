package capture

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"cxworkbench/app"
	"cxworkbench/app/capture"
	"cxworkbench/data"
	"cxworkbench/data/analysis/person"
	"cxworkbench/data/message"
	"cxworkbench/resources/look"
	"cxworkbench/views/kit"
	"cxworkbench/views/screen"
)

// form asks for all that can be noted of a contact: what one line cannot say.
type form struct {
	host    screen.Host
	session *app.Session
	contact app.Contact // as it began, with what is chosen from lists
	tickets []app.Ticket
	save    func(app.Contact)

	dialog                              *kit.Dialog
	terms                               *screen.Terms
	who, when, touchpoint, product      *kit.Entry
	outcome, amount, note, task, due    *kit.Entry
	activity, channel, requested, phase *kit.Select
	felt, ticket                        *kit.Select
	hint                                *kit.Text
	activities, channels                []string
}

const formWidth = 720

// names lists what can be chosen: none where that is possible, what there is, and
// what is said already.
func names(none bool, known []string, said string) []string {
	var out []string
	if none {
		out = append(out, "–")
	}
	found := said == ""
	for _, name := range known {
		out = append(out, name)
		found = found || name == said
	}
	if !found {
		out = append(out, said)
	}
	return out
}

func indexOf(names []string, said string) int {
	for i, name := range names {
		if name == said {
			return i
		}
	}
	return 0
}

// openForm asks for a contact that begins with what is known of it.
func openForm(host screen.Host, words *capture.Words, c app.Contact, save func(app.Contact)) *form {
	session, t := host.Workbench().Session(), host.Printer().T
	f := &form{host: host, session: session, contact: c, tickets: session.TicketsOf(c.Customer), save: save, hint: kit.Definition("")}
	entry := func(text, example string) *kit.Entry {
		e := kit.NewEntry(example)
		e.SetText(text)
		return e
	}
	f.who, f.when = entry(c.Name, t("capture.form.who.example")), entry(session.MomentText(c.When), "2026-10-31 14:30")
	if c.Customer != 0 {
		f.who.Disable()
	}
	f.touchpoint, f.product, f.outcome, f.note = entry(c.Touchpoint, ""), entry(c.Product, ""), entry(c.Outcome, ""), entry(c.Note, "")
	f.amount, f.task, f.due = entry("", session.Log().Settings.Currency), entry(c.Task, t("capture.form.task.example")), entry(c.Due.String(), "2026-10-31")
	if c.Amount != nil {
		f.amount.SetText(host.Printer().Float(c.Amount.Float(session.Log().Settings.Currency), -1))
	}
	f.lists(words)
	f.terms = screen.NewTerms(host, func() screen.Behind { return screen.Term(t("capture.title"), "capture.form", "") })
	f.dialog = kit.Float(host.Window(), formWidth, f.body(), f.first())
	f.terms.In(f.dialog)
	f.when.OnChanged = f.sayFuture
	f.sayFuture("")
	host.Trace("contact form")
	return f
}

// lists makes the drop-downs.
func (f *form) lists(words *capture.Words) {
	t, c := f.host.Printer().T, &f.contact
	f.activities, f.channels = names(false, words.Names(capture.Activity), c.Activity), names(true, words.Names(capture.Channel), c.Channel)
	if c.Activity == "" {
		c.Activity = f.activities[0]
	}
	f.activity = kit.NewSelect(f.activities, indexOf(f.activities, c.Activity), func(i int) { c.Activity = f.activities[i] })
	f.channel = kit.NewSelect(f.channels, indexOf(f.channels, c.Channel), func(i int) {
		if c.Channel = ""; i > 0 {
			c.Channel = f.channels[i]
		}
	})
	f.requested = kit.NewSelect([]string{"–", t("capture.form.pull"), t("capture.form.push")}, 0, func(i int) { c.Requested = []data.Tri{data.Unknown, data.Yes, data.No}[i] })
	phases := []string{"–"}
	for _, phase := range data.Phases {
		phases = append(phases, t("person.phase."+string(phase)))
	}
	f.phase = kit.NewSelect(phases, 0, func(i int) {
		if c.Phase = ""; i > 0 {
			c.Phase = data.Phases[i-1]
		}
	})
	felt, chosen := []string{"–"}, 0
	for emotion := -2; emotion <= 2; emotion++ {
		felt = append(felt, person.Signed(emotion))
		if c.Emotion != nil && *c.Emotion == emotion {
			chosen = len(felt) - 1
		}
	}
	f.felt = kit.NewSelect(felt, chosen, func(i int) {
		if c.Emotion = nil; i > 0 {
			emotion := i - 3
			c.Emotion = &emotion
		}
	})
	tickets := []string{"–"}
	for _, ticket := range f.tickets {
		tickets = append(tickets, f.host.Printer().Text(message.New("capture.form.ticket.of", message.Args{"what": ticket.Category, "day": ticket.Opened})))
	}
	f.ticket = kit.NewSelect(tickets, 0, func(i int) {
		if c.Ticket = 0; i > 0 {
			c.Ticket = f.tickets[i-1].ID
		}
	})
}

func (f *form) body() fyne.CanvasObject {
	t := f.host.Printer().T
	field := func(key string, control fyne.CanvasObject) fyne.CanvasObject {
		return f.terms.Field(t("capture.form."+key), "capture.form."+key, control)
	}
	tiles := kit.Tiles(200, field("who", f.who), field("when", f.when), field("what", f.activity),
		field("channel", f.channel), field("touchpoint", f.touchpoint), field("product", f.product),
		field("requested", f.requested), field("phase", f.phase), field("felt", f.felt),
		field("outcome", f.outcome), field("amount", f.amount), field("ticket", f.ticket))
	promise := kit.Tiles(200, field("task", f.task), field("due", f.due))
	for _, entry := range []*kit.Entry{f.who, f.when, f.touchpoint, f.product, f.outcome, f.amount, f.note, f.task, f.due} {
		entry.OnSubmitted = func(string) { f.done() }
	}
	buttons := kit.Row(look.Space2, kit.Spacer(), kit.NewButton(t("kit.cancel"), func() { f.dialog.Cancel() }), kit.NewPrimaryButton(t("capture.save"), f.done))
	return kit.Column(look.Space3, kit.Section(t("capture.title")), tiles, field("note", f.note), promise, f.hint, buttons)
}

// first is the field that a person fills in first.
func (f *form) first() fyne.Focusable {
	if f.contact.Customer == 0 && f.contact.Name == "" {
		return f.who
	}
	return f.when
}

// read gives the contact that the form says.
func (f *form) read() (c app.Contact, err error) {
	c, printer := f.contact, f.host.Printer()
	if c.Customer == 0 {
		c.Name = f.who.Text
	}
	c.Touchpoint, c.Product, c.Outcome, c.Note, c.Task = f.touchpoint.Text, f.product.Text, f.outcome.Text, f.note.Text, f.task.Text
	if c.When, err = f.moment(); err != nil {
		return c, err
	}
	c.Due = data.NoDay
	if text := strings.TrimSpace(f.due.Text); text != "" {
		if c.Due, err = printer.ReadDay(text); err != nil {
			return c, err
		}
	}
	c.Amount = nil
	if text := strings.TrimSpace(f.amount.Text); text != "" {
		n, err := printer.ReadFloat(text)
		if err != nil {
			return c, err
		}
		c.Amount, err = f.session.ReadAmount(strconv.FormatFloat(n, 'f', -1, 64))
		return c, err
	}
	return c, nil
}

// moment reads when it was.
func (f *form) moment() (data.Moment, error) {
	text := strings.TrimSpace(f.when.Text)
	if day, err := f.host.Printer().ReadDay(text); err == nil {
		return data.OnDay(day), nil
	}
	return app.ParseMoment(text, f.session.Log().Zone)
}

// sayFuture says of a contact in the future that it is, since it may be a slip.
func (f *form) sayFuture(string) {
	f.hint.SetText("")
	when, err := f.moment()
	if day := when.DayIn(f.session.Log().Zone); err == nil && day > f.session.Today(f.host.Workbench().Now()) {
		f.hint.SetText(f.host.Printer().Text(message.New("capture.part.future", message.Args{"day": day})))
		f.hint.SetTone(kit.ToneCaution)
	}
	f.dialog.Refresh() // its height follows the words
}

// done stores what the form says, or says what is missing.
func (f *form) done() {
	c, err := f.read()
	if err == nil {
		err = c.Check()
	}
	if err != nil {
		f.hint.SetText(f.host.Printer().Error(err))
		f.hint.SetTone(kit.ToneCaution)
		f.dialog.Refresh() // its height follows the words
		return
	}
	f.dialog.Close()
	f.save(c)
}
