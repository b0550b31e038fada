package viewtest

import (
	"fmt"
	"strings"
	"time"
)

// Purchases is a file of the purchases of twelve customers, Shop 01 to Shop 12:
// four began in each of January, February and March 2026 and came back in every
// later month up to May whose number, added to theirs, is no multiple of three.
func Purchases() string {
	var out strings.Builder
	out.WriteString("customer,date,order,amount\n")
	for i := range 12 {
		first := time.January + time.Month(i/4)
		for month := first; month <= time.May; month++ {
			if month == first || (int(month)+i)%3 != 0 {
				fmt.Fprintf(&out, "Shop %02d,2026-%02d-%02d,O-%d-%d,%d.50\n", i+1, month, i+1, i, month, 10+i)
			}
		}
	}
	return out.String()
}
