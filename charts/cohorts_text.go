package charts

import (
	"math"
	"strings"

	"cxworkbench/data"
	"cxworkbench/data/analysis/cohort"
	"cxworkbench/data/message"
)

// cellTexts formats the values of cells: percent without the sign, one decimal
// below 100; money with two decimals, or none where some of it is large; people as
// they are.
// A table has few different ones, and formatting a number is slow.
type cellTexts struct {
	printer *message.Printer
	measure cohort.Measure
	whole   bool           // money is large enough to go without decimals
	texts   map[int]string // by rounded value; only read once the scene is made
}

// share reports whether the values are shares of 1.
func (c cellTexts) share() bool { return c.measure != cohort.People && c.measure != cohort.Revenue }

func (c cellTexts) prepare(value float64) {
	if key := c.key(value); c.texts[key] == "" {
		c.texts[key] = c.format(key)
	}
}

func (c cellTexts) cell(value float64) string {
	key := c.key(value)
	if text, ok := c.texts[key]; ok {
		return text
	}
	return c.format(key)
}

// width is that of the widest text, at least of a usual share.
func (c cellTexts) width(s style) float64 {
	widest := 0.0
	if c.share() {
		widest = max(s.width(c.cell(0.888)), s.width(c.cell(1)))
	}
	for _, text := range c.texts {
		widest = max(widest, s.width(text))
	}
	return widest
}

// largeMoney is from where money in a table goes without decimals.
const largeMoney = 1000

// large reports whether a table has a value that is large for money.
func large(r cohort.Result) bool {
	for _, row := range r.Rows {
		for _, cell := range row.Cells {
			if math.Abs(r.Value(cell)) >= largeMoney {
				return true
			}
		}
	}
	return false
}

const unknownValue = math.MinInt

// key is the value in the units it is rounded to: tenths of a percent, or
// hundredths of money or people.
func (c cellTexts) key(value float64) int {
	switch {
	case math.IsNaN(value):
		return unknownValue
	case c.share():
		return int(math.Round(value * 1000))
	}
	return int(math.Round(value * 100))
}

func (c cellTexts) format(key int) string {
	unit, decimals := 10.0, 1
	switch {
	case key == unknownValue:
		return "–"
	case c.measure == cohort.Revenue:
		unit, decimals = 100, 2
		if c.whole {
			decimals = 0
		}
	case c.measure == cohort.People:
		unit, decimals = 100, 1
		if key%100 == 0 {
			decimals = 0
		}
	case max(key, -key) >= 1000:
		decimals = 0
	}
	return c.printer.Float(float64(key)/unit, decimals)
}

// cohortValue writes a value of the table in a sentence.
func cohortValue(p *message.Printer, r cohort.Result, value float64) string {
	switch {
	case math.IsNaN(value):
		return "–"
	case r.Spec.Measure == cohort.Revenue:
		units := float64(data.MinorUnits(r.Currency))
		return p.Money(message.Amount{Money: data.Money(math.Round(value * units)), Currency: r.Currency})
	case r.Spec.Measure == cohort.People:
		return strings.TrimSuffix(p.Float(value, 1), ".0")
	}
	return p.Percent(value)
}
