package source

import (
	"errors"
	"io"
	"path"
	"slices"
	"strings"

	"cxworkbench/data/exchange/delimited"
)

// choose finds the file in a zip that is read, and names the others.
func (f *Format) choose(p *pack, o Options) (*member, error) {
	if o.Member != "" {
		m, err := p.member(o.Member)
		if err != nil {
			return nil, err
		}
		f.passAll(p, m)
		f.Kind, err = m.judge()
		return m, err
	}
	var best *member
	var why error
	for _, m := range p.members {
		kind, err := m.judge()
		if err != nil {
			if why == nil {
				why = err
			}
			continue
		}
		if best == nil || named(m) && !named(best) {
			best, f.Kind = m, kind
		}
	}
	if best == nil {
		return nil, why
	}
	f.passAll(p, best)
	return best, nil
}

func (f *Format) passAll(p *pack, but *member) {
	for _, m := range p.members {
		if m != but {
			f.Passed = append(f.Passed, m.name)
		}
	}
}

// named reports whether a file is named as a table is: a README beside it is not.
func named(m *member) bool {
	switch strings.ToLower(path.Ext(m.name)) {
	case ".csv", ".tsv", ".tab", ".psv", ".json", ".jsonl", ".ndjson", ".vcf", ".xes":
		return true
	}
	return false
}

// addParts finds the tables with the same header as the one that is read.
func (f *Format) addParts(p *pack, o Options) error {
	first, err := p.member(f.Member)
	if err != nil || o.Member != "" || len(p.members) == 1 {
		return err
	}
	header, err := first.header(f.Text)
	if err != nil || len(header) == 0 {
		return err
	}
	parts := []Part{{Name: first.name, Text: f.Text}}
	for _, m := range p.members {
		if m == first || named(m) != named(first) {
			continue
		}
		if kind, err := m.judge(); err != nil || kind != Delimited {
			continue // it stays among those that are not read
		}
		text, err := m.recognise(o.Text)
		if err != nil {
			continue
		}
		if cells, err := m.header(text); err == nil && slices.Equal(cells, header) {
			parts = append(parts, Part{Name: m.name, Text: text})
		}
	}
	if len(parts) == 1 {
		return nil
	}
	f.Parts = parts
	f.Passed = slices.DeleteFunc(f.Passed, func(name string) bool {
		return slices.ContainsFunc(parts, func(p Part) bool { return p.Name == name })
	})
	return nil
}

// header gives the first row of a member that can be read, for comparing.
func (m *member) header(text delimited.Format) ([]string, error) {
	src, err := m.open()
	if err != nil {
		return nil, err
	}
	defer func() { _ = src.Close() }()
	r, err := delimited.New(src, m.name, text)
	if err != nil {
		return nil, err
	}
	for {
		row, err := r.Read()
		switch {
		case errors.Is(err, io.EOF):
			return nil, nil
		case err != nil:
			return nil, err
		case row.Fault == "":
			for i, cell := range row.Cells {
				row.Cells[i] = strings.ToLower(strings.TrimSpace(cell))
			}
			return row.Cells, nil
		}
	}
}
