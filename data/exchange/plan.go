package exchange

import (
	"errors"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"cxworkbench/data"
	"cxworkbench/data/exchange/source"
	"cxworkbench/data/message"
)

// sampleRows is how many rows decide how dates and numbers are written.
const sampleRows = 10_000

// previewRows is how many rows of the sample a plan shows.
const previewRows = 200

// Mapped is a field with its column.
type Mapped struct {
	Field      Field
	Column     int // from 0
	Confidence Confidence
	Reads      message.Message // how the values are written, where that was decided
}

// Question is a column of answers: each filled cell is a response to the
// metric, with the text of the comment's column.
type Question struct {
	Column     int
	Metric     data.Metric // ID is 0: it is found or made by name
	Comment    int         // column of its comment, -1 where there is none
	Confidence Confidence
}

// Plan is how a file will be imported. A screen shows it, changes Options and
// prepares again; Run carries it out.
type Plan struct {
	Path      string   // the first of Sources
	Sources   []string // the files of one shape that are read one after the other
	Format    source.Format
	Header    bool   // the columns have names: from rows, or from the format itself
	Vendor    string // the program that exported the file, where its headers tell
	Preset    string // the name of the preset that was used
	As        As
	AsGuessed bool
	Columns   []string // headers, or numbers from 1; no two are the same
	Mapping   []Mapped // in the order of the file's columns
	Extra     []int    // columns kept as customer attributes
	Ignored   []int    // columns not used
	Types     []Type   // what the values of each column look like
	Preview   [][]string
	NeedsAsOf bool // rows say durations, or answers, without saying at which day: Options.AsOf, else that of the workspace

	// TitleRows and HeaderRows are how many readable rows stand before the data
	// of each source: a report's title first, then names of columns.
	TitleRows, HeaderRows int

	// Questions are the columns of answers, where each row is a person and each
	// such column a response.
	Questions []Question

	// TicketEvents tells of AsTickets that each row is an event of a case (who:
	// FieldTicket; what: FieldActivity; when: FieldAt), not a case.
	TicketEvents bool

	// Warnings are what a person should know and need not decide.
	Warnings []message.Message

	// Count is told now and then how many rows Run has read; nil where nobody asks.
	Count func(read int)

	// Problem is why Run will refuse, with what to do; nil where it will not.
	Problem error

	asked     Options // as a person gave them
	options   Options // with what a preset adds
	used      *Preset // nil where there is none
	numbers   map[int]numberStyle
	dates     map[int]dateShape
	floatIDs  map[int]bool
	worded    map[int]wording
	changes   *int // column of the field that a row changed, of which only status is read; nil where there is none
	continued bool // lines of an order have the date and customer of its first
	modified  time.Time
}

// Prepare looks at a file and plans its import. It fails where the file cannot
// be read at all or an option means nothing; what only has to be decided is in
// Plan.Problem.
func Prepare(path string, o Options) (*Plan, error) {
	asked := o
	if err := o.check(); err != nil {
		return nil, err
	}
	o = o.formatted()
	seen, err := lookAt(path, asked, o)
	if other, found := lookAsPreset(path, asked, o, seen.plan); found {
		seen, err = other, nil
	}
	if err != nil {
		return nil, err
	}
	p, columns, rows := seen.plan, seen.columns, seen.rows
	if err := p.usePreset(); err != nil {
		return nil, err
	}
	if seen.more && p.options.DateOrder == OrderGuessed {
		if err := p.readOrders(columns); err != nil {
			return nil, err
		}
	}
	if err := p.mapColumns(columns, rows); err != nil {
		return nil, err
	}
	p.Preview = rows[:min(len(rows), previewRows)]
	return p, nil
}

// Taken says in the words that options take what the rows were taken for, which
// column each field is read from and what becomes of the others.
func (p *Plan) Taken() message.Message {
	fields := make([]string, len(p.Mapping))
	for i, m := range p.Mapping {
		fields[i] = string(m.Field) + " = " + p.Columns[m.Column]
	}
	args := message.Args{
		"as": string(p.As), "mapping": strings.Join(fields, ", "),
		"extra": p.namesOf(p.Extra), "ignored": p.namesOf(p.Ignored),
	}
	switch {
	case len(p.Extra) > 0 && len(p.Ignored) > 0:
		return message.New("exchange.taken.extra.ignored", args)
	case len(p.Extra) > 0:
		return message.New("exchange.taken.extra", args)
	case len(p.Ignored) > 0:
		return message.New("exchange.taken.ignored", args)
	}
	return message.New("exchange.taken", args)
}

func (p *Plan) namesOf(columns []int) string {
	names := make([]string, len(columns))
	for i, c := range columns {
		names[i] = p.Columns[c]
	}
	return strings.Join(names, ", ")
}

func (o Options) check() error {
	if o.As != "" && !o.As.valid() {
		return data.Errorf(data.CodeBadInput, "Rows cannot be %q: say customers, interactions, purchases or subscriptions.", o.As)
	}
	switch o.DateOrder {
	case OrderGuessed, OrderDMY, OrderMDY, OrderYMD:
	default:
		return data.Errorf(data.CodeBadInput, "%q is no order of dates: say dmy, mdy or ymd.", o.DateOrder)
	}
	for name := range o.Map {
		f := Field(name)
		if attribute, ok := f.attribute(); ok && attribute != "" {
			continue
		}
		if !knownField(f) {
			return data.Errorf(data.CodeBadInput, "There is no field %q: the fields are %s.", name, fieldNames(o.asOrPurchases()))
		}
		if o.As != "" && !hasField(o.As, f) {
			return data.Errorf(data.CodeBadInput, "Rows of %s have no field %q: theirs are %s.", o.As, name, fieldNames(o.As))
		}
	}
	for name, s := range o.Scales {
		if !s.valid() {
			return data.Errorf(data.CodeBadInput, "The scale of %q runs from %s to %s: its low end has to be below its high end.", name, plain(s.Low), plain(s.High))
		}
	}
	if o.Zone != "" {
		if _, err := time.LoadLocation(o.Zone); err != nil {
			return data.Wrap(err, data.CodeBadInput, "%q is no known time zone: use a name like Europe/Zurich.", o.Zone)
		}
	}
	return nil
}

func (o Options) asOrPurchases() As {
	if o.As == "" {
		return AsPurchases
	}
	return o.As
}

// readSample reads the first rows that can be read.
func readSample(path string, f source.Format) ([][]string, error) {
	r, err := source.Open(path, f)
	if err != nil {
		return nil, err
	}
	defer func() { _ = r.Close() }()
	var rows [][]string
	for len(rows) <= sampleRows {
		row, err := r.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, err
		}
		if row.Fault == "" {
			rows = append(rows, slices.Clone(row.Cells))
		}
	}
	if len(rows) == 0 {
		return nil, data.Errorf(data.CodeBadInput, "%q has no row that can be read: there is nothing to import.", filepath.Base(path))
	}
	return rows, nil
}

// orderRows is how many rows behind the sample may decide the order of day and
// month that the sample left open.
const orderRows = 100_000

// readOrders looks behind the sample for dates that tell day from month, until
// every column of dates has one.
func (p *Plan) readOrders(columns []column) error {
	var open []int
	for i := range columns {
		profile := &columns[i].profile
		if shape := profile.date.style(OrderGuessed); profile.half(profile.dates) && shape.kind == shapeNumbers && shape.order == OrderGuessed {
			open = append(open, i)
		}
	}
	if len(open) == 0 {
		return nil
	}
	r, err := source.Open(p.Path, p.Format)
	if err != nil {
		return err
	}
	defer func() { _ = r.Close() }()
	for n := 0; len(open) > 0 && n < sampleRows+orderRows; n++ {
		row, err := r.Read()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if n <= sampleRows || row.Fault != "" {
			continue
		}
		open = slices.DeleteFunc(open, func(i int) bool {
			if i >= len(row.Cells) {
				return false
			}
			date := &columns[i].profile.date
			date.add(row.Cells[i])
			return date.style(OrderGuessed).order != OrderGuessed
		})
	}
	return nil
}

// headed parts titles and header from the rows and profiles the columns.
func (p *Plan) headed(rows [][]string) ([]column, [][]string, error) {
	var h header
	if p.Format.Header != nil {
		h.names = p.Format.Header
	} else {
		h = p.options.headerOf(rows)
	}
	p.Header, p.TitleRows, p.HeaderRows = h.names != nil, h.titles, h.rows
	rows = rows[h.titles+h.rows:]
	if len(rows) == 0 {
		return nil, nil, data.Errorf(data.CodeBadInput, "%q has a header and no rows: there is nothing to import.", filepath.Base(p.Path))
	}
	width := len(h.names)
	if !p.Header {
		width = commonWidth(rows)
	}
	p.Columns = distinctNames(h.names, width)
	columns := make([]column, width)
	for i, name := range p.Columns {
		parts := wordsOf(name)
		columns[i] = column{name: name, folded: foldHeader(name), words: parts, joined: strings.Join(parts, ""), profile: profileOf(rows, i)}
		p.Types = append(p.Types, columns[i].profile.kind())
	}
	return columns, rows, nil
}

func profileOf(rows [][]string, i int) profile {
	var out profile
	for _, row := range rows {
		if i < len(row) {
			out.add(row[i])
		}
	}
	out.finish()
	return out
}

func commonWidth(rows [][]string) int {
	counts := map[int]int{}
	best := 0
	for _, row := range rows {
		w := len(row)
		counts[w]++
		if counts[w] > counts[best] || counts[w] == counts[best] && w > best {
			best = w
		}
	}
	return best
}
