package source

import (
	"errors"
	"io"

	"cxworkbench/data/exchange/delimited"
	"cxworkbench/data/exchange/rows"
)

// table reads delimited text: a file, or the parts of a zip one after another.
// Line numbers go on from part to part.
type table struct {
	pack  *pack
	parts []Part // still to be read
	src   io.Closer
	rows  *delimited.Reader
	size  int64 // of the part that is read, as it stands in the pack

	before int  // lines of the parts before
	header bool // the next good row repeats the header
}

func openTable(p *pack, f Format) (rows.Reader, error) {
	parts := f.Parts
	if len(parts) == 0 {
		parts = []Part{{Name: f.Member, Text: f.Text}}
	}
	if p.packing == Zip {
		p.total = 0
		for _, part := range parts {
			m, err := p.member(part.Name)
			if err != nil {
				return nil, err
			}
			p.total += m.packed
		}
	}
	t := &table{pack: p, parts: parts}
	if err := t.next(); err != nil {
		return nil, err
	}
	return t, nil
}

// next opens the next part.
func (t *table) next() error {
	m, err := t.pack.member(t.parts[0].Name)
	if err != nil {
		return err
	}
	src, err := m.open()
	if err != nil {
		return err
	}
	r, err := delimited.New(src, m.name, t.parts[0].Text)
	if err != nil {
		_ = src.Close()
		return err
	}
	t.src, t.rows, t.size, t.parts = src, r, m.packed, t.parts[1:]
	return nil
}

// Read gives the next row, or io.EOF.
func (t *table) Read() (rows.Row, error) {
	for {
		row, err := t.rows.Read()
		switch {
		case err == nil && t.header && row.Fault == "":
			t.header = false
			continue
		case err == nil:
			row.Line += t.before
			return row, nil
		case !errors.Is(err, io.EOF):
			return rows.Row{}, err
		case len(t.parts) == 0:
			t.pack.finished()
			return rows.Row{}, io.EOF
		}
		t.before += t.rows.Line()
		t.pack.before += t.size
		if err := t.Close(); err != nil {
			return rows.Row{}, err
		}
		if err := t.next(); err != nil {
			return rows.Row{}, err
		}
		t.header = true
	}
}

// Progress gives how many bytes of the file have been read, of how many, both
// as they stand in the file.
func (t *table) Progress() (done, total int64) { return t.pack.progress() }

// Close closes the file.
func (t *table) Close() error {
	if t.src == nil {
		return nil
	}
	src := t.src
	t.src = nil
	return src.Close()
}
