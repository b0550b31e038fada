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
	var known *vendor
	if p.Header {
		if known = vendorOf(columns); known != nil {
			p.Vendor = known.name
		}
	}
	guess := func(as As) *guesser {
		g := &guesser{as: as, columns: columns, header: p.Header, trace: p.options.Trace, taken: map[int]bool{}, barred: barred, settled: map[Field]bool{}, chosen: map[Field]choice{}, sample: rows}
		for f, i := range given {
			g.take(f, choice{i, Given})
		}
		for i, name := range p.Columns {
			if isBookkeeping(name) {
				g.taken[i] = true
			}
		}
		if p.used != nil {
			return g // a preset says all
		}
		if known != nil && known.as == as {
			known.apply(g)
		}
		g.run()
		return g
	}
	var questions []Question
	if p.Header && p.used == nil {
		questions = questionsIn(columns)
	}
	p.As = p.options.As
	if p.As == "" {
		k := kindGuesser{given: given, trace: p.options.Trace, vendor: known, guess: guess, questions: questions}
		p.As, p.AsGuessed = k.as(), true
	}
	g := guess(p.As)
	for f := range given {
		if !hasField(p.As, f) {
			return data.Errorf(data.CodeBadInput, "Rows of %s have no field %q: choose what the rows are (in a terminal, --as NOUN), or leave the field out.", p.As, f)
		}
	}
	if p.As == AsResponses {
		p.ask(g, questions)
		p.warnOfWords(g)
	}
	if err := p.rescale(); err != nil {
		return err
	}
	p.adjust(g)
	if p.TicketEvents && known != nil && slices.Contains(known.signature, changedField) {
		p.statusOnly(g)
	}
	p.styles(g)
	p.continues(g)
	p.spread(g)
	p.Problem = p.problem(g)
	return nil
}

// isBookkeeping reports whether a column is not the client's own but a
// program's: its name begins with a point or a low line, or it is ours.
func isBookkeeping(name string) bool {
	return name == rejectHeader || strings.HasPrefix(name, ".") && !strings.HasPrefix(name, "..") || strings.HasPrefix(name, "_")
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

// adjust lets go of fields that say nothing without another.
func (p *Plan) adjust(g *guesser) {
	drop := func(fields ...Field) {
		for _, f := range fields {
			if c, ok := g.chosen[f]; ok && c.confidence != Given {
				g.release(f)
			}
		}
	}
	g.joinNames()
	if g.has(FieldName) {
		drop(FieldFirstName, FieldLastName)
	}
	if !g.has(FieldLastName) {
		drop(FieldFirstName) // it names nobody
	}
	switch p.As {
	case AsTickets:
		p.TicketEvents = g.logsCases() || p.options.Trace == TraceTicket && g.has(FieldActivity)
		if p.TicketEvents {
			drop(FieldStatus) // the activity is what each row changed
		} else {
			drop(FieldActivity)
		}
	case AsResponses:
		p.NeedsAsOf = !g.has(FieldAt)
	case AsCustomers, AsSubscriptions:
		if g.has(FieldStart) {
			drop(FieldTenure)
		}
		if g.has(FieldLeft) && !g.has(FieldTenure) && !g.has(FieldEnd) {
			g.release(FieldLeft) // who left, but not when: an attribute
		}
		if !g.has(FieldStart) && !g.has(FieldTenure) { // no subscription
			drop(FieldEnd, FieldLeft, FieldReason, FieldProduct, FieldAmount)
		}
		p.NeedsAsOf = g.has(FieldTenure) && !g.has(FieldStart)
	}
}

// styles decides how the columns write dates, numbers and ids.
func (p *Plan) styles(g *guesser) {
	p.numbers, p.dates, p.floatIDs, p.worded = map[int]numberStyle{}, map[int]dateShape{}, map[int]bool{}, map[int]wording{}
	for _, f := range []Field{FieldScore, FieldEmotion} {
		if c, ok := g.chosen[f]; ok {
			p.worded[c.column] = wordingOf(&g.columns[c.column].profile)
		}
	}
	for _, q := range p.Questions {
		p.worded[q.Column] = wordingOf(&g.columns[q.Column].profile)
	}
	var all numberVotes
	for i := range g.columns {
		profile := &g.columns[i].profile
		p.floatIDs[i] = profile.filled > 0 && profile.floatIDs == profile.filled
		if profile.mostly(profile.numbers) && !profile.mostly(profile.dates) {
			all.commas += profile.number.commas
			all.points += profile.number.points
		}
	}
	order := g.commonOrder()
	for f, c := range g.chosen {
		switch contentOf(p.As, f) {
		case aDate:
			p.dates[c.column] = p.dateStyle(&g.columns[c.column], order)
		case aNumber, aWhole, aSmallWhole:
			p.numbers[c.column] = p.numberStyle(&g.columns[c.column], all)
		}
	}
}

// numberStyle decides how a column writes numbers. Where neither it nor the rest
// of the file tells, a preset does.
func (p *Plan) numberStyle(c *column, all numberVotes) numberStyle {
	style := c.profile.number.style(all)
	own := &c.profile.number
	if p.used != nil && own.commas == own.points && all.commas == all.points {
		style.decimalComma = slices.Contains(p.used.Commas, c.name)
	}
	return style
}

// commonOrder is the order of day and month in which all columns of the file
// write their dates that tell it.
func (g *guesser) commonOrder() DateOrder {
	common := OrderGuessed
	for i := range g.columns {
		profile := &g.columns[i].profile
		shape := profile.date.style(OrderGuessed)
		if shape.kind != shapeNumbers || !profile.mostly(profile.dates) || shape.order == OrderGuessed || shape.order == OrderYMD {
			continue
		}
		if common != OrderGuessed && common != shape.order {
			return OrderGuessed
		}
		common = shape.order
	}
	return common
}

// dateStyle decides how a column writes dates. Where its values leave the order
// open, the file's other dates or a preset tell it. UTC in its header is the zone
// of its times.
func (p *Plan) dateStyle(c *column, common DateOrder) dateShape {
	shape := c.profile.date.style(p.options.DateOrder)
	if shape.kind == shapeNumbers && shape.order == OrderGuessed {
		shape.order = common
	}
	if shape.kind == shapeNumbers && shape.order == OrderGuessed && p.used != nil {
		shape.order = DateOrder(p.used.Orders[c.name])
	}
	shape.utc = slices.Contains(c.words, "utc") || slices.Contains(c.words, "gmt")
	if p.options.DateOrder == OrderGuessed && c.profile.date.bothOrders(shape) {
		p.Warnings = append(p.Warnings, message.New("exchange.warn.orders", message.Args{"column": c.name}))
	}
	return shape
}

func contentOf(as As, f Field) content {
	if _, ok := f.metric(); ok {
		return aNumber
	}
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
		case p.keepsAttributes(g) && name != rejectHeader && (p.Header || g.columns[i].profile.filled > 0):
			p.Extra = append(p.Extra, i)
		default:
			p.Ignored = append(p.Ignored, i)
		}
	}
}

// keepsAttributes reports whether other columns say something of the customer:
// in a list of customers, and of people who answered and are known.
func (p *Plan) keepsAttributes(g *guesser) bool {
	return p.As == AsCustomers || p.As == AsResponses && slices.ContainsFunc(keyFields, func(f Field) bool {
		c, ok := g.chosen[f]
		return ok && g.columns[c.column].profile.filled > 0
	})
}

// keyFields say who a customer is.
var keyFields = []Field{FieldCustomer, FieldCustomer2, FieldEmail, FieldPhone, FieldHandle, FieldName, FieldLastName}

// identified reports whether a column says who the customer is.
func (g *guesser) identified() bool {
	return slices.ContainsFunc(keyFields, g.has)
}

// reads says how a column writes its values.
func (p *Plan) reads(f Field, i int) message.Message {
	if _, ok := f.metric(); ok {
		return p.readsScale(i)
	}
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

// readsScale says what the answers of a question's column are.
func bare(v float64) string { return strconv.FormatFloat(v, 'g', -1, 64) }

func (p *Plan) readsScale(i int) message.Message {
	for _, q := range p.Questions {
		if q.Column != i {
			continue
		}
		args := message.Args{"low": bare(q.Metric.Low), "high": bare(q.Metric.High), "kind": message.New("exchange.metric."+string(q.Metric.Kind), nil)}
		if q.Metric.Direction == data.LowIsGood {
			return message.New("exchange.scale.low", args)
		}
		return message.New("exchange.scale", args)
	}
	return message.Message{}
}
