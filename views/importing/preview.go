package importing

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"cxworkbench/data"
	"cxworkbench/data/exchange"
	"cxworkbench/data/exchange/delimited"
	"cxworkbench/data/exchange/source"
	"cxworkbench/data/message"
	"cxworkbench/resources/look"
	"cxworkbench/views/grid"
	"cxworkbench/views/kit"
)

// preview shows the first rows as they were read, what was recognised of the file
// as a whole, and a way to change each of it.
func (s *Screen) preview() fyne.CanvasObject {
	p := s.pending()
	printer := s.host.Printer()
	bad := 0
	for _, fault := range p.faults {
		if fault != "" {
			bad++
		}
	}
	note := s.text("import.preview.note", message.Args{
		"rows": len(p.plan.Preview), "columns": len(p.plan.Columns), "mapped": len(p.plan.Mapping), "extra": len(p.plan.Extra), "ignored": len(p.plan.Ignored),
	})
	head := []fyne.CanvasObject{kit.Definition(printer.Text(p.plan.Format.Describe())), s.format(), kit.Definition(note)}
	if bad > 0 {
		head = append(head, kit.Body(s.text("import.preview.bad", message.Args{"n": bad, "rows": len(p.plan.Preview)})).SetTone(kit.ToneCaution))
	}
	return kit.Border(kit.InsetSides(0, look.Space3, 0, 0, kit.Column(look.Space2, head...)), nil, nil, nil, kit.NewCardWithRoom(1, s.rows(bad > 0)))
}

const (
	narrowest, widest = 72, 260
	faultWidth        = 230
)

// rows is the grid of the first rows. A row that would be rejected says why in
// front, and its cell in a column that the reason names is marked.
func (s *Screen) rows(faulty bool) *grid.Grid {
	p, printer := s.pending(), s.host.Printer()
	ruler := kit.RulerFor(look.TextBody, false)
	var columns []grid.Column
	if faulty {
		columns = append(columns, grid.Column{Title: s.text("import.preview.fault", nil), Width: faultWidth})
	}
	for i, name := range p.plan.Columns {
		title := s.columnName(i) + " · " + printer.Text(p.plan.Types[i].Name())
		width := max(ruler.Width(title)+3*look.Space3, narrowest)
		for _, row := range p.plan.Preview[:min(20, len(p.plan.Preview))] {
			if i < len(row) {
				width = max(width, ruler.Width(row[i])+2*look.Space3)
			}
		}
		align := fyne.TextAlignLeading
		if p.plan.Types[i] == exchange.TypeNumber {
			align = fyne.TextAlignTrailing
		}
		columns = append(columns, grid.Column{Title: title, Key: name, Width: min(width, widest), Align: align})
	}
	rows := make([][]string, len(p.plan.Preview))
	for i, row := range p.plan.Preview {
		fault := ""
		if i < len(p.faults) {
			fault = p.faults[i]
		}
		if faulty {
			rows[i] = append(rows[i], s.host.Printer().Text(message.Reject(fault)))
		}
		for c := range p.plan.Columns {
			cell := ""
			if c < len(row) {
				cell = row[c]
			}
			if fault != "" && strings.Contains(fault, `"`+p.plan.Columns[c]+`"`) {
				cell = "⚠ " + cell
			}
			rows[i] = append(rows[i], cell)
		}
	}
	g := grid.New(columns)
	g.SetSource(len(rows), grid.Rows(rows))
	return g
}

// columnName is the header of a column, or its number.
func (s *Screen) columnName(i int) string {
	p := s.pending().plan
	if !p.Header {
		return s.text("import.column", message.Args{"n": i + 1})
	}
	return p.Columns[i]
}

// option is a drop-down that plans again.
func (s *Screen) option(key string, names []string, chosen int, set func(o *exchange.Options, index int)) fyne.CanvasObject {
	return kit.Field(s.text(key, nil), kit.NewSelect(names, max(0, chosen), func(index int) {
		set(&s.pending().options, index)
		s.again()
	}))
}

// among is an option over values that are their own names; what was recognised is
// offered even where it is not in the list.
func (s *Screen) among(key string, values []string, now string, name func(string) string, set func(o *exchange.Options, value string)) fyne.CanvasObject {
	if !slices.Contains(values, now) {
		values = append([]string{now}, values...)
	}
	names := make([]string, len(values))
	for i, v := range values {
		names[i] = name(v)
	}
	return s.option(key, names, slices.Index(values, now), func(o *exchange.Options, i int) { set(o, values[i]) })
}

func itself(s string) string { return s }

var (
	delimiters = []string{"comma", "semicolon", "tab", "pipe", "blanks"}
	encodings  = []string{
		"utf-8", "windows-1252", "windows-1250", "windows-1251", "windows-1253", "windows-1254", "windows-1257", "iso-8859-1", "iso-8859-2", "iso-8859-15",
		"macintosh", "shift_jis", "gb18030", "utf-16le", "utf-16be", "utf-32le", "utf-32be",
	}
	orders = []exchange.DateOrder{exchange.OrderGuessed, exchange.OrderDMY, exchange.OrderMDY, exchange.OrderYMD}
)

// format offers what was recognised about the file as a whole.
func (s *Screen) format() fyne.CanvasObject {
	p, o, t := s.pending().plan, s.pending().options, s.host.Printer().T
	kinds := make([]string, len(exchange.Kinds))
	for i, as := range exchange.Kinds {
		kinds[i] = s.host.Printer().Text(as.Name())
	}
	fields := []fyne.CanvasObject{
		s.option("import.as", kinds, slices.Index(exchange.Kinds, p.As), func(o *exchange.Options, i int) { o.As, o.Map = exchange.Kinds[i], nil }),
	}
	if members := append(slices.Clone(p.Format.Passed), p.Format.Member); len(p.Format.Passed) > 0 {
		slices.Sort(members)
		fields = append(fields, s.among("import.member", members, p.Format.Member, itself, func(o *exchange.Options, v string) { o.Member, o.Map = v, nil }))
	}
	if p.Format.Kind == source.Workbook && len(p.Format.Sheets) > 1 {
		fields = append(fields, s.among("import.sheet", p.Format.Sheets, p.Format.Sheet, itself, func(o *exchange.Options, v string) { o.Sheet, o.Map = v, nil }))
	}
	if p.Format.Kind == source.Delimited {
		split := delimited.DelimiterName(p.Format.Text.Delimiter)
		fields = append(fields, s.among("import.delimiter", delimiters, split, func(name string) string {
			if slices.Contains(delimiters, name) {
				return t("delimiter." + name)
			}
			return name
		}, func(o *exchange.Options, v string) { o.Delimiter, o.Map = v, nil }))
		fields = append(fields, s.among("import.encoding", encodings, p.Format.Text.Encoding, itself, func(o *exchange.Options, v string) { o.Encoding = v }))
	}
	if p.Format.Header == nil {
		fields = append(fields, s.option("import.titles", []string{"0", "1", "2", "3", "4", "5", "6", "7", "8", "9"}, min(p.TitleRows, 9), func(o *exchange.Options, i int) {
			o.TitleRows, o.Map = i, nil
			if i == 0 {
				o.TitleRows = -1
			}
		}), s.option("import.header", []string{t("import.header.no"), "1", "2", "3"}, min(p.HeaderRows, 3), func(o *exchange.Options, i int) {
			o.HeaderRows, o.Header, o.NoHeader, o.Map = i, i > 0, i == 0, nil
			if o.TitleRows == 0 && p.TitleRows > 0 {
				o.TitleRows = p.TitleRows // of the title nothing was said
			}
		}))
	}
	names := make([]string, len(orders))
	for i, order := range orders {
		names[i] = t("import.order." + string(order))
		if order == exchange.OrderGuessed {
			names[i] = t("import.order.guessed")
		}
	}
	fields = append(fields, s.option("import.order", names, slices.Index(orders, o.DateOrder), func(o *exchange.Options, i int) { o.DateOrder = orders[i] }))
	fields = append(fields, s.entry("import.zone", s.host.Workbench().Session().Log().Settings.Zone, o.Zone, 150, func(o *exchange.Options, v string) { o.Zone = v }))
	s.asOf = nil
	if s.needsAsOf(p) {
		fields = append(fields, s.askAsOf())
	}
	return kit.Controls(fields...)
}

// entry is a field of text that plans again when Enter is pressed.
func (s *Screen) entry(key, placeholder, value string, width float32, set func(o *exchange.Options, value string)) fyne.CanvasObject {
	e := kit.NewEntry(placeholder)
	e.SetText(value)
	e.OnSubmitted = func(text string) {
		set(&s.pending().options, strings.TrimSpace(text))
		s.again()
	}
	return kit.Field(s.text(key, nil), container.NewGridWrap(fyne.NewSize(width, e.MinSize().Height), e))
}

// needsAsOf reports whether the file lacks dates that one day can stand in for.
func (s *Screen) needsAsOf(p *exchange.Plan) bool {
	return p.NeedsAsOf || p.As == exchange.AsResponses && !mapped(p, exchange.FieldAt)
}

// askAsOf asks for the day at which tenures were counted, or answers given.
func (s *Screen) askAsOf() fyne.CanvasObject {
	key := "import.asof"
	if s.pending().plan.As == exchange.AsResponses {
		key = "import.asof.answers"
	}
	s.asOf = kit.NewEntry(s.text("import.asof.form", nil))
	s.asOf.SetText(s.pending().options.AsOf.String())
	s.asOf.OnSubmitted = func(string) {
		if s.takeAsOf() {
			s.Go(s.step) // nothing is missing any more
		}
	}
	return kit.Field(s.text(key, nil), container.NewGridWrap(fyne.NewSize(140, s.asOf.MinSize().Height), s.asOf))
}

// takeAsOf reads that day, where it is asked for; a text that is none is refused.
func (s *Screen) takeAsOf() bool {
	if s.asOf == nil {
		return true
	}
	text := strings.TrimSpace(s.asOf.Text)
	day, err := s.host.Printer().ReadDay(text)
	if err != nil {
		key := "asof.bad"
		if text == "" {
			key = asOfMissing(s.pending().plan)
		}
		kit.ShowError(s.host.Window(), data.Wrap(err, data.CodeBadInput, "%s", s.text(key, message.Args{"text": text})))
		return false
	}
	s.pending().options.AsOf = day
	return true
}

// asOfMissing says what is missing where that day is.
func asOfMissing(p *exchange.Plan) string {
	if p.As == exchange.AsResponses {
		return "import.asof.answers.missing"
	}
	return "import.asof.missing"
}
