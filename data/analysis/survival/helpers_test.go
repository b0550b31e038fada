package survival_test

import (
	"encoding/csv"
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"cxworkbench/data/analysis/survival"
)

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// near reports whether two figures agree to 1e-6 relative, or both are NaN.
func near(got, want float64) bool {
	return math.IsNaN(got) && math.IsNaN(want) || math.Abs(got-want) <= 1e-6*max(math.Abs(want), 1e-6)
}

func checkNear(t *testing.T, what string, got, want float64) {
	t.Helper()
	if !near(got, want) {
		t.Errorf("%s = %.12g, want %.12g", what, got, want)
	}
}

// printed checks a figure against one that was printed with so many decimals.
func printed(t *testing.T, what string, got, want float64, decimals int) {
	t.Helper()
	if !(math.Abs(got-want) <= 0.5000001*math.Pow10(-decimals)) {
		t.Errorf("%s = %.9g, want %.*f", what, got, decimals, want)
	}
}

func spells(times []float64, events []int) []survival.Spell {
	out := make([]survival.Spell, len(times))
	for i := range times {
		out[i] = survival.Spell{Time: times[i], Event: events[i] == 1}
	}
	return out
}

// shared finds a file of ../shared/data from the folder with go.mod.
func shared(t testing.TB, parts ...string) string {
	t.Helper()
	dir := must(os.Getwd())
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			break
		}
		dir = filepath.Dir(dir)
	}
	path := filepath.Join(append([]string{dir, "..", "shared", "data"}, parts...)...)
	if _, err := os.Stat(path); err != nil {
		t.Skipf("no %s here", filepath.Join(parts...))
	}
	return path
}

// column is one column of a CSV file.
type column []string

func columns(t testing.TB, parts ...string) map[string]column {
	t.Helper()
	f := must(os.Open(shared(t, parts...)))
	defer f.Close()
	records := must(csv.NewReader(f).ReadAll())
	out := map[string]column{}
	for j, name := range records[0] {
		for _, r := range records[1:] {
			out[name] = append(out[name], r[j])
		}
	}
	return out
}

func (c column) numbers() []float64 {
	out := make([]float64, len(c))
	for i, s := range c {
		out[i] = must(strconv.ParseFloat(s, 64))
	}
	return out
}

// ones is 1 where the column has the word.
func (c column) ones(word string) []int {
	out := make([]int, len(c))
	for i, s := range c {
		if s == word {
			out[i] = 1
		}
	}
	return out
}

// split parts spells by the words of a column, in order of first appearance.
func split(all []survival.Spell, by column) (groups [][]survival.Spell, names []string) {
	place := map[string]int{}
	for i, s := range all {
		g, in := place[by[i]]
		if !in {
			g = len(names)
			place[by[i]] = g
			names, groups = append(names, by[i]), append(groups, nil)
		}
		groups[g] = append(groups[g], s)
	}
	return groups, names
}

// reference is the figures of R's survival package 3.8 in the shared data.
type reference struct {
	AML struct {
		Maintained, Nonmaintained sample
		KMMaintained              curve     `json:"km_maintained"`
		KMNonmaintained           curve     `json:"km_nonmaintained"`
		NelsonAalen               curve     `json:"nelson_aalen_maintained"`
		LogRank                   rank      `json:"logrank"`
		Wilcoxon                  rank      `json:"wilcoxon"`
		Median                    medianRef `json:"median_survival"`
	}
	Lung struct {
		Data    sample
		LogRank rank `json:"logrank_sex"`
	}
	Ovarian struct {
		Data    sample
		LogRank rank
		KM      curve
	}
	Veteran struct {
		Data sample
		KM   curve
	}
	Edge struct {
		Tied      curve `json:"tied_events"`
		Same      curve `json:"all_same_time"`
		Nelson    curve `json:"simple_nelson_aalen"`
		Censoring curve `json:"with_censoring"`
		Identical rank  `json:"identical_groups_logrank"`
	} `json:"edge_cases"`
	RMST map[string]float64
}

type sample struct {
	Time            []float64
	Status, Sex, Rx []int
}

func (s sample) spells() []survival.Spell { return spells(s.Time, s.Status) }

type curve struct {
	Time, Survival []float64
	AtRisk         []int      `json:"n_risk"`
	Events         []int      `json:"n_event"`
	Censored       []int      `json:"n_censor"`
	StdErr         []*float64 `json:"std_err"`
	Lower, Upper   []float64
	Hazard         []float64 `json:"cumulative_hazard"`
}

type rank struct {
	Observed []int
	Expected []float64
	Chi2     float64 `json:"chisq"`
	DF       int
	P        float64 `json:"p_value"`
}

type medianRef struct{ Maintained, Nonmaintained float64 }

func fromR(t *testing.T) reference {
	t.Helper()
	var r reference
	if err := json.Unmarshal(must(os.ReadFile(shared(t, "survival", "cameron_lyons", "test", "r_expected_values.json"))), &r); err != nil {
		t.Fatal(err)
	}
	return r
}
