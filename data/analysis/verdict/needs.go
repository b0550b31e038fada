package verdict

import (
	"cxworkbench/data"
	"cxworkbench/data/analysis/churn"
	"cxworkbench/data/message"
)

// Thresholds of the reservations.
const (
	nobodyShare   = .05 // share of records without a customer that is worth a word
	fewMonths     = 6   // of records, under which a course over time says little
	fewLeavers    = 30  // people who left, under which effects cannot be told apart
	fewAnswers    = 30  // to a question, under which its interval is wide
	wholeDrivers  = 4   // drivers with data that a composite needs (C.18)
	channelShare  = .8  // of contacts with a channel, from which the rest is no reservation
	reasonedShare = .8  // of those who left with a reason, likewise
	livelyShare   = .5  // of customers with at least three records, likewise
)

// lacking gives what keeps an analysis from an answer, and what a yes rests on.
func (f *facts) lacking(topic Topic) ([]lack, []message.Message) {
	switch topic {
	case Ladder, Moves, Dwell:
		return f.journey(topic)
	case PushPull:
		return f.pushPull()
	case Drivers:
		return f.drivers()
	case Cohorts, Lifecycle:
		return f.returning(topic)
	case Survival, Leaving, Reasons:
		return f.leaving(topic)
	case RFM, Buying:
		return f.buying(topic)
	case NPS:
		return f.score(data.MetricNPS, ScoreNPS)
	case CSAT:
		return f.score(data.MetricCSAT, ScoreCSAT)
	case CES:
		return f.score(data.MetricCES, ScoreCES)
	case Resolve:
		return f.resolve()
	case Channels:
		return f.byChannel()
	}
	return f.one()
}

func say(key string, args message.Args) []message.Message {
	return []message.Message{message.New(key, args)}
}

// people is what every question about customers needs.
func (f *facts) people() []lack {
	switch {
	case f.records == 0 && f.customers == 0:
		return []lack{{No, message.New("verdict.why.empty", nil), Customer}}
	case f.customers == 0:
		return []lack{{No, message.New("verdict.why.nobody", message.Args{"n": f.records}), Customer}}
	case f.records > 0 && float64(f.nobody) >= nobodyShare*float64(f.records):
		share := message.Share(float64(f.nobody) / float64(f.records))
		return []lack{{Partly, message.New("verdict.why.nocustomer", message.Args{"share": share, "n": f.nobody}), Customer}}
	}
	return nil
}

// over is what every course over time needs: records of more than one month.
func (f *facts) over() []lack {
	switch {
	case f.records == 0 || !f.q.AsOf.Known():
		return []lack{{No, message.New("verdict.why.nodates", nil), When}}
	case f.months < 2:
		return []lack{f.oneMonth(No)}
	case f.months < fewMonths:
		return []lack{{Partly, message.New("verdict.why.months", message.Args{"n": f.months}), Longer}}
	}
	return nil
}

func (f *facts) oneMonth(to Answer) lack {
	return lack{to, message.New("verdict.why.month", message.Args{"first": f.first, "last": f.last}), Longer}
}

// tenured is the reservation where all starts were counted back from a tenure:
// they are months before one day, not dates.
func (f *facts) tenured() []lack {
	if f.derived > 0 && f.derived == f.subscriptions {
		return []lack{{Partly, message.New("verdict.why.tenure", message.Args{"n": f.derived}), Starts}}
	}
	return nil
}

func (f *facts) journey(topic Topic) ([]lack, []message.Message) {
	lacks := f.people()
	if topic != Ladder {
		lacks = append(append(lacks, f.over()...), f.tenured()...)
	}
	if f.customers > 0 {
		switch {
		case f.events+f.subscriptions+f.changes == 0:
			lacks = append(lacks, lack{No, message.New("verdict.why.nostage", nil), Activities})
		case f.changes == 0 && f.kinds == 0:
			lacks = append(lacks, lack{Partly, message.New("verdict.why.contracts", nil), Activities})
		case f.changes == 0 && f.kinds == 1:
			lacks = append(lacks, lack{Partly, message.New("verdict.why.onekind", nil), Activities})
		}
	}
	return lacks, say("verdict.has.journey", message.Args{"n": f.customers, "kinds": f.kinds, "months": f.months})
}

func (f *facts) pushPull() ([]lack, []message.Message) {
	lacks := f.people()
	switch {
	case f.events == 0:
		lacks = append(lacks, lack{No, message.New("verdict.why.nocontacts", nil), Activities})
	case f.requested == 0 && f.push == 0:
		lacks = append(lacks, lack{Partly, message.New("verdict.why.noside", message.Args{"n": f.events}), Asked})
	}
	return lacks, say("verdict.has.contacts", message.Args{"n": f.events})
}

func (f *facts) drivers() ([]lack, []message.Message) {
	known := 0
	for _, there := range []bool{
		f.customers > 0 && f.events+f.subscriptions+f.changes > 0, f.urgent > 0 && f.due > 0, f.promised > 0, f.firstTime > 0, f.caused > 0, f.history > 0,
	} {
		if there {
			known++
		}
	}
	args := message.Args{"n": known}
	switch {
	case known == 0 || known == 1 && f.tickets == 0:
		return []lack{{No, message.New("verdict.why.notickets.drivers", nil), Tickets}}, nil
	case known < wholeDrivers:
		return []lack{{Partly, message.New("verdict.why.drivers", args), Promises}}, nil
	}
	return nil, say("verdict.has.drivers", args)
}

func (f *facts) returning(topic Topic) ([]lack, []message.Message) {
	lacks := append(f.people(), f.over()...)
	if f.customers > 0 && f.events+f.subscriptions == 0 || topic == Lifecycle && f.events == 0 {
		lacks = append(lacks, lack{No, message.New("verdict.why.nocontacts", nil), Activities})
	}
	if f.customers > 0 && f.startMonths == 1 && f.months > 1 && topic == Cohorts {
		lacks = append(lacks, lack{Partly, message.New("verdict.why.onecohort", nil), Longer})
	}
	if topic == Cohorts && f.events == 0 && len(f.tenured()) > 0 {
		to := No
		if len(f.attributes) > 0 {
			to = Partly
		}
		lacks = append(lacks, lack{to, message.New("verdict.why.tenure.cohorts", nil), Starts})
	}
	return lacks, say("verdict.has.returning", message.Args{"starts": f.startMonths, "months": f.months})
}

func (f *facts) leaving(topic Topic) ([]lack, []message.Message) {
	lacks := f.people()
	args := message.Args{"n": f.ended, "all": f.subscriptions, "reasoned": f.reasoned, "days": churn.DefaultDays, "groups": len(f.attributes)}
	silence := f.events > 0 && f.q.AsOf.Known() && f.first.Known() && f.q.AsOf-f.first > churn.DefaultDays
	switch {
	case f.ended > 0:
	case f.subscriptions > 0:
		lacks = append(lacks, lack{No, message.New("verdict.why.noends", args), Ends})
	case topic == Reasons:
		lacks = append(lacks, lack{No, message.New("verdict.why.noends.reasons", nil), Why})
	case silence && f.customers > 0:
		lacks = append(lacks, lack{Partly, message.New("verdict.why.silence", args), Ends})
	case f.events > 0:
		lacks = append(lacks, lack{No, message.New("verdict.why.short", args), Longer})
	case f.customers > 0:
		lacks = append(lacks, lack{No, message.New("verdict.why.noends.none", nil), Ends})
	}
	if topic == Reasons && f.ended > 0 {
		switch {
		case f.reasoned == 0:
			lacks = append(lacks, lack{No, message.New("verdict.why.noreasons", args), Why})
		case float64(f.reasoned) < reasonedShare*float64(f.ended):
			lacks = append(lacks, lack{Partly, message.New("verdict.why.fewreasons", args), Why})
		}
	}
	if topic == Leaving && f.customers > 0 {
		if len(f.attributes) == 0 {
			lacks = append(lacks, lack{No, message.New("verdict.why.nogroups", nil), Attributes})
		}
		if f.ended > 0 && f.ended < fewLeavers {
			lacks = append(lacks, lack{Partly, message.New("verdict.why.fewleavers", args), Longer})
		}
	}
	has := say("verdict.has.ends", args)
	if f.derived > 0 && topic != Reasons {
		has = append(has, message.New("verdict.has.tenure", nil))
	}
	if topic == Leaving {
		has = append(has, message.New("verdict.has.groups", args))
	}
	if topic == Reasons {
		has = say("verdict.has.reasons", args)
	}
	return lacks, has
}

func (f *facts) buying(topic Topic) ([]lack, []message.Message) {
	lacks := f.people()
	args := message.Args{"n": f.buyers, "again": f.again, "buys": f.buys, "priced": f.priced}
	switch {
	case f.buys == 0:
		return append(lacks, lack{No, message.New("verdict.why.nobuys", nil), Purchases}), nil
	case f.buyers == 0:
	case topic == Buying && f.again == 0:
		lacks = append(lacks, lack{No, message.New("verdict.why.noagain", args), Longer})
	case f.months < 2 && topic == Buying:
		lacks = append(lacks, f.oneMonth(No))
	case f.months < 2:
		lacks = append(lacks, f.oneMonth(Partly))
	case f.months < fewMonths:
		lacks = append(lacks, lack{Partly, message.New("verdict.why.months", message.Args{"n": f.months}), Longer})
	}
	if f.priced == 0 {
		lacks = append(lacks, lack{Partly, message.New("verdict.why.noamounts", args), Amounts})
	}
	return lacks, say("verdict.has.buys", args)
}

func (f *facts) score(kind data.MetricKind, column Column) ([]lack, []message.Message) {
	args := message.Args{"n": f.scores[kind], "named": f.named[kind]}
	switch n := f.scores[kind]; {
	case n == 0:
		return []lack{{No, message.New("verdict.why.noscore", nil), column}}, nil
	case n < fewAnswers:
		return []lack{{Partly, message.New("verdict.why.fewscores", args), Longer}}, nil
	case f.named[kind] == 0:
		return nil, say("verdict.has.scores.nobody", args)
	}
	return nil, say("verdict.has.scores", args)
}

func (f *facts) resolve() ([]lack, []message.Message) {
	args := message.Args{"n": f.tickets, "solved": f.solved}
	switch {
	case f.tickets == 0:
		return []lack{{No, message.New("verdict.why.notickets", nil), Tickets}}, nil
	case f.solved == 0:
		return []lack{{No, message.New("verdict.why.nosolved", args), Solved}}, nil
	}
	return nil, say("verdict.has.tickets", args)
}

func (f *facts) byChannel() ([]lack, []message.Message) {
	args := message.Args{"n": f.channels, "events": f.events, "channelled": f.channelled}
	switch {
	case f.events == 0:
		return []lack{{No, message.New("verdict.why.nocontacts", nil), ByChannel}}, nil
	case f.channelled == 0:
		return []lack{{No, message.New("verdict.why.nochannel", args), ByChannel}}, nil
	case f.channels == 1:
		return []lack{{Partly, message.New("verdict.why.onechannel", args), ByChannel}}, nil
	case float64(f.channelled) < channelShare*float64(f.events):
		args["share"] = message.Share(1 - float64(f.channelled)/float64(f.events))
		return []lack{{Partly, message.New("verdict.why.fewchannels", args), ByChannel}}, nil
	}
	return nil, say("verdict.has.channels", args)
}

// one is the picture of a single customer: it needs more than a line about each.
func (f *facts) one() ([]lack, []message.Message) {
	lacks := f.people()
	args := message.Args{"n": f.lively, "all": f.customers}
	switch {
	case f.customers > 0 && f.records == 0:
		lacks = append(lacks, lack{No, message.New("verdict.why.nostage", nil), Activities})
	case f.customers > 0 && f.lively == 0:
		lacks = append(lacks, lack{Partly, message.New("verdict.why.thin.all", nil), Activities})
	case float64(f.lively) < livelyShare*float64(f.customers):
		args["share"] = message.Share(float64(f.lively) / float64(f.customers))
		lacks = append(lacks, lack{Partly, message.New("verdict.why.thin", args), Activities})
	}
	return lacks, say("verdict.has.one", args)
}
