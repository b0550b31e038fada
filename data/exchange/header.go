package exchange

import (
	"html"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Bounds of what is looked at before the data.
const (
	mostTitleRows = 15
	headerSample  = 200 // rows below a header that are compared with it
	longestName   = 300 // characters of a column's name
)

// header is what stands above the data.
type header struct {
	titles int      // rows before the names of the columns
	rows   int      // rows with names of columns
	names  []string // as many as there are columns; empty where the data only has numbers for them
}

// headerOf finds the header of rows that have no names by their format.
func (o Options) headerOf(rows [][]string) header {
	h := header{}
	switch {
	case o.TitleRows != 0:
		h.titles = min(max(o.TitleRows, 0), len(rows)-1)
	case !o.Header && !o.NoHeader && o.HeaderRows == 0:
		h.titles = titleRows(rows)
	}
	if o.NoHeader {
		return h
	}
	rows = rows[h.titles:]
	names, n := namesAbove(rows)
	if o.HeaderRows > 0 && o.HeaderRows != n {
		h.names, h.rows = joinedNames(rows[:min(o.HeaderRows, len(rows))]), min(o.HeaderRows, len(rows))
		return h
	}
	if n > 0 {
		h.names, h.rows = names, n
		return h
	}
	if !o.Header && o.TitleRows <= 0 && !looksLikeHeader(rows[0], rows[1:]) {
		return header{} // titles over a table without names cannot be told from data
	}
	h.names, h.rows = rows[0], 1
	return h
}

// titleRows counts the rows above a table that are a report's title, until a
// row that surely names the columns.
func titleRows(rows [][]string) int {
	usual := usualFilled(rows)
	for i := range min(len(rows)-1, mostTitleRows) {
		if isTitle(rows[i], usual) {
			continue
		}
		if surely, _ := namesColumns(rows[i], rows[i+1:]); i > 0 && (surely || len(rows[0]) == 1) {
			return i
		}
		return 0
	}
	return 0
}

// isTitle reports whether a row has but a cell or two, at its beginning, where
// those of the table have more.
func isTitle(row []string, usual int) bool {
	for i, cell := range row {
		if i > 1 && strings.TrimSpace(cell) != "" {
			return false
		}
	}
	n := filled(row)
	return n <= 2 && n < usual && (usual > 2 || len(row) < usual)
}

// usualFilled is how many cells a row of the table fills: the middle of the
// sample, which titles hardly move.
func usualFilled(rows [][]string) int {
	counts := make([]int, 0, headerSample)
	for _, row := range rows[:min(len(rows), headerSample)] {
		counts = append(counts, filled(row))
	}
	slices.Sort(counts)
	return counts[len(counts)/2]
}

func filled(row []string) int {
	n := 0
	for _, cell := range row {
		if strings.TrimSpace(cell) != "" {
			n++
		}
	}
	return n
}

// namesAbove reads headers of several rows, as survey tools and spreadsheets
// with merged cells write them; 0 rows where there is but one, or none.
func namesAbove(rows [][]string) (names []string, n int) {
	for n := 2; n <= 3 && n < len(rows); n++ {
		if share(rows[n-1], isImportID) >= 0.8 {
			return qualtricsNames(rows[0], rows[1:n-1], rows[n-1]), n
		}
	}
	if len(rows) < 3 {
		return nil, 0
	}
	switch {
	case isLegacyQualtrics(rows[0], rows[1]):
		return qualtricsNames(rows[0], rows[1:2], nil), 2
	case isAnswerRow(rows[0], rows[1]) || isGrouped(rows):
		return groupedNames(rows[0], rows[1]), 2
	}
	return nil, 0
}

// share is the part of the filled cells that are so.
func share(row []string, is func(string) bool) float64 {
	n := 0
	for _, cell := range row {
		if is(strings.TrimSpace(cell)) {
			n++
		}
	}
	return float64(n) / float64(max(filled(row), 1))
}

func isImportID(cell string) bool {
	return strings.HasPrefix(cell, "{") && strings.Contains(cell[:min(len(cell), 20)], "ImportId")
}

var (
	bareQuestion = regexp.MustCompile(`^(?i)(Q(ID)?[0-9]+([._ -].*)?|V[0-9]+)$`)
	markup       = regexp.MustCompile(`</?[a-zA-Z!][^<>]{0,200}>`)
)

func isLegacyQualtrics(first, second []string) bool {
	return share(first, bareQuestion.MatchString) >= 0.5 && slices.Contains(second, "ResponseID") && slices.Contains(second, "ResponseSet")
}

// qualtricsNames joins the names of questions with their texts; what Qualtrics
// itself records keeps the name that does not change with the language.
func qualtricsNames(ids []string, texts [][]string, imports []string) []string {
	names := make([]string, len(ids))
	for i, id := range ids {
		text := ""
		if len(texts) > 0 {
			text = at(texts[0], i)
		}
		switch {
		case imports != nil && !strings.Contains(at(imports, i), `"QID`), text == "" || text == id:
			names[i] = id
		case strings.HasPrefix(strings.ToUpper(id), "V") && bareQuestion.MatchString(id): // a column of the legacy export's own
			names[i] = text
		default:
			names[i] = cleanName(id) + ": " + cleanName(text)
		}
	}
	return names
}

var answerNames = []string{"response", "openendedresponse", "antwort", "offeneantwort", "reponse", "reponselibre", "respuesta", "respuestaabierta", "resposta", "respostaaberta"}

// isAnswerRow recognises the second row of a SurveyMonkey export, which names
// the choices of the question above it.
func isAnswerRow(first, second []string) bool {
	return filled(first) > 0 && share(second, func(cell string) bool { return slices.Contains(answerNames, squash(cell)) }) > 0 &&
		(at(second, 0) == "" || share(second, func(cell string) bool { return slices.Contains(answerNames, squash(cell)) }) >= 0.5)
}

// isGrouped recognises a row of names under a row of groups, whose cells were
// merged: the second row names columns that the first leaves blank, over values
// of a form that it has not itself.
func isGrouped(rows [][]string) bool {
	first, second, below := rows[0], rows[1], rows[2:min(len(rows), headerSample)]
	blank, telling := 0, false
	for i := range second {
		if at(first, i) != "" || at(second, i) == "" {
			continue
		}
		blank++
		profile := profileOf(below, i)
		telling = telling || profile.typed()
	}
	return blank >= 2 && blank*5 >= len(second) && telling && looksLikeHeader(second, below)
}

// groupedNames joins each name with the group over it, which reaches until the
// next.
func groupedNames(groups, choices []string) []string {
	names := make([]string, max(len(groups), len(choices)))
	group := ""
	for i := range names {
		own, choice := cleanName(at(groups, i)), cleanName(at(choices, i))
		if own != "" {
			group = own
		}
		switch {
		case choice == "" || slices.Contains(answerNames, squash(choice)) && own != "":
			names[i] = own
		case group == "":
			names[i] = choice
		default:
			names[i] = group + ": " + choice
		}
	}
	return names
}

// joinedNames joins the rows of a header that a person counted.
func joinedNames(rows [][]string) []string {
	names := rows[len(rows)-1]
	for i := len(rows) - 2; i >= 0; i-- {
		names = groupedNames(rows[i], names)
	}
	return names
}

// at gives a cell without blanks around it, or nothing where the row is short.
func at(row []string, i int) string {
	if i >= len(row) {
		return ""
	}
	return strings.TrimSpace(row[i])
}

// cleanName is a header in one line, without markup and within bounds.
func cleanName(s string) string {
	if strings.ContainsAny(s, "<&") {
		s = html.UnescapeString(markup.ReplaceAllString(s, " "))
	}
	s = strings.Join(strings.Fields(s), " ")
	if bare := strings.Trim(s, "\"`"); bare != "" {
		s = bare
	}
	if utf8.RuneCountInString(s) > longestName {
		s = string([]rune(s)[:longestName]) + "…"
	}
	return s
}

// distinctNames gives each column a name of its own: its header, or its number.
func distinctNames(names []string, width int) []string {
	out := make([]string, 0, width)
	used := map[string]bool{}
	next := map[string]int{}
	for i := range width {
		base := cleanName(at(names, i))
		if base == "" {
			base = strconv.Itoa(i + 1)
		}
		name := base
		for used[name] {
			next[base] = max(next[base], 1) + 1
			name = base + " (" + strconv.Itoa(next[base]) + ")"
		}
		used[name] = true
		out = append(out, name)
	}
	return out
}

// looksLikeHeader reports whether the first row names the columns.
func looksLikeHeader(first []string, rows [][]string) bool {
	surely, perhaps := namesColumns(first, rows)
	return surely || perhaps
}

// namesColumns reports whether a row names the columns of those below. It holds
// no values itself: surely with a known name or names over columns of values,
// perhaps with words that do not come again below.
func namesColumns(first []string, rows [][]string) (surely, perhaps bool) {
	again := false
	rows = rows[:min(len(rows), headerSample)]
	for i, cell := range first {
		if strings.TrimSpace(cell) == "" {
			continue
		}
		head := profileOf([][]string{first}, i)
		if head.typed() {
			return false, false
		}
		below := profileOf(rows, i)
		surely = surely || isKnownHeader(cell) || below.typed()
		again = again || below.distinct[strings.TrimSpace(cell)] > 0
	}
	return surely, !again
}

// knownHeaders are all names by which a field is known.
var knownHeaders = func() map[string]bool {
	out := map[string]bool{}
	for _, r := range rules {
		for _, name := range r.headers {
			out[name] = true
		}
	}
	return out
}()

func isKnownHeader(cell string) bool { return knownHeaders[squash(cell)] }
