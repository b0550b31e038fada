package customers

import (
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	base "fyne.io/fyne/v2/theme"

	"cxworkbench/app"
	"cxworkbench/charts"
	"cxworkbench/data/eventlog"
	"cxworkbench/data/message"
	"cxworkbench/resources/look"
	"cxworkbench/views/chartview"
	"cxworkbench/views/kit"
	"cxworkbench/views/screen"
)

// page is one customer in full: who it is, where it stands and why, all its
// records in one time line, how it felt, how that compares with its own past, and
// what to do next.
type page struct {
	host     screen.Host
	session  *app.Session
	id       int64 // of the customer, in that session's workspace
	question app.Question
	shown    *app.PersonPage // nil while there is none
	back     func()
	beside   *neighbours

	content     *fyne.Container
	body        fyne.CanvasObject
	title       *kit.Text
	head        *fyne.Container // the figures under the name
	note        *kit.Button
	stage, edit *kit.Button
	chart       *chartview.View
	finding     *fyne.Container // of the impression
	line        *timeLine
	side        *fyne.Container
}

// leastBeside is the width from which the facts stand beside the time line: that of the
// smallest window with the side panel open. They keep some of it there; below it they
// have some height at least. In a window of 1024 pixels the time line has room for a
// purchase with amount, channel and product.
const (
	leastBeside = 560
	leastFacts  = 224
	leastBelow  = 120
)

// asWide gives its object the width there is, whatever it would like to have: words
// wrap, or end in an ellipsis.
type asWide struct{}

// MinSize is Fyne's hook.
func (asWide) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(0, objects[0].MinSize().Height)
}

// Layout is Fyne's hook.
func (asWide) Layout(objects []fyne.CanvasObject, size fyne.Size) { objects[0].Resize(size) }

func newPage(host screen.Host, back func(), beside func(by int)) *page {
	t := host.Printer().T
	p := &page{
		host: host, back: back, title: kit.Title(""), head: kit.Column(look.Space1),
		finding: container.NewStack(), chart: chartview.New(host.Runner()), side: container.NewStack(),
	}
	p.stage = kit.NewQuietButton(t("stage.change"), base.DocumentCreateIcon(), func() {
		if p.shown != nil {
			ChangeStage(host, p.shown.Profile, func() {})
		}
	})
	p.edit = kit.NewQuietButton(t("person.edit"), base.DocumentCreateIcon(), p.editFacts)
	p.line = newTimeLine(host)
	p.chart.SetMinSize(fyne.NewSize(280, 132))
	list := kit.NewIconButton(base.NavigateBackIcon(), t("person.back"), back)
	p.note = kit.NewQuietButton(t("command.edit.capture"), base.ContentAddIcon(), func() {
		if p.shown != nil {
			host.NoteContact(p.id, p.title.Text())
		}
	})
	p.beside = newNeighbours(host.Printer(), beside)
	buttons := kit.AtEnd(p.note, p.stage, p.edit)
	bar := kit.Border(nil, nil, container.NewVBox(kit.Controls(list)), container.NewVBox(buttons), kit.InsetSides(look.Space1, 0, 0, look.Space3, p.title))
	head := kit.Column(look.Space1, bar, kit.Border(nil, nil, nil, container.NewVBox(p.beside.object), p.head))
	impression := kit.NewCardWithRoom(look.Space3, kit.Under(look.Space1, p.finding, p.chart))
	left := kit.Under(look.Space4, impression, p.line.object)
	facts := container.NewVScroll(container.New(asWide{}, kit.InsetSides(0, 0, 0, look.Space3, p.side)))
	facts.SetMinSize(fyne.NewSize(0, leastBelow))
	right := kit.NewCard(facts)
	p.body = kit.Inset(look.Space5, kit.Under(look.Space4, head, kit.SplitKeeping(0.7, leastBeside, leastFacts, left, right)))
	p.content = container.NewStack(kit.Loading())
	return p
}

// open shows another customer.
func (p *page) open(id int64) {
	if session := p.host.Workbench().Session(); p.id != id || p.session != session {
		p.id, p.session, p.shown = id, session, nil
		p.line.reset()
		p.present(kit.Loading())
	}
	p.ask()
}

func (p *page) ask() {
	bench := p.host.Workbench()
	id, today := p.id, bench.Session().Today(bench.Now())
	app.Ask(bench, &p.question, message.New("job.customer", nil), func(ctx context.Context, session *app.Session, v app.View) (app.PersonPage, error) {
		return session.Person(ctx, v, id, today)
	}, p.show)
}

func (p *page) show(person app.PersonPage, err error) {
	if err != nil {
		p.shown = nil
		back := kit.NewQuietButton(p.host.Printer().T("person.back"), base.NavigateBackIcon(), p.back)
		p.present(kit.Inset(look.Space4, kit.Border(kit.Row(0, back), nil, nil, nil, screen.Failed(p.host, err, p.ask))))
		return
	}
	first := p.shown == nil
	p.shown = &person
	kit.Renew(p.body, func() { p.fill(person) })
	if p.host.Workbench().Session().ReadOnly() != "" {
		p.note.Disable()
		p.stage.Disable()
		p.edit.Disable()
	}
	p.present(p.body)
	if canvas := p.host.Window().Canvas(); first && canvas.Overlays().Top() == nil {
		canvas.Focus(p.line.list) // the keys are for what is in view
	}
	p.host.Trace("page %s records=%d", p.title.Text(), len(person.Line))
}

func (p *page) fill(person app.PersonPage) {
	w, printer := writer{person.Profile, p.host.Printer()}, p.host.Printer()
	p.title.SetText(nameOf(person, printer))
	f := figures{w, person.Past.Revision, p.host.Open}
	p.head.Objects = p.headOf(f, person)
	p.finding.Objects = []fyne.CanvasObject{p.impression(f, person.Past)}
	p.head.Refresh()
	p.finding.Refresh()
	past := person.Past
	p.chart.SetDraw(func(o charts.Options) charts.Scene {
		o.Printer = printer
		return charts.Person(past, o)
	})
	p.line.show(person)
	p.side.Objects = []fyne.CanvasObject{kit.Column(look.Space2, p.sideOf(f, person)...)}
	p.side.Refresh()
}

func (p *page) present(object fyne.CanvasObject) {
	p.content.Objects = []fyne.CanvasObject{object}
	p.content.Refresh()
}

// mostTitle is how many characters of a name stand in the title.
const mostTitle = 90

// nameOf is the name on one line, cut where it is no name any more.
func nameOf(person app.PersonPage, printer *message.Printer) string {
	name := strings.Join(strings.Fields(person.Customer.Label()), " ")
	if runes := []rune(name); len(runes) > mostTitle {
		name = string(runes[:mostTitle]) + "…"
	}
	if name == "" {
		return printer.T("person.unnamed")
	}
	return name
}

// explain gives the customer as who stands behind the page.
func (p *page) explain() (screen.Behind, bool) {
	if p.shown == nil {
		return screen.Behind{}, false
	}
	return screen.Behind{
		Title: p.title.Text(), Explain: p.host.Printer().Text(p.shown.Past.Definition), Revision: p.shown.Past.Revision,
		People: []eventlog.CustomerIndex{p.shown.Past.Customer}, About: "person",
	}, true
}

// picture is the impression, as it would be printed.
func (p *page) picture(o charts.Options) (charts.Scene, bool) {
	if p.shown == nil {
		return charts.Scene{}, false
	}
	o.Printer = p.host.Printer()
	return charts.Person(p.shown.Past, o), true
}

// OpenPage shows one customer in full, by row id.
func (s *Screen) OpenPage(id int64) {
	if s.page == nil {
		s.page = newPage(s.host, s.closePage, s.Beside)
	}
	s.paged = true
	s.present(s.page.content)
	s.page.open(id)
	s.page.beside.show(s.InList(), s.roster.Len(), s.host.Printer())
}

// Paged reports whether a customer's page is in view.
func (s *Screen) Paged() bool { return s.paged }

// Home leaves the page of a customer for the list, as that was left; Show draws it.
func (s *Screen) Home() { s.paged = false }

// closePage goes back to the list.
func (s *Screen) closePage() { s.host.Go(screen.Customers) }

// openRow opens the page of a row of the list.
func (s *Screen) openRow(row int) {
	if row >= 0 && row < s.roster.Len() {
		s.host.OpenPage(s.roster.ID(row))
	}
}

// stillThere reports whether the customer of the page is in the workspace that is
// open.
func (s *Screen) stillThere() bool {
	session := s.host.Workbench().Session()
	_, found := slices.BinarySearch(session.Log().CustomerIDs, s.page.id)
	return found && session == s.page.session
}
