package grid

import "math/bits"

// marks is a set of rows: a bit each, so that all of a million cost 125 kB.
type marks struct {
	words []uint64
	n     int
}

func (m *marks) reset(rows int) {
	m.words, m.n = make([]uint64, (rows+63)/64), 0
}

func (m *marks) has(row int) bool {
	return row >= 0 && row/64 < len(m.words) && m.words[row/64]&(1<<(row%64)) != 0
}

func (m *marks) set(row int, marked bool) {
	if m.has(row) == marked {
		return
	}
	m.words[row/64] ^= 1 << (row % 64)
	if m.n--; marked {
		m.n += 2
	}
}

// rows lists them in order.
func (m *marks) rows() []int {
	out := make([]int, 0, m.n)
	for i, word := range m.words {
		for ; word != 0; word &= word - 1 {
			out = append(out, i*64+bits.TrailingZeros64(word))
		}
	}
	return out
}

// Marked lists the marked rows in order: the chosen one, or those that a person
// took together with Ctrl or Shift, or all by Ctrl+A. Only a grid with OnMark marks.
func (g *Grid) Marked() []int { return g.marks.rows() }

// Mark marks these rows and no others, and tells OnMark.
func (g *Grid) Mark(rows []int) {
	g.marks.reset(g.rows)
	for _, row := range rows {
		g.marks.set(row, true)
	}
	g.marked()
}

// MarkAll marks every row.
func (g *Grid) MarkAll() {
	g.marks.reset(g.rows)
	g.markRange(0, g.rows-1)
	g.marked()
}

func (g *Grid) markRange(from, to int) {
	for row := min(from, to); row <= max(from, to); row++ {
		g.marks.set(row, true)
	}
}

func (g *Grid) marked() {
	g.Refresh()
	if g.OnMark != nil {
		g.OnMark(g.marks.n)
	}
}

// take marks a row by itself, adds it to the others or takes it off (toggle), or
// marks all from the one that was taken last without Shift (extend). It reports
// whether the row is one among others, which is marked but not chosen to be read.
func (g *Grid) take(row int, toggle, extend bool) bool {
	if g.OnMark == nil || row < 0 {
		return false
	}
	among := true
	switch {
	case extend && g.anchor >= 0:
		g.marks.reset(g.rows)
		g.markRange(g.anchor, row)
	case toggle:
		g.marks.set(row, !g.marks.has(row))
		g.anchor = row
	default:
		g.marks.reset(g.rows)
		g.marks.set(row, true)
		g.anchor, among = row, false
	}
	if among {
		g.selected = row
		g.show(row)
	}
	g.marked()
	return among
}
