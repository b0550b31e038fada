package exchange

import (
	"path/filepath"
	"slices"

	"cxworkbench/data"
)

// maps reports whether a column is mapped to a field.
func (p *Plan) maps(f Field) bool {
	return slices.ContainsFunc(p.Mapping, func(m Mapped) bool { return m.Field == f })
}

// checkRun refuses options that say how rows are stored and mean nothing.
func (o Options) checkRun() error {
	switch o.Policy {
	case "", PolicyBoth, PolicyCreate, PolicyUpdate:
	default:
		return data.Errorf(data.CodeBadInput, "%q is nothing that an import may do: say create, update or both.", o.Policy)
	}
	switch o.Wins {
	case "", WinsFile, WinsWorkspace:
	default:
		return data.Errorf(data.CodeBadInput, "%q cannot win: say file or workspace.", o.Wins)
	}
	if o.Region != "" && regionOf(o.Region) == "" {
		return data.Errorf(data.CodeBadInput, "%q is no country of telephone numbers: use a code like CH.", o.Region)
	}
	return nil
}

// decideAsOf finds the day for rows that do not say when: of tenures, and of
// answers without a date.
func (r *run) decideAsOf(s data.Settings) error {
	p := r.plan
	undated := p.As == AsResponses && !r.dated
	r.asOf = p.options.AsOf
	if !p.NeedsAsOf && !undated {
		return nil
	}
	if !r.asOf.Known() {
		r.asOf = s.AsOf
	}
	name := filepath.Base(p.Path)
	switch {
	case r.asOf.Known():
		r.newest = r.asOf
		return nil
	case undated:
		return data.Errorf(data.CodeBadInput,
			"%q does not say when its answers were given: choose the day at which they count; in a terminal, --as-of DATE. Nothing was imported.", name)
	}
	return data.Errorf(data.CodeBadInput,
		"%q gives tenures, not dates: choose the day at which they were counted; in a terminal, --as-of DATE. Nothing was imported.", name)
}
