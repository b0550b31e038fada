package eventlog

import (
	"context"
	"fmt"

	"cxworkbench/data"
	"cxworkbench/data/workspace"
)

// Load builds the log of a workspace as it is now. It reads in row-id order and
// sorts in memory: through an index it would be ten times slower.
func Load(ctx context.Context, w *workspace.Workspace) (*Log, error) {
	for {
		l := loader{}
		if err := w.Snapshot(ctx, l.begin); err != nil {
			return nil, err
		}
		// Reading is most of the work, so customers and halves of the interactions are read side by side.
		middle := l.first + (l.last-l.first)/2
		lower, upper := l.builder.Part(int(middle-l.first+1)), l.builder.Part(int(l.last-middle))
		same, err := w.SnapshotsAt(ctx, l.builder.log.Revision,
			l.people, interactions(ctx, lower, l.first, middle), interactions(ctx, upper, middle+1, l.last))
		if err != nil {
			return nil, err
		}
		if same {
			l.builder.Join(lower)
			l.builder.Join(upper)
			return l.builder.Log()
		}
	}
}

// loader reads a workspace into a Builder.
type loader struct {
	builder     *Builder
	first, last int64 // row ids of the interactions
}

// begin reads what everything else refers to.
func (l *loader) begin(s *workspace.Snapshot) error {
	settings, err := s.Settings()
	if err != nil {
		return err
	}
	revision, err := s.Revision()
	if err != nil {
		return err
	}
	dict, err := loadDictionaries(s)
	if err != nil {
		return fmt.Errorf("read the dictionaries: %w", err)
	}
	if l.first, l.last, err = s.EventRange(); err != nil {
		return fmt.Errorf("read the range of the interactions: %w", err)
	}
	if l.builder, err = NewBuilder(settings, revision, dict); err != nil {
		return err
	}
	l.builder.log.Lists, err = loadLists(s)
	return err
}

// people reads the customers and all of theirs but the interactions.
func (l *loader) people(s *workspace.Snapshot) error {
	err := s.EachCustomer(func(id int64, label string, attributes map[string]string) error {
		l.builder.Customer(id, label, attributes)
		return nil
	})
	if err != nil {
		return fmt.Errorf("read the customers: %w", err)
	}
	err = s.EachSubscription(func(sub *data.Subscription) error {
		l.builder.Subscription(sub)
		return nil
	})
	if err != nil {
		return fmt.Errorf("read the subscriptions: %w", err)
	}
	err = s.EachStageChange(func(change *data.StageChange) error {
		l.builder.StageChange(change)
		return nil
	})
	if err != nil {
		return fmt.Errorf("read the stage changes: %w", err)
	}
	return l.service(s)
}

// service reads responses and tickets.
func (l *loader) service(s *workspace.Snapshot) error {
	err := s.EachResponse(func(r *data.Response) error {
		l.builder.Response(r)
		return nil
	})
	if err != nil {
		return fmt.Errorf("read the responses: %w", err)
	}
	err = s.EachTicket(func(t *data.Ticket) error {
		l.builder.Ticket(t)
		return nil
	})
	if err != nil {
		return fmt.Errorf("read the tickets: %w", err)
	}
	err = s.EachTicketEvent(func(e *data.TicketEvent) error {
		l.builder.TicketEvent(e)
		return nil
	})
	if err != nil {
		return fmt.Errorf("read the status of the tickets: %w", err)
	}
	err = s.EachTicketLink(func(interaction, ticket int64) error {
		l.builder.TicketLink(interaction, ticket)
		return nil
	})
	if err != nil {
		return fmt.Errorf("read what belongs to the tickets: %w", err)
	}
	return nil
}

// interactions reads those of a range of row ids.
func interactions(ctx context.Context, part *Part, first, last int64) func(*workspace.Snapshot) error {
	return func(s *workspace.Snapshot) error {
		err := s.EachEvent(first, last, func(in *data.Interaction) error {
			part.Interaction(in)
			return ctx.Err()
		})
		if err != nil {
			return fmt.Errorf("read the interactions: %w", err)
		}
		return nil
	}
}

func loadDictionaries(s *workspace.Snapshot) (dict Dictionaries, err error) {
	if dict.Activities, err = s.Activities(); err != nil {
		return dict, err
	}
	if dict.Channels, err = s.Channels(); err != nil {
		return dict, err
	}
	if dict.Touchpoints, err = s.Touchpoints(); err != nil {
		return dict, err
	}
	if dict.Products, err = s.Products(); err != nil {
		return dict, err
	}
	if dict.Reasons, err = s.Reasons(); err != nil {
		return dict, err
	}
	if dict.Stages, err = s.Stages(); err != nil {
		return dict, err
	}
	if dict.Rules, err = s.Rules(); err != nil {
		return dict, err
	}
	if dict.Metrics, err = s.Metrics(); err != nil {
		return dict, err
	}
	dict.Options, err = s.Options()
	return dict, err
}
