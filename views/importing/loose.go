package importing

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	base "fyne.io/fyne/v2/theme"

	"cxworkbench/app"
	"cxworkbench/data"
	"cxworkbench/data/message"
	"cxworkbench/resources/look"
	"cxworkbench/views/grid"
	"cxworkbench/views/kit"
	"cxworkbench/views/screen"
)

// mostLoose is how many records without a customer are listed.
const mostLoose = 2_000

// showLoose lists the records without a customer.
func (s *Screen) showLoose() {
	app.Ask(s.host.Workbench(), &s.question, message.New("job.loose", nil), func(ctx context.Context, session *app.Session, _ app.View) (app.Loose, error) {
		return session.WithoutCustomer(ctx, mostLoose)
	}, func(loose app.Loose, err error) {
		if err != nil {
			s.present(kit.ErrorState(s.host.Printer().Error(err), s.Show))
			return
		}
		s.presentPart(s.loose(loose))
		s.host.Trace("unassigned %d", loose.All)
	})
}

func newRejectsGrid(titles []string, rows [][]string) *grid.Grid {
	g := grid.New([]grid.Column{
		{Title: titles[0], Width: 72, Align: fyne.TextAlignTrailing}, {Title: titles[1], Width: 280, Grow: true}, {Title: titles[2], Width: 380, Grow: true},
	})
	g.SetSource(len(rows), grid.Rows(rows))
	return g
}

// loose shows the records; beside them stand those whom the chosen one may be of.
func (s *Screen) loose(l app.Loose) fyne.CanvasObject {
	if l.All == 0 {
		return kit.EmptyState(base.ConfirmIcon(), s.text("import.loose.none", nil), s.text("import.loose.none.text", nil), "", nil)
	}
	t, printer, zone := s.host.Printer().T, s.host.Printer(), s.host.Workbench().Session().Log().Zone
	g := grid.New([]grid.Column{
		{Title: t("import.loose.noun"), Width: 96}, {Title: t("import.loose.when"), Width: 122, Align: fyne.TextAlignTrailing}, {Title: t("import.loose.what"), Width: 150, Grow: true},
		{Title: t("import.loose.called"), Width: 170, Grow: true}, {Title: t("import.loose.fits"), Width: 76, Align: fyne.TextAlignTrailing},
	})
	rows := make([][]string, len(l.Records))
	for i, r := range l.Records {
		fits := ""
		if n := len(r.Candidates); n > 0 {
			fits = printer.Int(int64(n))
		}
		rows[i] = []string{t("import.loose.noun." + r.Noun), printer.Date(r.When.DayIn(zone)), r.What, r.Called.Value, fits}
	}
	detail := container.NewStack(kit.Definition(t("import.loose.choose")))
	g.OnSelect = func(row int) {
		if row >= 0 && row < len(l.Records) {
			detail.Objects = []fyne.CanvasObject{s.whose(l, l.Records[row])}
			detail.Refresh()
		}
	}
	g.SetSource(len(rows), grid.Rows(rows))
	head := kit.Column(look.Space1, kit.Title(s.text("import.loose.title", message.Args{"n": l.All})), kit.Definition(s.text("import.loose.note", message.Args{"doubted": l.Doubted, "shown": len(l.Records)})))
	return kit.Border(kit.InsetSides(0, look.Space3, 0, 0, head), nil, nil, nil,
		kit.Split(detailShare, detailNarrow, kit.NewCardWithRoom(1, g), kit.NewCard(container.NewVScroll(kit.InsetSides(0, 0, 0, look.Space3, detail)))))
}

// mostCandidates is how many customers are offered for a record.
const mostCandidates = 12

// whose offers the customers whom a record may be of, and to name another.
func (s *Screen) whose(l app.Loose, record data.Unassigned) fyne.CanvasObject {
	alike := l.Alike(record)
	objects := []fyne.CanvasObject{kit.Body(record.What)}
	switch {
	case record.Called.Value != "":
		objects = append(objects, kit.Definition(s.text("import.loose.says", message.Args{"called": record.Called.Value, "n": len(alike)})))
	default:
		objects = append(objects, kit.Definition(s.text("import.loose.silent", nil)))
	}
	for _, id := range record.Candidates[:min(mostCandidates, len(record.Candidates))] {
		objects = append(objects, kit.Row(0, kit.NewButton(s.text("import.loose.is", message.Args{"customer": l.Labels[id]}), func() {
			screen.Change(s.host, message.New("job.assign", nil), func(ctx context.Context, session *app.Session) error { return session.Assign(ctx, alike, id) })
		})))
	}
	other := "import.loose.other"
	if len(record.Candidates) == 0 {
		other = "import.loose.say"
	}
	objects = append(objects, kit.Row(0, kit.NewButton(s.text(other, nil), func() {
		kit.AskText(s.host.Window(), s.text(other, nil), s.text("import.loose.name", nil), "", s.text("import.loose.assign", nil), func(called string) {
			screen.Change(s.host, message.New("job.assign", nil), func(ctx context.Context, session *app.Session) error { return session.AssignTo(ctx, alike, called) })
		})
	})))
	return kit.Column(look.Space2, objects...)
}
