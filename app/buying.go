package app

import (
	"cxworkbench/app/report"
	"cxworkbench/charts"
	"cxworkbench/data/analysis"
	"cxworkbench/data/analysis/btyd"
	"cxworkbench/data/analysis/rfm"
	"cxworkbench/data/eventlog"
	"cxworkbench/data/message"
)

// RFMAnswer is the grid for windows and files.
func RFMAnswer(r rfm.Result) Answer {
	return Answer{
		Finding: r.Finding, Definition: r.Definition, AsOf: r.AsOf, N: r.N, Revision: r.Revision,
		Drawings: []Drawing{
			{Name: "rfm", Height: 300, Most: 380, Draw: func(o charts.Options) charts.Scene { return charts.RFM(r, o) }},
			{Name: "rfm-segments", Height: 76 + 32*len(rfm.Segments), Beside: true, Draw: func(o charts.Options) charts.Scene { return charts.RFMSegments(r, o) }},
		},
		Table: func(p *message.Printer) report.Table { return RFMTable(r, p) },
		People: func(target any) (message.Message, []eventlog.CustomerIndex, bool) {
			switch key := target.(type) {
			case nil:
				people := r.People()
				return everyone(len(people)), people, true
			case charts.RFMCell:
				people := r.Members(key.Recency, key.Frequency)
				return message.New("churn.rfm", message.Args{"n": len(people), "r": key.Recency, "f": key.Frequency, "segment": rfm.SegmentOf(key.Recency, key.Frequency).Label()}), people, true
			case rfm.Segment:
				people := r.SegmentMembers(key)
				return message.New("churn.rfm.segment", message.Args{"n": len(people), "segment": key.Label(), "meaning": key.Meaning()}), people, true
			}
			return message.Message{}, nil, false
		},
		Why: func(any) analysis.Why { return r.Why() },
	}
}

// BTYDAnswer is who still buys, for windows and files.
func BTYDAnswer(r btyd.Result, log *eventlog.Log) Answer {
	return Answer{
		Finding: r.Finding, Definition: r.Definition, AsOf: r.AsOf, N: r.N, Revision: r.Revision, Result: r,
		Drawings: []Drawing{
			{Name: "btyd", Height: 76 + 32*(len(r.Bands)+1), Draw: func(o charts.Options) charts.Scene { return charts.Alive(r, o) }},
			{Name: "btyd-tracking", Height: 280, Beside: true, Draw: func(o charts.Options) charts.Scene { return charts.Tracking(r, o) }},
		},
		Table: func(p *message.Printer) report.Table { return BTYDTable(r, log, p) },
		People: func(target any) (message.Message, []eventlog.CustomerIndex, bool) {
			switch key := target.(type) {
			case nil:
				people := r.People()
				return everyone(len(people)), people, true
			case charts.AliveBand:
				people := r.Members(key.Band)
				return message.New("churn.band", message.Args{"n": len(people), "band": btyd.BandLabel(key.Band)}), people, true
			case charts.TrackingWeek:
				people := r.TrackingMembers(key.Week)
				return message.New("churn.week", message.Args{"n": len(people), "day": r.Holdout.Weeks[key.Week].End}), people, true
			case OneCustomer:
				return message.New("churn.customer", message.Args{"name": log.Labels[key]}), []eventlog.CustomerIndex{eventlog.CustomerIndex(key)}, true
			}
			return message.Message{}, nil, false
		},
		Why: func(target any) analysis.Why {
			if key, ok := target.(charts.TrackingWeek); ok {
				return r.WhyTracked(key.Week)
			}
			return r.Why()
		},
	}
}

// OneCustomer is a target of one person.
type OneCustomer eventlog.CustomerIndex
