package app

import (
	"testing"

	"cxworkbench/data/analysis/condition"
	"cxworkbench/data/analysis/maturity"
)

func TestStageRuleJoinsWhatLeadsToAStage(t *testing.T) {
	spec := maturity.Spec{}
	for _, rule := range []struct {
		rank int
		text string
	}{{0, "done web"}, {2, "done referral"}, {2, "subscribed"}} {
		c, err := condition.Parse(rule.text)
		if err != nil {
			t.Fatal(err)
		}
		spec.Rules = append(spec.Rules, maturity.Rule{Rank: rule.rank, Condition: c})
	}
	for rank, want := range []string{"done web", "", "done referral or subscribed"} {
		if got := StageRule(spec, rank).String(); got != want {
			t.Errorf("rank %d has the rule %q, want %q", rank, got, want)
		}
	}
}
