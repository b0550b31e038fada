package importing

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"cxworkbench/data/exchange"
	"cxworkbench/data/message"
	"cxworkbench/resources/look"
	"cxworkbench/views/grid"
	"cxworkbench/views/kit"
	"cxworkbench/views/screen"
)

// shownRejects is how many rejected rows are shown with their lines.
const shownRejects = 5

// counted is the dry run: what would become of the rows, and some of each kind.
func (s *Screen) counted() fyne.CanvasObject {
	r := s.pending().dry
	if r == nil {
		return kit.Body(s.text("import.dry.none", nil))
	}
	head := []fyne.CanvasObject{kit.Section(s.text("import.would", message.Args{"file": s.pending().name()})), s.summary(s.pending().name(), *r)}
	head = append(head, s.reasons(*r)...)
	g := grid.New([]grid.Column{
		{Title: s.text("import.dry.line", nil), Width: 76, Align: fyne.TextAlignTrailing},
		{Title: s.text("import.dry.did", nil), Width: 104},
		{Title: s.text("import.dry.what", nil), Width: 260, Grow: true},
	})
	var rows [][]string
	for _, did := range []exchange.Did{exchange.DidReject, exchange.DidImport, exchange.DidUpdate, exchange.DidNone} {
		for _, sample := range r.Samples {
			if sample.Did == did {
				rows = append(rows, []string{strconv.Itoa(sample.Line), s.text("import.did."+string(did), nil), s.sampled(sample)})
			}
		}
	}
	g.SetSource(len(rows), grid.Rows(rows))
	detail := container.NewStack(kit.Definition(s.text("import.dry.choose", nil)))
	g.OnSelect = func(row int) {
		if row >= 0 && row < len(rows) {
			detail.Objects = []fyne.CanvasObject{kit.Body(strings.ReplaceAll(rows[row][2], " · ", "\n"))}
			detail.Refresh()
		}
	}
	if len(rows) > 0 {
		g.Select(0)
	}
	top := kit.InsetSides(0, look.Space3, 0, 0, kit.Column(look.Space1, head...))
	return kit.Border(top, nil, nil, nil, kit.Split(detailShare, detailNarrow, kit.NewCardWithRoom(1, g), kit.NewCard(container.NewVScroll(detail))))
}

// sampled says a row as it would be kept, in the words of fields.
func (s *Screen) sampled(sample exchange.Sample) string {
	values := make([]string, len(sample.What))
	for i, w := range sample.What {
		values[i] = s.fieldName(w[0]) + " " + w[1]
		if w[0] == "reason" && sample.Did == exchange.DidReject {
			values[i] = s.host.Printer().Text(message.Reject(w[1]))
		}
	}
	return strings.Join(values, " · ")
}

// fieldName is a field as a person reads it; other words stay.
func (s *Screen) fieldName(field string) string {
	if name, ok := strings.CutPrefix(field, "attr:"); ok {
		return name
	}
	if slices.Contains(s.pending().plan.As.Fields(), exchange.Field(field)) {
		return s.host.Printer().Text(exchange.Field(field).Name())
	}
	return field
}

// reasons says why rows were rejected, commonest first, and which words are new.
func (s *Screen) reasons(r exchange.Report) []fyne.CanvasObject {
	var objects []fyne.CanvasObject
	objects = append(objects, s.counts("import.reasons", "import.reason", r.Reasons)...)
	objects = append(objects, s.counts("import.unread", "import.unread.of", r.Unread)...)
	for _, words := range []struct {
		key   string
		names []string
	}{
		{"import.activities", r.NewWords.Activities}, {"import.channels", r.NewWords.Channels}, {"import.touchpoints", r.NewWords.Touchpoints},
		{"import.products", r.NewWords.Products}, {"import.leaving", r.NewWords.Reasons}, {"import.metrics", r.NewWords.Metrics}, {"import.ignored", r.Ignored},
	} {
		if len(words.names) > 0 {
			objects = append(objects, kit.Definition(s.text("import.words", message.Args{"what": s.text(words.key, nil), "names": s.join(words.names)})))
		}
	}
	return objects
}

// counts lists what happened to how many rows, commonest first.
func (s *Screen) counts(title, line string, of map[string]int) []fyne.CanvasObject {
	if len(of) == 0 {
		return nil
	}
	names := slices.SortedFunc(maps.Keys(of), func(a, b string) int {
		return cmp.Or(cmp.Compare(of[b], of[a]), strings.Compare(a, b))
	})
	objects := []fyne.CanvasObject{kit.Section(s.text(title, nil))}
	const most = 6
	for _, name := range names[:min(most, len(names))] {
		words := s.text(line, message.Args{"n": of[name], "reason": message.Reject(name)})
		objects = append(objects, screen.Explained(s.host, kit.Body(words), screen.Behind{Title: s.text(title, nil), About: title, Reading: words, Alone: true}))
	}
	if more := len(names) - most; more > 0 {
		objects = append(objects, kit.Definition(s.text("import.reasons.more", message.Args{"n": more})))
	}
	return objects
}

// join lists names, the first of them where there are many.
func (s *Screen) join(names []string) string {
	const most = 10
	out := strings.Join(names[:min(most, len(names))], ", ")
	if more := len(names) - most; more > 0 {
		return s.text("import.names.more", message.Args{"names": out, "n": more})
	}
	return out
}

// showReport says what happened, and ends in what these data can answer.
func (s *Screen) showReport() {
	r, p := *s.done, s.host.Printer()
	objects := []fyne.CanvasObject{kit.Title(s.text("import.done", message.Args{"file": s.pending().name()})), s.summary(s.pending().name(), r)}
	if s.total.Read > r.Read {
		objects = append(objects, kit.Definition(s.text("import.total", message.Args{"summary": s.total.Summary()})))
	}
	objects = append(objects, s.reasons(r)...)
	for _, row := range r.FirstRejects(shownRejects) {
		objects = append(objects, kit.Definition(p.Text(row)))
	}
	if r.RejectsFile != "" {
		objects = append(objects, kit.Body(s.text("import.rejects", message.Args{"file": r.RejectsFile})))
	}
	if r.RejectsProblem != "" {
		objects = append(objects, kit.Body(r.RejectsProblem).SetTone(kit.ToneBad))
	}
	objects = append(objects, kit.InsetSides(look.Space2, look.Space3, 0, 0, s.after()))
	if s.verdict != nil {
		objects = append(objects, kit.NewLine())
		objects = append(objects, s.verdictPage(*s.verdict)...)
	}
	body := kit.NewCard(container.NewVScroll(kit.InsetSides(0, 0, 0, look.Space4, kit.Column(look.Space2, objects...))))
	s.present(kit.Border(s.strip(), nil, nil, nil, kit.Inset(look.Space5, body)))
}

// summary says what became of the rows of a file.
func (s *Screen) summary(file string, r exchange.Report) fyne.CanvasObject {
	words := s.host.Printer().Text(r.Summary())
	return screen.Explained(s.host, kit.Body(words), screen.Behind{Title: file, About: "import.rows", Reading: words, Alone: true})
}

// Explain says what the counts of an import are.
func (s *Screen) Explain() (screen.Behind, bool) {
	b := screen.Behind{Title: s.text("section.import", nil), About: "import.rows", Alone: true}
	if len(s.queue) > 0 {
		b.Title = s.pending().name()
	}
	if s.done != nil {
		b.Reading = s.host.Printer().Text(s.done.Summary())
	}
	return b, true
}

// after offers what can be done once a file is in.
func (s *Screen) after() fyne.CanvasObject {
	row := kit.Row(look.Space2)
	if next := s.at + 1; next < len(s.queue) {
		row.Add(kit.NewPrimaryButton(s.text("import.turn.next", message.Args{"file": s.queue[next].name()}), func() {
			s.at = next
			s.again()
		}))
		s.step = stepReport
	} else {
		row.Add(kit.NewPrimaryButton(s.text("import.see", nil), func() { s.host.Go(screen.Overview) }))
	}
	row.Add(kit.NewButton(s.text("import.other", nil), s.other))
	if s.done.Rejected > 0 {
		row.Add(kit.NewButton(s.text("import.before.rejects", message.Args{"n": s.done.Rejected}), func() { s.open(partFiles) }))
	}
	if s.done.NoCustomer > 0 {
		row.Add(kit.NewButton(s.text("import.loose.open", message.Args{"n": s.done.NoCustomer}), func() { s.open(partLoose) }))
	}
	return row
}
