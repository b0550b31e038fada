// Package capture is where a contact is noted in one line, from anywhere: typed,
// understood while typing, corrected with Tab, saved with Enter.
package capture

import (
	"context"
	"maps"
	"strings"

	"fyne.io/fyne/v2"

	"cxworkbench/app"
	"cxworkbench/app/capture"
	"cxworkbench/app/job"
	"cxworkbench/data"
	"cxworkbench/data/analysis/person"
	"cxworkbench/data/message"
	"cxworkbench/resources/look"
	"cxworkbench/views/kit"
	"cxworkbench/views/screen"
)

// Panel asks for the line. Its methods are for the UI goroutine.
type Panel struct {
	host     screen.Host
	question app.Question
	words    *capture.Words // nil until they are read
	session  *app.Session   // that they are of
	revision int64
	today    data.Day

	dialog *kit.Dialog
	terms  *screen.Terms
	entry  *kit.Entry
	chips  *fyne.Container
	pool   []*kit.Button // one a part
	note   *kit.Text
	hint   *kit.Text
	line   capture.Line
	edits  capture.Edits

	asked   int    // counts what was typed, so that a late reading is dropped
	reading bool   // one is under way
	then    func() // once the line is read as it stands; nil for nothing
}

// width of the panel: a line of about 80 letters.
const width = 680

// New makes the panel of a window.
func New(host screen.Host) *Panel { return &Panel{host: host} }

// Open shows the panel with a line to begin with; where it is open already it stays.
func (p *Panel) Open(text string) {
	if p.dialog != nil && p.dialog.Open() || p.host.Window().Canvas().Overlays().Top() != nil {
		return
	}
	t := p.host.Printer().T
	p.entry, p.chips, p.note, p.hint = kit.NewEntry(t("capture.example")), kit.Controls(), kit.Definition(""), kit.Definition("")
	p.pool, p.edits, p.then, p.line = nil, capture.Edits{}, nil, capture.Line{}
	p.entry.OnChanged = func(string) { p.read() }
	p.entry.OnSubmitted = func(string) { p.save() }
	all := kit.NewButton(t("capture.form"), func() { p.afterReading(p.openForm) })
	buttons := kit.Row(look.Space2, all, kit.Spacer(), kit.NewButton(t("kit.cancel"), func() { p.dialog.Cancel() }), kit.NewPrimaryButton(t("capture.save"), p.save))
	body := kit.Column(look.Space3, kit.Section(t("capture.title")), p.entry, p.chips, p.note, p.hint, buttons)
	p.dialog = kit.Float(p.host.Window(), width, body, p.entry)
	p.terms = screen.NewTerms(p.host, func() screen.Behind { return screen.Term(t("capture.title"), "capture", "") })
	p.terms.In(p.dialog)
	p.entry.SetText(text)
	p.entry.CursorColumn = len([]rune(text))
	p.learn()
	p.host.Trace("capture")
}

// learn reads the words of the workspace, where they have changed.
func (p *Panel) learn() { p.learnThen(p.read) }

func (p *Panel) learnThen(then func()) {
	bench := p.host.Workbench()
	session := bench.Session()
	today := session.Today(bench.Now())
	if p.words != nil && p.session == session && p.revision == session.Log().Revision && p.today == today {
		then()
		return
	}
	printer := p.host.Printer()
	p.words, p.session, p.revision, p.today = nil, session, session.Log().Revision, today
	app.Ask(bench, &p.question, message.New("job.capture", nil), func(ctx context.Context, s *app.Session, _ app.View) (*capture.Words, error) {
		return s.CaptureWords(today, printer), ctx.Err()
	}, func(words *capture.Words, err error) {
		if err != nil {
			kit.ShowError(p.host.Window(), err)
			return
		}
		p.words = words
		then()
	})
}

// read understands the line as it stands, off the UI goroutine since names are also
// looked up in the file, and shows the parts. What was typed meanwhile is read next.
func (p *Panel) read() {
	p.asked++
	if p.words == nil || p.reading {
		return
	}
	p.reading = true
	asked, words, text, edits := p.asked, p.words, p.entry.Text, maps.Clone(p.edits)
	p.host.Runner()(func() func() {
		line := capture.Read(words, text, edits)
		return func() {
			p.reading = false
			if asked != p.asked || words != p.words {
				p.read()
				return
			}
			p.line = line
			p.show()
			if then := p.then; then != nil {
				p.then = nil
				then()
			}
		}
	})
}

// afterReading does something once the line is read as it stands.
func (p *Panel) afterReading(then func()) {
	p.then = then
	p.read()
}

// show shows the parts of the line.
func (p *Panel) show() {
	printer := p.host.Printer()
	shown := p.line.Parts
	if strings.TrimSpace(p.entry.Text) == "" {
		shown = nil
	}
	for len(p.pool) < len(shown) {
		p.pool = append(p.pool, p.chip(len(p.pool)))
	}
	p.chips.Objects = nil
	for i, part := range shown {
		p.pool[i].SetText(cut(printer.Text(p.says(part))))
		p.pool[i].SetTip(tip(printer, part))
		p.chips.Add(p.pool[i])
	}
	p.chips.Refresh()
	p.note.SetText("")
	if p.line.Note != "" {
		p.note.SetText(printer.Text(message.New("capture.note", message.Args{"note": cut(p.line.Note)})))
	}
	p.tell(printer.T("capture.hint"), kit.ToneSecondary)
}

func (p *Panel) tell(text string, tone kit.Tone) {
	p.hint.SetText(text)
	p.hint.SetTone(tone)
	if p.dialog != nil {
		p.dialog.Refresh() // its height follows the words
	}
}

// mostShown is how many characters of a part or note are shown; all are stored.
const mostShown = 160

func cut(text string) string {
	return kit.Clip(strings.Join(strings.Fields(text), " "), mostShown)
}

func tip(printer *message.Printer, part capture.Part) string {
	if part.Text == "" {
		return printer.T("capture.tip.silent")
	}
	return printer.Text(message.New("capture.tip", message.Args{"words": cut(part.Text)}))
}

// says is what stands on a part.
func (p *Panel) says(part capture.Part) message.Message {
	c := part.Choice()
	args := message.Args{"name": c.Name, "day": c.Day, "n": len(part.Choices), "emotion": person.Signed(c.Emotion)}
	key := string(part.Kind)
	switch part.Kind {
	case capture.Customer:
		if part.Ambiguous {
			key = "ambiguous"
		} else if c.Customer == 0 {
			key = "new"
		}
	case capture.Amount:
		args["amount"] = message.Amount{Money: c.Amount, Currency: p.host.Workbench().Session().Log().Settings.Currency}
	case capture.Date:
		if c.Day > p.today {
			key = "future"
		}
	case capture.Promise:
		if !c.Day.Known() {
			key = "undated"
		}
	}
	return message.New("capture.part."+key, args)
}

// chip is the button of a part: arrows and Space go through its choices, Delete
// leaves its words in the note, Enter saves.
func (p *Panel) chip(i int) *kit.Button {
	chip := kit.NewButton("", func() { p.step(i, 1) })
	chip.OnKey(func(key fyne.KeyName) bool {
		switch key {
		case fyne.KeyReturn, fyne.KeyEnter:
			p.save()
		case fyne.KeyDown, fyne.KeyRight, fyne.KeySpace:
			p.step(i, 1)
		case fyne.KeyUp, fyne.KeyLeft:
			p.step(i, -1)
		case fyne.KeyDelete, fyne.KeyBackspace:
			p.drop(i)
		default:
			return false
		}
		return true
	})
	p.terms.Of(chip, func() screen.Behind {
		if i >= len(p.line.Parts) {
			return p.terms.Whole()
		}
		part := p.line.Parts[i]
		b := screen.Term(p.host.Printer().Text(p.says(part)), aboutOf[part.Kind], "")
		b.Explain = tip(p.host.Printer(), part)
		return b
	})
	return chip
}

// aboutOf names the texts that say what a part is.
var aboutOf = map[capture.Kind]string{
	capture.Customer: "capture.form.who", capture.Channel: "capture.form.channel", capture.Activity: "capture.form.what", capture.Topic: "capture.part.topic",
	capture.Emotion: "capture.form.felt", capture.Amount: "capture.form.amount", capture.Date: "capture.form.when", capture.Promise: "capture.form.task",
}

// step takes the next choice of a part. The first step of an ambiguous one takes
// what is shown, since nobody has chosen that yet.
func (p *Panel) step(i, by int) {
	if i >= len(p.line.Parts) {
		return
	}
	part := p.line.Parts[i]
	chosen := part.Chosen
	if !part.Ambiguous {
		chosen = (chosen + by + len(part.Choices)) % len(part.Choices)
	}
	p.edits[capture.Key{Kind: part.Kind, Text: part.Text}] = chosen
	p.read()
}

func (p *Panel) drop(i int) {
	if i >= len(p.line.Parts) || p.line.Parts[i].Text == "" {
		return
	}
	part := p.line.Parts[i]
	p.edits[capture.Key{Kind: part.Kind, Text: part.Text}] = capture.Dropped
	p.read()
	p.host.Window().Canvas().Focus(p.entry)
}

// save stores the line, or says what is missing.
func (p *Panel) save() {
	if strings.TrimSpace(p.entry.Text) != "" {
		p.afterReading(p.saveRead)
	}
}

func (p *Panel) saveRead() {
	if !p.dialog.Open() {
		return
	}
	printer := p.host.Printer()
	who, ok := p.line.Part(capture.Customer)
	if !ok {
		p.tell(printer.T("capture.who"), kit.ToneCaution)
		p.host.Window().Canvas().Focus(p.entry)
		return
	}
	if who.Ambiguous {
		p.tell(printer.Text(message.New("capture.which", message.Args{"n": len(who.Choices), "words": cut(who.Text)})), kit.ToneCaution)
		for i, part := range p.line.Parts {
			if part.Kind == capture.Customer {
				p.host.Window().Canvas().Focus(p.pool[i])
			}
		}
		return
	}
	p.dialog.Close()
	text := p.entry.Text
	p.store(app.ContactOf(p.line), func(app.Contact) { p.Open(text) })
}

// openForm asks for the rest of what the line says.
func (p *Panel) openForm() {
	if !p.dialog.Open() {
		return
	}
	p.dialog.Close()
	p.ask(app.ContactOf(p.line))
}

// OpenFor asks for all that can be noted of a contact with a customer.
func (p *Panel) OpenFor(customer int64, name string) {
	if p.host.Window().Canvas().Overlays().Top() != nil {
		return
	}
	p.learnThen(func() {
		c := app.ContactOf(capture.Read(p.words, "", nil)) // what goes without saying
		c.Customer, c.Name = customer, name
		p.ask(c)
	})
}

// ask shows the form, which comes back where the contact cannot be stored.
func (p *Panel) ask(c app.Contact) {
	openForm(p.host, p.words, c, func(c app.Contact) { p.store(c, p.ask) })
}

// store writes in the background; what cannot be stored comes back to be corrected.
func (p *Panel) store(c app.Contact, again func(app.Contact)) {
	bench := p.host.Workbench()
	session, today := bench.Session(), p.today
	failed := func(err error) {
		if err != nil {
			p.host.Trace("error %v", err)
			kit.ShowError(p.host.Window(), err)
		}
	}
	var stored app.Captured
	bench.Jobs.Start(message.New("job.captured", nil), func(ctx context.Context, _ *job.Progress) (err error) {
		stored, err = session.NoteContact(ctx, c, today)
		return err
	}, func(err error) {
		if err != nil {
			again(c)
			failed(err)
			return
		}
		p.host.Trace("captured %s", stored.Label)
		bench.Refresh(failed)
	})
}
