package main

import (
	"math"
	"slices"
	"strings"
	"testing"
)

// telcoWorkspace is the telco file as anybody would import it.
func telcoWorkspace(t *testing.T) string {
	t.Helper()
	source := shared(t, "telco_churn/Telco-Customer-Churn.csv")
	return telcoTemplate.copy(t, "telco.cxw", func(file string) {
		makeNew(t, file)
		mustRun(t, "import", file, source, "--as-of", "2026-10-31")
	})
}

// objects are the rows of a list in JSON.
func objects(v any) []map[string]any {
	var out []map[string]any
	for _, row := range v.([]any) {
		out = append(out, row.(map[string]any))
	}
	return out
}

// wantPrinted checks a figure that was printed with so many decimals.
func wantPrinted(t *testing.T, what string, got any, want float64, decimals int) {
	t.Helper()
	if x, ok := got.(float64); !ok || math.Abs(x-want) > 0.5000001*math.Pow10(-decimals) {
		t.Errorf("%s is %v, want %v", what, got, want)
	}
}

// The reference figures of ../shared/data/README.md, through import and terminal.
func TestSurvivalOfTelco(t *testing.T) {
	file := telcoWorkspace(t)
	all := mustJSON(t, "survival", file, "--at", "12,72")
	wantNumbers(t, all, map[string]float64{"n": 7043, "events": 1869})
	group := objects(all["groups"])[0]
	if group["group"] != nil || group["median"] != nil || all["logrank"] != nil || all["unit"] != "month" {
		t.Errorf("all together: %v, median %v, test %v", group["group"], group["median"], all["logrank"])
	}
	at := objects(group["at"])
	wantPrinted(t, "S(12)", at[0]["survival"], .843200, 6)
	wantPrinted(t, "S(72)", at[1]["survival"], .592790, 6)

	by := mustJSON(t, "survival", file, "--by", "Contract", "--ci", "log", "--at", "12")
	monthly := objects(by["groups"])[0]
	if monthly["group"] != "Month-to-month" {
		t.Errorf("the first group is %v", monthly["group"])
	}
	wantNumbers(t, monthly, map[string]float64{"n": 3875, "events": 1655, "median": 35, "median_low": 32, "median_high": 38, "from": 0})
	wantPrinted(t, "month-to-month S(12)", objects(monthly["at"])[0]["survival"], .703097, 6)
	test := by["logrank"].(map[string]any)
	wantPrinted(t, "log-rank", test["chi2"], 2352.8725, 4)
	wantNumbers(t, test, map[string]float64{"df": 2})

	text := mustRun(t, "survival", file, "--by", "Contract", "--at", "12")
	for _, want := range []string{"half leave within 35 months", "70.3\u00a0%", "Two year"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not in\n%s", want, text)
		}
	}
	if rows := strings.Count(mustRun(t, "survival", file, "--csv"), "\nAll,"); rows != 73 { // months 0 to 72
		t.Errorf("%d rows of CSV, want 73", rows)
	}
}

func TestCoxOfTelco(t *testing.T) {
	file := telcoWorkspace(t)
	model := mustJSON(t, "cox", file, "--on", "Contract,amount,PaperlessBilling,SeniorCitizen")
	wantNumbers(t, model, map[string]float64{"n": 7043, "events": 1869, "missing": 0})
	wantPrinted(t, "log-likelihood", model["loglik"], -14333.28910, 5)
	wantPrinted(t, "null log-likelihood", model["loglik_null"], -15653.03964, 5)
	wantPrinted(t, "concordance", model["concordance"], .795, 3)
	var terms []string
	for i, row := range objects(model["rows"]) {
		terms = append(terms, row["term"].(string))
		wantPrinted(t, terms[i], row["coef"], []float64{-2.161435, -4.170631, -0.001041, 0.249947, 0.003834}[i], 6)
	}
	if want := []string{"Contract=One year", "Contract=Two year", "amount", "PaperlessBilling=Yes", "SeniorCitizen"}; !slices.Equal(terms, want) {
		t.Errorf("terms %v", terms)
	}
	// By the name that the amount has in the file, the terms carry that name.
	named := mustJSON(t, "cox", file, "--on", "Contract,MonthlyCharges,PaperlessBilling,SeniorCitizen")
	if named["loglik"] != model["loglik"] || objects(named["rows"])[2]["term"] != "MonthlyCharges" {
		t.Errorf("log-likelihood %v, terms %v", named["loglik"], named["rows"])
	}
	if text := mustRun(t, "cox", file, "--on", "Contract"); !strings.Contains(text, "fewer leave at any time than with Month-to-month") {
		t.Errorf("the words are not in\n%s", text)
	}
}

func TestSurvivalRefusals(t *testing.T) {
	file := smallWorkspace(t)
	wantRefused(t, cx("survival", file, "--churn", "perhaps"), exitUsage, `"perhaps"`)
	wantRefused(t, cx("survival", file, "--by", "shoe size"), exitFailed, `"shoe size"`)
	wantRefused(t, cx("survival", file, "--unit", "year"), exitUsage, "year")
	wantRefused(t, cx("cox", file), exitUsage, "--on")
	wantRefused(t, cx("cox", file, "--on", "shoe size"), exitFailed, `"shoe size"`)
}
