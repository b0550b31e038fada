package exchange

import (
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"cxworkbench/data"
	"cxworkbench/data/message"
)

// rejectHeader heads the reason in a rejects file. Such a column is passed over
// when the corrected file is imported.
const rejectHeader = "reject_reason"

// mapColumns decides what rows and columns are and how values are written.
func (p *Plan) mapColumns(columns []column, rows [][]string) error {
	given, barred, err := p.given()
	if err != nil {
		return err
	}
	guess := func(as As) *guesser {
		g := &guesser{as: as, columns: columns, header: p.Header, taken: map[int]bool{}, barred: barred, chosen: map[Field]choice{}, sample: rows}
		for f, i := range given {
			g.chosen[f] = choice{i, Given}
			g.taken[i] = true
		}
		for i, name := range p.Columns {
			if isBookkeeping(name) {
				g.taken[i] = true
			}
		}
		g.run()
		return g
	}
	p.As = p.options.As
	if p.As == "" {
		p.As, p.AsGuessed = guessAs(given, guess(AsInteractions), guess(AsCustomers)), true
	}
	g := guess(p.As)
	for f := range given {
		if !hasField(p.As, f) {
			return data.Errorf(data.CodeBadInput, "Rows of %s have no field %q: choose what the rows are (in a terminal, --as NOUN), or leave the field out.", p.As, f)
		}
	}
	p.adjust(g)
	p.styles(g)
	p.spread(g)
	p.Problem = p.problem(g)
	return nil
}

// isBookkeeping reports whether a column is not the client's own but a
// program's: its name begins with a point or a low line, or it is ours.
func isBookkeeping(name string) bool {
	return name == rejectHeader || strings.HasPrefix(name, ".") || strings.HasPrefix(name, "_")
}

// given resolves the columns that a person named.
func (p *Plan) given() (map[Field]int, map[Field]bool, error) {
	given, barred := map[Field]int{}, map[Field]bool{}
	for name, named := range p.options.Map {
		if strings.TrimSpace(named) == "" {
			barred[Field(name)] = true
			continue
		}
		i := p.columnNamed(named)
		if i < 0 {
			return nil, nil, data.Errorf(data.CodeBadInput, "%q has no column %q: its columns are %s.",
				filepath.Base(p.Path), named, p.columnList())
		}
		given[Field(name)] = i
	}
	return given, barred, nil
}

// columnNamed finds a column by header, else by number from 1; -1 if there is none.
func (p *Plan) columnNamed(s string) int {
	s = strings.TrimSpace(s)
	if p.Header {
		if i := slices.Index(p.Columns, s); i >= 0 {
			return i
		}
		if i := slices.IndexFunc(p.Columns, func(c string) bool { return strings.EqualFold(c, s) }); i >= 0 {
			return i
		}
	}
	if n, err := strconv.Atoi(s); err == nil && n >= 1 && n <= len(p.Columns) {
		return n - 1
	}
	return -1
}

func (p *Plan) columnList() string {
	const most = 30
	if !p.Header {
		return "1 to " + strconv.Itoa(len(p.Columns))
	}
	if len(p.Columns) > most {
		return strings.Join(p.Columns[:most], ", ") + " and " + strconv.Itoa(len(p.Columns)-most) + " more"
	}
	return strings.Join(p.Columns, ", ")
}

// guessAs guesses what the rows are from what their columns could be.
func guessAs(given map[Field]int, events, people *guesser) As {
	for f := range given {
		switch {
		case !hasField(AsCustomers, f):
			return guessEvents(events)
		case !hasField(AsInteractions, f):
			return guessPeople(people)
		}
	}
	if !events.has(FieldAt) {
		return guessPeople(people)
	}
	if start, ok := people.chosen[FieldStart]; ok && start.column == events.chosen[FieldAt].column && start.confidence == Certain {
		return guessPeople(people)
	}
	if events.has(FieldActivity) || events.has(FieldOrder) || events.dealt() {
		return guessEvents(events)
	}
	if people.has(FieldTenure) || onePerRow(people) && (people.has(FieldName) || people.has(FieldEmail) || people.has(FieldPhone)) {
		return guessPeople(people)
	}
	if events.has(FieldAmount) || events.has(FieldPrice) || events.has(FieldChannel) || events.has(FieldDirection) ||
		events.has(FieldEmotion) || events.has(FieldTouchpoint) || !onePerRow(people) {
		return guessEvents(events)
	}
	return guessPeople(people)
}

// dealt reports whether the headers speak of a date and an amount, which is a
// purchase even where nobody comes twice and names stand beside the ids. The day
// on which a record was created is a customer's as well, and says nothing.
func (g *guesser) dealt() bool {
	at, amount := g.chosen[FieldAt], g.chosen[FieldAmount]
	return at.confidence == Certain && amount.confidence == Certain && !g.columns[at.column].hinted([]string{"created"})
}

// onePerRow reports whether no customer comes twice in the sample.
func onePerRow(g *guesser) bool {
	for _, f := range []Field{FieldCustomer, FieldEmail, FieldPhone, FieldName} {
		if c, ok := g.chosen[f]; ok {
			return g.columns[c.column].profile.unique()
		}
	}
	return false
}

func guessEvents(g *guesser) As {
	if g.has(FieldActivity) || !g.has(FieldAmount) && !g.has(FieldPrice) && !g.has(FieldOrder) {
		return AsInteractions
	}
	return AsPurchases
}

func guessPeople(g *guesser) As {
	c, ok := g.chosen[FieldCustomer]
	if ok && (g.has(FieldStart) || g.has(FieldTenure)) {
		profile := g.columns[c.column].profile
		if profile.filled > len(profile.distinct)+profile.filled/50 {
			return AsSubscriptions
		}
	}
	return AsCustomers
}

// adjust lets go of fields that say nothing without another.
func (p *Plan) adjust(g *guesser) {
	drop := func(f Field) {
		if c, ok := g.chosen[f]; ok && c.confidence != Given {
			delete(g.chosen, f)
			delete(g.taken, c.column)
		}
	}
	if p.As.events() {
		return
	}
	if g.has(FieldStart) {
		drop(FieldTenure)
	}
	if c, ok := g.chosen[FieldLeft]; ok && !g.has(FieldTenure) && !g.has(FieldEnd) {
		delete(g.chosen, FieldLeft) // who left, but not when: an attribute
		delete(g.taken, c.column)
	}
	if !g.has(FieldStart) && !g.has(FieldTenure) { // no subscription
		for _, f := range []Field{FieldEnd, FieldLeft, FieldReason, FieldProduct, FieldAmount} {
			drop(f)
		}
	}
	p.NeedsAsOf = g.has(FieldTenure) && !g.has(FieldStart)
}

// styles decides how the columns write dates, numbers and ids.
func (p *Plan) styles(g *guesser) {
	p.numbers, p.dates, p.floatIDs = map[int]numberStyle{}, map[int]dateShape{}, map[int]bool{}
	var all numberVotes
	for i := range g.columns {
		profile := &g.columns[i].profile
		p.floatIDs[i] = profile.filled > 0 && profile.floatIDs == profile.filled
		if profile.mostly(profile.numbers) && !profile.mostly(profile.dates) {
			all.commas += profile.number.commas
			all.points += profile.number.points
		}
	}
	for f, c := range g.chosen {
		profile := &g.columns[c.column].profile
		switch contentOf(p.As, f) {
		case aDate:
			p.dates[c.column] = profile.date.style(p.options.DateOrder)
		case aNumber, aWhole, aSmallWhole:
			p.numbers[c.column] = profile.number.style(all)
		}
	}
}

func contentOf(as As, f Field) content {
	for _, r := range rulesFor(as) {
		if r.field == f {
			return r.content
		}
	}
	return anyText
}

// spread writes the mapping down and says what becomes of the other columns.
func (p *Plan) spread(g *guesser) {
	for f, c := range g.chosen {
		p.Mapping = append(p.Mapping, Mapped{f, c.column, c.confidence, p.reads(f, c.column)})
	}
	slices.SortFunc(p.Mapping, func(a, b Mapped) int {
		if a.Column != b.Column {
			return a.Column - b.Column
		}
		return strings.Compare(string(a.Field), string(b.Field))
	})
	for i, name := range p.Columns {
		switch {
		case slices.ContainsFunc(p.Mapping, func(m Mapped) bool { return m.Column == i }):
		case p.As == AsCustomers && name != rejectHeader && (p.Header || g.columns[i].profile.filled > 0):
			p.Extra = append(p.Extra, i)
		default:
			p.Ignored = append(p.Ignored, i)
		}
	}
}

// reads says how a column writes its values.
func (p *Plan) reads(f Field, i int) message.Message {
	switch contentOf(p.As, f) {
	case aDate:
		shape := p.dates[i]
		switch shape.kind {
		case shapeNumbers:
			if shape.order == OrderGuessed {
				return message.New("exchange.reads.unknown", nil)
			}
			return message.New("exchange.reads."+string(shape.order), nil)
		case shapeCompact:
			return message.New("exchange.reads.compact", nil)
		case shapeNamed:
			return message.New("exchange.reads.named", nil)
		case shapeSeconds, shapeMillis:
			return message.New("exchange.reads.epoch", nil)
		}
	case aNumber:
		if p.numbers[i].decimalComma {
			return message.New("exchange.reads.comma", nil)
		}
		return message.New("exchange.reads.point", nil)
	}
	return message.Message{}
}
