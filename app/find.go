package app

import (
	"context"
	"slices"

	"cxworkbench/data/eventlog"
)

// Found is a customer that a few typed words name.
type Found struct {
	Customer eventlog.CustomerIndex
	Label    string
	Fits     string // the text that fits: the name, or an identity
}

// FindCustomers gives the customers whose name or identity holds every word typed,
// the last perhaps only begun; at most limit of them, each once.
func (s *Session) FindCustomers(ctx context.Context, typed string, limit int) ([]Found, error) {
	log := s.Log()
	hits, err := s.Search(ctx, typed, 4*limit) // a name and some identities each
	if err != nil {
		return nil, err
	}
	var found []Found
	seen := map[int64]bool{}
	for _, hit := range hits {
		if hit.Noun != "customer" && hit.Noun != "identity" || seen[hit.CustomerID] || len(found) == limit {
			continue
		}
		c, known := slices.BinarySearch(log.CustomerIDs, hit.CustomerID)
		if known { // a customer of a later revision is found after the next reload
			seen[hit.CustomerID] = true
			found = append(found, Found{Customer: eventlog.CustomerIndex(c), Label: log.Labels[c], Fits: hit.Context})
		}
	}
	return found, nil
}
