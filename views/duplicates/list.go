// Package duplicates is where a person judges customers that may be one and the
// same: the list of pairs, each side by side, merged field by field or kept apart.
package duplicates

import (
	"context"
	"math"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"cxworkbench/app"
	"cxworkbench/app/job"
	"cxworkbench/data"
	"cxworkbench/data/duplicates"
	"cxworkbench/data/eventlog"
	"cxworkbench/data/message"
	"cxworkbench/resources/look"
	"cxworkbench/views/grid"
	"cxworkbench/views/kit"
	"cxworkbench/views/screen"
)

// review goes through the pairs that were found.
type review struct {
	host   screen.Host
	found  duplicates.Result
	labels map[int64]string
	dialog *kit.Dialog
	list   *grid.Grid
}

// Open looks for duplicates and lists them. Esc stops looking.
func Open(host screen.Host) {
	r := &review{host: host}
	t := host.Printer().T
	session := host.Workbench().Session()
	stop := kit.NewButton(t("kit.cancel"), func() { r.dialog.Cancel() })
	var looking *job.Job
	r.dialog = kit.FloatThen(host.Window(), 440, kit.Column(look.Space3,
		kit.Section(t("duplicates.looking")), kit.Body(t("duplicates.looking.text")), kit.Row(0, kit.Spacer(), stop),
	), stop, func() { looking.Cancel() })
	looking = host.Workbench().Jobs.Start(message.New("job.duplicates", nil), func(ctx context.Context, p *job.Progress) (err error) {
		r.found, err = session.Duplicates(ctx, p.Set)
		return err
	}, func(err error) {
		if !r.dialog.Open() || host.Workbench().Session() != session {
			return
		}
		r.dialog.Close()
		if err != nil {
			kit.ShowError(host.Window(), err)
			return
		}
		r.read(session.Log())
		host.Trace("duplicates %d", len(r.found.Pairs))
		r.show(0)
	})
}

// read keeps how the customers of the pairs are shown.
func (r *review) read(log *eventlog.Log) {
	r.labels = map[int64]string{}
	for i, id := range log.CustomerIDs {
		r.labels[id] = log.Labels[i]
	}
}

// show lists the pairs, with one chosen.
func (r *review) show(chosen int) {
	t := r.host.Printer().T
	column := func(title, about string, width float32, grow bool) grid.Column {
		return grid.Column{Title: t(title), Key: about, Width: width, Grow: grow, Tip: screen.Tip(r.host.Printer(), t(title), about)}
	}
	if len(r.found.Pairs) == 0 {
		kit.Ask(r.host.Window(), kit.Question{Title: t("duplicates.title"), Text: t("duplicates.none")})
		return
	}
	score := column("duplicates.score", "duplicates.score", 110, false)
	score.Align = fyne.TextAlignTrailing
	r.list = grid.New([]grid.Column{
		column("duplicates.first", "field.customer", 190, true), column("duplicates.second", "field.customer", 190, true),
		column("duplicates.why", "duplicates.why", 210, false), score,
	})
	r.list.SetSource(len(r.found.Pairs), func(from, to int, done func([][]string)) {
		rows := make([][]string, 0, to-from)
		for _, pair := range r.found.Pairs[from:to] {
			rows = append(rows, r.row(pair))
		}
		done(rows)
	})
	r.list.Select(min(chosen, len(r.found.Pairs)-1))
	r.list.OnOpen = func(int) { r.compare() }
	nobody := func(int) (eventlog.CustomerIndex, bool) { return 0, false }
	screen.ExplainColumns(r.host, r.list, func(c grid.Column) string { return c.Key }, func() screen.Behind { return screen.Behind{Alone: true} }, nobody)
	buttons := kit.Row(look.Space2, kit.Spacer(),
		kit.NewButton(t("kit.close"), func() { r.dialog.Cancel() }), kit.NewPrimaryButton(t("duplicates.compare"), r.compare))
	room := container.NewGridWrap(fyne.NewSize(760, min(380, r.host.Window().Canvas().Size().Height-280)), r.list)
	title := message.New("duplicates.found", message.Args{"n": len(r.found.Pairs) + r.found.More})
	terms := screen.NewTerms(r.host, func() screen.Behind {
		return screen.Term(t("duplicates.title"), "duplicates", r.host.Printer().Text(title))
	})
	found := terms.Number(kit.Section(r.host.Printer().Text(title)), terms.Whole)
	parts := []fyne.CanvasObject{found, kit.Definition(r.note()), room, buttons}
	r.dialog = kit.Float(r.host.Window(), 810, kit.Column(look.Space3, parts...), r.list)
	terms.In(r.dialog)
}

// note says how the pairs were found and what was left out.
func (r *review) note() string {
	p := r.host.Printer()
	notes := []string{p.T("duplicates.note")}
	if r.found.More > 0 {
		notes = append(notes, p.Text(message.New("duplicates.more", message.Args{"n": r.found.More})))
	}
	if r.found.Shared > 0 {
		notes = append(notes, p.Text(message.New("duplicates.shared", message.Args{"n": r.found.Shared})))
	}
	return strings.Join(notes, " ")
}

func (r *review) row(pair duplicates.Pair) []string {
	return []string{r.labels[pair.A], r.labels[pair.B], reasons(r.host.Printer(), pair), r.host.Printer().Int(points(pair))}
}

// points is the score out of 100.
func points(pair duplicates.Pair) int64 { return int64(math.Round(100 * pair.Score)) }

func reasons(p *message.Printer, pair duplicates.Pair) string {
	words := make([]string, len(pair.Reasons))
	for i, reason := range pair.Reasons {
		words[i] = p.T("duplicates.reason." + string(reason))
	}
	return strings.Join(words, ", ")
}

// compare shows the chosen pair side by side.
func (r *review) compare() {
	row := r.list.Selected()
	if row < 0 {
		return
	}
	r.dialog.Close()
	pair := r.found.Pairs[row]
	var twins [2]app.Twin
	session := r.host.Workbench().Session()
	r.host.Workbench().Jobs.Start(message.New("job.customer", nil), func(ctx context.Context, _ *job.Progress) (err error) {
		twins, err = session.Twins(ctx, pair)
		return err
	}, func(err error) {
		if err != nil {
			r.host.Trace("error %s", data.Sentence(err))
			kit.ShowError(r.host.Window(), err)
			return
		}
		if r.host.Workbench().Session() == session {
			newChoice(r, row, pair, twins).show()
		}
	})
}

// judged goes on with the pairs that are left after one was judged; gone is the
// customer that is no more, 0 for none.
func (r *review) judged(row int, gone int64) {
	var left []duplicates.Pair
	for i, pair := range r.found.Pairs {
		if i != row && (gone == 0 || pair.A != gone && pair.B != gone) {
			left = append(left, pair)
		}
	}
	r.found.Pairs = left
	r.read(r.host.Workbench().Session().Log())
	if len(left) > 0 {
		r.show(row)
	}
}
