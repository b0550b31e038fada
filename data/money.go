package data

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
