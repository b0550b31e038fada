package condition

import (
	"math"
	"strconv"
	"strings"

	"cxworkbench/data"
	"cxworkbench/data/eventlog"
)

// compiler turns nodes into evaluators and shares between them what they read.
type compiler struct {
	log    *eventlog.Log
	env    Env
	reader *reader
	series map[seriesKey]*series
	shifts map[int]*monthShift
}

func (c *compiler) all(parts []node) ([]evaluator, error) {
	out := make([]evaluator, len(parts))
	for i, p := range parts {
		e, err := p.compile(c)
		if err != nil {
			return nil, err
		}
		out[i] = e
	}
	return out, nil
}

func (b both) compile(c *compiler) (evaluator, error) {
	parts, err := c.all(b.parts)
	return &allOf{parts}, err
}

func (e either) compile(c *compiler) (evaluator, error) {
	parts, err := c.all(e.parts)
	return &anyOf{parts}, err
}

func (n not) compile(c *compiler) (evaluator, error) {
	part, err := n.part.compile(c)
	return &negation{part: part}, err
}

func (a attributeTest) compile(c *compiler) (evaluator, error) {
	attribute, err := findAttribute(c.log, a.name)
	if err != nil {
		return nil, err
	}
	passes := make([]bool, len(attribute.Values)+1) // by code; 0, not known, never passes
	for i, text := range attribute.Values {
		passes[i+1] = a.passes(text)
	}
	return &attributeIs{codes: attribute.Codes, passes: passes}, nil
}

// passes compares as numbers where both sides are, else as text in any case.
func (a attributeTest) passes(text string) bool {
	if a.op == isKnown {
		return true
	}
	for _, value := range a.values {
		if a.op.passes(compareValues(text, value)) {
			return true
		}
	}
	return false
}

// passes tells whether a comparison is met by two sides of this order.
func (op comparison) passes(order int) bool {
	switch op {
	case equal, oneOf:
		return order == 0
	case different:
		return order != 0
	case below:
		return order < 0
	case atMost:
		return order <= 0
	case above:
		return order > 0
	case atLeast:
		return order >= 0
	}
	return false
}

func compareValues(a, b string) int {
	x, okX := number(a)
	y, okY := number(b)
	switch {
	case !okX || !okY:
		return strings.Compare(strings.ToLower(a), strings.ToLower(b))
	case x < y:
		return -1
	case x > y:
		return 1
	}
	return 0
}

func number(s string) (float64, bool) {
	f, err := strconv.ParseFloat(strings.TrimSpace(s), 64)
	return f, err == nil && !math.IsNaN(f) && !math.IsInf(f, 0)
}

func (s stageTest) compile(c *compiler) (evaluator, error) {
	if c.env.StageAt == nil {
		return nil, data.Errorf(data.CodeBadInput, "The condition asks for a customer's stage, which is not known in this place; use done, subscribed, left or an attribute instead.")
	}
	ranks := make([]int, len(s.stages))
	for i, name := range s.stages {
		ranks[i] = noStage
		if name.none {
			continue
		}
		found, err := find("stage", name.name, c.log.Stages, func(s data.Stage) string { return s.Name })
		if err != nil {
			return nil, err
		}
		ranks[i] = found[0]
	}
	return &stageIs{op: s.op, ranks: ranks, at: c.env.StageAt}, nil
}

func (l listTest) compile(c *compiler) (evaluator, error) {
	found, err := find("list", l.name, c.log.Lists, func(l eventlog.List) string { return l.Name })
	if err != nil {
		return nil, err
	}
	return &isListed{in: c.log.Lists[found[0]].Marks(c.log)}, nil
}

func (leftTest) compile(c *compiler) (evaluator, error) { return &hasLeft{log: c.log}, nil }

func (d done) compile(c *compiler) (evaluator, error) {
	key := seriesKey{kind: d.kind, activity: strings.ToLower(d.activity), channel: strings.ToLower(d.channel)}
	s := c.series[key]
	if s == nil {
		activities, err := d.activities(c.log)
		if err != nil {
			return nil, err
		}
		var channels []bool
		if d.channel != "" {
			found, err := find("channel", d.channel, c.log.Channels, func(ch data.Channel) string { return ch.Name })
			if err != nil {
				return nil, err
			}
			channels = marks(len(c.log.Channels), found)
		}
		s = c.reader.add(activities, channels, d.countsOccasions(c.log, activities))
		c.series[key] = s
	}
	w := c.window(d.window)
	if d.last {
		return &doneLately{reader: c.reader, series: s, times: d.times, window: w}, nil
	}
	return &hasDone{reader: c.reader, series: s, times: d.times, window: w}, nil
}

// activities marks the activity codes that count.
func (d done) activities(log *eventlog.Log) ([]bool, error) {
	switch {
	case d.kind != "":
		return log.ActivitiesOf(d.kind), nil
	case d.activity != "":
		found, err := find("activity", d.activity, log.Activities, func(a data.Activity) string { return a.Name })
		return marks(len(log.Activities), found), err
	}
	all := make([]bool, len(log.Activities))
	for i := range all {
		all[i] = true
	}
	return all, nil
}

// countsOccasions reports whether purchase occasions are counted rather than
// interactions: for the kind, and for an activity of that kind (C.28).
func (d done) countsOccasions(log *eventlog.Log, activities []bool) bool {
	if d.activity == "" {
		return d.kind == data.KindPurchase
	}
	for code, counts := range activities {
		if counts && log.Activities[code].Kind != data.KindPurchase {
			return false
		}
	}
	return true
}

func marks(n int, codes []int) []bool {
	out := make([]bool, n)
	for _, code := range codes {
		out[code] = true
	}
	return out
}

func (s subscribedTest) compile(c *compiler) (evaluator, error) {
	return &isSubscribed{log: c.log, window: c.window(s.span)}, nil
}

func (s silentTest) compile(c *compiler) (evaluator, error) {
	return &isSilent{log: c.log, window: c.window(s.span)}, nil
}
