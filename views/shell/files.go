package shell

import (
	"context"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"cxworkbench/app"
	"cxworkbench/app/job"
	"cxworkbench/app/report"
	"cxworkbench/charts"
	"cxworkbench/data"
	"cxworkbench/data/exchange/export"
	"cxworkbench/data/message"
	"cxworkbench/resources/look"
	"cxworkbench/views/files"
	"cxworkbench/views/kit"
	"cxworkbench/views/screen"
)

// failed shows an error, unless the person asked for the stop themself.
func (s *Shell) failed(err error) {
	if err == nil {
		return
	}
	s.Trace("error %s", data.Sentence(err))
	if data.CodeOf(err) == data.CodeCancelled {
		kit.ShowToast(s.frame, s.printer.Error(err), "", nil)
		return
	}
	kit.ShowError(s.window, err)
}

// OpenPath opens a workspace at start.
func (s *Shell) OpenPath(path string) { s.open(path) }

// OpenDemo opens the demo workspace at start.
func (s *Shell) OpenDemo() { s.openDemo() }

func (s *Shell) open(path string) {
	entered := s.entering(message.New("job.open", message.Args{"file": filepath.Base(path)}))
	s.bench.Open(path, func(err error) {
		entered()
		if data.CodeOf(err) == data.CodeNotFound {
			s.options.Prefs.Forget(path)
			s.options.Prefs.Save()
		}
		s.openFailed(path, err)
	})
}

func (s *Shell) openDemo() {
	entered := s.entering(message.New("job.demo", nil))
	s.bench.OpenDemo(s.options.DemoPath, func(err error) {
		entered()
		s.failed(err)
	})
}

// entering says what is being done in the place of the doors, until it is done.
func (s *Shell) entering(what message.Message) (done func()) {
	if s.bench.Session() != nil {
		return func() {}
	}
	s.enters = s.printer.Text(what)
	s.present()
	return func() {
		s.enters = ""
		if s.bench.Session() == nil { // it failed: the doors are there again
			s.present()
		}
	}
}

// askResetDemo makes the demo anew, after asking.
func (s *Shell) askResetDemo() {
	kit.Confirm(s.window, s.printer.T("command.file.reset"), s.printer.T("reset.text"), s.printer.T("reset.do"), func() {
		s.bench.ResetDemo(s.options.DemoPath, s.failed)
	})
}

// tellOfNewerDemo says that the demo in view is of an older version of the program,
// which would otherwise be shown for good.
func (s *Shell) tellOfNewerDemo() {
	session := s.bench.Session()
	if session != nil && session.Path() == s.options.DemoPath && session.ReadOnly() == "" && session.OlderDemo() {
		kit.ShowToast(s.frame, s.printer.T("demo.older"), s.printer.T("command.file.reset"), s.askResetDemo)
	}
}

func (s *Shell) closeWorkspace() { s.bench.Shut(s.failed) }

// askOpen asks for a workspace file.
func (s *Shell) askOpen() {
	s.ask(files.Question{
		Title: s.printer.T("files.open.title"), Action: s.printer.T("files.open"), Endings: []string{workspaceEnding}, Do: s.open,
	})
}

const workspaceEnding = ".cxw"

// ask asks for a file or a folder, beginning where the last one was found.
func (s *Shell) ask(q files.Question) {
	prefs := s.options.Prefs
	q.At, q.Recent = prefs.Folder, s.recentFolders()
	if q.At == "" && len(q.Recent) > 0 {
		q.At = q.Recent[0]
	}
	use := q.Do
	q.Do = func(path string) {
		prefs.Folder = filepath.Dir(path)
		prefs.Save()
		use(path)
	}
	files.Ask(s, q)
}

// recentFolders are where the workspaces lie that were open lately. The demo lies
// where programs keep their data, which is no place for a person's files.
func (s *Shell) recentFolders() (folders []string) {
	for _, path := range s.options.Prefs.Recent {
		if folder := filepath.Dir(path); path != s.options.DemoPath && !slices.Contains(folders, folder) {
			folders = append(folders, folder)
		}
	}
	return folders
}

// askSave asks where to write a file, which gets one of the endings; where none is
// given, that of its name.
func (s *Shell) askSave(name string, endings []string, use func(path string)) {
	if endings == nil {
		endings = []string{filepath.Ext(name)}
	}
	s.ask(files.Question{
		Kind: files.Save, Title: s.printer.T("files.save.title"), Action: s.printer.T("files.save"), Name: name, Endings: endings, Do: use,
	})
}

// askNew asks for a name and a place and makes an empty workspace there.
func (s *Shell) askNew() {
	s.askPlace(s.printer.T("files.new.title"), s.printer.T("file.new.name"), s.create)
}

// askPlace asks where a workspace is to be made: only ever where there is no file.
func (s *Shell) askPlace(title, name string, use func(path string)) {
	s.ask(files.Question{
		Kind: files.Save, New: true, Title: title, Action: s.printer.T("files.make"), Name: name, Endings: []string{workspaceEnding}, Do: use,
	})
}

func (s *Shell) create(path string) {
	name := strings.TrimSuffix(filepath.Base(path), filepath.Ext(path))
	zone := time.Local.String()
	if zone == "Local" {
		zone = "UTC"
	}
	settings := data.Settings{Name: name, Zone: zone, WeekStart: time.Monday, Currency: "EUR", AsOf: data.NoDay}
	s.bench.Create(path, settings, func(err error) {
		if err != nil {
			s.failed(err)
			return
		}
		s.Go(screen.Import)
	})
}

// importFirst asks for a file, and then where the workspace is to lie that it is
// imported into.
func (s *Shell) importFirst() {
	s.askImport(s.importInto)
}

// importInto imports a file into the open workspace, or into one that it asks for.
func (s *Shell) importInto(path string) {
	if s.bench.Session() != nil {
		s.ImportFile(path)
		return
	}
	s.toImport = []string{path}
	s.askNew()
}

func (s *Shell) askImport(use func(path string)) {
	s.ask(files.Question{Title: s.printer.T("files.import.title"), Action: s.printer.T("files.choose"), Do: use})
}

// ChooseFile asks for a file to import.
func (s *Shell) ChooseFile() { s.askImport(func(path string) { s.ImportFile(path) }) }

// ChooseFolder asks for a folder to import.
func (s *Shell) ChooseFolder() {
	s.ask(files.Question{
		Kind: files.Folder, Title: s.printer.T("files.folder.title"), Action: s.printer.T("files.choose"), Do: func(path string) { s.ImportFile(path) },
	})
}

// ImportFile shows the import of files; while no workspace is open, as soon as
// one is.
func (s *Shell) ImportFile(paths ...string) {
	if s.bench.Session() == nil {
		s.toImport = paths
		return
	}
	s.Go(screen.Import)
	s.importing.Choose(paths...)
}

// dropped opens a workspace that is dropped onto the window, and imports
// anything else.
func (s *Shell) dropped(_ fyne.Position, uris []fyne.URI) {
	if len(uris) == 0 {
		return
	}
	path := uris[0].Path()
	switch {
	case strings.EqualFold(filepath.Ext(path), workspaceEnding):
		s.open(path)
	case s.bench.Session() == nil:
		kit.ShowToast(s.frame, s.printer.T("drop.nowhere"), "", nil)
	default:
		paths := make([]string, len(uris))
		for i, uri := range uris {
			paths[i] = uri.Path()
		}
		s.ImportFile(paths...)
	}
}

// SaveFile asks for a place and writes there in the background.
func (s *Shell) SaveFile(name string, write func(io.Writer) error) {
	s.askSave(name, nil, func(path string) {
		s.write(path, func(_ context.Context, w io.Writer) error { return write(w) })
	})
}

func (s *Shell) write(path string, write func(context.Context, io.Writer) error) {
	label := message.New("job.save", message.Args{"file": filepath.Base(path)})
	s.bench.Jobs.Start(label, func(ctx context.Context, _ *job.Progress) error {
		return app.WriteFile(path, func(w io.Writer) error { return write(ctx, w) })
	}, func(err error) {
		if err != nil {
			s.failed(err)
			return
		}
		kit.ShowToast(s.frame, s.printer.Text(message.New("toast.saved", message.Args{"file": path})), "", nil)
		s.Trace("saved %s", path)
	})
}

// Exporter is the current screen where its picture and table can be saved, else nil.
func (s *Shell) Exporter() screen.Exporter {
	if s.bench.Session() == nil {
		return nil
	}
	exporter, _ := s.screens[s.section].(screen.Exporter)
	return exporter
}

func (s *Shell) printOptions() charts.Options {
	return charts.Options{Width: 1280, Height: 800, Palette: look.Print, Printer: s.printer, Heading: true}
}

func (s *Shell) hasPicture() bool {
	exporter := s.Exporter()
	if exporter == nil {
		return false
	}
	_, ok := exporter.Picture(s.printOptions())
	return ok
}

func (s *Shell) hasTable() bool {
	exporter := s.Exporter()
	if exporter == nil {
		return false
	}
	if lister, ok := exporter.(screen.Lister); ok && lister.Lists() != nil {
		return true
	}
	_, ok := exporter.Table()
	return ok
}

// SavePicture saves the screen's chart; the ending of the name says in which form.
func (s *Shell) SavePicture() {
	if !s.hasPicture() {
		return
	}
	scene, _ := s.Exporter().Picture(s.printOptions())
	s.askSave(string(s.section)+".png", []string{".png", ".svg"}, func(path string) {
		s.write(path, func(_ context.Context, w io.Writer) error {
			if strings.EqualFold(filepath.Ext(path), ".svg") {
				return scene.WriteSVG(w)
			}
			return scene.WritePNG(w, 2)
		})
	})
}

// SaveTable saves the figures of the screen; the ending of the name says in which
// form.
func (s *Shell) SaveTable() {
	if !s.hasTable() {
		return
	}
	lister, long := s.Exporter().(screen.Lister)
	var list func(context.Context) (report.Table, error)
	if long {
		list = lister.Lists()
	}
	if list == nil {
		table, _ := s.Exporter().Table()
		list = func(context.Context) (report.Table, error) { return table, nil }
	}
	name := string(s.section)
	s.askSave(name+".csv", []string{".csv", ".xlsx", ".jsonl"}, func(path string) {
		format, known := app.FormatOfFile(path)
		if !known {
			format = export.CSV
		}
		s.write(path, func(ctx context.Context, w io.Writer) error {
			table, err := list(ctx)
			if err != nil {
				return err
			}
			return app.WriteTable(ctx, w, format, name, table)
		})
	})
}
