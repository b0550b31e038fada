package charts

import (
	"math"

	"cxworkbench/resources/look"
)

// The measures of a matrix, in logical pixels.
const (
	matrixRowMin = 22
	matrixRowMax = 56
	matrixColMin = 34
	matrixColMax = 480
)

// MatrixHeight is the height up to which a picture of cells gains by room, in logical
// pixels: that of moves, technology and coverage.
func MatrixHeight(rows int) int { return 2*headLine + matrixRowMax*rows }

// matrixSpec says what a table of coloured cells shows.
type matrixSpec struct {
	corner, axis string // over the names of the rows; over those of the columns
	columns      []string
	rows         []matrixRow
	sides        []string // heads of the plain columns right of the cells
	legend       string
	summary      string
}

type matrixRow struct {
	name  string
	cells []matrixCell // by column
	sides []matrixCell
}

// matrixCell is one cell: what it says, how strong its colour is (0..1, NaN for
// none) and what it answers.
type matrixCell struct {
	text, below string // below is a second, smaller line where there is room
	heat        float64
	tip         string
	target      any
}

// matrix is the layout of a matrixSpec.
type matrix struct {
	*frame
	spec               matrixSpec
	ramp               *ramp
	names, width, side float64 // of the names, a column, a plain column
	top, height        float64
	staggered          bool // every other head stands a line higher, as there is no room side by side
}

// drawMatrix makes the scene of a spec; false where there is no room.
func (f *frame) drawMatrix(spec matrixSpec) (Scene, bool) {
	m := &matrix{frame: f, spec: spec, ramp: newRamp(f.o.Palette)}
	if !m.layOut() {
		return Scene{}, false
	}
	for i, row := range spec.rows {
		for k, cell := range row.cells {
			if cell.tip != "" {
				f.region(m.cell(i, k), cell.tip, cell.target)
			}
		}
		for k, cell := range row.sides {
			if cell.tip != "" {
				f.region(m.sideCell(i, k), cell.tip, cell.target)
			}
		}
	}
	f.scene.Summary = spec.summary
	return f.finish(m.draw), true
}

func (m *matrix) layOut() bool {
	s := m.styles.number
	for _, row := range m.spec.rows {
		m.names = max(m.names, s.width(row.name))
	}
	m.names = math.Ceil(min(max(m.names, m.styles.caption.width(m.spec.corner)), 0.3*m.inner.w)) + look.Space3
	for i, head := range m.spec.sides {
		m.side = max(m.side, m.styles.caption.width(head))
		for _, row := range m.spec.rows {
			m.side = max(m.side, s.width(row.sides[i].text))
		}
	}
	m.side = math.Ceil(m.side) + look.Space4
	room := m.inner.w - m.names - m.side*float64(len(m.spec.sides))
	m.width = min(math.Floor(room/float64(len(m.spec.columns))), matrixColMax)
	if spare := room - m.width*float64(len(m.spec.columns)); spare < look.Space5 {
		m.names += spare // so that the last figures end where the chart does
	}
	for k, head := range m.spec.columns {
		m.staggered = m.staggered || m.styles.caption.width(head) > m.headRoom(k)-4
	}
	m.top = m.inner.y + 2*headLine
	if m.staggered {
		m.top += headLine
	}
	m.height = min(math.Floor((m.inner.bottom()-m.top)/float64(len(m.spec.rows))), matrixRowMax)
	return m.width >= matrixColMin && m.height >= matrixRowMin
}

// headRoom is the room of a column's head: its width, and what the heads beside it
// leave on both sides.
func (m *matrix) headRoom(column int) float64 {
	s := m.styles.caption
	spare := func(neighbour int) float64 {
		switch {
		case neighbour < 0:
			return m.names - s.width(m.spec.corner)
		case neighbour < len(m.spec.columns):
			return (m.width - s.width(m.spec.columns[neighbour])) / 2
		case len(m.spec.sides) > 0:
			return m.side - s.width(m.spec.sides[0])
		}
		return 0
	}
	return m.width + 2*max(0, min(spare(column-1), spare(column+1)))
}

func (m *matrix) cell(row, column int) rect {
	return rect{m.inner.x + m.names + float64(column)*m.width, m.top + float64(row)*m.height, m.width, m.height}
}

func (m *matrix) sideCell(row, column int) rect {
	x := m.inner.x + m.names + float64(len(m.spec.columns))*m.width + float64(column)*m.side
	return rect{x, m.top + float64(row)*m.height, m.side, m.height}
}

func (m *matrix) draw(p *painter) {
	s := m.styles.caption
	first := m.cell(0, 0)
	p.text(s.face().fit(m.spec.axis, s.size, m.inner.right()-first.x), first.x, s.baseline(m.inner.y+headLine/2), left, s)
	end := m.sideCell(0, len(m.spec.sides)-1).right()
	if width := s.width(m.spec.legend); first.x+s.width(m.spec.axis)+look.Space5+width < end {
		p.text(m.spec.legend, end, s.baseline(m.inner.y+headLine/2), right, s)
	}
	base := s.baseline(m.top - headLine/2)
	p.text(m.spec.corner, m.inner.x, base, left, s)
	for k, name := range m.spec.columns {
		at, room := base, m.headRoom(k)
		if m.staggered {
			room = 2 * m.width // the neighbours stand on the other line
			if k%2 == 0 {
				at -= headLine
			}
		}
		p.text(s.face().fit(name, s.size, room-4), m.cell(0, k).centre(), at, centre, s)
	}
	for k, name := range m.spec.sides {
		p.text(name, m.sideCell(0, k).right(), base, right, s)
	}
	for i, row := range m.spec.rows {
		n := m.styles.number
		middle := m.cell(i, 0).middle()
		p.text(n.face().fit(row.name, n.size, m.names-look.Space2), m.inner.x, n.baseline(middle), left, n)
		for k, cell := range row.cells {
			m.drawCell(p, inset(m.cell(i, k), 1), cell)
		}
		for k, cell := range row.sides {
			p.text(cell.text, m.sideCell(i, k).right(), n.baseline(middle), right, n)
		}
	}
}

func (m *matrix) drawCell(p *painter, at rect, cell matrixCell) {
	t := tone{fill: m.o.Palette.Background, ink: m.o.Palette.Secondary}
	if !math.IsNaN(cell.heat) {
		t = m.ramp.at(cell.heat)
	}
	p.rect(at, t.fill)
	if cell.text == "" || at.w < cellTextMin {
		return
	}
	s, small := m.styles.number, m.styles.caption
	s.color, small.color = t.ink, t.ink
	if cell.below == "" || at.h < 2*labelLine || small.width(cell.below)+4 > at.w {
		p.text(s.face().fit(cell.text, s.size, at.w-4), at.centre(), s.baseline(at.middle()), centre, s)
		return
	}
	s.bold = true
	p.text(s.face().fit(cell.text, s.size, at.w-4), at.centre(), s.baseline(at.middle()-labelLine/2), centre, s)
	p.text(cell.below, at.centre(), small.baseline(at.middle()+labelLine/2), centre, small)
}
