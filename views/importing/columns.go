package importing

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"cxworkbench/app"
	"cxworkbench/data"
	"cxworkbench/data/exchange"
	"cxworkbench/data/message"
	"cxworkbench/resources/look"
	"cxworkbench/views/grid"
	"cxworkbench/views/kit"
)

const (
	detailShare  = .64
	detailNarrow = 720
	shownValues  = 8
)

// columns lists every column of the file with what it is taken for; beside it
// the chosen column can be taken for something else.
func (s *Screen) columns() fyne.CanvasObject {
	p, t := s.pending().plan, s.host.Printer().T
	s.picked = min(s.picked, len(p.Columns)-1)
	list := grid.New([]grid.Column{
		{Title: t("import.map.column"), Width: 140, Grow: true},
		{Title: t("import.map.type"), Width: 116},
		{Title: t("import.map.meaning"), Width: 140, Grow: true},
		{Title: t("import.map.sure"), Width: 112},
		{Title: t("import.map.reads"), Width: 160, Grow: true},
	})
	detail := container.NewStack()
	var shown []int
	list.OnSelect = func(row int) {
		if row >= 0 && row < len(shown) {
			s.picked = shown[row]
			detail.Objects = []fyne.CanvasObject{s.column(s.picked)}
			detail.Refresh()
		}
	}
	fill := func() {
		shown = s.filtered()
		rows := make([][]string, len(shown))
		for i, c := range shown {
			rows[i] = s.columnRow(c)
		}
		list.SetSource(len(rows), grid.Rows(rows))
		if len(shown) > 0 {
			list.Select(max(0, slices.Index(shown, s.picked)))
		}
	}
	search := kit.NewEntry(t("import.map.filter"))
	search.SetText(s.filter)
	search.OnChanged = func(text string) {
		s.filter = text
		fill()
	}
	detail.Objects = []fyne.CanvasObject{s.column(s.picked)}
	fill()
	bar := kit.Border(nil, nil, nil, kit.NewButton(t("import.preset.save"), s.savePreset), search)
	return kit.Border(kit.InsetSides(0, look.Space3, 0, 0, kit.Column(look.Space2, kit.Definition(s.text("import.map.note", nil)), bar)), nil, nil, nil,
		kit.Split(detailShare, detailNarrow, kit.NewCardWithRoom(1, list), kit.NewCard(container.NewVScroll(kit.InsetSides(0, 0, 0, look.Space3, detail)))))
}

// filtered gives the columns whose names or meanings hold what is looked for.
func (s *Screen) filtered() []int {
	var out []int
	wanted := strings.ToLower(strings.TrimSpace(s.filter))
	for i := range s.pending().plan.Columns {
		if wanted == "" || strings.Contains(strings.ToLower(strings.Join(s.columnRow(i), " ")), wanted) {
			out = append(out, i)
		}
	}
	return out
}

// columnRow says a column in the cells of the list.
func (s *Screen) columnRow(i int) []string {
	p, printer := s.pending().plan, s.host.Printer()
	choices, chosen, note, reads := s.meanings(i)
	if choices[chosen].field == "" {
		note = ""
	}
	return []string{s.columnName(i), printer.Text(p.Types[i].Name()), choices[chosen].name, note, reads}
}

// column is what can be said of one column: what it is taken for, how its values
// are read, the scale of a question, its first values.
func (s *Screen) column(index int) fyne.CanvasObject {
	p, printer := s.pending().plan, s.host.Printer()
	choices, chosen, note, reads := s.meanings(index)
	names := make([]string, len(choices))
	for i, c := range choices {
		names[i] = c.name
	}
	pick := kit.NewSelect(names, chosen, func(i int) {
		s.assign(index, choices[i].field)
		s.again()
	})
	pick.SetLabel(s.columnName(index))
	objects := []fyne.CanvasObject{kit.Body(s.columnName(index)), pick}
	for _, words := range []string{note, reads} {
		if words != "" {
			objects = append(objects, kit.Definition(words))
		}
	}
	if at := slices.IndexFunc(p.Questions, func(q exchange.Question) bool { return q.Column == index }); at >= 0 {
		objects = append(objects, s.scale(p.Questions[at])...)
	}
	objects = append(objects, kit.NewLine(), kit.Caption(printer.T("import.map.values")))
	for _, row := range p.Preview[:min(len(p.Preview), shownValues)] {
		if index < len(row) {
			objects = append(objects, kit.Label(row[index]))
		}
	}
	return kit.Column(look.Space2, objects...)
}

// meaning is something that a column can be taken for.
type meaning struct {
	name  string
	field string // "" is not used
}

// metricKinds are what a question of a survey can be about.
var metricKinds = []data.MetricKind{data.MetricNPS, data.MetricCSAT, data.MetricCES, data.MetricTrust, data.MetricOther}

// meanings lists what a column can be, which of these it is, how sure that is,
// and how its values are read.
func (s *Screen) meanings(index int) (choices []meaning, chosen int, note, reads string) {
	p, printer := s.pending().plan, s.host.Printer()
	choices = append(choices, meaning{name: printer.T("import.unused")})
	attribute := "attr:" + p.Columns[index]
	if slices.Contains(p.Extra, index) {
		choices[0].name, note = printer.T("import.extra"), printer.T("import.extra.note")
	} else if p.As == exchange.AsCustomers || p.As == exchange.AsSubscriptions {
		choices = append(choices, meaning{printer.T("import.extra"), attribute})
	}
	if p.As == exchange.AsResponses {
		for _, kind := range metricKinds {
			name := message.New("import.answer", message.Args{"kind": message.New("exchange.metric."+string(kind), nil)})
			choices = append(choices, meaning{printer.Text(name), metricOf(kind, p.Columns[index])})
		}
	}
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
		if at := slices.IndexFunc(p.Questions, func(q exchange.Question) bool { return q.Column == index }); at >= 0 {
			// A question keeps its name; it stands under its kind.
			of := slices.IndexFunc(choices, func(c meaning) bool { return c.field == metricOf(p.Questions[at].Metric.Kind, p.Columns[index]) })
			if of >= 0 {
				choices[of].field = string(m.Field)
			}
		}
		chosen = slices.IndexFunc(choices, func(c meaning) bool { return c.field == string(m.Field) })
		if chosen < 0 {
			choices = append(choices, meaning{printer.Text(m.Field.Name()), string(m.Field)})
			chosen = len(choices) - 1
		}
	}
	return choices, chosen, note, reads
}

// metricOf is the field of a question of a kind; its name tells the kind.
func metricOf(kind data.MetricKind, column string) string {
	name := column
	if kind != data.MetricOther {
		name = strings.ToUpper(string(kind)) + " " + column
	}
	return string(exchange.MetricField(name))
}

// assign takes a column for a field, or for none, from now on.
func (s *Screen) assign(index int, field string) {
	p := s.pending()
	given := map[string]string{}
	for name, column := range p.options.Map {
		if column != strconv.Itoa(index+1) {
			given[name] = column
		}
	}
	for _, m := range p.plan.Mapping {
		if m.Column == index {
			given[string(m.Field)] = "" // what it was taken for is not guessed again
		}
	}
	if field != "" {
		given[field] = strconv.Itoa(index + 1)
	}
	p.options.As, p.options.Map = p.plan.As, given // another column does not make other rows
	p.options.Scales = maps.Clone(p.options.Scales)
	for _, q := range p.plan.Questions {
		if q.Column == index {
			delete(p.options.Scales, q.Metric.Name) // its question has another name now, or none
		}
	}
}

// savePreset keeps what was chosen for the next file of this shape.
func (s *Screen) savePreset() {
	p := s.pending()
	kit.AskText(s.host.Window(), s.text("import.preset.title", nil), s.text("import.preset.name", nil), strings.TrimSuffix(p.name(), fileEnding(p.name())), s.text("import.preset.do", nil), func(name string) {
		if err := p.plan.Save(app.PresetFolder(), name); err != nil {
			kit.ShowError(s.host.Window(), err)
			return
		}
		s.host.Trace("preset %s", name)
		kit.ShowToast(s.content, s.text("import.preset.saved", message.Args{"name": name}), "", nil)
	})
}

func fileEnding(name string) string {
	if at := strings.LastIndexByte(name, '.'); at > 0 {
		return name[at:]
	}
	return ""
}
