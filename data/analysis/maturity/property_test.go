package maturity

import (
	"context"
	"math"
	"runtime"
	"testing"

	"pgregory.net/rapid"

	"cxworkbench/data"
	"cxworkbench/data/analysis"
	"cxworkbench/data/eventlog"
)

var propertyFirst = day("2023-11-10")

func drawDay(t *rapid.T, what string) data.Day {
	return propertyFirst + data.Day(rapid.IntRange(0, 500).Draw(t, what))
}

func drawRecords(t *rapid.T) records {
	r := records{customers: rapid.IntRange(1, 5).Draw(t, "customers")}
	customer := func() int64 { return int64(rapid.IntRange(1, r.customers).Draw(t, "customer")) }
	for range rapid.IntRange(0, 40).Draw(t, "interactions") {
		r.interactions = append(r.interactions, data.Interaction{
			CustomerID: customer(), ActivityID: int64(rapid.IntRange(1, 7).Draw(t, "activity")),
			When:      data.OnDay(drawDay(t, "day")),
			HasAmount: true, Amount: data.Money(rapid.IntRange(-20, 100).Draw(t, "amount")),
		})
	}
	for range rapid.IntRange(0, 12).Draw(t, "subscriptions") {
		s := data.Subscription{CustomerID: customer(), Start: drawDay(t, "start"), End: data.NoDay}
		if rapid.Bool().Draw(t, "ended") {
			s.End = s.Start + data.Day(rapid.SampledFrom([]int{-3, 0, 1, 20, 120}).Draw(t, "length")) // also before its start, as exports have it
		}
		r.subscriptions = append(r.subscriptions, s)
	}
	for range rapid.IntRange(0, 8).Draw(t, "changes") {
		r.changes = append(r.changes, data.StageChange{
			CustomerID: customer(), StageID: int64(10 + rapid.IntRange(0, 6).Draw(t, "stage")), Day: drawDay(t, "changed"),
		})
	}
	return r
}

// drawReturn adds, every other time, an order that is returned on a later day.
func drawReturn(t *rapid.T, r *records) {
	if !rapid.Bool().Draw(t, "returned") {
		return
	}
	customer, on := int64(rapid.IntRange(1, r.customers).Draw(t, "customer")), drawDay(t, "ordered")
	for _, line := range []struct {
		after  data.Day
		amount data.Money
	}{{0, 50}, {data.Day(rapid.IntRange(1, 200).Draw(t, "days until")), -50}} {
		r.interactions = append(r.interactions, data.Interaction{
			CustomerID: customer, ActivityID: 4, When: data.OnDay(on + line.after), OrderRef: "returned", HasAmount: true, Amount: line.amount,
		})
	}
}

func drawQuery(t *rapid.T, customers int) analysis.Query {
	q := analysis.Everyone(drawDay(t, "as of"))
	if rapid.Bool().Draw(t, "filtered") {
		q.Filter.Keep = make([]bool, customers)
		for i := range q.Filter.Keep {
			q.Filter.Keep[i] = rapid.Bool().Draw(t, "kept")
		}
	}
	return q
}

// Stages, no stage and left add up to those who are here, on every date, and a
// cell lists as many as it counts.
func TestSumsAndMembers(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		made := drawRecords(rt)
		log := made.log(t)
		q := drawQuery(rt, made.customers)
		r := build(t, log, q)

		kept := 0
		for c := range eventlog.CustomerIndex(made.customers) {
			if q.Keeps(c) {
				kept++
			}
		}
		check := func(place, month, want int) int {
			members := r.Members(Cell{place, month})
			if len(members) != want {
				rt.Fatalf("place %d in month %d counts %d and lists %d", place, month, want, len(members))
			}
			for _, c := range members {
				if !q.Keeps(c) || month == AsOf && r.Place(c) != place {
					rt.Fatalf("place %d in month %d lists customer %d, who is in %d", place, month, c, r.Place(c))
				}
			}
			return want
		}
		for m, month := range r.Months {
			sum := check(NoStage, m, month.NoStage) + check(Left, m, month.Left)
			for rank, people := range month.People {
				sum += check(rank, m, people)
			}
			check(NotHere, m, kept-sum)
		}
		sum := check(NoStage, AsOf, r.NoStage) + check(Left, AsOf, r.Left)
		for rank, row := range r.Rows {
			sum += check(rank, AsOf, row.People)
		}
		check(NotHere, AsOf, kept-sum)
		if sum != r.N {
			rt.Fatalf("the stages add up to %d of %d", sum, r.N)
		}
	})
}

// On every day somebody is Left exactly when the log says so.
func TestLeftAsTheLogSays(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		made := drawRecords(rt)
		log := made.log(t)
		r := build(t, log, analysis.Everyone(propertyFirst+650))
		for c := range eventlog.CustomerIndex(made.customers) {
			for d := propertyFirst - 1; d <= r.AsOf; d++ {
				_, left := log.LeftBy(c, d)
				if got := r.placeOn(c, d); (got == Left) != left {
					rt.Fatalf("customer %d on %s is in %d, and left is %v", c, d, got, left)
				}
			}
		}
	})
}

// The value of a customer, month by month, from its definition.
func TestValuesAgreeWithANaiveSum(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		made := drawRecords(rt)
		log := made.log(t)
		q := drawQuery(rt, made.customers)
		r := build(t, log, q)
		for m, month := range r.Months {
			var weight, ranks float64
			negatives := 0
			worth := map[int8]data.Money{}
			for c := range eventlog.CustomerIndex(made.customers) {
				var value data.Money
				for _, in := range made.interactions {
					if in.CustomerID == int64(c+1) && in.When.Day <= month.At && in.When.Day > month.At.AddMonths(-12) {
						value += in.Amount
					}
				}
				if m == len(r.Months)-1 && q.Keeps(c) && r.Place(c) != NotHere && r.Value(c) != value {
					rt.Fatalf("customer %d is worth %d, want %d", c, r.Value(c), value)
				}
				if q.Keeps(c) && r.Basis == ValueAmounts {
					worth[r.placeOn(c, month.At)] += value
				}
				if place := r.placeOn(c, month.At); q.Keeps(c) && place >= 0 {
					weight += max(0, float64(value))
					ranks += max(0, float64(value)) * float64(place)
					if value < 0 {
						negatives++
					}
				}
			}
			for rank, value := range month.Values {
				if value != worth[int8(rank)] || month.NoStageValue != worth[NoStage] {
					rt.Fatalf("stage %d is worth %d on %s and those without %d, want %v", rank, value, month.At, month.NoStageValue, worth)
				}
			}
			if len(made.interactions) == 0 {
				weight = 0 // the basis is another
			}
			want := 100 * ranks / weight / 6
			if got := month.IndexByValue; got != want && math.Abs(got-want) > 1e-9 || math.IsNaN(got) != math.IsNaN(want) {
				rt.Fatalf("index by value of %s is %v, want %v", month.At, got, want)
			}
			if m == len(r.Months)-1 && negatives != r.NegativeValues {
				rt.Fatalf("%d negative values, want %d", r.NegativeValues, negatives)
			}
		}
	})
}

// The number of processors must not show: many customers go through several
// workers, and each alone through one.
func TestWorkersAgree(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(3))
	log := bigLog(t, 6000)
	r := build(t, log, analysis.Everyone(log.Last))
	spec, err := Default(log)
	if err != nil {
		t.Fatal(err)
	}
	h, err := newHistorian(log, spec, r.AsOf)
	if err != nil {
		t.Fatal(err)
	}
	for c := range eventlog.CustomerIndex(log.Customers()) {
		want, got := h.append(nil, c), r.steps(c)
		if len(got) != len(want) || len(got) > 0 && got[len(got)-1] != want[len(want)-1] {
			t.Fatalf("customer %d: %v, want %v", c, got, want)
		}
	}
	small := r
	small.places = make([]int8, log.Customers())
	line := newTimeline(log, r.AsOf)
	one := newTally(&small, line, true)
	if err := one.work(context.Background(), analysis.Everyone(r.AsOf), 0, log.Customers()); err != nil {
		t.Fatal(err)
	}
	small.summarise(line, one)
	if small.N != r.N || small.NegativeValues != r.NegativeValues || r.NegativeValues == 0 || small.Index != r.Index || small.IndexByValue != r.IndexByValue || small.Months[5].IndexByValue != r.Months[5].IndexByValue {
		t.Error("one worker counts otherwise than several")
	}
}

// Everybody here on the later day went one way, each way lists whom it counts, and
// the index on either day is that of a ladder built for it.
func TestMovementAddsUp(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		made := drawRecords(rt)
		log := made.log(t)
		q := drawQuery(rt, made.customers)
		r := build(t, log, q)
		to := min(r.AsOf, drawDay(rt, "to"))
		from := min(to, drawDay(rt, "from"))
		m := r.Moved(from, to)
		sum := 0
		for _, way := range Ways {
			if got := len(m.Members(way)); got != m.People[way] {
				rt.Fatalf("%s lists %d of %d", way, got, m.People[way])
			}
			sum += m.People[way]
		}
		here := 0
		for c := range eventlog.CustomerIndex(made.customers) {
			if q.Keeps(c) && r.placeOn(c, to) != NotHere {
				here++
			}
		}
		if sum != here {
			rt.Fatalf("%d went some way, %d are here", sum, here)
		}
		then := q
		then.AsOf = from
		if before := build(t, log, then).Index; before != m.Before && !(math.IsNaN(before) && math.IsNaN(m.Before)) {
			rt.Fatalf("the index on %s is %v, a ladder of that day says %v", from, m.Before, before)
		}
	})
}
