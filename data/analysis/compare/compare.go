// Package compare answers: do two segments, or two periods, stand apart? It sets
// the ladder, the moves, the time in stage and the balance of contacts of two sides
// beside each other, each figure with its difference and how sure that is.
package compare

import (
	"cmp"
	"context"
	"math"
	"sync"

	"cxworkbench/data"
	"cxworkbench/data/analysis"
	"cxworkbench/data/analysis/dwell"
	"cxworkbench/data/analysis/interval"
	"cxworkbench/data/analysis/maturity"
	"cxworkbench/data/analysis/pushpull"
	"cxworkbench/data/analysis/survival"
	"cxworkbench/data/analysis/transitions"
	"cxworkbench/data/eventlog"
	"cxworkbench/data/message"
)

// Side is one of the two: whom the ladder is of, up to when, and from when on the
// query counts moves, stays and contacts.
type Side struct {
	Name   message.Message
	Ladder maturity.Result
	Query  analysis.Query
}

// Part is what a figure is about.
type Part string

// The parts.
const (
	Index  Part = "index"    // relationship maturity index, 0..100
	Stages Part = "stages"   // share of the customers in a place
	Ups    Part = "ups"      // share of the ended spells of a stage that went to a higher one
	Ends   Part = "ends"     // share of the ended spells of a stage that ended by leaving
	Time   Part = "time"     // median days in a stage
	Pull   Part = "pushpull" // push-pull index, -1..+1
)

// Parts lists them as a reader wants them.
var Parts = []Part{Index, Stages, Ups, Ends, Time, Pull}

// Figure is a number of one side.
type Figure struct {
	Value float64 // as its Part says; NaN is not known
	N     int     // customers, spells or contacts that it is of
}

// Row is a figure of both sides.
type Row struct {
	Part      Part
	Name      message.Message
	Sides     [2]Figure
	Diff      float64 // of the second side from the first
	Low, High float64 // its 95 % interval; NaN where there is none, as for Time
	P         float64 // of the log-rank test of Time; else NaN
	people    [2]func() []eventlog.CustomerIndex
}

// Told reports whether the sides can be told apart: the interval leaves out 0, or
// the test says so.
func (r Row) Told() bool { return r.Low > 0 || r.High < 0 || r.P < .05 }

// Known reports whether there is something to compare on both sides.
func (r Row) Known() bool { return !math.IsNaN(r.Low) || !math.IsNaN(r.P) }

// Key names the people of one side behind a row.
type Key struct{ Row, Side int }

// Result is the comparison. It is immutable.
type Result struct {
	Sides      [2]Side
	AsOf       data.Day // the later of the two
	Revision   int64
	N          int // customers on either side, those on both twice
	Both       int // customers on both sides
	Rows       []Row
	Definition message.Message
	Finding    message.Message
}

// Build compares two sides of one log.
func Build(ctx context.Context, first, second Side) (Result, error) {
	r := Result{
		Sides: [2]Side{first, second}, AsOf: max(first.Ladder.AsOf, second.Ladder.AsOf), Revision: first.Ladder.Revision,
		N: first.Ladder.N + second.Ladder.N,
	}
	for c := range eventlog.CustomerIndex(first.Ladder.Log().Customers()) {
		if first.Ladder.Place(c) != maturity.NotHere && second.Ladder.Place(c) != maturity.NotHere {
			r.Both++
		}
	}
	var counted [2]*counter
	var balances [2]pushpull.Result
	err := r.both(func(i int, side Side) (err error) {
		if counted[i], err = count(ctx, side); err != nil {
			return err
		}
		balances[i], err = pushpull.Stages(ctx, side.Ladder, side.Query)
		return err
	})
	if err != nil {
		return Result{}, err
	}
	r.compareIndex()
	r.compareStages()
	r.compareMoves(counted)
	if err := r.compareTime(counted); err != nil {
		return Result{}, err
	}
	r.comparePull(balances)
	r.Definition, r.Finding = r.definition(), r.finding()
	return r, nil
}

// counter counts moves and stays of one side in one pass over its spells.
type counter struct {
	moves *transitions.Counter
	stays *dwell.Counter
}

func count(ctx context.Context, side Side) (*counter, error) {
	if err := transitions.Check(side.Ladder); err != nil {
		return nil, err
	}
	return maturity.Count(ctx, side.Ladder, func() *counter {
		return &counter{transitions.NewCounter(side.Ladder, side.Query), dwell.NewCounter(side.Ladder, side.Query, dwell.Default())}
	})
}

// Take counts a spell.
func (c *counter) Take(s maturity.Spell) {
	c.moves.Take(s)
	c.stays.Take(s)
}

// Join adds what another counter counted.
func (c *counter) Join(later *counter) {
	c.moves.Join(later.moves)
	c.stays.Join(later.stays)
}

// both works on the two sides at the same time and gives the first error.
func (r *Result) both(work func(i int, side Side) error) error {
	var errs [2]error
	var wait sync.WaitGroup
	for i, side := range r.Sides {
		wait.Go(func() { errs[i] = work(i, side) })
	}
	wait.Wait()
	return cmp.Or(errs[:]...)
}

// share adds a row of two shares x/n.
func (r *Result) share(part Part, name message.Message, x, n [2]int, people [2]func() []eventlog.CustomerIndex) {
	row := Row{Part: part, Name: name, P: math.NaN(), people: people}
	for i := range 2 {
		row.Sides[i] = Figure{float64(x[i]) / float64(n[i]), n[i]} // NaN of nobody
	}
	row.Diff = row.Sides[1].Value - row.Sides[0].Value
	row.Low, row.High = interval.Difference(x[0], n[0], x[1], n[1])
	r.Rows = append(r.Rows, row)
}

// compareIndex compares two means of ranks by the standard error of their
// difference.
func (r *Result) compareIndex() {
	row := Row{Part: Index, Name: message.New("compare.index", nil), P: math.NaN()}
	variance := 0.0
	for i, side := range r.Sides {
		n, sum, squares := 0, 0.0, 0.0
		top := float64(len(side.Ladder.Rows) - 1)
		for rank, stage := range side.Ladder.Rows {
			x := 100 * float64(rank) / top
			n, sum, squares = n+stage.People, sum+float64(stage.People)*x, squares+float64(stage.People)*x*x
		}
		row.Sides[i] = Figure{side.Ladder.Index, n}
		mean := sum / float64(n)
		variance += (squares - float64(n)*mean*mean) / float64(n-1) / float64(n) // NaN of one
		row.people[i] = func() []eventlog.CustomerIndex {
			return side.Ladder.Members(maturity.Cell{Place: maturity.AnyStage, Month: maturity.AsOf})
		}
	}
	row.Diff = row.Sides[1].Value - row.Sides[0].Value
	if variance < 0 { // of equal ranks, by rounding
		variance = 0
	}
	spread := interval.Z95 * math.Sqrt(variance)
	row.Low, row.High = row.Diff-spread, row.Diff+spread
	r.Rows = append(r.Rows, row)
}

func (r *Result) compareStages() {
	for _, place := range r.Sides[0].Ladder.Places() {
		var x, n [2]int
		var people [2]func() []eventlog.CustomerIndex
		for i, side := range r.Sides {
			n[i] = side.Ladder.N
			switch place {
			case maturity.NoStage:
				x[i] = side.Ladder.NoStage
			case maturity.Left:
				x[i] = side.Ladder.Left
			default:
				x[i] = side.Ladder.Rows[place].People
			}
			people[i] = func() []eventlog.CustomerIndex {
				return side.Ladder.Members(maturity.Cell{Place: place, Month: maturity.AsOf})
			}
		}
		if x[0]+x[1] > 0 {
			r.share(Stages, r.Sides[0].Ladder.PlaceName(place), x, n, people)
		}
	}
}

func (r *Result) compareMoves(counted [2]*counter) {
	moves := [2]transitions.Result{counted[0].moves.Result(), counted[1].moves.Result()}
	for _, part := range []Part{Ups, Ends} {
		for rank := range r.Sides[0].Ladder.Rows {
			var x, n [2]int
			var people [2]func() []eventlog.CustomerIndex
			for i, m := range moves {
				var keys []transitions.Key
				x[i], n[i], keys = went(m, part, rank)
				people[i] = func() []eventlog.CustomerIndex {
					var out []eventlog.CustomerIndex
					for _, key := range keys {
						out = append(out, m.Members(key)...)
					}
					return out
				}
			}
			if n[0]+n[1] > 0 {
				r.share(part, r.Sides[0].Ladder.PlaceName(rank), x, n, people)
			}
		}
	}
}

// went counts the ended spells of a stage, and those of them that went up or left.
func went(m transitions.Result, part Part, rank int) (x, n int, keys []transitions.Key) {
	for _, row := range m.Rows {
		if row.Place != rank {
			continue
		}
		n = row.Ended
		for _, cell := range row.Cells {
			if cell.Spells > 0 && (part == Ups && cell.To > rank || part == Ends && cell.To == maturity.Left) {
				x += cell.Spells
				keys = append(keys, transitions.Key{From: rank, To: cell.To})
			}
		}
	}
	return x, n, keys
}

func (r *Result) compareTime(counted [2]*counter) error {
	var stays [2]dwell.Result
	err := r.both(func(i int, _ Side) (err error) {
		stays[i], err = counted[i].stays.Result()
		return err
	})
	if err != nil {
		return err
	}
	for rank := range r.Sides[0].Ladder.Rows {
		row := Row{Part: Time, Name: r.Sides[0].Ladder.PlaceName(rank), Low: math.NaN(), High: math.NaN(), P: math.NaN()}
		var spells [2][]survival.Spell
		for i, stay := range stays {
			spells[i] = counted[i].stays.Times[rank]
			row.Sides[i] = Figure{math.NaN(), len(spells[i])}
			for _, one := range stay.Rows {
				if one.Rank == rank {
					row.Sides[i].Value = one.Curve.Median
				}
			}
			row.people[i] = func() []eventlog.CustomerIndex { return stay.Members(dwell.Key{Rank: rank, Group: dwell.All}) }
		}
		if len(spells[0])+len(spells[1]) == 0 {
			continue
		}
		row.Diff = row.Sides[1].Value - row.Sides[0].Value
		if test, err := survival.Compare(spells[:], survival.LogRank); err == nil { // an error is that there is nothing to compare
			row.P = test.P
		}
		r.Rows = append(r.Rows, row)
	}
	return nil
}

func (r *Result) comparePull(balances [2]pushpull.Result) {
	r.balance(balances, message.New("pushpull.all", nil), func(b pushpull.Result) (pushpull.Row, pushpull.Key) {
		return b.Total, pushpull.Key{Part: pushpull.All, Class: pushpull.Both}
	})
	for _, place := range r.Sides[0].Ladder.Places() {
		r.balance(balances, r.Sides[0].Ladder.PlaceName(place), func(b pushpull.Result) (pushpull.Row, pushpull.Key) {
			for i, row := range b.Parts[pushpull.ByStage] {
				if row.Code() == place {
					return row, pushpull.Key{Part: pushpull.ByStage, Row: i, Class: pushpull.Both}
				}
			}
			return pushpull.Row{Index: math.NaN()}, pushpull.Key{Part: pushpull.ByStage, Row: -1}
		})
	}
}

func (r *Result) balance(balances [2]pushpull.Result, name message.Message, of func(pushpull.Result) (pushpull.Row, pushpull.Key)) {
	out := Row{Part: Pull, Name: name, P: math.NaN()}
	var rows [2]pushpull.Row
	for i, b := range balances {
		var key pushpull.Key
		rows[i], key = of(b)
		out.Sides[i] = Figure{rows[i].Index, rows[i].N()}
		out.people[i] = func() []eventlog.CustomerIndex {
			_, who := b.Contacts(key)
			return who
		}
	}
	if rows[0].N()+rows[1].N() == 0 {
		return
	}
	out.Diff = out.Sides[1].Value - out.Sides[0].Value
	low, high := interval.ClusteredDifference(rows[0].Clusters, rows[1].Clusters)
	out.Low, out.High = 2*low, 2*high // the index is 2 x share - 1
	r.Rows = append(r.Rows, out)
}

// Members lists the customers behind a figure; of moves and stays one for each
// spell counted.
func (r Result) Members(key Key) []eventlog.CustomerIndex {
	if key.Row < 0 || key.Row >= len(r.Rows) || key.Side < 0 || key.Side > 1 {
		return nil
	}
	return r.Rows[key.Row].people[key.Side]()
}

// Everybody lists the customers on either side, each once.
func (r Result) Everybody() []eventlog.CustomerIndex {
	var out []eventlog.CustomerIndex
	first, second := r.Sides[0].Ladder, r.Sides[1].Ladder
	for c := range eventlog.CustomerIndex(first.Log().Customers()) {
		if first.Place(c) != maturity.NotHere || second.Place(c) != maturity.NotHere {
			out = append(out, c)
		}
	}
	return out
}
