package app

import (
	"context"
	"math"

	"cxworkbench/app/report"
	"cxworkbench/charts"
	"cxworkbench/data"
	"cxworkbench/data/analysis/compare"
	"cxworkbench/data/eventlog"
	"cxworkbench/data/message"
)

// Period is a stretch of whole months that ends at the as-of date, or so many
// months before it. The zero Period is all dates.
type Period struct {
	Months int
	Before int // months from its end to the as-of date
}

// Periods lists what can be compared.
var Periods = []Period{{}, {12, 0}, {12, 12}, {6, 0}, {6, 6}, {3, 0}, {3, 3}}

// Name names a period.
func (p Period) Name() message.Message {
	switch {
	case p.Months == 0:
		return message.New("compare.period.all", nil)
	case p.Before > 0:
		return message.New("compare.period.before", message.Args{"n": p.Months})
	}
	return message.New("compare.period.last", message.Args{"n": p.Months})
}

// SideSpec is one side of a comparison.
type SideSpec struct {
	Segment string // name of a segment; empty is everybody in the view
	Period  Period
}

// UsualSides are the two sides until a person chooses others: everybody, in the last
// months and in as many before, a year where the log has two.
func UsualSides(log *eventlog.Log) [2]SideSpec {
	months := 3
	for _, longer := range []int{12, 6} {
		if log.First.Known() && log.First.AddMonths(2*longer) <= log.Settings.AsOf {
			months = longer
			break
		}
	}
	return [2]SideSpec{{Period: Period{Months: months, Before: months}}, {Period: Period{Months: months}}}
}

// Compare sets two sides beside each other. They are of a view: its condition
// holds on both, its segment where a side names none, and periods count back from
// its as-of date.
func (s *Session) Compare(ctx context.Context, v View, first, second SideSpec) (compare.Result, error) {
	var sides [2]compare.Side
	for i, spec := range []SideSpec{first, second} {
		var err error
		if sides[i], err = s.side(ctx, v, spec); err != nil {
			return compare.Result{}, err
		}
	}
	return compare.Build(ctx, sides[0], sides[1])
}

func (s *Session) side(ctx context.Context, v View, spec SideSpec) (compare.Side, error) {
	who := message.New("compare.side.everyone", nil)
	if spec.Segment != "" {
		v.Segment = spec.Segment
		who = message.New("compare.side.segment", message.Args{"name": spec.Segment})
	}
	if spec.Period.Months > 0 {
		end := v.AsOf
		if !end.Known() {
			end = s.Log().Settings.AsOf
		}
		if end.Known() {
			v.AsOf = end.AddMonths(-spec.Period.Before)
			v.From, v.To = v.AsOf.AddMonths(-spec.Period.Months)+1, data.NoDay
		}
	}
	ladder, q, err := s.ladderOf(ctx, v)
	if err != nil {
		return compare.Side{}, err
	}
	log, q, err := s.through(ladder.Log(), q, v)
	if err != nil {
		return compare.Side{}, err
	}
	name := message.New("compare.side", message.Args{"who": who, "when": spec.Period.Name()})
	return compare.Side{Name: name, Ladder: ladder.Reading(log), Query: q}, nil
}

// CompareAnswer is a comparison for windows and files.
func CompareAnswer(r compare.Result) Answer {
	return Answer{
		Finding: r.Finding, Definition: r.Definition, AsOf: r.AsOf, N: r.N, Revision: r.Revision,
		Drawings: []Drawing{{Name: "compare", Height: 110 + 24*(len(r.Rows)+len(compare.Parts)), Draw: func(o charts.Options) charts.Scene { return charts.Compare(r, o) }}},
		Table:    func(p *message.Printer) report.Table { return compareTable(r, p) },
		People: func(target any) (message.Message, []eventlog.CustomerIndex, bool) {
			switch key := target.(type) {
			case nil:
				people := r.Everybody()
				return message.New("compare.everyone", message.Args{"n": len(people)}), people, true
			case compare.Key:
				people := r.Members(key)
				return r.KeyName(key, len(people)), people, true
			}
			return message.Message{}, nil, false
		},
	}
}

func compareTable(r compare.Result, p *message.Printer) report.Table {
	t := report.Table{
		Title: p.Text(r.Finding), Definition: p.Text(r.Definition),
		Columns: []string{
			p.T("compare.table.figure"), p.T("compare.table.of"), p.Text(r.Sides[0].Name), p.T("compare.table.n1"), p.Text(r.Sides[1].Name), p.T("compare.table.n2"),
			p.T("compare.table.diff"), p.T("compare.table.low"), p.T("compare.table.high"), p.T("compare.table.p"), p.T("compare.table.verdict"),
		},
	}
	for _, row := range r.Rows {
		t.Rows = append(t.Rows, []any{
			p.Text(row.Part.Name()), p.Text(row.Name), orUnknown(row.Sides[0].Value), row.Sides[0].N, orUnknown(row.Sides[1].Value), row.Sides[1].N,
			orUnknown(row.Diff), orUnknown(row.Low), orUnknown(row.High), orUnknown(row.P), p.Text(row.Verdict()),
		})
	}
	return t
}

// orUnknown is a number for a table; nil where it is not known.
func orUnknown(v float64) any {
	if math.IsNaN(v) {
		return nil
	}
	return v
}
