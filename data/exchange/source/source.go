// Package source opens a file of any format that can be imported: it tells what
// the file is, from its content before its name, unpacks it, and gives its rows.
package source

import (
	"errors"
	"io"

	"cxworkbench/data"
	"cxworkbench/data/exchange/delimited"
	"cxworkbench/data/exchange/input"
	"cxworkbench/data/exchange/jsonrows"
	"cxworkbench/data/exchange/rows"
	"cxworkbench/data/exchange/vcard"
	"cxworkbench/data/exchange/workbook"
	"cxworkbench/data/exchange/xes"
)

// Kind is the format of a file.
type Kind string

// The formats.
const (
	Delimited Kind = "delimited"
	Workbook  Kind = "xlsx"
	JSON      Kind = "json"
	JSONLines Kind = "jsonl"
	VCard     Kind = "vcard"
	XES       Kind = "xes"
)

// The ways of packing.
const (
	Gzip = "gzip"
	Zip  = "zip"
)

// Format is how a file is written.
type Format struct {
	Kind    Kind
	Text    delimited.Format // of delimited text; of the first part where there are several
	Packing string           // "", Gzip or Zip
	Member  string           // the file inside a zip, the first of Parts
	// Parts are the tables of one shape inside a zip, where there are several:
	// they are read one after another, as if they were one file.
	Parts  []Part
	Passed []string // the files inside a zip that are not read
	Sheet  string   // of a workbook, the one that is read
	Sheets []string // of a workbook, all with rows
	// Header names the columns where the format does (json, jsonl, vcard, xes): the
	// first row is data then. It is nil where rows have to say.
	Header []string
}

// Part is one of several tables in a zip.
type Part struct {
	Name string
	Text delimited.Format
}

// HeaderLines counts the lines of text that are no rows: before the tables, and
// the headers that later parts repeat. The header of the first is not counted.
func (f Format) HeaderLines() int {
	lines := f.Text.Skip
	for i, p := range f.Parts {
		if i > 0 {
			lines += p.Text.Skip + 1
		}
	}
	return lines
}

// Options override what would be recognised; an empty field is recognised.
type Options struct {
	Text   delimited.Options
	Sheet  string // name of a workbook's sheet, or its number from 1
	Member string // name of the file inside a zip that is to be read, alone
}

// Recognise tells how a file is written. Its errors are sentences for a person,
// also where the file is of a kind that cannot be imported.
func Recognise(path string, o Options) (Format, error) {
	pack, err := openPack(path)
	if err != nil {
		return Format{}, err
	}
	f := Format{Packing: pack.packing}
	if pack.workbook {
		f.Kind = Workbook
		err = f.addWorkbook(path, o.Sheet)
		return f, err
	}
	m := pack.members[0]
	if f.Packing == Zip {
		if m, err = f.choose(pack, o); err != nil {
			return Format{}, err
		}
		f.Member = m.name
	} else if f.Kind, err = m.judge(); err != nil {
		return Format{}, err
	}
	if f.Kind != Delimited {
		r, err := openRecords(m, f)
		if err != nil {
			return Format{}, err
		}
		f.Header = r.Header()
		return f, r.Close()
	}
	if f.Text, err = m.recognise(o.Text); err != nil || f.Packing != Zip {
		return f, err
	}
	return f, f.addParts(pack, o)
}

func (f *Format) addWorkbook(path, sheet string) error {
	r, err := workbook.Open(path, workbook.Options{Sheet: sheet})
	if err != nil {
		return err
	}
	f.Sheet, f.Sheets, f.Header = r.Sheet(), r.Sheets(), r.Header()
	return r.Close()
}

// recognise finds how a member that is delimited text is written.
func (m *member) recognise(o delimited.Options) (delimited.Format, error) {
	src, err := m.open()
	if err != nil {
		return delimited.Format{}, err
	}
	defer func() { _ = src.Close() }()
	return delimited.Recognise(src, m.name, o)
}

// Open opens a file for reading in the given format.
func Open(path string, f Format) (rows.Reader, error) {
	if f.Kind == Workbook {
		r, err := workbook.Open(path, workbook.Options{Sheet: f.Sheet})
		if err != nil {
			return nil, err // a nil *workbook.Reader is no nil rows.Reader
		}
		return r, nil
	}
	pack, err := openPack(path)
	if err != nil {
		return nil, err
	}
	if f.Kind == Delimited {
		return openTable(pack, f)
	}
	m, err := pack.member(f.Member)
	if err != nil {
		return nil, err
	}
	pack.total = m.packed
	r, err := openRecords(m, f)
	if err != nil {
		return nil, err
	}
	return &unpacked{records: r, pack: pack}, nil
}

// records is a reader of a format that names its columns.
type records interface {
	rows.Reader
	Header() []string
}

// openRecords opens a member that is neither delimited text nor a workbook.
func openRecords(m *member, f Format) (records, error) {
	var r records
	var err error
	open := input.Opener(m.open)
	switch f.Kind {
	case JSON, JSONLines:
		r, err = jsonrows.OpenReader(open, m.packed, m.name, jsonrows.Options{Header: f.Header})
	case VCard:
		r, err = vcard.OpenReader(open, m.packed, m.name, vcard.Options{Header: f.Header})
	case XES:
		r, err = xes.OpenReader(open, m.packed, m.name, xes.Options{Header: f.Header})
	default:
		return nil, data.Errorf(data.CodeInternal, "%q is of a kind that nothing reads: report this with the file.", m.name)
	}
	if err != nil {
		return nil, err
	}
	return r, nil
}

// unpacked reads records and tells progress in bytes of the file as it stands.
type unpacked struct {
	records
	pack *pack
}

func (u *unpacked) Read() (rows.Row, error) {
	row, err := u.records.Read()
	if errors.Is(err, io.EOF) {
		u.pack.finished()
	}
	return row, err
}

func (u *unpacked) Progress() (done, total int64) { return u.pack.progress() }
