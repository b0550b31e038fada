package churn

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	base "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"cxworkbench/app"
	"cxworkbench/data"
	"cxworkbench/data/analysis/churn"
	"cxworkbench/data/analysis/cohort"
	"cxworkbench/data/analysis/cox"
	"cxworkbench/data/analysis/survival"
	"cxworkbench/data/eventlog"
	"cxworkbench/data/message"
	"cxworkbench/resources/look"
	"cxworkbench/views/kit"
	"cxworkbench/views/page"
	"cxworkbench/views/screen"
)

// unitChoice offers what time is counted in.
func unitChoice(host screen.Host, old *kit.Choice[eventlog.Unit], log *eventlog.Log, changed func()) *kit.Choice[eventlog.Unit] {
	t := host.Printer().T
	return keep(old, kit.NewChoice(t("churn.unit"), survival.Units, func(u eventlog.Unit) string { return t("churn.unit." + string(u)) }, changed), survival.DefaultUnit(log))
}

// newSurvival makes the page of when customers leave. A consultant opens it to see
// how long they stay, group against group, and leaves with the curves, how sure
// they are, and the people of every step. Rule leads to what leaving means.
func newSurvival(host screen.Host, rule func()) *page.Page {
	var (
		row   offer
		by    *kit.Choice[string]
		unit  *kit.Choice[eventlog.Unit]
		ci    *kit.Choice[survival.CI]
		test  *kit.Choice[survival.RankTest]
		at    *kit.Entry
		t, of = host.Printer().T, func(log *eventlog.Log) []string { return append([]string{""}, cohort.Groupings(log)...) }
	)
	build := func(log *eventlog.Log, changed func()) []fyne.CanvasObject {
		by = keep(by, kit.NewChoice(t("churn.by"), of(log), func(name string) string {
			if name == "" {
				return t("churn.by.all")
			}
			return name
		}, changed), app.SuggestedGroup(log))
		unit = unitChoice(host, nil, log, changed)
		ci = keep(ci, kit.NewChoice(t("churn.ci"), []survival.CI{survival.LogLog, survival.Log, survival.Plain}, func(c survival.CI) string { return t("churn.ci." + string(c)) }, changed), survival.LogLog)
		test = keep(test, kit.NewChoice(t("churn.test"), []survival.RankTest{survival.LogRank, survival.Wilcoxon, survival.PetoPeto}, func(k survival.RankTest) string { return t("survival.test." + string(k)) }, changed), survival.LogRank)
		text := map[eventlog.Unit]string{eventlog.UnitMonth: "12, 24, 36"}[survival.DefaultUnit(log)]
		if text == "" {
			text = "90, 365"
		}
		var times fyne.CanvasObject
		times, at = field(t("churn.times"), "6, 12, 24", 84, func() {})
		at.SetText(text)
		at.OnChanged = func(string) { changed() }
		return []fyne.CanvasObject{by.Field, unit.Field, times, ci.Field, test.Field}
	}
	return page.New(host, page.Setup{
		Section: screen.Cohorts, Job: "job.survival", Cannot: "churn.cannot", Remedy: "state.rule", DoRemedy: rule,
		Offer: func(log *eventlog.Log, changed func()) []fyne.CanvasObject {
			return row.make(append([]string{host.Workbench().Session().Path(), string(survival.DefaultUnit(log))}, of(log)...), func() []fyne.CanvasObject { return build(log, changed) })
		},
		Ask: func() page.Ask {
			spec := survival.Spec{By: by.Value(), Unit: unit.Value(), CI: ci.Value(), Test: test.Value()}
			var err error
			spec.At, err = times(host.Printer(), at.Text)
			return func(ctx context.Context, s *app.Session, v app.View) (app.Answer, error) {
				if err != nil {
					return app.Answer{}, err
				}
				spec.Churn = churn.Default(s.Log())
				r, err := s.Survival(ctx, v, spec)
				return app.SurvivalAnswer(r), err
			}
		},
	})
}

// mostFactors is how many attributes a person can look at together.
const mostFactors = 10

// factors is the page of what goes with leaving.
type factors struct {
	host    screen.Host
	row     offer
	unit    *kit.Choice[eventlog.Unit]
	on      []string
	changed func()
}

// newFactors makes the page of what goes with leaving sooner. A consultant opens
// it to see which attributes matter when the others are held fixed, and leaves with
// hazard ratios in words that a board understands.
func newFactors(host screen.Host, rule func()) *page.Page {
	f := &factors{host: host}
	t := host.Printer().T
	return page.New(host, page.Setup{
		Section: screen.Cohorts, Job: "job.cox", Cannot: "churn.cannot", Remedy: "state.rule", DoRemedy: rule,
		Offer: func(log *eventlog.Log, changed func()) []fyne.CanvasObject {
			f.changed = changed
			choices := cox.Choices(log)
			return f.row.make(append([]string{host.Workbench().Session().Path(), string(survival.DefaultUnit(log))}, choices...), func() []fyne.CanvasObject {
				f.unit, f.on = unitChoice(host, nil, log, changed), app.SuggestedFactors(log)
				return []fyne.CanvasObject{kit.NewQuietButton(t("churn.factors"), base.SettingsIcon(), func() { f.choose(choices) }), f.unit.Field}
			})
		},
		Ask: func() page.Ask {
			spec, printer := cox.Spec{On: slices.Clone(f.on), Unit: f.unit.Value()}, host.Printer()
			return func(ctx context.Context, s *app.Session, v app.View) (app.Answer, error) {
				if len(cox.Choices(s.Log())) == 0 {
					return app.Answer{}, data.Errorf(data.CodeNoData, "%s", printer.T("churn.factors.none"))
				}
				spec.Churn = churn.Default(s.Log())
				r, err := s.Cox(ctx, v, spec)
				return app.CoxAnswer(r), err
			}
		},
	})
}

// choose asks which attributes to look at.
func (f *factors) choose(choices []string) {
	printer := f.host.Printer()
	list := kit.Column(0)
	chosen := slices.Clone(f.on)
	for _, name := range choices {
		check := widget.NewCheck(name, func(is bool) {
			if is {
				chosen = append(chosen, name)
			} else {
				chosen = slices.DeleteFunc(chosen, func(other string) bool { return other == name })
			}
		})
		check.Checked = slices.Contains(chosen, name)
		list.Add(check)
	}
	scroll := container.NewVScroll(kit.InsetSides(0, 0, 0, look.Space4, list))
	scroll.SetMinSize(fyne.NewSize(380, min(list.MinSize().Height, f.host.Window().Canvas().Size().Height-280)))
	kit.Ask(f.host.Window(), kit.Question{
		Title: printer.T("churn.factors"), Text: printer.Text(message.New("churn.factors.text", message.Args{"n": mostFactors})), Body: scroll,
		Action: printer.T("churn.factors.do"),
		Do: func() {
			if len(chosen) > mostFactors {
				kit.ShowError(f.host.Window(), data.Errorf(data.CodeBadInput, "%s", printer.Text(message.New("churn.factors.many", message.Args{"n": mostFactors}))))
				return
			}
			f.on = chosen
			f.changed()
		},
	})
}
