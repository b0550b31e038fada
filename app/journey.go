package app

import (
	"context"

	"cxworkbench/app/report"
	"cxworkbench/charts"
	"cxworkbench/data/analysis"
	"cxworkbench/data/analysis/dwell"
	"cxworkbench/data/analysis/maturity"
	"cxworkbench/data/analysis/pushpull"
	"cxworkbench/data/analysis/transitions"
	"cxworkbench/data/eventlog"
	"cxworkbench/data/message"
)

// ladderOf gives the ladder of a view for an analysis that stands on it, without its
// sums of money, and the query of the view with its dates.
func (s *Session) ladderOf(ctx context.Context, v View) (maturity.Result, analysis.Query, error) {
	log := s.Log()
	q, err := s.query(ctx, log, v)
	if err != nil {
		return maturity.Result{}, q, err
	}
	if q.Filter.Keep == nil && !q.To.Known() && q.AsOf == log.Settings.AsOf {
		r, err := s.everyone(ctx, log, q.AsOf) // which is kept
		return r, q, err
	}
	track, err := s.trackOf(ctx, log)
	if err != nil {
		return maturity.Result{}, q, err
	}
	r, err := track.People(ctx, q)
	return r, q, err
}

// Transitions counts the moves between stages for a view.
func (s *Session) Transitions(ctx context.Context, v View) (transitions.Result, error) {
	ladder, q, err := s.ladderOf(ctx, v)
	if err != nil {
		return transitions.Result{}, err
	}
	return transitions.Build(ctx, ladder, q)
}

// Dwell estimates the time in each stage for a view.
func (s *Session) Dwell(ctx context.Context, v View, spec dwell.Spec) (dwell.Result, error) {
	ladder, q, err := s.ladderOf(ctx, v)
	if err != nil {
		return dwell.Result{}, err
	}
	return dwell.Build(ctx, ladder, q, spec)
}

// PushPull weighs who begins the contacts, for a view and its channels.
func (s *Session) PushPull(ctx context.Context, v View) (pushpull.Result, error) {
	ladder, q, err := s.ladderOf(ctx, v)
	if err != nil {
		return pushpull.Result{}, err
	}
	return limited(s, v, ladder.Log(), q, func(log *eventlog.Log, q analysis.Query) (pushpull.Result, error) {
		return pushpull.Build(ctx, ladder.Reading(log), q)
	})
}

// TransitionsAnswer is the matrix for windows and files.
func TransitionsAnswer(r transitions.Result) Answer {
	a := Answer{
		Finding: r.Finding, Definition: r.Definition, AsOf: r.AsOf, N: r.N, Revision: r.Revision,
		Drawings: []Drawing{{Name: "transitions", Height: 44 + 44*len(r.Rows), Most: charts.MatrixHeight(len(r.Rows)), Draw: func(o charts.Options) charts.Scene { return charts.Transitions(r, o) }}},
		Table:    func(p *message.Printer) report.Table { return transitionsTable(r, p) },
		People: func(target any) (message.Message, []eventlog.CustomerIndex, bool) {
			switch t := target.(type) {
			case nil:
				people := r.Everybody()
				return message.New("maturity.everyone", message.Args{"n": len(people)}), people, true
			case transitions.Key:
				people := r.Members(t)
				return r.KeyName(t, len(people)), people, true
			case transitions.Moves:
				people := r.Members(t)
				return r.MoveName(t.Kind), people, true
			}
			return message.Message{}, nil, false
		},
	}
	for _, kind := range []transitions.Move{transitions.Up, transitions.Skip, transitions.Back} {
		a.Lists = append(a.Lists, List{r.MoveName(kind), transitions.Moves{Kind: kind}})
	}
	return a
}

func transitionsTable(r transitions.Result, p *message.Printer) report.Table {
	t := report.Table{
		Title: p.Text(r.Finding), Definition: p.Text(r.Definition),
		Columns: []string{p.T("table.from"), p.T("table.to"), p.T("table.moves"), p.T("table.share"), p.T("table.low"), p.T("table.high"), p.T("table.ended"), p.T("table.running")},
	}
	for _, row := range r.Rows {
		for _, cell := range row.Cells {
			if cell.Spells > 0 {
				t.Rows = append(t.Rows, []any{
					p.Text(r.PlaceName(row.Place)), p.Text(r.PlaceName(cell.To)), cell.Spells, cell.Share, cell.Low, cell.High, row.Ended, row.Open,
				})
			}
		}
		if row.Ended == 0 {
			t.Rows = append(t.Rows, []any{p.Text(r.PlaceName(row.Place)), nil, 0, nil, nil, nil, 0, row.Open})
		}
	}
	return t
}

// DwellAnswer is the time in stage for windows and files.
func DwellAnswer(r dwell.Result) Answer {
	a := Answer{
		Finding: r.Finding, Definition: r.Definition, AsOf: r.AsOf, N: r.N, Revision: r.Revision,
		Drawings: []Drawing{{Name: "dwell", Height: 420 + 18*len(r.Rows), Most: 620 + 18*len(r.Rows), Draw: func(o charts.Options) charts.Scene { return charts.Dwell(r, o) }}},
		Table:    func(p *message.Printer) report.Table { return dwellTable(r, p) },
		People: func(target any) (message.Message, []eventlog.CustomerIndex, bool) {
			switch key := target.(type) {
			case nil:
				people := r.Everybody()
				return message.New("maturity.everyone", message.Args{"n": len(people)}), people, true
			case dwell.Key:
				people := r.Members(key)
				return r.KeyName(key, len(people)), people, true
			}
			return message.Message{}, nil, false
		},
	}
	for _, row := range r.Rows {
		if row.Longer > 0 {
			key := dwell.Key{Rank: row.Rank, Group: dwell.Longer}
			a.Lists = append(a.Lists, List{r.KeyName(key, row.Longer), key})
		}
	}
	return a
}

func dwellTable(r dwell.Result, p *message.Printer) report.Table {
	t := report.Table{
		Title: p.Text(r.Finding), Definition: p.Text(r.Definition),
		Columns: []string{
			p.T("table.stage"), p.T("table.spells"), p.T("table.ended"), p.T("table.running"), p.T("table.median"), p.T("table.low"), p.T("table.high"),
			p.T("table.p90"), p.T("table.p90.low"), p.T("table.p90.high"), p.T("table.longer"),
		},
	}
	for _, row := range r.Rows {
		t.Rows = append(t.Rows, []any{
			row.Stage.Name, row.Curve.N, row.Curve.Events, row.Open, row.Curve.Median, row.Curve.MedianLow, row.Curve.MedianHigh,
			row.P90, row.P90Low, row.P90High, row.Longer,
		})
	}
	return t
}

// PushPullAnswer is the balance of contacts for windows and files.
func PushPullAnswer(r pushpull.Result) Answer {
	return Answer{
		Finding: r.Finding, Definition: r.Definition, AsOf: r.AsOf, N: r.Total.N(), Revision: r.Revision,
		Drawings: []Drawing{
			{Name: "push-pull", Height: 140 + 26*(len(r.Parts[pushpull.ByStage])+len(r.Parts[pushpull.ByChannel])), Draw: func(o charts.Options) charts.Scene { return charts.PushPull(r, o) }},
			{Name: "push-pull-months", Height: course(len(r.Parts[pushpull.ByMonth]), 300), Most: course(len(r.Parts[pushpull.ByMonth]), 420), Draw: func(o charts.Options) charts.Scene { return charts.PushPullMonths(r, o) }},
		},
		Table: func(p *message.Printer) report.Table { return pushPullTable(r, p) },
		People: func(target any) (message.Message, []eventlog.CustomerIndex, bool) {
			key := pushpull.Key{Part: pushpull.All, Class: pushpull.Both}
			if target != nil {
				var ok bool
				if key, ok = target.(pushpull.Key); !ok {
					return message.Message{}, nil, false
				}
			}
			contacts, people := r.Contacts(key)
			return r.KeyName(key, contacts, len(people)), people, true
		},
	}
}

func pushPullTable(r pushpull.Result, p *message.Printer) report.Table {
	t := report.Table{
		Title: p.Text(r.Finding), Definition: p.Text(r.Definition),
		Columns: []string{p.T("table.part"), p.T("table.what"), p.T("table.pull"), p.T("table.push"), p.T("table.transactional"), p.T("table.index"), p.T("table.low"), p.T("table.high")},
	}
	add := func(part pushpull.Part, row pushpull.Row) {
		t.Rows = append(t.Rows, []any{p.T("pushpull.by." + string(part)), p.Text(row.Name), row.Pull, row.Push, row.Transactional, row.Index, row.Low, row.High})
	}
	add(pushpull.All, r.Total)
	for _, part := range []pushpull.Part{pushpull.ByStage, pushpull.ByChannel, pushpull.ByMonth} {
		for _, row := range r.Parts[part] {
			add(part, row)
		}
	}
	return t
}
