package cohort

import (
	"math"
	"strconv"
	"strings"

	"cxworkbench/data"
)

// Measure is what a cell says of its people.
type Measure string

// The measures. Money is net, refunds taken off; where no interaction has an
// amount it is the monthly amounts of the subscriptions running in the period.
const (
	Share   Measure = "share"   // of those who could, how many returned (C.1)
	People  Measure = "people"  // how many returned
	Revenue Measure = "revenue" // money in the period / people who could have brought it
	NRR     Measure = "nrr"     // money in the period / the same people's in period 0 (C.31)
)

// Measures lists them all, the default first.
var Measures = []Measure{Share, People, Revenue, NRR}

// Money reports whether the measure is about money: its cells count the people
// who brought any, whatever the return event.
func (m Measure) Money() bool { return m == Revenue || m == NRR }

// Relative says whom the returned are compared with.
type Relative string

// What shares can be relative to.
const (
	ToCohort   Relative = "cohort"
	ToPrevious Relative = "previous" // of those who returned in the period before, who did in this one too
)

// Bracket makes a column of the periods From to To after the start, and further
// columns of as many periods each. The zero Bracket is single periods, 1 to 1.
type Bracket struct{ From, To int }

// mostBracket keeps the arithmetic of columns far from overflowing.
const mostBracket = 10_000

// ParseBracket reads "A-B", 1 <= A <= B; "" is the zero Bracket.
func ParseBracket(s string) (Bracket, error) {
	if s == "" {
		return Bracket{}, nil
	}
	from, to, found := strings.Cut(s, "-")
	a, errA := strconv.Atoi(strings.TrimSpace(from))
	b, errB := strconv.Atoi(strings.TrimSpace(to))
	if !found || errA != nil || errB != nil {
		return Bracket{}, data.Errorf(data.CodeBadInput, "%q is no bracket of periods; write the first and the last period after the start, such as 1-3.", s)
	}
	return Bracket{a, b}, Bracket{a, b}.check()
}

func (b Bracket) check() error {
	if b.From < 1 || b.To < b.From || b.To > mostBracket {
		return data.Errorf(data.CodeBadInput, "A bracket of the periods %d to %d is not possible; it begins at period 1 or later, ends where it begins or later, and at %d at most.", b.From, b.To, mostBracket)
	}
	return nil
}

// width is how many periods a column holds.
func (b Bracket) width() int { return b.To - b.From + 1 }

// column is the column that holds a period of a member, 0 where it lies before
// the first bracket.
func (b Bracket) column(period int) int {
	if period < b.From {
		return min(period, 0)
	}
	return (period-b.From)/b.width() + 1
}

// span gives the first and the last period of a column; column 0 is period 0.
func (b Bracket) span(column int) (from, to int) {
	if column == 0 || b == (Bracket{}) {
		return column, column
	}
	from = b.From + (column-1)*b.width()
	return from, from + b.width() - 1
}

// normalMeasure fills in and checks what a cell says.
func (s Spec) normalMeasure() (Spec, error) {
	if s.Measure == "" {
		s.Measure = Share
	}
	if s.Relative == "" {
		s.Relative = ToCohort
	}
	wide := s.Bracket != Bracket{} && s.Bracket != Bracket{1, 1}
	if s.Bracket == (Bracket{}) {
		s.Bracket = Bracket{1, 1}
	}
	if err := s.Bracket.check(); err != nil {
		return s, err
	}
	switch {
	case s.Measure != Share && s.Measure != People && !s.Measure.Money():
		return s, data.Errorf(data.CodeBadInput, "%q is no measure of cohorts: say %s, %s, %s or %s.", s.Measure, People, Share, Revenue, NRR)
	case s.Relative != ToCohort && s.Relative != ToPrevious:
		return s, data.Errorf(data.CodeBadInput, "Shares cannot be relative to %q: say %s or %s.", s.Relative, ToCohort, ToPrevious)
	case wide && s.Criterion == OnOrAfter:
		return s, data.Errorf(data.CodeBadInput, "Who returned in a bracket of periods and who returned in a period or later are two different questions; choose one of them.")
	case s.Measure.Money() && s.Criterion == OnOrAfter:
		return s, data.Errorf(data.CodeBadInput, "Money is counted in the period it falls in, never in it or later; choose \"in the period\", or people or share as the measure.")
	case s.Measure.Money() && s.Relative == ToPrevious:
		return s, data.Errorf(data.CodeBadInput, "Only people and shares can be compared with the period before; compare money with the cohort, or choose another measure.")
	}
	return s, nil
}

// Value is what the cell says in the measure of the table: a share of 1, people,
// or money per customer in major units of Result.Currency. It is NaN where there
// is nothing to divide by, with NRR also where period 0 brought no money.
func (r Result) Value(c Cell) float64 {
	above, below := r.parts(c)
	if !(below > 0) {
		return math.NaN()
	}
	return above / below
}

// parts are what a value divides, and what pooled means add up.
func (r *Result) parts(c Cell) (above, below float64) {
	switch r.Spec.Measure {
	case People:
		return float64(c.People), 1
	case Revenue:
		return c.Revenue.Float(r.Currency), float64(c.Of)
	case NRR:
		return float64(c.Revenue), float64(c.Base)
	default:
		return float64(c.People), float64(c.Of)
	}
}

// averaged reports whether a cell enters the mean of its period (C.2). With
// derived dates none does: each period is of those who reached it, and the few
// rows that all reached it stand for nobody else.
func (r *Result) averaged(row, period int) bool {
	if period < 1 || period >= len(r.Rows[row].Cells) || r.Derived {
		return false
	}
	cell := &r.Rows[row].Cells[period]
	if !cell.Complete {
		return false
	}
	_, below := r.parts(*cell)
	return below > 0
}
