// Package importing is the import of other programs' files. A consultant opens
// it with a client's exports in hand, and leaves with their rows in the
// workspace, a list of those that could not be used, and a page that says what
// the data can answer.
package importing

import (
	"context"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	base "fyne.io/fyne/v2/theme"

	"cxworkbench/app"
	"cxworkbench/app/job"
	"cxworkbench/app/report"
	"cxworkbench/charts"
	"cxworkbench/data"
	"cxworkbench/data/analysis/verdict"
	"cxworkbench/data/exchange"
	"cxworkbench/data/exchange/export"
	"cxworkbench/data/message"
	"cxworkbench/resources/look"
	"cxworkbench/views/kit"
	"cxworkbench/views/screen"
)

// step is where the wizard stands.
type step int

const (
	stepChoose step = iota
	stepPreview
	stepMap
	stepMatch
	stepDry
	stepImport
	stepReport
)

var stepKeys = []string{"import.step.choose", "import.step.preview", "import.step.map", "import.step.match", "import.step.dry", "import.step.import", "import.step.report"}

// pending is one import to be: files of one shape, with what a person said of
// them so far.
type pending struct {
	files   []string
	options exchange.Options
	plan    *exchange.Plan
	faults  []string // by row of the preview
	dry     *exchange.Report
}

// name is the file, or the first of several.
func (p *pending) name() string { return filepath.Base(p.files[0]) }

// Screen goes from files to plans to a report.
type Screen struct {
	host     screen.Host
	content  *fyne.Container
	question app.Question
	start    start

	files  []string // as they were chosen
	queue  []*pending
	at     int // of queue
	step   step
	picked int // column in view on the Map step
	filter string

	total    exchange.Report // of all files so far
	done     *exchange.Report
	verdict  *verdict.Result // in view
	running  *job.Job
	progress *kit.Text
	asOf     *kit.Entry  // the day at which tenures were counted; nil where it is not asked for
	do       *kit.Button // imports what is in view
	steps    []*kit.Tab  // by step
}

var (
	_ screen.Screen   = (*Screen)(nil)
	_ screen.Exporter = (*Screen)(nil)

	_ screen.Explainer = (*Screen)(nil)
)

// New makes the screen.
func New(host screen.Host) *Screen {
	return &Screen{host: host, content: container.NewStack()}
}

// Content is what the shell shows.
func (s *Screen) Content() fyne.CanvasObject { return s.content }

// Show shows where the import stands; without a file, what was imported before.
func (s *Screen) Show() {
	if len(s.files) == 0 {
		s.showStart()
	}
}

// Reset forgets the files that were chosen.
func (s *Screen) Reset() {
	s.files, s.queue, s.at, s.step, s.verdict, s.done = nil, nil, 0, stepChoose, nil, nil
	s.start = start{}
	s.content.Objects = nil
}

// Picture is none: the verdict is words.
func (s *Screen) Picture(charts.Options) (charts.Scene, bool) { return charts.Scene{}, false }

// Table gives the verdict in view for saving.
func (s *Screen) Table() (report.Table, bool) {
	if s.verdict == nil {
		return report.Table{}, false
	}
	return app.VerdictTable(*s.verdict, s.host.Printer()), true
}

// Choose plans the import of files; those of one shape are one import, the
// others come in turn. A folder that was exported whole is loaded.
func (s *Screen) Choose(paths ...string) {
	s.Reset()
	s.files, s.total = paths, exchange.NewReport()
	if len(paths) == 1 && export.IsFolder(paths[0]) {
		s.presentPart(s.folder(paths[0]))
		return
	}
	s.plan(paths, s.defaults(), func(made []*pending) {
		s.queue, s.at, s.picked, s.filter = made, 0, 0, ""
		s.Go(stepPreview)
	})
}

func (s *Screen) defaults() exchange.Options {
	bench := s.host.Workbench()
	o := exchange.Defaults(bench.Now())
	o.AsOf = bench.Session().Log().Settings.AsOf
	o.Presets = app.PresetFolder()
	return o
}

// plan looks at files in the background and hands over what they are.
func (s *Screen) plan(paths []string, o exchange.Options, then func([]*pending)) {
	label := message.New("job.prepare", message.Args{"file": filepath.Base(paths[0])})
	app.Ask(s.host.Workbench(), &s.question, label, func(_ context.Context, session *app.Session, _ app.View) ([]*pending, error) {
		plans, err := exchange.PrepareAll(paths, o)
		if err != nil {
			return nil, err
		}
		made := make([]*pending, len(plans))
		for i, p := range plans {
			made[i] = &pending{files: p.Sources, options: o, plan: p, faults: p.PreviewFaults(session.Log().Settings)}
		}
		return made, nil
	}, func(made []*pending, err error) {
		if err != nil {
			s.host.Trace("error %s", data.Sentence(err))
			s.refuse(err)
			return
		}
		then(made)
	})
}

// refuse says why files cannot be read. Once a plan is there it stays, without
// what was changed last.
func (s *Screen) refuse(err error) {
	if len(s.queue) > 0 {
		p := s.pending()
		p.options = p.plan.Options()
		s.Go(s.step)
		s.tell(err)
		return
	}
	s.presentPart(kit.EmptyState(base.WarningIcon(), s.text("import.refused", message.Args{"file": filepath.Base(s.files[0])}), s.sentence(err), s.text("import.other", nil), s.other))
}

// sentence says an error to a person in front of the window.
func (s *Screen) sentence(err error) string { return s.host.Printer().Error(err) }

// tell shows an error over the window.
func (s *Screen) tell(err error) {
	s.host.Trace("error %s", data.Sentence(err))
	kit.ShowError(s.host.Window(), err)
}

// other asks for other files; what is in view stays until they are chosen.
func (s *Screen) other() { s.host.ChooseFile() }

func (s *Screen) pending() *pending { return s.queue[s.at] }

// again plans the import in view with its changed options and stays at its step.
func (s *Screen) again() {
	p := s.pending()
	s.plan(p.files, p.options, func(made []*pending) {
		s.queue = slices.Replace(s.queue, s.at, s.at+1, made...)
		if p := s.pending(); slices.ContainsFunc(p.options.Match, func(f exchange.Field) bool { return !mapped(p.plan, f) }) {
			// A key whose column is mapped no more is none.
			p.options.Match = slices.DeleteFunc(slices.Clone(p.options.Match), func(f exchange.Field) bool { return !mapped(p.plan, f) })
			s.again()
			return
		}
		s.Go(s.step)
	})
}

func mapped(p *exchange.Plan, f exchange.Field) bool {
	return slices.ContainsFunc(p.Mapping, func(m exchange.Mapped) bool { return m.Field == f })
}

// Go shows a step of the import in view.
func (s *Screen) Go(to step) {
	s.step, s.verdict = to, nil
	switch to {
	case stepPreview:
		s.present(s.page(s.preview()))
	case stepMap:
		s.present(s.page(s.columns()))
	case stepMatch:
		s.present(s.page(s.matching()))
	case stepDry:
		s.present(s.page(s.counted()))
	default:
		return // they come of themselves
	}
	s.traced()
}

// traced tells a driver of the window what was recognised and where the button is.
func (s *Screen) traced() {
	p := s.pending().plan
	s.host.Trace("plan %s columns=%d problem=%t", p.As, len(p.Columns), p.Problem != nil)
	s.tracePlace("button import", s.do)
	for i, tab := range s.steps {
		s.tracePlace("step "+strconv.Itoa(i+1), tab)
	}
}

// tracePlace tells a driver where the middle of what can be pressed is.
func (s *Screen) tracePlace(name string, o fyne.CanvasObject) {
	s.host.TracePlace(screen.Import, o, func(at fyne.Position) {
		size := o.Size()
		s.host.Trace("%s x=%d y=%d", name, int(at.X+size.Width/2), int(at.Y+size.Height/2))
	})
}

func (s *Screen) present(object fyne.CanvasObject) {
	kit.Renew(s.content, func() {
		s.content.Objects = []fyne.CanvasObject{object}
		s.content.Refresh()
	})
}

func (s *Screen) text(key string, args message.Args) string {
	return s.host.Printer().Text(message.New(key, args))
}

// page sets a step's body between its head and its buttons, under the strip.
func (s *Screen) page(body fyne.CanvasObject) fyne.CanvasObject {
	return kit.Border(s.strip(), nil, nil, nil, kit.Inset(look.Space5, kit.Border(
		kit.InsetSides(0, look.Space3, 0, 0, s.head()), kit.InsetSides(look.Space3, 0, 0, 0, s.foot()), nil, nil, body)))
}

// strip shows the steps; those behind and ahead can be gone to as long as nothing
// has been imported. Tab comes to the way out and to the step in view, from which left
// and right lead on.
func (s *Screen) strip() fyne.CanvasObject {
	row := kit.Row(look.Space1)
	s.steps = nil
	for i, key := range stepKeys {
		to := step(i)
		tab := kit.NewTab(s.host.Printer().Text(message.New("import.step", message.Args{"n": i + 1, "name": message.New(key, nil)})), func() { s.visit(to) })
		tab.SetSelected(to == s.step)
		if to != stepChoose {
			tab.Turns(func(by int) { s.turn(to + step(by)) })
		}
		if !s.leads(to) {
			tab.Disable()
		}
		row.Add(tab)
		s.steps = append(s.steps, tab)
	}
	return kit.Column(0, kit.InsetSides(look.Space2, 0, look.Space4, look.Space4, container.NewHScroll(row)), kit.NewLine())
}

// leads reports whether a person can go to a step from the one in view.
func (s *Screen) leads(to step) bool {
	return to == s.step || to == stepChoose || to < stepImport && s.step < stepImport
}

// turn goes to the step beside the one in view, where there is a way.
func (s *Screen) turn(to step) {
	if to != stepChoose && s.leads(to) {
		s.visit(to)
	}
}

// visit goes to a step that a person chose from the strip.
func (s *Screen) visit(to step) {
	switch {
	case to == s.step:
	case to == stepChoose:
		s.open(partFiles)
	case to == stepDry:
		s.run(true)
	case s.asOf == nil || strings.TrimSpace(s.asOf.Text) == "" || s.takeAsOf():
		s.Go(to) // the day is asked for again before anything is read
	}
}

// head says what is being imported and what stands in the way.
func (s *Screen) head() fyne.CanvasObject {
	p := s.pending()
	title := s.text("import.check", message.Args{"file": p.name(), "as": p.plan.As.Name()})
	if more := len(p.files) - 1; more > 0 {
		title = s.text("import.check.several", message.Args{"file": p.name(), "more": more, "as": p.plan.As.Name()})
	}
	objects := []fyne.CanvasObject{kit.Title(title)}
	if len(s.queue) > 1 {
		objects = append(objects, kit.Definition(s.text("import.turn", message.Args{"n": s.at + 1, "all": len(s.queue)})))
	}
	if p.plan.Preset != "" {
		objects = append(objects, kit.Definition(s.text("import.preset.used", message.Args{"name": p.plan.Preset})))
	}
	for _, warning := range p.plan.Warnings {
		objects = append(objects, kit.Definition(s.host.Printer().Text(warning)))
	}
	if s.needsAsOf(p.plan) && !p.options.AsOf.Known() {
		objects = append(objects, kit.Body(s.text(asOfMissing(p.plan), nil)).SetTone(kit.ToneCaution))
	}
	if p.plan.Problem != nil {
		objects = append(objects, kit.Body(s.sentence(p.plan.Problem)).SetTone(kit.ToneBad))
	}
	return kit.Column(look.Space1, objects...)
}

// foot leads on: to the next step, to a dry run, or straight to the import.
func (s *Screen) foot() fyne.CanvasObject {
	s.do = s.button("import.do", kit.NewPrimaryButton, func() { s.run(false) })
	row := kit.Row(look.Space2, s.do)
	if len(s.queue) > 1 && s.at < len(s.queue)-1 && !slices.ContainsFunc(s.queue, func(p *pending) bool { return p.plan.Problem != nil }) {
		row.Add(s.button("import.do.all", kit.NewButton, s.runAll))
	}
	if s.step != stepDry {
		row.Add(s.button("import.count", kit.NewButton, func() { s.run(true) }))
	}
	if next := s.step + 1; next < stepDry {
		row.Add(kit.NewButton(s.text("import.next", message.Args{"step": message.New(stepKeys[next], nil)}), func() { s.visit(next) }))
	}
	if back := s.step - 1; back >= stepPreview {
		row.Add(kit.NewButton(s.text("import.back", message.Args{"step": message.New(stepKeys[back], nil)}), func() { s.visit(back) }))
	}
	row.Add(kit.Spacer())
	row.Add(kit.NewQuietButton(s.text("import.other", nil), nil, s.other))
	return row
}

func (s *Screen) button(key string, make func(string, func()) *kit.Button, do func()) *kit.Button {
	b := make(s.text(key, nil), do)
	if s.pending().plan.Problem != nil {
		b.Disable()
	}
	return b
}
