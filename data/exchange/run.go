package exchange

import (
	"context"
	"errors"
	"io"
	"path/filepath"
	"strconv"
	"time"

	"cxworkbench/data"
	"cxworkbench/data/exchange/rows"
	"cxworkbench/data/exchange/source"
	"cxworkbench/data/workspace"
	"cxworkbench/data/workspace/crash"
)

// storedRejects is how many rejected rows the workspace keeps, and keptRaw how
// many bytes of each.
const (
	storedRejects = 10_000
	keptRaw       = 4 << 10
)

// errDryRun rolls back a transaction that was only to be counted.
var errDryRun = errors.New("dry run")

// Run imports a file by its plan, in one transaction: it is in the workspace
// wholly or not at all, also when ctx is cancelled. progress, which may be nil,
// is told bytes of the file.
func Run(ctx context.Context, ws *workspace.Workspace, p *Plan, progress func(done, total int64)) (Report, error) {
	if p.Problem != nil {
		return Report{}, p.Problem
	}
	if err := p.checkRejects(); err != nil {
		return Report{}, err
	}
	settings, err := ws.Settings(ctx)
	if err != nil {
		return Report{}, err
	}
	r, err := newRun(p, settings, progress)
	if err != nil {
		return Report{}, err
	}
	err = ws.Write(ctx, "Import "+filepath.Base(p.Path), func(tx *workspace.Tx) error {
		if err := r.importAll(ctx, tx); err != nil {
			return err
		}
		if p.options.DryRun {
			return errDryRun
		}
		return nil
	})
	switch {
	case errors.Is(err, errDryRun):
		r.rejects.discard()
		return r.report, nil
	case err != nil:
		r.rejects.discard()
		if ctx.Err() != nil {
			return Report{}, data.Wrap(ctx.Err(), data.CodeCancelled, "The import was cancelled: nothing was changed.")
		}
		return Report{}, err
	}
	if r.report.RejectsFile, err = r.rejects.finish(); err != nil {
		r.report.RejectsProblem = "The rejected rows could not be written to " + strconv.Quote(r.rejects.path) +
			": the import stands; find them in the workspace, or name another file."
	}
	return r.report, nil
}

// run is an import under way.
type run struct {
	plan     *Plan
	progress func(done, total int64)
	zone     *time.Location
	asOf     data.Day // of tenures
	today    data.Day // the day of the import
	newest   data.Day // of the records, not later than today
	convert  *converter
	byName   bool
	prints   *fingerprints
	rejects  *rejectsFile
	report   Report

	tx       *workspace.Tx
	importID int64
	matcher  *matcher
	names    *names
	known    hashSet // fingerprints of interactions in the workspace
	draft    draft
	keys     []key // of the draft
}

func newRun(p *Plan, s data.Settings, progress func(done, total int64)) (*run, error) {
	zone, err := s.Location()
	if p.options.Zone != "" {
		zone, err = time.LoadLocation(p.options.Zone)
	}
	if err != nil {
		return nil, data.Wrap(err, data.CodeBadInput, "The time zone of the workspace is not known here: choose another in its settings.")
	}
	home, err := s.Location()
	if err != nil {
		home = zone
	}
	r := &run{
		plan: p, progress: progress, zone: home, today: data.DayIn(p.options.Now.UnixMilli(), home), newest: data.NoDay,
		byName: p.byName(), prints: newFingerprints(), rejects: &rejectsFile{path: p.rejectsPath(), plan: p},
	}
	if p.NeedsAsOf {
		if r.asOf = p.options.AsOf; !r.asOf.Known() {
			r.asOf = s.AsOf
		}
		if !r.asOf.Known() {
			return nil, data.Errorf(data.CodeBadInput,
				"%q gives tenures, not dates: choose the day at which they were counted; in a terminal, --as-of DATE. Nothing was imported.", filepath.Base(p.Path))
		}
		r.newest = r.asOf
	}
	r.convert = newConverter(p, s, zone, r.asOf)
	r.report = p.blankReport()
	return r, nil
}

func (p *Plan) blankReport() Report {
	out := NewReport()
	out.Header = p.Format.Text.Skip
	out.Header += p.TitleRows + p.HeaderRows
	for _, m := range p.Mapping {
		out.Mapping[string(m.Field)] = p.Columns[m.Column]
	}
	for _, i := range p.Ignored {
		out.Ignored = append(out.Ignored, p.Columns[i])
	}
	return out
}

func (r *run) importAll(ctx context.Context, tx *workspace.Tx) error {
	var err error
	if r.importID, err = tx.BeginImport(filepath.Base(r.plan.Path), r.plan.options.Now.UnixMilli()); err != nil {
		return err
	}
	r.tx, r.matcher, r.names = tx, newMatcher(tx, r.plan.As.events()), newNames(tx, &r.report.NewWords)
	if r.plan.As.events() {
		if err = tx.EachFingerprint(func(f int64) { r.known.add(uint64(f)) }); err != nil {
			return err
		}
	}
	if err := r.rows(ctx); err != nil {
		return err
	}
	c := r.report
	err = tx.FinishImport(data.Import{
		ID: r.importID, Source: filepath.Base(r.plan.Path), At: r.plan.options.Now.UnixMilli(),
		Read: c.Read, Imported: c.Imported, Updated: c.Updated, Same: c.Unchanged, Rejected: c.Rejected, Records: c.Records,
	})
	if err != nil {
		return err
	}
	return r.moveAsOf()
}

// rows reads the file to its end.
func (r *run) rows(ctx context.Context) error {
	reader, err := source.Open(r.plan.Path, r.plan.Format)
	if err != nil {
		return err
	}
	defer func() { _ = reader.Close() }()
	for above := r.plan.TitleRows + r.plan.HeaderRows; ; {
		row, err := reader.Read()
		if errors.Is(err, io.EOF) {
			r.tell(reader)
			return nil
		}
		if err != nil {
			return err
		}
		if above > 0 && row.Fault == "" {
			above--
			continue
		}
		r.report.Read++
		if err := r.row(row); err != nil {
			return err
		}
		if const1k := 1024; r.report.Read%const1k == 0 {
			crash.Point("import.batch")
			if err := ctx.Err(); err != nil {
				return err
			}
			r.tell(reader)
		}
	}
}

func (r *run) tell(reader rows.Reader) {
	if r.progress != nil {
		r.progress(reader.Progress())
	}
}

// row imports one row and counts it once.
func (r *run) row(row rows.Row) error {
	bad := fault(row.Fault)
	if bad == "" {
		bad = r.convert.convert(row.Cells, &r.draft)
	}
	var did change
	if bad == "" {
		var err error
		if did, bad, err = r.store(&r.draft); err != nil {
			return err
		}
	}
	switch {
	case bad != "":
		return r.reject(row, bad)
	case did == changeAdded:
		r.report.Imported++
	case did == changeUpdated:
		r.report.Updated++
	default:
		r.report.Unchanged++
	}
	return nil
}

func (r *run) reject(row rows.Row, why fault) error {
	r.report.Rejected++
	r.report.Reasons[string(why)]++
	if len(r.report.Rejects) < listedRejects {
		r.report.Rejects = append(r.report.Rejects, RejectedRow{Line: row.Line, Reason: string(why)})
	}
	if !r.plan.options.DryRun {
		r.rejects.add(row, why)
	}
	if r.report.Rejected > storedRejects {
		return nil
	}
	raw := row.Raw
	if len(raw) > keptRaw {
		raw = raw[:keptRaw] + " ..."
	}
	return r.tx.AddReject(r.importID, data.Reject{Line: row.Line, Reason: string(why), Raw: raw})
}

// moveAsOf sets the workspace's as-of date to the newest record, never back.
func (r *run) moveAsOf() error {
	if !r.newest.Known() {
		return nil
	}
	settings, err := r.tx.Settings()
	if err != nil {
		return err
	}
	if settings.AsOf.Known() && settings.AsOf >= r.newest {
		return nil
	}
	settings.AsOf = r.newest
	return r.tx.SetSettings(settings)
}

// saw remembers the newest day that is not in the future.
func (r *run) saw(d data.Day) {
	if d.Known() && d <= r.today && d > r.newest {
		r.newest = d
	}
}
