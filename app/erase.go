package app

import (
	"context"
	"strings"

	"cxworkbench/data/message"
	"cxworkbench/data/workspace"
)

// Erased is what an erasure did and left.
type Erased = workspace.Erased

// Erase removes the customer with this external id or exact name for good.
func (s *Session) Erase(ctx context.Context, called string) (Erased, error) {
	id, err := s.ws.FindCustomer(ctx, called)
	if err != nil {
		return Erased{}, err
	}
	return s.EraseByID(ctx, id)
}

// EraseByID removes the customer of a row id for good.
func (s *Session) EraseByID(ctx context.Context, id int64) (Erased, error) {
	erased, err := s.ws.Erase(ctx, id)
	if err != nil {
		return erased, err
	}
	_, err = s.Reload(ctx)
	return erased, err
}

// ErasedTexts says what an erasure did, and what a person must still do.
func ErasedTexts(e Erased) (did message.Message, left []message.Message) {
	did = message.New("erase.done", message.Args{
		"customer": e.Label, "records": e.Records, "rejects": e.Rejects, "changes": e.Changes, "backups": e.Backups,
	})
	if !e.Compacted {
		left = append(left, message.New("erase.open", nil))
	}
	if e.Mentions > 0 {
		left = append(left, message.New("erase.mentions", message.Args{"n": e.Mentions}))
	}
	if len(e.Segments) > 0 {
		left = append(left, message.New("erase.segments", message.Args{"names": strings.Join(e.Segments, ", ")}))
	}
	if len(e.Views) > 0 {
		left = append(left, message.New("erase.views", message.Args{"names": strings.Join(e.Views, ", ")}))
	}
	return did, append(left, message.New("erase.elsewhere", nil))
}
