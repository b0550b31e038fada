package exchange

import (
	"cxworkbench/data"
)

// storeAnswers adds the responses of a row.
func (r *run) storeAnswers(called string, d *draft) (change, fault, error) {
	id, ambiguous, did, bad, err := r.whose(called, d)
	if bad != "" || err != nil {
		return did, bad, err
	}
	if r.dated { // the day at which answers without one count is no news
		r.saw(d.when.DayIn(r.home))
	}
	if err := r.words(d); err != nil {
		return changeNone, "", err
	}
	for i := range d.answers {
		a := &d.answers[i]
		fingerprint := r.prints.response(called, d, a)
		if !r.isNew(fingerprint) {
			continue
		}
		metric, err := r.names.metric(a.metric)
		if err != nil {
			return changeNone, "", err
		}
		_, err = r.tx.AddResponse(&data.Response{
			CustomerID: id, MetricID: metric, ChannelID: d.event.ChannelID, TouchpointID: d.event.TouchpointID,
			When: d.when, Score: a.score, Comment: a.comment,
		}, r.origin(), fingerprint)
		if err != nil {
			return changeNone, "", err
		}
		if err := r.made("response", id, ambiguous); err != nil {
			return changeNone, "", err
		}
		did = changeAdded
	}
	return did, "", nil
}

// storeStageChange records a customer's move to a stage.
func (r *run) storeStageChange(called string, d *draft) (change, fault, error) {
	id, did, bad, err := r.storeCustomer(called, d)
	if bad != "" || err != nil {
		return did, bad, err
	}
	c := d.stageChange
	c.CustomerID = id
	r.saw(c.Day)
	if !r.isNew(r.prints.stageChange(&c)) {
		return did, "", nil
	}
	r.report.Records++
	return changeAdded, "", r.tx.AddStageChange(&c, r.origin())
}
