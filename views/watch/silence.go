package watch

import (
	"context"
	"math"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	base "fyne.io/fyne/v2/theme"

	"cxworkbench/app"
	"cxworkbench/data"
	"cxworkbench/data/analysis/silence"
	"cxworkbench/data/eventlog"
	"cxworkbench/data/message"
	"cxworkbench/views/grid"
	"cxworkbench/views/kit"
	"cxworkbench/views/page"
	"cxworkbench/views/screen"
)

// newSilence makes the page of who has fallen silent. A shop owner opens it on Monday
// morning to see whom to call, and leaves with the list.
func newSilence(host screen.Host) *page.Page {
	below := newList(host, "silence.watch", "silence.watch.none")
	return page.New(host, page.Setup{
		Section: screen.Watch, Job: "job.silence", Cannot: "watch.cannot",
		Offer: func(*eventlog.Log, func()) []fyne.CanvasObject {
			return []fyne.CanvasObject{kit.NewQuietButton(host.Printer().T("silence.kinds"), base.SettingsIcon(), func() { editKinds(host) })}
		},
		Ask: func() page.Ask {
			return func(ctx context.Context, s *app.Session, v app.View) (app.Answer, error) {
				r, err := s.Silence(ctx, v, silence.Default(s.Log()))
				return app.SilenceAnswer(r, s.Log()), err
			}
		},
		Below: func(a app.Answer) fyne.CanvasObject {
			r, ok := a.Result.(silence.Result)
			if !ok {
				return kit.Spacer()
			}
			return below.show(a, silenceColumns(host), silentPeople(host.Printer(), r))
		},
	})
}

func silenceColumns(host screen.Host) []grid.Column {
	t := host.Printer().T
	return []grid.Column{
		{Title: t("table.customer"), Key: "field.customer", Width: 180, Grow: true},
		{Title: t("table.stage"), Key: "field.stage", Width: 130},
		{Title: t("silence.table.days"), Key: "silence.days", Width: 132, Align: fyne.TextAlignTrailing},
		{Title: t("silence.table.usual"), Key: "silence.usual", Width: 152, Align: fyne.TextAlignTrailing},
		{Title: t("silence.table.times"), Key: "silence.times", Width: 80, Align: fyne.TextAlignTrailing},
		{Title: t("silence.table.own"), Key: "silence.own", Width: 134, Align: fyne.TextAlignTrailing},
		{Title: app.FieldValue.Over(host.Printer(), host.Workbench().Session().Log().Settings.Currency), Key: "field.value", Width: 120, Align: fyne.TextAlignTrailing},
	}
}

func silentPeople(p *message.Printer, r silence.Result) []entry {
	number := func(v float64, decimals int) cell {
		if math.IsNaN(v) {
			return cell{"–", v}
		}
		return cell{p.Float(v, decimals), v}
	}
	var out []entry
	for _, c := range r.Watch {
		who := r.Person(c)
		out = append(out, entry{c, []cell{
			{p.Text(r.PlaceName(who.Place)), float64(who.Place)}, {p.Int(int64(who.Silence)), float64(who.Silence)},
			number(who.Usual, 0), number(who.Times, 1), number(who.OwnMedian, 0),
			{p.Bare(message.Amount{Money: who.Value, Currency: r.Currency}), float64(who.Value)},
		}})
	}
	return out
}

// editKinds asks which contacts end a silence, and keeps the choice in the workspace.
func editKinds(host screen.Host) {
	session, t := host.Workbench().Session(), host.Printer().T
	chosen := slices.Clone(silence.Default(session.Log()).Kinds)
	objects := []fyne.CanvasObject{}
	for _, kind := range data.Kinds {
		objects = append(objects, kit.NewCheck(t("kind."+string(kind)), slices.Contains(chosen, kind), func(is bool) {
			chosen = slices.DeleteFunc(chosen, func(k data.Kind) bool { return k == kind })
			if is {
				chosen = append(chosen, kind)
			}
		}))
	}
	question := kit.Question{Title: t("silence.kinds"), Text: t("silence.kinds.text"), Body: container.NewGridWithColumns(2, objects...), Width: 460}
	if session.ReadOnly() == "" {
		question.Action = t("silence.kinds.do")
		question.Do = func() {
			if len(chosen) == 0 {
				kit.ShowError(host.Window(), data.Errorf(data.CodeBadInput, "%s", t("silence.kinds.none")))
				return
			}
			screen.Change(host, message.New("job.silence.keep", nil), func(ctx context.Context, s *app.Session) error {
				return s.SetSilence(ctx, silence.Spec{Kinds: chosen})
			})
		}
	}
	kit.Ask(host.Window(), question)
}
