package app

import (
	"context"
	"strings"

	"cxworkbench/data"
	"cxworkbench/data/analysis"
	"cxworkbench/data/analysis/condition"
	"cxworkbench/data/analysis/maturity"
	"cxworkbench/data/eventlog"
	"cxworkbench/data/message"
	"cxworkbench/data/workspace"
)

// View is what a person looks at: the date and the customers that every
// analysis is asked for. The zero days are "not set".
type View struct {
	AsOf     data.Day // NoDay: the workspace's own
	From, To data.Day
	Segment  string   // name of a segment; empty is all
	Where    string   // a further condition; empty is none
	Channels Channels // that contacts, cases and answers came through
}

// WholeView is the view of everybody at the workspace's own date.
func WholeView() View { return View{AsOf: data.NoDay, From: data.NoDay, To: data.NoDay} }

// Segments lists the segments of the workspace by name.
func (s *Session) Segments(ctx context.Context) (segments []data.Segment, err error) {
	err = s.ws.Snapshot(ctx, func(snap *workspace.Snapshot) error {
		segments, err = snap.Segments()
		return err
	})
	return segments, err
}

// query resolves a view against a log, but for its channels, which it says change
// nothing: an analysis that they limit asks for limited or through.
func (s *Session) query(ctx context.Context, log *eventlog.Log, v View) (analysis.Query, error) {
	q := analysis.Query{AsOf: v.AsOf, From: v.From, To: v.To}
	if !q.AsOf.Known() {
		q.AsOf = log.Settings.AsOf
	}
	if !q.AsOf.Known() && log.Customers() == 0 {
		return q, data.Errorf(data.CodeNoData, "The workspace has no customers yet, so there is nothing to show; import a file first.")
	}
	if !q.AsOf.Known() {
		return q, data.Errorf(data.CodeNoData, "Nothing here has a date yet, so figures need an as-of date: set one (Ctrl+D in the window, --as-of in a terminal), or import contacts, purchases or contracts.")
	}
	if q.From.Known() && q.To.Known() && q.From > q.To {
		return q, data.Errorf(data.CodeBadInput, "The dates end (%s) before they begin (%s); exchange them.", q.To, q.From)
	}
	_, err := v.Channels.codes(log)
	if err != nil {
		return q, err
	}
	if v.Channels != "" {
		q.Channels.Label = message.New("query.channels.all", nil)
	}
	q.Filter, err = s.filter(ctx, log, q.AsOf, v)
	return q, err
}

// filter turns segment and condition of a view into the customers they keep.
func (s *Session) filter(ctx context.Context, log *eventlog.Log, asOf data.Day, v View) (analysis.Filter, error) {
	asked := filterAsked{log: log, asOf: asOf, where: v.Where}
	if v.Segment != "" {
		segment, err := s.segment(ctx, v.Segment)
		if err != nil {
			return analysis.Filter{}, err
		}
		asked.segment, asked.name = segment.Condition, segment.Name
	}
	s.mu.Lock()
	last := s.filtered
	s.mu.Unlock()
	if last.filterAsked == asked {
		return last.Filter, nil
	}
	kept, err := s.newFilter(ctx, asked)
	if err == nil {
		s.mu.Lock()
		if s.log == log { // nothing holds on to one that was replaced
			s.filtered = filtered{asked, kept}
		}
		s.mu.Unlock()
	}
	return kept, err
}

// filtered is the filter that was asked for last, which the next question most often
// asks for again.
type filtered struct {
	filterAsked
	analysis.Filter
}

// filterAsked is all that a filter depends on.
type filterAsked struct {
	log           *eventlog.Log
	asOf          data.Day
	segment, name string // condition and name of the segment; empty is none
	where         string
}

func (s *Session) newFilter(ctx context.Context, asked filterAsked) (analysis.Filter, error) {
	var keep []bool
	var labels []message.Message
	narrow := func(text string) error {
		c, err := condition.Parse(text)
		if err != nil {
			return err
		}
		more, err := s.keep(ctx, asked.log, asked.asOf, c)
		if err != nil {
			return err
		}
		if keep == nil {
			keep = more
			return nil
		}
		for i := range keep {
			keep[i] = keep[i] && more[i]
		}
		return nil
	}
	if asked.name != "" {
		if err := narrow(asked.segment); err != nil {
			return analysis.Filter{}, err
		}
		labels = append(labels, message.New("view.segment", message.Args{"name": asked.name}))
	}
	if asked.where != "" {
		if err := narrow(asked.where); err != nil {
			return analysis.Filter{}, err
		}
		labels = append(labels, message.New("view.where", message.Args{"condition": condition.Say(asked.where)}))
	}
	if len(labels) == 0 {
		return analysis.Filter{}, nil
	}
	return analysis.Filter{Keep: keep, Label: message.New("view.filter", message.Args{"parts": labels})}, nil
}

func (s *Session) segment(ctx context.Context, name string) (data.Segment, error) {
	segments, err := s.Segments(ctx)
	if err != nil {
		return data.Segment{}, err
	}
	names := make([]string, len(segments))
	for i, segment := range segments {
		if strings.EqualFold(segment.Name, name) {
			return segment, nil
		}
		names[i] = segment.Name
	}
	if len(names) == 0 {
		return data.Segment{}, data.Errorf(data.CodeBadInput, "There is no segment %q; this workspace has none yet.", name)
	}
	return data.Segment{}, data.Errorf(data.CodeBadInput, "There is no segment %q; choose one of: %s.", name, strings.Join(names, ", "))
}

// keep evaluates a condition for every customer.
func (s *Session) keep(ctx context.Context, log *eventlog.Log, asOf data.Day, c condition.Condition) ([]bool, error) {
	var env condition.Env
	if c.AsksStage() { // the ladder takes far longer than any other test
		ladder, err := s.everyone(ctx, log, asOf)
		if err != nil {
			return nil, err
		}
		env.StageAt = ladder.Place
	}
	return c.Keep(ctx, log, env, asOf)
}

// everyone gives the ladder of all customers as of a day, which tests of stage
// and the list of customers read; that of the workspace's own date is kept.
func (s *Session) everyone(ctx context.Context, log *eventlog.Log, asOf data.Day) (maturity.Result, error) {
	s.mu.Lock()
	kept := s.ladder
	s.mu.Unlock()
	if kept != nil && kept.Revision == log.Revision && kept.AsOf == asOf {
		return *kept, nil
	}
	result, err := s.ladderFor(ctx, log, analysis.Everyone(asOf))
	if err != nil {
		return maturity.Result{}, err
	}
	s.mu.Lock()
	if s.log == log && asOf == log.Settings.AsOf {
		s.ladder = &result
	}
	s.mu.Unlock()
	return result, nil
}
