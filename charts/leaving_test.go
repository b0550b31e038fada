package charts

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"cxworkbench/data"
	"cxworkbench/data/analysis"
	"cxworkbench/data/analysis/btyd"
	"cxworkbench/data/analysis/churn"
	"cxworkbench/data/analysis/cohort"
	"cxworkbench/data/analysis/cox"
	"cxworkbench/data/analysis/firstvalue"
	"cxworkbench/data/analysis/lifecycle"
	"cxworkbench/data/analysis/reasons"
	"cxworkbench/data/analysis/rfm"
	"cxworkbench/data/analysis/survival"
	"cxworkbench/data/eventlog"
	"cxworkbench/data/message"
	"cxworkbench/resources/look"
)

// leaversLog is a log of 240 subscribers in two plans, of whom many leave, for
// four reasons or none on record; most use what they have, and some buy.
func leaversLog() *eventlog.Log {
	asOf := data.DayOf(2026, 10, 17)
	builder, err := eventlog.NewBuilder(data.Settings{Zone: "UTC", WeekStart: time.Monday, Currency: "EUR", AsOf: asOf}, 7, eventlog.Dictionaries{
		Activities: []data.Activity{{ID: 1, Name: "Order", Kind: data.KindPurchase}, {ID: 2, Name: "Use", Kind: data.KindUsage}}, Stages: stages,
		Reasons: []data.LeaveReason{{ID: 1, Name: "Price"}, {ID: 2, Name: "Moved away"}, {ID: 3, Name: "Competitor"}, {ID: 4, Name: "Quality"}},
	})
	if err != nil {
		panic(err)
	}
	random := rand.New(rand.NewPCG(5, 11))
	row := int64(0)
	on := func(id, activity int64, day data.Day, amount data.Money) {
		row++
		builder.Interaction(&data.Interaction{ID: row, CustomerID: id, ActivityID: activity, When: data.OnDay(day), Amount: amount, HasAmount: amount > 0})
	}
	on(1, 2, asOf-900, 0)
	for id := int64(1); id <= 240; id++ {
		plan := []string{"Monthly", "Two years"}[id%2]
		builder.Customer(id, fmt.Sprint("Customer ", id), map[string]string{"Plan": plan, "Region": []string{"North", "South", "West"}[random.IntN(3)]})
		start := asOf - data.Day(60+random.IntN(700))
		subscription := data.Subscription{ID: id, CustomerID: id, Start: start, End: data.NoDay, Monthly: data.Money(1000 + 10*random.IntN(400)), HasMonthly: true}
		if end := start + data.Day(random.ExpFloat64()*float64(200+400*(id%2))); end <= asOf {
			subscription.End, subscription.ReasonID = end, int64(random.IntN(5))
		}
		builder.Subscription(&subscription)
		for range random.IntN(4) {
			on(id, 2, start+data.Day(random.IntN(60)), 0)
		}
		for range random.IntN(6) {
			on(id, 1, start+data.Day(random.IntN(int(asOf-start))), data.Money(500+random.IntN(9000)))
		}
	}
	log, err := builder.Log()
	if err != nil {
		panic(err)
	}
	return log
}

// leaving are the results of that log.
var leaving = func() (r struct {
	churn     churn.Result
	survival  survival.Result
	cox       cox.Result
	lifecycle lifecycle.Result
	reasons   reasons.Result
	first     firstvalue.Result
	rfm       rfm.Result
	btyd      btyd.Result
	cohorts   cohort.Result
}) {
	log, ctx := leaversLog(), context.Background()
	q := analysis.Everyone(log.Settings.AsOf)
	r.churn = made(churn.Build(ctx, log, q, churn.Definition{Rule: churn.Inactivity, Days: 100}))
	spec := survival.Default(log)
	spec.By = "Plan"
	r.survival = made(survival.Build(ctx, log, q, spec))
	r.cox = made(cox.Build(ctx, log, q, cox.Spec{On: []string{"Plan", "Region", cox.Amount}}))
	r.lifecycle = made(lifecycle.Build(ctx, log, q, lifecycle.Default(log)))
	r.reasons = made(reasons.Build(ctx, log, q, reasons.Default(log)))
	r.first = made(firstvalue.Build(ctx, log, q, firstvalue.Default(log)))
	r.rfm = made(rfm.Build(ctx, log, q, rfm.Default()))
	buying := btyd.Default()
	buying.Penalty = .01
	r.btyd = made(btyd.Build(ctx, log, q, buying))
	by := cohort.Default(log)
	by.By = "Plan"
	r.cohorts = made(cohort.Build(ctx, log, q, by))
	return r
}()

func made[R any](r R, err error) R {
	if err != nil {
		panic(err)
	}
	return r
}

func init() {
	for name, chart := range map[string]func(Options) Scene{
		"churn-definition": func(o Options) Scene { return ChurnStates(leaving.churn, o) },
		"churn-days":       func(o Options) Scene { return ChurnDays(leaving.churn, o) },
		"survival":         func(o Options) Scene { return Survival(leaving.survival, o) },
		"survival-groups":  func(o Options) Scene { return SurvivalGroups(leaving.survival, 500, o) },
		"survival-hazard":  func(o Options) Scene { return Hazard(leaving.survival, o) },
		"forest":           func(o Options) Scene { return Forest(leaving.cox, o) },
		"lifecycle":        func(o Options) Scene { return Lifecycle(leaving.lifecycle, o) },
		"reasons":          func(o Options) Scene { return Reasons(leaving.reasons, o) },
		"incidence":        func(o Options) Scene { return Incidence(leaving.reasons, o) },
		"first-value":      func(o Options) Scene { return FirstValueFunnel(leaving.first, o) },
		"first-value-days": func(o Options) Scene { return FirstValueCurve(leaving.first, o) },
		"rfm":              func(o Options) Scene { return RFM(leaving.rfm, o) },
		"rfm-segments":     func(o Options) Scene { return RFMSegments(leaving.rfm, o) },
		"btyd":             func(o Options) Scene { return Alive(leaving.btyd, o) },
		"btyd-tracking":    func(o Options) Scene { return Tracking(leaving.btyd, o) },
		"retention":        func(o Options) Scene { return Retention(leaving.cohorts, o) },
		"retention-many":   func(o Options) Scene { return Retention(cohorts(36), o) },
	} {
		drawn[name] = chart
	}
}

// leavingGoldens are those of these charts that are kept as pictures.
var leavingGoldens = []string{
	"churn-definition", "churn-days", "survival", "survival-groups", "forest", "lifecycle", "reasons", "incidence", "first-value-days", "rfm", "btyd", "btyd-tracking", "retention",
}

// members lists who stands behind a target of one of these charts.
func members(target any) []eventlog.CustomerIndex {
	switch key := target.(type) {
	case ChurnPart:
		return key.Members(leaving.churn)
	case survival.Key:
		return leaving.survival.Members(key)
	case cox.Key:
		return leaving.cox.Members(key)
	case LifecycleCell:
		return leaving.lifecycle.Members(key.Period, key.Class)
	case ReasonPart:
		return leaving.reasons.Members(key.Reason)
	case IncidencePart:
		return leaving.reasons.IncidenceMembers(key.Curve, key.T)
	case firstvalue.Step:
		return leaving.first.Members(key)
	case UsedBy:
		return leaving.first.UsedBy(key.Days)
	case RFMCell:
		return leaving.rfm.Members(key.Recency, key.Frequency)
	case rfm.Segment:
		return leaving.rfm.SegmentMembers(key)
	case AliveBand:
		return leaving.btyd.Members(key.Band)
	case TrackingWeek:
		return leaving.btyd.TrackingMembers(key.Week)
	}
	return nil
}

// Each part of each chart says how many people it opens.
func TestEveryNumberAboutLeavingOpensToItsPeople(t *testing.T) {
	for _, name := range []string{
		"churn-definition", "churn-days", "survival", "survival-groups", "survival-hazard", "forest", "lifecycle", "reasons", "incidence",
		"first-value", "first-value-days", "rfm", "rfm-segments", "btyd", "btyd-tracking",
	} {
		t.Run(name, func(t *testing.T) {
			o := options(look.Light, 1280, 800)
			regions := drawn[name](o).Regions
			if len(regions) < 2 {
				t.Fatalf("only %d parts", len(regions))
			}
			for _, region := range regions {
				n := len(members(region.Target))
				said := " " + o.Printer.Int(int64(n)) + " "
				if strings.HasSuffix(region.Tooltip, " left then") {
					said = ";" + said + "of " // not those at risk
				}
				if !strings.Contains(" "+region.Tooltip, said) {
					t.Errorf("%v opens %d people, but says %q", region.Target, n, region.Tooltip)
				}
			}
		})
	}
}

// Every bar, step and cell is in the right place of its axis.
func TestTheLifecycleStandsAroundZero(t *testing.T) {
	s := Lifecycle(leaving.lifecycle, options(look.Light, 1280, 800))
	byPart := byTarget(s)
	for target, region := range byPart {
		cell := target.(LifecycleCell)
		if cell.Class == lifecycle.Dormant {
			continue
		}
		below, ok := byPart[LifecycleCell{cell.Period, lifecycle.Dormant}]
		if ok && region.Bounds.Max.Y > below.Bounds.Min.Y+2 {
			t.Errorf("%v reaches below zero", cell)
		}
	}
}

func TestRatiosAreWrittenWithThreeDigits(t *testing.T) {
	german, err := message.For("de")
	if err != nil {
		t.Fatal(err)
	}
	if got := (&frame{o: Options{Printer: german}}).ratioText(12345); got != "1,2e+04" {
		t.Errorf("in German %q", got)
	}
	f := &frame{o: Options{Printer: message.English()}}
	for v, want := range map[float64]string{1: "1.00", .9962: "0.996", .0196: "0.0196", 12.34: "12.3", 1234: "1,234", 12345: "1.2e+04", 2e7: "2e+07", .00001: "1e-05", math.NaN(): "–"} {
		if got := f.ratioText(v); got != want {
			t.Errorf("%v is written %q, want %q", v, got, want)
		}
	}
	rows := []cox.Row{{Term: cox.Term{Low: .0143, High: .0267}}}
	if ticks := ratioScale(rows, 5); ticks[0] > .0143 || ticks[len(ticks)-1] < 1 || len(ticks) > 5 {
		t.Errorf("the scale is %v", ticks)
	}
}
