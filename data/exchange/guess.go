package exchange

import (
	"slices"
	"strings"

	"cxworkbench/data/message"
)

// Confidence says how sure a guess is.
type Confidence string

// The confidences. Given is no guess: a person said so.
const (
	Given   Confidence = "given"
	Certain Confidence = "certain"
	Likely  Confidence = "likely"
	Weak    Confidence = "weak"
)

// Name is the confidence as a person reads it.
func (c Confidence) Name() message.Message { return message.New("exchange.confidence."+string(c), nil) }

// column is a column of the sample.
type column struct {
	name    string // its header, or its number
	folded  string
	words   []string
	joined  string // the words
	profile profile
}

// choice is a column for a field.
type choice struct {
	column     int
	confidence Confidence
}

// guesser gives columns to fields, each column at most once.
type guesser struct {
	as      As
	columns []column
	header  bool
	trace   Trace
	taken   map[int]bool
	barred  map[Field]bool // a person dropped the guess
	settled map[Field]bool // a vendor's export has it in a known column, or not at all
	chosen  map[Field]choice
	sample  [][]string
}

func (g *guesser) choose(f Field, column int, c Confidence) {
	if _, done := g.chosen[f]; done || g.barred[f] || g.settled[f] || !hasField(g.as, f) {
		return
	}
	g.take(f, choice{column, c})
}

// take gives a column to a field without asking.
func (g *guesser) take(f Field, c choice) {
	g.chosen[f] = c
	g.taken[c.column] = true
}

// release lets go of a field's column.
func (g *guesser) release(f Field) {
	if c, ok := g.chosen[f]; ok {
		delete(g.chosen, f)
		delete(g.taken, c.column)
	}
}

// rule gives what is known of a field of these rows.
func (g *guesser) rule(f Field) (fieldRule, bool) {
	for _, r := range rulesFor(g.as) {
		if r.field == f {
			return r, true
		}
	}
	return fieldRule{}, false
}

func (g *guesser) has(f Field) bool {
	_, ok := g.chosen[f]
	return ok
}

// run guesses by headers first, then by values.
func (g *guesser) run() {
	if g.header {
		g.byHeaders()
	}
	g.byValues()
}

func (g *guesser) byHeaders() {
	for _, rule := range rulesFor(g.as) {
		if best := g.exact(rule); best >= 0 {
			confidence := Certain
			if g.columns[best].profile.filled == 0 {
				confidence = Likely
			}
			g.choose(rule.field, best, confidence)
		}
	}
	for _, rule := range rulesFor(g.as) {
		if g.has(rule.field) {
			continue
		}
		for i := range g.columns {
			if !g.taken[i] && g.columns[i].hinted(rule.hints) && g.suits(i, rule, false) {
				g.choose(rule.field, i, Likely)
				break
			}
		}
	}
	switch g.as {
	case AsInteractions, AsPurchases:
		g.bareID()
	case AsCustomers, AsSubscriptions:
		g.ownID(FieldCustomer)
	case AsTickets:
		g.ownID(FieldTicket)
		if c, ok := g.chosen[FieldCustomer]; ok && g.trace == TraceTicket && !g.has(FieldTicket) && !g.barred[FieldTicket] {
			g.release(FieldCustomer) // whom the log names is what is followed
			g.take(FieldTicket, c)
		}
	}
}

// ownID takes a column headed id, in which no value comes twice, for the id of
// what the rows are.
func (g *guesser) ownID(f Field) {
	for i := range g.columns {
		if !g.has(f) && g.columns[i].folded == "id" && g.columns[i].profile.unique() && !g.taken[i] {
			g.choose(f, i, Likely)
		}
	}
}

// bareID takes a column headed id for the customer of orders where nothing else
// says who it is. One whose values never come again numbers the rows, and one
// that changes with the order numbers the orders.
func (g *guesser) bareID() {
	order, ok := g.chosen[FieldOrder]
	if !ok || g.has(FieldCustomer) || g.has(FieldEmail) || g.has(FieldPhone) || g.has(FieldName) {
		return
	}
	for i := range g.columns {
		p := &g.columns[i].profile
		if g.columns[i].folded == "id" && !g.taken[i] && p.filled > 0 && !p.unique() && !g.sameGroups(i, order.column) {
			g.choose(FieldCustomer, i, Weak)
			return
		}
	}
}

// exact finds the column whose header stands first among those of the rule.
func (g *guesser) exact(rule fieldRule) int {
	best, rank := -1, 0
	for i := range g.columns {
		if g.taken[i] || !knownHeaders[g.columns[i].folded] || !g.suits(i, rule, true) || rule.field == FieldName && g.employs(i) {
			continue
		}
		for r, header := range rule.headers {
			if header == g.columns[i].folded && (best < 0 || r < rank) {
				best, rank = i, r
			}
		}
	}
	return best
}

// employs reports whether a column names the firm of people whose own names are
// in two other columns: it is not their name.
func (g *guesser) employs(i int) bool {
	first := slices.ContainsFunc(g.columns, func(c column) bool { return slices.Contains(firstNames, c.folded) })
	return first && slices.Contains(firmNames, g.columns[i].folded)
}

// joinNames takes a column that is headed like a whole name for half of one where
// another column has the other half: Nom and Prénom, Nombre and Apellidos.
func (g *guesser) joinNames() {
	c, ok := g.chosen[FieldName]
	if !ok || c.confidence == Given || g.has(FieldFirstName) == g.has(FieldLastName) {
		return
	}
	half := FieldLastName
	if g.has(FieldLastName) {
		half = FieldFirstName
	}
	if slices.Contains(halfNames, g.columns[c.column].folded) && !g.barred[half] {
		g.release(FieldName)
		g.take(half, c)
	}
}

var (
	halfNames  = words("name nom nombre nome")
	firstNames = words("firstname vorname prenom nombredepila primeironome")
	firmNames  = words("companyname company accountname firma raisonsociale razonsocial")
)

// suits reports whether the values of a column are what a field holds: half of
// them where the header is certain, nearly all where it only hints.
func (g *guesser) suits(i int, rule fieldRule, certain bool) bool {
	p := &g.columns[i].profile
	if rule.field == FieldName && p.mostly(p.numbers) {
		return false
	}
	if certain {
		return p.fits(rule.content, p.half)
	}
	return p.fits(rule.content, p.mostly)
}

// hinted reports whether the header has one of the hints in it.
func (c *column) hinted(hints []string) bool {
	for _, hint := range hints {
		if len(hint) > 5 && strings.Contains(c.joined, hint) {
			return true
		}
		for _, w := range c.words {
			if w == hint {
				return true
			}
		}
	}
	return false
}

// byValues guesses what headers left open. With a header, only the time of
// events, and what happened: an id cannot be told from any other number.
func (g *guesser) byValues() {
	if hasField(g.as, FieldAt) {
		// A number of ten digits is as likely an id: only a header can say that it is a time.
		g.firstOf(FieldAt, Weak, func(p *profile) bool { return p.mostly(p.dates-p.epochs) || !g.header && p.mostly(p.dates) })
	}
	if g.as == AsInteractions && !g.has(FieldActivity) {
		g.firstOf(FieldActivity, Weak, func(p *profile) bool { return p.acts*2 > p.filled && len(p.distinct) <= 200 && !p.typed() })
	}
	if g.header || g.as == AsResponses || g.as == AsTickets || g.as == AsStageChanges {
		return
	}
	g.firstOf(FieldEmail, Likely, func(p *profile) bool { return p.mostly(p.emails) })
	if g.as.events() {
		g.firstOf(FieldChannel, Likely, func(p *profile) bool { return p.mostly(p.channels) && len(p.distinct) <= 50 })
	} else {
		g.firstOf(FieldStart, Weak, func(p *profile) bool { return p.mostly(p.dates) })
	}
	g.identify()
	if g.as.events() {
		g.measure()
	}
	g.firstOf(FieldPhone, Weak, func(p *profile) bool { return p.mostly(p.phones) && !p.mostly(p.dates) && p.wholes < p.filled })
	if !g.as.events() {
		g.firstOf(FieldName, Weak, func(p *profile) bool { return p.mostly(p.spaced) && !p.typed() })
	}
}

func (g *guesser) firstOf(f Field, c Confidence, is func(*profile) bool) {
	if g.has(f) {
		return
	}
	for i := range g.columns {
		if p := &g.columns[i].profile; !g.taken[i] && p.filled > 0 && is(p) {
			g.choose(f, i, c)
			return
		}
	}
}

// identify finds the customer's id among columns without headers. Where two ids
// name the same people, the one that counts them without gaps is this file's
// own, and the other is kept beside it.
func (g *guesser) identify() {
	if g.has(FieldCustomer) {
		return
	}
	best, second := -1, -1
	for i := range g.columns {
		if g.taken[i] || g.idScore(i) == 0 {
			continue
		}
		switch {
		case best < 0 || g.idScore(i) > g.idScore(best):
			best, second = i, best
		case second < 0 || g.idScore(i) > g.idScore(second):
			second = i
		}
	}
	if best < 0 {
		return
	}
	if second < 0 || !g.sameGroups(best, second) {
		g.choose(FieldCustomer, best, Weak)
		return
	}
	if g.columns[second].profile.dense() && !g.columns[best].profile.dense() {
		best, second = second, best
	}
	g.choose(FieldCustomer, best, Weak)
	g.choose(FieldCustomer2, second, Weak)
}

// idScore says how much the values look like ids; 0 is not at all.
func (g *guesser) idScore(i int) int {
	p := &g.columns[i].profile
	if p.filled == 0 || p.mostly(p.dates) || p.spaced > 0 || len(p.distinct) < 2 {
		return 0
	}
	coded := 0
	for value := range p.distinct {
		if strings.ContainsAny(value, "0123456789") && !strings.ContainsAny(value, ".,€$£@") || isFloatID(value) {
			coded++
		}
	}
	if coded*10 < len(p.distinct)*9 {
		return 0
	}
	score := 1
	if p.padded > 0 {
		score += 4
	}
	if p.wholes == 0 || p.largest >= 1000 || p.floatIDs == p.filled {
		score += 2
	}
	return score
}

// sameGroups reports whether two columns part the rows in the same way.
func (g *guesser) sameGroups(a, b int) bool {
	there, back := map[string]string{}, map[string]string{}
	for _, row := range g.sample {
		if a >= len(row) || b >= len(row) {
			continue
		}
		x, y := row[a], row[b]
		if known, ok := there[x]; ok && known != y {
			return false
		}
		if known, ok := back[y]; ok && known != x {
			return false
		}
		there[x], back[y] = y, x
	}
	return len(there) > 1
}

// measure finds the amount and the quantity: of two columns of numbers the one
// with decimals is money.
func (g *guesser) measure() {
	g.firstOf(FieldAmount, Weak, func(p *profile) bool { return p.mostly(p.numbers) && p.wholes*2 < p.filled && p.floatIDs < p.filled })
	g.firstOf(FieldQuantity, Weak, func(p *profile) bool { return p.mostly(p.wholes) && p.largest < 10_000 && p.padded == 0 })
}
