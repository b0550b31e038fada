package survival

import "math"

// mostWhole is the largest whole time that is counted into an array: days over
// several centuries. Anything else is sorted.
const mostWhole = 1 << 18

// Scale gives the distinct values, ascending, and for each value its place among
// them. Values are finite and not negative. Whole numbers, as days and months
// are, cost one pass; others a radix sort.
func Scale(values []float64) (distinct []float64, at []int32) {
	top := 0.0
	whole := true
	for _, v := range values {
		whole = whole && v <= mostWhole && v == float64(int32(v))
		top = max(top, v)
	}
	at = make([]int32, len(values))
	if whole {
		place := make([]int32, int(top)+1)
		for _, v := range values {
			place[int32(v)] = 1
		}
		for v, there := range place {
			if there > 0 {
				place[v] = int32(len(distinct))
				distinct = append(distinct, float64(v))
			}
		}
		for i, v := range values {
			at[i] = place[int32(v)]
		}
		return distinct, at
	}
	for _, k := range ascending(values) {
		if n := len(distinct); n == 0 || k.value() != distinct[n-1] {
			distinct = append(distinct, k.value())
		}
		at[k.row] = int32(len(distinct) - 1)
	}
	return distinct, at
}

// key is a value to sort: the bits of a float that is not negative order as it does.
type key struct {
	bits uint64
	row  int32
}

func (k key) value() float64 { return math.Float64frombits(k.bits) }

// ascending is a radix sort, least significant digit first. Digits that are the
// same everywhere are passed over.
func ascending(values []float64) []key {
	const width, mask = 11, 1<<11 - 1
	keys, spare := make([]key, len(values)), make([]key, len(values))
	for i, v := range values {
		keys[i] = key{bits: math.Float64bits(v + 0), row: int32(i)} // + 0 makes -0 a 0
	}
	for shift := 0; shift < 64; shift += width {
		var from [mask + 1]int
		for _, k := range keys {
			from[k.bits>>shift&mask]++
		}
		if len(keys) > 0 && from[keys[0].bits>>shift&mask] == len(keys) {
			continue
		}
		sum := 0
		for digit, n := range from {
			from[digit] = sum
			sum += n
		}
		for _, k := range keys {
			digit := k.bits >> shift & mask
			spare[from[digit]] = k
			from[digit]++
		}
		keys, spare = spare, keys
	}
	return keys
}
