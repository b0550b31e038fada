package bench

import (
	"context"
	"fmt"
	"io"
	"strings"

	"cxworkbench/app"
	"cxworkbench/charts"
	"cxworkbench/data"
	"cxworkbench/data/analysis/btyd"
	"cxworkbench/data/analysis/churn"
	"cxworkbench/data/analysis/cohort"
	"cxworkbench/data/analysis/coverage"
	"cxworkbench/data/analysis/cox"
	"cxworkbench/data/analysis/dwell"
	"cxworkbench/data/analysis/exceptions"
	"cxworkbench/data/analysis/firstvalue"
	"cxworkbench/data/analysis/lifecycle"
	"cxworkbench/data/analysis/reasons"
	"cxworkbench/data/analysis/rfm"
	"cxworkbench/data/analysis/silence"
	"cxworkbench/data/analysis/survival"
	"cxworkbench/data/message"
	"cxworkbench/resources/look"
)

// again is how often work is done that a person repeats at each touch.
const again = 5

// changedBy is how far the as-of date moves when a control is changed, in days.
const changedBy = 30

// question is an analysis as a screen asks it: it gives what can be drawn.
type question struct {
	name   string
	fitted bool // a fit by iteration, which has no budget
	ask    func(context.Context, *app.Session, app.View) ([]app.Drawing, error)
}

var questions = []question{
	{name: "maturity", ask: func(ctx context.Context, s *app.Session, v app.View) ([]app.Drawing, error) {
		r, err := s.Maturity(ctx, v)
		return []app.Drawing{
			{Name: "maturity", Draw: func(o charts.Options) charts.Scene { return charts.Ladder(r, o) }},
			{Name: "maturity-months", Draw: func(o charts.Options) charts.Scene { return charts.MaturityMonths(r, o) }},
		}, err
	}},
	drawn("transitions", func(ctx context.Context, s *app.Session, v app.View) (app.Answer, error) {
		r, err := s.Transitions(ctx, v)
		return app.TransitionsAnswer(r), err
	}),
	drawn("dwell", func(ctx context.Context, s *app.Session, v app.View) (app.Answer, error) {
		r, err := s.Dwell(ctx, v, dwell.Default())
		return app.DwellAnswer(r), err
	}),
	drawn("push-pull", func(ctx context.Context, s *app.Session, v app.View) (app.Answer, error) {
		r, err := s.PushPull(ctx, v)
		return app.PushPullAnswer(r), err
	}),
	drawn("drivers", func(ctx context.Context, s *app.Session, v app.View) (app.Answer, error) {
		r, err := s.Drivers(ctx, v)
		return app.DriversAnswer(r), err
	}),
	drawn("compare", func(ctx context.Context, s *app.Session, v app.View) (app.Answer, error) {
		sides := app.UsualSides(s.Log())
		r, err := s.Compare(ctx, v, sides[0], sides[1])
		if err != nil {
			return app.Answer{}, err
		}
		return app.CompareAnswer(r), nil
	}),
	cohorts("cohorts", func(*cohort.Spec, *app.Session) {}),
	cohorts("cohorts-rolling", func(spec *cohort.Spec, _ *app.Session) { spec.Rolling = true }),
	cohorts("cohorts-recurring", func(spec *cohort.Spec, _ *app.Session) { spec.Recurring = true }),
	cohorts("cohorts-by", func(spec *cohort.Spec, s *app.Session) { spec.By = app.SuggestedGroup(s.Log()) }),
	drawn("churn", func(ctx context.Context, s *app.Session, v app.View) (app.Answer, error) {
		r, err := s.Churn(ctx, v, churn.Default(s.Log()))
		return app.ChurnAnswer(r), err
	}),
	drawn("survival", func(ctx context.Context, s *app.Session, v app.View) (app.Answer, error) {
		spec := survival.Default(s.Log())
		spec.By = app.SuggestedGroup(s.Log())
		r, err := s.Survival(ctx, v, spec)
		return app.SurvivalAnswer(r), err
	}),
	fit("cox", func(ctx context.Context, s *app.Session, v app.View) (app.Answer, error) {
		r, err := s.Cox(ctx, v, cox.Spec{Churn: churn.Default(s.Log()), On: app.SuggestedFactors(s.Log())})
		return app.CoxAnswer(r), err
	}),
	drawn("lifecycle", func(ctx context.Context, s *app.Session, v app.View) (app.Answer, error) {
		r, err := s.Lifecycle(ctx, v, lifecycle.Default(s.Log()))
		return app.LifecycleAnswer(r), err
	}),
	drawn("reasons", func(ctx context.Context, s *app.Session, v app.View) (app.Answer, error) {
		r, err := s.Reasons(ctx, v, reasons.Default(s.Log()))
		return app.ReasonsAnswer(r), err
	}),
	drawn("first-value", func(ctx context.Context, s *app.Session, v app.View) (app.Answer, error) {
		r, err := s.FirstValue(ctx, v, firstvalue.Default(s.Log()))
		return app.FirstValueAnswer(r), err
	}),
	drawn("rfm", func(ctx context.Context, s *app.Session, v app.View) (app.Answer, error) {
		r, err := s.RFM(ctx, v, rfm.Default())
		return app.RFMAnswer(r), err
	}),
	fit("btyd", func(ctx context.Context, s *app.Session, v app.View) (app.Answer, error) {
		spec := btyd.Default()
		spec.Penalty = .01 // the made-up customers do not leave as the model thinks, which without one has no best fit
		r, err := s.BTYD(ctx, v, spec)
		return app.BTYDAnswer(r, s.Log()), err
	}),
	drawn("silence", func(ctx context.Context, s *app.Session, v app.View) (app.Answer, error) {
		r, err := s.Silence(ctx, v, silence.Default(s.Log()))
		return app.SilenceAnswer(r, s.Log()), err
	}),
	drawn("exceptions", func(ctx context.Context, s *app.Session, v app.View) (app.Answer, error) {
		r, err := s.Exceptions(ctx, v, exceptions.Default(s.Log()))
		return app.ExceptionsAnswer(r), err
	}),
	drawn("coverage", func(ctx context.Context, s *app.Session, v app.View) (app.Answer, error) {
		r, err := s.Coverage(ctx, v, coverage.Default())
		return app.CoverageAnswer(r), err
	}),
}

func drawn(name string, ask func(context.Context, *app.Session, app.View) (app.Answer, error)) question {
	return question{name: name, ask: func(ctx context.Context, s *app.Session, v app.View) ([]app.Drawing, error) {
		a, err := ask(ctx, s, v)
		if err != nil {
			return nil, err
		}
		return a.Drawings, nil
	}}
}

func fit(name string, ask func(context.Context, *app.Session, app.View) (app.Answer, error)) question {
	q := drawn(name, ask)
	q.fitted = true
	return q
}

func cohorts(name string, set func(*cohort.Spec, *app.Session)) question {
	return question{name: name, ask: func(ctx context.Context, s *app.Session, v app.View) ([]app.Drawing, error) {
		spec := cohort.Default(s.Log())
		set(&spec, s)
		r, err := s.Cohorts(ctx, v, spec)
		return []app.Drawing{{Name: name, Draw: func(o charts.Options) charts.Scene { return charts.Cohorts(r, o) }}}, err
	}}
}

// analyses asks every question for the first time, then with its date moved to
// and fro, and draws what comes out.
func (b *bench) analyses(ctx context.Context, s *app.Session) error {
	var all []app.Drawing
	for _, q := range questions {
		budget := b.scaled(analysisBudget)
		if q.fitted {
			budget = 0
		}
		var drawings []app.Drawing
		err := b.step(ctx, q.name, 1, budget, func(int) (err error) {
			drawings, err = q.ask(ctx, s, app.WholeView())
			return err
		})
		if err != nil {
			return err
		}
		all = append(all, drawings...)
		err = b.step(ctx, q.name+"-changed", again, budget, func(i int) error {
			v := app.WholeView()
			if v.AsOf = s.Log().Settings.AsOf; v.AsOf.Known() && i%2 == 0 {
				v.AsOf -= changedBy
			}
			_, err := q.ask(ctx, s, v)
			return err
		})
		if err != nil {
			return err
		}
	}
	return b.draw(ctx, all)
}

// draw lays out and draws every chart, to pixels and to SVG.
func (b *bench) draw(ctx context.Context, drawings []app.Drawing) error {
	o := charts.Options{Width: 1280, Height: 800, Palette: look.Light, Printer: message.English(), Heading: true}
	for _, d := range drawings {
		err := b.step(ctx, "draw-"+d.Name, again, drawBudget, func(int) error {
			d.Draw(o).Image(1)
			return nil
		})
		if err != nil {
			return err
		}
		err = b.step(ctx, "svg-"+d.Name, again, 0, func(int) error { return d.Draw(o).WriteSVG(io.Discard) })
		if err != nil {
			return err
		}
	}
	return nil
}

// look searches and filters.
func (b *bench) look(ctx context.Context, s *app.Session) error {
	word := searchedWord
	if b.Real != "" {
		word, _, _ = strings.Cut(s.Log().Labels[0], " ")
	}
	err := b.step(ctx, "search", again, 0, func(int) error {
		_, err := s.Search(ctx, word, 50)
		return err
	})
	if err != nil {
		return err
	}
	return b.step(ctx, "filter", again, b.scaled(analysisBudget), func(i int) error {
		v := app.WholeView()
		v.Where = fmt.Sprintf(`done anything 2 times within any 12 months and not silent for %d days and not left`, 60+i) // the last filter is kept
		_, err := s.Customers(ctx, v, "")
		return err
	})
}

// change edits a customer and notes an interaction, each until the log that
// every screen reads is there again.
func (b *bench) change(ctx context.Context, s *app.Session) error {
	person, err := s.Profile(ctx, app.WholeView(), s.Log().CustomerIDs[0])
	if err != nil {
		return err
	}
	called := person.Customer.Label()
	for _, i := range person.Customer.Identities {
		if i.Kind == data.IdentityExternal {
			called = i.Value
		}
	}
	err = b.step(ctx, "edit", again, 0, func(i int) error {
		_, err := s.EditCustomer(ctx, called, []app.FieldEdit{{Field: "attr:region", Value: [...]string{"North", "South"}[i%2]}})
		return err
	})
	if err != nil {
		return err
	}
	at := s.Log().Last
	return b.step(ctx, "capture", again, 0, func(int) error {
		_, err := s.LogInteraction(ctx, called, app.Entry{Activity: "Support call", Channel: "Phone", When: data.OnDay(at)}, at)
		return err
	})
}

// undo takes back every import, the largest last, with all that was done since.
func (b *bench) undo(ctx context.Context, s *app.Session) error {
	if !b.imported {
		return nil
	}
	history, err := s.History(ctx)
	if err != nil {
		return err
	}
	first := history.Changes[len(history.Changes)-1].ID
	return b.step(ctx, "undo", 1, 0, func(int) error {
		_, err := s.UndoTo(ctx, first)
		if data.CodeOf(err) == data.CodeConfirm {
			_, err = s.UndoForGood(ctx, first)
		}
		return err
	})
}
