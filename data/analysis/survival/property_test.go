package survival_test

import (
	"math"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"cxworkbench/data"
	"cxworkbench/data/analysis/survival"
)

// drawSpells makes spells of whole or fractional times, some with late entries.
func drawSpells(t *rapid.T, label string, least int) []survival.Spell {
	whole, late := rapid.Bool().Draw(t, label+" whole"), rapid.Bool().Draw(t, label+" late")
	out := make([]survival.Spell, rapid.IntRange(least, 40).Draw(t, label+" n"))
	for i := range out {
		s := survival.Spell{Time: float64(rapid.IntRange(0, 15).Draw(t, "time")), Event: rapid.Bool().Draw(t, "event")}
		if !whole {
			s.Time += float64(rapid.IntRange(0, 3).Draw(t, "part")) / 4
		}
		if late && s.Time > 1 && rapid.Bool().Draw(t, "enters") {
			s.Entry = float64(rapid.IntRange(0, int(s.Time)-1).Draw(t, "entry"))
		}
		out[i] = s
	}
	return out
}

func atRisk(s survival.Spell, t float64) bool {
	return s.Time >= t && (s.Entry == 0 || s.Entry < t)
}

// count is who is at risk and who leaves at a time.
func count(spells []survival.Spell, t float64) (n, d float64) {
	for _, s := range spells {
		if atRisk(s, t) {
			n++
		}
		if s.Event && s.Time == t {
			d++
		}
	}
	return n, d
}

// timesOf lists the distinct times and entries, ascending.
func timesOf(spells []survival.Spell) []float64 {
	var out []float64
	for _, s := range spells {
		out = append(out, s.Time)
		if s.Entry > 0 {
			out = append(out, s.Entry)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// The curve is the product of definition C.5 over everybody's events, from the
// first moment on at which ten are at risk.
func TestCurveAsDefined(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		spells := drawSpells(t, "spells", 1)
		times := timesOf(spells)
		begins, found := 0.0, true
		late := slices.ContainsFunc(spells, func(s survival.Spell) bool { return s.Entry > 0 })
		fromStart := 0
		for _, s := range spells {
			if s.Entry == 0 {
				fromStart++
			}
		}
		if late && fromStart < 10 {
			found = false
			for _, e := range times {
				if n, _ := count(spells, e+.01); n >= 10 {
					begins, found = e, true
					break
				}
			}
		}
		c, err := survival.KaplanMeier(spells, "")
		if !found {
			if data.CodeOf(err) != data.CodeNoData {
				t.Fatalf("%v, want a refusal", err)
			}
			return
		}
		if err != nil || c.From != begins {
			t.Fatalf("begins at %g, %v; want %g", c.From, err, begins)
		}
		s, green, hazard, events := 1.0, 0.0, 0.0, 0
		for _, at := range times {
			if begins > 0 && at <= begins {
				continue
			}
			n, d := count(spells, at)
			if d > 0 {
				s, green, hazard = s*(1-d/n), green+d/(n*(n-d)), hazard+d/n
			}
			events += int(d)
			p := c.At(at)
			if p.AtRisk != int(n) || p.Events != int(d) || !near(p.Survival, s) || !near(p.Hazard, hazard) {
				t.Fatalf("at %g: %+v, want %g at risk, %g left, S %g, H %g", at, p, n, d, s, hazard)
			}
			if s > 0 && !near(p.StdErr, s*math.Sqrt(green)) {
				t.Fatalf("at %g: standard error %g, want %g", at, p.StdErr, s*math.Sqrt(green))
			}
			if none := s == 1 || s < 1e-12; none != math.IsNaN(p.Low) || !none && !(p.Low <= s && s <= p.High && p.Low >= 0 && p.High <= 1) {
				t.Fatalf("at %g: S %g, interval %g to %g", at, s, p.Low, p.High)
			}
		}
		if c.Events != events || c.N != c.Events+c.Censored || c.N+c.Before != len(spells) {
			t.Fatalf("n %d, left %d, censored %d, before %d", c.N, c.Events, c.Censored, c.Before)
		}
	})
}

// The two-group statistic of C.6 with weights, in its textbook form.
func TestTwoGroups(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := drawSpells(t, "a", 1), drawSpells(t, "b", 1)
		all := slices.Concat(a, b)
		for _, test := range []survival.RankTest{survival.LogRank, survival.Wilcoxon, survival.PetoPeto} {
			z, v, stay, events := 0.0, 0.0, 1.0, 0.0
			for _, at := range timesOf(all) {
				n, d := count(all, at)
				n1, d1 := count(a, at)
				if d == 0 {
					continue
				}
				events += d
				w := map[survival.RankTest]float64{survival.LogRank: 1, survival.Wilcoxon: n, survival.PetoPeto: stay}[test]
				z += w * (d1 - d*n1/n)
				if n > 1 {
					v += w * w * d * (n1 / n) * (1 - n1/n) * (n - d) / (n - 1)
				}
				stay *= 1 - d/n
			}
			c, err := survival.Compare([][]survival.Spell{a, b}, test)
			if events == 0 {
				if data.CodeOf(err) != data.CodeNoData {
					t.Fatalf("nobody left: %v", err)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if v < 1e-12 {
				if c.DF != 0 || c.P != 1 {
					t.Fatalf("%s: %+v of groups never at risk together", test, c)
				}
				continue
			}
			if want := z * z / v; math.Abs(c.Chi2-want) > 1e-6*max(1e-3, want) || c.DF != 1 {
				t.Fatalf("%s: chi2 %g on %d, want %g", test, c.Chi2, c.DF, want)
			}
		}
	})
}

// Neither the order of groups nor one without people changes the outcome.
func TestGroupsInAnyOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		groups := [][]survival.Spell{drawSpells(t, "a", 2), drawSpells(t, "b", 2), drawSpells(t, "c", 2)}
		c, err := survival.Compare(groups, "")
		if err != nil {
			return
		}
		other := must(survival.Compare([][]survival.Spell{groups[2], nil, groups[0], groups[1]}, ""))
		if math.Abs(c.Chi2-other.Chi2) > 1e-6*max(1e-3, c.Chi2) || c.DF != other.DF || c.DF > 2 {
			t.Fatalf("%+v, in another order %+v", c, other)
		}
		sum := 0.0
		for _, e := range c.Expected {
			sum += e
		}
		if !near(sum, float64(c.Observed[0]+c.Observed[1]+c.Observed[2])) {
			t.Fatalf("expected %v, observed %v", c.Expected, c.Observed)
		}
	})
}

// Incidences and the curve of those still there add up to 1; each is the sum of
// S(t-) d/n, and its variance that of the delta method, summed event by event.
func TestIncidence(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		spells := drawSpells(t, "spells", 10)
		causes := make([]survival.CauseSpell, len(spells))
		one := make([]survival.CauseSpell, len(spells))
		for i, s := range spells {
			causes[i] = survival.CauseSpell{Entry: s.Entry, Time: s.Time}
			if s.Event {
				causes[i].Cause = rapid.IntRange(1, 3).Draw(t, "cause")
			}
			one[i] = causes[i]
			one[i].Cause = min(one[i].Cause, 1)
		}
		curve, in, err := survival.CumulativeIncidence(causes, 3, "")
		if err != nil {
			return // too few at risk
		}
		for i, p := range curve.Points {
			sum := p.Survival
			for _, of := range in {
				sum += of.Points[i].Share
			}
			if math.Abs(sum-1) > 1e-9 {
				t.Fatalf("shares at %g add up to %g", p.T, sum)
			}
		}
		for k, of := range in {
			for i := range of.Points {
				variance := 0.0
				before := 1.0
				for j := 0; j <= i; j++ {
					p := curve.Points[j]
					n, d, dk := float64(p.AtRisk), float64(p.Events), float64(of.Points[j].Events)
					if d > 0 {
						gap := of.Points[i].Share - of.Points[j].Share
						if n > d {
							variance += gap * gap * d / (n * (n - d))
						}
						variance += before*before*dk*(n-dk)/(n*n*n) - 2*gap*before*dk/(n*n)
					}
					before = p.Survival
				}
				if got := of.Points[i].StdErr; math.Abs(got*got-variance) > 1e-9 {
					t.Fatalf("cause %d: variance %g, want %g", k+1, got*got, variance)
				}
			}
		}
		_, single, err := survival.CumulativeIncidence(one, 1, "")
		if err != nil {
			t.Fatal(err)
		}
		for i, p := range curve.Points {
			q := single[0].Points[i]
			if math.Abs(q.Share-(1-p.Survival)) > 1e-9 || p.Survival > 0 && (math.Abs(q.StdErr-p.StdErr) > 1e-7 || math.IsNaN(q.Low) != math.IsNaN(p.Low) || math.Abs(q.Low-(1-p.High)) > 1e-7) {
				t.Fatalf("with one cause %+v, of the curve %+v", q, p)
			}
		}
	})
}

// R's rule: the first time at or below the level; the middle of a flat part at it.
func TestQuantile(t *testing.T) {
	c := must(survival.KaplanMeier(spells([]float64{1, 2, 3, 4}, []int{1, 1, 1, 1}), ""))
	for p, want := range map[float64]float64{.1: 1, .25: 1.5, .3: 2, .5: 2.5, .75: 3.5, .9: 4} {
		if got, _, _ := c.Quantile(p); got != want {
			t.Errorf("quantile %g is %g, want %g", p, got, want)
		}
	}
	// Flat at one half to the end of observation: the middle of what is known.
	c = must(survival.KaplanMeier(spells([]float64{2, 9}, []int{1, 0}), ""))
	if c.Median != 5.5 {
		t.Errorf("median %g, want 5.5", c.Median)
	}
	if got, _, _ := c.Quantile(.6); !math.IsNaN(got) {
		t.Errorf("quantile .6 is %g, want not reached", got)
	}
}

// The area under the curve up to a time is the mean of the times cut there, where
// nobody is censored; its variance is then that of a mean.
func TestRestrictedMean(t *testing.T) {
	times := []float64{1, 2, 2, 5, 7, 8, 12}
	c := must(survival.KaplanMeier(spells(times, []int{1, 1, 1, 1, 1, 1, 1}), ""))
	for _, to := range []float64{.5, 2, 6, 12, 20} {
		mean, square := 0.0, 0.0
		for _, x := range times {
			mean += min(x, to) / 7
			square += min(x, to) * min(x, to) / 7
		}
		got, se := c.RestrictedMean(to)
		checkNear(t, "mean", got, mean)
		if want := (square - mean*mean) / 7; math.Abs(se*se-want) > 1e-9 {
			t.Errorf("to %g: variance %g, want %g", to, se*se, want)
		}
	}
	c = must(survival.KaplanMeier(spells([]float64{1, 4}, []int{1, 0}), ""))
	if m, _ := c.RestrictedMean(5); !math.IsNaN(m) {
		t.Errorf("mean %g past what is known", m)
	}
}

func TestScale(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		values := rapid.SliceOfN(rapid.OneOf(rapid.Float64Range(0, 1e9), rapid.Map(rapid.IntRange(0, 300000), func(n int) float64 { return float64(n) })), 0, 60).Draw(t, "values")
		distinct, at := survival.Scale(values)
		want := slices.Clone(values)
		slices.Sort(want)
		if !slices.Equal(distinct, slices.Compact(want)) {
			t.Fatalf("%v, want %v", distinct, want)
		}
		for i, v := range values {
			if distinct[at[i]] != v {
				t.Fatalf("%g is placed at %g", v, distinct[at[i]])
			}
		}
	})
}

func TestKernelRefusals(t *testing.T) {
	good := spells([]float64{1, 2}, []int{1, 0})
	stayed := spells([]float64{1, 2}, []int{0, 0})
	for _, c := range []struct {
		err  error
		says string
	}{
		{second(survival.KaplanMeier(nil, "")), "nobody to follow"},
		{second(survival.KaplanMeier(spells([]float64{3, -1, 2}, []int{1, 1, 1}), "")), "1 of 3 durations are negative"},
		{second(survival.KaplanMeier([]survival.Spell{{Entry: 5, Time: 5}}, "")), "end no later than they begin"},
		{second(survival.KaplanMeier([]survival.Spell{{Time: math.NaN()}}, "")), "no numbers"},
		{second(survival.KaplanMeier([]survival.Spell{{Time: math.Inf(1)}}, "")), "no numbers"},
		{second(survival.KaplanMeier([]survival.Spell{{Entry: 5, Time: 6}}, "")), "10 people"},
		{second(survival.KaplanMeier(good, "wide")), `"wide"`},
		{second(survival.Compare([][]survival.Spell{good, nil}, "")), "at least two groups"},
		{second(survival.Compare([][]survival.Spell{stayed, stayed}, "")), "Nobody has left"},
		{second(survival.Compare([][]survival.Spell{good, good}, "t-test")), `"t-test"`},
	} {
		if c.err == nil || !strings.Contains(data.Sentence(c.err), c.says) {
			t.Errorf("%v, want %q", c.err, c.says)
		}
	}
}

func second[T any](_ T, err error) error { return err }
