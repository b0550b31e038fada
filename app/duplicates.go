package app

import (
	"context"
	"fmt"
	"hash/crc32"
	"maps"
	"slices"
	"strings"

	"cxworkbench/data"
	"cxworkbench/data/duplicates"
	"cxworkbench/data/eventlog"
	"cxworkbench/data/workspace"
)

// apartOption is the option in which pairs are kept that are not the same.
const apartOption = "duplicates.apart"

// Duplicates finds customers that may be one and the same, without the pairs that
// a person has judged different. Progress is told as it goes.
func (s *Session) Duplicates(ctx context.Context, progress func(done, total int64)) (duplicates.Result, error) {
	var customers []data.Customer
	var apart string
	err := s.ws.Snapshot(ctx, func(snap *workspace.Snapshot) error {
		options, err := snap.Options()
		if err != nil {
			return err
		}
		apart = options[apartOption]
		return snap.EachWholeCustomer(func(c *data.Customer) error {
			customers = append(customers, data.Customer{ID: c.ID, Name: c.Name, Identities: slices.Clone(c.Identities)})
			return ctx.Err()
		})
	})
	if err != nil {
		return duplicates.Result{}, err
	}
	judged := map[string]bool{}
	for pair := range strings.FieldsSeq(apart) {
		judged[pair] = true
	}
	return duplicates.Find(ctx, customers, func(a, b data.Customer) bool { return judged[apartKey(a, b)] }, progress)
}

// apartKey names a pair as it is now. With the names in it, a judgement does not
// outlive them: after a change of name the pair is proposed again.
func apartKey(a, b data.Customer) string {
	if a.ID > b.ID {
		a, b = b, a
	}
	names := crc32.ChecksumIEEE([]byte(workspace.Fold(a.Name) + "\n" + workspace.Fold(b.Name)))
	return fmt.Sprintf("%d-%d-%08x", a.ID, b.ID, names)
}

// Twin is one of two customers that are compared.
type Twin struct {
	Customer     data.Customer
	Interactions int
	First, Last  data.Day // of its interactions
}

// Label is how the twin is shown.
func (t Twin) Label() string { return t.Customer.Label() }

// Twins reads two customers to be compared.
func (s *Session) Twins(ctx context.Context, pair duplicates.Pair) (twins [2]Twin, err error) {
	log := s.Log()
	customers, err := s.ws.Customers(ctx, []int64{pair.A, pair.B})
	if err != nil {
		return twins, err
	}
	for i, id := range []int64{pair.A, pair.B} {
		at := slices.IndexFunc(customers, func(c data.Customer) bool { return c.ID == id })
		if at < 0 {
			return twins, data.Errorf(data.CodeNotFound, "One of the two customers is not in the workspace any more; look for duplicates again.")
		}
		twins[i] = Twin{Customer: customers[at], First: data.NoDay, Last: data.NoDay}
		if c, known := slices.BinarySearch(log.CustomerIDs, id); known {
			from, to := log.EventRange(eventlog.CustomerIndex(c))
			if twins[i].Interactions = to - from; to > from {
				twins[i].First, twins[i].Last = log.Events.Day[from], log.Events.Day[to-1]
			}
		}
	}
	return twins, nil
}

// Merge makes two customers one: all records of the second become records of the
// first, which then has this name and these attributes.
func (s *Session) Merge(ctx context.Context, twins [2]Twin, name string, attributes map[string]string) error {
	merged := data.Customer{ID: twins[0].Customer.ID, Name: name, Attributes: maps.Clone(attributes)}
	label := fmt.Sprintf("Merge %s into %s", short(twins[1].Label()), short(twins[0].Label()))
	return s.ws.Write(ctx, label, func(tx *workspace.Tx) error { return tx.Merge(&merged, twins[1].Customer.ID) })
}

// NotTheSame remembers that two customers are two.
func (s *Session) NotTheSame(ctx context.Context, twins [2]Twin) error {
	a, b := twins[0].Customer, twins[1].Customer
	label := fmt.Sprintf("%s and %s are not the same", short(a.Label()), short(b.Label()))
	return s.ws.Write(ctx, label, func(tx *workspace.Tx) error {
		kept, err := tx.Option(apartOption)
		if err != nil {
			return err
		}
		if key := apartKey(a, b); !slices.Contains(strings.Fields(kept), key) {
			return tx.SetOption(apartOption, strings.TrimSpace(kept+" "+key))
		}
		return nil
	})
}

// short clips a name for the label of a change.
func short(label string) string {
	const most = 40
	if letters := []rune(label); len(letters) > most {
		return string(letters[:most]) + "…"
	}
	return label
}
