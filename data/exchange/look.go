package exchange

import (
	"os"
	"slices"

	"cxworkbench/data"
	"cxworkbench/data/exchange/delimited"
	"cxworkbench/data/exchange/source"
)

// look is the beginning of a file, parted into title, header and columns.
type look struct {
	plan    *Plan
	columns []column
	rows    [][]string // of data
	more    bool       // the file goes on behind them
}

// lookAt reads the beginning of a file as options say and else as it seems.
func lookAt(path string, asked, o Options) (look, error) {
	format, err := source.Recognise(path, source.Options{
		Text: delimited.Options{Encoding: o.Encoding, Delimiter: o.Delimiter, Quote: o.Quote}, Sheet: o.Sheet, Member: o.Member,
	})
	if err != nil {
		return look{}, err
	}
	info, err := os.Stat(path)
	if err != nil {
		return look{}, data.Wrap(err, data.CodeNotFound, "There is no file %q: check its name and folder.", path)
	}
	rows, err := readSample(path, format)
	if err != nil {
		return look{}, err
	}
	p := &Plan{Path: path, Sources: []string{path}, Format: format, asked: asked, options: o, modified: info.ModTime()}
	more := len(rows) > sampleRows
	columns, rows, err := p.headed(rows)
	if err != nil {
		return look{}, err
	}
	return look{p, columns, rows, more}, nil
}

// layout is what options say of how a file is written, which is needed before its
// columns can be told.
type layout struct {
	delimiter, encoding, quote, sheet, member string
	titles, headers                           int
	none, one                                 bool
}

func (o Options) layout() layout {
	return layout{o.Delimiter, o.Encoding, o.Quote, o.Sheet, o.Member, o.TitleRows, o.HeaderRows, o.NoHeader, o.Header}
}

// laidOut adds the layout that a preset says.
func (o Options) laidOut(s *Preset) Options {
	with := s.onto(o)
	o.Delimiter, o.Encoding, o.Quote, o.Sheet, o.Member = with.Delimiter, with.Encoding, with.Quote, with.Sheet, with.Member
	o.TitleRows, o.HeaderRows, o.NoHeader = with.TitleRows, with.HeaderRows, with.NoHeader
	return o
}

// formatted adds the layout of a preset that was named.
func (o Options) formatted() Options {
	path, err := presetPath(o.Presets, o.Preset)
	if err != nil || o.Presets == "" {
		return o
	}
	s, err := readPreset(path)
	if err != nil {
		return o // said when the preset is used
	}
	return o.laidOut(&s)
}

// mostLayouts is how many layouts of presets a file is read in.
const mostLayouts = 20

// lookAsPreset looks for a preset whose columns the file has only where it is laid
// out as that preset says: with a title that was counted by hand, or another file
// of a zip. seen, nil where there is none, is the file as it seems.
func lookAsPreset(path string, asked, o Options, seen *Plan) (look, bool) {
	if o.Presets == "" || o.Preset != "" {
		return look{}, false
	}
	presets, _, err := Presets(o.Presets)
	if err != nil || seen != nil && slices.ContainsFunc(presets, func(s Preset) bool { return s.fits(seen, o) }) {
		return look{}, false // an error is said when presets are used
	}
	tried := map[layout]bool{o.layout(): true}
	for i := range presets {
		s := &presets[i]
		with := o.laidOut(s)
		if !s.Header || tried[with.layout()] || len(tried) > mostLayouts {
			continue
		}
		tried[with.layout()] = true
		other, err := lookAt(path, asked, with)
		if err == nil && slices.ContainsFunc(presets, func(s Preset) bool { return s.fits(other.plan, o) && o.laidOut(&s).layout() == with.layout() }) {
			return other, true
		}
	}
	return look{}, false
}

// fits reports whether a file has the columns of the preset.
func (s *Preset) fits(p *Plan, o Options) bool {
	return p.Header && s.Header && (o.As == "" || o.As == s.As) && slices.Equal(s.Columns, slices.Sorted(slices.Values(p.Columns)))
}
