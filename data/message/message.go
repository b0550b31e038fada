// Package message is how figures speak: an analysis says a Message (a key and
// its arguments), and a Printer renders it in the reader's language. Every text
// that a person reads on a screen or a chart comes through here.
package message

import (
	"encoding/json"
	"fmt"
	"math"
	"strconv"
	"strings"
	"sync"
	"time"

	"golang.org/x/text/language"
	xmessage "golang.org/x/text/message"
	"golang.org/x/text/number"

	"cxworkbench/data"
	"cxworkbench/resources"
)

// Args are the named arguments of a message. Values may be string, int, int64,
// float64, Share, Amount, data.Day, Month, Message or []Message.
type Args map[string]any

// Message is a text to be: a key of the catalogue and its arguments.
type Message struct {
	Key  string
	Args Args
}

// New makes a Message.
func New(key string, args Args) Message { return Message{Key: key, Args: args} }

// IsZero reports whether there is no message.
func (m Message) IsZero() bool { return m.Key == "" }

// Share is a fraction shown as a percentage with one decimal.
type Share float64

// Amount is money with its currency, shown without minor units from 1,000 up.
type Amount struct {
	Money    data.Money
	Currency string
}

// Month is a Day shown as month and year.
type Month data.Day

// Verbatim is a Message whose text is the given words, as a customer's or a
// segment's own name.
func Verbatim(words string) Message { return Message{Key: verbatimKey, Args: Args{"words": words}} }

const verbatimKey = "verbatim"

// Printer renders messages in one language. It is safe for concurrent use.
type Printer struct {
	catalogue map[string]string
	number    *xmessage.Printer
}

// English is the printer of scripts, tests and fallbacks.
var English = sync.OnceValue(func() *Printer {
	p, err := For("en")
	if err != nil {
		panic(err) // embedded at build time; a test reads it
	}
	return p
})

// For gives the printer of a language, en for example. A key that stands in two
// files of the catalogue is an error.
func For(lang string) (*Printer, error) {
	files, err := resources.Translations(lang)
	if err != nil {
		return nil, fmt.Errorf("read the %s texts: %w", lang, err)
	}
	catalogue := map[string]string{}
	for _, raw := range files {
		var part map[string]string
		if err := json.Unmarshal(raw, &part); err != nil {
			return nil, fmt.Errorf("read the %s texts: %w", lang, err)
		}
		for key, text := range part {
			if _, twice := catalogue[key]; twice {
				return nil, fmt.Errorf("read the %s texts: %q stands twice", lang, key)
			}
			catalogue[key] = text
		}
	}
	tag, err := language.Parse(lang)
	if err != nil {
		return nil, fmt.Errorf("language %q: %w", lang, err)
	}
	return &Printer{catalogue: catalogue, number: xmessage.NewPrinter(tag)}, nil
}

// T renders the text of a key without arguments.
func (p *Printer) T(key string) string { return p.Text(Message{Key: key}) }

// Text renders a message. In a template {n} stands for an argument, and
// {n|customer|customers} for the form that fits its number. A key that the
// catalogue lacks is rendered as itself, so that it is seen; a test finds it.
func (p *Printer) Text(m Message) string {
	if m.Key == verbatimKey {
		return fmt.Sprint(m.Args["words"])
	}
	template, ok := p.catalogue[m.Key]
	if !ok {
		return m.Key
	}
	var out strings.Builder
	for {
		open := strings.IndexByte(template, '{')
		if open < 0 {
			break
		}
		end := strings.IndexByte(template[open:], '}')
		if end < 0 {
			break
		}
		out.WriteString(template[:open])
		out.WriteString(p.placeholder(template[open+1:open+end], m.Args))
		template = template[open+end+1:]
	}
	out.WriteString(template)
	return out.String()
}

func (p *Printer) placeholder(spec string, args Args) string {
	name, forms, plural := strings.Cut(spec, "|")
	value, ok := args[name]
	if !ok {
		return "{" + spec + "}"
	}
	if plural {
		one, many, _ := strings.Cut(forms, "|")
		if fmt.Sprint(value) == "1" {
			return one
		}
		return many
	}
	return p.Value(value)
}

// Value renders one argument in the reader's form.
func (p *Printer) Value(v any) string {
	switch v := v.(type) {
	case Message:
		return p.Text(v)
	case []Message:
		parts := make([]string, len(v))
		for i, m := range v {
			parts[i] = p.Text(m)
		}
		return strings.Join(parts, ", ")
	case int:
		return p.Int(int64(v))
	case int64:
		return p.Int(v)
	case float64:
		return p.Float(v, 1)
	case Share:
		return p.Percent(float64(v))
	case Amount:
		return p.Money(v)
	case Month:
		return p.Month(data.Day(v))
	case data.Day:
		return p.Date(v)
	case time.Weekday:
		return p.T("weekday." + strconv.Itoa(int(v)))
	default:
		return fmt.Sprint(v)
	}
}

// Int renders a count with thousands separators.
func (p *Printer) Int(n int64) string { return p.number.Sprint(number.Decimal(n)) }

// Float renders a number with a fixed count of decimals; NaN and infinities are
// a dash, and what rounds to zero has no sign.
func (p *Printer) Float(f float64, decimals int) string {
	if math.IsNaN(f) || math.IsInf(f, 0) {
		return "–"
	}
	if math.Round(f*math.Pow10(decimals)) == 0 {
		f = 0
	}
	return p.number.Sprint(number.Decimal(f, number.Scale(decimals)))
}

// Percent renders a share of 1 with one decimal; 0.265 is 26.5 %.
func (p *Printer) Percent(share float64) string {
	if math.IsNaN(share) || math.IsInf(share, 0) {
		return "–"
	}
	return p.Float(100*share, 1) + "\u00a0%"
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

// Date renders a date: 31 Oct 2026.
func (p *Printer) Date(d data.Day) string {
	if !d.Known() {
		return "–"
	}
	y, m, day := d.Civil()
	return strconv.Itoa(day) + " " + p.T("month.short."+strconv.Itoa(int(m))) + " " + strconv.Itoa(y)
}

// Month renders the month of a date: Oct 2026.
func (p *Printer) Month(d data.Day) string {
	if !d.Known() {
		return "–"
	}
	y, m, _ := d.Civil()
	return p.T("month.short."+strconv.Itoa(int(m))) + " " + strconv.Itoa(y)
}
