package app

import (
	"slices"
	"strings"
	"sync"

	"cxworkbench/data"
	"cxworkbench/data/analysis"
	"cxworkbench/data/eventlog"
	"cxworkbench/data/message"
)

// Channels names the channels that a view is limited to: of contacts, cases and
// answers those count that came through one of them. The zero Channels is all, those
// without a channel too. It can be compared.
type Channels string

const betweenNames = "\x1f" // the unit separator, which cannot be typed

// OnlyChannels gives the channels of these names, in whatever order.
func OnlyChannels(names ...string) Channels {
	return Channels(strings.Join(slices.Compact(slices.Sorted(slices.Values(names))), betweenNames))
}

// Names lists them by name; none is all.
func (c Channels) Names() []string {
	if c == "" {
		return nil
	}
	return strings.Split(string(c), betweenNames)
}

// String lists the names for a reader.
func (c Channels) String() string { return strings.Join(c.Names(), ", ") }

// codes marks the channels of a log, by code. One that is not there is an error that
// names those that are.
func (c Channels) codes(log *eventlog.Log) ([]bool, error) {
	keep := make([]bool, len(log.Channels))
	for _, name := range c.Names() {
		found := false
		for code, channel := range log.Channels[1:] {
			if strings.EqualFold(channel.Name, name) {
				keep[code+1], found = true, true
			}
		}
		if found {
			continue
		}
		known := channelNames(log)
		if len(known) == 0 {
			return nil, data.Errorf(data.CodeBadInput, "There is no channel %q; this workspace has none yet.", name)
		}
		return nil, data.Errorf(data.CodeBadInput, "There is no channel %q; choose one of: %s.", name, strings.Join(known, ", "))
	}
	return keep, nil
}

// withChannels gives the view without channels that are not there any more.
func (v View) withChannels(log *eventlog.Log) View {
	known := channelNames(log)
	v.Channels = OnlyChannels(slices.DeleteFunc(v.Channels.Names(), func(name string) bool { return !slices.Contains(known, name) })...)
	return v
}

// channelNames lists the channels of a log, sorted.
func channelNames(log *eventlog.Log) []string {
	var names []string
	for _, channel := range log.Channels[1:] {
		names = append(names, channel.Name)
	}
	slices.Sort(names)
	return names
}

// limit is what the channels of a view leave of a log, worked out once.
type limit struct {
	of       *eventlog.Log
	channels Channels

	once  sync.Once
	log   *eventlog.Log
	query analysis.Channels
}

func (l *limit) workOut(keep []bool) {
	l.log = l.of.Narrow(keep)
	var names []string
	for code, is := range keep {
		if is {
			names = append(names, l.of.Channels[code].Name)
		}
	}
	slices.Sort(names)
	args, unnamed := message.Args{"names": strings.Join(names, ", ")}, 0
	for _, code := range l.of.Events.Channel {
		if code == 0 {
			unnamed++
		}
	}
	l.query = analysis.Channels{Label: message.New("query.channels", args), Keep: keep}
	if unnamed > 0 {
		args["n"] = unnamed
		l.query.Label = message.New("query.channels.unnamed", args)
	}
}

// through gives what an analysis of contacts, cases or answers reads for a view: the
// log with the contacts of its channels alone, and the query that says so. Of a view
// of all channels they are as they come in, at no cost.
func (s *Session) through(log *eventlog.Log, q analysis.Query, v View) (*eventlog.Log, analysis.Query, error) {
	if v.Channels == "" {
		return log, q, nil
	}
	keep, err := v.Channels.codes(log)
	if err != nil {
		return nil, q, err
	}
	s.mu.Lock()
	l := s.limit
	if l == nil || l.of != log || l.channels != v.Channels {
		l = &limit{of: log, channels: v.Channels}
		if s.log == log {
			s.limit = l
		}
	}
	s.mu.Unlock()
	l.once.Do(func() { l.workOut(keep) })
	q.Channels = l.query
	return l.log, q, nil
}

// limited asks an analysis what came through the channels of a view. That too little
// did is said so, where all channels would do.
func limited[R any](s *Session, v View, log *eventlog.Log, q analysis.Query, build func(*eventlog.Log, analysis.Query) (R, error)) (R, error) {
	var none R
	narrowed, through, err := s.through(log, q, v)
	if err != nil {
		return none, err
	}
	r, err := build(narrowed, through)
	if v.Channels == "" || data.CodeOf(err) != data.CodeNoData {
		return r, err
	}
	if _, whole := build(log, q); whole != nil {
		return none, whole
	}
	return none, data.Wrap(err, data.CodeNoData, "Too little came through %s to answer this; choose more channels, or all.", v.Channels.String())
}
