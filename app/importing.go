package app

import (
	"context"
	"path/filepath"

	"github.com/adrg/xdg"

	"cxworkbench/data/exchange"
	"cxworkbench/data/exchange/export"
)

// PresetFolder is where a person's import presets are kept, for all workspaces.
func PresetFolder() string { return filepath.Join(xdg.DataHome, "cxworkbench", "presets") }

// LoadFolder brings a whole workspace, exported as a folder, into this one, which
// must be empty, and reads the log anew.
func (s *Session) LoadFolder(ctx context.Context, folder string, progress func(done, total int64)) (exchange.Report, error) {
	report, err := export.Load(ctx, s.ws, folder, progress)
	if err != nil {
		return report, err
	}
	_, err = s.Reload(ctx)
	return report, err
}
