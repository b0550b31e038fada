package app

import (
	"context"
	"strings"

	"cxworkbench/charts"
	"cxworkbench/data"
	"cxworkbench/data/analysis/btyd"
	"cxworkbench/data/analysis/churn"
	"cxworkbench/data/analysis/cohort"
	"cxworkbench/data/analysis/coverage"
	"cxworkbench/data/analysis/cox"
	"cxworkbench/data/analysis/dwell"
	"cxworkbench/data/analysis/firstvalue"
	"cxworkbench/data/analysis/lifecycle"
	"cxworkbench/data/analysis/reasons"
	"cxworkbench/data/analysis/rfm"
	"cxworkbench/data/analysis/survival"
	"cxworkbench/data/eventlog"
	"cxworkbench/data/message"
)

// PictureRequest says of whom a picture is, and of what.
type PictureRequest struct {
	View    View
	Cohorts *cohort.Spec // of a picture of cohorts; nil for the log's own

	Churn *churn.Definition // who has left, of a picture that is Leaving; nil for the log's own
	Unit  eventlog.Unit     // what time is counted in, of a picture that is Timed; empty for the analysis's own
	By    string            // the attribute of the groups, of a picture that is Grouped; empty for the suggested one
	Sides *[2]SideSpec      // of a picture that is Compared; nil for the usual ones
}

func (r PictureRequest) rule(s *Session) churn.Definition {
	if r.Churn != nil {
		return *r.Churn
	}
	return churn.Default(s.Log())
}

// Picture is a chart by the name that scripts use.
type Picture struct {
	Name    string
	Cohorts bool // it draws the cohorts of the request
	Leaving bool // it takes the rule of the request
	Timed   bool // it takes the unit of the request
	Grouped bool // it takes the groups of the request
	// Compared says that it takes the sides of the request.
	Compared bool
	Draw     func(ctx context.Context, s *Session, r PictureRequest, o charts.Options) (charts.Scene, error)
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
	{Name: "dwell", Timed: true, Draw: drawing("dwell", askDwell)},
	answered("push-pull", askPushPull), answered("push-pull-months", askPushPull),
	answered("drivers", askDrivers), answered("drivers-radar", askDrivers), answered("drivers-trend", askDrivers),
	answered("alignment", func(ctx context.Context, s *Session, v View) (Answer, error) {
		r, err := s.Alignment(ctx, v, message.English())
		return AlignmentAnswer(r), err
	}),
	{Name: "compare", Compared: true, Draw: drawing("compare", askCompare)},
	{Name: "churn-definition", Leaving: true, Draw: drawing("churn-definition", askChurn)},
	{Name: "churn-days", Leaving: true, Draw: drawing("churn-days", askChurn)},
	{Name: "survival", Leaving: true, Timed: true, Grouped: true, Draw: drawing("survival", askSurvival)},
	{Name: "survival-groups", Leaving: true, Timed: true, Grouped: true, Draw: drawing("survival-groups", askSurvival)},
	{Name: "survival-hazard", Leaving: true, Timed: true, Grouped: true, Draw: drawing("survival-hazard", askSurvival)},
	{Name: "cox", Leaving: true, Timed: true, Draw: drawing("forest", askCox)},
	{Name: "forest", Leaving: true, Timed: true, Draw: drawing("forest", askCox)},
	answered("lifecycle", func(ctx context.Context, s *Session, v View) (Answer, error) {
		r, err := s.Lifecycle(ctx, v, lifecycle.Default(s.Log()))
		return LifecycleAnswer(r), err
	}),
	{Name: "reasons", Leaving: true, Timed: true, Draw: drawing("reasons", askReasons)},
	{Name: "incidence", Leaving: true, Timed: true, Draw: drawing("incidence", askReasons)},
	answered("first-value", askFirstValue), answered("first-value-days", askFirstValue),
	answered("rfm", askRFM), answered("rfm-segments", askRFM),
	answered("btyd", askBTYD), answered("btyd-tracking", askBTYD),
	answered("silence", askSilence),
	{Name: "exceptions", Leaving: true, Draw: drawing("exceptions", askExceptions)},
	{Name: "exceptions-recovered", Leaving: true, Draw: drawing("exceptions-recovered", askExceptions)},
	{Name: "exceptions-recovery", Leaving: true, Draw: drawing("exceptions-recovery", askExceptions)},
	{Name: "exceptions-scores", Leaving: true, Draw: drawing("exceptions-scores", askExceptions)},
	{Name: "exceptions-emotions", Leaving: true, Draw: drawing("exceptions-emotions", askExceptions)},
	answered("coverage", askCoverage(coverage.ByStage)), answered("coverage-channels", askCoverage(coverage.ByChannel)),
}

func askDwell(ctx context.Context, s *Session, request PictureRequest) (Answer, error) {
	spec := dwell.Default()
	if request.Unit != "" {
		spec.Unit = request.Unit
	}
	r, err := s.Dwell(ctx, request.View, spec)
	return DwellAnswer(r), err
}

func askCompare(ctx context.Context, s *Session, request PictureRequest) (Answer, error) {
	sides := UsualSides(s.Log())
	if request.Sides != nil {
		sides = *request.Sides
	}
	r, err := s.Compare(ctx, request.View, sides[0], sides[1])
	if err != nil {
		return Answer{}, err
	}
	return CompareAnswer(r), nil
}

func askChurn(ctx context.Context, s *Session, request PictureRequest) (Answer, error) {
	r, err := s.Churn(ctx, request.View, request.rule(s))
	return ChurnAnswer(r), err
}

func askSurvival(ctx context.Context, s *Session, request PictureRequest) (Answer, error) {
	spec := survival.Default(s.Log())
	spec.Churn, spec.By = request.rule(s), request.By
	if spec.By == "" {
		spec.By = SuggestedGroup(s.Log())
	}
	if request.Unit != "" {
		spec.Unit = request.Unit
	}
	r, err := s.Survival(ctx, request.View, spec)
	return SurvivalAnswer(r), err
}

func askCox(ctx context.Context, s *Session, request PictureRequest) (Answer, error) {
	spec := cox.Default(s.Log())
	spec.Churn, spec.On = request.rule(s), SuggestedFactors(s.Log())
	if request.Unit != "" {
		spec.Unit = request.Unit
	}
	r, err := s.Cox(ctx, request.View, spec)
	return CoxAnswer(r), err
}

func askReasons(ctx context.Context, s *Session, request PictureRequest) (Answer, error) {
	spec := reasons.Default(s.Log())
	spec.Churn = request.rule(s)
	if request.Unit != "" {
		spec.Unit = request.Unit
	}
	r, err := s.Reasons(ctx, request.View, spec)
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

// answered is a picture that asks nothing but the view.
func answered(name string, ask func(context.Context, *Session, View) (Answer, error)) Picture {
	return Picture{Name: name, Draw: drawing(name, func(ctx context.Context, s *Session, r PictureRequest) (Answer, error) {
		return ask(ctx, s, r.View)
	})}
}

// drawing draws what has that name in an answer.
func drawing(name string, ask func(context.Context, *Session, PictureRequest) (Answer, error)) func(context.Context, *Session, PictureRequest, charts.Options) (charts.Scene, error) {
	return func(ctx context.Context, s *Session, r PictureRequest, o charts.Options) (charts.Scene, error) {
		a, err := ask(ctx, s, r)
		if err != nil {
			return charts.Scene{}, err
		}
		for _, d := range a.Drawings {
			if d.Name == name {
				return d.Draw(o), nil
			}
		}
		return charts.Scene{}, data.Errorf(data.CodeInternal, "The chart %q is not drawn here; choose another with cx chart --list.", name)
	}
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
