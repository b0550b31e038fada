package app

import (
	"context"

	"cxworkbench/data/analysis/maturity"
)

// RulesPreview tries edited rules on the customers of a view. It is of the log of
// the moment it was made; it is safe for concurrent use.
type RulesPreview struct{ previewer *maturity.Previewer }

// RulesPreview makes ready to try rules on a view.
func (s *Session) RulesPreview(ctx context.Context, v View) (*RulesPreview, error) {
	ladder, err := s.Maturity(ctx, v)
	if err != nil {
		return nil, err
	}
	return &RulesPreview{maturity.NewPreviewer(ladder)}, nil
}

// Try says who would stand where with these rules; stages come in the order of the
// ladder. A rule that cannot be used is an error that says which.
func (p *RulesPreview) Try(ctx context.Context, stages []StageEdit) (maturity.Preview, error) {
	spec := p.previewer.Spec()
	spec.Rules = nil
	for rank, stage := range stages {
		c, err := stage.condition()
		if err != nil {
			return maturity.Preview{}, err
		}
		if !c.IsZero() {
			spec.Rules = append(spec.Rules, maturity.Rule{Rank: rank, Condition: c})
		}
	}
	return p.previewer.Try(ctx, spec)
}
