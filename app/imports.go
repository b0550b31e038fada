package app

import (
	"context"

	"cxworkbench/data"
	"cxworkbench/data/exchange"
	"cxworkbench/data/workspace"
)

// Import carries out a plan in one transaction and reads the log anew, unless
// it was a dry run.
func (s *Session) Import(ctx context.Context, plan *exchange.Plan, progress func(done, total int64)) (exchange.Report, error) {
	report, err := exchange.Run(ctx, s.ws, plan, progress)
	if err != nil || plan.DryRun() {
		return report, err
	}
	_, err = s.Reload(ctx)
	return report, err
}

// Imports lists the committed imports, newest first.
func (s *Session) Imports(ctx context.Context) (imports []data.Import, err error) {
	err = s.ws.Snapshot(ctx, func(snap *workspace.Snapshot) error {
		imports, err = snap.Imports()
		return err
	})
	return imports, err
}
