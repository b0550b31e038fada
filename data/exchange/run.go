package exchange

import (
	"context"
	"errors"
	"io"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"cxworkbench/data"
	"cxworkbench/data/exchange/delimited"
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
	home     *time.Location
	asOf     data.Day // of tenures
	today    data.Day // the day of the import
	newest   data.Day // of the records, not later than today
	dated    bool     // rows say when
	convert  *converter
	match    []Field       // how rows find their customers
	near     int           // how many fingerprints are held in memory
	prints   *fingerprints // of the file that is read
	rejects  *rejectsFile
	report   Report
	aside    int         // rows in the rejects file
	samples  map[Did]int // shown of a dry run

	tx       *workspace.Tx
	importID int64
	matcher  *matcher
	names    *names
	known    *largeSet // fingerprints of records of this noun in the workspace
	tickets  tickets
	source   string // the file being read, where there are several
	draft    draft
	keys     []key // of the draft
	counting int   // keys by which its customer is found
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
		plan: p, progress: progress, home: home, today: data.DayIn(p.options.Now.UnixMilli(), home), newest: data.NoDay, asOf: data.NoDay,
		dated: p.maps(FieldAt), near: nearHashes, prints: newFingerprints(nearHashes), known: newLargeSet(nearHashes), samples: map[Did]int{}, rejects: &rejectsFile{path: p.rejectsPath(), plan: p},
	}
	if err := p.options.checkRun(); err != nil {
		return nil, err
	}
	if r.match, err = p.matchBy(); err != nil {
		return nil, err
	}
	if err := r.decideAsOf(s); err != nil {
		return nil, err
	}
	r.convert = newConverter(p, s, zone, home, r.asOf)
	r.report = p.blankReport()
	return r, nil
}

func (p *Plan) blankReport() Report {
	out := NewReport()
	for _, m := range p.Mapping {
		out.Mapping[string(m.Field)] = p.Columns[m.Column]
	}
	for _, i := range p.Ignored {
		out.Ignored = append(out.Ignored, p.Columns[i])
	}
	return out
}

func (r *run) importAll(ctx context.Context, tx *workspace.Tx) (err error) {
	defer func() { err = errors.Join(err, r.close()) }()
	if r.importID, err = tx.BeginImport(filepath.Base(r.plan.Path), r.plan.options.Now.UnixMilli()); err != nil {
		return err
	}
	r.tx, r.matcher, r.names = tx, newMatcher(tx, r.plan), newNames(tx, &r.report.NewWords)
	if err := r.load(); err != nil {
		return err
	}
	for _, path := range r.plan.sources() {
		if err := r.file(ctx, path); err != nil {
			return err
		}
	}
	if err := r.finishTickets(); err != nil {
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

// load reads what the workspace knows that rows are compared with.
func (r *run) load() (err error) {
	add := func(f int64) { r.known.add(uint64(f)) }
	switch r.plan.As {
	case AsInteractions, AsPurchases:
		return r.tx.EachFingerprint(add)
	case AsResponses:
		if err := r.tx.EachResponseFingerprint(add); err != nil {
			return err
		}
		return r.loadMetrics()
	case AsTickets:
		return r.loadTickets()
	case AsStageChanges:
		if r.convert.stages, err = r.tx.Stages(); err != nil {
			return err
		}
		return r.loadStageChanges()
	}
	return nil
}

func (r *run) loadStageChanges() (err error) {
	here := newFingerprints(r.near)
	defer func() { err = errors.Join(err, here.close()) }()
	return r.tx.EachStageChange(func(c *data.StageChange) error {
		r.known.add(uint64(here.stageChange(c)))
		return nil
	})
}

// close gives up what was put aside, and says if that went wrong.
func (r *run) close() error { return errors.Join(r.prints.close(), r.known.close()) }

// sources gives the files of the plan.
func (p *Plan) sources() []string {
	if len(p.Sources) == 0 {
		return []string{p.Path}
	}
	return p.Sources
}

// file reads one of the files. Those of one shape may be encoded or delimited
// otherwise. What was seen in one file is known in the next, as if they had been
// imported one after the other.
func (r *run) file(ctx context.Context, path string) error {
	format := r.plan.Format
	if path != r.plan.Path {
		o := r.plan.options
		var err error
		format, err = source.Recognise(path, source.Options{
			Text: delimited.Options{Encoding: o.Encoding, Delimiter: o.Delimiter, Quote: o.Quote}, Sheet: o.Sheet, Member: o.Member,
		})
		if err != nil {
			return err
		}
	}
	if len(r.plan.Sources) > 1 {
		if err := r.prints.close(); err != nil {
			return err
		}
		r.source, r.prints = filepath.Base(path), newFingerprints(r.near)
	}
	r.report.Header += format.HeaderLines() + r.plan.TitleRows + r.plan.HeaderRows
	reader, err := source.Open(path, format)
	if err != nil {
		return err
	}
	defer func() { _ = reader.Close() }()
	return r.rows(ctx, reader)
}

// rows reads a file to its end.
func (r *run) rows(ctx context.Context, reader rows.Reader) error {
	for before := r.plan.TitleRows + r.plan.HeaderRows; ; {
		row, err := reader.Read()
		if errors.Is(err, io.EOF) {
			r.tell(reader)
			return nil
		}
		if err != nil {
			return err
		}
		if before > 0 && row.Fault == "" {
			before--
			continue
		}
		r.report.Read++
		if err := r.row(row); err != nil {
			return err
		}
		if const1k := 1024; r.report.Read%const1k == 0 {
			crash.Point("import.batch")
			if err := errors.Join(ctx.Err(), r.prints.seen.err, r.known.err); err != nil {
				return err
			}
			r.tell(reader)
		}
	}
}

func (r *run) tell(reader rows.Reader) {
	if r.plan.Count != nil {
		r.plan.Count(r.report.Read)
	}
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
	if bad != "" {
		r.sample(row, DidReject, bad)
		return r.reject(row, bad)
	}
	r.leaveOut(r.draft.unread)
	switch did {
	case changeAdded:
		r.report.Imported++
		r.sample(row, DidImport, "")
	case changeUpdated:
		r.report.Updated++
		r.sample(row, DidUpdate, "")
	default:
		r.report.Unchanged++
		r.sample(row, DidNone, "")
	}
	return r.rejectAnswers(row)
}

// leaveOut counts what was not taken of a row that was.
func (r *run) leaveOut(what string) {
	switch _, known := r.report.Unread[what]; {
	case what == "":
	case !known && len(r.report.Unread) >= listedRejects:
		r.report.Unread["others"]++
	default:
		r.report.Unread[what]++
	}
}

func (r *run) reject(row rows.Row, why fault) error {
	r.report.Rejected++
	r.report.Reasons[string(why)]++
	if len(r.report.Rejects) < listedRejects {
		r.report.Rejects = append(r.report.Rejects, RejectedRow{File: r.source, Line: row.Line, Reason: string(why)})
	}
	return r.putAside(row, why)
}

// rejectAnswers puts those answers aside that were not kept of a row that was.
func (r *run) rejectAnswers(row rows.Row) error {
	if len(r.draft.badAnswers) == 0 {
		return nil
	}
	why := make([]string, len(r.draft.badAnswers))
	for i, bad := range r.draft.badAnswers {
		why[i] = string(bad)
		r.report.Reasons[why[i]]++
	}
	r.report.AnswersRejected += len(why)
	return r.putAside(row, fault(strings.Join(why, "; ")))
}

// putAside keeps a row that was not imported, in the rejects file and, the first
// of them, in the workspace.
func (r *run) putAside(row rows.Row, why fault) error {
	if r.source != "" {
		why += fault(" (" + r.source + ", line " + strconv.Itoa(row.Line) + ")")
	}
	if !r.plan.options.DryRun {
		r.rejects.add(row, why)
	}
	if r.aside++; r.aside > storedRejects {
		return nil
	}
	raw := asItStood(row)
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
