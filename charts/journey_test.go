package charts

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"cxworkbench/data"
	"cxworkbench/data/analysis"
	"cxworkbench/data/analysis/alignment"
	"cxworkbench/data/analysis/compare"
	"cxworkbench/data/analysis/drivers"
	"cxworkbench/data/analysis/dwell"
	"cxworkbench/data/analysis/maturity"
	"cxworkbench/data/analysis/pushpull"
	"cxworkbench/data/analysis/transitions"
	"cxworkbench/data/eventlog"
	"cxworkbench/data/message"
	"cxworkbench/resources/look"
)

// journeyLog is a log of 160 customers on the seven stages, moved up and back by
// hand over two years, some of whom left, with contacts of each class on three
// channels.
func journeyLog() *eventlog.Log {
	asOf := data.DayOf(2026, 10, 17)
	staged := append([]data.Stage(nil), stages...)
	for i := range staged {
		staged[i].ID = int64(10 + i)
	}
	builder, err := eventlog.NewBuilder(data.Settings{Zone: "UTC", WeekStart: time.Monday, Currency: "EUR", AsOf: asOf}, 7, eventlog.Dictionaries{
		Activities: []data.Activity{
			{ID: 1, Name: "Order", Kind: data.KindPurchase, Push: data.PushPull}, {ID: 2, Name: "Mailing", Push: data.PushPush},
			{ID: 3, Name: "Receipt", Push: data.PushTransactional},
		},
		Channels: []data.Channel{{ID: 1, Name: "Shop"}, {ID: 2, Name: "E-mail"}, {ID: 3, Name: "Phone"}}, Stages: staged,
	})
	if err != nil {
		panic(err)
	}
	random := rand.New(rand.NewPCG(2, 9))
	touches, changes := int64(0), int64(0)
	for id := int64(1); id <= 160; id++ {
		builder.Customer(id, fmt.Sprint("Customer ", id), nil)
		day, rank := asOf-data.Day(100+random.IntN(630)), int64(random.IntN(2))
		begun := day
		for day <= asOf {
			touches, changes = touches+1, changes+1
			builder.Interaction(&data.Interaction{
				ID: touches, CustomerID: id, ActivityID: int64(1 + random.IntN(3)), ChannelID: int64(random.IntN(4)), When: data.OnDay(day),
				Amount: data.Money(random.IntN(9000)), HasAmount: true,
			})
			builder.StageChange(&data.StageChange{ID: changes, CustomerID: id, StageID: 10 + rank, Day: day})
			rank = min(6, max(0, rank+int64([]int{-1, 1, 1, 1, 2}[random.IntN(5)])))
			day += data.Day(20 + random.IntN(160))
		}
		if id%5 == 0 {
			builder.Subscription(&data.Subscription{ID: id, CustomerID: id, Start: begun, End: asOf - data.Day(random.IntN(60))})
		}
	}
	log, err := builder.Log()
	if err != nil {
		panic(err)
	}
	return log
}

// journey are the results of that log.
var journey = func() (r struct {
	ladder      maturity.Result
	transitions transitions.Result
	dwell       dwell.Result
	pushpull    pushpull.Result
	drivers     drivers.Result
	alignment   alignment.Result
	compare     compare.Result
}) {
	log, ctx := journeyLog(), context.Background()
	q := analysis.Everyone(log.Settings.AsOf)
	spec := made(maturity.Default(log))
	r.ladder = made(maturity.Build(ctx, log, q, spec))
	r.transitions = made(transitions.Build(ctx, r.ladder, q))
	r.dwell = made(dwell.Build(ctx, r.ladder, q, dwell.Default()))
	r.pushpull = made(pushpull.Build(ctx, r.ladder, q))
	r.drivers = made(drivers.Build(ctx, r.ladder, q, drivers.Default()))
	judged := alignment.Spec{Judged: true, Roles: []alignment.Role{
		{Stage: "Attraction", Role: "Analysis of data", Needed: true, InPlace: true, Used: true}, {Stage: "Alignment", Role: "Collaboration", Needed: true, InPlace: true},
		{Stage: "Conversion", Role: "Automation", Needed: true}, {Stage: "Partnership", Role: "Shared innovation", Needed: true},
	}}
	r.alignment = alignment.Build(r.ladder, q, judged)
	then := analysis.Everyone(log.Settings.AsOf.AddMonths(-6))
	before := compare.Side{Name: message.Verbatim("six months ago"), Ladder: made(maturity.Build(ctx, log, then, spec)), Query: then}
	r.compare = made(compare.Build(ctx, before, compare.Side{Name: message.Verbatim("now"), Ladder: r.ladder, Query: q}))
	return r
}()

// shaped gives the drivers of which nothing is known a score, so that there is a
// shape to draw.
func shaped(r drivers.Result) drivers.Result {
	r.Scores = slices.Clone(r.Scores)
	for i := range r.Scores[:4] {
		if math.IsNaN(r.Scores[i].Value) {
			r.Scores[i].Value = float64(90 - 20*i)
		}
	}
	return r
}

// journeyGoldens are those of these charts that are kept as pictures.
var journeyGoldens = []string{"transitions", "dwell", "push-pull", "push-pull-months", "drivers", "drivers-radar", "drivers-trend", "alignment", "compare"}

func init() {
	for name, chart := range map[string]func(Options) Scene{
		"transitions":      func(o Options) Scene { return Transitions(journey.transitions, o) },
		"dwell":            func(o Options) Scene { return Dwell(journey.dwell, o) },
		"push-pull":        func(o Options) Scene { return PushPull(journey.pushpull, o) },
		"push-pull-months": func(o Options) Scene { return PushPullMonths(journey.pushpull, o) },
		"drivers":          func(o Options) Scene { return Drivers(journey.drivers, o) },
		"drivers-radar":    func(o Options) Scene { return DriversRadar(shaped(journey.drivers), o) },
		"drivers-trend":    func(o Options) Scene { return DriversTrend(journey.drivers, o) },
		"alignment":        func(o Options) Scene { return Alignment(journey.alignment, o) },
		"compare":          func(o Options) Scene { return Compare(journey.compare, o) },
	} {
		drawn[name] = chart
	}
}

// Every part of every chart opens as its result says, and a part that says a number
// above 0 opens somebody.
func TestEveryNumberOfTheJourneyOpens(t *testing.T) {
	opened := 0
	for _, name := range journeyGoldens {
		for _, region := range drawn[name](options(look.Light, 1280, 1100)).Regions {
			got, want := 0, 0
			switch key := region.Target.(type) {
			case nil:
				continue
			case transitions.Key:
				got, want = len(journey.transitions.Members(key)), journeySpells(key)
			case dwell.Key:
				got, want = len(journey.dwell.Members(key)), journeyStays(key)
			case pushpull.Key:
				row := journey.pushpull.Total
				if key.Part != pushpull.All {
					row = journey.pushpull.Parts[key.Part][key.Row]
				}
				got, _ = journey.pushpull.Contacts(key)
				want = row.N()
			case drivers.Key:
				got, _ = journey.drivers.Cases(key)
				for _, score := range journey.drivers.Scores {
					if score.Driver == key.Driver {
						want = score.Cases[key.Outcome]
					}
				}
			case compare.Key:
				row := journey.compare.Rows[key.Row]
				if row.Part != compare.Stages {
					continue
				}
				side := row.Sides[key.Side]
				got, want = len(journey.compare.Members(key)), int(side.Value*float64(side.N)+.5)
			case int:
				got, want = len(journey.alignment.Members(key)), journey.alignment.Rows[key].People
			default:
				t.Errorf("%s: %q has the target %T", name, region.Tooltip, key)
			}
			if got != want {
				t.Errorf("%s: %q opens %d, want %d", name, region.Tooltip, got, want)
			}
			opened += got
		}
	}
	if opened == 0 {
		t.Error("nothing opens")
	}
}

// journeySpells counts the spells of a cell.
func journeySpells(key transitions.Key) int {
	for _, row := range journey.transitions.Rows {
		if row.Place != key.From {
			continue
		}
		switch key.To {
		case transitions.Still:
			return row.Open
		case transitions.Anywhere:
			return row.Ended
		}
		for _, cell := range row.Cells {
			if cell.To == key.To {
				return cell.Spells
			}
		}
	}
	return 0
}

// journeyStays counts the stays that a number of time in stage is of.
func journeyStays(key dwell.Key) int {
	for _, row := range journey.dwell.Rows {
		if row.Rank == key.Rank {
			return row.Curve.N
		}
	}
	return 0
}

// Contacts of one month have no course, which is another thing than no contacts.
func TestContactsOfOneMonthHaveNoCourse(t *testing.T) {
	r := journey.pushpull
	r.Parts = map[pushpull.Part][]pushpull.Row{pushpull.ByMonth: journey.pushpull.Parts[pushpull.ByMonth][:1]}
	if said := PushPullMonths(r, options(look.Light, 640, 400)).Summary; !strings.Contains(said, "one month") {
		t.Errorf("%q", said)
	}
}
