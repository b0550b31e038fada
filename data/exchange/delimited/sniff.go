package delimited

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"unicode/utf8"
)

// sampleSize and sampleRows bound what a delimiter is recognised from.
const (
	sampleSize = 256 << 10
	sampleRows = 500
)

// Recognise finds how a text is written, apart from what the options say. It
// reads src to its end unless the encoding is known from its beginning; name is
// for the sentences of its errors.
func Recognise(src io.Reader, name string, o Options) (Format, error) {
	head := make([]byte, sampleSize)
	n, err := io.ReadFull(src, head)
	whole := errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF)
	if err != nil && !whole {
		return Format{}, unreadable(err, name, 0)
	}
	head = head[:n]
	f := Format{Encoding: strings.ToLower(o.Encoding)}
	if f.Encoding == "" {
		if f.Encoding, err = recogniseEncoding(head, whole, src, name); err != nil {
			return Format{}, err
		}
	}
	text, err := decode(bytes.NewReader(head), f.Encoding)
	if err != nil {
		return Format{}, err
	}
	sample, err := io.ReadAll(text)
	if err != nil {
		return Format{}, unreadable(err, name, 0)
	}
	if whole && len(bytes.TrimSpace(sample)) == 0 {
		return Format{}, empty(name)
	}
	return shape(sample, whole, f, o)
}

// shape recognises line ends, lines before the table, delimiter, quote and
// escape from the beginning of the text.
func shape(sample []byte, whole bool, f Format, o Options) (Format, error) {
	feeds := bytes.IndexByte(sample, '\n') >= 0
	lone := bytes.Count(sample, []byte{'\r'}) > bytes.Count(sample, []byte("\r\n"))
	quotes, delimiters, err := candidates(o)
	if err != nil {
		return Format{}, err
	}
	var best Format
	var bestFit fit
	for _, end := range []byte{'\n', '\r'} {
		if end == '\r' && !lone || end == '\n' && lone && !feeds {
			continue
		}
		f.LineEnd = end
		got, gotFit := table(sample, whole, f, quotes, delimiters)
		// Lone returns end lines only where rows become more regular by it:
		// elsewhere they stand in cells.
		if best.LineEnd == 0 || gotFit.share > bestFit.share {
			best, bestFit = got, gotFit
		}
	}
	return best, nil
}

// candidates gives the quotes and delimiters to try; no delimiters where they
// are to be guessed.
func candidates(o Options) (quotes []byte, delimiters []rune, err error) {
	quotes = []byte{'"', '\''}
	if o.Quote != "" {
		quote, err := parseQuote(o.Quote)
		if err != nil {
			return nil, nil, err
		}
		quotes = []byte{quote}
	}
	if o.Delimiter != "" {
		delimiter, err := ParseDelimiter(o.Delimiter)
		if err != nil {
			return nil, nil, err
		}
		delimiters = []rune{delimiter}
	}
	return quotes, delimiters, nil
}

// table recognises the rest with the line ends of f.
func table(sample []byte, whole bool, f Format, quotes []byte, delimiters []rune) (Format, fit) {
	if f.LineEnd == '\r' {
		sample, _ = io.ReadAll(&oneLineEnd{src: bytes.NewReader(sample)}) // reading from memory does not fail
	}
	if !whole { // the last line may be cut
		if end := bytes.LastIndexByte(sample, '\n'); end >= 0 {
			sample = sample[:end+1]
		}
	}
	if said := separatorLine(sample); said != 0 {
		_, sample, _ = bytes.Cut(sample, []byte{'\n'})
		f.Skip = 1
		if delimiters == nil {
			delimiters = []rune{said}
		}
	}
	comments, rest := leadingComments(sample)
	if len(bytes.TrimSpace(rest)) == 0 { // rows that look like comments, then
		comments, rest = nil, sample
	}
	if delimiters == nil {
		delimiters = present(rest)
	}
	f, got := fitting(rest, f, delimiters, quotes)
	f.Skip += headAmong(comments, rest, f, got.common)
	return f, got
}

// usual are the delimiters in the order of how seldom they are in every row by
// chance, so that decimal commas do not outweigh semicolons. The unusual stand
// before blanks and must be in nearly every row.
var (
	usual   = []rune{'\t', ';', '|', ','}
	unusual = []rune{'\x1F', '\x01', '^', '~', '`', '¦', '§', ':'}
)

// present gives the delimiters to try on a sample.
func present(sample []byte) []rune {
	out := append([]rune(nil), usual...)
	for _, r := range unusual {
		if bytes.ContainsRune(sample, r) && (r != ':' || !clockColons(sample)) {
			out = append(out, r)
		}
	}
	return append(out, Blanks)
}

// clockColons reports whether most colons stand between digits, as in 12:30, or
// before a slash, as in addresses.
func clockColons(sample []byte) bool {
	digit := func(i int) bool { return i >= 0 && i < len(sample) && sample[i] >= '0' && sample[i] <= '9' }
	all, clock := 0, 0
	for i, b := range sample {
		if b != ':' {
			continue
		}
		all++
		if digit(i-1) && digit(i+1) || i+1 < len(sample) && sample[i+1] == '/' {
			clock++
		}
	}
	return clock*2 > all
}

// fitting gives the first of the candidates that fits best.
func fitting(sample []byte, f Format, delimiters []rune, quotes []byte) (Format, fit) {
	best, bestFit := f, fit{}
	best.Delimiter, best.Quote = ',', quotes[0]
	if len(delimiters) == 1 {
		best.Delimiter = delimiters[0]
	}
	for _, quote := range quotes {
		escapes := []byte{0}
		if quote != NoQuote && bytes.Contains(sample, []byte{Backslash, quote}) {
			escapes = append(escapes, Backslash)
		}
		for _, escape := range escapes {
			for _, delimiter := range delimiters {
				candidate := f
				candidate.Delimiter, candidate.Quote, candidate.Escape = delimiter, quote, escape
				if got := measure(sample, candidate); got.betterThan(bestFit) {
					best, bestFit = candidate, got
				}
			}
		}
	}
	return best, bestFit
}

// fit says how well a format explains a sample.
type fit struct {
	share  float64 // of rows with the commonest number of cells
	common int     // that number
	quoted int     // cells in quotes
	strays int     // quotes in quoted cells that are neither escaped nor the end
}

// betterThan wants clearly more rows explained, or as many with quotes that
// quote something, or as many with fewer strays.
func (a fit) betterThan(b fit) bool {
	const clearly = 0.02
	switch {
	case a.share > b.share+clearly:
		return true
	case a.share < b.share || a.share == 0:
		return false
	case b.quoted == 0:
		return a.quoted > 0
	}
	return a.quoted >= b.quoted && a.strays < b.strays
}

// regular is how many rows must be of one width for blanks and unusual
// delimiters to count: prose has blanks too.
const regular = 0.95

func measure(sample []byte, f Format) fit {
	f.LineEnd = '\n'
	r := newReader(bytes.NewReader(sample), "", f, 16<<10)
	var widths []int
	var out fit
	for len(widths) < sampleRows {
		row, err := r.Read()
		if err != nil { // the end, or a line without end
			break
		}
		widths = append(widths, len(row.Cells))
		out.quoted += r.quotedCells(row)
		out.strays += r.split.strays
	}
	out.common = commonest(widths)
	if out.common < 2 {
		return fit{}
	}
	same := 0
	for _, w := range widths {
		if w == out.common {
			same++
		}
	}
	out.share = float64(same) / float64(len(widths))
	if widths[0] != out.common {
		out.share /= 2 // a delimiter that the header lacks is none
	}
	if out.share < regular && !strings.ContainsRune(string(usual), f.Delimiter) {
		return fit{}
	}
	if f.Quote == '\'' && out.quoted <= out.strays {
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

// separatorLine reads a first line like "sep=;", which some spreadsheets write,
// also when it was saved again as a row of its own table ("sep=;;;").
func separatorLine(sample []byte) rune {
	line, _, _ := bytes.Cut(sample, []byte{'\n'})
	text := strings.Trim(strings.TrimRight(string(line), "\r"), `"`)
	if len(text) < len("sep=") || !strings.EqualFold(text[:len("sep=")], "sep=") {
		return 0
	}
	said := text[len("sep="):]
	if r, size := utf8.DecodeRuneInString(said); size > 0 && strings.Trim(said, string(r)) == "" {
		said = string(r)
	}
	delimiter, err := ParseDelimiter(said)
	if err != nil {
		return 0
	}
	return delimiter
}

// quotedComment begins a comment that is a cell of its own, as our exports write
// the definition line.
const quotedComment = `"# `

// leadingComments parts the lines that begin with # or // (and blank ones among
// them) from what follows.
func leadingComments(sample []byte) (comments []string, rest []byte) {
	rest = sample
	var blank []string
	for left := sample; len(left) > 0; {
		line, after, _ := bytes.Cut(left, []byte{'\n'})
		text := strings.TrimSpace(string(line))
		switch {
		case text == "":
			blank = append(blank, "")
		case strings.HasPrefix(text, "#") || strings.HasPrefix(text, "//") || strings.HasPrefix(text, quotedComment):
			comments = append(append(comments, blank...), string(bytes.TrimSuffix(line, []byte{'\r'})))
			blank, rest = nil, after
		default:
			return comments, rest
		}
		left = after
	}
	return comments, rest
}

// headAmong gives how many of the comment lines stand before the table: all,
// unless one is its header ("#id,name"). A comment that says something ("# made
// by hand, in May") is none where the row after the comments is one itself.
func headAmong(comments []string, rest []byte, f Format, common int) int {
	first, _, _ := bytes.Cut(bytes.TrimLeft(rest, "\r\n"), []byte{'\n'})
	headed := !bytes.ContainsAny(first, "0123456789")
	for i, line := range comments {
		talks := strings.HasPrefix(line, "# ") || strings.HasPrefix(line, "//") || strings.HasPrefix(line, quotedComment)
		if line == "" || talks && (headed || common < 2) {
			continue
		}
		s := newSplitter(f)
		s.reset()
		if !s.run([]byte(line), f) && len(s.spans) == max(common, 1) {
			return i
		}
	}
	return len(comments)
}
