package grid

import "strings"

const (
	pageRows  = 128
	pagesKept = 64 // some eight thousand rows
)

// pages keeps the rows that were fetched last. One fetch is under way at a time;
// when it arrives, what is visible then is asked for, so that dragging through a
// million rows does not queue up pages that nobody will see.
type pages struct {
	rows   int
	fetch  Fetch
	loaded map[int][][]string
	recent []int // page numbers, the oldest first
	busy   bool
	source int // counts sources; what arrives for an older one is dropped
}

func (p *pages) reset(rows int, fetch Fetch) {
	p.rows, p.fetch = rows, fetch
	p.loaded = map[int][][]string{}
	p.recent = p.recent[:0]
	p.busy = false
	p.source++
}

// row gives a row's cells, or nil if they are not there.
func (p *pages) row(i int) []string {
	page := p.loaded[i/pageRows]
	if at := i % pageRows; at < len(page) {
		return page[at]
	}
	return nil
}

// want sees to it that rows from to to will be there, and calls arrived for what
// comes later than now.
func (p *pages) want(from, to int, arrived func()) {
	if p.fetch == nil {
		return
	}
	for page := from / pageRows; page*pageRows < to && !p.busy; page++ {
		if _, ok := p.loaded[page]; ok {
			continue
		}
		p.busy = true
		source, later := p.source, false
		p.fetch(page*pageRows, min((page+1)*pageRows, p.rows), func(rows [][]string) {
			if source != p.source {
				return
			}
			p.busy = false
			p.keep(page, rows)
			if later {
				arrived()
			}
		})
		later = true
	}
}

func (p *pages) keep(page int, rows [][]string) {
	if len(p.recent) == pagesKept {
		delete(p.loaded, p.recent[0])
		p.recent = append(p.recent[:0], p.recent[1:]...)
	}
	p.recent = append(p.recent, page)
	p.loaded[page] = rows
}

// tabSeparated is a row as spreadsheets paste it; tabs and line breaks within a
// cell become spaces.
func tabSeparated(cells []string) string {
	clean := strings.NewReplacer("\t", " ", "\r\n", " ", "\n", " ", "\r", " ")
	out := make([]string, len(cells))
	for i, cell := range cells {
		out[i] = clean.Replace(cell)
	}
	return strings.Join(out, "\t")
}
