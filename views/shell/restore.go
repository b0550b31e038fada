package shell

import (
	"context"
	"path/filepath"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"cxworkbench/app"
	"cxworkbench/app/job"
	"cxworkbench/data"
	"cxworkbench/data/message"
	"cxworkbench/resources/look"
	"cxworkbench/views/kit"
)

// backupNow makes a backup in the background.
func (s *Shell) backupNow() {
	session := s.bench.Session()
	s.bench.Jobs.Start(message.New("job.backup", nil), func(ctx context.Context, _ *job.Progress) error {
		_, err := session.Backup(ctx)
		return err
	}, func(err error) {
		if err != nil {
			s.failed(err)
			return
		}
		kit.ShowToast(s.frame, s.printer.T("restore.backed"), "", nil)
		s.Trace("backed up")
	})
}

// keepBackingUp looks every minute whether a backup is due, until the window
// closes. A backup that fails is told and tried again when the next is due.
func (s *Shell) keepBackingUp() {
	ticker := time.NewTicker(time.Minute)
	stop := make(chan struct{})
	s.stopBackups = stop
	go func() {
		defer ticker.Stop()
		for {
			select {
			case <-ticker.C:
				fyne.Do(func() { s.bench.Tick(s.failed) })
			case <-stop:
				return
			}
		}
	}()
}

func (s *Shell) stopBackingUp() {
	if s.stopBackups != nil {
		close(s.stopBackups)
		s.stopBackups = nil
	}
}

// askRestore lists the backups of the open workspace.
func (s *Shell) askRestore() { s.offerBackups(s.bench.Session().Path(), nil) }

// openFailed says why a workspace could not be opened. Where it is damaged or
// gone, its backups are offered; where it is none, to import it.
func (s *Shell) openFailed(path string, err error) {
	if err != nil && (data.CodeOf(err) == data.CodeDamaged || data.CodeOf(err) == data.CodeNotFound && s.hasBackups(path)) {
		s.offerBackups(path, err)
		return
	}
	if data.CodeOf(err) == data.CodeNotOurs {
		s.Trace("error %s", data.Sentence(err))
		kit.Ask(s.window, kit.Question{
			Title: s.printer.T("kit.error"), Text: s.printer.Error(err), Action: s.printer.T("state.import"), Do: func() { s.importInto(path) },
		})
		return
	}
	s.failed(err)
}

func (s *Shell) hasBackups(path string) bool {
	backups, err := app.Backups(path)
	return err == nil && len(backups) > 0
}

// found tells of damage that showed after opening.
func (s *Shell) found(damage error) { s.offerBackups(s.bench.Session().Path(), damage) }

// offerBackups lists the backups of a file with a button each. With damage as
// the reason it says so, and offers to rescue what can be read.
func (s *Shell) offerBackups(path string, damage error) {
	backups, err := app.Backups(path)
	if err != nil {
		s.failed(err)
		return
	}
	file := filepath.Base(path)
	var dialog *kit.Dialog
	then := func(do func()) func() {
		return func() {
			dialog.Cancel()
			do()
		}
	}
	var rows []fyne.CanvasObject
	for _, b := range backups {
		rows = append(rows, s.backupRow(b, then(func() { s.restore(path, b) })))
	}
	text := s.printer.T("restore.text")
	if len(backups) == 0 {
		text = s.printer.Text(message.New("restore.none", message.Args{"file": file}))
	}
	title := "restore.title"
	if damage != nil {
		title = "restore.damaged"
		s.Trace("error %s", data.Sentence(damage))
		text = s.printer.Error(damage) + " " + text
	}
	var parts []fyne.CanvasObject
	if len(rows) > 0 {
		scroll := container.NewVScroll(kit.Column(look.Space2, rows...))
		scroll.SetMinSize(fyne.NewSize(0, min(280, scroll.Content.MinSize().Height)))
		parts = append(parts, scroll)
	}
	if data.CodeOf(damage) == data.CodeDamaged && damage != nil {
		parts = append(parts, kit.Row(0, kit.NewButton(s.printer.T("restore.rescue"), then(func() { s.askRescue(path) }))))
	}
	dialog = kit.Ask(s.window, kit.Question{
		Title: s.printer.Text(message.New(title, message.Args{"file": file})), Text: text, Body: kit.Column(look.Space3, parts...), Width: 560,
	})
	s.Trace("offers %d backups", len(backups))
}

func (s *Shell) backupRow(b app.Backup, do func()) fyne.CanvasObject {
	when := s.printer.Date(data.DayIn(b.At.UnixMilli(), time.Local)) + " " + b.At.Local().Format(time.TimeOnly)
	args := message.Args{"when": when, "size": s.printer.Float(float64(b.Size)/1e6, 1)}
	if !b.Whole { // nothing to go back to; kept so that nothing is lost
		return kit.Label(s.printer.Text(message.New("restore.row.damaged", args))).SetTone(kit.ToneSecondary)
	}
	return kit.Row(look.Space3, kit.Label(s.printer.Text(message.New("restore.row", args))), kit.Spacer(), kit.NewButton(s.printer.T("restore.do"), do))
}

func (s *Shell) restore(path string, b app.Backup) {
	s.bench.Restore(path, b.Path, func(err error) {
		if err != nil {
			s.failed(err)
			return
		}
		kit.ShowToast(s.frame, s.printer.Text(message.New("restore.done", message.Args{"file": filepath.Base(path)})), "", nil)
		s.Trace("restored %s", path)
	})
}

// askRescue asks where to put what can be read of a damaged workspace.
func (s *Shell) askRescue(path string) {
	s.askPlace(s.printer.T("files.rescue.title"), s.printer.T("restore.rescue.name"), func(into string) {
		s.bench.Rescue(path, into, func(report app.RescueReport, err error) {
			if err != nil {
				s.failed(err)
				return
			}
			lost := 0
			for _, t := range report.Tables {
				lost += t.Lost
			}
			said := s.printer.Text(message.New("restore.rescued", message.Args{"read": report.Read(), "lost": lost}))
			kit.Ask(s.window, kit.Question{Title: filepath.Base(into), Text: said})
			s.Trace("rescued %d", report.Read())
		})
	})
}
