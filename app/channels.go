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
// answers those count that came through one of them. The empty name is no channel:
// then those that name none count. The zero Channels is all, those without a channel
// too. It can be compared.
type Channels string

const betweenNames = "\x1f" // the unit separator, which cannot be typed

// OnlyChannels gives the channels of these names, in whatever order.
func OnlyChannels(names ...string) Channels {
	var out strings.Builder
	for _, name := range slices.Compact(slices.Sorted(slices.Values(names))) {
		out.WriteString(betweenNames + name) // before each, as the empty name is one
	}
	return Channels(out.String())
}

// Names lists them by name, no channel first; none is all.
func (c Channels) Names() []string {
	if c == "" {
		return nil
	}
	return strings.Split(string(c), betweenNames)[1:]
}

// Said lists the names for a reader, and says whether what names no channel counts as
// well.
func (c Channels) Said() (names string, unnamed bool) {
	named := slices.DeleteFunc(c.Names(), func(name string) bool { return name == "" })
	return strings.Join(named, ", "), len(named) < len(c.Names())
}

// codes marks the channels of a log, by code. One that is not there is an error that
// names those that are.
func (c Channels) codes(log *eventlog.Log) ([]bool, error) {
	keep := make([]bool, len(log.Channels))
	for _, name := range c.Names() {
		found := false
		for code, channel := range log.Channels { // the first is none
			if strings.EqualFold(channel.Name, name) {
				keep[code], found = true, true
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
	known := channelChoices(log)
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

// channelChoices lists what a view of a log can be limited to: its channels, sorted,
// and last the empty name where contacts name none.
func channelChoices(log *eventlog.Log) []string {
	names := channelNames(log)
	if len(names) > 0 && log.WithoutChannel() > 0 {
		names = append(names, "")
	}
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
	var only []string
	for code, is := range keep {
		if is {
			only = append(only, l.of.Channels[code].Name)
		}
	}
	names, unnamed := OnlyChannels(only...).Said()
	args := message.Args{"names": names, "n": l.of.WithoutChannel()}
	key := "query.channels"
	switch {
	case unnamed && names == "":
		key = "query.channels.none"
	case unnamed:
		key = "query.channels.ornone"
	case l.of.WithoutChannel() > 0:
		key = "query.channels.unnamed"
	}
	l.query = analysis.Channels{Label: message.New(key, args), Through: throughWords(names, unnamed, len(only), len(l.of.Channels)-1), Keep: keep}
}

// mostNamed is how many channels are named where there is room for a few words.
const mostNamed = 3

// throughWords says through which channels in a few words, of which definition lines
// say all: the names, or how many they are of all. Chosen counts no channel as well.
func throughWords(names string, unnamed bool, chosen, all int) message.Message {
	key := "query.through"
	if unnamed {
		key, chosen = "query.through.ornone", chosen-1
	}
	switch {
	case names == "":
		key = "query.through.none"
	case chosen > mostNamed:
		key += ".many"
	}
	return message.New(key, message.Args{"names": names, "n": chosen, "all": all})
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
	names, unnamed := v.Channels.Said()
	switch {
	case unnamed && names == "":
		return none, data.Wrap(err, data.CodeNoData, "Too little came without a channel to answer this; choose more channels, or all.")
	case unnamed:
		return none, data.Wrap(err, data.CodeNoData, "Too little came through %s, or without a channel, to answer this; choose more channels, or all.", names)
	}
	return none, data.Wrap(err, data.CodeNoData, "Too little came through %s to answer this; choose more channels, or all.", names)
}
