package charts

import (
	"context"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"cxworkbench/data"
	"cxworkbench/data/analysis"
	"cxworkbench/data/analysis/coverage"
	"cxworkbench/data/analysis/exceptions"
	"cxworkbench/data/analysis/maturity"
	"cxworkbench/data/analysis/silence"
	"cxworkbench/data/eventlog"
	"cxworkbench/resources/look"
)

// watchLog is a log of 240 customers on three stages with contacts at touchpoints of
// four categories, tickets with causes, answers, and leavers, more of them after one
// of the causes.
func watchLog() *eventlog.Log {
	asOf := data.DayOf(2026, 10, 17)
	b, err := eventlog.NewBuilder(data.Settings{Zone: "UTC", WeekStart: time.Monday, Currency: "EUR", AsOf: asOf}, 7, eventlog.Dictionaries{
		Stages: []data.Stage{{ID: 1, Name: "Attraction"}, {ID: 2, Name: "Conversion"}, {ID: 3, Name: "Partnership"}},
		Activities: []data.Activity{
			{ID: 1, Name: "Newsletter", Kind: data.KindMarketing}, {ID: 2, Name: "Order", Kind: data.KindPurchase},
			{ID: 3, Name: "Call", Kind: data.KindService}, {ID: 4, Name: "Complaint", Kind: data.KindComplaint},
		},
		Channels: []data.Channel{{ID: 1, Name: "E-mail"}, {ID: 2, Name: "Shop"}, {ID: 3, Name: "Phone"}},
		Touchpoints: []data.Touchpoint{
			{ID: 1, Name: "Campaign", Category: data.CategoryMarketing}, {ID: 2, Name: "Till", Category: data.CategorySales},
			{ID: 3, Name: "Help desk", Category: data.CategoryService}, {ID: 4, Name: "Fair", Category: data.CategoryMarketing},
		},
		Metrics: []data.Metric{{ID: 1, Name: "CSAT", Low: 1, High: 5}},
	})
	if err != nil {
		panic(err)
	}
	random, row := rand.New(rand.NewPCG(7, 11)), int64(0)
	for id := int64(1); id <= 240; id++ {
		b.Customer(id, fmt.Sprint("Customer ", id), nil)
		first := asOf - data.Day(200+random.IntN(600))
		end := data.NoDay
		if id%4 == 0 {
			end = first + data.Day(30+random.IntN(int(asOf-first)))
		}
		b.StageChange(&data.StageChange{ID: id, CustomerID: id, StageID: 1 + id%3, Day: first})
		every := 5 + random.IntN(60)
		for day := first; day <= asOf-data.Day(random.IntN(200)) && (!end.Known() || day < end); day += data.Day(1 + random.IntN(2*every)) {
			row++
			activity := int64(1 + random.IntN(4))
			b.Interaction(&data.Interaction{
				ID: row, CustomerID: id, ActivityID: activity, TouchpointID: min(activity, 3), ChannelID: min(activity, 3), When: data.OnDay(day),
				Emotion: random.IntN(5) - 2, HasEmotion: true,
			})
			if random.IntN(3) == 0 {
				b.Response(&data.Response{ID: row, CustomerID: id, MetricID: 1, When: data.OnDay(day + 1), Score: float64(1 + random.IntN(5))})
			}
		}
		if id%3 == 0 {
			opened := first + data.Day(20+random.IntN(100))
			cause := []string{"Late", "Broken", "Wrong bill"}[random.IntN(3)]
			if end.Known() && id%8 == 0 {
				opened, cause = end-10, "Broken"
			}
			at := int64(opened) * 86_400_000
			b.Ticket(&data.Ticket{ID: id, CustomerID: id, Opened: at, Cause: cause})
			if random.IntN(3) > 0 {
				b.TicketEvent(&data.TicketEvent{ID: id, TicketID: id, At: at + int64(random.IntN(20))*86_400_000, Status: "Solved"})
			}
		}
		b.Subscription(&data.Subscription{ID: id, CustomerID: id, Start: first, End: end})
	}
	log, err := b.Log()
	if err != nil {
		panic(err)
	}
	return log
}

// watched are the results of that log.
var watched = func() (r struct {
	silence    silence.Result
	exceptions exceptions.Result
	stages     coverage.Result
	channels   coverage.Result
}) {
	log, ctx := watchLog(), context.Background()
	q := analysis.Everyone(log.Settings.AsOf)
	ladder := made(maturity.Build(ctx, log, q, made(maturity.Default(log))))
	r.silence = made(silence.Build(ctx, ladder, q, silence.Default(log)))
	r.exceptions = made(exceptions.Build(ctx, ladder, q, exceptions.Default(log)))
	r.stages = made(coverage.Build(ctx, ladder, q, coverage.Default()))
	r.channels = made(coverage.Build(ctx, ladder, q, coverage.Spec{Axis: coverage.ByChannel}))
	return r
}()

// watchGoldens are those of these charts that are kept as pictures.
var watchGoldens = []string{"silence", "exceptions", "exceptions-recovered", "exceptions-recovery", "exceptions-scores", "exceptions-emotions", "coverage", "coverage-channels"}

func init() {
	for name, chart := range map[string]func(Options) Scene{
		"silence":              func(o Options) Scene { return Silence(watched.silence, o) },
		"exceptions":           func(o Options) Scene { return ExceptionsLeaving(watched.exceptions, o) },
		"exceptions-recovered": func(o Options) Scene { return ExceptionsRecovered(watched.exceptions, o) },
		"exceptions-recovery":  func(o Options) Scene { return ExceptionsRecovery(watched.exceptions, o) },
		"exceptions-scores":    func(o Options) Scene { return ExceptionsScores(watched.exceptions, o) },
		"exceptions-emotions":  func(o Options) Scene { return ExceptionsEmotions(watched.exceptions, o) },
		"coverage":             func(o Options) Scene { return Coverage(watched.stages, o) },
		"coverage-channels":    func(o Options) Scene { return Coverage(watched.channels, o) },
	} {
		drawn[name] = chart
	}
}

// Every part of every chart opens as many people as its result says.
func TestEveryNumberOfTheWatchOpens(t *testing.T) {
	for _, name := range watchGoldens {
		opened := 0
		inventory := watched.stages
		if name == "coverage-channels" {
			inventory = watched.channels
		}
		for _, region := range drawn[name](options(look.Light, 1280, 900)).Regions {
			got, want := 0, 0
			switch key := region.Target.(type) {
			case silence.Key:
				got, want = len(watched.silence.Members(key)), silent(key)
			case exceptions.Key:
				row, _ := watched.exceptions.Row(key.Row)
				got = len(watched.exceptions.Members(key))
				want = map[exceptions.Group]int{
					exceptions.All: row.Failures, exceptions.Open: row.Open, exceptions.Left: row.Left, exceptions.Scored: row.Score.N, exceptions.Felt: row.Emotion.N,
				}[key.Group]
			case coverage.Key:
				cell, _ := inventory.Cell(key)
				got, want = len(inventory.Members(key)), cell.People
			default:
				t.Errorf("%s: %q has the target %T", name, region.Tooltip, key)
			}
			if got != want {
				t.Errorf("%s: %q opens %d, want %d", name, region.Tooltip, got, want)
			}
			opened += got
		}
		if opened == 0 {
			t.Errorf("%s: nothing opens", name)
		}
	}
}

// silent is what the result says of a key.
func silent(key silence.Key) int {
	for _, row := range watched.silence.Rows {
		switch {
		case row.Place != key.Place:
		case key.Band != silence.AnyBand:
			return row.Bands[key.Band]
		case key.Whole:
			return row.People
		default:
			return row.States[key.State]
		}
	}
	return -1
}
