package main

import (
	"path/filepath"
	"strings"
	"testing"
)

// Every analysis takes the flags of every analysis, so that a script can put
// the same ones behind each verb.
func TestEveryAnalysisTakesTheFlagsOfAll(t *testing.T) {
	file := smallWorkspace(t)
	everywhere := []string{"--as-of", "2025-07-31", "--from", "2025-01-01", "--to", "2025-07-31", "--where", "not left",
		"--unit", "week", "--churn", "contract", "--channel", "phone"}
	for verb, more := range map[string][]string{
		"maturity": nil, "transitions": nil, "dwell": nil, "push-pull": nil, "drivers": nil, "alignment": nil, "compare": nil, "cohorts": nil,
		"survival": nil, "lifecycle": nil, "reasons": nil, "rfm": nil, "btyd": nil, "silence": nil, "exceptions": nil, "coverage": nil, "customers": nil, "cox": {"--on", "amount"},
	} {
		for _, form := range []string{"--json", "--csv"} {
			args := append([]string{verb, file, form}, append(everywhere, more...)...)
			if o := cx(args...); o.code == exitUsage {
				t.Errorf("cx %s: %s", strings.Join(args, " "), o.words)
			}
		}
	}
}

// The calibration period of a model of buying ends at --to, as it does at --as-of.
func TestPurchasesAreCountedUpToTheDay(t *testing.T) {
	file := newWorkspace(t)
	mustRun(t, "import", file, shared(t, "cdnow/CDNOW_sample.txt"))
	asOf, to := mustJSON(t, "btyd", file, "--as-of", "1997-09-30"), mustJSON(t, "btyd", file, "--to", "1997-09-30")
	wantPrinted(t, "log-likelihood", to["loglik"], -9582.43, 2)
	if to["as_of"] != asOf["as_of"] || to["loglik"] != asOf["loglik"] || to["expected"] != asOf["expected"] {
		t.Errorf("as of %v, log-likelihood %v, expected %v; want those of --as-of", to["as_of"], to["loglik"], to["expected"])
	}
}

// A flag that means nothing to a verb is said to, and still has to be right.
func TestAFlagThatChangesNothingIsSaidTo(t *testing.T) {
	file := smallWorkspace(t)
	plain := mustRun(t, "maturity", file, "--json")
	o := cx("maturity", file, "--churn", "inactivity:30", "--unit", "week", "--json")
	if o.out != plain || !strings.Contains(o.words, "--churn changes nothing here") || !strings.Contains(o.words, "--unit changes nothing here") {
		t.Errorf("status %d, %q", o.code, o.words)
	}
	if o := cx("dwell", file, "--churn", "usage", "--unit", "week", "--json"); object(t, o.out)["unit"] != "week" ||
		!strings.Contains(o.words, "--churn changes nothing here") || strings.Contains(o.words, "--unit") {
		t.Errorf("status %d, %q, %s", o.code, o.words, o.out)
	}
	if o := cx("rfm", file, "--unit", "year"); !strings.Contains(o.words, `one of "day","week","month" but`) {
		t.Errorf("%q", o.words)
	}
	for _, wrong := range [][]string{{"maturity", file, "--churn", "never"}, {"dwell", file, "--churn", "inactivity:x"}, {"rfm", file, "--unit", "year"}, {"survival", file, "--unit", "year"}} {
		if o := cx(wrong...); o.code != exitUsage || o.out != "" {
			t.Errorf("cx %s: status %d, %s", strings.Join(wrong, " "), o.code, o.words)
		}
	}
}

// A chart of leaving takes the rule, the unit and the groups of the verb.
func TestAChartOfLeavingTakesItsFlags(t *testing.T) {
	file := smallWorkspace(t)
	folder := t.TempDir()
	draw := func(args ...string) string {
		out := filepath.Join(folder, "chart.svg")
		mustRun(t, append([]string{"chart", file, "-o", out}, args...)...)
		return readFile(t, out)
	}
	plain := draw("survival")
	for _, flags := range [][]string{{"--by", "region"}, {"--unit", "month"}, {"--churn", "inactivity:30"}} {
		if draw(append(flags, "survival")...) == plain {
			t.Errorf("%s draws the same", strings.Join(flags, " "))
		}
	}
	if draw("dwell", "--unit", "month") == draw("dwell") {
		t.Error("dwell is drawn in days whatever the unit")
	}
	wantRefused(t, cx("chart", file, "reasons", "--by", "region", "-o", filepath.Join(folder, "x.svg")), exitUsage, "--by")
	if list := mustRun(t, "chart", file, "--list"); !strings.Contains(list, "\ncox\n") {
		t.Errorf("no chart is named after the verb cox: %s", list)
	}
}

// Channels limit what counts contacts and say so; a verb that they do not limit says
// that too.
func TestChannelsLimitWhatIsCounted(t *testing.T) {
	file := smallWorkspace(t)
	all, shop := mustJSON(t, "rfm", file), mustJSON(t, "rfm", file, "--channel", "shop")
	if all["n"] != 2.0 || shop["n"] != 2.0 || rfmValue(t, all) != 160.25 || rfmValue(t, shop) != 110 {
		t.Errorf("of all channels %v for %v, of the shop %v for %v", all["n"], rfmValue(t, all), shop["n"], rfmValue(t, shop))
	}
	if line := shop["definition"].(string); !strings.Contains(line, "only contacts, cases and answers through shop") {
		t.Errorf("the line is %s", line)
	}
	listed, again := mustRun(t, "push-pull", file, "--json", "--channel", "web,shop"), mustRun(t, "push-pull", file, "--json", "--channel", "Shop", "--channel", "web")
	if listed != again || !strings.Contains(listed, "through shop, web") {
		t.Errorf("two channels say %s, and %s", listed, again)
	}
	if line := mustJSON(t, "maturity", file, "--channel", "shop")["definition"].(string); !strings.Contains(line, "of all channels") {
		t.Errorf("the ladder says %s", line)
	}
	if o := cx("customers", file, "--channel", "shop"); !strings.Contains(o.words, "--channel changes nothing here") {
		t.Errorf("%q", o.words)
	}
	wantRefused(t, cx("push-pull", file, "--channel", "none"), exitFailed, "Too little came without a channel")
	mustRun(t, "log", file, "1", "purchase", "--amount", "7", "--at", "2025-06-01")
	none := mustJSON(t, "rfm", file, "--channel", "None")
	if line := none["definition"].(string); none["n"] != 1.0 || rfmValue(t, none) != 7 || !strings.Contains(line, "answers that name no channel") {
		t.Errorf("without a channel %v bought for %v: %s", none["n"], rfmValue(t, none), line)
	}
	wantRefused(t, cx("push-pull", file, "--channel", `"none"`), exitFailed, `There is no channel "none"; choose one of: phone, shop, web.`)
	wantRefused(t, cx("push-pull", file, "--channel", "shop,,web"), exitUsage, "none is contacts without a channel")
	wantRefused(t, cx("maturity", file, "--channel", "fax"), exitFailed, `There is no channel "fax"; choose one of: phone, shop, web.`)
	wantRefused(t, cx("rfm", file, "--channel", "phone"), exitFailed, "Too little came through phone")
}

// rfmValue is what the customers of an RFM spent.
func rfmValue(t *testing.T, r map[string]any) (sum float64) {
	t.Helper()
	for _, row := range r["rows"].([]any) {
		sum += row.(map[string]any)["value"].(float64)
	}
	return sum
}
