package eventlog

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"cxworkbench/data"
	"cxworkbench/data/workspace"
)

// Update gives the log of a workspace as it is now, given one of an earlier
// revision: where the workspace knows whose records were written since, only
// theirs are read and put in the place of the old ones, else all is read anew.
// Either way the log is the one that Load would give.
func Update(ctx context.Context, w *workspace.Workspace, old *Log) (*Log, error) {
	if old == nil {
		return Load(ctx, w)
	}
	var patched *Log
	err := w.Snapshot(ctx, func(s *workspace.Snapshot) (err error) {
		now, err := s.Revision()
		if err != nil {
			return err
		}
		customers, lists, known := w.Touched(old.Revision, now)
		if !known || now == old.Revision {
			return nil
		}
		if patched, err = old.patch(s, now, customers); err != nil || patched == nil {
			return err
		}
		patched.Lists = old.Lists
		if lists {
			patched.Lists, err = loadLists(s)
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	if patched == nil {
		return Load(ctx, w)
	}
	return patched, nil
}

// patched says whose records a log has not from an older one.
type patched struct {
	from      int64 // revision of the older log
	customers []CustomerIndex
}

// Since lists whose records are not those that the log of an earlier revision has:
// all others' are the same, in the same order, and who is new stands last. It is
// known, and true, of the log that this one was patched from.
func (l *Log) Since(revision int64) ([]CustomerIndex, bool) {
	if l.patched == nil || l.patched.from != revision {
		return nil, false
	}
	return l.patched.customers, true
}

// patch gives the log with the records of some customers, in order, read anew; nil
// where that cannot be done.
func (l *Log) patch(s *workspace.Snapshot, revision int64, customers []int64) (*Log, error) {
	settings, err := s.Settings()
	if err != nil {
		return nil, err
	}
	dict, err := loadDictionaries(s)
	if err != nil {
		return nil, fmt.Errorf("read the dictionaries: %w", err)
	}
	if settings.Zone != l.Settings.Zone || !l.extends(dict) {
		return nil, nil
	}
	// The log of those customers alone, whose codes are those of the whole.
	builder, err := NewBuilder(settings, revision, dict)
	if err != nil {
		return nil, err
	}
	tickets := map[int64]int64{}
	for _, id := range customers {
		records, found, err := s.CustomerRecords(id)
		if err != nil {
			return nil, err
		}
		_, old := slices.BinarySearch(l.CustomerIDs, id)
		isLast := len(l.CustomerIDs) == 0 || id > l.CustomerIDs[len(l.CustomerIDs)-1]
		if !found || !old && !isLast {
			return nil, nil
		}
		builder.Customer(id, records.Label, records.Attributes)
		add(builder, &records)
		maps.Copy(tickets, records.Tickets)
	}
	part, err := builder.Log()
	if err != nil {
		return nil, err
	}
	return l.with(part, tickets)
}

// add gives a customer's records to a builder.
func add(b *Builder, r *workspace.CustomerRecords) {
	for i := range r.Interactions {
		b.Interaction(&r.Interactions[i])
	}
	for i := range r.Subscriptions {
		b.Subscription(&r.Subscriptions[i])
	}
	for i := range r.StageChanges {
		b.StageChange(&r.StageChanges[i])
	}
	for i := range r.Responses {
		b.Response(&r.Responses[i])
	}
}

// extends reports whether codes of the log mean the same in newer dictionaries.
func (l *Log) extends(d Dictionaries) bool {
	return begins(l.Activities, d.Activities, func(a data.Activity) int64 { return a.ID }) &&
		begins(l.Channels[1:], d.Channels, func(c data.Channel) int64 { return c.ID }) &&
		begins(l.Touchpoints[1:], d.Touchpoints, func(t data.Touchpoint) int64 { return t.ID }) &&
		begins(l.Products[1:], d.Products, func(p data.Product) int64 { return p.ID }) &&
		begins(l.Reasons[1:], d.Reasons, func(r data.LeaveReason) int64 { return r.ID }) &&
		begins(l.Metrics, d.Metrics, func(m data.Metric) int64 { return m.ID }) &&
		len(l.Stages) == len(d.Stages) && begins(l.Stages, d.Stages, func(s data.Stage) int64 { return s.ID })
}

// begins reports whether the newer list begins with the older one.
func begins[T any](older, newer []T, id func(T) int64) bool {
	return len(older) <= len(newer) && slices.EqualFunc(older, newer[:len(older)], func(a, b T) bool { return id(a) == id(b) })
}

// with gives the log with the customers of part, their records included, in place
// of those it has or after them.
func (l *Log) with(part *Log, tickets map[int64]int64) (*Log, error) {
	m := *part // settings, dictionaries, revision
	places := make([]CustomerIndex, len(part.CustomerIDs))
	m.CustomerIDs, m.Labels = l.CustomerIDs, slices.Clone(l.Labels)
	for i, id := range part.CustomerIDs {
		place, found := slices.BinarySearch(l.CustomerIDs, id)
		if !found {
			place = len(m.Labels)
			m.Labels = append(m.Labels, "")
			m.CustomerIDs = append(slices.Clip(m.CustomerIDs), id)
		}
		m.Labels[place] = part.Labels[i]
		places[i] = CustomerIndex(place)
	}
	n := len(m.CustomerIDs)

	cuts := cutsOf(places, l.EventsFrom, part.EventsFrom)
	m.EventsFrom, m.Events, m.Unassigned = shifted(l.EventsFrom, cuts, n), l.Events.spliced(cuts, &part.Events), l.Unassigned

	cuts = cutsOf(places, l.SubscriptionsFrom, part.SubscriptionsFrom)
	o, p := &l.Subscriptions, &part.Subscriptions
	m.SubscriptionsFrom = shifted(l.SubscriptionsFrom, cuts, n)
	m.Subscriptions = Subscriptions{
		splice(o.Start, cuts, p.Start), splice(o.End, cuts, p.End), splice(o.Monthly, cuts, p.Monthly), splice(o.HasMonthly, cuts, p.HasMonthly),
		splice(o.Reason, cuts, p.Reason), splice(o.Product, cuts, p.Product), splice(o.DatesDerived, cuts, p.DatesDerived), splice(o.Row, cuts, p.Row),
	}

	cuts = cutsOf(places, l.ChangesFrom, part.ChangesFrom)
	m.ChangesFrom = shifted(l.ChangesFrom, cuts, n)
	m.Changes = Changes{splice(l.Changes.Day, cuts, part.Changes.Day), splice(l.Changes.Stage, cuts, part.Changes.Stage), splice(l.Changes.Row, cuts, part.Changes.Row)}

	cuts = cutsOf(places, l.ResponsesFrom, part.ResponsesFrom)
	for i, c := range part.Responses.Customer {
		part.Responses.Customer[i] = places[c]
	}
	a, b := &l.Responses, &part.Responses
	m.ResponsesFrom = shifted(l.ResponsesFrom, cuts, n)
	m.Responses = Responses{
		splice(a.Customer, cuts, b.Customer), splice(a.Day, cuts, b.Day), splice(a.At, cuts, b.At), splice(a.Metric, cuts, b.Metric), splice(a.Channel, cuts, b.Channel),
		splice(a.Touchpoint, cuts, b.Touchpoint), splice(a.Score, cuts, b.Score), splice(a.Row, cuts, b.Row),
	}

	m.Statuses, m.Categories, m.Causes, m.solvedStatus, m.Tickets = l.Statuses, l.Categories, l.Causes, l.solvedStatus, l.Tickets
	m.TicketsFrom = shifted(l.TicketsFrom, nil, n)
	if err := m.relink(l, places, tickets); err != nil {
		return nil, err
	}
	m.Attributes = patchedAttributes(l.Attributes, part.Attributes, places, n)
	m.HasAmounts = slices.Contains(m.Events.HasAmount, true) || slices.Contains(m.Unassigned.HasAmount, true)
	m.HasDerived = slices.Contains(m.Subscriptions.DatesDerived, true)
	m.First, m.Last = data.NoDay, data.NoDay
	m.findSpan()
	m.sums = new(sums)
	m.patched = &patched{l.Revision, places}
	return &m, nil
}
