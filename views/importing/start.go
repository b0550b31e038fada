package importing

import (
	"context"
	"io"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	base "fyne.io/fyne/v2/theme"

	"cxworkbench/app"
	"cxworkbench/data"
	"cxworkbench/data/exchange"
	"cxworkbench/data/message"
	"cxworkbench/resources/look"
	"cxworkbench/views/kit"
	"cxworkbench/views/screen"
)

// part is one of the pages that the section has while nothing is being imported.
type part int

const (
	partFiles part = iota
	partVerdict
	partLoose
	partPresets
)

var partKeys = []string{"import.part.files", "import.part.verdict", "import.part.loose", "import.part.presets"}

// start is what the section shows while nothing is being imported.
type start struct {
	part    part
	imports []data.Import
}

// open leaves what was chosen to import, or was imported, for a part of the section.
func (s *Screen) open(p part) {
	s.Reset()
	s.start.part = p
	s.Show()
}

// showStart shows the part of the section that is chosen.
func (s *Screen) showStart() {
	s.verdict = nil
	switch s.start.part {
	case partVerdict:
		s.judge(func() {
			body := []fyne.CanvasObject{}
			if s.verdict != nil {
				body = s.verdictPage(*s.verdict)
			}
			s.presentPart(kit.NewCard(container.NewVScroll(kit.InsetSides(0, 0, 0, look.Space4, kit.Column(look.Space2, body...)))))
		})
	case partLoose:
		s.showLoose()
	case partPresets:
		s.presentPart(s.presets())
	default:
		s.showImports()
	}
}

// presentPart shows a part under the names of all of them.
func (s *Screen) presentPart(body fyne.CanvasObject) {
	row := kit.Row(look.Space1)
	for i, key := range partKeys {
		to := part(i)
		tab := kit.NewTab(s.text(key, nil), func() { s.open(to) })
		tab.SetSelected(to == s.start.part)
		tab.Turns(func(step int) { s.open((s.start.part + part(step+len(partKeys))) % part(len(partKeys))) })
		row.Add(tab)
	}
	strip := kit.Column(0, kit.InsetSides(look.Space2, 0, look.Space4, look.Space4, container.NewHScroll(row)), kit.NewLine())
	s.present(kit.Border(strip, nil, nil, nil, kit.Inset(look.Space5, body)))
}

// showImports offers the button that gets a file, beside what was imported before.
func (s *Screen) showImports() {
	app.Ask(s.host.Workbench(), &s.question, message.New("job.imports", nil), func(ctx context.Context, session *app.Session, _ app.View) ([]data.Import, error) {
		return session.Imports(ctx)
	}, func(imports []data.Import, err error) {
		if len(s.files) > 0 {
			return
		}
		if err != nil {
			s.present(kit.ErrorState(s.host.Printer().Error(err), s.Show))
			return
		}
		s.start.imports = imports
		s.presentPart(s.filesPart())
	})
}

func (s *Screen) filesPart() fyne.CanvasObject {
	empty := kit.EmptyState(base.DownloadIcon(), s.text("import.start.title", nil), s.text("import.start.text", nil), s.text("import.start.do", nil), s.host.ChooseFile)
	folder := container.NewCenter(kit.NewQuietButton(s.text("import.start.folder", nil), nil, s.host.ChooseFolder))
	begin := kit.Column(0, kit.Spacer(), empty, folder, kit.Spacer())
	if why := s.host.Workbench().Session().WhyReadOnly(); why != nil { // nothing can go in
		begin = container.NewStack(kit.EmptyState(base.InfoIcon(), "", s.host.Printer().Error(why), "", nil))
	}
	if len(s.start.imports) == 0 {
		return begin
	}
	before := []fyne.CanvasObject{kit.Section(s.text("overview.imports", nil))}
	for i, imp := range s.start.imports {
		before = append(before, s.imported(imp, i == 0), kit.NewLine())
	}
	list := kit.NewCard(container.NewVScroll(kit.InsetSides(0, 0, 0, look.Space4, kit.Column(look.Space2, before...))))
	return kit.Split(0.4, 620, kit.NewCard(begin), list)
}

// imported is one of the earlier imports. The newest can be taken back, as long as
// nothing else was done since.
func (s *Screen) imported(imp data.Import, newest bool) fyne.CanvasObject {
	zone := s.host.Workbench().Session().Log().Zone
	rows := s.text("import.before", message.Args{
		"day": data.DayIn(imp.At, zone), "read": imp.Read, "imported": imp.Imported, "updated": imp.Updated, "same": imp.Same, "rejected": imp.Rejected,
	})
	about := screen.Behind{Title: imp.Source, About: "import.rows", Reading: rows, Alone: true}
	parts := []fyne.CanvasObject{kit.Label(imp.Source), screen.Explained(s.host, kit.Definition(rows), about)}
	buttons := kit.Row(look.Space2)
	if imp.Rejected > 0 {
		buttons.Add(kit.NewQuietButton(s.text("import.before.rejects", message.Args{"n": imp.Rejected}), nil, func() { s.showRejects(imp) }))
	}
	undo, _ := s.host.Workbench().History().Next()
	if newest && undo != nil && undo.Label == "Import "+imp.Source && s.host.Workbench().Session().ReadOnly() == "" {
		buttons.Add(kit.NewQuietButton(s.text("import.before.undo", nil), nil, func() { s.undo(undo.ID, false) }))
	}
	if len(buttons.Objects) > 0 {
		parts = append(parts, buttons)
	}
	return kit.Column(0, parts...)
}

// undo takes the newest import back. What could not be redone is asked for first.
func (s *Screen) undo(id int64, forGood bool) {
	s.host.Workbench().Undo(id, forGood, func(change data.Change, err error) {
		switch {
		case err != nil && data.CodeOf(err) == data.CodeConfirm:
			t := s.host.Printer().T
			kit.Ask(s.host.Window(), kit.Question{
				Title: t("history.forgood.title"), Text: s.host.Printer().Error(err), Action: t("history.forgood.do"), Danger: true, Do: func() { s.undo(id, true) },
			})
		case err != nil:
			kit.ShowError(s.host.Window(), err)
		default:
			kit.ShowToast(s.content, s.text("history.undone", message.Args{"label": message.Label(change.Label)}), "", nil)
			s.host.Trace("undone %s", change.Label)
		}
	})
}

// mostRejects is how many rejected rows are listed and saved; a workspace keeps
// no more of an import.
const mostRejects = 10_000

// showRejects lists the rows of an import that could not be used, as they stood.
func (s *Screen) showRejects(imp data.Import) {
	app.Ask(s.host.Workbench(), &s.question, message.New("job.imports", nil), func(ctx context.Context, session *app.Session, _ app.View) ([]data.Reject, error) {
		return session.Rejects(ctx, imp.ID, mostRejects)
	}, func(rejects []data.Reject, err error) {
		if err != nil {
			s.present(kit.ErrorState(s.host.Printer().Error(err), s.Show))
			return
		}
		s.presentPart(s.rejected(imp, rejects))
	})
}

func (s *Screen) rejected(imp data.Import, rejects []data.Reject) fyne.CanvasObject {
	table := app.RejectsTable(imp, rejects, s.host.Printer())
	rows := make([][]string, len(rejects))
	for i, r := range rejects {
		rows[i] = []string{s.host.Printer().Int(int64(r.Line)), s.host.Printer().Text(message.Reject(r.Reason)), r.Raw}
	}
	g := newRejectsGrid(table.Columns, rows)
	buttons := kit.Row(look.Space2,
		kit.NewPrimaryButton(s.text("import.rejected.save", nil), func() {
			s.host.SaveFile(imp.Source+".rejects.csv", func(w io.Writer) error { return table.WriteCSV(w) })
		}),
		kit.NewButton(s.text("import.rejected.back", nil), s.Show))
	return kit.Border(kit.InsetSides(0, look.Space3, 0, 0, kit.Title(table.Title)), kit.InsetSides(look.Space3, 0, 0, 0, buttons), nil, nil, kit.NewCardWithRoom(1, g))
}

// presets lists what was kept for files of a shape.
func (s *Screen) presets() fyne.CanvasObject {
	presets, damaged, err := exchange.Presets(app.PresetFolder())
	if err != nil {
		return kit.ErrorState(s.host.Printer().Error(err), s.Show)
	}
	if len(presets)+len(damaged) == 0 {
		return kit.EmptyState(base.DocumentSaveIcon(), s.text("import.presets.none", nil), s.text("import.presets.none.text", nil), "", nil)
	}
	objects := []fyne.CanvasObject{kit.Section(s.text("import.presets", nil)), kit.Definition(s.text("import.presets.note", nil))}
	for _, preset := range presets {
		remove := kit.NewQuietButton(s.text("import.presets.delete", nil), nil, func() { s.deletePreset(preset.Name) })
		words := kit.Column(0, kit.Label(preset.Name), kit.Definition(s.text("import.presets.of", message.Args{"as": preset.As.Name(), "columns": len(preset.Columns)})))
		objects = append(objects, kit.NewLine(), kit.Border(nil, nil, nil, remove, words))
	}
	slices.Sort(damaged)
	for _, name := range damaged {
		objects = append(objects, kit.Definition(s.text("import.presets.damaged", message.Args{"file": name})))
	}
	return kit.NewCard(container.NewVScroll(kit.InsetSides(0, 0, 0, look.Space4, kit.Column(look.Space2, objects...))))
}

func (s *Screen) deletePreset(name string) {
	kit.Confirm(s.host.Window(), s.text("import.presets.delete.title", message.Args{"name": name}), s.text("import.presets.delete.text", nil), s.text("import.presets.delete", nil), func() {
		if err := exchange.DeletePreset(app.PresetFolder(), name); err != nil {
			kit.ShowError(s.host.Window(), err)
		}
		s.Show()
	})
}
