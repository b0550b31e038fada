package exchange

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"strings"

	"cxworkbench/data"
	"cxworkbench/data/exchange/delimited"
	"cxworkbench/data/exchange/rows"
	"cxworkbench/data/exchange/source"
)

// rejectsFile collects the rows that were not imported, each with its reason. It
// is written under another name and takes its own when the import has been
// committed. It is made with the first row.
type rejectsFile struct {
	path   string
	plan   *Plan
	file   *os.File
	out    *csv.Writer
	failed error
	record []string
}

// RejectsSuffix ends the name of the file of rejected rows, which otherwise is that
// of its source.
const RejectsSuffix = ".rejects.csv"

// rejectsPath gives where the rejected rows of a plan go.
func (p *Plan) rejectsPath() string {
	if p.options.Rejects != "" {
		return p.options.Rejects
	}
	return p.Path + RejectsSuffix
}

// checkRejects refuses to write the rejects over the source.
func (p *Plan) checkRejects() error {
	source, err := os.Stat(p.Path)
	if err != nil {
		return data.Wrap(err, data.CodeNotFound, "There is no file %q: check its name and folder.", p.Path)
	}
	if !source.ModTime().Equal(p.modified) {
		return data.Errorf(data.CodeBadInput, "%q has changed since it was looked at: look at it again, then import. Nothing was imported.", filepath.Base(p.Path))
	}
	if target, err := os.Stat(p.rejectsPath()); err == nil && os.SameFile(source, target) {
		return data.Errorf(data.CodeBadInput, "The rejected rows would be written over %q itself: name another file.", filepath.Base(p.Path))
	}
	return nil
}

// add writes a row; a failure is kept for the report, the import goes on.
func (r *rejectsFile) add(row rows.Row, why fault) {
	if r.failed != nil {
		return
	}
	if r.file == nil {
		if r.failed = r.create(); r.failed != nil {
			return
		}
	}
	r.record = append(r.record[:0], row.Cells...)
	if len(row.Cells) == 0 && row.Raw != "" {
		why += fault(": " + row.Raw) // no cell may be taken for a value that it is not
	}
	r.failed = r.write(string(why))
}

// asItStood gives a row as text: its own, or its cells as CSV where the format has
// no text for it.
func asItStood(row rows.Row) string {
	if row.Raw != "" || len(row.Cells) == 0 {
		return row.Raw
	}
	var out strings.Builder
	w := csv.NewWriter(&out)
	_ = w.Write(row.Cells) // a Builder never fails
	w.Flush()
	return strings.TrimSuffix(out.String(), "\n")
}

// write pads the record to the table's width and adds the last cell.
func (r *rejectsFile) write(last string) error {
	for len(r.record) < len(r.plan.Columns) {
		r.record = append(r.record, "")
	}
	r.record = append(r.record, last)
	return r.out.Write(r.record)
}

func (r *rejectsFile) create() error {
	file, err := os.CreateTemp(filepath.Dir(r.path), ".rejects-*.csv")
	if err != nil {
		return err
	}
	r.file, r.out = file, csv.NewWriter(file)
	if r.plan.Format.Kind == source.Delimited && r.plan.Format.Text.Delimiter != delimited.Blanks {
		r.out.Comma = r.plan.Format.Text.Delimiter
	}
	if !r.plan.Header {
		return nil
	}
	r.record = append(r.record[:0], r.plan.Columns...)
	return r.write(rejectHeader)
}

// finish gives the file its name and reports it; empty where there is none.
func (r *rejectsFile) finish() (string, error) {
	if r.file == nil {
		return "", r.failed
	}
	r.out.Flush()
	temporary := r.file.Name()
	for _, err := range []error{r.failed, r.out.Error(), r.file.Close()} {
		if err != nil {
			_ = os.Remove(temporary)
			return "", err
		}
	}
	if err := os.Rename(temporary, r.path); err != nil {
		_ = os.Remove(temporary)
		return "", err
	}
	return r.path, nil
}

// discard removes what was written, after an import that did not happen.
func (r *rejectsFile) discard() {
	if r.file != nil {
		_ = r.file.Close()
		_ = os.Remove(r.file.Name())
	}
}
