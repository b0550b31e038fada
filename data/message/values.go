package message

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"golang.org/x/text/feature/plural"
	"golang.org/x/text/number"

	"cxworkbench/data"
)

// Plural gives the form of a word that fits a number: by the plural rules of
// CLDR, which give French and Brazilian Portuguese a singular zero.
func (p *Printer) Plural(v any, one, many string) string {
	if p.singular(v) {
		return one
	}
	return many
}

func (p *Printer) singular(v any) bool {
	var f float64
	switch v := v.(type) {
	case int:
		f = float64(v)
	case int64:
		f = float64(v)
	case float64:
		f = v
	default:
		return fmt.Sprint(v) == "1"
	}
	if math.IsNaN(f) || math.IsInf(f, 0) {
		return false
	}
	const largest = 1e9 // beyond that the form is the same
	f = min(math.Abs(f), largest)
	whole := math.Floor(f)
	decimals, digit := 0, int(math.Round(10*(f-whole)))
	if f != whole {
		decimals = 1
	}
	return plural.Cardinal.MatchPlural(p.tag, int(whole), decimals, decimals, digit, digit) == plural.One
}

// narrow is the space that French sets between groups of digits and before a
// percent sign; the rules of x/text are older than it.
const narrow = "\u202f"

// decimal renders a number with a fixed count of decimals.
func (p *Printer) decimal(f any, decimals int) string {
	text := p.number.Sprint(number.Decimal(f, number.Scale(decimals)))
	if p.lang == "fr" {
		text = strings.ReplaceAll(text, "\u00a0", narrow)
	}
	return text
}

// Int renders a count with thousands separators.
func (p *Printer) Int(n int64) string { return p.decimal(n, 0) }

// Float renders a number with a fixed count of decimals, -1 is as many as it
// needs; NaN and infinities are a dash, and what rounds to zero has no sign.
func (p *Printer) Float(f float64, decimals int) string {
	if math.IsNaN(f) || math.IsInf(f, 0) {
		return "–"
	}
	if decimals < 0 {
		_, behind, _ := strings.Cut(strconv.FormatFloat(f, 'f', -1, 64), ".")
		decimals = len(behind)
	}
	// Halves away from zero, as in tables and as people do; x/text would take the even one.
	if scale := math.Pow10(decimals); math.Abs(f) < 1e15/scale {
		f = math.Round(f*scale)/scale + 0 // -0 has no sign
	}
	return p.decimal(f, decimals)
}

// Percent renders a share of 1 with one decimal; 0.265 is 26.5 %.
func (p *Printer) Percent(share float64) string {
	if math.IsNaN(share) || math.IsInf(share, 0) {
		return "–"
	}
	return p.PercentSign(p.Float(100*share, 1))
}

// PercentSign sets the sign behind a number that is rendered already.
func (p *Printer) PercentSign(number string) string {
	switch p.lang {
	case "fr":
		return number + narrow + "%"
	case "pt":
		return number + "%"
	}
	return number + "\u00a0%"
}

// Money renders an amount: with minor units below 1,000 and without them above.
func (p *Printer) Money(a Amount) string {
	f := a.Money.Float(a.Currency)
	decimals := 0
	if math.Abs(f) < 1000 && data.MinorUnits(a.Currency) > 1 {
		decimals = 2
	}
	return p.Float(f, decimals) + "\u00a0" + a.Currency
}

// Bare renders an amount without its currency, for a column whose heading says it:
// always with minor units, so that the points stand below one another.
func (p *Printer) Bare(a Amount) string {
	decimals := 0
	if data.MinorUnits(a.Currency) > 1 {
		decimals = 2
	}
	return p.Float(a.Money.Float(a.Currency), decimals)
}

// Date renders a date: 31 Oct 2026 in English, 31. Okt. 2026 in German.
func (p *Printer) Date(d data.Day) string {
	if !d.Known() {
		return "–"
	}
	y, m, day := d.Civil()
	key := "date.day"
	if day == 1 {
		key = "date.first" // French counts the first only: 1er nov. 2026
	}
	return p.Text(New(key, Args{"day": strconv.Itoa(day), "month": p.month(int(m)), "year": strconv.Itoa(y)}))
}

// Month renders the month of a date: Oct 2026.
func (p *Printer) Month(d data.Day) string {
	if !d.Known() {
		return "–"
	}
	y, m, _ := d.Civil()
	return p.Text(New("date.month", Args{"month": p.month(int(m)), "year": strconv.Itoa(y)}))
}

func (p *Printer) month(m int) string { return p.T("month.short." + strconv.Itoa(m)) }
