package app

import (
	"context"
	"slices"
	"strings"

	"cxworkbench/data"
	"cxworkbench/data/analysis/condition"
	"cxworkbench/data/workspace"
)

// StageEdit is a stage as a person wants it.
type StageEdit struct {
	ID   int64
	Name string
	Rule string // a condition; empty for a stage that only recorded changes reach
}

// EditStages stores names and rules of stages, all or none. A rule that cannot
// be read, or that can stop being true, is refused with a sentence.
func (s *Session) EditStages(ctx context.Context, stages []StageEdit) error {
	stages = slices.Clone(stages)
	names := map[string]bool{}
	for i, stage := range stages {
		stages[i].Name = strings.TrimSpace(stage.Name)
		name := strings.ToLower(stages[i].Name)
		if name == "" {
			return data.Errorf(data.CodeBadInput, "Stage %d has no name; give it one.", i+1)
		}
		if names[name] {
			return data.Errorf(data.CodeBadInput, "Two stages are called %q; give each its own name.", stages[i].Name)
		}
		names[name] = true
		c, err := stages[i].condition()
		if err != nil {
			return err
		}
		stages[i].Rule = c.String()
	}
	return s.ws.Write(ctx, "Edit stages and rules", func(tx *workspace.Tx) error {
		for _, stage := range stages {
			if err := tx.SetStage(stage.ID, stage.Name, stage.Rule); err != nil {
				return err
			}
		}
		return nil
	})
}

// condition reads the rule of a stage; it is zero where there is none.
func (e StageEdit) condition() (condition.Condition, error) {
	if strings.TrimSpace(e.Rule) == "" {
		return condition.Condition{}, nil
	}
	c, err := condition.Parse(e.Rule)
	if err == nil {
		err = c.Rule()
	}
	if err != nil {
		return c, data.Wrap(err, data.CodeBadInput, "The rule of %s cannot be used: %s", e.Name, data.Said(err))
	}
	return c, nil
}
