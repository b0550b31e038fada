package customers

import (
	"maps"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"cxworkbench/app"
	"cxworkbench/data"
	"cxworkbench/data/analysis/maturity"
	"cxworkbench/data/message"
	"cxworkbench/resources/look"
	"cxworkbench/views/kit"
	"cxworkbench/views/screen"
)

// Profile is one customer in a narrow column: where it stands and which record
// says so, the facts, the latest touches. Open shows what stands behind a number.
func Profile(p app.Profile, printer *message.Printer, open func(screen.Behind)) fyne.CanvasObject {
	w := writer{p, printer}
	f := figures{w: w, open: open}
	objects := f.standing(kit.Body)
	objects = append(objects, w.why()...)
	objects = append(objects, w.subscriptions()...)
	objects = append(objects, w.facts()...)
	objects = append(objects, f.touches()...)
	return container.NewVScroll(kit.InsetSides(0, 0, 0, look.Space3, kit.Column(look.Space2, objects...)))
}

type writer struct {
	p       app.Profile
	printer *message.Printer
}

func (w writer) text(key string, args message.Args) string {
	return w.printer.Text(message.New(key, args))
}

func (w writer) place(place int, stage *data.Stage) string {
	switch {
	case stage != nil:
		return stage.Name + " – " + stage.Role
	case place == maturity.Left:
		return w.printer.T("place.left")
	case place == maturity.NotHere:
		return w.printer.T("place.nothere")
	}
	return w.printer.T("place.none")
}

func (w writer) heading(key string) []fyne.CanvasObject {
	return []fyne.CanvasObject{kit.NewLine(), kit.Section(w.printer.T(key))}
}

// pair is a fact with its name above it.
func pair(name, value string) fyne.CanvasObject {
	return kit.Column(0, kit.Caption(name), kit.Body(value))
}

// why lists the moves on the ladder with their evidence.
func (w writer) why() []fyne.CanvasObject {
	if len(w.p.Moves) == 0 {
		return nil
	}
	out := w.heading("profile.why")
	for _, m := range w.p.Moves {
		name := w.printer.T("place.left")
		if m.Stage != nil {
			name = m.Stage.Name
		} else if m.Place == maturity.NoStage {
			name = w.printer.T("place.none")
		}
		if m.Back {
			name = w.text("profile.back", message.Args{"stage": name})
		}
		out = append(out, pair(w.printer.Date(m.Day)+"  "+name, w.evidence(m)))
		if !m.Rule.IsZero() {
			out = append(out, kit.Definition(w.text("evidence.rule", message.Args{"rule": m.Rule.Sentence()})))
		}
	}
	return out
}

// evidence says what a move rests on.
func (w writer) evidence(m app.Move) string {
	var what string
	switch m.Evidence.Kind {
	case data.EvidenceInteraction:
		what = w.text("evidence.interaction", message.Args{"activity": m.Activity, "day": m.Of})
	case data.EvidenceSubscription:
		key := "evidence.subscription"
		if m.Place == maturity.Left {
			key = "evidence.end"
		}
		what = w.printer.T(key)
	default:
		what = m.Evidence.Reason
	}
	if m.ByHand && what == "" {
		return w.printer.T("evidence.change")
	}
	if m.ByHand {
		return w.text("evidence.byhand", message.Args{"what": what})
	}
	return what
}

func (w writer) subscriptions() []fyne.CanvasObject {
	if len(w.p.Subscriptions) == 0 {
		return nil
	}
	out := w.heading("profile.subscriptions")
	for _, s := range w.p.Subscriptions {
		key := "profile.subscription.runs"
		if s.End.Known() {
			key = "profile.subscription.ended"
		}
		name := w.p.Products[s.ProductID]
		if name == "" {
			name = w.printer.T("profile.subscription")
		}
		out = append(out, pair(name, w.text(key, message.Args{"start": s.Start, "end": s.End})))
		if s.HasMonthly {
			out = append(out, kit.Definition(w.text("profile.monthly", message.Args{"amount": message.Amount{Money: s.Monthly, Currency: w.p.Currency}})))
		}
		if s.DatesDerived {
			out = append(out, kit.Definition(w.printer.T("profile.derived")))
		}
	}
	return out
}

func (w writer) facts() []fyne.CanvasObject {
	c := w.p.Customer
	if len(c.Identities) == 0 && len(c.Attributes) == 0 {
		return nil
	}
	out := w.heading("profile.facts")
	for _, id := range c.Identities {
		out = append(out, pair(w.printer.T("identity."+string(id.Kind)), id.Value))
	}
	for _, name := range slices.Sorted(maps.Keys(c.Attributes)) {
		if value := c.Attributes[name]; value != "" {
			out = append(out, pair(name, value))
		}
	}
	return out
}

func (f figures) touches() []fyne.CanvasObject {
	w := f.w
	out := w.heading("profile.touches")
	n := w.text("profile.touches.n", message.Args{"n": w.p.Interactions, "shown": min(len(w.p.Touches), shownTouches)})
	out = append(out, f.explained(kit.Definition(n), "field.interactions", "profile.touches", n, nil))
	for _, t := range w.p.Touches[:min(len(w.p.Touches), shownTouches)] {
		what := t.Activity
		if t.Channel != "" {
			what += ", " + t.Channel
		}
		if t.Felt {
			what += "  " + []string{"−2", "−1", "0", "+1", "+2"}[t.Emotion+2]
		}
		if t.Paid {
			what += "  " + w.printer.Money(message.Amount{Money: t.Amount, Currency: w.p.Currency})
		}
		out = append(out, pair(w.printer.Date(t.Day), what))
		if said := details(t.Product, t.Note, "\n"); said != "" {
			out = append(out, kit.Definition(said))
		}
	}
	return out
}

// shownTouches is how many touches the column lists; more would cost layout time.
const shownTouches = 40
