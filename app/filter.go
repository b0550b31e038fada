package app

import (
	"context"
	"strings"

	"cxworkbench/data"
	"cxworkbench/data/analysis/condition"
	"cxworkbench/data/analysis/maturity"
	"cxworkbench/data/eventlog"
	"cxworkbench/data/workspace"
)

// Both gives the condition that two conditions hold; an empty one holds for
// everybody.
func Both(a, b string) string {
	switch {
	case strings.TrimSpace(a) == "":
		return b
	case strings.TrimSpace(b) == "":
		return a
	}
	return "(" + a + ") and (" + b + ")"
}

// Count is how many customers a view keeps, of all there are.
type Count struct{ Kept, All int }

// Count counts the customers in a view, by its segment and condition as of its
// date. What cannot be asked of this workspace is an error that says why.
func (s *Session) Count(ctx context.Context, v View) (Count, error) {
	log := s.Log()
	q, err := s.query(ctx, log, v)
	if err != nil {
		return Count{}, err
	}
	n := Count{Kept: log.Customers(), All: log.Customers()}
	if q.Filter.Keep != nil {
		n.Kept = 0
		for _, keep := range q.Filter.Keep {
			if keep {
				n.Kept++
			}
		}
	}
	return n, nil
}

// EditSegment gives a segment another name, or the same, and another condition,
// after trying it on the log.
func (s *Session) EditSegment(ctx context.Context, name, renamed, text string) error {
	c, err := s.tried(text)
	if err != nil {
		return err
	}
	return s.ws.Write(ctx, "Edit segment "+name, func(tx *workspace.Tx) error { return tx.SetSegment(name, renamed, c.String()) })
}

// RemoveSegment removes a segment.
func (s *Session) RemoveSegment(ctx context.Context, name string) error {
	return s.ws.Write(ctx, "Remove segment "+name, func(tx *workspace.Tx) error { return tx.RemoveSegment(name) })
}

// tried parses a condition and makes sure that this workspace has what it names.
func (s *Session) tried(text string) (condition.Condition, error) {
	c, err := condition.Parse(text)
	if err != nil {
		return c, err
	}
	_, err = c.Compile(s.Log(), condition.Env{StageAt: func(eventlog.CustomerIndex) int { return maturity.NoStage }})
	return c, err
}

// withSegments gives the view without a segment that is not there any more.
func (v View) withSegments(segments []data.Segment) View {
	for _, segment := range segments {
		if strings.EqualFold(segment.Name, v.Segment) {
			return v
		}
	}
	v.Segment = ""
	return v
}
