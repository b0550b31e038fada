// Package transitions answers: from which stage do relationships go where?
// Definition C.14, the embedded chain of ended spells.
//
// Count and list come from one function: (*Result).key decides what a cell
// counts, for Build and for Members alike.
package transitions

import (
	"context"
	"math"
	"slices"

	"cxworkbench/data"
	"cxworkbench/data/analysis"
	"cxworkbench/data/analysis/interval"
	"cxworkbench/data/analysis/maturity"
	"cxworkbench/data/eventlog"
	"cxworkbench/data/message"
)

// Move is the way of a spell's end.
type Move string

// The moves that are listed beside the matrix. Those on and away from the ladder
// are none of them.
const (
	Up   Move = "up"   // to a higher stage
	Skip Move = "skip" // up by more than one rank
	Back Move = "back" // to a lower stage
)

// Anywhere as the To of a Key means all ended spells of the row; Still, those
// that last.
const (
	Anywhere = math.MaxInt
	Still    = math.MaxInt - 1
)

// Key names a number of the matrix: the spells of a place that ended in another.
type Key struct{ From, To int }

// Moves is the target of all moves of a kind.
type Moves struct{ Kind Move }

// Cell is one kind of move.
type Cell struct {
	To        int // place
	Spells    int
	Share     float64 // of the ended spells of the row; NaN where none ended
	Low, High float64 // its Wilson interval
}

// Row is a place that spells end in.
type Row struct {
	Place int
	Ended int
	Open  int    // spells that last at the as-of date; in no share
	Cells []Cell // by place, as Result.Columns
}

// Result is the matrix. It is immutable.
type Result struct {
	AsOf, From   data.Day
	Revision     int64
	N            int // customers on the ladder
	Ended, Open  int // spells
	Ups          int
	Skips, Backs int
	Columns      []int // places that a spell ends by moving to
	Rows         []Row // of the places that somebody was in
	Definition   message.Message
	Finding      message.Message

	ladder maturity.Result
	from   data.Day
}

// Build counts the moves on a ladder. Of the query only From counts, which
// leaves out what ended before; the ladder has the rest in it. A ladder whose
// dates come from tenure has no moves to count and is refused (CodeNoData).
func Build(ctx context.Context, ladder maturity.Result, q analysis.Query) (Result, error) {
	if err := Check(ladder); err != nil {
		return Result{}, err
	}
	counter, err := maturity.Count(ctx, ladder, func() *Counter { return NewCounter(ladder, q) })
	if err != nil {
		return Result{}, err
	}
	r := counter.Result()
	r.Definition, r.Finding = r.definition(q), r.finding()
	return r, nil
}

// Check refuses a ladder that has no moves to count.
func Check(ladder maturity.Result) error {
	if ladder.Derived {
		return data.Errorf(data.CodeNoData, "The dates come from tenure, so it is not known when anybody moved; import the contacts or purchases with their dates.")
	}
	return nil
}

// Counter counts spells by cell; it is a maturity.Counter.
type Counter struct {
	result Result
	places []int
	cells  []int // by place from Left, then by where to from Left, Still last
}

// NewCounter makes a Counter of the spells of a ladder, for one goroutine.
func NewCounter(ladder maturity.Result, q analysis.Query) *Counter {
	places := ladder.Places()
	return &Counter{
		result: Result{AsOf: ladder.AsOf, From: q.From, Revision: ladder.Revision, N: ladder.N, ladder: ladder, from: q.From},
		places: places, cells: make([]int, len(places)*(len(places)+1)),
	}
}

// Take counts a spell.
func (c *Counter) Take(s maturity.Spell) {
	if key, ok := c.result.key(s); ok {
		*c.of(key)++
	}
}

// Join adds what another counter counted.
func (c *Counter) Join(later *Counter) {
	for i, n := range later.cells {
		c.cells[i] += n
	}
}

func (c *Counter) of(k Key) *int {
	to := len(c.places)
	if k.To != Still {
		to = k.To - maturity.Left
	}
	return &c.cells[(k.From-maturity.Left)*(len(c.places)+1)+to]
}

// Result gives the matrix of what was counted, without its words.
func (c *Counter) Result() Result {
	r := c.result
	r.fill(c)
	return r
}

// key gives the cell that a spell is counted in; none where it ended too early.
func (r *Result) key(s maturity.Spell) (Key, bool) {
	if s.Open() {
		return Key{s.Place, Still}, true
	}
	return Key{s.Place, s.Next}, !r.from.Known() || s.End >= r.from
}

// holds reports whether a number counts what is in a cell.
func (k Key) holds(cell Key) bool {
	return k == cell || k.To == Anywhere && k.From == cell.From && cell.To != Still
}

// way says which way the spells of a cell went, of a stage to another stage.
func (k Key) way() Move {
	switch {
	case k.To >= Still || k.From < 0 || k.To < 0:
		return ""
	case k.To < k.From:
		return Back
	case k.To > k.From+1:
		return Skip
	}
	return Up
}

func (r *Result) fill(c *Counter) {
	for _, to := range c.places {
		if slices.ContainsFunc(c.places, func(from int) bool { return *c.of(Key{from, to}) > 0 }) {
			r.Columns = append(r.Columns, to)
		}
	}
	for _, from := range c.places {
		row := Row{Place: from, Open: *c.of(Key{from, Still})}
		for _, to := range r.Columns {
			row.Ended += *c.of(Key{from, to})
		}
		r.Ended, r.Open = r.Ended+row.Ended, r.Open+row.Open
		if row.Ended+row.Open == 0 {
			continue
		}
		for _, to := range r.Columns {
			cell := Cell{To: to, Spells: *c.of(Key{from, to}), Share: math.NaN()}
			switch (Key{from, to}).way() {
			case Skip:
				r.Skips += cell.Spells
				r.Ups += cell.Spells
			case Up:
				r.Ups += cell.Spells
			case Back:
				r.Backs += cell.Spells
			}
			if row.Ended > 0 {
				cell.Share = float64(cell.Spells) / float64(row.Ended)
			}
			cell.Low, cell.High = interval.Wilson(cell.Spells, row.Ended)
			row.Cells = append(row.Cells, cell)
		}
		r.Rows = append(r.Rows, row)
	}
}

// Members lists the customers of a Key or of Moves, one for each spell counted.
// A target of another type has none.
func (r Result) Members(target any) []eventlog.CustomerIndex {
	var out []eventlog.CustomerIndex
	for s := range r.ladder.Spells() {
		key, ok := r.key(s)
		if !ok {
			continue
		}
		switch want := target.(type) {
		case Key:
			ok = want.holds(key)
		case Moves:
			way := key.way()
			ok = way == want.Kind || want.Kind == Up && way == Skip
		default:
			ok = false
		}
		if ok {
			out = append(out, s.Customer)
		}
	}
	return out
}

// PlaceName names a place: a stage, no stage yet, or left.
func (r Result) PlaceName(place int) message.Message { return r.ladder.PlaceName(place) }

// Everybody lists the customers on the ladder, each once.
func (r Result) Everybody() []eventlog.CustomerIndex { return r.ladder.Everybody() }
