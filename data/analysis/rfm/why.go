package rfm

import (
	"slices"

	"cxworkbench/data/analysis"
	"cxworkbench/data/eventlog"
	"cxworkbench/data/message"
)

// Why says of each when they bought last, how often, and for how much.
func (r Result) Why() analysis.Why {
	return func(c eventlog.CustomerIndex) message.Message {
		at, found := slices.BinarySearchFunc(r.Rows, c, func(row Row, c eventlog.CustomerIndex) int { return int(row.Customer - c) })
		if !found {
			return message.Message{}
		}
		row := r.Rows[at]
		args := message.Args{"day": row.Last, "n": row.Frequency, "value": message.Amount{Money: row.Money, Currency: r.Currency}}
		if !r.HasAmounts {
			return message.New("rfm.why.plain", args)
		}
		return message.New("rfm.why", args)
	}
}
