// Package message is how figures speak: an analysis says a Message (a key and
// its arguments), and a Printer renders it in the reader's language. Every text
// that a person reads on a screen or a chart comes through here.
package message

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"cxworkbench/data"
)

// Args are the named arguments of a message. Values may be string, int, int64,
// float64, Decimal, Share, Amount, data.Day, Month, Message or []Message.
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

// Decimal is a number shown with a fixed count of decimals; -1 is as many as it
// needs.
type Decimal struct {
	Value    float64
	Decimals int
}

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

// T renders the text of a key without arguments.
func (p *Printer) T(key string) string { return p.Text(Message{Key: key}) }

// Text renders a message. In a template {n} stands for an argument, and
// {n|customer|customers} for the form that fits its number. A key that the
// catalogue lacks is rendered as itself, so that it is seen; a test finds it.
func (p *Printer) Text(m Message) string {
	if m.Key == verbatimKey {
		return fmt.Sprint(m.Args["words"])
	}
	template, ok := p.texts[m.Key]
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
		return p.Plural(value, one, many)
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
	case Decimal:
		return p.Float(v.Value, v.Decimals)
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
