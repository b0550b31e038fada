package app

import (
	"context"
	"strings"

	"cxworkbench/charts"
	"cxworkbench/data"
	"cxworkbench/data/analysis/cohort"
)

// Picture is a chart by the name that scripts use.
type Picture struct {
	Name string
	Draw func(ctx context.Context, s *Session, v View, o charts.Options) (charts.Scene, error)
}

// Pictures lists every chart.
var Pictures = []Picture{
	{"maturity", func(ctx context.Context, s *Session, v View, o charts.Options) (charts.Scene, error) {
		result, err := s.Maturity(ctx, v)
		if err != nil {
			return charts.Scene{}, err
		}
		return charts.Ladder(result, o), nil
	}},
	{"maturity-months", func(ctx context.Context, s *Session, v View, o charts.Options) (charts.Scene, error) {
		result, err := s.Maturity(ctx, v)
		if err != nil {
			return charts.Scene{}, err
		}
		return charts.MaturityMonths(result, o), nil
	}},
	{"cohorts", func(ctx context.Context, s *Session, v View, o charts.Options) (charts.Scene, error) {
		result, err := s.Cohorts(ctx, v, cohort.Default(s.Log()))
		if err != nil {
			return charts.Scene{}, err
		}
		return charts.Cohorts(result, o), nil
	}},
}

// PictureNamed finds a chart.
func PictureNamed(name string) (Picture, error) {
	names := make([]string, len(Pictures))
	for i, p := range Pictures {
		if p.Name == name {
			return p, nil
		}
		names[i] = p.Name
	}
	return Picture{}, data.Errorf(data.CodeBadInput, "There is no chart %q; choose one of: %s.", name, strings.Join(names, ", "))
}
