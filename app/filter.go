package app

import (
	"context"
	"slices"
	"strings"

	"cxworkbench/data"
	"cxworkbench/data/analysis/condition"
	"cxworkbench/data/analysis/maturity"
	"cxworkbench/data/eventlog"
	"cxworkbench/data/message"
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

// Somebody fails with data.CodeNobody where the filter of a view keeps none of the
// customers, so that no answer is shown that would be about nobody.
func (s *Session) Somebody(ctx context.Context, v View) error {
	if v.Segment == "" && v.Where == "" {
		return nil
	}
	n, err := s.Count(ctx, v)
	if err == nil && n.Kept == 0 && n.All > 0 {
		return data.Errorf(data.CodeNobody, "None of the %d customers is in the filter or segment; widen it, or look at all customers.", n.All)
	}
	return err
}

// AskOf is Ask for a question about the customers in the view: where its filter keeps
// none of them, the answer is Somebody's error.
func AskOf[T any](wb *Workbench, q *Question, label message.Message, work func(ctx context.Context, s *Session, v View) (T, error), show func(T, error)) {
	Ask(wb, q, label, func(ctx context.Context, s *Session, v View) (answer T, err error) {
		if err := s.Somebody(ctx, v); err != nil {
			return answer, err
		}
		return work(ctx, s, v)
	}, show)
}

// SaveList keeps exactly the people of a roster as a segment, each once, whatever
// becomes of them. It is undone as a whole.
func (s *Session) SaveList(ctx context.Context, name string, r Roster) error {
	if name = strings.TrimSpace(name); name == "" {
		return data.Errorf(data.CodeBadInput, "A segment needs a name; type one.")
	}
	if !r.AsOf().Known() {
		return data.Errorf(data.CodeNoData, "Nothing here has a date yet, so it cannot be said as of when these people are a segment; set an as-of date first.")
	}
	ids := make([]int64, r.Len())
	for i, c := range r.order {
		ids[i] = r.log.CustomerIDs[c]
	}
	err := s.ws.Write(ctx, "Save segment "+name, func(tx *workspace.Tx) error {
		return tx.AddList(name, condition.InList(name).String(), r.AsOf(), ids)
	})
	if err != nil {
		return err
	}
	return s.changed(ctx) // the log has the lists
}

// EditSegment gives a segment another name, or the same, and another condition,
// after trying it on the log. Where it is a list, the conditions that ask for it
// follow it to its new name.
func (s *Session) EditSegment(ctx context.Context, name, renamed, text string) error {
	c, err := s.tried(text)
	if err != nil {
		return err
	}
	called := func(list string) string {
		if strings.EqualFold(list, name) {
			return renamed
		}
		return list
	}
	others, err := s.asking(ctx, name)
	if err != nil {
		return err
	}
	err = s.ws.Write(ctx, "Edit segment "+name, func(tx *workspace.Tx) error {
		if renamed == name {
			return tx.SetSegment(name, name, c.String())
		}
		if err := tx.SetSegment(name, renamed, c.Renamed(called).String()); err != nil {
			return err
		}
		for other, asked := range others {
			if err := tx.SetSegment(other, other, asked.Renamed(called).String()); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	return s.changed(ctx)
}

// asking gives the conditions of the segments, by their names, that ask for the
// list of another segment.
func (s *Session) asking(ctx context.Context, list string) (map[string]condition.Condition, error) {
	segments, err := s.Segments(ctx)
	if err != nil {
		return nil, err
	}
	out := map[string]condition.Condition{}
	for _, segment := range segments {
		c, err := condition.Parse(segment.Condition)
		named := func(name string) bool { return strings.EqualFold(name, list) }
		if err == nil && segment.Name != list && slices.ContainsFunc(c.Lists(), named) {
			out[segment.Name] = c
		}
	}
	return out, nil
}

// RemoveSegment removes a segment. A list that the condition of another asks for
// stays.
func (s *Session) RemoveSegment(ctx context.Context, name string) error {
	others, err := s.asking(ctx, name)
	if err != nil {
		return err
	}
	for other := range others {
		return data.Errorf(data.CodeBadInput, "The segment %q asks for the list %q, so the list is kept; remove or change %q first.", other, name, other)
	}
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
