package eventlog

import "slices"

// What a customer began with stands in its records, not in a column; by these
// names it can be asked for like an attribute. A column of the same name goes first.
const (
	FirstChannel = "first channel" // of the earliest contact that names one
	FirstProduct = "first product" // of the earliest contact that names one, else of the earliest subscription
)

// Firsts lists them.
var Firsts = []string{FirstChannel, FirstProduct}

// first makes an attribute of a name for every customer, "" where none is known.
func (l *Log) first(name string, of func(CustomerIndex) string) *Attribute {
	a := &Attribute{Name: name, Codes: make([]int32, l.Customers())}
	found := make([]string, l.Customers())
	known := map[string]bool{}
	for c := range found {
		if found[c] = of(CustomerIndex(c)); found[c] != "" {
			known[found[c]] = true
		}
	}
	for value := range known {
		a.Values = append(a.Values, value)
	}
	slices.Sort(a.Values)
	for c, value := range found {
		if value != "" {
			at, _ := slices.BinarySearch(a.Values, value)
			a.Codes[c] = int32(at + 1)
		}
	}
	return a
}

func (l *Log) firstChannel(c CustomerIndex) string {
	for i, to := l.EventRange(c); i < to; i++ {
		if code := l.Events.Channel[i]; code != 0 {
			return l.Channels[code].Name
		}
	}
	return ""
}

func (l *Log) firstProduct(c CustomerIndex) string {
	for i, to := l.EventRange(c); i < to; i++ {
		if code := l.Events.Product[i]; code != 0 {
			return l.Products[code].Name
		}
	}
	for i, to := l.SubscriptionRange(c); i < to; i++ {
		if code := l.Subscriptions.Product[i]; code != 0 {
			return l.Products[code].Name
		}
	}
	return ""
}
