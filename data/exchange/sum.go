package exchange

import (
	"maps"
	"slices"
)

// DryRun reports whether Run will only count.
func (p *Plan) DryRun() bool { return p.options.DryRun }

// Options gives what the plan was prepared with, to prepare it again otherwise.
func (p *Plan) Options() Options { return p.asked }

// Add sums the report of another file into r, as if both had been one import.
func (r *Report) Add(other Report) {
	r.Read += other.Read
	r.Header += other.Header
	r.Imported += other.Imported
	r.Updated += other.Updated
	r.Unchanged += other.Unchanged
	r.Rejected += other.Rejected
	r.Records += other.Records
	r.NoCustomer += other.NoCustomer
	r.Ambiguous += other.Ambiguous
	r.CustomersNew += other.CustomersNew
	r.AnswersRejected += other.AnswersRejected
	r.SolvedUndated += other.SolvedUndated
	r.Samples = append(r.Samples, other.Samples...)
	if r.RejectsFile == "" {
		r.RejectsFile = other.RejectsFile
	}
	if r.RejectsProblem == "" {
		r.RejectsProblem = other.RejectsProblem
	}
	maps.Copy(r.Mapping, other.Mapping)
	for reason, n := range other.Reasons {
		r.Reasons[reason] += n
	}
	for what, n := range other.Unread {
		r.Unread[what] += n
	}
	room := max(0, listedRejects-len(r.Rejects))
	r.Rejects = append(r.Rejects, other.Rejects[:min(room, len(other.Rejects))]...)
	r.Ignored = union(r.Ignored, other.Ignored)
	fresh, more := &r.NewWords, other.NewWords
	fresh.Channels, fresh.Activities = union(fresh.Channels, more.Channels), union(fresh.Activities, more.Activities)
	fresh.Products, fresh.Reasons = union(fresh.Products, more.Products), union(fresh.Reasons, more.Reasons)
	fresh.Metrics, fresh.Touchpoints = union(fresh.Metrics, more.Metrics), union(fresh.Touchpoints, more.Touchpoints)
}

func union(a, b []string) []string {
	out := slices.Clone(a)
	for _, s := range b {
		if !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}

// Fields lists the fields that rows of this noun can have, in the order in which
// a person would look for them.
func (a As) Fields() []Field {
	var fields []Field
	for _, rule := range rulesFor(a) {
		if !slices.Contains(fields, rule.field) {
			fields = append(fields, rule.field)
		}
	}
	return fields
}
