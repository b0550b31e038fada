package app

import (
	"context"

	"cxworkbench/data/analysis"
	"cxworkbench/data/analysis/maturity"
	"cxworkbench/data/eventlog"
)

// tracking is a track of everybody's moves through the stages that is being
// followed, or has been.
type tracking struct {
	log   *eventlog.Log
	done  chan struct{} // closed when the rest is there
	track *maturity.Track
	err   error
}

// follow begins to follow everybody's moves, which half of the analyses stand on,
// beside whatever the caller does next: most often it draws a window. Of a log that
// was patched from that of the last track only those are followed whose records have
// changed. It ends early with the session.
func (s *Session) follow(log *eventlog.Log, last *tracking) *tracking {
	t := &tracking{log: log, done: make(chan struct{})}
	go func() {
		defer close(t.done)
		t.track, t.err = followed(s.life, log, last)
	}()
	return t
}

func followed(ctx context.Context, log *eventlog.Log, last *tracking) (*maturity.Track, error) {
	spec, err := maturity.Default(log)
	if err != nil {
		return nil, err
	}
	if last != nil {
		<-last.done
		if changed, known := log.Since(last.log.Revision); known && last.track != nil {
			if track, err := last.track.With(log, spec, changed); track != nil || err != nil {
				return track, err
			}
		}
	}
	return maturity.Follow(ctx, log, spec)
}

// trackOf gives the track of a log, which is kept for the newest.
func (s *Session) trackOf(ctx context.Context, log *eventlog.Log) (*maturity.Track, error) {
	s.mu.Lock()
	t := s.track
	s.mu.Unlock()
	if t == nil || t.log != log { // a question that began before a change
		return followed(ctx, log, nil)
	}
	select {
	case <-t.done:
		return t.track, t.err
	case <-ctx.Done():
		return nil, maturity.Stopped(ctx)
	}
}

// ladderFor cuts a ladder from the track of all customers' moves.
func (s *Session) ladderFor(ctx context.Context, log *eventlog.Log, q analysis.Query) (maturity.Result, error) {
	track, err := s.trackOf(ctx, log)
	if err != nil {
		return maturity.Result{}, err
	}
	return track.Ladder(ctx, q)
}
