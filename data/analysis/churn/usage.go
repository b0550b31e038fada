package churn

import (
	"cxworkbench/data"
	"cxworkbench/data/eventlog"
)

// The windows of C.31, in days: the last one is compared with the three before.
const (
	usageWindow = 30
	usageBefore = 3
	usageSpan   = usageWindow * (1 + usageBefore)
)

// gauge watches the usage of one customer after the other.
type gauge struct {
	days []data.Day // of usage, in order
}

// tell gives the rule of a drop in usage: the customer has left on the day on
// which the last 30 days first held less than half of the mean of the three
// windows before, and is back when they hold at least half of that mean again.
func (g *gauge) tell(w *watch) func(eventlog.CustomerIndex, *Life) {
	return func(c eventlog.CustomerIndex, l *Life) {
		g.read(w, c)
		if len(g.days) == 0 {
			return
		}
		l.Start = g.days[0]
		if start := w.subscribed(c); start.Known() {
			l.Start = min(l.Start, start)
		}
		if g.days[0]+usageSpan-1 > w.query.AsOf {
			l.State = TooNew
			return
		}
		if left := g.drop(w.query.AsOf); left.Known() {
			l.State, l.End, l.Reason = Left, left, w.reason(c)
		} else {
			l.State, l.End = Active, w.query.AsOf
		}
	}
}

func (g *gauge) read(w *watch, c eventlog.CustomerIndex) {
	g.days = g.days[:0]
	from, to := w.log.EventRange(c)
	codes := w.log.Events.Activity[from:to]
	for i, d := range w.log.Events.Day[from:to] {
		if d > w.query.AsOf {
			break
		}
		if d.Known() && w.activity[codes[i]] {
			g.days = append(g.days, d)
		}
	}
}

// drop gives the day from which usage is down at the as-of date, or NoDay. The
// counts of the windows change only where a use enters or leaves one, so that
// only these days are looked at.
func (g *gauge) drop(asOf data.Day) data.Day {
	const late = usageSpan - 1
	var recent, before int // uses up to day-30, and up to day-120, are out of the windows
	down, level := data.NoDay, 0
	inAll := 0 // uses up to the day
	for day := g.days[0] + late; day <= asOf; day = g.next(day, inAll, recent, before, asOf) {
		inAll, recent, before = g.upTo(day, inAll), g.upTo(day-usageWindow, recent), g.upTo(day-usageSpan, before)
		last, earlier := inAll-recent, recent-before
		switch {
		case !down.Known() && below(last, earlier):
			down, level = day, earlier
		case down.Known() && !below(last, level):
			down = data.NoDay
			if below(last, earlier) {
				down, level = day, earlier
			}
		}
	}
	return down
}

// below reports whether the uses of a window are under half of the mean of the
// windows before.
func below(last, earlier int) bool { return 2*usageBefore*last < earlier }

// upTo counts the uses up to a day, from a count that was right for an earlier one.
func (g *gauge) upTo(day data.Day, n int) int {
	for n < len(g.days) && g.days[n] <= day {
		n++
	}
	return n
}

// next is the next day on which a count of a window changes; past the as-of day
// where none does.
func (g *gauge) next(day data.Day, inAll, recent, before int, asOf data.Day) data.Day {
	next := asOf + 1
	for _, edge := range [...]struct {
		n     int
		shift data.Day
	}{{inAll, 0}, {recent, usageWindow}, {before, usageSpan}} {
		if edge.n < len(g.days) {
			next = min(next, g.days[edge.n]+edge.shift)
		}
	}
	return max(next, day+1)
}
