package overview

import (
	"math"
	"strings"

	"fyne.io/fyne/v2"

	"cxworkbench/app"
	"cxworkbench/charts"
	"cxworkbench/data/analysis/cohort"
	"cxworkbench/data/analysis/maturity"
	"cxworkbench/data/analysis/silence"
	"cxworkbench/data/analysis/voice"
	"cxworkbench/data/message"
	"cxworkbench/views/chartview"
	"cxworkbench/views/kit"
	"cxworkbench/views/screen"
)

// none stands for a figure that there is none of.
const none = "–"

func (s *Screen) definition(m message.Message) string { return s.host.Printer().Text(m) }

// through adds to the notes of a figure which channels it is limited to.
func (s *Screen) through(o app.Overview, notes []string) []string {
	if o.Through.IsZero() {
		return notes
	}
	return append(notes, s.host.Printer().Text(o.Through))
}

// figure is a key figure that opens a screen and, by its corner or F1, what stands
// behind it.
func (s *Screen) figure(f kit.Figures, behind screen.Behind, open func()) *kit.KeyFigure {
	behind.Title = f.Label
	behind.Reading = strings.Join(append([]string{f.Value, f.Change}, f.Notes...), "\n")
	if len(behind.People) > 0 {
		f.MoreTip = s.text("overview.explain", message.Args{"what": f.Label})
		f.More = func() { s.host.Open(behind) }
	}
	if open == nil {
		open = f.More
	}
	return kit.NewKeyFigure(f, open)
}

// customers is how many are here, against the end of the month before.
func (s *Screen) customers(o app.Overview) *kit.KeyFigure {
	r := o.Ladder
	f := kit.Figures{
		Label: s.text("overview.customers", nil), Value: s.host.Printer().Int(int64(r.N - r.Left)),
		Notes: []string{s.text("overview.customers.note", message.Args{"n": r.N, "left": r.Left}), s.value(r)},
	}
	if before, ok := monthBefore(r); ok {
		f.Change = s.text("overview.change.people", message.Args{
			"change": signed(s.host.Printer(), float64(r.N-r.Left-here(before)), 0), "month": message.Month(before.Start),
		})
	}
	f.Spark = s.spark(r.Months, func(m maturity.Month) float64 { return float64(here(m)) })
	return s.figure(f, s.behindHere(r), func() { s.host.Go(screen.Customers) })
}

// behindHere is everybody who is here.
func (s *Screen) behindHere(r maturity.Result) screen.Behind {
	behind := screen.Behind{Explain: s.definition(r.Definition), About: "customers", N: r.N, Revision: r.Revision}
	for place := maturity.NoStage; place < len(r.Rows); place++ {
		behind.People = append(behind.People, r.Members(maturity.Cell{Place: place, Month: maturity.AsOf})...)
	}
	return behind
}

func here(m maturity.Month) int {
	n := m.NoStage
	for _, people := range m.People {
		n += people
	}
	return n
}

// monthBefore is the last whole month before the as-of date's.
func monthBefore(r maturity.Result) (maturity.Month, bool) {
	if len(r.Months) < 2 {
		return maturity.Month{}, false
	}
	return r.Months[len(r.Months)-2], true
}

func signed(p *message.Printer, f float64, decimals int) string {
	text := p.Float(math.Abs(f), decimals)
	switch {
	case f < 0:
		return "-" + text
	case f > 0:
		return "+" + text
	}
	return "±" + text
}

// index is the relationship maturity index.
func (s *Screen) index(o app.Overview) *kit.KeyFigure {
	r := o.Ladder
	f := kit.Figures{
		Label: s.text("overview.index", nil), Value: s.host.Printer().Float(r.Index, 1),
		Notes: []string{s.text("overview.index.note", message.Args{"n": r.N - r.Left - r.NoStage})},
	}
	if before, ok := monthBefore(r); ok && !math.IsNaN(before.Index) && !math.IsNaN(r.Index) {
		f.Change = s.text("overview.change", message.Args{"change": signed(s.host.Printer(), r.Index-before.Index, 1), "month": message.Month(before.Start)})
	}
	f.Spark = s.spark(r.Months, func(m maturity.Month) float64 { return m.Index })
	behind := screen.Behind{Explain: s.definition(r.Definition), About: "maturity", N: r.N, Revision: r.Revision}
	for place := range r.Rows {
		behind.People = append(behind.People, r.Members(maturity.Cell{Place: place, Month: maturity.AsOf})...)
	}
	return s.figure(f, behind, func() { s.host.Go(screen.Maturity) })
}

// retention is that of the newest cohort with a complete first period.
func (s *Screen) retention(o app.Overview) *kit.KeyFigure {
	p := s.host.Printer()
	f := kit.Figures{Label: s.text("overview.retention", nil), Value: none}
	var behind screen.Behind
	switch {
	case o.CohortsErr != nil:
		f.Notes = []string{s.text("overview.retention.cannot", nil)}
	case !o.Retention.Known:
		f.Notes = []string{s.text("overview.retention.none", nil)}
	default:
		ret := o.Retention
		f.Value = p.Percent(ret.Cell.Share())
		f.Notes = []string{s.text("overview.retention.note", message.Args{
			"cohort": o.Cohorts.RowLabel(ret.Row), "people": ret.Cell.People, "n": ret.Cell.Of, "period": o.Cohorts.PeriodLabel(1),
			"low": message.Share(ret.Low), "high": message.Share(ret.High), "mean": message.Share(ret.Mean),
		})}
		key := "overview.retention.same"
		if ret.Distinct() {
			key = "overview.retention.differs"
		}
		f.Change = s.text(key, nil)
		f.Spark = s.sparkOf(firstPeriods(o.Cohorts))
		behind = screen.Behind{
			Explain: s.definition(o.Cohorts.Definition), About: "cohorts", N: o.Cohorts.N, Revision: o.Cohorts.Revision,
			People: o.Cohorts.Members(cohort.Key{Row: ret.Row, Period: 1}),
		}
	}
	f.Notes = s.through(o, f.Notes)
	return s.figure(f, behind, func() { s.host.Go(screen.Cohorts) })
}

func (s *Screen) spark(months []maturity.Month, of func(maturity.Month) float64) fyne.CanvasObject {
	values := make([]float64, len(months))
	for i, m := range months {
		values[i] = of(m)
	}
	return s.sparkOf(values)
}

// firstPeriods are the shares of the complete first periods, cohort by cohort.
func firstPeriods(r cohort.Result) []float64 {
	var out []float64
	for _, row := range r.Rows {
		if len(row.Cells) > 1 && row.Cells[1].Complete {
			out = append(out, row.Cells[1].Share())
		}
	}
	return out
}

// sparkOf draws a course; nothing of one too short to be a course.
func (s *Screen) sparkOf(values []float64) fyne.CanvasObject {
	if drawn(values) < 3 {
		return nil
	}
	picture := chartview.NewPicture(s.host.Runner())
	picture.SetMinSize(fyne.NewSize(72, 32))
	picture.SetDraw(func(o charts.Options) charts.Scene { return charts.Sparkline(values, o) })
	return picture
}

// drawn counts the values that are there.
func drawn(values []float64) (n int) {
	for _, v := range values {
		if !math.IsNaN(v) {
			n++
		}
	}
	return n
}

// value says what the customers who are here are worth.
func (s *Screen) value(r maturity.Result) string {
	sum := r.NoStageValue
	for _, row := range r.Rows {
		sum += row.Value
	}
	return s.text("overview.worth."+string(r.Basis), message.Args{"value": message.Amount{Money: sum, Currency: r.Currency}})
}

// risk is who is silent for longer than is usual where they stand.
func (s *Screen) risk(o app.Overview) *kit.KeyFigure {
	f := kit.Figures{Label: s.text("overview.risk", nil), Value: none, Notes: []string{s.text("overview.risk.none", nil)}}
	if !o.Risk.Known {
		return s.figure(f, screen.Behind{}, nil)
	}
	r := o.Risk
	f.Value = s.host.Printer().Int(int64(r.People()))
	f.Notes = []string{s.text("overview.risk.note", message.Args{
		"n": r.Now.N, "share": message.Share(float64(r.People()) / float64(r.Now.N)), "low": message.Share(r.Low), "high": message.Share(r.High),
	})}
	if r.Before.N > 0 {
		key := "overview.risk.same"
		if r.Distinct() {
			key = "overview.risk.differs"
		}
		f.Change = s.text(key, message.Args{
			"change": signed(s.host.Printer(), float64(r.People()-r.Before.States[silence.Beyond]), 0), "month": message.Month(o.Before),
		})
	}
	return s.figure(f, s.behindRisk(o), func() { s.host.Go(screen.Watch) })
}

// behindRisk is who is silent beyond habit.
func (s *Screen) behindRisk(o app.Overview) screen.Behind {
	r := o.Risk.Now
	return screen.Behind{
		Explain: s.definition(r.Definition), About: "silence", N: r.N, Revision: r.Revision,
		People: r.Members(silence.InState(silence.Beyond)), Why: r.Why(),
	}
}

// behindCohorts is everybody in the cohort table.
func (s *Screen) behindCohorts(o app.Overview) screen.Behind {
	r := o.Cohorts
	return screen.Behind{
		Explain: s.definition(r.Definition), About: "cohorts", N: r.N, Revision: r.Revision,
		People: r.Members(cohort.Key{Row: cohort.AllRows}),
	}
}

// voice is how content customers say they are.
func (s *Screen) voice(o app.Overview) *kit.KeyFigure {
	r, p := o.Voice, s.host.Printer()
	f := kit.Figures{Label: s.text("overview.voice", nil), Value: none, Notes: []string{s.text("overview.voice.none", nil)}}
	if !r.Known() {
		f.Notes = s.through(o, f.Notes)
		return s.figure(f, screen.Behind{}, nil)
	}
	say := func(v float64) string {
		switch r.Measure {
		case voice.CSAT:
			return p.Percent(v)
		case voice.NPS:
			return p.Float(v, 0)
		}
		return p.Float(v, 1)
	}
	f.Value = say(r.Now.Value)
	args := message.Args{"metric": r.Metric.Name, "n": r.Now.N, "low": say(r.Now.Low), "high": say(r.Now.High)}
	f.Notes = []string{s.text("overview.voice."+string(r.Measure), args)}
	if !math.IsNaN(r.Now.Low) {
		f.Notes = append(f.Notes, s.text("overview.interval", args))
	}
	if r.Before.Known() {
		key := "overview.year.same"
		if r.Distinct() {
			key = "overview.year.differs"
		}
		f.Change = s.text(key, message.Args{"before": say(r.Before.Value), "n": r.Before.N})
	}
	f.Notes = s.through(o, f.Notes)
	return s.figure(f, screen.Behind{About: "satisfaction", N: r.Now.N, Revision: r.Revision, People: r.Members()}, nil)
}

// resolve is how long it takes until half of the cases are solved.
func (s *Screen) resolve(o app.Overview) *kit.KeyFigure {
	r := o.Resolve
	f := kit.Figures{Label: s.text("overview.resolve", nil), Value: none, Notes: []string{s.text("overview.resolve.none", nil)}}
	if !r.Known() {
		f.Notes = s.through(o, f.Notes)
		return s.figure(f, screen.Behind{}, nil)
	}
	in := s.hours
	if r.Now.Median >= 48 {
		in = s.days
	}
	f.Value = in(r.Now.Median)
	args := message.Args{"n": r.Now.N, "open": r.Now.Open, "low": in(r.Now.Low), "high": in(r.Now.High)}
	f.Notes = []string{s.text("overview.resolve.note", args)}
	if !math.IsNaN(r.Now.Low) && !math.IsNaN(r.Now.High) {
		f.Notes = append(f.Notes, s.text("overview.interval", args))
	}
	if r.Before.N > 0 && !math.IsNaN(r.P) {
		key := "overview.year.same"
		if r.Distinct() {
			key = "overview.year.differs"
		}
		f.Change = s.text(key, message.Args{"before": in(r.Before.Median), "n": r.Before.N})
	}
	f.Notes = s.through(o, f.Notes)
	return s.figure(f, screen.Behind{About: "resolve", N: r.Now.N, Revision: r.Revision, People: r.Members()}, nil)
}

func (s *Screen) hours(hours float64) string { return s.time("overview.hours", hours) }

func (s *Screen) days(hours float64) string { return s.time("overview.days", hours/24) }

func (s *Screen) time(unit string, n float64) string {
	if math.IsNaN(n) {
		return none
	}
	return s.text(unit, message.Args{"time": s.host.Printer().Float(n, 1)})
}
