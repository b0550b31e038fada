package app

import (
	"context"

	"cxworkbench/data/workspace"
)

// CheckReport is what a check found.
type CheckReport = workspace.CheckReport

// RescueReport counts what was saved from a damaged workspace.
type RescueReport = workspace.RescueReport

// What a check says about the stored digest.
const (
	Verified = workspace.Verified
	Unstored = workspace.Unstored
)

// Check looks for damage in a workspace file without writing to it.
func Check(ctx context.Context, path string) (CheckReport, error) { return workspace.Check(ctx, path) }

// Rescue reads what can be read of a damaged workspace into a new file.
func Rescue(ctx context.Context, path, into string) (RescueReport, error) {
	return workspace.Rescue(ctx, path, into)
}
