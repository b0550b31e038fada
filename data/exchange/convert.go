package exchange

import (
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"cxworkbench/data"
)

// draft is a row in the program's words, before names become row ids.
type draft struct {
	customer, customer2, name, email, phone, handle string
	phoneDigits                                     string // the number as older programs normalised it
	attributes                                      []attribute
	record                                          string // the source's own name of the row

	activity, channel, touchpoint, product, reason string
	kind                                           data.Kind // of a purchase without an activity's name
	event                                          data.Interaction
	subscription                                   data.Subscription
	hasSubscription                                bool

	when       data.Moment // of answers
	answers    []answer
	badAnswers []fault // why other answers of the row are not kept

	ticket    data.Ticket // also of an event of one
	status    string
	closed    int64
	hasClosed bool
	at        int64 // of an event of a ticket

	unread string // what of the row is left out, which does not make it bad

	stageChange data.StageChange
}

// attribute is one extra cell of a row.
type attribute struct{ name, value string }

// fault is why a row is rejected: a sentence part, the same for all such rows.
type fault string

// converter turns rows into drafts by a plan.
type converter struct {
	plan       *Plan
	columns    fieldColumns
	attributes []named
	width      int
	needed     int // cells that a row must have: up to the last mapped one
	zone       *time.Location
	minor      int64
	currency   string
	asOf       data.Day
	home       *time.Location // in which a day begins
	phones     *phones
	metrics    map[string]data.Metric // that are known, by squashed name
	stages     []data.Stage
	cells      []string

	above      []string // the last line that began an order
	aboveOrder string
	filled     []string // a line with what the one above says

	countryColumn int // of an attribute that is the country; -1 where there is none
}

// named is a column kept as an attribute.
type named struct {
	name   string
	column int
}

func newConverter(p *Plan, s data.Settings, zone, home *time.Location, asOf data.Day) *converter {
	region := regionOf(p.options.Region)
	if region == "" {
		region = homeRegion(s)
	}
	c := &converter{
		plan: p, width: len(p.Columns), zone: zone, home: home, phones: newPhones(region), countryColumn: -1,
		minor: data.MinorUnits(s.Currency), currency: s.Currency, asOf: asOf,
	}
	for _, m := range p.Mapping {
		c.needed = max(c.needed, m.Column+1)
		if name, ok := m.Field.attribute(); ok {
			c.seeCountry(name, m.Column)
			c.attributes = append(c.attributes, named{name, m.Column})
			continue
		}
		c.columns.set(m.Field, m.Column)
	}
	for _, i := range p.Extra {
		name := p.Columns[i]
		if !p.Header {
			name = "Column " + name
		}
		c.seeCountry(name, i)
		c.attributes = append(c.attributes, named{name, i})
	}
	return c
}

// seeCountry remembers the column of an attribute that is the customer's country.
func (c *converter) seeCountry(attribute string, column int) {
	switch squash(attribute) {
	case "country", "countrycode", "land", "pays", "pais":
		c.countryColumn = column
	}
}

// text gives the cell of a field, or nothing.
func (c *converter) text(f Field) string {
	i, ok := c.columns.of(f)
	if !ok {
		return ""
	}
	return c.cell(i)
}

func (c *converter) cell(i int) string {
	if i >= len(c.cells) {
		return ""
	}
	cell := strings.TrimSpace(c.cells[i])
	if c.plan.floatIDs[i] && isFloatID(cell) {
		cell = cell[:len(cell)-2]
	}
	return cell
}

// header names the column of a field in a reason.
func (c *converter) header(f Field) string {
	i, _ := c.columns.of(f)
	return strconv.Quote(c.plan.Columns[i])
}

// convert reads one row.
func (c *converter) convert(cells []string, d *draft) fault {
	c.cells = cells
	if f := c.ragged(); f != "" {
		return f
	}
	c.follow()
	*d = draft{
		customer: c.text(FieldCustomer), customer2: c.text(FieldCustomer2), name: c.name(),
		email: normalEmail(c.text(FieldEmail)), handle: normalHandle(c.text(FieldHandle)), record: c.text(FieldRecord),
		product: c.text(FieldProduct), reason: c.text(FieldReason), attributes: d.attributes[:0],
		answers: d.answers[:0], badAnswers: d.badAnswers[:0],
	}
	if phone := c.text(FieldPhone); phone != "" {
		d.phone, d.phoneDigits = c.phones.normal(phone, c.country()), normalPhone(phone)
	}
	for _, a := range c.attributes {
		if value := c.cell(a.column); value != "" {
			d.attributes = append(d.attributes, attribute{a.name, value})
		}
	}
	switch {
	case c.plan.As.events():
		return c.eventOf(d)
	case c.plan.As == AsResponses:
		return c.answersOf(d)
	case c.plan.As == AsTickets && c.plan.TicketEvents:
		return c.ticketEventOf(d)
	case c.plan.As == AsTickets:
		return c.ticketOf(d)
	case c.plan.As == AsStageChanges:
		return c.stageChangeOf(d)
	}
	return c.subscriptionOf(d)
}

// name gives the name, which may stand in two columns.
func (c *converter) name() string {
	if name := c.text(FieldName); name != "" {
		return name
	}
	return strings.TrimSpace(c.text(FieldFirstName) + " " + c.text(FieldLastName))
}

// country gives the country of the row, from the field or from an attribute.
func (c *converter) country() string {
	if country := c.text(FieldCountry); country != "" || c.countryColumn < 0 {
		return country
	}
	return c.cell(c.countryColumn)
}

// ragged refuses a row that has text beyond the last column, or ends before the
// last mapped one. Blank cells at the end do not count.
func (c *converter) ragged() fault {
	for _, extra := range c.cells[min(c.width, len(c.cells)):] {
		if strings.TrimSpace(extra) != "" {
			return "it has more cells than there are columns"
		}
	}
	if len(c.cells) < c.needed {
		return "it has fewer cells than there are columns"
	}
	return ""
}

// decimal reads a number; given is false for a blank cell.
func (c *converter) decimal(f Field) (d decimal.Decimal, given bool, bad fault) {
	column, ok := c.columns.of(f)
	if !ok {
		return d, false, ""
	}
	cell := c.cell(column)
	if cell == "" {
		return d, false, ""
	}
	style := c.plan.numbers[column]
	if style.currency != "" && style.currency != c.currency {
		return d, false, fault("its amount in " + c.header(f) + " is in " + style.currency + ", the workspace's are in " + c.currency)
	}
	d, ok = style.parse(cell)
	if !ok {
		return d, false, fault("its value in " + c.header(f) + " does not read as a number like the others there")
	}
	return d, true, ""
}

// largestMoney keeps sums of a million rows inside 64 bits.
var largestMoney = decimal.New(1, 15)

// money rounds an amount to minor units, half away from zero.
func (c *converter) money(amount decimal.Decimal) (data.Money, fault) {
	if minor, ok := exactly(amount, c.minor); ok {
		return data.Money(minor), ""
	}
	return c.roundedMoney(amount)
}

func (c *converter) roundedMoney(amount decimal.Decimal) (data.Money, fault) {
	minor := amount.Mul(decimal.NewFromInt(c.minor)).Round(0)
	if minor.Abs().GreaterThan(largestMoney) {
		return 0, "its amount is too large to be money"
	}
	return data.Money(minor.IntPart()), ""
}

// exactly multiplies a number of few digits, as nearly all are, by 1, 10, 100 or
// 1000 in machine words. ok is false where that would not be exact.
func exactly(d decimal.Decimal, times int64) (n int64, ok bool) {
	exponent := d.Exponent()
	if exponent > 0 || d.NumDigits() > 12 {
		return 0, false
	}
	for ; exponent < 0; exponent++ {
		if times%10 != 0 {
			return 0, false
		}
		times /= 10
	}
	return d.CoefficientInt64() * times, true
}

// moment reads when something was; given is false for a blank cell.
func (c *converter) moment(f Field) (m data.Moment, given bool, bad fault) {
	column, _ := c.columns.of(f)
	cell := c.text(f)
	if cell == "" {
		return data.Moment{}, false, ""
	}
	m, ok := c.plan.dates[column].parse(cell, c.zone)
	if !ok {
		return data.Moment{}, false, c.badDate(f)
	}
	return m, true, ""
}

// instant reads when something was, in milliseconds UTC; a date without a time
// is the beginning of the day.
func (c *converter) instant(f Field) (at int64, dated, given bool, bad fault) {
	m, given, bad := c.moment(f)
	if !given {
		return 0, false, false, bad
	}
	if !m.Dated() {
		return m.At, false, true, ""
	}
	t := m.Day.Time()
	return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, c.home).UnixMilli(), true, true, ""
}

// day reads a date; given is false for a blank cell.
func (c *converter) day(f Field) (d data.Day, given bool, bad fault) {
	column, _ := c.columns.of(f)
	cell := c.text(f)
	if cell == "" {
		return data.NoDay, false, ""
	}
	d, ok := c.plan.dates[column].day(cell, c.zone)
	if !ok {
		return data.NoDay, false, c.badDate(f)
	}
	return d, true, ""
}

func (c *converter) badDate(f Field) fault {
	return fault("its value in " + c.header(f) + " does not read as a date like the others there")
}

// whole reads a whole number.
func (c *converter) whole(f Field) (n int, given bool, bad fault) {
	d, given, bad := c.decimal(f)
	if !given {
		return 0, false, bad
	}
	if n, ok := exactly(d, 1); ok && max(n, -n) <= math.MaxInt32 {
		return int(n), true, ""
	}
	if !d.IsInteger() || d.Abs().GreaterThan(decimal.NewFromInt(math.MaxInt32)) {
		return 0, false, fault("its value in " + c.header(f) + " is no whole number")
	}
	return int(d.IntPart()), true, ""
}

func normalEmail(s string) string { return strings.ToLower(s) }

// normalHandle gives a name on a platform without case and @.
func normalHandle(s string) string { return strings.TrimPrefix(strings.ToLower(s), "@") }
