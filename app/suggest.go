package app

import (
	"slices"
	"strings"

	"cxworkbench/data/analysis/cohort"
	"cxworkbench/data/analysis/cox"
	"cxworkbench/data/eventlog"
)

// SuggestedGroup is the attribute by which a board asks first when customers
// leave: their contract, plan or segment; empty where there is none such.
func SuggestedGroup(log *eventlog.Log) string {
	groups := cohort.Groupings(log)
	for _, word := range []string{"contract", "plan", "tariff", "segment"} {
		if i := slices.IndexFunc(groups, func(name string) bool { return strings.EqualFold(name, word) }); i >= 0 {
			return groups[i]
		}
	}
	return ""
}

// SuggestedFactors are a few attributes to begin a model of leaving with: the
// suggested group, the monthly amount, and those of few values.
func SuggestedFactors(log *eventlog.Log) []string {
	const most = 4
	var out []string
	if group := SuggestedGroup(log); group != "" {
		out = append(out, group)
	}
	if choices := cox.Choices(log); slices.Contains(choices, cox.Amount) {
		out = append(out, cox.Amount)
	}
	for _, values := range []int{2, 3} { // those of two before those of three, which follow from each other more often
		for i := range log.Attributes {
			a := &log.Attributes[i]
			if len(out) < most && len(a.Values) == values && !slices.Contains(out, a.Name) {
				out = append(out, a.Name)
			}
		}
	}
	if len(out) == 0 {
		out = cohort.Groupings(log)
		out = out[:min(1, len(out))]
	}
	return out
}
