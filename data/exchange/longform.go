package exchange

import (
	"cxworkbench/data"
)

// loadMetrics gathers the metrics that answers are given to: those that are here,
// whose scale holds whatever a file says, and those that rows name, whose scale
// their answers in the first rows tell.
func (r *run) loadMetrics() error {
	known, err := r.tx.Metrics()
	if err != nil {
		return err
	}
	if err := r.plan.options.checkScales(known); err != nil {
		return err
	}
	metrics := map[string]data.Metric{}
	if len(r.plan.Questions) == 0 {
		if err := r.askedIn(metrics); err != nil {
			return err
		}
	}
	for _, m := range known {
		metrics[squash(m.Name)] = m
	}
	r.convert.metrics = metrics
	return nil
}

// askedIn adds the metrics that the first rows name.
func (r *run) askedIn(metrics map[string]data.Metric) error {
	rows, err := readSample(r.plan.Path, r.plan.Format)
	if err != nil {
		return err
	}
	columns := map[string]*column{}
	for _, row := range rows[min(len(rows), r.plan.TitleRows+r.plan.HeaderRows):] {
		r.convert.cells = row
		name := r.convert.text(FieldMetric)
		if name == "" {
			continue
		}
		key := squash(name)
		if columns[key] == nil {
			columns[key] = &column{name: name, folded: key, words: wordsOf(name)}
		}
		columns[key].profile.add(r.convert.text(FieldScore))
	}
	for key, c := range columns {
		c.profile.finish()
		if m, ok := metricOf(c); ok {
			metrics[key] = m
		}
	}
	for name, s := range r.plan.options.Scales {
		m, ok := metrics[squash(name)]
		if !ok {
			kind, _ := metricKindOf(name)
			m = data.Metric{Name: metricName(name), Kind: kind}
		}
		s.put(&m)
		metrics[squash(name)] = m
	}
	return nil
}

// metricOf tells a question by its name and the first answers to it.
func metricOf(c *column) (data.Metric, bool) {
	if q, ok := questionOf(c, c.name); ok {
		return q.Metric, true
	}
	a, ok := answersOf(&c.profile)
	if !ok {
		return data.Metric{}, false
	}
	on, ok := a.scale()
	return data.Metric{Name: metricName(c.name), Kind: data.MetricOther, Low: on.low, High: on.high, Direction: data.HighIsGood}, ok
}
