package app

import (
	"context"
	"encoding/json"
	"fmt"

	"cxworkbench/app/report"
	"cxworkbench/charts"
	"cxworkbench/data"
	"cxworkbench/data/analysis"
	"cxworkbench/data/analysis/alignment"
	"cxworkbench/data/analysis/drivers"
	"cxworkbench/data/eventlog"
	"cxworkbench/data/message"
	"cxworkbench/data/workspace"
)

// driversOption is where a workspace keeps the spec of the drivers.
const driversOption = "drivers"

// DriversSpec is what the workspace asks the drivers with, else the default.
func (s *Session) DriversSpec() (drivers.Spec, error) {
	spec := drivers.Default()
	if kept := s.Log().Options[driversOption]; kept != "" {
		if err := json.Unmarshal([]byte(kept), &spec); err != nil {
			return spec, data.Wrap(err, data.CodeDamaged, "The settings of the six drivers cannot be read; undo the last change to them, or restore a backup.")
		}
	}
	return spec, nil
}

// SetDrivers keeps a spec of the drivers in the workspace.
func (s *Session) SetDrivers(ctx context.Context, spec drivers.Spec) error {
	text, err := json.Marshal(spec)
	if err != nil {
		return fmt.Errorf("write the settings of the drivers: %w", err)
	}
	return s.setOption(ctx, "Change the six drivers", driversOption, string(text))
}

func (s *Session) setOption(ctx context.Context, label, name, value string) error {
	return s.ws.Write(ctx, label, func(tx *workspace.Tx) error { return tx.SetOption(name, value) })
}

// Drivers scores the six drivers for a view, with the workspace's own spec.
func (s *Session) Drivers(ctx context.Context, v View) (drivers.Result, error) {
	ladder, q, err := s.ladderOf(ctx, v)
	if err != nil {
		return drivers.Result{}, err
	}
	spec, err := s.DriversSpec()
	if err != nil {
		return drivers.Result{}, err
	}
	return limited(s, v, ladder.Log(), q, func(_ *eventlog.Log, q analysis.Query) (drivers.Result, error) {
		return drivers.Build(ctx, ladder, q, spec) // a case tells why a contact of another channel was needed
	})
}

// Alignment sets the technology of each stage beside its people, for a view.
func (s *Session) Alignment(ctx context.Context, v View, p *message.Printer) (alignment.Result, error) {
	q, err := s.query(ctx, s.Log(), v)
	if err != nil {
		return alignment.Result{}, err
	}
	ladder, err := s.Maturity(ctx, v) // with the value of the stages
	if err != nil {
		return alignment.Result{}, err
	}
	spec, err := alignment.Of(s.Log(), func(key string) string { return p.T("alignment.role." + key) })
	if err != nil {
		return alignment.Result{}, err
	}
	return alignment.Build(ladder, q, spec), nil
}

// SetTechnology keeps what was judged of the stages' technology.
func (s *Session) SetTechnology(ctx context.Context, spec alignment.Spec) error {
	spec.Judged = true
	text, err := spec.Keep()
	if err != nil {
		return err
	}
	return s.setOption(ctx, "Judge the technology of the stages", alignment.OptionName, text)
}

// SetActivities changes what activities are: kind and push class, by row id.
func (s *Session) SetActivities(ctx context.Context, activities []data.Activity) error {
	return s.ws.Write(ctx, "Change what activities are", func(tx *workspace.Tx) error {
		for _, a := range activities {
			if err := tx.SetActivity(a.ID, a.Kind, a.Push); err != nil {
				return err
			}
		}
		return nil
	})
}

// DriversAnswer is the score card for windows and files.
func DriversAnswer(r drivers.Result) Answer {
	months := 0
	for _, s := range r.Scores {
		months = max(months, len(s.Trend))
	}
	a := Answer{
		Finding: r.Finding, Definition: r.Definition, AsOf: r.AsOf, N: r.N, Revision: r.Revision,
		Drawings: []Drawing{
			{Name: "drivers", Height: 80 + 26*len(r.Scores), Draw: func(o charts.Options) charts.Scene { return charts.Drivers(r, o) }},
			{Name: "drivers-radar", Height: 340, Beside: true, Draw: func(o charts.Options) charts.Scene { return charts.DriversRadar(r, o) }},
			{Name: "drivers-trend", Height: course(months, 320), Most: course(months, 480), Draw: func(o charts.Options) charts.Scene { return charts.DriversTrend(r, o) }},
		},
		Table: func(p *message.Printer) report.Table { return driversTable(r, p) },
		People: func(target any) (message.Message, []eventlog.CustomerIndex, bool) {
			switch key := target.(type) {
			case nil:
				people := r.Everybody()
				return message.New("maturity.everyone", message.Args{"n": len(people)}), people, true
			case drivers.Key:
				cases, people := r.Cases(key)
				return r.KeyName(key, cases, len(people)), people, true
			}
			return message.Message{}, nil, false
		},
	}
	for _, s := range r.Scores {
		if s.N() == 0 {
			a.Notes = append(a.Notes, message.New("drivers.note.none", message.Args{"driver": s.Driver.Name(), "needs": s.Driver.Needs()}))
		}
	}
	a.Notes = append(a.Notes, r.Lateness()...)
	return a
}

func driversTable(r drivers.Result, p *message.Printer) report.Table {
	t := report.Table{
		Title: p.Text(r.Finding), Definition: p.Text(r.Definition),
		Columns: []string{
			p.T("table.driver"), p.T("table.score"), p.T("table.low"), p.T("table.high"), p.T("table.n"), p.T("table.coverage"),
			p.T("table.good"), p.T("table.bad"), p.T("table.pending"), p.T("table.unknown"), p.T("table.weight"),
		},
	}
	for _, s := range r.Scores {
		t.Rows = append(t.Rows, []any{
			p.Text(s.Driver.Name()), s.Value, s.Low, s.High, s.N(), s.Coverage,
			s.Cases[drivers.Good], s.Cases[drivers.Bad], s.Cases[drivers.Pending], s.Cases[drivers.Unknown], s.Weight,
		})
	}
	return t
}

// AlignmentAnswer is the technology of the stages for windows and files.
func AlignmentAnswer(r alignment.Result) Answer {
	return Answer{
		Finding: r.Finding, Definition: r.Definition, AsOf: r.AsOf, N: r.N, Revision: r.Revision,
		Drawings: []Drawing{{Name: "alignment", Height: 44 + 44*len(r.Rows), Most: charts.MatrixHeight(len(r.Rows)), Draw: func(o charts.Options) charts.Scene { return charts.Alignment(r, o) }}},
		Table:    func(p *message.Printer) report.Table { return alignmentTable(r, p) },
		People: func(target any) (message.Message, []eventlog.CustomerIndex, bool) {
			switch rank := target.(type) {
			case nil:
				people := r.Everybody()
				return message.New("maturity.everyone", message.Args{"n": len(people)}), people, true
			case int:
				people := r.Members(rank)
				return message.New("maturity.cell", message.Args{"n": len(people), "place": r.Rows[rank].Stage.Name, "day": r.AsOf}), people, true
			}
			return message.Message{}, nil, false
		},
	}
}

func alignmentTable(r alignment.Result, p *message.Printer) report.Table {
	t := report.Table{
		Title: p.Text(r.Finding), Definition: p.Text(r.Definition),
		Columns: []string{
			p.T("table.stage"), p.T("table.people"), p.T("table.value"), p.T("table.aligned"), p.T("table.technology"),
			p.T("table.needed"), p.T("table.inplace"), p.T("table.used"), p.T("table.owner"), p.T("table.note"),
		},
	}
	for _, row := range r.Rows {
		for _, role := range row.Roles {
			t.Rows = append(t.Rows, []any{
				row.Stage.Name, row.People, row.Value.Float(r.Currency), row.Share, role.Role,
				yesNo(p, role.Needed), yesNo(p, role.InPlace), yesNo(p, role.Used), role.Owner, role.Note,
			})
		}
	}
	return t
}

func yesNo(p *message.Printer, is bool) string {
	if is {
		return p.T("table.yes")
	}
	return p.T("table.no")
}
