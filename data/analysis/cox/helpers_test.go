package cox_test

import (
	"context"
	"encoding/csv"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"cxworkbench/data/analysis/cox"
	"cxworkbench/data/analysis/survival"
)

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

func fit(spells []survival.Spell, covariates []cox.Covariate, ties cox.Ties) cox.Model {
	return must(cox.Fit(context.Background(), spells, covariates, ties))
}

// checkNear checks to 1e-6 relative.
func checkNear(t *testing.T, what string, got, want float64) {
	t.Helper()
	if !(math.Abs(got-want) <= 1e-6*max(math.Abs(want), 1e-6)) {
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

func spells[T int | float64](times []T, events []int) []survival.Spell {
	out := make([]survival.Spell, len(times))
	for i := range times {
		out[i] = survival.Spell{Time: float64(times[i]), Event: events[i] == 1}
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

func (c column) is(name, group, word string) cox.Covariate {
	v := cox.Covariate{Name: name, Group: group}
	for _, one := range c.ones(word) {
		v.Values = append(v.Values, float64(one))
	}
	return v
}
