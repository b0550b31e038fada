// Package bench measures what the workbench does on a workspace of a given size:
// time, processor time, allocations and memory, step by step.
package bench

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"cxworkbench/app"
	"cxworkbench/data"
	"cxworkbench/data/exchange"
	"cxworkbench/data/workspace"
)

// Options say what is measured.
type Options struct {
	Rows int    // interactions of the made-up workspace
	Real string // a workspace whose copy is measured instead; empty for none
	Keep string // where the made-up workspace is copied before anything is undone; empty for nowhere
	Now  func() time.Time
	// Told hears of each step as it is done; may be nil.
	Told func(Step)
}

// Step is one kind of work and what it took. Work that is done at each touch of a
// control was done up to five times; its figures are medians.
type Step struct {
	Name      string // a verb of cx, import, open, log, close, draw-CHART, svg-CHART, filter, edit, capture, undo
	Wall, CPU time.Duration
	Allocs    uint64
	PeakMB    float64       // of the process during the step; NaN where the system does not tell
	Budget    time.Duration // of Wall, for this many rows; 0 where there is none
	Skipped   string        // why there was nothing to measure; empty for a step that was measured
}

// Result is a run.
type Result struct {
	Rows, Customers int
	Steps           []Step
}

// Run makes a workspace in a temporary folder, or copies the one at o.Real
// there, and measures. Nothing is left but o.Keep, also when ctx is cancelled.
func Run(ctx context.Context, o Options) (result Result, err error) {
	folder, err := os.MkdirTemp("", "cx-bench-")
	if err != nil {
		return result, fmt.Errorf("make a temporary folder: %w", err)
	}
	defer func() {
		if removing := os.RemoveAll(folder); err == nil {
			err = removing
		}
	}()
	b := &bench{Options: o, path: filepath.Join(folder, "bench"+workspace.Extension), folder: folder}
	if o.Real == "" {
		err = b.fill(ctx)
	} else {
		err = b.copyOf(o.Real)
	}
	if err == nil {
		err = b.session(ctx)
	}
	if cancelled := ctx.Err(); cancelled != nil {
		return Result{}, data.Wrap(cancelled, data.CodeCancelled, "The measurement was stopped; nothing is left of it.")
	}
	return b.result, err
}

// bench is a run under way.
type bench struct {
	Options
	folder, path string
	result       Result
	imported     bool // the newest changes are imports of ours
}

// budgets are those of design.md, section 9, for a million interactions.
const (
	openBudget     = 500 * time.Millisecond
	analysisBudget = 16 * time.Millisecond
	drawBudget     = 16 * time.Millisecond
)

// scaled is a budget for this run: that of a million, or in proportion to more.
func (b *bench) scaled(budget time.Duration) time.Duration {
	return max(budget, budget*time.Duration(b.result.Rows)/1_000_000)
}

// step measures work that is done up to so many times, and notes it. An error
// means that there is nothing to measure, unless the run was cancelled.
func (b *bench) step(ctx context.Context, name string, times int, budget time.Duration, work func(i int) error) error {
	step := Step{Name: name, Budget: budget}
	var costs []cost
	const enough = 2 * time.Second // slow work is not repeated
	for start := time.Now(); len(costs) < times && (len(costs) == 0 || time.Since(start) < enough); {
		c, err := measure(func() error { return work(len(costs)) })
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err != nil {
			step.Skipped = data.Sentence(err)
			break
		}
		costs = append(costs, c)
	}
	if step.Skipped == "" {
		c := typical(costs)
		step.Wall, step.CPU, step.Allocs, step.PeakMB = c.wall, c.cpu, c.allocs, c.peak
	}
	b.result.Steps = append(b.result.Steps, step)
	if b.Told != nil {
		b.Told(step)
	}
	return nil
}

// fill makes the workspace from files, measuring the import of the largest.
func (b *bench) fill(ctx context.Context) (err error) {
	b.imported, b.result.Rows = true, b.Rows
	asOf, err := data.ParseDay(lastDay)
	if err != nil {
		return err
	}
	ws, err := workspace.Create(ctx, b.path, data.Settings{Name: "Bench", Zone: "UTC", WeekStart: time.Monday, Currency: "EUR", AsOf: asOf})
	if err != nil {
		return err
	}
	closed := false
	defer func() {
		if !closed {
			err = errors.Join(err, ws.Close())
		}
	}()
	path, plan, err := b.planned(ctx, contacts)
	if err != nil {
		return err
	}
	err = b.step(ctx, "import", 1, 0, func(int) error { return imported(ctx, ws, plan, b.Rows) })
	if err != nil {
		return err
	}
	if failed := b.result.Steps[0].Skipped; failed != "" {
		return data.Errorf(data.CodeInternal, "The made-up file could not be imported: %s", failed)
	}
	if err := os.Remove(path); err != nil {
		return err
	}
	for _, f := range others {
		if _, plan, err = b.planned(ctx, f); err != nil {
			return err
		}
		if err := imported(ctx, ws, plan, -1); err != nil {
			return err
		}
	}
	closed = true
	return b.step(ctx, "close", 1, 0, func(int) error { return ws.Close() })
}

func (b *bench) planned(ctx context.Context, f file) (string, *exchange.Plan, error) {
	path, err := f.make(ctx, b.folder, b.Rows)
	if err != nil {
		return "", nil, err
	}
	plan, err := f.plan(path, b.Now())
	return path, plan, err
}

// imported carries out a plan of which every row must be good; rows is how many
// there are, -1 where it does not matter.
func imported(ctx context.Context, ws *workspace.Workspace, plan *exchange.Plan, rows int) error {
	report, err := exchange.Run(ctx, ws, plan, nil)
	if err != nil {
		return err
	}
	if report.Rejected > 0 || rows >= 0 && report.Imported != rows {
		return data.Errorf(data.CodeInternal, "Of %d rows of %s %d were imported and %d rejected.", report.Read, filepath.Base(plan.Path), report.Imported, report.Rejected)
	}
	return nil
}

// copyOf copies a person's workspace, which is not touched.
func (b *bench) copyOf(path string) error {
	if _, err := os.Stat(path + "-wal"); err == nil {
		return data.Errorf(data.CodeBadInput, "%s is open somewhere; close it first, so that a whole copy of it can be measured.", filepath.Base(path))
	}
	return copyFile(b.path, path)
}

func copyFile(to, from string) error {
	source, err := os.Open(from)
	if err != nil {
		return data.Wrap(err, data.CodeNotFound, "%s cannot be read; check its name.", filepath.Base(from))
	}
	defer source.Close()
	return app.WriteFile(to, func(w io.Writer) error {
		_, err := io.Copy(w, source)
		return err
	})
}

// session measures everything that is done with an open workspace.
func (b *bench) session(ctx context.Context) (err error) {
	if b.Keep != "" {
		if err := copyFile(b.Keep, b.path); err != nil {
			return err
		}
	}
	var s *app.Session
	err = b.step(ctx, "open", 1, b.scaled(openBudget), func(int) (err error) {
		s, err = app.Open(ctx, b.path)
		return err
	})
	if s == nil {
		return errors.Join(err, b.unopened())
	}
	defer func() {
		if closing := s.Close(); err == nil {
			err = closing
		}
	}()
	if err != nil {
		return err
	}
	log := s.Log()
	b.result.Rows, b.result.Customers = log.Events.Len()+log.Unassigned.Len(), log.Customers()
	if log.Customers() == 0 {
		return data.Errorf(data.CodeNoData, "The workspace has no customers, so there is nothing to measure.")
	}
	for _, measure := range []func(context.Context, *app.Session) error{b.log, b.analyses, b.look, b.change, b.undo} {
		if err := measure(ctx, s); err != nil {
			return err
		}
	}
	return nil
}

// unopened is the failure of the step open.
func (b *bench) unopened() error {
	for _, s := range b.result.Steps {
		if s.Name == "open" && s.Skipped != "" {
			return data.Errorf(data.CodeBadInput, "%s", strings.TrimSpace(s.Skipped))
		}
	}
	return nil
}

func (b *bench) log(ctx context.Context, s *app.Session) error {
	return b.step(ctx, "log", 3, 0, func(int) error {
		_, err := s.Reload(ctx)
		return err
	})
}
