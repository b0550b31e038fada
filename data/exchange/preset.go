package exchange

import (
	"cmp"
	"encoding/json"
	"errors"
	"io/fs"
	"maps"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"cxworkbench/data"
	"cxworkbench/data/message"
)

// Preset is how files of one shape are imported, kept under a name. It is found
// again by the headers of a file, in whatever order they stand.
type Preset struct {
	Version int               `json:"version"`
	Name    string            `json:"name"`
	As      As                `json:"as"`
	Columns []string          `json:"columns"` // headers of the file, sorted
	Header  bool              `json:"header"`
	Map     map[string]string `json:"map"` // field to header, or to a number from 1
	Metrics []presetMetric    `json:"metrics,omitempty"`
	Scales  map[string]Scale  `json:"scales,omitempty"` // that were given, of questions that rows name
	Orders  map[string]string `json:"orders,omitempty"` // header of dates to dmy, mdy or ymd
	Commas  []string          `json:"commas,omitempty"` // headers of numbers with a decimal comma

	Delimiter string `json:"delimiter,omitempty"`
	Encoding  string `json:"encoding,omitempty"`
	Quote     string `json:"quote,omitempty"`
	Sheet     string `json:"sheet,omitempty"`
	Member    string `json:"member,omitempty"` // of a zip
	// TitleRows and HeaderRows stand above the data, as Options say.
	TitleRows  int `json:"title_rows,omitempty"`
	HeaderRows int `json:"header_rows,omitempty"`

	DateOrder DateOrder `json:"date_order,omitempty"`
	Zone      string    `json:"zone,omitempty"`
	Region    string    `json:"region,omitempty"`
	Trace     Trace     `json:"trace,omitempty"`
	Match     []Field   `json:"match,omitempty"`
	Policy    Policy    `json:"policy,omitempty"`
	Wins      Wins      `json:"wins,omitempty"`
}

// presetMetric is the scale of a metric:NAME in the map.
type presetMetric struct {
	Name string          `json:"name"`
	Kind data.MetricKind `json:"kind"`
	Scale
}

// Bounds of a folder of presets.
const (
	presetVersion = 1
	presetBytes   = 1 << 20
	mostPresets   = 1000
	longestPreset = 180 // bytes of a file's name
	presetPrefix  = "preset-"
	presetSuffix  = ".json"
)

func presetPath(folder, name string) (string, error) {
	file := presetPrefix + url.QueryEscape(name) + presetSuffix
	if strings.TrimSpace(name) == "" || len(file) > longestPreset {
		return "", data.Errorf(data.CodeBadInput, "A preset needs a name of 1 to 60 characters: %q is none.", name)
	}
	return filepath.Join(folder, file), nil
}

// Save keeps under a name what was given and guessed for this plan's files, in
// place of a preset of that name.
func (p *Plan) Save(folder, name string) error {
	path, err := presetPath(folder, name)
	if err != nil {
		return err
	}
	raw, err := json.MarshalIndent(p.preset(name), "", "  ")
	if err != nil {
		return data.Wrap(err, data.CodeInternal, "The preset %q could not be written down.", name)
	}
	if len(raw) > presetBytes {
		return data.Errorf(data.CodeBadInput, "The file has too many columns for a preset: import it with its guess, or with options.")
	}
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return data.Wrap(err, data.CodeReadOnly, "The folder of presets could not be made: check that its place may be written.")
	}
	temporary := path + ".part"
	if err := errors.Join(os.WriteFile(temporary, raw, 0o600), os.Rename(temporary, path)); err != nil {
		_ = os.Remove(temporary)
		return data.Wrap(err, data.CodeReadOnly, "The preset %q could not be written: check that there is room, and that its folder may be written.", name)
	}
	return nil
}

func (p *Plan) preset(name string) Preset {
	o := p.options
	out := Preset{
		Version: presetVersion, Name: name, As: p.As, Columns: slices.Sorted(slices.Values(p.Columns)), Header: p.Header,
		Map: map[string]string{}, Orders: map[string]string{}, Delimiter: o.Delimiter, Encoding: o.Encoding, Quote: o.Quote, Sheet: o.Sheet,
		Member: o.Member, TitleRows: o.TitleRows, HeaderRows: o.HeaderRows,
		DateOrder: o.DateOrder, Zone: o.Zone, Region: o.Region, Trace: o.Trace, Match: o.Match, Policy: o.Policy, Wins: o.Wins,
	}
	if o.Header && o.HeaderRows == 0 {
		out.HeaderRows = p.HeaderRows
	}
	if p.TicketEvents {
		out.Trace = TraceTicket
	}
	for _, m := range p.Mapping {
		column := p.Columns[m.Column]
		out.Map[string(m.Field)] = column
		if shape, ok := p.dates[m.Column]; ok && shape.kind == shapeNumbers && shape.order != OrderGuessed {
			out.Orders[column] = string(shape.order)
		}
		if p.numbers[m.Column].decimalComma {
			out.Commas = append(out.Commas, column)
		}
	}
	if len(p.Questions) == 0 {
		out.Scales = o.Scales
	}
	for _, q := range p.Questions {
		out.Metrics = append(out.Metrics, presetMetric{q.Metric.Name, q.Metric.Kind, q.ScaleOf()})
	}
	return out
}

// Presets lists the presets of a folder by name, and the files that look like
// presets and are none. There are none in a folder that does not exist.
func Presets(folder string) (presets []Preset, damaged []string, err error) {
	entries, err := os.ReadDir(folder)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil, nil
	}
	if err != nil {
		return nil, nil, data.Wrap(err, data.CodeReadOnly, "The folder of presets could not be read.")
	}
	for _, e := range entries[:min(len(entries), mostPresets)] {
		if !strings.HasPrefix(e.Name(), presetPrefix) || !strings.HasSuffix(e.Name(), presetSuffix) {
			continue
		}
		preset, err := readPreset(filepath.Join(folder, e.Name()))
		if err != nil {
			damaged = append(damaged, e.Name())
			continue
		}
		presets = append(presets, preset)
	}
	slices.SortFunc(presets, func(a, b Preset) int { return cmp.Compare(a.Name, b.Name) })
	return presets, damaged, nil
}

// DeletePreset removes a preset. That there is none is no error.
func DeletePreset(folder, name string) error {
	path, err := presetPath(folder, name)
	if err != nil {
		return err
	}
	if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return data.Wrap(err, data.CodeReadOnly, "The preset %q could not be removed: check that its folder may be written.", name)
	}
	return nil
}

var errNoPreset = errors.New("no preset")

// readPreset reads a file that may be anything.
func readPreset(path string) (Preset, error) {
	info, err := os.Lstat(path)
	if err != nil {
		return Preset{}, err
	}
	if !info.Mode().IsRegular() || info.Size() > presetBytes {
		return Preset{}, errNoPreset
	}
	raw, err := os.ReadFile(path) //nolint:gosec // a file of the folder of presets
	if err != nil {
		return Preset{}, err
	}
	var out Preset
	if err := json.Unmarshal(raw, &out); err != nil {
		return Preset{}, err
	}
	if !out.valid() {
		return Preset{}, errNoPreset
	}
	return out, nil
}

func (s *Preset) valid() bool {
	if s.Version != presetVersion || !s.As.valid() || len(s.Columns) == 0 || strings.TrimSpace(s.Name) == "" {
		return false
	}
	for _, m := range s.Metrics {
		known := slices.Contains([]data.MetricKind{data.MetricNPS, data.MetricCSAT, data.MetricCES, data.MetricTrust, data.MetricOther}, m.Kind)
		if !known || !m.valid() {
			return false
		}
	}
	for _, order := range s.Orders {
		if !slices.Contains([]DateOrder{OrderDMY, OrderMDY, OrderYMD}, DateOrder(order)) {
			return false
		}
	}
	return s.onto(Options{}).check() == nil
}

// onto adds the preset to options. What they say themselves stays, so a person
// can change what a preset says.
func (s *Preset) onto(o Options) Options {
	o.As = cmp.Or(o.As, s.As)
	o.Delimiter, o.Encoding = cmp.Or(o.Delimiter, s.Delimiter), cmp.Or(o.Encoding, s.Encoding)
	o.Quote, o.Sheet, o.Member = cmp.Or(o.Quote, s.Quote), cmp.Or(o.Sheet, s.Sheet), cmp.Or(o.Member, s.Member)
	o.DateOrder, o.Zone, o.Region = cmp.Or(o.DateOrder, s.DateOrder), cmp.Or(o.Zone, s.Zone), cmp.Or(o.Region, s.Region)
	o.Trace, o.Policy, o.Wins = cmp.Or(o.Trace, s.Trace), cmp.Or(o.Policy, s.Policy), cmp.Or(o.Wins, s.Wins)
	if !o.NoHeader && !o.Header && o.HeaderRows == 0 {
		o.NoHeader, o.HeaderRows = !s.Header, s.HeaderRows
	}
	o.TitleRows = cmp.Or(o.TitleRows, s.TitleRows)
	if len(s.Scales) > 0 {
		scales := maps.Clone(s.Scales)
		maps.Copy(scales, o.Scales)
		o.Scales = scales
	}
	if len(o.Match) == 0 {
		o.Match = s.Match
	}
	all := maps.Clone(s.Map)
	if all == nil {
		all = map[string]string{}
	}
	moved := map[string]bool{}
	for _, column := range o.Map {
		moved[column] = column != ""
	}
	for field, column := range s.Map {
		if _, said := o.Map[field]; !said && moved[column] {
			delete(all, field) // a person gave its column to another field
		}
	}
	maps.Copy(all, o.Map)
	o.Map = all
	return o
}

// usePreset takes the preset that was named, or the one that fits, into the
// plan's options.
func (p *Plan) usePreset() error {
	o := p.options
	if o.Presets == "" {
		if o.Preset != "" {
			return data.Errorf(data.CodeBadInput, "There is no preset %q: no folder of presets is known here.", o.Preset)
		}
		return nil
	}
	presets, damaged, err := Presets(o.Presets)
	if err != nil {
		return err
	}
	if len(damaged) > 0 {
		p.Warnings = append(p.Warnings, message.New("exchange.warn.presets", message.Args{"n": len(damaged), "files": strings.Join(damaged, ", ")}))
	}
	if o.Preset != "" {
		at := slices.IndexFunc(presets, func(s Preset) bool { return s.Name == o.Preset })
		if at < 0 {
			return data.Errorf(data.CodeNotFound, "There is no preset %q: %s.", o.Preset, namesOfPresets(presets))
		}
		return p.fitPreset(&presets[at])
	}
	at := slices.IndexFunc(presets, func(s Preset) bool {
		return s.fits(p, o)
	})
	if at < 0 {
		return nil
	}
	return p.fitPreset(&presets[at])
}

func namesOfPresets(presets []Preset) string {
	if len(presets) == 0 {
		return "none was saved yet"
	}
	var names []string
	for _, s := range presets {
		names = append(names, s.Name)
	}
	return "there are " + strings.Join(names, ", ")
}

// fitPreset takes a preset into the options, or says what the file lacks for it.
func (p *Plan) fitPreset(s *Preset) error {
	o := s.onto(p.options)
	if o.As != s.As {
		return data.Errorf(data.CodeBadInput, "The preset %q is for rows of %s, not of %s: leave one of the two out.", s.Name, s.As, o.As)
	}
	for _, column := range s.Map {
		if p.columnNamed(column) < 0 {
			return data.Errorf(data.CodeBadInput, "The preset %q does not fit %q: the file has no column %q. Choose another preset, or none.",
				s.Name, filepath.Base(p.Path), column)
		}
	}
	p.Preset, p.options, p.used = s.Name, o, s
	return nil
}

// metric gives the metric that the preset knows under a name.
func (s *Preset) metric(name string) (presetMetric, bool) {
	if s == nil {
		return presetMetric{}, false
	}
	at := slices.IndexFunc(s.Metrics, func(m presetMetric) bool { return m.Name == name })
	if at < 0 {
		return presetMetric{}, false
	}
	return s.Metrics[at], true
}
