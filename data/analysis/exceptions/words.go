package exceptions

import (
	"math"
	"sort"

	"cxworkbench/data/analysis"
	"cxworkbench/data/analysis/survival"
	"cxworkbench/data/eventlog"
	"cxworkbench/data/message"
)

func (r *Result) definition(q analysis.Query) message.Message {
	parts := []message.Message{
		message.New("exceptions.definition", message.Args{"days": Together}),
		message.New("exceptions.definition.recovered", nil),
		message.New("maturity.definition.asof", message.Args{"day": r.AsOf}),
		message.New("exceptions.definition.n", message.Args{"n": r.Total.Failures, "people": r.Total.People, "customers": r.Customers}),
		message.New("exceptions.definition.change", message.Args{"days": Around}),
	}
	if r.Leaving == nil {
		parts = append(parts,
			message.New("exceptions.definition.leaving", message.Args{"days": r.Spec.Window, "n": r.OthersLeft, "rate": r.OthersRate}),
			r.Spec.Churn.Message())
	} else {
		parts = append(parts, message.New("exceptions.definition.notold", nil))
	}
	parts = append(parts, message.New("exceptions.definition.ci", nil))
	if q.Channels.Keep != nil {
		parts = append(parts, message.New("exceptions.definition.anychannel", nil))
	}
	return message.New("maturity.definition", message.Args{"parts": append(parts, q.Caveats(r.log)...)})
}

// finding names the failure after which customers leave most surely, if that can be
// told.
func (r *Result) finding() message.Message {
	if r.Total.Failures == 0 {
		return message.New("exceptions.finding.none", message.Args{"n": r.Customers})
	}
	args := message.Args{
		"n": r.Total.Failures, "people": r.Total.People, "share": message.Share(r.Total.Share), "waiting": len(r.Waiting), "days": r.Spec.Window,
	}
	if r.Leaving != nil {
		return message.New("exceptions.finding.made", args)
	}
	worst := r.Total
	for i, row := range r.Rows {
		if (r.Causes == 0 || i < len(r.Rows)-1) && row.Costs() && (!worst.Costs() || worst.Name.Key == r.Total.Name.Key || row.RatioLow > worst.RatioLow) {
			worst = row
		}
	}
	if !worst.Costs() {
		return message.New("exceptions.finding.even", args)
	}
	args["cause"], args["ratio"], args["left"], args["of"] = worst.Name, worst.Ratio, worst.Left, worst.People
	if math.IsInf(worst.Ratio, 0) {
		return message.New("exceptions.finding.only", args)
	}
	return message.New("exceptions.finding.costs", args)
}

// Row gives a row of a Key; false for one that is not there.
func (r Result) Row(row int) (Row, bool) {
	switch {
	case row == AllRows:
		return r.Total, true
	case row >= 0 && row < len(r.Rows):
		return r.Rows[row], true
	}
	return Row{}, false
}

// KeyName says in words what a number counts: n failures of so many people.
func (r Result) KeyName(key Key, n, people int) message.Message {
	args := message.Args{"n": n, "people": people, "days": r.Spec.Window}
	if key.Row == Others {
		return message.New("exceptions.key.others", args)
	}
	row, _ := r.Row(key.Row)
	args["cause"] = row.Name
	return message.New("exceptions.key."+string(key.Group), args)
}

// Time says a number of days to recovery; NaN is not reached.
func Time(days float64) message.Message {
	if math.IsNaN(days) {
		return message.New("exceptions.notreached", nil)
	}
	return survival.Duration(days, eventlog.UnitDay)
}

// Verdict says whether customers leave more often after a failure than otherwise.
func (row Row) Verdict() message.Message {
	args := message.Args{"ratio": row.Ratio, "low": row.RatioLow, "high": row.RatioHigh, "n": row.Left}
	switch {
	case math.IsNaN(row.Ratio), row.RatioLow > 1 && !row.Costs():
		return message.New("exceptions.verdict.none", nil)
	case math.IsInf(row.RatioHigh, 0):
		return message.New("exceptions.verdict.open", args)
	case row.Costs():
		return message.New("exceptions.verdict.more", args)
	case row.Spares():
		return message.New("exceptions.verdict.fewer", args)
	}
	return message.New("exceptions.verdict.even", args)
}

// Why says of a customer behind a number what went wrong last, and whether it was
// made good.
func (r Result) Why(key Key) analysis.Why {
	return func(c eventlog.CustomerIndex) message.Message {
		at := sort.Search(len(r.failures), func(i int) bool { return r.failures[i].customer > c })
		for at--; at >= 0 && r.failures[at].customer == c; at-- {
			if f := &r.failures[at]; r.counts(key, f) {
				args := message.Args{"cause": causeName(r.log, f.cause), "day": f.day, "days": int(f.days)}
				switch {
				case f.way != none:
					return message.New("exceptions.why."+wayNames[f.way], args)
				case f.gone:
					return message.New("exceptions.why.gone", args)
				}
				return message.New("exceptions.why.open", args)
			}
		}
		return message.Message{}
	}
}

// wayNames are the ways as keys of texts name them.
var wayNames = [ways]string{"solved", "contact", "score"}

// Everybody lists the customers for whom something went wrong, each once.
func (r Result) Everybody() []eventlog.CustomerIndex {
	return Once(r.Members(Key{AllRows, All}))
}

// Once lists customers of a list in the order of the log, each once.
func Once(people []eventlog.CustomerIndex) []eventlog.CustomerIndex {
	var out []eventlog.CustomerIndex
	for _, c := range people {
		if len(out) == 0 || out[len(out)-1] != c {
			out = append(out, c)
		}
	}
	return out
}
