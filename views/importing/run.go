package importing

import (
	"context"
	"errors"
	"path/filepath"
	"sync/atomic"
	"time"

	"fyne.io/fyne/v2"

	"cxworkbench/app"
	"cxworkbench/app/job"
	"cxworkbench/data"
	"cxworkbench/data/exchange"
	"cxworkbench/data/message"
	"cxworkbench/resources/look"
	"cxworkbench/views/kit"
)

// run imports what is in view, or only counts. A backup is made first.
func (s *Screen) run(dry bool) {
	if s.takeAsOf() {
		s.carryOut(dry, false, (*app.Session).Import)
	}
}

// runAll imports what is in view and then the rest, one after the other.
func (s *Screen) runAll() {
	if s.takeAsOf() {
		s.carryOut(false, true, (*app.Session).Import)
	}
}

// importer is one of the two ways of a session to import.
type importer func(*app.Session, context.Context, *exchange.Plan, func(done, total int64)) (exchange.Report, error)

func (s *Screen) carryOut(dry, all bool, importing importer) {
	bench, p, back := s.host.Workbench(), s.pending(), s.step
	session, options := bench.Session(), p.options
	options.DryRun = dry
	if len(s.queue) > 1 && options.Rejects == "" && !dry {
		options.Rejects = p.files[0] + ".rejects.csv"
	}
	var made exchange.Report
	s.step = stepImport
	if dry {
		s.step = stepDry
	}
	s.verdict = nil
	s.present(s.working(dry))
	label := message.New("job.import", message.Args{"file": p.name()})
	s.running = bench.Jobs.Start(label, func(ctx context.Context, progress *job.Progress) error {
		plans, err := exchange.PrepareAll(p.files, options)
		if err != nil {
			return err
		}
		made = exchange.NewReport()
		for _, plan := range plans {
			plan.Count = s.meter(progress)
			r, err := importing(session, ctx, plan, progress.Set)
			if err != nil {
				return err
			}
			if len(plans) == 1 {
				made = r
				break
			}
			made.Add(r)
		}
		return nil
	}, func(err error) { s.ended(dry, all, back, made, err) })
}

// ended shows what came of a run.
func (s *Screen) ended(dry, all bool, back step, made exchange.Report, err error) {
	s.running = nil
	if len(s.queue) == 0 {
		return // another workspace was opened meanwhile
	}
	if err != nil {
		s.Go(back)
	}
	switch {
	case errors.As(err, new(*app.NoBackupError)):
		s.host.Trace("error %s", err.Error())
		kit.Confirm(s.host.Window(), s.text("import.unsafe", nil), s.sentence(err), s.text("import.unsafe.do", nil), func() {
			s.carryOut(dry, all, (*app.Session).ImportWithoutBackup)
		})
	case data.CodeOf(err) == data.CodeCancelled && err != nil:
		kit.ShowToast(s.content, s.host.Printer().Error(err), "", nil)
	case err != nil:
		s.tell(err)
	case dry:
		s.pending().dry = &made
		s.Go(stepDry)
		s.host.Trace("counted %d", made.Imported)
	default:
		s.finished(all, made)
	}
}

// finished shows the report and has every screen look again.
func (s *Screen) finished(all bool, made exchange.Report) {
	s.total.Add(made)
	s.done, s.step = &made, stepReport
	s.host.Workbench().Refresh(func(err error) {
		if err != nil {
			kit.ShowError(s.host.Window(), err)
		}
	})
	s.host.Trace("imported %d rejected %d", made.Imported, made.Rejected)
	if all && s.at < len(s.queue)-1 {
		s.at++
		s.carryOut(false, true, (*app.Session).ImportWithoutBackup) // the backup of the first is the one before all of them
		return
	}
	s.judge(s.showReport)
}

// meter is told by a run how many rows it has read, and shows it four times a
// second at most.
func (s *Screen) meter(progress *job.Progress) func(read int) {
	bench := s.host.Workbench()
	begun := bench.Now()
	shown := begun
	return func(read int) {
		now := bench.Now()
		if now.Sub(shown) < time.Second/4 {
			return
		}
		shown = now
		args := message.Args{"n": read, "rate": int(float64(read) / now.Sub(begun).Seconds()), "share": message.Share(0)}
		key := "import.working.rows"
		if share, known := progress.Share(); known {
			key, args["share"] = "import.working.share", message.Share(share)
		}
		bench.Jobs.Dispatch(func() {
			if s.progress != nil && s.running != nil {
				s.progress.SetText(s.text(key, args))
			}
		})
	}
}

// working is shown while a file is read: how far it is, and a way to stop.
func (s *Screen) working(dry bool) fyne.CanvasObject {
	key := "import.working"
	if dry {
		key = "import.working.dry"
	}
	s.progress = kit.Body(s.text("import.working.begin", nil))
	var once atomic.Bool
	cancel := kit.NewButton(s.text("import.cancel", nil), func() {
		if s.running != nil && once.CompareAndSwap(false, true) {
			s.running.Cancel()
		}
	})
	return kit.Border(s.strip(), nil, nil, nil, kit.Inset(look.Space5, kit.NewCard(kit.Column(look.Space3,
		kit.Title(s.text(key, message.Args{"file": s.pending().name()})), s.progress, kit.Definition(s.text("import.working.note", nil)), kit.Row(look.Space2, cancel)))))
}

// folder offers to load a whole exported workspace.
func (s *Screen) folder(path string) fyne.CanvasObject {
	name := filepath.Base(path)
	objects := []fyne.CanvasObject{kit.Title(s.text("import.folder.title", message.Args{"folder": name}))}
	if s.host.Workbench().Session().Log().Revision > 0 && s.host.Workbench().Session().Log().Customers() > 0 {
		objects = append(objects, kit.Body(s.text("import.folder.full", nil)), kit.Row(look.Space2, kit.NewButton(s.text("import.other", nil), s.other)))
		return kit.NewCard(kit.Column(look.Space3, objects...))
	}
	load := kit.NewPrimaryButton(s.text("import.folder.do", nil), func() { s.load(path) })
	objects = append(objects, kit.Body(s.text("import.folder.text", nil)), kit.Row(look.Space2, load, kit.NewButton(s.text("import.other", nil), s.other)))
	return kit.NewCard(kit.Column(look.Space3, objects...))
}

func (s *Screen) load(path string) {
	session := s.host.Workbench().Session()
	var made exchange.Report
	s.host.Workbench().Jobs.Start(message.New("job.import", message.Args{"file": filepath.Base(path)}), func(ctx context.Context, p *job.Progress) (err error) {
		made, err = session.LoadFolder(ctx, path, p.Set)
		return err
	}, func(err error) {
		if err != nil {
			s.host.Trace("error %s", data.Sentence(err))
			kit.ShowError(s.host.Window(), err)
			return
		}
		s.queue = []*pending{{files: []string{path}}}
		s.finished(false, made)
	})
}
