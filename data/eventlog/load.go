package eventlog

import (
	"context"
	"fmt"

	"cxworkbench/data"
	"cxworkbench/data/workspace"
)

// Load builds the log of a workspace as it is now. It reads in row-id order and
// sorts in memory: through an index it would be ten times slower.
func Load(ctx context.Context, w *workspace.Workspace) (log *Log, err error) {
	err = w.Snapshot(ctx, func(s *workspace.Snapshot) error {
		log, err = load(ctx, s)
		return err
	})
	return log, err
}

func load(ctx context.Context, s *workspace.Snapshot) (*Log, error) {
	settings, err := s.Settings()
	if err != nil {
		return nil, err
	}
	revision, err := s.Revision()
	if err != nil {
		return nil, err
	}
	dict, err := loadDictionaries(s)
	if err != nil {
		return nil, fmt.Errorf("read the dictionaries: %w", err)
	}
	b, err := NewBuilder(settings, revision, dict)
	if err != nil {
		return nil, err
	}
	err = s.EachCustomer(func(id int64, label string, attributes map[string]string) error {
		b.Customer(id, label, attributes)
		return ctx.Err()
	})
	if err != nil {
		return nil, fmt.Errorf("read the customers: %w", err)
	}
	err = s.EachInteraction(func(in *data.Interaction) error {
		b.Interaction(in)
		return ctx.Err()
	})
	if err != nil {
		return nil, fmt.Errorf("read the interactions: %w", err)
	}
	err = s.EachSubscription(func(sub *data.Subscription) error {
		b.Subscription(sub)
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("read the subscriptions: %w", err)
	}
	err = s.EachStageChange(func(change *data.StageChange) error {
		b.StageChange(change)
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("read the stage changes: %w", err)
	}
	return b.Log()
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
	dict.Rules, err = s.Rules()
	return dict, err
}
