package cox_test

import (
	"encoding/json"
	"math"
	"os"
	"testing"

	"cxworkbench/data/analysis/cox"
)

type reference struct {
	AML struct {
		Combined sample
		Breslow  model `json:"coxph_breslow"`
		Efron    model `json:"coxph_efron"`
	}
	Lung, Ovarian, Veteran struct {
		Data  sample
		Coxph model
	}
	Concordance struct {
		AML struct {
			Concordance float64
			Concordant  int64 `json:"n_concordant"`
			Discordant  int64 `json:"n_discordant"`
		} `json:"aml_coxph"`
	}
}

type sample struct {
	Time                     []float64
	Status                   []int
	Sex, Rx, Age, Trt, Group []float64
}

type model struct {
	Coef        []*float64 `json:"coefficients"`
	StdErr      []float64  `json:"se"`
	HR          []*float64 `json:"hazard_ratio"`
	Low         float64    `json:"hr_lower"`
	High        float64    `json:"hr_upper"`
	LogLik      []float64
	Score       float64 `json:"score_test"`
	Wald        float64 `json:"wald_test"`
	LR          float64 `json:"lr_test"`
	Concordance float64
}

func checkModel(t *testing.T, name string, got cox.Model, want model) {
	t.Helper()
	at := 0
	for i, coef := range want.Coef {
		if coef == nil { // R's NA: left out
			continue
		}
		term := got.Terms[at]
		at++
		checkNear(t, name+" coefficient of "+term.Name, term.Coef, *coef)
		if want.HR != nil {
			checkNear(t, name+" hazard ratio of "+term.Name, term.HR, *want.HR[i])
		}
		if want.StdErr != nil {
			checkNear(t, name+" standard error of "+term.Name, term.StdErr, want.StdErr[i])
		}
	}
	if at != len(got.Terms) {
		t.Errorf("%s: %d terms, want %d", name, len(got.Terms), at)
	}
	checkNear(t, name+" null log-likelihood", got.LogLikNull, want.LogLik[0])
	checkNear(t, name+" log-likelihood", got.LogLik, want.LogLik[1])
	if want.Concordance != 0 {
		checkNear(t, name+" concordance", got.Concordance.Share, want.Concordance)
	}
	if want.Score != 0 {
		checkNear(t, name+" score test", got.Score.Chi2, want.Score)
		checkNear(t, name+" likelihood ratio", got.LikelihoodRatio.Chi2, want.LR)
		printed(t, name+" Wald test", got.Wald.Chi2, want.Wald, 2)
		checkNear(t, name+" low", got.Terms[0].Low, want.Low)
		checkNear(t, name+" high", got.Terms[0].High, want.High)
	}
}

func TestFiguresOfR(t *testing.T) {
	var r reference
	if err := json.Unmarshal(must(os.ReadFile(shared(t, "survival", "cameron_lyons", "test", "r_expected_values.json"))), &r); err != nil {
		t.Fatal(err)
	}
	d := r.AML.Combined
	not := make([]float64, len(d.Group))
	for i, g := range d.Group {
		not[i] = 1 - g // R's coefficient is of "not maintained"
	}
	group := []cox.Covariate{{Name: "not maintained", Values: not}}
	breslow := fit(spells(d.Time, d.Status), group, cox.Breslow)
	checkModel(t, "aml breslow", breslow, r.AML.Breslow)
	checkModel(t, "aml efron", fit(spells(d.Time, d.Status), group, cox.Efron), r.AML.Efron)
	if c, want := breslow.Concordance, r.Concordance.AML; c.Concordant != want.Concordant || c.Discordant != want.Discordant {
		t.Errorf("concordance %+v, want %+v", c, want)
	}
	d = r.Lung.Data
	checkModel(t, "lung", fit(spells(d.Time, d.Status), []cox.Covariate{{Name: "age", Values: d.Age}, {Name: "sex", Values: d.Sex}}, ""), r.Lung.Coxph)
	d = r.Ovarian.Data
	checkModel(t, "ovarian", fit(spells(d.Time, d.Status), []cox.Covariate{{Name: "rx", Values: d.Rx}, {Name: "age", Values: d.Age}}, ""), r.Ovarian.Coxph)
	d = r.Veteran.Data
	checkModel(t, "veteran", fit(spells(d.Time, d.Status), []cox.Covariate{{Name: "age", Values: d.Age}}, ""), r.Veteran.Coxph)
}

func TestSharedData(t *testing.T) {
	t.Run("rossi", func(t *testing.T) {
		d := columns(t, "survival", "lifelines", "rossi.csv")
		var covariates []cox.Covariate
		names := []string{"fin", "age", "race", "wexp", "mar", "paro", "prio"}
		for _, name := range names {
			covariates = append(covariates, cox.Covariate{Name: name, Values: d[name].numbers()})
		}
		m := fit(spells(d["week"].numbers(), d["arrest"].ones("1")), covariates, "")
		for j, want := range []float64{-.379422, -.057438, .313900, -.149796, -.433704, -.084871, .091497} {
			printed(t, names[j], m.Terms[j].Coef, want, 6)
		}
		printed(t, "log-likelihood", m.LogLik, -658.7476594, 7)
		printed(t, "concordance", m.Concordance.Share, .64, 2)
	})
	t.Run("lung", func(t *testing.T) {
		d := columns(t, "survival", "lifelines", "lung.csv")
		m := fit(spells(d["time"].numbers(), d["status"].ones("1")), []cox.Covariate{{Name: "sex", Values: d["sex"].numbers()}}, "")
		printed(t, "sex", m.Terms[0].Coef, -.5310235, 7)
	})
	t.Run("telco", func(t *testing.T) {
		d := columns(t, "telco_churn", "Telco-Customer-Churn.csv")
		m := fit(spells(d["tenure"].numbers(), d["Churn"].ones("Yes")), []cox.Covariate{
			d["Contract"].is("one year", "Contract", "One year"),
			d["Contract"].is("two year", "Contract", "Two year"),
			{Name: "charges", Values: d["MonthlyCharges"].numbers()},
			d["PaperlessBilling"].is("paperless", "", "Yes"),
			d["SeniorCitizen"].is("senior", "", "1"),
		}, "")
		for j, want := range []float64{-2.161435, -4.170631, -0.001041, 0.249947, 0.003834} {
			printed(t, m.Terms[j].Name, m.Terms[j].Coef, want, 6)
		}
		printed(t, "log-likelihood", m.LogLik, -14333.28910, 5)
		printed(t, "null log-likelihood", m.LogLikNull, -15653.03964, 5)
		printed(t, "concordance", m.Concordance.Share, .795, 3)
		if m.N != 7043 || m.Events != 1869 || len(m.Proportional) != 4 || m.Proportional[0].DF != 2 {
			t.Errorf("n %d, events %d, tests %+v", m.N, m.Events, m.Proportional)
		}
	})
}

// The worked example of six people in the tests of R's survival package, whose
// likelihood can be solved by hand; times 1, 6, 6 and 9 are events, so that
// 1 - S(t-) is 0, 1/6 and 1 - 5/6·1/2.
func TestSolvedByHand(t *testing.T) {
	people := spells([]int{9, 1, 1, 6, 6, 8}, []int{1, 1, 0, 1, 1, 0})
	x := []cox.Covariate{{Name: "x", Values: []float64{0, 1, 1, 1, 0, 0}}}
	g := []float64{0, 1. / 6, 1. / 6, 1 - 5./6*.5}
	for _, c := range []struct {
		ties    cox.Ties
		r, tied float64 // exp(coefficient); the second of those tied has r against so many
	}{
		{cox.Breslow, (3 + math.Sqrt(33)) / 2, 3},
		{cox.Efron, 2 * math.Sqrt(23./3) * math.Cos(math.Acos(45./23*math.Sqrt(3./23))/3), 5},
	} {
		r := c.r
		u := []float64{1 / (r + 1), 3 / (r + 3), -r / (r + c.tied), 0}
		v := []float64{r / (r + 1) / (r + 1), 3 * r / (r + 3) / (r + 3), c.tied * r / (r + c.tied) / (r + c.tied), 0}
		var added, own, cross, both float64
		for i := range g {
			added += g[i] * u[i]
			own, cross, both = own+v[i], cross+g[i]*v[i], both+g[i]*g[i]*v[i]
		}
		m := fit(people, x, c.ties)
		checkNear(t, string(c.ties)+" coefficient", m.Terms[0].Coef, math.Log(r))
		checkNear(t, string(c.ties)+" standard error", m.Terms[0].StdErr, 1/math.Sqrt(own))
		checkNear(t, string(c.ties)+" proportional hazards", m.Proportional[0].Chi2, added*added/(both-cross*cross/own))
		checkNear(t, string(c.ties)+" proportional hazards of all", m.ProportionalAll.Chi2, m.Proportional[0].Chi2)
	}
}
