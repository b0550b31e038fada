package person_test

import (
	"math"
	"testing"
	"time"

	"cxworkbench/data"
	"cxworkbench/data/analysis"
	"cxworkbench/data/analysis/person"
	"cxworkbench/data/eventlog"
)

var first = data.DayOf(2026, time.January, 1)

func mustLog(t *testing.T, fill func(b *eventlog.Builder)) *eventlog.Log {
	t.Helper()
	b, err := eventlog.NewBuilder(data.Settings{Zone: "UTC", Currency: "EUR"}, 7, eventlog.Dictionaries{
		Activities: []data.Activity{{ID: 1, Name: "Call", Kind: data.KindService}},
		Channels:   []data.Channel{{ID: 1, Name: "phone"}, {ID: 2, Name: "email"}},
		Metrics:    []data.Metric{{ID: 1, Name: "NPS", Kind: data.MetricNPS, High: 10, Direction: data.HighIsGood}, {ID: 2, Name: "Effort", Low: 1, High: 5, Direction: data.LowIsGood}},
	})
	if err != nil {
		t.Fatal(err)
	}
	b.Customer(1, "Ada", nil)
	b.Customer(2, "Cy", nil)
	fill(b)
	log, err := b.Log()
	if err != nil {
		t.Fatal(err)
	}
	return log
}

func mustBuild(t *testing.T, log *eventlog.Log, asOf data.Day, s person.Spec) person.Result {
	t.Helper()
	r, err := person.Build(t.Context(), log, analysis.Everyone(asOf), s, 0)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// touch is a contact of Ada's so many days after the first of January.
func touch(b *eventlog.Builder, id int64, day int, more func(*data.Interaction)) {
	in := data.Interaction{ID: id, CustomerID: 1, ActivityID: 1, When: data.OnDay(first + data.Day(day))}
	if more != nil {
		more(&in)
	}
	b.Interaction(&in)
}

func felt(e int) func(*data.Interaction) {
	return func(in *data.Interaction) { in.Emotion, in.HasEmotion = e, true }
}

func near(t *testing.T, what string, got, want float64) {
	t.Helper()
	if math.Abs(got-want) > 1e-9 {
		t.Errorf("%s is %v, want %v", what, got, want)
	}
}

// By hand, definition C.16 with a = 0.3 after +1, -2, +2, 0, -1:
// 1; 0.3(-2)+0.7(1) = 0.1; 0.6+0.07 = 0.67; 0+0.469; -0.3+0.3283 = 0.0283.
func TestImpressionPeakAndEnd(t *testing.T) {
	log := mustLog(t, func(b *eventlog.Builder) {
		for i, e := range []int{1, -2, 2, 0, -1} {
			touch(b, int64(i+1), i*10, felt(e))
		}
		touch(b, 6, 45, nil)
		touch(b, 7, 60, felt(2)) // after the as-of day
	})
	r := mustBuild(t, log, first+50, person.Default(log))
	for i, want := range []float64{1, 0.1, 0.67, 0.469, 0.0283} {
		near(t, "the impression", r.Felt.Touches[i].Impression, want)
	}
	if r.Felt.Peak != 2 || r.Felt.End != 4 || len(r.Felt.Touches) != 5 || r.Contacts != 6 {
		t.Errorf("peak %d, end %d of %d, %d contacts", r.Felt.Peak, r.Felt.End, len(r.Felt.Touches), r.Contacts)
	}
	near(t, "(peak + end) / 2", r.Felt.PeakEnd, 0.5)
	near(t, "the mean", r.Felt.Mean, 0)
	near(t, "the gap", r.Felt.Gap, 0.5)
	if r.Finding.Key != "person.felt.better" {
		t.Errorf("the finding is %s", r.Finding.Key)
	}
	all := mustBuild(t, log, first+50, person.Spec{Weight: 1, Recent: 90})
	near(t, "with all weight on the last, the impression", all.Felt.Touches[4].Impression, -1)
}

func TestSilenceAgainstItsOwnGaps(t *testing.T) {
	days := []int{0, 0, 10, 20, 30, 40, 50, 60, 70, 80, 100} // gaps: eight of 10, one of 20
	log := mustLog(t, func(b *eventlog.Builder) {
		for i, d := range days {
			touch(b, int64(i+1), d, nil)
		}
	})
	for _, c := range []struct {
		silence int
		rank    float64
		beyond  bool
	}{{0, 0, false}, {10, 4.0 / 9, false}, {15, 8.0 / 9, false}, {20, 8.5 / 9, true}, {21, 1, true}} {
		h := mustBuild(t, log, first+100+data.Day(c.silence), person.Default(log)).Habit
		near(t, "the median gap", h.Median, 10)
		near(t, "the rank", h.Rank, c.rank)
		if h.Gaps != 9 || h.Silence != c.silence || h.Beyond() != c.beyond {
			t.Errorf("silent for %d: %+v, beyond %v", c.silence, h, h.Beyond())
		}
	}
	// A gap fewer is too few, however long the silence.
	h := mustBuild(t, log, first+99, person.Default(log)).Habit
	if h.Enough() || h.Beyond() || h.Says().Key != "person.habit.few" {
		t.Errorf("with %d gaps it says %s", h.Gaps, h.Says().Key)
	}
}

// The prediction interval of 7, 8, 9, 8, 8: mean 8, s = sqrt(0.5), t(4; .975) =
// 2.776445105 (tables), so 8 ± 2.776445105*0.70710678*sqrt(1.2) = 8 ± 2.150625.
func TestAScoreAgainstItsPast(t *testing.T) {
	log := mustLog(t, func(b *eventlog.Builder) {
		for i, s := range []float64{7, 8, 9, 8, 8, 5} {
			b.Response(&data.Response{ID: int64(i + 1), CustomerID: 1, MetricID: 1, When: data.OnDay(first + data.Day(i)), Score: s})
		}
		b.Response(&data.Response{ID: 9, CustomerID: 1, MetricID: 2, When: data.OnDay(first), Score: 5})
	})
	r := mustBuild(t, log, first+30, person.Default(log))
	nps, effort := r.Scores[0], r.Scores[1]
	if nps.Last != 5 || nps.Earlier != 5 || !nps.Unusual() || !nps.LowScore() {
		t.Errorf("NPS is %+v", nps)
	}
	near(t, "the mean before", nps.Mean, 8)
	if math.Abs(nps.Low-5.849375) > 1e-4 || math.Abs(nps.High-10.150625) > 1e-4 {
		t.Errorf("the interval is %v to %v", nps.Low, nps.High)
	}
	if effort.Enough() || !effort.LowScore() || effort.Says().Key != "person.score.first" {
		t.Errorf("effort, where low is good, is %+v: %s", effort, effort.Says().Key)
	}
	early := mustBuild(t, log, first+3, person.Default(log)).Scores[0]
	if early.Last != 8 || early.Enough() || early.Says().Key != "person.score.few" {
		t.Errorf("on the fourth day it is %+v: %s", early, early.Says().Key)
	}
}

func TestChannelsLatelyAgainstBefore(t *testing.T) {
	fill := func(lately int) func(b *eventlog.Builder) {
		return func(b *eventlog.Builder) {
			for i := range 20 {
				touch(b, int64(i+1), i, func(in *data.Interaction) { in.ChannelID = 1 })
			}
			for i := range lately {
				touch(b, int64(i+100), 200, func(in *data.Interaction) { in.ChannelID = 2 })
			}
			touch(b, 500, 200, nil) // no channel noted
		}
	}
	log := mustLog(t, fill(10))
	m := mustBuild(t, log, first+200, person.Default(log)).Mix
	if m.Lately != 10 || m.Before != 20 || !m.Changed() || m.Since != first+111 {
		t.Errorf("all by e-mail instead of phone is %+v", m)
	}
	log = mustLog(t, fill(9))
	m = mustBuild(t, log, first+200, person.Default(log)).Mix
	if m.Enough() || m.Changed() || m.Says().Key != "person.mix.few" {
		t.Errorf("nine contacts say %s", m.Says().Key)
	}
}

func TestPhases(t *testing.T) {
	log := mustLog(t, func(b *eventlog.Builder) {
		touch(b, 1, 0, func(in *data.Interaction) { in.Phase = data.PhaseUsage; felt(2)(in) })
		touch(b, 2, 1, func(in *data.Interaction) { in.Phase = data.PhaseUsage; felt(-1)(in) })
		touch(b, 3, 2, func(in *data.Interaction) { in.Phase = data.PhaseUsage })
		touch(b, 4, 3, func(in *data.Interaction) { in.Phase = data.PhaseMemories })
	})
	p := mustBuild(t, log, first+9, person.Default(log)).Phases
	if p[2].N != 3 || p[2].Felt != 2 || p[3].N != 1 || p[0].N != 0 || !math.IsNaN(p[3].Mean) {
		t.Errorf("the phases are %+v", p)
	}
	near(t, "usage", p[2].Mean, 0.5)
}

// I_n = a*e_n + (1-a)*I_(n-1) with the workspace's own a; a number out of range is
// passed over (definition C.16).
func TestTheWeightIsTheWorkspacesOwn(t *testing.T) {
	log := mustLog(t, func(b *eventlog.Builder) {
		touch(b, 1, 0, felt(2))
		touch(b, 2, 1, felt(-2))
	})
	for _, c := range []struct {
		option string
		weight float64
		last   float64
	}{{"", 0.3, 0.3*-2 + 0.7*2}, {"0.5", 0.5, 0}, {"1", 1, -2}, {"0", 0.3, 0.8}, {"NaN", 0.3, 0.8}, {"two", 0.3, 0.8}} {
		log.Options = map[string]string{person.OptionName: c.option}
		r := mustBuild(t, log, first+9, person.Default(log))
		if r.Weight != c.weight {
			t.Errorf("%q gives the weight %g, want %g", c.option, r.Weight, c.weight)
		}
		near(t, "impression with "+c.option, r.Felt.Touches[1].Impression, c.last)
	}
}

func TestNobodyKnownAndNothingThere(t *testing.T) {
	log := mustLog(t, func(*eventlog.Builder) {})
	r := mustBuild(t, log, first, person.Default(log))
	if r.Habit.Says().Key != "person.habit.none" || r.Finding.Key != "person.felt.none" || r.Mix.Enough() {
		t.Errorf("of nothing it says %s, %s", r.Habit.Says().Key, r.Finding.Key)
	}
	for _, bad := range []struct {
		c    eventlog.CustomerIndex
		spec person.Spec
	}{{2, person.Default(log)}, {-1, person.Default(log)}, {0, person.Spec{Weight: 0, Recent: 1}}, {0, person.Spec{Weight: math.NaN(), Recent: 1}}, {0, person.Spec{Weight: 0.3}}} {
		if _, err := person.Build(t.Context(), log, analysis.Everyone(first), bad.spec, bad.c); err == nil {
			t.Errorf("%+v is no question", bad)
		}
	}
}
