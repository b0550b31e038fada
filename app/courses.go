package app

import (
	"context"
	"math"

	"cxworkbench/data"
	"cxworkbench/data/analysis/silence"
	"cxworkbench/data/analysis/voice"
)

// Courses are how three figures of the Overview went: at the end of each of the last
// twelve whole months and, last, at the date of the view itself. NaN is where there
// was no figure, or one of another question.
type Courses struct {
	Risk    []float64 // people silent beyond habit
	Voice   []float64 // as voice.Figure's value
	Resolve []float64 // median hours
}

// courseMonths is how many whole months a course goes back.
const courseMonths = 12

// Courses works the figures of an Overview out anew at each date, as Overview does.
func (s *Session) Courses(ctx context.Context, v View) (Courses, error) {
	var c Courses
	log := s.Log()
	q, err := s.query(ctx, log, v)
	if err != nil {
		return c, err
	}
	now, _, _, err := s.heard(ctx, v)
	if err != nil {
		return c, err
	}
	spec := silence.Default(log)
	for _, day := range monthEnds(q.AsOf) {
		v.AsOf = day
		if v.From.Known() && v.From > day { // nothing of the period had begun
			c.add(math.NaN(), math.NaN(), math.NaN())
			continue
		}
		quiet, err := s.Silence(ctx, v, spec)
		if err != nil {
			return c, err
		}
		said, solved, _, err := s.heard(ctx, v)
		if err != nil {
			return c, err
		}
		risk, answers, hours := math.NaN(), math.NaN(), math.NaN()
		if r := (Risk{Now: quiet}); r.known() {
			risk = float64(r.People())
		}
		if said.Known() && sameQuestion(said, now) {
			answers = said.Now.Value
		}
		if solved.Known() {
			hours = solved.Now.Median
		}
		c.add(risk, answers, hours)
	}
	return c, nil
}

func (c *Courses) add(risk, answers, solved float64) {
	c.Risk, c.Voice, c.Resolve = append(c.Risk, risk), append(c.Voice, answers), append(c.Resolve, solved)
}

// sameQuestion reports whether two figures can be compared.
func sameQuestion(a, b voice.Result) bool {
	return a.Metric.ID == b.Metric.ID && a.Measure == b.Measure
}

// monthEnds are the last days of the whole months before a day, the oldest first, and
// the day itself.
func monthEnds(day data.Day) []data.Day {
	_, _, of := day.Civil()
	first := day - data.Day(of-1) // of its month
	var out []data.Day
	for back := courseMonths - 1; back >= 0; back-- {
		out = append(out, first.AddMonths(-back)-1)
	}
	return append(out, day)
}
