package cohort

import (
	"cxworkbench/data"
	"cxworkbench/data/eventlog"
	"cxworkbench/data/message"
)

// Codes marks the activity codes of a log that the event selects, for analyses
// of events only: a subscription is refused.
func (e Event) Codes(log *eventlog.Log) ([]bool, error) {
	if e.Subscription {
		return nil, data.Errorf(data.CodeBadInput, "A subscription is no activity, so nobody can be active by it; choose a kind such as purchase, or any.")
	}
	return e.matcher(log)
}

// Message is the event in words.
func (e Event) Message() message.Message { return e.message() }
