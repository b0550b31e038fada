package app

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"cxworkbench/data"
	"cxworkbench/data/exchange"
	"cxworkbench/data/workspace"
	"cxworkbench/resources/demo"
)

// OpenOrMakeDemo opens the demo workspace at path; where it is not there it is
// made first.
func OpenOrMakeDemo(ctx context.Context, path string, now time.Time, progress func(done, total int64)) (*Session, error) {
	_, err := os.Stat(path)
	if err == nil {
		return Open(ctx, path)
	}
	if !errors.Is(err, fs.ErrNotExist) {
		return nil, data.Wrap(err, data.CodeReadOnly, "The demo workspace %s cannot be read: %v.", path, err)
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return nil, data.Wrap(err, data.CodeReadOnly, "The folder of the demo workspace cannot be made: %v.", err)
	}
	return MakeDemo(ctx, path, now, progress)
}

// ResetDemo makes the demo workspace at path anew. What was changed in the old one
// is gone; it must not be open.
func ResetDemo(ctx context.Context, path string, now time.Time, progress func(done, total int64)) (*Session, error) {
	if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, data.Wrap(err, data.CodeReadOnly, "The old demo %s cannot be removed: %v.", path, err)
	}
	return OpenOrMakeDemo(ctx, path, now, progress)
}

// demoSegments are conditions over the demo's customers, to begin with.
var demoSegments = []data.Segment{
	{Name: "Small businesses", Condition: `segment = "small business"`},
	{Name: "Month-to-month contracts", Condition: `contract = "month-to-month"`},
	{Name: "Referred by a partner", Condition: `join_channel = "referral"`},
	{Name: "Silent for 60 days", Condition: `not left and silent for 60 days`},
}

// demoOption is the option under which a demo keeps which version of the rows it was
// made of.
const demoOption = "demo"

// OlderDemo reports whether the workspace, a demo, was made of rows that the program
// has newer ones of. One that does not say is older.
func (s *Session) OlderDemo() bool {
	version, err := strconv.Atoi(s.Log().Options[demoOption])
	return err != nil || version < demo.Version
}

// MakeDemo makes the demo workspace at path, where there must be none, by
// importing the demo's files like any other.
func MakeDemo(ctx context.Context, path string, now time.Time, progress func(done, total int64)) (*Session, error) {
	asOf, err := data.ParseDay(demo.AsOf)
	if err != nil {
		return nil, fmt.Errorf("date of the demo: %w", err)
	}
	session, err := Create(ctx, path, data.Settings{Name: demo.Name, Zone: demo.Zone, WeekStart: time.Monday, Currency: demo.Currency, AsOf: asOf})
	if err != nil {
		return nil, err
	}
	if err := session.fillDemo(ctx, now, progress); err != nil {
		err = joinClose(err, session.ws)
		return nil, errors.Join(err, os.Remove(session.Path()))
	}
	return session, nil
}

func (s *Session) fillDemo(ctx context.Context, now time.Time, progress func(done, total int64)) (err error) {
	folder, err := os.MkdirTemp("", "cxworkbench-demo-")
	if err != nil {
		return fmt.Errorf("make a folder for the demo's files: %w", err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(folder)) }()
	files := demo.Files()
	for i, file := range files {
		path := filepath.Join(folder, file.Name)
		if err := WriteFile(path, file.Write); err != nil {
			return err
		}
		plan, err := exchange.Prepare(path, exchange.Defaults(now))
		if err != nil {
			return fmt.Errorf("plan the import of %s: %w", file.Name, err)
		}
		report, err := exchange.Run(ctx, s.ws, plan, func(done, total int64) {
			progress(int64(i)*total+done, int64(len(files))*total)
		})
		if err != nil {
			return fmt.Errorf("import %s: %w", file.Name, err)
		}
		if report.Rejected != file.Rejected {
			return fmt.Errorf("import %s: %d rows were rejected, not %d: %v", file.Name, report.Rejected, file.Rejected, report.Reasons)
		}
	}
	if err := s.judgeDemoTechnology(ctx); err != nil {
		return err
	}
	err = s.ws.Write(ctx, "Add the demo's segments", func(tx *workspace.Tx) error {
		for _, segment := range demoSegments {
			if err := tx.AddSegment(segment.Name, segment.Condition); err != nil {
				return err
			}
		}
		return tx.SetOption(demoOption, strconv.Itoa(demo.Version))
	})
	if err != nil {
		return err
	}
	_, err = s.Reload(ctx)
	return err
}
