package delimited

import (
	"bytes"
	"strings"
)

// sampleSize and sampleRows bound what a delimiter is recognised from.
const (
	sampleSize = 256 << 10
	sampleRows = 500
)

// shape recognises line ends, lines before the table, delimiter and quote from
// the beginning of the text.
func shape(sample []byte, whole bool, f Format, o Options) (Format, error) {
	f.LineEnd = '\n'
	if bytes.IndexByte(sample, '\n') < 0 && bytes.IndexByte(sample, '\r') >= 0 {
		f.LineEnd = '\r'
	}
	if !whole { // the last line may be cut
		if end := bytes.LastIndexByte(sample, f.LineEnd); end >= 0 {
			sample = sample[:end+1]
		}
	}
	said := separatorLine(sample)
	if said != 0 {
		f.Skip = 1
		if _, rest, ok := bytes.Cut(sample, []byte{f.LineEnd}); ok {
			sample = rest
		}
	}
	quotes := []byte{'"', '\''}
	if o.Quote != "" {
		quote, err := parseQuote(o.Quote)
		if err != nil {
			return Format{}, err
		}
		quotes = []byte{quote}
	}
	delimiters := []rune{'\t', ';', '|', ',', Blanks}
	switch {
	case o.Delimiter != "":
		delimiter, err := ParseDelimiter(o.Delimiter)
		if err != nil {
			return Format{}, err
		}
		delimiters = []rune{delimiter}
	case said != 0:
		delimiters = []rune{said}
	}
	return fitting(sample, f, delimiters, quotes), nil
}

// separatorLine reads a first line like "sep=;", which some spreadsheets write.
func separatorLine(sample []byte) rune {
	line, _, _ := bytes.Cut(sample, []byte{'\n'})
	said, ok := strings.CutPrefix(strings.TrimRight(string(line), "\r"), "sep=")
	if !ok {
		return 0
	}
	delimiter, err := ParseDelimiter(said)
	if err != nil {
		return 0
	}
	return delimiter
}

// fitting gives the first of the candidates that fits best. Candidates come in
// the order of how seldom they are in every row by chance, so that decimal
// commas do not outweigh semicolons.
func fitting(sample []byte, f Format, delimiters []rune, quotes []byte) Format {
	best, bestFit := f, fit{}
	best.Delimiter, best.Quote = ',', quotes[0]
	if len(delimiters) == 1 {
		best.Delimiter = delimiters[0]
	}
	for _, quote := range quotes {
		for _, delimiter := range delimiters {
			candidate := f
			candidate.Delimiter, candidate.Quote = delimiter, quote
			if got := measure(sample, candidate); got.betterThan(bestFit) {
				bestFit = got
				best.Delimiter, best.Quote = delimiter, quote
			}
		}
	}
	best.Skip += bestFit.comments
	return best
}

// fit says how well a format explains a sample.
type fit struct {
	share    float64 // of rows with the commonest number of cells
	quoted   int     // cells in quotes
	comments int     // leading lines to pass over: comments begin with # and are no rows
}

// betterThan wants clearly more rows explained, or as many with quotes that
// quote something.
func (a fit) betterThan(b fit) bool {
	const clearly = 0.02
	switch {
	case a.share > b.share+clearly:
		return true
	case a.share < b.share-clearly:
		return false
	}
	return a.quoted > b.quoted && a.share > 0 && b.quoted == 0 && a.share >= b.share
}

func measure(sample []byte, f Format) fit {
	r := newReader(bytes.NewReader(sample), Format{Delimiter: f.Delimiter, Quote: f.Quote, LineEnd: f.LineEnd}, "")
	var widths, commentEnds []int
	var out fit
	for len(widths) < sampleRows {
		row, err := r.Read()
		if err != nil { // the end, or a line without end
			break
		}
		widths = append(widths, len(row.Cells))
		if strings.HasPrefix(row.Raw, "#") && len(commentEnds) == len(widths)-1 {
			commentEnds = append(commentEnds, row.Line)
		}
		out.quoted += r.quotedCells(row)
	}
	common := commonest(widths)
	if common < 2 {
		return fit{}
	}
	for len(commentEnds) > 0 && len(widths) > 1 && widths[0] != common {
		out.comments, widths, commentEnds = commentEnds[0], widths[1:], commentEnds[1:]
	}
	same := 0
	for _, w := range widths {
		if w == common {
			same++
		}
	}
	out.share = float64(same) / float64(len(widths))
	if widths[0] != common {
		out.share /= 2 // a delimiter that the header lacks is none
	}
	if f.Delimiter == Blanks && out.share < blanksShare {
		return fit{} // prose has blanks too
	}
	if f.Quote == '\'' && out.quoted == 0 {
		return fit{} // an apostrophe, then
	}
	return out
}

// quotedCells counts the cells of a row that stand in quotes.
func (r *Reader) quotedCells(row Row) int {
	if row.Fault != "" || r.format.Quote == NoQuote {
		return 0
	}
	n := 0
	for _, sp := range r.split.spans {
		if sp.start > 0 && row.Raw[sp.start-1] == r.format.Quote {
			n++
		}
	}
	return n
}

// blanksShare is how regular rows must be for blanks to count as delimiters.
const blanksShare = 0.95

// commonest gives the most frequent width; the larger one where two are.
func commonest(widths []int) int {
	counts := map[int]int{}
	for _, w := range widths {
		counts[w]++
	}
	best := 0
	for w, n := range counts {
		if n > counts[best] || n == counts[best] && w > best {
			best = w
		}
	}
	return best
}
