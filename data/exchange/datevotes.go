package exchange

import (
	"strconv"
	"strings"
	"time"
)

// dateVotes gathers what the values of a column show of how it writes dates.
type dateVotes struct {
	shapes map[dateShape]int // numbers are counted without their order
	orders map[dateShape]map[DateOrder]int
}

// add looks at a value and gives the shape of the date that it could be.
func (v *dateVotes) add(cell string) (dateShape, bool) {
	cell = strings.TrimSpace(cell)
	shape, possible := shapeOf(cell)
	if shape.kind == shapeNone || isTimeOnly(cell) {
		return dateShape{}, false
	}
	if v.shapes == nil {
		v.shapes, v.orders = map[dateShape]int{}, map[dateShape]map[DateOrder]int{}
	}
	v.shapes[shape]++
	if len(possible) == 1 {
		if v.orders[shape] == nil {
			v.orders[shape] = map[DateOrder]int{}
		}
		v.orders[shape][possible[0]]++
	}
	return shape, true
}

// isTimeOnly recognises the day from which spreadsheets count, which stands
// before a time of day that has no date.
func isTimeOnly(cell string) bool {
	const start = "1899"
	return strings.HasPrefix(cell, start) || len(cell) > 10 && strings.HasPrefix(cell[6:], start)
}

// bothOrders reports whether some values can only be day first and others only
// month first.
func (v *dateVotes) bothOrders(s dateShape) bool {
	votes := v.orders[dateShape{kind: s.kind, mark: s.mark}]
	return s.kind == shapeNumbers && votes[OrderDMY] > 0 && votes[OrderMDY] > 0
}

// shapeOf gives the shape of a value and, for numbers, the orders it allows.
func shapeOf(cell string) (dateShape, []DateOrder) {
	if len(cell) < 6 || len(cell) > 40 {
		return dateShape{}, nil
	}
	if n, width, mark, rest, ok := three(cell); ok {
		possible := orders(n, width)
		if _, _, fits := parseClock(rest); fits && len(possible) > 0 {
			return dateShape{kind: shapeNumbers, mark: mark}, possible
		}
		return dateShape{}, nil
	}
	if c, ok := compactDate(cell); ok {
		if _, _, fits := parseClock(c.rest); fits {
			return dateShape{kind: shapeCompact}, nil
		}
	}
	if c, ok := namedDate(cell); ok {
		if _, _, fits := parseClock(c.rest); fits {
			return dateShape{kind: shapeNamed}, nil
		}
	}
	return epochShape(cell), nil
}

// epochShape recognises seconds and milliseconds since 1970, of 2001 to 2096.
func epochShape(cell string) dateShape {
	if len(cell) != 10 && len(cell) != 13 {
		return dateShape{}
	}
	n, err := strconv.ParseInt(cell, 10, 64)
	switch {
	case err != nil || cell[0] == '-' || cell[0] == '+':
		return dateShape{}
	case len(cell) == 13 && n/1000 < int64(4e9):
		return dateShape{kind: shapeMillis}
	case len(cell) == 10 && n < int64(4e9):
		return dateShape{kind: shapeSeconds}
	}
	return dateShape{}
}

// style decides for the column. A shape of numbers whose order no value tells
// keeps OrderGuessed: it has to be asked for.
func (v *dateVotes) style(asked DateOrder) dateShape {
	var best dateShape
	for shape, n := range v.shapes {
		if n > v.shapes[best] || n == v.shapes[best] && (shape.kind < best.kind || shape.kind == best.kind && shape.mark < best.mark) {
			best = shape
		}
	}
	if best.kind != shapeNumbers {
		return best
	}
	votes := v.orders[best]
	dmy, mdy, ymd := votes[OrderDMY], votes[OrderMDY], votes[OrderYMD]
	switch {
	case asked == OrderYMD || ymd > 0 && ymd >= dmy+mdy:
		best.order = OrderYMD
	case asked != OrderGuessed:
		best.order = asked
	case dmy > mdy:
		best.order = OrderDMY
	case mdy > dmy:
		best.order = OrderMDY
	}
	return best
}

// example is the same made-up date in a shape, for a sentence that asks.
func (s dateShape) example() (dmy, mdy string) {
	day := time.Date(2026, 3, 2, 0, 0, 0, 0, time.UTC)
	mark := string(s.mark)
	return day.Format("02" + mark + "01" + mark + "2006"), day.Format("01" + mark + "02" + mark + "2006")
}
