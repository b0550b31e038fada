// Package app is the workbench without a window: one open workspace, what can be
// asked of it and done to it. It knows no widget and no SQL; the window and the
// terminal command both stand on it.
package app

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"cxworkbench/data"
	"cxworkbench/data/analysis"
	"cxworkbench/data/analysis/cohort"
	"cxworkbench/data/analysis/maturity"
	"cxworkbench/data/eventlog"
	"cxworkbench/data/workspace"
)

// Session is one open workspace with its event log. Its methods are safe for
// concurrent use.
type Session struct {
	ws *workspace.Workspace

	life context.Context // of work that nobody waits for; it ends with the session
	stop context.CancelFunc

	mu     sync.Mutex
	log    *eventlog.Log
	track  *tracking        // of the log
	ladder *maturity.Result // of everyone, as of the workspace's date, at the log's revision

	filtered filtered // for the log
	limit    *limit   // of the log, by the channels last asked for
}

// Open opens the workspace at path and reads its event log.
func Open(ctx context.Context, path string) (*Session, error) {
	ws, err := workspace.Open(ctx, path)
	if err != nil {
		return nil, err
	}
	return begin(ctx, ws)
}

// OpenUnread opens the workspace at path to change it without reading its event
// log, which a large one takes seconds and much memory for: Log is nil, and stays
// so, until Reload is called.
func OpenUnread(ctx context.Context, path string) (*Session, error) {
	ws, err := workspace.Open(ctx, path)
	if err != nil {
		return nil, err
	}
	return sessionOf(ws), nil
}

// Create makes a new workspace at path and opens it. The extension .cxw is
// added where it is missing.
func Create(ctx context.Context, path string, settings data.Settings) (*Session, error) {
	if !strings.EqualFold(filepath.Ext(path), workspace.Extension) {
		path += workspace.Extension
	}
	ws, err := workspace.Create(ctx, path, settings)
	if err != nil {
		return nil, err
	}
	session, err := begin(ctx, ws)
	if err != nil {
		return nil, errors.Join(err, os.Remove(path))
	}
	return session, nil
}

func begin(ctx context.Context, ws *workspace.Workspace) (*Session, error) {
	s := sessionOf(ws)
	if _, err := s.Reload(ctx); err != nil {
		s.stop()
		return nil, joinClose(err, ws)
	}
	return s, nil
}

func sessionOf(ws *workspace.Workspace) *Session {
	limitMemory(0)
	s := &Session{ws: ws}
	s.life, s.stop = context.WithCancel(context.Background())
	return s
}

// joinClose closes a workspace after a failure that is the one to tell.
func joinClose(err error, ws *workspace.Workspace) error {
	if closing := ws.Close(); closing != nil {
		return data.Wrap(closing, data.CodeOf(err), "%s", data.Said(err))
	}
	return err
}

// Close lets go of the workspace and leaves one file.
func (s *Session) Close() error {
	s.stop()
	return s.ws.Close()
}

// Path is where the workspace file is.
func (s *Session) Path() string { return s.ws.Path() }

// ReadOnly gives the sentence that says why the workspace cannot be changed;
// empty where it can.
func (s *Session) ReadOnly() string {
	if holder := s.ws.ReadOnly(); holder != nil {
		return holder.Err().Sentence
	}
	return ""
}

// WhyReadOnly is ReadOnly as an error, which can be said in other languages; nil
// where the workspace can be changed.
func (s *Session) WhyReadOnly() error {
	if holder := s.ws.ReadOnly(); holder != nil {
		return holder.Err()
	}
	return nil
}

// Log is the event log as of the last Reload.
func (s *Session) Log() *eventlog.Log {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.log
}

// Reload brings the event log up to date after a change; where nothing has
// changed it is read anew. A log that is older than the one already there is
// dropped.
func (s *Session) Reload(ctx context.Context) (*eventlog.Log, error) {
	log, err := eventlog.Update(ctx, s.ws, s.Log())
	if err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	limitMemory(log.Events.Len())
	if s.log == nil || log.Revision >= s.log.Revision {
		s.log, s.track, s.ladder, s.limit, s.filtered = log, s.follow(log, s.track), nil, nil, filtered{}
	}
	return s.log, nil
}

// changed reads the log anew where it was read before.
func (s *Session) changed(ctx context.Context) error {
	if s.Log() == nil {
		return nil
	}
	_, err := s.Reload(ctx)
	return err
}

// Info counts what is in the workspace and how many have left.
func (s *Session) Info(ctx context.Context) (Info, error) {
	counted, err := s.ws.Info(ctx)
	if err != nil {
		return Info{}, err
	}
	info := Info{Info: counted}
	if info.Digest, err = s.ws.Digest(ctx); err != nil {
		return Info{}, err
	}
	log := s.Log()
	if asOf := log.Settings.AsOf; asOf.Known() {
		for c := range eventlog.CustomerIndex(log.Customers()) {
			if _, left := log.LeftBy(c, asOf); left {
				info.Left++
			}
		}
	}
	return info, nil
}

// Info is what is in a workspace.
type Info struct {
	workspace.Info
	Left   int // customers with a recorded end by the as-of date
	Digest string
}

// SetAsOf stores the workspace's own as-of date and reads the log anew.
func (s *Session) SetAsOf(ctx context.Context, day data.Day) error {
	err := s.ws.Write(ctx, "Set the as-of date", func(tx *workspace.Tx) error {
		settings, err := tx.Settings()
		if err != nil {
			return err
		}
		settings.AsOf = day
		return tx.SetSettings(settings)
	})
	if err != nil {
		return err
	}
	_, err = s.Reload(ctx)
	return err
}

// AddSegment stores a named condition, after trying it on the log.
func (s *Session) AddSegment(ctx context.Context, name, text string) error {
	c, err := s.tried(text)
	if err != nil {
		return err
	}
	return s.ws.Write(ctx, "Save segment "+name, func(tx *workspace.Tx) error { return tx.AddSegment(name, c.String()) })
}

// Maturity builds the ladder for a view.
func (s *Session) Maturity(ctx context.Context, v View) (maturity.Result, error) {
	log := s.Log()
	q, err := s.query(ctx, log, v)
	if err != nil {
		return maturity.Result{}, err
	}
	q.From = data.NoDay // a stage once reached stays reached, whenever that was
	if q.Filter.Keep == nil && !q.To.Known() {
		r, err := s.everyone(ctx, log, q.AsOf) // which is kept: half of the analyses stand on it
		if err == nil && v.Channels != "" {
			r = r.Asked(q)
		}
		return r, err
	}
	return s.ladderFor(ctx, log, q)
}

// Cohorts builds the cohort table for a view.
func (s *Session) Cohorts(ctx context.Context, v View, spec cohort.Spec) (cohort.Result, error) {
	log := s.Log()
	q, err := s.query(ctx, log, v)
	if err != nil {
		return cohort.Result{}, err
	}
	return limited(s, v, log, q, func(log *eventlog.Log, q analysis.Query) (cohort.Result, error) {
		return cohort.Build(ctx, log, q, spec)
	})
}
