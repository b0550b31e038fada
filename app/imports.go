package app

import (
	"context"

	"cxworkbench/data"
	"cxworkbench/data/exchange"
	"cxworkbench/data/workspace"
)

// Import makes a backup and carries out a plan in one transaction, then reads the
// log anew, unless it was a dry run. Where no backup can be made nothing is
// imported and the error is a NoBackupError.
func (s *Session) Import(ctx context.Context, plan *exchange.Plan, progress func(done, total int64)) (exchange.Report, error) {
	if err := s.backUpFirst(ctx, plan); err != nil {
		return exchange.Report{}, err
	}
	return s.ImportWithoutBackup(ctx, plan, progress)
}

// ImportWithoutBackup imports after a NoBackupError, when the person knows.
func (s *Session) ImportWithoutBackup(ctx context.Context, plan *exchange.Plan, progress func(done, total int64)) (exchange.Report, error) {
	report, err := exchange.Run(ctx, s.ws, plan, progress)
	if err != nil || plan.DryRun() {
		return report, err
	}
	return report, s.changed(ctx)
}

// Imports lists the committed imports, newest first.
func (s *Session) Imports(ctx context.Context) (imports []data.Import, err error) {
	err = s.ws.Snapshot(ctx, func(snap *workspace.Snapshot) error {
		imports, err = snap.Imports()
		return err
	})
	return imports, err
}
