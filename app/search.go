package app

import (
	"context"

	"cxworkbench/data/workspace"
)

// Hit is one text that a search found.
type Hit = workspace.Hit

// Search finds names, identities, notes, comments and tickets that hold every
// word typed: names first, then the newest.
func (s *Session) Search(ctx context.Context, text string, limit int) ([]Hit, error) {
	return s.ws.Search(ctx, text, limit)
}

// Fold is a text as it is searched: without case, accents and what stands between words.
func Fold(text string) string { return workspace.Fold(text) }
