package maturity

import (
	"math"
	"strings"

	"cxworkbench/data"
	"cxworkbench/data/analysis/condition"
	"cxworkbench/data/eventlog"
)

// Default is the spec of the workspace: its stages and their rules. Several
// rules of one stage are alternatives; a blank one says nothing.
func Default(log *eventlog.Log) (Spec, error) {
	spec := Spec{Stages: log.Stages}
	for rank, stage := range log.Stages {
		for _, rule := range log.Rules {
			if rule.StageID != stage.ID || strings.TrimSpace(rule.Condition) == "" {
				continue
			}
			parsed, err := condition.Parse(rule.Condition)
			if err == nil {
				err = parsed.Rule()
			}
			if err != nil {
				return Spec{}, data.Wrap(err, data.CodeBadInput, "The rule of the stage %s cannot be used: %s", stage.Name, data.Said(err))
			}
			spec.Rules = append(spec.Rules, Rule{Rank: rank, Condition: parsed})
		}
	}
	return spec, nil
}

// check refuses a spec that cannot be computed.
func (s Spec) check(log *eventlog.Log) error {
	switch {
	case len(s.Stages) == 0:
		return data.Errorf(data.CodeNoData, "The workspace has no stages, so there is no ladder; add stages in the settings.")
	case len(s.Stages) > math.MaxInt8:
		return data.Errorf(data.CodeBadInput, "The workspace has more than %d stages; remove some in the settings.", math.MaxInt8)
	case len(s.Stages) < len(log.Stages):
		return data.Errorf(data.CodeInternal, "The ladder has fewer stages than the workspace, so recorded changes would be lost; open the screen again.")
	case log.Customers() == 0:
		return data.Errorf(data.CodeNoData, "There are no customers yet, so nobody has a stage; import a file of customers or interactions first.")
	}
	for _, rule := range s.Rules {
		if rule.Rank < 0 || rule.Rank >= len(s.Stages) {
			return data.Errorf(data.CodeInternal, "A stage rule belongs to no stage of the ladder; set the rules of the stages again.")
		}
		if err := rule.Condition.Rule(); err != nil {
			return err
		}
	}
	return nil
}
