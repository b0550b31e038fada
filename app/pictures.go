package app

import (
	"context"
	"strings"

	"cxworkbench/charts"
	"cxworkbench/data"
	"cxworkbench/data/analysis/btyd"
	"cxworkbench/data/analysis/churn"
	"cxworkbench/data/analysis/cohort"
	"cxworkbench/data/analysis/cox"
	"cxworkbench/data/analysis/dwell"
	"cxworkbench/data/analysis/firstvalue"
	"cxworkbench/data/analysis/lifecycle"
	"cxworkbench/data/analysis/reasons"
	"cxworkbench/data/analysis/rfm"
	"cxworkbench/data/analysis/survival"
	"cxworkbench/data/message"
)

// PictureRequest says of whom a picture is, and of what.
type PictureRequest struct {
	View    View
	Cohorts *cohort.Spec // of a picture of cohorts; nil for the log's own
}

// Picture is a chart by the name that scripts use.
type Picture struct {
	Name    string
	Cohorts bool // it draws the cohorts of the request
	Draw    func(ctx context.Context, s *Session, r PictureRequest, o charts.Options) (charts.Scene, error)
}

// Pictures lists every chart.
var Pictures = []Picture{
	{Name: "maturity", Draw: func(ctx context.Context, s *Session, r PictureRequest, o charts.Options) (charts.Scene, error) {
		result, err := s.Maturity(ctx, r.View)
		if err != nil {
			return charts.Scene{}, err
		}
		return charts.Ladder(result, o), nil
	}},
	{Name: "maturity-months", Draw: func(ctx context.Context, s *Session, r PictureRequest, o charts.Options) (charts.Scene, error) {
		result, err := s.Maturity(ctx, r.View)
		if err != nil {
			return charts.Scene{}, err
		}
		return charts.MaturityMonths(result, o), nil
	}},
	{Name: "cohorts", Cohorts: true, Draw: func(ctx context.Context, s *Session, r PictureRequest, o charts.Options) (charts.Scene, error) {
		spec := cohort.Default(s.Log())
		if r.Cohorts != nil {
			spec = *r.Cohorts
		}
		result, err := s.Cohorts(ctx, r.View, spec)
		if err != nil {
			return charts.Scene{}, err
		}
		return charts.Cohorts(result, o), nil
	}},
	{Name: "retention", Cohorts: true, Draw: func(ctx context.Context, s *Session, r PictureRequest, o charts.Options) (charts.Scene, error) {
		spec := cohort.Default(s.Log())
		if r.Cohorts != nil {
			spec = *r.Cohorts
		}
		result, err := s.Cohorts(ctx, r.View, spec)
		if err != nil {
			return charts.Scene{}, err
		}
		return charts.Retention(result, o), nil
	}},
	answered("transitions", func(ctx context.Context, s *Session, v View) (Answer, error) {
		r, err := s.Transitions(ctx, v)
		return TransitionsAnswer(r), err
	}),
	answered("dwell", func(ctx context.Context, s *Session, v View) (Answer, error) {
		r, err := s.Dwell(ctx, v, dwell.Default())
		return DwellAnswer(r), err
	}),
	answered("push-pull", askPushPull), answered("push-pull-months", askPushPull),
	answered("drivers", askDrivers), answered("drivers-radar", askDrivers), answered("drivers-trend", askDrivers),
	answered("alignment", func(ctx context.Context, s *Session, v View) (Answer, error) {
		r, err := s.Alignment(ctx, v, message.English())
		return AlignmentAnswer(r), err
	}),
	answered("churn-definition", askChurn), answered("churn-days", askChurn),
	answered("survival", askSurvival), answered("survival-groups", askSurvival), answered("survival-hazard", askSurvival),
	answered("forest", func(ctx context.Context, s *Session, v View) (Answer, error) {
		r, err := s.Cox(ctx, v, cox.Spec{Churn: churn.Default(s.Log()), On: SuggestedFactors(s.Log())})
		return CoxAnswer(r), err
	}),
	answered("lifecycle", func(ctx context.Context, s *Session, v View) (Answer, error) {
		r, err := s.Lifecycle(ctx, v, lifecycle.Default(s.Log()))
		return LifecycleAnswer(r), err
	}),
	answered("reasons", askReasons), answered("incidence", askReasons),
	answered("first-value", askFirstValue), answered("first-value-days", askFirstValue),
	answered("rfm", askRFM), answered("rfm-segments", askRFM),
	answered("btyd", askBTYD), answered("btyd-tracking", askBTYD),
}

func askChurn(ctx context.Context, s *Session, v View) (Answer, error) {
	r, err := s.Churn(ctx, v, churn.Default(s.Log()))
	return ChurnAnswer(r), err
}

func askSurvival(ctx context.Context, s *Session, v View) (Answer, error) {
	spec := survival.Default(s.Log())
	spec.By = SuggestedGroup(s.Log())
	r, err := s.Survival(ctx, v, spec)
	return SurvivalAnswer(r), err
}

func askReasons(ctx context.Context, s *Session, v View) (Answer, error) {
	r, err := s.Reasons(ctx, v, reasons.Default(s.Log()))
	return ReasonsAnswer(r), err
}

func askFirstValue(ctx context.Context, s *Session, v View) (Answer, error) {
	r, err := s.FirstValue(ctx, v, firstvalue.Default(s.Log()))
	return FirstValueAnswer(r), err
}

func askRFM(ctx context.Context, s *Session, v View) (Answer, error) {
	r, err := s.RFM(ctx, v, rfm.Default())
	return RFMAnswer(r), err
}

func askBTYD(ctx context.Context, s *Session, v View) (Answer, error) {
	r, err := s.BTYD(ctx, v, btyd.Default())
	return BTYDAnswer(r, s.Log()), err
}

func askDrivers(ctx context.Context, s *Session, v View) (Answer, error) {
	r, err := s.Drivers(ctx, v)
	return DriversAnswer(r), err
}

func askPushPull(ctx context.Context, s *Session, v View) (Answer, error) {
	r, err := s.PushPull(ctx, v)
	return PushPullAnswer(r), err
}

// answered is the drawing of that name in an answer.
func answered(name string, ask func(context.Context, *Session, View) (Answer, error)) Picture {
	return Picture{Name: name, Draw: func(ctx context.Context, s *Session, r PictureRequest, o charts.Options) (charts.Scene, error) {
		a, err := ask(ctx, s, r.View)
		if err != nil {
			return charts.Scene{}, err
		}
		for _, d := range a.Drawings {
			if d.Name == name {
				return d.Draw(o), nil
			}
		}
		return charts.Scene{}, data.Errorf(data.CodeInternal, "The chart %q is not drawn here; choose another with cx chart --list.", name)
	}}
}

// PictureNamed finds a chart.
func PictureNamed(name string) (Picture, error) {
	names := make([]string, len(Pictures))
	for i, p := range Pictures {
		if p.Name == name {
			return p, nil
		}
		names[i] = p.Name
	}
	return Picture{}, data.Errorf(data.CodeBadInput, "There is no chart %q; choose one of: %s.", name, strings.Join(names, ", "))
}
