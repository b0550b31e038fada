package app

import (
	"context"
	"slices"

	"cxworkbench/data"
	"cxworkbench/data/analysis/condition"
	"cxworkbench/data/eventlog"
	"cxworkbench/data/workspace"
)

// mostTouches is how many of a customer's interactions a profile shows.
const mostTouches = 200

// Profile is one customer: the facts, where it stands on the ladder and which
// record says so, and its latest interactions.
type Profile struct {
	Customer      data.Customer
	AsOf          data.Day
	Place         int
	Stage         *data.Stage // nil for no stage, left and not here
	Value         data.Money
	Currency      string
	Moves         []Move // newest first
	Touches       []Touch
	Interactions  int // all there are
	Subscriptions []data.Subscription
	Products      map[int64]string
}

// Move is a change of place on the ladder with its evidence.
type Move struct {
	Day      data.Day
	Place    int
	Stage    *data.Stage
	Back     bool                // to a lower stage than before
	ByHand   bool                // a person recorded it; Evidence is then what was given for it
	Rule     condition.Condition // that raised the customer; zero for one by hand and for leaving
	Evidence data.Evidence       // the record, or a reason
	Activity string              // of the interaction that is the evidence
	Of       data.Day            // its day; NoDay where there is none
}

// Touch is an interaction as a profile lists it.
type Touch struct {
	ID       int64 // of the interaction
	Day      data.Day
	Activity string
	Channel  string
	Product  string
	Emotion  int
	Felt     bool // Emotion is known
	Amount   data.Money
	Paid     bool // Amount is known
	Note     string
}

// Profile reads one customer by row id.
func (s *Session) Profile(ctx context.Context, v View, id int64) (Profile, error) {
	log := s.Log()
	index, found := slices.BinarySearch(log.CustomerIDs, id)
	customers, err := s.ws.Customers(ctx, []int64{id})
	if err != nil {
		return Profile{}, err
	}
	if !found || len(customers) == 0 {
		return Profile{}, data.Errorf(data.CodeNotFound, "This customer is not in the workspace any more.")
	}
	q, err := s.query(ctx, log, v)
	if err != nil {
		return Profile{}, err
	}
	ladder, err := s.everyone(ctx, log, q.AsOf)
	if err != nil {
		return Profile{}, err
	}
	c := eventlog.CustomerIndex(index)
	p := Profile{
		Customer: customers[0], AsOf: q.AsOf, Place: ladder.Place(c), Value: ladder.Value(c), Currency: log.Settings.Currency,
		Products: map[int64]string{},
	}
	p.Stage = stageAt(log, p.Place)
	if p.Moves, err = s.moves(ctx, log, ladder, c); err != nil {
		return Profile{}, err
	}
	from, to := log.EventRange(c)
	p.Interactions = to - from
	if p.Touches, err = s.touches(ctx, log, c); err != nil {
		return Profile{}, err
	}
	for i, end := log.SubscriptionRange(c); i < end; i++ {
		p.Subscriptions = append(p.Subscriptions, data.Subscription{
			ID: log.Subscriptions.Row[i], Start: log.Subscriptions.Start[i], End: log.Subscriptions.End[i],
			Monthly: log.Subscriptions.Monthly[i], HasMonthly: log.Subscriptions.HasMonthly[i],
			ProductID: log.Products[log.Subscriptions.Product[i]].ID, DatesDerived: log.Subscriptions.DatesDerived[i],
		})
	}
	for _, product := range log.Products {
		p.Products[product.ID] = product.Name
	}
	return p, nil
}

func stageAt(log *eventlog.Log, place int) *data.Stage {
	if place < 0 || place >= len(log.Stages) {
		return nil
	}
	return &log.Stages[place]
}

// touches reads a customer's latest interactions, newest first, with their notes.
func (s *Session) touches(ctx context.Context, log *eventlog.Log, c eventlog.CustomerIndex) ([]Touch, error) {
	from, to := log.EventRange(c)
	from = max(from, to-mostTouches)
	notes, err := s.texts(ctx, workspace.TextNote, log.Events.Row[from:to])
	if err != nil {
		return nil, err
	}
	e := &log.Events
	touches := make([]Touch, 0, to-from)
	for i := to - 1; i >= from; i-- {
		t := Touch{
			ID: e.Row[i], Day: e.Day[i], Activity: log.Activities[e.Activity[i]].Name, Channel: log.Channels[e.Channel[i]].Name,
			Product: log.Products[e.Product[i]].Name, Felt: e.Emotion[i] != eventlog.NoEmotion, Amount: e.Amount[i], Paid: e.HasAmount[i], Note: notes[e.Row[i]],
		}
		if t.Felt {
			t.Emotion = int(e.Emotion[i])
		}
		touches = append(touches, t)
	}
	return touches, nil
}

// texts reads texts of records by row id.
func (s *Session) texts(ctx context.Context, kind workspace.TextKind, rows []int64) (texts map[int64]string, err error) {
	err = s.ws.Snapshot(ctx, func(snap *workspace.Snapshot) error {
		texts, err = snap.Texts(kind, rows)
		return err
	})
	return texts, err
}
