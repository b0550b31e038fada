package charts

import (
	"math"

	"cxworkbench/data/analysis/churn"
	"cxworkbench/data/eventlog"
	"cxworkbench/data/message"
)

// ChurnPart names people in the pictures of who has left: those of a state, with
// the days of a point of the curve or 0 for the rule itself; or, where Returned,
// those who came back after more than so many days.
type ChurnPart struct {
	State    churn.State
	Days     int
	Returned bool
}

// Members lists the people of a part, as often as it counts them.
func (c ChurnPart) Members(r churn.Result) []eventlog.CustomerIndex {
	if c.Returned {
		return r.Returned(c.Days)
	}
	return r.Members(c.State, c.Days)
}

// Name says in words what a part of n counts.
func (c ChurnPart) Name(r churn.Result, n int) message.Message {
	args := message.Args{"n": n, "days": c.Days, "state": churnState(c.State), "day": r.AsOf}
	switch {
	case c.Returned:
		return message.New("churn.part.returned", args)
	case c.Days > 0:
		return message.New("churn.part.days", args)
	}
	return message.New("churn.part", args)
}

func churnState(s churn.State) message.Message {
	switch s {
	case churn.Left:
		return message.New("churn.state.left", nil)
	case churn.Active:
		return message.New("churn.state.active", nil)
	case churn.TooNew:
		return message.New("churn.state.new", nil)
	case churn.Negative:
		return message.New("churn.state.negative", nil)
	}
	return message.New("churn.state.unknown", nil)
}

// ChurnStates draws how many have left, are there, or cannot be told. Regions
// carry a ChurnPart.
func ChurnStates(r churn.Result, o Options) Scene {
	f := newFrame(r.Finding, r.Definition, o)
	if r.N == 0 {
		return f.empty("charts.churn.empty")
	}
	spec := barSpec{
		most: float64(max(r.Left, r.Active, r.TooNew, r.Unknown, r.Negative)), axis: f.text("charts.people", nil), summary: f.say(r.Finding), tick: f.wholeText,
		columns: []string{f.text("charts.people", nil), f.text("charts.churn.share", nil)},
	}
	for _, state := range churn.States {
		n := map[churn.State]int{churn.Left: r.Left, churn.Active: r.Active, churn.TooNew: r.TooNew, churn.Unknown: r.Unknown, churn.Negative: r.Negative}[state]
		if n == 0 && state != churn.Left && state != churn.Active {
			continue
		}
		color := asideColor(o.Palette)
		switch state {
		case churn.Left:
			color = readableLine(o.Palette.Categories[1], o.Palette)
		case churn.Active:
			color = o.Palette.Accent
		}
		part := ChurnPart{State: state}
		share := float64(n) / float64(r.N)
		spec.rows = append(spec.rows, barRow{
			name: f.say(churnState(state)), value: float64(n), low: math.NaN(), high: math.NaN(), color: color,
			texts: []string{f.o.Printer.Int(int64(n)), f.o.Printer.Percent(share)},
			tip:   f.say(part.Name(r, n)), target: part,
		})
	}
	return f.orSmall(f.drawBars(spec))
}

// leastJudged is how many customers a point of the curve needs to say something, as
// many as a survival curve needs at risk where it begins.
const leastJudged = 10

// ChurnDays draws how the answer moves with the days of silence that mean
// leaving: the share who would have left, and of the silences of that length the
// share that ended in a return. Regions carry a ChurnPart.
func ChurnDays(r churn.Result, o Options) Scene {
	f := newFrame(r.Finding, r.Definition, o)
	if len(r.Curve) == 0 {
		return f.empty("charts.churn.nocurve")
	}
	points := r.Curve
	for len(points) > 0 && points[len(points)-1].Left+points[len(points)-1].Active < leastJudged {
		points = points[:len(points)-1] // the longer the silence, the fewer are there for so long
	}
	if len(points) == 0 {
		return f.empty("charts.churn.few")
	}
	last := points[len(points)-1].Days
	spec := lineSpec{
		xTitle: f.text("charts.churn.x", nil), yTitle: f.text("charts.churn.y", nil), xTicks: niceTicks(0, float64(last), max(2, int(f.inner.w/110))),
		yLow: 0, yHigh: 100, yText: f.percentText, summary: f.say(r.Finding),
	}
	spec.endAt(float64(last))
	left := curve{name: f.text("charts.churn.left", nil), color: readableLine(o.Palette.Categories[1], o.Palette)}
	back := curve{name: f.text("charts.churn.back", nil), color: o.Palette.Accent, dash: []float64{5, 3}}
	for i, at := range points {
		x := float64(at.Days)
		share, returned := f.leftOf(at), at.ReturnShare()
		left.points = append(left.points, point{x, 100 * share})
		back.points = append(back.points, point{x, 100 * returned})
		back.low, back.high = append(back.low, 100*at.Low), append(back.high, 100*at.High)
		from, to := x, x
		if i > 0 {
			from = (x + float64(points[i-1].Days)) / 2
		}
		if i+1 < len(points) {
			to = (x + float64(points[i+1].Days)) / 2
		}
		args := message.Args{"days": at.Days, "left": at.Left, "of": at.Left + at.Active, "share": message.Share(share), "returned": at.Returned, "silences": at.Returned + at.Left, "back": message.Share(returned)}
		if !math.IsNaN(share) {
			spec.spots = append(spec.spots, spot{from, to, 100 * share, f.text("charts.churn.tip.left", args), ChurnPart{State: churn.Left, Days: at.Days}})
		}
		if !math.IsNaN(returned) {
			spec.spots = append(spec.spots, spot{from, to, 100 * returned, f.text("charts.churn.tip.back", args), ChurnPart{Days: at.Days, Returned: true}})
		}
	}
	spec.curves = []curve{left, back}
	if r.Rule.Rule == churn.Inactivity && r.Rule.Days <= last {
		spec.upright = []mark{{at: float64(r.Rule.Days), name: f.text("charts.churn.chosen", message.Args{"days": r.Rule.Days})}}
	}
	return f.orSmall(f.drawLines(spec))
}

func (f *frame) leftOf(at churn.Point) float64 {
	if at.Left+at.Active == 0 {
		return math.NaN()
	}
	return float64(at.Left) / float64(at.Left+at.Active)
}

// orSmall is a scene, or the sentence that there is no room for it.
func (f *frame) orSmall(s Scene, ok bool) Scene {
	if !ok {
		return f.empty("charts.small")
	}
	return s
}

// wholeText writes a whole number on an axis.
func (f *frame) wholeText(v float64) string { return f.o.Printer.Int(int64(math.Round(v))) }
