// Package importing is the import of other programs' files. A consultant opens
// it with a client's export in hand, and leaves with its rows in the workspace
// and a list of those that could not be used.
package importing

import (
	"context"
	"errors"
	"maps"
	"path/filepath"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	base "fyne.io/fyne/v2/theme"

	"cxworkbench/app"
	"cxworkbench/app/job"
	"cxworkbench/data"
	"cxworkbench/data/exchange"
	"cxworkbench/data/message"
	"cxworkbench/resources/look"
	"cxworkbench/views/kit"
	"cxworkbench/views/screen"
)

// shownRejects is how many rejected rows are shown with their lines.
const shownRejects = 20

// Screen goes from a file to a plan to a report.
type Screen struct {
	host     screen.Host
	content  *fyne.Container
	question app.Question
	plan     *exchange.Plan
	options  exchange.Options
	asOf     *kit.Entry // the day at which tenures were counted; nil where it is not asked for
	path     string
	do       *kit.Button // imports what is checked
}

// New makes the screen.
func New(host screen.Host) *Screen {
	return &Screen{host: host, content: container.NewStack()}
}

// Content is what the shell shows.
func (s *Screen) Content() fyne.CanvasObject { return s.content }

// Show shows where the import stands; without a file, what was imported before.
func (s *Screen) Show() {
	if s.path != "" {
		return
	}
	app.Ask(s.host.Workbench(), &s.question, message.New("job.imports", nil), func(ctx context.Context, session *app.Session, _ app.View) ([]data.Import, error) {
		return session.Imports(ctx)
	}, func(imports []data.Import, err error) {
		if s.path != "" {
			return
		}
		if err != nil {
			s.present(kit.ErrorState(data.Sentence(err), s.Show))
			return
		}
		s.present(s.start(imports))
	})
}

// Reset forgets the file that was chosen.
func (s *Screen) Reset() {
	s.path, s.plan = "", nil
	s.content.Objects = nil
}

// Choose plans the import of a file.
func (s *Screen) Choose(path string) {
	s.path = path
	s.options = exchange.Defaults(s.host.Workbench().Now())
	s.options.AsOf = s.host.Workbench().Session().Log().Settings.AsOf
	s.prepare()
}

func (s *Screen) present(object fyne.CanvasObject) {
	s.content.Objects = []fyne.CanvasObject{object}
	s.content.Refresh()
}

func (s *Screen) text(key string, args message.Args) string {
	return s.host.Printer().Text(message.New(key, args))
}

// start offers the button that gets a file, above what was imported before.
func (s *Screen) start(imports []data.Import) fyne.CanvasObject {
	empty := kit.EmptyState(base.DownloadIcon(), s.text("import.start.title", nil), s.text("import.start.text", nil), s.text("import.start.do", nil), s.host.ChooseFile)
	if len(imports) == 0 {
		return empty
	}
	before := []fyne.CanvasObject{kit.Section(s.text("overview.imports", nil))}
	zone := s.host.Workbench().Session().Log().Zone
	for _, imp := range imports {
		before = append(before, kit.Column(0, kit.Label(imp.Source), kit.Definition(s.text("overview.import", message.Args{
			"day": data.DayIn(imp.At, zone), "read": imp.Read, "imported": imp.Imported, "rejected": imp.Rejected,
		}))))
	}
	list := kit.NewCard(container.NewVScroll(kit.InsetSides(0, 0, 0, look.Space4, kit.Column(look.Space2, before...))))
	return kit.Inset(look.Space5, kit.Split(0.5, 0, kit.NewCard(empty), list))
}

// prepare looks at the file with the options so far.
func (s *Screen) prepare() {
	path, options := s.path, s.options
	app.Ask(s.host.Workbench(), &s.question, message.New("job.prepare", message.Args{"file": filepath.Base(path)}), func(context.Context, *app.Session, app.View) (*exchange.Plan, error) {
		return exchange.Prepare(path, options)
	}, func(plan *exchange.Plan, err error) {
		if err != nil {
			s.plan = nil
			s.host.Trace("error %s", data.Sentence(err))
			s.present(s.refused(err))
			return
		}
		s.plan = plan
		s.present(s.check())
		s.host.Trace("plan %s columns=%d problem=%t", plan.As, len(plan.Columns), plan.Problem != nil)
		s.host.TracePlace(screen.Import, s.do, func(at fyne.Position) {
			size := s.do.Size()
			s.host.Trace("button import x=%d y=%d", int(at.X+size.Width/2), int(at.Y+size.Height/2))
		})
	})
}

// refused says why the file cannot be read and offers another, and the same
// without what was changed.
func (s *Screen) refused(err error) fyne.CanvasObject {
	return kit.EmptyState(base.WarningIcon(), s.text("import.refused", message.Args{"file": filepath.Base(s.path)}), data.Sentence(err), s.text("import.other", nil), func() {
		s.Reset()
		s.Show()
		s.host.ChooseFile()
	})
}

// run imports, or only counts. A backup is made first.
func (s *Screen) run(dry bool) {
	if s.takeAsOf() {
		s.carryOut(dry, (*app.Session).Import)
	}
}

// importer is one of the two ways of a session to import.
type importer func(*app.Session, context.Context, *exchange.Plan, func(done, total int64)) (exchange.Report, error)

func (s *Screen) carryOut(dry bool, importing importer) {
	bench := s.host.Workbench()
	session, options, path := bench.Session(), s.options, s.path
	options.DryRun = dry
	var report exchange.Report
	label := message.New("job.import", message.Args{"file": filepath.Base(path)})
	bench.Jobs.Start(label, func(ctx context.Context, p *job.Progress) error {
		plan, err := exchange.Prepare(path, options)
		if err != nil {
			return err
		}
		report, err = importing(session, ctx, plan, p.Set)
		return err
	}, func(err error) {
		switch {
		case errors.As(err, new(*app.NoBackupError)):
			s.host.Trace("error %s", err.Error())
			kit.Confirm(s.host.Window(), s.text("import.unsafe", nil), err.Error(), s.text("import.unsafe.do", nil), func() {
				s.carryOut(dry, (*app.Session).ImportWithoutBackup)
			})
		case data.CodeOf(err) == data.CodeCancelled && err != nil:
			kit.ShowToast(s.content, data.Sentence(err), "", nil)
		case err != nil:
			s.host.Trace("error %s", data.Sentence(err))
			kit.ShowError(s.host.Window(), err)
		case dry:
			s.present(s.report(report, true))
			s.host.Trace("counted %d", report.Imported)
		default:
			s.done(report)
		}
	})
}

// done shows the report and has every screen look again.
func (s *Screen) done(report exchange.Report) {
	s.present(s.report(report, false))
	s.host.Workbench().Refresh(func(err error) {
		if err != nil {
			kit.ShowError(s.host.Window(), err)
		}
	})
	s.host.Trace("imported %d rejected %d", report.Imported, report.Rejected)
}

// report says what happened, or would happen.
func (s *Screen) report(r exchange.Report, dry bool) fyne.CanvasObject {
	p := s.host.Printer()
	title := "import.done"
	if dry {
		title = "import.would"
	}
	objects := []fyne.CanvasObject{
		kit.Title(s.text(title, message.Args{"file": filepath.Base(s.path)})), kit.Body(p.Text(r.Summary())),
	}
	if len(r.Reasons) > 0 {
		objects = append(objects, kit.Section(s.text("import.reasons", nil)))
		for _, reason := range slices.Sorted(maps.Keys(r.Reasons)) {
			objects = append(objects, kit.Body(s.text("import.reason", message.Args{"n": r.Reasons[reason], "reason": reason})))
		}
	}
	for _, row := range r.FirstRejects(shownRejects) {
		objects = append(objects, kit.Body(p.Text(row)))
	}
	if r.RejectsFile != "" {
		objects = append(objects, kit.Definition(s.text("import.rejects", message.Args{"file": r.RejectsFile})))
	}
	if r.RejectsProblem != "" {
		objects = append(objects, kit.Definition(r.RejectsProblem))
	}
	for _, words := range []struct {
		key   string
		names []string
	}{{"import.activities", r.NewWords.Activities}, {"import.channels", r.NewWords.Channels}, {"import.ignored", r.Ignored}} {
		if len(words.names) > 0 {
			objects = append(objects, kit.Section(s.text(words.key, nil)), kit.Body(join(words.names)))
		}
	}
	objects = append(objects, kit.InsetSides(look.Space2, 0, 0, 0, s.next(dry)))
	return kit.Inset(look.Space5, kit.NewCard(container.NewVScroll(kit.InsetSides(0, 0, 0, look.Space4, kit.Column(look.Space3, objects...)))))
}

func join(names []string) string {
	out := ""
	for i, name := range names {
		if i > 0 {
			out += ", "
		}
		out += name
	}
	return out
}

// next offers what can be done after counting or importing.
func (s *Screen) next(dry bool) fyne.CanvasObject {
	if dry {
		return kit.Row(look.Space2,
			kit.NewPrimaryButton(s.text("import.do", nil), func() { s.run(false) }),
			kit.NewButton(s.text("import.back", nil), func() { s.present(s.check()) }))
	}
	return kit.Row(look.Space2,
		kit.NewPrimaryButton(s.text("import.see", nil), func() { s.host.Go(screen.Overview) }),
		kit.NewButton(s.text("import.other", nil), func() {
			s.Reset()
			s.Show()
			s.host.ChooseFile()
		}))
}
