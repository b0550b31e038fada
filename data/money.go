package data

import (
	"slices"

	"golang.org/x/text/currency"
)

// Money is an amount in minor units (cents) of the workspace's one currency.
type Money int64

// MinorUnits gives how many minor units make one unit of an ISO 4217 currency.
func MinorUnits(currency string) int64 {
	switch currency {
	case "BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "VND", "VUV", "XAF", "XOF", "XPF":
		return 1
	case "BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND":
		return 1000
	}
	return 100
}

// Float gives the amount in major units, for charts and JSON.
func (m Money) Float(currency string) float64 {
	return float64(m) / float64(MinorUnits(currency))
}

// newerCurrencies came into ISO 4217 after the table of golang.org/x/text, which is
// that of CLDR 32, of 2017.
var newerCurrencies = []string{"MRU", "SLE", "STN", "UYW", "VED", "VES", "XCG", "ZWG"}

// KnownCurrency reports whether a code, in capitals, is a currency of ISO 4217, one of
// the past included, in which money can be paid: not a metal, a fund or a test code.
func KnownCurrency(code string) bool {
	if slices.Contains(newerCurrencies, code) {
		return true
	}
	unit, err := currency.ParseISO(code)
	return err == nil && unit.String() == code && paid(unit)
}

func paid(unit currency.Unit) bool {
	for all := currency.Query(currency.Historical); all.Next(); {
		if all.Unit() == unit {
			return true
		}
	}
	return false
}
