package survival_test

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"cxworkbench/data/analysis/survival"
)

// checkCurve compares with R's summary at the times it prints. R counts the
// censored since the event before; where it prints all times, at them.
func checkCurve(t *testing.T, name string, got survival.Curve, want curve) {
	t.Helper()
	for i, at := range want.Time {
		what := fmt.Sprintf("%s at %g: ", name, at)
		p := got.At(at)
		if want.AtRisk != nil && p.AtRisk != want.AtRisk[i] {
			t.Errorf("%sat risk %d, want %d", what, p.AtRisk, want.AtRisk[i])
		}
		if want.Events != nil && p.Events != want.Events[i] {
			t.Errorf("%sevents %d, want %d", what, p.Events, want.Events[i])
		}
		if want.Censored != nil {
			since := 0
			for _, q := range got.Points {
				if q.T <= at && (i == 0 || q.T > want.Time[i-1]) {
					since += q.Censored
				}
			}
			if since != want.Censored[i] {
				t.Errorf("%scensored %d, want %d", what, since, want.Censored[i])
			}
		}
		if want.Survival != nil && want.Hazard == nil {
			checkNear(t, what+"survival", p.Survival, want.Survival[i])
		}
		if want.Hazard != nil {
			checkNear(t, what+"hazard", p.Hazard, want.Hazard[i])
			if want.Survival != nil { // R's Fleming-Harrington: exp(-hazard)
				checkNear(t, what+"exp(-hazard)", math.Exp(-p.Hazard), want.Survival[i])
			}
		}
		if want.StdErr != nil {
			se := math.NaN()
			if want.StdErr[i] != nil {
				se = *want.StdErr[i]
			}
			checkNear(t, what+"standard error", p.StdErr, se)
		}
		if want.Lower != nil {
			checkNear(t, what+"low", p.Low, want.Lower[i])
			checkNear(t, what+"high", p.High, want.Upper[i])
		}
	}
}

func checkRank(t *testing.T, name string, got survival.Comparison, want rank) {
	t.Helper()
	if math.Abs(got.Chi2-want.Chi2) > 1e-6*max(want.Chi2, 1e-6) {
		t.Errorf("%s: chi2 %.12g, want %.12g", name, got.Chi2, want.Chi2)
	}
	checkNear(t, name+" p", got.P, want.P)
	if want.DF > 0 && got.DF != want.DF {
		t.Errorf("%s: %d degrees of freedom, want %d", name, got.DF, want.DF)
	}
	if want.Observed != nil && !slices.Equal(got.Observed, want.Observed) {
		t.Errorf("%s: observed %v, want %v", name, got.Observed, want.Observed)
	}
	for g, e := range want.Expected {
		checkNear(t, fmt.Sprintf("%s expected %d", name, g), got.Expected[g], e)
	}
}

func TestFiguresOfR(t *testing.T) {
	r := fromR(t)
	kept, not := r.AML.Maintained.spells(), r.AML.Nonmaintained.spells()
	maintained, nonmaintained := must(survival.KaplanMeier(kept, survival.Log)), must(survival.KaplanMeier(not, survival.Log))
	checkCurve(t, "maintained", maintained, r.AML.KMMaintained)
	checkCurve(t, "not maintained", nonmaintained, r.AML.KMNonmaintained)
	checkCurve(t, "hazard", maintained, curve{Time: r.AML.NelsonAalen.Time, AtRisk: r.AML.NelsonAalen.AtRisk, Events: r.AML.NelsonAalen.Events, Hazard: r.AML.NelsonAalen.Hazard})
	checkNear(t, "median", maintained.Median, r.AML.Median.Maintained)
	checkNear(t, "median", nonmaintained.Median, r.AML.Median.Nonmaintained)
	both := [][]survival.Spell{kept, not}
	checkRank(t, "log-rank", must(survival.Compare(both, survival.LogRank)), r.AML.LogRank)
	checkRank(t, "Peto-Peto", must(survival.Compare(both, survival.PetoPeto)), r.AML.Wilcoxon)
	for name, want := range r.RMST {
		c := maintained
		var tau float64
		if n, _ := fmt.Sscanf(name, "aml_maintained_tau%g", &tau); n == 0 {
			c = nonmaintained
			must(fmt.Sscanf(name, "aml_nonmaintained_tau%g", &tau))
		}
		got, _ := c.RestrictedMean(tau)
		checkNear(t, name, got, want)
	}
	if len(r.RMST) != 4 {
		t.Errorf("%d restricted means, want 4", len(r.RMST))
	}

	checkRank(t, "lung by sex", must(survival.Compare(byCode(r.Lung.Data.spells(), r.Lung.Data.Sex), "")), r.Lung.LogRank)
	checkRank(t, "ovarian by rx", must(survival.Compare(byCode(r.Ovarian.Data.spells(), r.Ovarian.Data.Rx), "")), r.Ovarian.LogRank)
	checkCurve(t, "ovarian", must(survival.KaplanMeier(r.Ovarian.Data.spells(), "")), r.Ovarian.KM)
	checkCurve(t, "veteran", must(survival.KaplanMeier(r.Veteran.Data.spells(), "")), r.Veteran.KM)
}

func byCode(all []survival.Spell, code []int) [][]survival.Spell {
	groups := make([][]survival.Spell, slices.Max(code))
	for i, s := range all {
		groups[code[i]-1] = append(groups[code[i]-1], s)
	}
	return groups
}

// The edge cases' data are read off the numbers at risk that R prints.
func TestEdgeCasesOfR(t *testing.T) {
	r := fromR(t).Edge
	km := func(s []survival.Spell) survival.Curve { return must(survival.KaplanMeier(s, survival.LogLog)) }
	checkCurve(t, "tied", km(spells([]float64{5, 5, 7, 10, 10, 15}, []int{1, 1, 0, 1, 1, 1})), r.Tied)
	checkCurve(t, "same", km(spells([]float64{5, 5, 5, 5, 5}, []int{1, 1, 1, 1, 1})), r.Same)
	checkCurve(t, "nelson", km(spells([]float64{1, 2, 3, 4, 5}, []int{1, 1, 1, 1, 1})), r.Nelson)
	checkCurve(t, "censoring", km(spells([]float64{1, 2, 3, 4, 5, 6}, []int{1, 0, 1, 0, 1, 0})), r.Censoring)
	same := spells([]float64{1, 2, 3, 4, 5}, []int{1, 1, 0, 1, 1})
	checkRank(t, "identical", must(survival.Compare([][]survival.Spell{same, same}, "")), r.Identical)
}

// The figures of definitions C.5 to C.7.
func TestAML(t *testing.T) {
	kept := spells([]float64{9, 13, 13, 18, 23, 28, 31, 34, 45, 48, 161}, []int{1, 1, 0, 1, 1, 0, 1, 1, 0, 1, 0})
	not := spells([]float64{5, 5, 8, 8, 12, 16, 23, 27, 30, 33, 43, 45}, []int{1, 1, 1, 1, 1, 0, 1, 1, 1, 1, 1, 1})
	loglog, log := must(survival.KaplanMeier(kept, "")), must(survival.KaplanMeier(kept, survival.Log))
	p := loglog.At(23)
	printed(t, "S(23)", p.Survival, .6136, 4)
	printed(t, "standard error", p.StdErr, .1526, 4)
	printed(t, "log-log low", p.Low, .2658, 4)
	printed(t, "log-log high", p.High, .8353, 4)
	printed(t, "log low", log.At(23).Low, .3769, 4)
	printed(t, "log high", log.At(23).High, .9992, 4)
	printed(t, "H(23)", p.Hazard, .4588, 4)
	if p.AtRisk != 7 {
		t.Errorf("%d at risk at 23, want 7", p.AtRisk)
	}
	for _, c := range []struct {
		curve     survival.Curve
		low, high float64
	}{{log, 18, math.NaN()}, {loglog, 13, math.NaN()}} {
		if c.curve.Median != 31 || c.curve.MedianLow != c.low || !math.IsNaN(c.curve.MedianHigh) {
			t.Errorf("%s median %g (%g to %g), want 31 (%g to not reached)", c.curve.CI, c.curve.Median, c.curve.MedianLow, c.curve.MedianHigh, c.low)
		}
	}
	c := must(survival.Compare([][]survival.Spell{kept, not}, survival.LogRank))
	printed(t, "chi2", c.Chi2, 3.3964, 4)
	printed(t, "p", c.P, .0653, 4)
	printed(t, "expected", c.Expected[0], 10.689, 3)
}

// The figures in the shared data's README.
func TestSharedData(t *testing.T) {
	t.Run("waltons", func(t *testing.T) {
		d := columns(t, "survival", "lifelines", "waltons_dataset.csv")
		all := spells(d["T"].numbers(), d["E"].ones("1"))
		c := must(survival.KaplanMeier(all, ""))
		if c.N != 163 || c.Events != 156 || c.Median != 56 {
			t.Errorf("n %d, events %d, median %g", c.N, c.Events, c.Median)
		}
		printed(t, "S(20)", c.At(20).Survival, .913650, 6)
		printed(t, "S(40)", c.At(40).Survival, .777837, 6)
		groups, _ := split(all, d["group"])
		printed(t, "log-rank", must(survival.Compare(groups, "")).Chi2, 122.249126, 6)
	})
	t.Run("dd", func(t *testing.T) {
		d := columns(t, "survival", "lifelines", "dd.csv")
		all := spells(d["duration"].numbers(), d["observed"].ones("1"))
		c := must(survival.KaplanMeier(all, ""))
		if c.N != 1808 || c.Events != 1468 || c.Median != 4 {
			t.Errorf("n %d, events %d, median %g", c.N, c.Events, c.Median)
		}
		groups, _ := split(all, d["democracy"])
		printed(t, "log-rank", must(survival.Compare(groups, "")).Chi2, 260.469539, 6)
	})
	t.Run("lung", func(t *testing.T) {
		d := columns(t, "survival", "lifelines", "lung.csv")
		all := spells(d["time"].numbers(), d["status"].ones("1"))
		c := must(survival.KaplanMeier(all, survival.Log))
		if c.N != 228 || c.Events != 165 || c.Median != 310 || c.MedianLow != 285 || c.MedianHigh != 363 {
			t.Errorf("n %d, events %d, median %g (%g to %g)", c.N, c.Events, c.Median, c.MedianLow, c.MedianHigh)
		}
		groups, names := split(all, d["sex"])
		for i, name := range names {
			want := map[string]float64{"1": 270, "2": 426}[name]
			if got := must(survival.KaplanMeier(groups[i], "")).Median; got != want {
				t.Errorf("median of sex %s is %g, want %g", name, got, want)
			}
		}
		printed(t, "log-rank", must(survival.Compare(groups, "")).Chi2, 10.326742, 6)
	})
}

func TestTelco(t *testing.T) {
	d := columns(t, "telco_churn", "Telco-Customer-Churn.csv")
	all := spells(d["tenure"].numbers(), d["Churn"].ones("Yes"))
	c := must(survival.KaplanMeier(all, ""))
	if c.N != 7043 || c.Events != 1869 || !math.IsNaN(c.Median) {
		t.Errorf("n %d, events %d, median %g", c.N, c.Events, c.Median)
	}
	for at, want := range map[float64]float64{1: .945961, 6: .884826, 12: .843200, 24: .788736, 36: .748545, 48: .708840, 60: .664404, 72: .592790} {
		printed(t, fmt.Sprintf("S(%g)", at), c.At(at).Survival, want, 6)
	}
	groups, names := split(all, d["Contract"])
	i := slices.Index(names, "Month-to-month")
	monthly := must(survival.KaplanMeier(groups[i], survival.Log))
	if monthly.N != 3875 || monthly.Events != 1655 || monthly.Median != 35 || monthly.MedianLow != 32 || monthly.MedianHigh != 38 {
		t.Errorf("month-to-month: n %d, events %d, median %g (%g to %g)", monthly.N, monthly.Events, monthly.Median, monthly.MedianLow, monthly.MedianHigh)
	}
	for at, want := range map[float64]float64{12: .703097, 24: .585915, 72: .128952} {
		printed(t, fmt.Sprintf("month-to-month S(%g)", at), monthly.At(at).Survival, want, 6)
	}
	for name, want := range map[string]struct {
		chi2 float64
		df   int
	}{"Contract": {2352.8725, 2}, "PaymentMethod": {865.2395, 3}, "InternetService": {520.1206, 2}} {
		groups, _ := split(all, d[name])
		got := must(survival.Compare(groups, ""))
		printed(t, name, got.Chi2, want.chi2, 4)
		if got.DF != want.df {
			t.Errorf("%s: %d degrees of freedom, want %d", name, got.DF, want.df)
		}
	}
	groups, _ = split(all, d["gender"])
	got := must(survival.Compare(groups, ""))
	printed(t, "gender", got.Chi2, .525707, 6)
	printed(t, "gender p", got.P, .468417, 6)

	var internet []survival.Spell
	for i, s := range all {
		if d["Contract"][i] == "Month-to-month" && d["InternetService"][i] != "No" {
			internet = append(internet, s)
		}
	}
	if c := must(survival.KaplanMeier(internet, "")); c.N != 3351 || c.Events != 1556 || c.Median != 34 {
		t.Errorf("month-to-month with internet: n %d, events %d, median %g", c.N, c.Events, c.Median)
	}
}
