package overview

import (
	"cmp"
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	base "fyne.io/fyne/v2/theme"

	"cxworkbench/app"
	"cxworkbench/data"
	"cxworkbench/data/analysis/maturity"
	"cxworkbench/data/eventlog"
	"cxworkbench/data/message"
	"cxworkbench/resources/look"
	"cxworkbench/views/kit"
	"cxworkbench/views/screen"
)

// below lists what waits, what changed, what the analyses say, and what was
// imported last.
func (s *Screen) below(o app.Overview) []fyne.CanvasObject {
	objects := append(s.waiting(o), s.changes(o)...)
	return append(append(objects, s.findings(o)...), s.imports(o)...)
}

// heading begins a part with its objects, if there are any.
func heading(words string, objects []fyne.CanvasObject) []fyne.CanvasObject {
	if len(objects) == 0 {
		return nil
	}
	return append(append([]fyne.CanvasObject{kit.Section(words)}, objects...), kit.NewLine())
}

// changes says who moved since the end of the last whole month; each number opens.
func (s *Screen) changes(o app.Overview) []fyne.CanvasObject {
	var buttons []fyne.CanvasObject
	printer, moved := s.host.Printer(), o.Moved
	for _, way := range maturity.Ways {
		if moved.People[way] == 0 || way == maturity.Stayed {
			continue
		}
		buttons = append(buttons, kit.NewQuietButton(printer.Text(moved.WayName(way)), nil, func() {
			s.host.Open(screen.Behind{
				Title: printer.Text(moved.WayTitle(way)), Explain: printer.Text(o.Ladder.Definition), About: "maturity",
				N: o.Ladder.N, Revision: o.Ladder.Revision, People: moved.Members(way),
			})
		}))
	}
	words := s.text("overview.changed", message.Args{"month": message.Month(o.Before)})
	if len(buttons) == 0 {
		return heading(words, []fyne.CanvasObject{kit.Body(s.text("overview.changed.none", nil))})
	}
	return heading(words, []fyne.CanvasObject{kit.Controls(buttons...)})
}

// finding is what an analysis says, how many people it is of, and who stands behind it.
type finding struct {
	words   message.Message
	people  int
	key     string // of the words that lead to its screen
	section screen.Section
	behind  screen.Behind
}

// findings lists those of three analyses, the one with the most people first.
func (s *Screen) findings(o app.Overview) []fyne.CanvasObject {
	p := s.host.Printer()
	all := []finding{
		{o.Ladder.Finding, o.Ladder.N - o.Ladder.Left, "overview.open.maturity", screen.Maturity, screen.Everybody(p, o.Ladder)},
		{o.Cohorts.Finding, o.Retention.Cell.Of, "overview.open.cohorts", screen.Cohorts, s.behindCohorts(o)},
		{o.Risk.Now.Finding, o.Risk.People(), "overview.open.watch", screen.Watch, s.behindRisk(o)},
	}
	if o.CohortsErr != nil {
		all[1].words, all[1].behind.Alone = message.Verbatim(p.Error(o.CohortsErr)), true
	}
	slices.SortStableFunc(all, func(a, b finding) int { return cmp.Compare(b.people, a.people) })
	var objects []fyne.CanvasObject
	for _, f := range all {
		lead := kit.NewQuietButton(p.T(f.key), base.NavigateNextIcon(), func() { s.host.Go(f.section) })
		f.behind.Title, f.behind.Reading = s.text("overview.findings", nil), p.Text(f.words)
		objects = append(objects, screen.Explained(s.host, kit.Body(p.Text(f.words)), f.behind), kit.Controls(lead))
	}
	return heading(s.text("overview.findings", nil), objects)
}

// imports lists what was imported last.
func (s *Screen) imports(o app.Overview) []fyne.CanvasObject {
	objects := []fyne.CanvasObject{kit.Section(s.text("overview.imports", nil))}
	if len(o.Imports) == 0 {
		objects = append(objects, kit.Definition(s.text("overview.imports.none", nil)))
	}
	const most = 5
	for _, imp := range o.Imports[:min(most, len(o.Imports))] {
		at := data.DayIn(imp.At, time.Local)
		rows := s.text("overview.import", message.Args{"day": at, "read": imp.Read, "imported": imp.Imported, "rejected": imp.Rejected})
		behind := screen.Behind{Title: imp.Source, About: "import.rows", Reading: rows, Alone: true}
		objects = append(objects, kit.Column(0, kit.Label(imp.Source), screen.Explained(s.host, kit.Definition(rows), behind)))
	}
	return objects
}

// waiting lists what is for a person to do: promises that are due, and records that
// an import could not place.
func (s *Screen) waiting(o app.Overview) []fyne.CanvasObject {
	objects := s.due()
	rejected := 0
	for _, imp := range o.Imports {
		rejected += imp.Rejected
	}
	add := func(words, about string) {
		behind := screen.Behind{Title: s.text("overview.waits", nil), About: about, Reading: words, Alone: true}
		lead := kit.NewQuietButton(s.text("overview.open.import", nil), base.NavigateNextIcon(), func() { s.host.Go(screen.Import) })
		objects = append(objects, screen.Explained(s.host, kit.Body(words), behind), kit.Controls(lead))
	}
	if n := s.host.Workbench().Session().Log().Unassigned.Len(); n > 0 {
		add(s.text("overview.unassigned", message.Args{"n": n}), "waits.unassigned")
	}
	if rejected > 0 {
		add(s.text("overview.rejected", message.Args{"n": rejected}), "waits.rejected")
	}
	return heading(s.text("overview.waits", nil), objects)
}

// behindPromises is who was promised something that is due.
func (s *Screen) behindPromises(words string) screen.Behind {
	log := s.host.Workbench().Session().Log()
	b := screen.Behind{Title: s.text("overview.waits", nil), About: "waits.promises", Reading: words, N: len(s.promises), Revision: log.Revision}
	for _, promise := range s.promises {
		if c, found := slices.BinarySearch(log.CustomerIDs, promise.Task.CustomerID); found {
			b.People = append(b.People, eventlog.CustomerIndex(c))
		}
	}
	slices.Sort(b.People)
	b.People = slices.Compact(b.People)
	return b
}

// mostPromises is how many promises stand on the overview; the customers' pages
// have them all.
const mostPromises = 8

// due lists the promises that are due, each with the customer's page and the button
// that notes that it was kept.
func (s *Screen) due() []fyne.CanvasObject {
	if len(s.promises) == 0 {
		return nil
	}
	p, bench := s.host.Printer(), s.host.Workbench()
	today := bench.Session().Today(bench.Now())
	words := s.text("overview.promises", message.Args{"n": len(s.promises)})
	objects := []fyne.CanvasObject{screen.Explained(s.host, kit.Body(words), s.behindPromises(words))}
	for _, promise := range s.promises[:min(mostPromises, len(s.promises))] {
		words := kit.Column(0, kit.Body(promise.Task.What), kit.Definition(s.text("overview.promise", message.Args{
			"who": promise.Label, "due": app.DueWords(promise.Task, today),
		})))
		buttons := kit.Row(look.Space1, kit.NewIconButton(base.AccountIcon(), p.T("person.open"), func() { s.host.OpenPage(promise.Task.CustomerID) }), screen.DoneButton(s.host, promise.Task))
		if promise.Label == "" {
			buttons = kit.Row(0, screen.DoneButton(s.host, promise.Task))
		}
		objects = append(objects, kit.Border(nil, nil, nil, container.NewVBox(buttons), words))
	}
	return objects
}
