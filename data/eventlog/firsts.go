package eventlog

import (
	"cmp"
	"slices"
)

// What a customer began with stands in its records, not in a column; by these
// names it can be asked for like an attribute. A column of the same name goes first.
const (
	FirstChannel = "first channel" // of the earliest contact that names one
	FirstProduct = "first product" // of the earliest contact that names one, else of the earliest subscription
)

// Firsts lists them.
var Firsts = []string{FirstChannel, FirstProduct}

// began gives one of Firsts, nil for any other name.
func (l *Log) began(name string) *Attribute {
	switch name {
	case FirstChannel:
		return l.summed().firstChannel.get(func() *Attribute {
			return l.first(name, len(l.Channels), func(code int) string { return l.Channels[code].Name }, l.firstChannelOf)
		})
	case FirstProduct:
		return l.summed().firstProduct.get(func() *Attribute {
			return l.first(name, len(l.Products), func(code int) string { return l.Products[code].Name }, l.firstProductOf)
		})
	}
	return nil
}

// first makes an attribute of what each customer began with, by its code in a
// dictionary of distinct names; code 0 is not known.
func (l *Log) first(name string, names int, called func(code int) string, of func(CustomerIndex) int) *Attribute {
	a := &Attribute{Name: name, Codes: make([]int32, l.Customers())}
	used := make([]bool, names)
	for c := range a.Codes {
		code := of(CustomerIndex(c))
		a.Codes[c], used[code] = int32(code), true
	}
	var codes []int
	for code := 1; code < names; code++ {
		if used[code] {
			codes = append(codes, code)
		}
	}
	slices.SortFunc(codes, func(x, y int) int { return cmp.Compare(called(x), called(y)) })
	renumber := make([]int32, names)
	for i, code := range codes {
		a.Values = append(a.Values, called(code))
		renumber[code] = int32(i + 1)
	}
	for c, code := range a.Codes {
		a.Codes[c] = renumber[code]
	}
	return a
}

func (l *Log) firstChannelOf(c CustomerIndex) int {
	for i, to := l.EventRange(c); i < to; i++ {
		if code := l.Events.Channel[i]; code != 0 {
			return int(code)
		}
	}
	return 0
}

func (l *Log) firstProductOf(c CustomerIndex) int {
	for i, to := l.EventRange(c); i < to; i++ {
		if code := l.Events.Product[i]; code != 0 {
			return int(code)
		}
	}
	for i, to := l.SubscriptionRange(c); i < to; i++ {
		if code := l.Subscriptions.Product[i]; code != 0 {
			return int(code)
		}
	}
	return 0
}
