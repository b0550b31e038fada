// Package workbook reads the sheets of Excel workbooks (XLSX, ISO/IEC 29500) as
// rows.
//
// It streams the sheet's XML from the archive itself: the row iterator of
// excelize, with which we write workbooks, gives a cell's value or its display,
// but not the number format, by which alone a date can be told from a number,
// and rounds numbers to 15 digits. The tests hold this reader to what excelize
// reads.
package workbook

import (
	"archive/zip"
	"errors"
	"io"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"cxworkbench/data"
	"cxworkbench/data/exchange/input"
	"cxworkbench/data/exchange/rows"
)

// Options override what would be recognised.
type Options struct {
	Sheet string // name of the sheet, or its number from 1; empty for the first with rows
}

// Reader reads the rows of one sheet; in memory are the workbook's shared texts
// and one row. It is for one goroutine, apart from Progress.
type Reader struct {
	archive *archive
	book    book
	sheet   *sheet
	name    string   // of the sheet
	filled  []string // sheets with rows
}

var _ rows.Reader = (*Reader)(nil)

// Open opens a sheet of a workbook. A workbook cannot be read as a stream: its
// table of contents stands at its end.
func Open(path string, o Options) (*Reader, error) {
	a, err := openArchive(path)
	if err != nil {
		return nil, err
	}
	r := &Reader{archive: a}
	if err := r.open(o); err != nil {
		_ = a.Close()
		return nil, a.explain(err)
	}
	return r, nil
}

func (r *Reader) open(o Options) (err error) {
	if err := r.look(); err != nil {
		return err
	}
	part, err := r.choose(o.Sheet)
	if err != nil {
		return err
	}
	if err := r.book.readTexts(r.archive); err != nil {
		return err
	}
	r.name = part.name
	r.sheet, err = openSheet(r.archive, &r.book, part)
	return err
}

// look finds the sheets that have rows.
func (r *Reader) look() (err error) {
	if r.book, err = readBook(r.archive); err != nil {
		return err
	}
	for _, s := range r.book.sheets {
		has, err := r.hasRows(s)
		if err != nil {
			return err
		}
		if has {
			r.filled = append(r.filled, s.name)
		}
	}
	if len(r.filled) == 0 {
		return data.Errorf(data.CodeBadInput, "%q has no sheet with rows: there is nothing to import.", r.archive.name)
	}
	return nil
}

// hasRows says whether a sheet has a cell with a value.
func (r *Reader) hasRows(part sheetPart) (bool, error) {
	s, err := openSheet(r.archive, &r.book, part)
	if err != nil {
		return false, err
	}
	defer s.Close()
	for {
		row, err := s.next()
		if errors.Is(err, io.EOF) {
			return false, nil
		}
		if err != nil {
			return false, err
		}
		if row.Fault != "" || slices.ContainsFunc(row.Cells, func(c string) bool { return c != "" }) {
			return true, nil
		}
	}
}

// choose finds the sheet that is asked for, by name before by number.
func (r *Reader) choose(wanted string) (sheetPart, error) {
	if wanted == "" {
		wanted = r.filled[0]
	}
	for _, s := range r.book.sheets {
		if strings.EqualFold(s.name, wanted) {
			return s, nil
		}
	}
	if n, err := strconv.Atoi(wanted); err == nil && n >= 1 && n <= len(r.book.sheets) {
		return r.book.sheets[n-1], nil
	}
	return sheetPart{}, data.Errorf(data.CodeNotFound, "%q has no sheet %q: those with rows are %s.",
		r.archive.name, wanted, strings.Join(r.filled, ", "))
}

// Header is nil: the rows of a sheet have to say what their columns are.
func (r *Reader) Header() []string { return nil }

// Sheet names the sheet that is read.
func (r *Reader) Sheet() string { return r.name }

// Sheets names the sheets that have rows, hidden ones too, in the workbook's order.
func (r *Reader) Sheets() []string { return r.filled }

// Read gives the next row with a value in it, or io.EOF. Rows are as wide as the
// widest before them.
func (r *Reader) Read() (rows.Row, error) {
	for {
		row, err := r.sheet.next()
		if errors.Is(err, io.EOF) {
			return row, err
		}
		if err != nil {
			return row, r.archive.explain(err)
		}
		if row.Fault != "" || slices.ContainsFunc(row.Cells, func(c string) bool { return c != "" }) {
			return row, nil
		}
	}
}

// Progress gives how many bytes of the sheet have been read, of how many.
func (r *Reader) Progress() (done, total int64) { return r.sheet.stream.Done(), r.sheet.size }

// Close closes the file.
func (r *Reader) Close() error { return errors.Join(r.sheet.Close(), r.archive.Close()) }

// openArchive opens the workbook and refuses what is none, saying what to do.
func openArchive(path string) (*archive, error) {
	open, _, err := input.File(path)
	if err != nil {
		return nil, err
	}
	name := filepath.Base(path)
	z, err := zip.OpenReader(path)
	if err != nil {
		return nil, refuse(open, name, err)
	}
	a := newArchive(z, name)
	what := ""
	switch {
	case a.find("xl/workbook.bin") != nil:
		what = "is a binary workbook (XLSB)"
	case a.find("content.xml") != nil && a.find("mimetype") != nil:
		what = "is an OpenDocument file (ODS)"
	case a.find("index/document.iwa") != nil || a.find("index.zip") != nil:
		what = "is a Numbers file"
	}
	if what != "" {
		_ = z.Close()
		return nil, data.Errorf(data.CodeBadInput, "%q %s: open it in its program, save it as XLSX or CSV and import that.", name, what)
	}
	return a, nil
}

// refuse says what a file is that is no ZIP archive.
func refuse(open input.Opener, name string, cause error) error {
	src, err := open()
	if err != nil {
		return err
	}
	defer src.Close()
	// An encrypted workbook is wrapped in the container that old ones use, with an
	// entry of this name (MS-OFFCRYPTO 2.3.4.4), in UTF-16.
	const limit = 64 << 20
	start, err := io.ReadAll(io.LimitReader(src, 8))
	switch {
	case err != nil:
		return data.Wrap(err, data.CodeBadInput, "%q could not be read: check the disk it is on, then try again.", name)
	case string(start) != "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1":
		return data.Wrap(cause, data.CodeBadInput, "%q is no workbook, or is damaged: save it as XLSX or CSV again.", name)
	case contains(io.LimitReader(src, limit), utf16("EncryptedPackage")):
		return data.Errorf(data.CodeBadInput, "%q is protected with a password: save it without one and import that.", name)
	}
	return data.Errorf(data.CodeBadInput, "%q is an old Excel file (XLS): save it as XLSX or CSV and import that.", name)
}

func utf16(s string) string {
	var b strings.Builder
	for _, c := range []byte(s) {
		b.WriteByte(c)
		b.WriteByte(0)
	}
	return b.String()
}

// contains says whether a stream contains a text.
func contains(src io.Reader, text string) bool {
	buf := make([]byte, 64<<10)
	kept := 0
	for {
		n, err := src.Read(buf[kept:])
		chunk := string(buf[:kept+n])
		if strings.Contains(chunk, text) {
			return true
		}
		if err != nil {
			return false
		}
		kept = copy(buf, chunk[max(0, len(chunk)-len(text)+1):])
	}
}
