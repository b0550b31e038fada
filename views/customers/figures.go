package customers

import (
	"slices"

	"fyne.io/fyne/v2"

	"cxworkbench/app"
	"cxworkbench/data/analysis/person"
	"cxworkbench/data/message"
	"cxworkbench/views/kit"
	"cxworkbench/views/screen"
)

// figures are the numbers about one customer, each of which explains itself. Open
// shows what stands behind one.
type figures struct {
	w        writer
	revision int64
	open     func(screen.Behind)
}

// explained has what shows a number say what it is. About names its texts among those
// that begin with "explain.", title is a key; record shows the record it comes from,
// nil where there is none.
func (f figures) explained(object fyne.CanvasObject, about, title, reading string, record func()) fyne.CanvasObject {
	b := screen.Behind{Title: f.w.printer.T(title), About: about, Reading: reading, Revision: f.revision, Alone: true, Record: record}
	return kit.NewExplained(object, f.w.printer.T("explain.tip"), func() { f.open(b) })
}

// sentence is a figure in running text.
func (f figures) sentence(m message.Message, about, title string, record func()) fyne.CanvasObject {
	words := f.w.printer.Text(m)
	return f.explained(kit.Body(words), about, title, words, record)
}

// standing says where the customer stands and since when, and its value, in texts of
// a style.
func (f figures) standing(style func(string) *kit.Text) []fyne.CanvasObject {
	p := f.w.p
	words := f.w.place(p.Place, p.Stage)
	if since := p.Since(); since.Known() && since <= p.AsOf {
		words = f.w.text("person.since", message.Args{"stage": words, "day": since, "days": int(p.AsOf - since)})
	}
	value := f.w.text("profile.value", message.Args{"value": message.Amount{Money: p.Value, Currency: p.Currency}, "day": p.AsOf})
	return []fyne.CanvasObject{
		f.explained(style(words), "person.stage", "table.stage", words, nil),
		f.explained(style(value), "person.value", "table.value", value, nil),
	}
}

// health says how much is known of the customer, and how old that is.
func (p *page) healthOf(f figures, person app.PersonPage) []fyne.CanvasObject {
	h := person.Health
	known := f.w.text("person.health", message.Args{"known": h.Known, "all": h.Fields, "share": message.Share(float64(h.Known) / float64(h.Fields))})
	age := f.w.printer.Text(ageWords(person))
	newest := p.record(func(i app.LineItem) bool { return i.Day == h.Newest })
	return []fyne.CanvasObject{
		f.explained(kit.Caption(known), "person.health", "profile.facts", known, nil),
		f.explained(kit.Caption(age), "person.age", "profile.facts", age, newest),
	}
}

// ageWords says how old the newest record is.
func ageWords(person app.PersonPage) message.Message {
	newest, asOf := person.Health.Newest, person.AsOf
	switch {
	case !newest.Known():
		return message.New("person.age.none", nil)
	case newest > asOf:
		return message.New("person.age.future", message.Args{"day": newest, "asof": asOf})
	}
	return message.New("person.age", message.Args{"day": newest, "age": int(asOf - newest), "asof": asOf})
}

// past is the customer against its own past.
func (p *page) past(f figures, r person.Result) []fyne.CanvasObject {
	contact := func(i app.LineItem) bool {
		return i.Day == r.Habit.Last && (i.Kind == app.LineContact || i.Kind == app.LinePurchase)
	}
	out := []fyne.CanvasObject{f.sentence(r.Habit.Says(), "person.habit", "person.past", p.record(contact))}
	for _, score := range r.Scores {
		answer := func(i app.LineItem) bool { return i.Kind == app.LineResponse && i.Index == score.Response }
		out = append(out, f.sentence(score.Says(), "person.score", "person.past", p.record(answer)))
	}
	return append(out, f.sentence(r.Mix.Says(), "person.mix", "person.past", nil))
}

// record shows the newest record of the time line that fits; nil where none does.
func (p *page) record(fits func(app.LineItem) bool) func() {
	i := slices.IndexFunc(p.shown.Line, fits)
	if i < 0 {
		return nil
	}
	item := p.shown.Line[i]
	return func() { p.line.choose(item) }
}

// impression is the finding above the curve.
func (p *page) impression(f figures, r person.Result) fyne.CanvasObject {
	words := f.w.printer.Text(r.Finding)
	var peak func()
	if r.Felt.Peak >= 0 {
		event := r.Felt.Touches[r.Felt.Peak].Event
		peak = p.record(func(i app.LineItem) bool {
			return i.Index == event && (i.Kind == app.LineContact || i.Kind == app.LinePurchase)
		})
	}
	return f.explained(kit.Body(words), "person.impression", "person.weight.title", words+"\n"+f.w.printer.Text(r.Definition), peak)
}

// phases is the strip of the phases of experience.
func phases(f figures, r person.Result) []fyne.CanvasObject {
	w := f.w
	out := w.heading("person.phases")
	var tiles []fyne.CanvasObject
	n := 0
	for _, phase := range r.Phases {
		n += phase.N
		felt := w.printer.T("person.phase.unfelt")
		if phase.Felt > 0 {
			felt = w.text("person.phase.felt", message.Args{"mean": phase.Mean, "n": phase.Felt})
		}
		name, count := w.printer.T("person.phase."+string(phase.Phase)), w.printer.Int(int64(phase.N))
		tile := kit.Column(0, kit.Caption(name), kit.Section(count), kit.Definition(felt))
		tiles = append(tiles, f.explained(tile, "person.phases", "person.phases", name+": "+count+"\n"+felt, nil))
	}
	if n == 0 {
		return append(out, kit.Definition(w.printer.T("person.phases.none")))
	}
	return append(out, kit.Tiles(76, tiles...))
}

// headOf is what stands under the name: the figures in lines as wide as there is room.
func (p *page) headOf(f figures, person app.PersonPage) []fyne.CanvasObject {
	return []fyne.CanvasObject{kit.Controls(f.standing(kit.Label)...), kit.Controls(p.healthOf(f, person)...)}
}
