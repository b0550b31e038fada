package main

import (
	"math"

	"cxworkbench/app"
	"cxworkbench/app/report"
	"cxworkbench/data"
	"cxworkbench/data/analysis/btyd"
)

type btydCmd struct {
	workspaceArg
	plainFlags
	formFlags
	Horizon int     `help:"Over how many weeks purchases are expected." default:"52" placeholder:"WEEKS"`
	Penalty float64 `help:"Holds the parameters back where customers are few: .001 to .1." placeholder:"P"`
	Split   string  `help:"Fit the check up to this day, and follow it from there. Default: the middle." placeholder:"DATE"`
}

func (btydCmd) Help() string {
	return "Example: cx btyd client.cxw --as-of 1997-09-30 --horizon 52 --json"
}

type btydJSON struct {
	stamp
	R        number       `json:"r"`
	Alpha    number       `json:"alpha"`
	A        number       `json:"a"`
	B        number       `json:"b"`
	LogLik   number       `json:"loglik"`
	OneTime  int          `json:"one_time"`
	Horizon  int          `json:"horizon"`
	Expected number       `json:"expected"`
	Value    number       `json:"value"`
	Spending *spendJSON   `json:"spending"` // null without amounts
	Holdout  *holdoutJSON `json:"holdout"`  // null where too little was bought
	Rows     []btydRow    `json:"rows"`
}

type spendJSON struct {
	P number `json:"p"`
	Q number `json:"q"`
	V number `json:"v"` // in major units
	N int    `json:"n"`
}

type holdoutJSON struct {
	Split date       `json:"split"`
	N     int        `json:"n"`
	Weeks []weekJSON `json:"weeks"`
}

type weekJSON struct {
	End      date   `json:"end"`
	Actual   int    `json:"actual"`
	Expected number `json:"expected"`
}

type btydRow struct {
	Customer string `json:"customer"`
	X        int    `json:"x"`
	TX       number `json:"tx"`
	T        number `json:"t"`
	Alive    number `json:"p_alive"` // null with one purchase day
	Expected number `json:"expected"`
	Value    number `json:"value"`
}

func (c btydCmd) Run(e *env) error {
	v, err := c.plainView(e)
	if err != nil {
		return err
	}
	spec := btyd.Spec{Horizon: c.Horizon, Penalty: c.Penalty, Split: data.NoDay}
	if c.Split != "" {
		if spec.Split, err = data.ParseDay(c.Split); err != nil {
			return usagef("--split: %w", err)
		}
	}
	return c.with(e, func(s *app.Session) error {
		r, err := s.BTYD(e.ctx, v, spec)
		if err != nil {
			return err
		}
		if !c.JSON && !c.CSV {
			return e.printTable(e.btydSummary(r))
		}
		return e.print(c.formFlags, app.BTYDTable(r, s.Log(), e.printer), e.btydJSON(r, s.Log().Labels))
	})
}

// btydSummary is a row a range of chances.
func (e *env) btydSummary(r btyd.Result) report.Table {
	t := report.Table{Title: e.printer.Text(r.Finding), Definition: e.printer.Text(r.Definition), Columns: []string{e.printer.T("btyd.table.alive"), e.printer.T("table.people")}}
	for i := len(r.Bands) - 1; i >= 0; i-- {
		t.Rows = append(t.Rows, []any{e.printer.Text(btyd.BandLabel(i)), r.Bands[i]})
	}
	t.Rows = append(t.Rows, []any{e.printer.Text(btyd.BandLabel(btyd.NotKnown)), r.OneTime})
	for _, p := range []struct {
		name          string
		is, low, high float64
	}{
		{"r", r.Fit.R, r.Fit.Low.R, r.Fit.High.R}, {"alpha", r.Fit.Alpha, r.Fit.Low.Alpha, r.Fit.High.Alpha},
		{"a", r.Fit.A, r.Fit.Low.A, r.Fit.High.A}, {"b", r.Fit.B, r.Fit.Low.B, r.Fit.High.B},
	} {
		t.Rows = append(t.Rows, []any{p.name, figure(e.printer.Float(p.is, 4) + " (" + e.printer.Float(p.low, 4) + " – " + e.printer.Float(p.high, 4) + ")")})
	}
	return t
}

func (e *env) btydJSON(r btyd.Result, labels []string) btydJSON {
	out := btydJSON{
		stamp: stamp{e.printer.Text(r.Finding), e.printer.Text(r.Definition), date(r.AsOf), r.N, r.Revision},
		R:     number(r.Fit.R), Alpha: number(r.Fit.Alpha), A: number(r.Fit.A), B: number(r.Fit.B), LogLik: number(r.Fit.LogLik),
		OneTime: r.OneTime, Horizon: r.Spec.Horizon, Expected: number(r.Expected), Value: btydValue(r, r.Value), Rows: make([]btydRow, 0, r.N),
	}
	if f := r.Spending; f != nil {
		out.Spending = &spendJSON{number(f.P), number(f.Q), number(f.V / float64(data.MinorUnits(r.Currency))), f.N}
	}
	if h := r.Holdout; h != nil {
		out.Holdout = &holdoutJSON{Split: date(h.Split), N: h.N}
		for _, w := range h.Weeks {
			out.Holdout.Weeks = append(out.Holdout.Weeks, weekJSON{date(w.End), w.Actual, number(w.Expected)})
		}
	}
	for _, row := range r.Rows {
		out.Rows = append(out.Rows, btydRow{labels[row.Customer], row.X, number(row.TX), number(row.T), number(row.Alive), number(row.Expected), btydValue(r, row.Value)})
	}
	return out
}

// btydValue is null where the purchases carry no amounts.
func btydValue(r btyd.Result, m data.Money) number {
	if r.Spending == nil {
		return number(math.NaN())
	}
	return money(m, r.Currency)
}
