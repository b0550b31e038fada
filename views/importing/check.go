package importing

import (
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"cxworkbench/data"
	"cxworkbench/data/exchange"
	"cxworkbench/data/exchange/delimited"
	"cxworkbench/data/message"
	"cxworkbench/resources/look"
	"cxworkbench/views/kit"
)

// mostColumns is how many columns of a file the preview shows; the rest is named
// by number and can be mapped with cx import --map.
const mostColumns = 80

// check shows what was recognised, with a way to change each of it: the format
// above, a drop-down over each column, what will happen in the corner.
func (s *Screen) check() fyne.CanvasObject {
	p := s.plan
	title := kit.Title(s.text("import.check", message.Args{"file": filepath.Base(p.Path), "as": p.As.Name()}))
	note := kit.Definition(s.text("import.check.note", message.Args{"columns": len(p.Columns), "mapped": len(p.Mapping), "extra": len(p.Extra), "ignored": len(p.Ignored)}))
	head := []fyne.CanvasObject{title, note, s.format()}
	if p.Problem != nil {
		head = append(head, kit.Body(data.Sentence(p.Problem)).SetTone(kit.ToneBad))
	}
	columns := []fyne.CanvasObject{}
	for i := range p.Columns[:min(len(p.Columns), mostColumns)] {
		columns = append(columns, s.column(i))
	}
	if more := len(p.Columns) - mostColumns; more > 0 {
		columns = append(columns, kit.Definition(s.text("import.more", message.Args{"n": more})))
	}
	s.do = s.button("import.do", kit.NewPrimaryButton, func() { s.run(false) })
	foot := kit.Row(look.Space2, s.do,
		s.button("import.count", kit.NewButton, func() { s.run(true) }),
		kit.NewButton(s.text("import.other", nil), s.host.ChooseFile))
	return kit.Inset(look.Space5, container.NewBorder(
		kit.InsetSides(0, look.Space4, 0, 0, kit.Column(look.Space2, head...)),
		kit.InsetSides(look.Space4, 0, 0, 0, foot), nil, nil,
		container.NewScroll(kit.Row(look.Space2, columns...))))
}

func (s *Screen) button(key string, make func(string, func()) *kit.Button, do func()) *kit.Button {
	b := make(s.text(key, nil), do)
	if s.plan.Problem != nil {
		b.Disable()
	}
	return b
}

// option is a drop-down that prepares the plan again.
func (s *Screen) option(key string, names []string, chosen int, set func(index int)) fyne.CanvasObject {
	return kit.Field(s.text(key, nil), kit.NewSelect(names, max(0, chosen), func(index int) {
		set(index)
		s.prepare()
	}))
}

var delimiters = []string{"comma", "semicolon", "tab", "pipe", "blanks"}

var encodings = []string{"utf-8", "windows-1252", "utf-16le", "utf-16be"}

var orders = []exchange.DateOrder{exchange.OrderGuessed, exchange.OrderDMY, exchange.OrderMDY, exchange.OrderYMD}

// format offers what was recognised about the file as a whole.
func (s *Screen) format() fyne.CanvasObject {
	p, t := s.plan, s.host.Printer().T
	names := make([]string, len(exchange.Kinds))
	for i, as := range exchange.Kinds {
		names[i] = s.host.Printer().Text(as.Name())
	}
	fields := []fyne.CanvasObject{
		s.option("import.as", names, slices.Index(exchange.Kinds, p.As), func(i int) {
			s.options.As, s.options.Map = exchange.Kinds[i], nil
		}),
	}
	split := delimited.DelimiterName(p.Format.Text.Delimiter)
	offered := delimiters
	if !slices.Contains(offered, split) {
		offered = append([]string{split}, offered...)
	}
	labels := make([]string, len(offered))
	for i, name := range offered {
		labels[i] = name
		if slices.Contains(delimiters, name) {
			labels[i] = t("delimiter." + name)
		}
	}
	fields = append(fields, s.option("import.delimiter", labels, slices.Index(offered, split), func(i int) { s.options.Delimiter = offered[i] }))
	coded := encodings
	if !slices.Contains(coded, p.Format.Text.Encoding) {
		coded = append([]string{p.Format.Text.Encoding}, coded...)
	}
	fields = append(fields, s.option("import.encoding", coded, slices.Index(coded, p.Format.Text.Encoding), func(i int) { s.options.Encoding = coded[i] }))
	header := 1
	if p.Header {
		header = 0
	}
	fields = append(fields, s.option("import.header", []string{t("import.header.yes"), t("import.header.no")}, header, func(i int) {
		s.options.Header, s.options.NoHeader, s.options.Map = i == 0, i == 1, nil
	}))
	orderNames := make([]string, len(orders))
	for i, order := range orders {
		orderNames[i] = t("import.order." + string(order))
		if order == exchange.OrderGuessed {
			orderNames[i] = t("import.order.guessed")
		}
	}
	fields = append(fields, s.option("import.order", orderNames, slices.Index(orders, s.options.DateOrder), func(i int) { s.options.DateOrder = orders[i] }))
	s.asOf = nil
	if p.NeedsAsOf {
		fields = append(fields, s.askAsOf())
	}
	return kit.Controls(fields...)
}

// askAsOf asks for the day at which tenures were counted.
func (s *Screen) askAsOf() fyne.CanvasObject {
	s.asOf = kit.NewEntry(s.text("import.asof.form", nil))
	s.asOf.SetText(s.options.AsOf.String())
	s.asOf.OnSubmitted = func(string) { s.takeAsOf() }
	return kit.Field(s.text("import.asof", nil), container.NewGridWrap(fyne.NewSize(140, s.asOf.MinSize().Height), s.asOf))
}

// takeAsOf reads that day, where it is asked for; a text that is none is refused.
func (s *Screen) takeAsOf() bool {
	if s.asOf == nil {
		return true
	}
	text := strings.TrimSpace(s.asOf.Text)
	day, err := data.ParseDay(text)
	if err != nil {
		key := "asof.bad"
		if text == "" {
			key = "import.asof.missing"
		}
		kit.ShowError(s.host.Window(), data.Wrap(err, data.CodeBadInput, "%s", s.text(key, message.Args{"text": text})))
		return false
	}
	s.options.AsOf = day
	return true
}

const (
	columnWidth  = 176
	previewLines = 12
)

// column shows one column of the file: its header, what it is taken for, and its
// first values.
func (s *Screen) column(index int) fyne.CanvasObject {
	p, printer := s.plan, s.host.Printer()
	choices, chosen, note, reads := s.meanings(index)
	names := make([]string, len(choices))
	for i, c := range choices {
		names[i] = c.name
	}
	pick := kit.NewSelect(names, chosen, func(i int) {
		s.assign(index, choices[i].field)
		s.prepare()
	})
	values := []fyne.CanvasObject{}
	for _, row := range p.Preview[:min(len(p.Preview), previewLines)] {
		value := ""
		if index < len(row) {
			value = row[index]
		}
		values = append(values, kit.Label(value))
	}
	name := p.Columns[index]
	if !p.Header {
		name = printer.Text(message.New("import.column", message.Args{"n": index + 1}))
	}
	body := kit.Column(look.Space2, kit.Section(name), pick, kit.Column(0, kit.Caption(note), kit.Caption(reads)), kit.NewLine(), kit.Column(look.Space1, values...))
	return container.New(&fixedWidth{columnWidth + 2*look.Space3}, kit.NewCardWithRoom(look.Space3, body))
}

// meaning is something that a column can be taken for.
type meaning struct {
	name  string
	field string // "" is not used
}

// meanings lists what a column can be, which of these it is, how sure that is,
// and how its values are read.
func (s *Screen) meanings(index int) (choices []meaning, chosen int, note, reads string) {
	p, printer := s.plan, s.host.Printer()
	unused := meaning{name: printer.T("import.unused")}
	if slices.Contains(p.Extra, index) {
		unused.name = printer.T("import.extra")
		note = printer.T("import.extra.note")
	}
	choices = append(choices, unused)
	for _, field := range p.As.Fields() {
		choices = append(choices, meaning{printer.Text(field.Name()), string(field)})
	}
	for _, m := range p.Mapping {
		if m.Column != index {
			continue
		}
		note = printer.Text(m.Confidence.Name())
		if !m.Reads.IsZero() {
			reads = printer.Text(m.Reads)
		}
		chosen = slices.IndexFunc(choices, func(c meaning) bool { return c.field == string(m.Field) })
		if chosen < 0 {
			choices = append(choices, meaning{printer.Text(m.Field.Name()), string(m.Field)})
			chosen = len(choices) - 1
		}
	}
	return choices, chosen, note, reads
}

// assign takes a column for a field, or for none, from now on.
func (s *Screen) assign(index int, field string) {
	given := map[string]string{}
	for name, column := range s.options.Map {
		given[name] = column
	}
	for _, m := range s.plan.Mapping {
		if m.Column == index {
			given[string(m.Field)] = "" // what it was taken for is not guessed again
		}
	}
	if field != "" {
		given[field] = strconv.Itoa(index + 1)
	}
	s.options.As, s.options.Map = s.plan.As, given // another column does not make other rows
}

// fixedWidth gives its one object a width.
type fixedWidth struct{ width float32 }

func (f *fixedWidth) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(f.width, objects[0].MinSize().Height)
}

func (f *fixedWidth) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	objects[0].Resize(fyne.NewSize(f.width, size.Height))
	objects[0].Move(fyne.NewPos(0, 0))
}
