package app

import (
	"context"

	"cxworkbench/app/report"
	"cxworkbench/charts"
	"cxworkbench/data/analysis"
	"cxworkbench/data/analysis/coverage"
	"cxworkbench/data/analysis/exceptions"
	"cxworkbench/data/analysis/silence"
	"cxworkbench/data/eventlog"
	"cxworkbench/data/message"
)

// Silence finds who has been silent for longer than is usual, for a view; who was in
// touch through any channel is not.
func (s *Session) Silence(ctx context.Context, v View, spec silence.Spec) (silence.Result, error) {
	ladder, q, err := s.ladderOf(ctx, v)
	if err != nil {
		return silence.Result{}, err
	}
	return silence.Build(ctx, ladder, q, spec)
}

// SetSilence keeps what counts as a meaningful contact as the workspace's own choice.
// The zero Spec goes back to the usual kinds.
func (s *Session) SetSilence(ctx context.Context, spec silence.Spec) error {
	kept := ""
	if len(spec.Kinds) > 0 {
		kept = spec.String()
		if _, err := silence.Parse(kept); err != nil {
			return err
		}
	}
	return s.setOption(ctx, "Change what a meaningful contact is", silence.OptionName, kept)
}

// Exceptions looks at what went wrong, for a view and its channels.
func (s *Session) Exceptions(ctx context.Context, v View, spec exceptions.Spec) (exceptions.Result, error) {
	ladder, q, err := s.ladderOf(ctx, v)
	if err != nil {
		return exceptions.Result{}, err
	}
	return limited(s, v, ladder.Log(), q, func(_ *eventlog.Log, q analysis.Query) (exceptions.Result, error) {
		return exceptions.Build(ctx, ladder, q, spec) // a failure of one channel is made good through any
	})
}

// Coverage counts the touches by touchpoint, for a view and its channels.
func (s *Session) Coverage(ctx context.Context, v View, spec coverage.Spec) (coverage.Result, error) {
	ladder, q, err := s.ladderOf(ctx, v)
	if err != nil {
		return coverage.Result{}, err
	}
	return limited(s, v, ladder.Log(), q, func(log *eventlog.Log, q analysis.Query) (coverage.Result, error) {
		return coverage.Build(ctx, ladder.Reading(log), q, spec)
	})
}

// SilenceAnswer is the watch list for windows and files.
func SilenceAnswer(r silence.Result, log *eventlog.Log) Answer {
	a := Answer{
		Finding: r.Finding, Definition: r.Definition, AsOf: r.AsOf, N: r.N, Revision: r.Revision, Result: r,
		Drawings: []Drawing{{Name: "silence", Height: 80 + 34*len(r.Rows), Draw: func(o charts.Options) charts.Scene { return charts.Silence(r, o) }}},
		Table:    func(p *message.Printer) report.Table { return silenceTable(r, log, p) },
		People: func(target any) (message.Message, []eventlog.CustomerIndex, bool) {
			key := silence.Everybody()
			if target != nil {
				var ok bool
				if key, ok = target.(silence.Key); !ok {
					return message.Message{}, nil, false
				}
			}
			people := r.Members(key)
			return r.KeyName(key, len(people)), people, true
		},
		Why: func(any) analysis.Why { return r.Why() },
	}
	for _, state := range []silence.State{silence.Beyond, silence.Lost, silence.Unlike, silence.OwnWay, silence.Never} {
		if n := r.States[state]; n > 0 {
			key := silence.InState(state)
			a.Lists = append(a.Lists, List{message.New("silence.list."+state.Name(), message.Args{"n": n}), key})
		}
	}
	return a
}

// silenceTable is the watch list, a row a person.
func silenceTable(r silence.Result, log *eventlog.Log, p *message.Printer) report.Table {
	t := report.Table{
		Title: p.Text(r.Finding), Definition: p.Text(r.Definition),
		Columns: []string{
			p.T("table.customer"), p.T("table.stage"), p.T("silence.table.days"), p.T("silence.table.usual"), p.T("silence.table.times"), p.T("silence.table.own"), p.T("table.value"),
		},
	}
	for _, c := range r.Watch {
		who := r.Person(c)
		t.Rows = append(t.Rows, []any{
			log.Labels[c], p.Text(r.PlaceName(who.Place)), who.Silence, who.Usual, who.Times, who.OwnMedian, who.Value.Float(r.Currency),
		})
	}
	return t
}

// ExceptionsAnswer is what went wrong for windows and files.
func ExceptionsAnswer(r exceptions.Result) Answer {
	high := 80 + 26*(len(r.Rows)+1)
	a := Answer{
		Finding: r.Finding, Definition: r.Definition, AsOf: r.AsOf, N: r.Total.Failures, Revision: r.Revision, Result: r,
		Drawings: []Drawing{
			{Name: "exceptions", Height: high, Draw: func(o charts.Options) charts.Scene { return charts.ExceptionsLeaving(r, o) }},
			{Name: "exceptions-recovered", Height: high, Draw: func(o charts.Options) charts.Scene { return charts.ExceptionsRecovered(r, o) }},
			{Name: "exceptions-recovery", Height: 460, Draw: func(o charts.Options) charts.Scene { return charts.ExceptionsRecovery(r, o) }},
			{Name: "exceptions-scores", Height: high, Draw: func(o charts.Options) charts.Scene { return charts.ExceptionsScores(r, o) }},
			{Name: "exceptions-emotions", Height: high, Beside: true, Draw: func(o charts.Options) charts.Scene { return charts.ExceptionsEmotions(r, o) }},
		},
		Table: func(p *message.Printer) report.Table { return exceptionsTable(r, p) },
		People: func(target any) (message.Message, []eventlog.CustomerIndex, bool) {
			key := exceptions.Key{Row: exceptions.AllRows, Group: exceptions.All}
			if target != nil {
				var ok bool
				if key, ok = target.(exceptions.Key); !ok {
					return message.Message{}, nil, false
				}
			}
			people := r.Members(key)
			return r.KeyName(key, len(people), len(exceptions.Once(people))), exceptions.Once(people), true
		},
		Why: func(target any) analysis.Why {
			switch key := target.(type) {
			case nil:
				return r.Why(exceptions.Key{Row: exceptions.AllRows, Group: exceptions.All})
			case exceptions.Key:
				if key.Row != exceptions.Others {
					return r.Why(key)
				}
			}
			return nil
		},
	}
	if n := len(r.Waiting); n > 0 {
		a.Lists = append(a.Lists, List{message.New("exceptions.waiting.list", message.Args{"n": n}), exceptions.Key{Row: exceptions.AllRows, Group: exceptions.Open}})
	}
	return a
}

func exceptionsTable(r exceptions.Result, p *message.Printer) report.Table {
	t := report.Table{
		Title: p.Text(r.Finding), Definition: p.Text(r.Definition),
		Columns: []string{
			p.T("exceptions.table.cause"), p.T("exceptions.table.failures"), p.T("table.people"), p.T("exceptions.table.recovered"), p.T("table.share"), p.T("table.low"), p.T("table.high"),
			p.T("exceptions.table.open"), p.T("exceptions.table.gone"), p.T("exceptions.table.median"), p.T("exceptions.table.score"), p.T("table.low"), p.T("table.high"),
			p.T("exceptions.table.emotion"), p.T("table.low"), p.T("table.high"), p.T("exceptions.table.left"), p.T("exceptions.table.ratio"), p.T("table.low"), p.T("table.high"),
		},
	}
	for i := exceptions.AllRows; i < len(r.Rows); i++ {
		row, _ := r.Row(i)
		t.Rows = append(t.Rows, []any{
			p.Text(row.Name), row.Failures, row.People, row.Recovered, row.Share, row.Low, row.High, row.Open, row.Gone, row.Curve.Median,
			row.Score.Diff, row.Score.Low, row.Score.High, row.Emotion.Diff, row.Emotion.Low, row.Emotion.High, row.Left, row.Ratio, row.RatioLow, row.RatioHigh,
		})
	}
	return t
}

// CoverageAnswer is the inventory of touchpoints for windows and files.
func CoverageAnswer(r coverage.Result) Answer {
	return Answer{
		Finding: r.Finding, Definition: r.Definition, AsOf: r.AsOf, N: r.N, Revision: r.Revision,
		Drawings: []Drawing{{Name: coverageName[r.Spec.Axis], Height: 80 + 36*len(r.Rows), Most: charts.MatrixHeight(len(r.Rows)), Draw: func(o charts.Options) charts.Scene { return charts.Coverage(r, o) }}},
		Table:    func(p *message.Printer) report.Table { return coverageTable(r, p) },
		People: func(target any) (message.Message, []eventlog.CustomerIndex, bool) {
			switch key := target.(type) {
			case nil:
				people := r.Everybody()
				return message.New("maturity.everyone", message.Args{"n": len(people)}), people, true
			case coverage.Key:
				if _, ok := r.Cell(key); ok {
					return r.KeyName(key), r.Members(key), true
				}
			}
			return message.Message{}, nil, false
		},
	}
}

func coverageTable(r coverage.Result, p *message.Printer) report.Table {
	t := report.Table{
		Title: p.Text(r.Finding), Definition: p.Text(r.Definition),
		Columns: []string{
			p.T("coverage.table.category"), p.T("coverage.table.touchpoint"), p.T("coverage.table.column"), p.T("coverage.table.touches"), p.T("table.people"),
			p.T("coverage.table.rate"), p.T("coverage.table.last"), p.T("coverage.table.state"),
		},
	}
	for i, row := range r.Rows {
		for k := range row.Cells {
			cell, _ := r.Cell(coverage.Key{Row: i, Column: k})
			var last any
			if cell.Last.Known() {
				last = cell.Last
			}
			t.Rows = append(t.Rows, []any{
				p.Text(coverage.CategoryName(row.Category)), p.Text(row.Name), p.Text(r.Columns[k].Name), cell.Touches, cell.People, cell.Rate, last, p.Text(cell.State.Name()),
			})
		}
	}
	return t
}

// coverageName is what scripts call the picture of each axis.
var coverageName = map[coverage.Axis]string{coverage.ByStage: "coverage", coverage.ByChannel: "coverage-channels"}

func askSilence(ctx context.Context, s *Session, v View) (Answer, error) {
	r, err := s.Silence(ctx, v, silence.Default(s.Log()))
	return SilenceAnswer(r, s.Log()), err
}

func askExceptions(ctx context.Context, s *Session, request PictureRequest) (Answer, error) {
	spec := exceptions.Default(s.Log())
	spec.Churn = request.rule(s)
	r, err := s.Exceptions(ctx, request.View, spec)
	return ExceptionsAnswer(r), err
}

func askCoverage(axis coverage.Axis) func(context.Context, *Session, View) (Answer, error) {
	return func(ctx context.Context, s *Session, v View) (Answer, error) {
		r, err := s.Coverage(ctx, v, coverage.Spec{Axis: axis})
		return CoverageAnswer(r), err
	}
}
