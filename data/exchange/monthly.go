package exchange

import (
	"slices"
	"strings"
)

// MonthlyAmount reports whether a column of customers headed so is read as the
// monthly amount of their subscriptions, as MonthlyCharges is.
func MonthlyAmount(header string) bool {
	parts := wordsOf(header)
	c := column{folded: foldHeader(header), words: parts, joined: strings.Join(parts, "")}
	return slices.ContainsFunc(rulesFor(AsCustomers), func(r fieldRule) bool {
		return r.field == FieldAmount && (slices.Contains(r.headers, c.folded) || c.hinted(r.hints))
	})
}
