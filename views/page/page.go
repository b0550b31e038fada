// Package page is the screen of one analysis: the finding as its title, the
// definition line, the controls, the pictures whose parts open to people, and
// what can be saved of it. What differs from analysis to analysis is its Setup.
package page

import (
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"cxworkbench/app"
	"cxworkbench/app/report"
	"cxworkbench/charts"
	"cxworkbench/data"
	"cxworkbench/data/eventlog"
	"cxworkbench/data/message"
	"cxworkbench/resources/look"
	"cxworkbench/views/chartview"
	"cxworkbench/views/kit"
	"cxworkbench/views/screen"
)

// narrow is the width under which pictures that belong beside each other stand one
// above the other.
const narrow = 1000

// Ask answers the question of a page for a view; it runs off the UI goroutine.
type Ask func(ctx context.Context, s *app.Session, v app.View) (app.Answer, error)

// Setup is what a page is made of. All its functions are called on the UI
// goroutine.
type Setup struct {
	Section screen.Section
	Job     string // key of the words for the job that answers
	Cannot  string // key of the title while there is no answer
	// Offer makes the controls for what a log has; nil is none. It is called
	// whenever the page is shown and keeps the choices that are still on offer;
	// changed asks anew.
	Offer func(log *eventlog.Log, changed func()) []fyne.CanvasObject
	// Ask reads the controls and gives the question.
	Ask func() Ask
	// Below makes what stands under the pictures; nil is nothing.
	Below func(a app.Answer) fyne.CanvasObject
	// Remedy is what else than an import may help where data are missing: the key of
	// the words for it, and what does it; empty is nothing.
	Remedy   string
	DoRemedy func()
	// Opens handles a target that is no list of people, where there are such; it
	// reports whether it did.
	Opens func(target any) bool
}

// Page is the screen of one analysis.
type Page struct {
	host     screen.Host
	setup    Setup
	content  *fyne.Container
	body     fyne.CanvasObject
	refused  *fyne.Container // stands in the place of the pictures where there are none
	refusal  fyne.CanvasObject
	question app.Question
	answer   *app.Answer

	title, definition *kit.Text
	offered           []fyne.CanvasObject // the controls
	controls          *fyne.Container     // these, and the lists that open
	notes, bottom     *fyne.Container
	under             *fyne.Container // pictures, notes and bottom
	rise              *rise
	charts            []*chartview.View
}

var (
	_ screen.Screen    = (*Page)(nil)
	_ screen.Exporter  = (*Page)(nil)
	_ screen.Explainer = (*Page)(nil)
)

// New makes a page.
func New(host screen.Host, setup Setup) *Page {
	p := &Page{
		host: host, setup: setup, title: kit.Title(""), definition: kit.Definition(""),
		controls: kit.Controls(), notes: kit.Column(look.Space1), bottom: container.NewStack(), rise: &rise{},
	}
	p.under = container.New(p.rise)
	head := kit.Column(look.Space2, screen.Heading(host, p.title), p.definition, p.controls)
	p.body = kit.Inset(look.Space5, kit.NewSheet(head, p.under))
	p.refused = container.NewStack()
	p.refusal = kit.Inset(look.Space5, kit.NewSheet(kit.Column(look.Space2, kit.Title(host.Printer().T(setup.Cannot)), p.controls), p.refused))
	p.content = container.NewStack(kit.Working(host.Printer().T(setup.Job)))
	return p
}

// Content is what the shell shows.
func (p *Page) Content() fyne.CanvasObject { return p.content }

// Show offers what the workspace has and asks for the answer of the current view.
func (p *Page) Show() {
	log := p.host.Workbench().Session().Log()
	if log.Customers() == 0 {
		p.answer = nil
		p.present(screen.Empty(p.host))
		return
	}
	if p.setup.Offer != nil {
		p.offered = p.setup.Offer(log, p.Ask)
		p.controls.Objects = p.offered
		p.controls.Refresh()
	}
	p.Ask()
}

// Ask asks again, with what the controls say now.
func (p *Page) Ask() {
	app.AskOf(p.host.Workbench(), &p.question, message.New(p.setup.Job, nil), p.setup.Ask(), p.show)
}

func (p *Page) show(a app.Answer, err error) {
	printer := p.host.Printer()
	if err != nil {
		p.refuse(err)
		return
	}
	p.answer = &a
	p.fill(printer.Sentence(a.Finding), printer.Sentence(a.Definition), a)
	p.host.Trace("%s n=%d", p.setup.Job, a.N)
}

// refuse says why there is no answer. The controls stay: another choice may be what
// helps.
func (p *Page) refuse(err error) {
	p.answer = nil
	p.host.Trace("error %s", data.Sentence(err))
	for _, chart := range p.charts {
		chart.SetDraw(nil)
	}
	p.controls.Objects = slices.Clone(p.offered)
	p.controls.Hidden = len(p.controls.Objects) == 0
	state := screen.Failed(p.host, err, p.Ask)
	if p.setup.Remedy != "" {
		state = screen.FailedUnless(p.host, err, p.Ask, p.host.Printer().T(p.setup.Remedy), p.setup.DoRemedy)
	}
	if data.CodeOf(err) == data.CodeNobody { // no other choice here would help
		p.present(state)
		return
	}
	p.refused.Objects = []fyne.CanvasObject{state}
	p.present(p.refusal)
	p.refusal.Refresh()
}

func (p *Page) fill(title, definition string, a app.Answer) {
	printer := p.host.Printer()
	p.title.SetText(title)
	p.definition.SetText(definition)
	p.draw(a.Drawings)
	p.controls.Objects = append(slices.Clone(p.offered), kit.Seam())
	for _, list := range a.Lists {
		p.controls.Add(kit.NewQuietButton(printer.Text(list.Text), nil, func() { p.open(list.Target, "") }))
	}
	p.notes.Objects = nil
	for _, note := range a.Notes {
		p.notes.Add(kit.Body(printer.Text(note)))
	}
	p.bottom.Objects = nil
	if p.setup.Below != nil && p.answer != nil {
		p.bottom.Add(p.setup.Below(a))
	}
	p.notes.Hidden, p.bottom.Hidden = len(p.notes.Objects) == 0, len(p.bottom.Objects) == 0
	p.controls.Hidden = len(p.offered)+len(a.Lists) == 0
	p.present(p.body)
	p.body.Refresh()
}

// draw shows the drawings, each in a card of its own. A card stays where it was,
// so that the old picture is seen until the new one is ready.
func (p *Page) draw(drawings []app.Drawing) {
	for len(p.charts) < len(drawings) {
		chart := chartview.New(p.host.Runner())
		chart.OnTap = func(target any) { p.open(target, chart.Reading()) }
		chart.OnShown = func() { p.trace(chart) }
		p.charts = append(p.charts, chart)
	}
	var cards []fyne.CanvasObject
	more := map[fyne.CanvasObject]float32{}
	for i, drawing := range drawings {
		chart, draw := p.charts[i], drawing.Draw
		chart.SetMinSize(fyne.NewSize(360, float32(drawing.Height)))
		chart.SetDraw(func(o charts.Options) charts.Scene {
			o.Printer = p.host.Printer()
			return draw(o)
		})
		var card fyne.CanvasObject = kit.NewCard(chart)
		gains := float32(max(0, drawing.Most-drawing.Height))
		if last := len(cards) - 1; drawing.Beside && last >= 0 {
			gains = max(gains, more[cards[last]])
			delete(more, cards[last])
			card = kit.Split(0.5, narrow, cards[last], card)
			cards = cards[:last]
		}
		cards, more[card] = append(cards, card), gains
	}
	p.rise.more = more
	p.under.Objects = append(cards, p.notes, p.bottom)
	for _, chart := range p.charts[len(drawings):] {
		chart.SetDraw(nil)
	}
}

// trace tells a driver of the window where the parts of a picture are.
func (p *Page) trace(chart *chartview.View) {
	p.host.TracePlace(p.setup.Section, chart, func(origin fyne.Position) {
		for _, region := range chart.Scene().Regions {
			if region.Target != nil {
				middle := region.Bounds.Min.Add(region.Bounds.Max).Div(2)
				p.host.Trace("part x=%d y=%d %v %s", int(origin.X)+middle.X, int(origin.Y)+middle.Y, region.Target, region.Tooltip)
			}
		}
	})
}

func (p *Page) present(object fyne.CanvasObject) {
	if len(p.content.Objects) == 1 && p.content.Objects[0] == object {
		return
	}
	p.content.Objects = []fyne.CanvasObject{object}
	p.content.Refresh()
}

// open shows the people behind a target that reads so.
func (p *Page) open(target any, reading string) {
	if p.setup.Opens != nil && p.setup.Opens(target) {
		return
	}
	if b, ok := p.behind(target); ok {
		b.Reading = reading
		p.host.Open(b)
	}
}

func (p *Page) behind(target any) (screen.Behind, bool) {
	if p.answer == nil || p.answer.People == nil {
		return screen.Behind{}, false
	}
	title, people, ok := p.answer.People(target)
	if !ok {
		return screen.Behind{}, false
	}
	_, about, _ := strings.Cut(p.setup.Job, ".")
	printer := p.host.Printer()
	b := screen.Behind{
		Title: printer.Text(title), Explain: printer.Sentence(p.answer.Definition), Revision: p.answer.Revision, People: people,
		About: about, N: p.answer.N,
	}
	if p.answer.Why != nil {
		b.Why = p.answer.Why(target)
	}
	return b, true
}

// Explain gives everybody that the answer is about.
func (p *Page) Explain() (screen.Behind, bool) { return p.behind(nil) }

// Picture gives the main picture for saving.
func (p *Page) Picture(o charts.Options) (charts.Scene, bool) {
	if p.answer == nil || len(p.answer.Drawings) == 0 {
		return charts.Scene{}, false
	}
	return p.answer.Drawings[0].Draw(o), true
}

// Table gives the figures for saving.
func (p *Page) Table() (report.Table, bool) {
	if p.answer == nil || p.answer.Table == nil {
		return report.Table{}, false
	}
	return p.answer.Table(p.host.Printer()), true
}
