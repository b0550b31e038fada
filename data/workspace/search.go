package workspace

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"

	"cxworkbench/data"
)

// Hit is one text that a search found.
type Hit struct {
	Noun       string // the table it stands in: customer, identity, interaction, response, ticket or ticket_event
	Row        int64  // its row id there
	CustomerID int64  // 0 where the record has no customer
	Label      string // how the customer is shown: by name, else by external id
	Context    string // the original text around the first word that fits
	When       data.Day
}

// Limits of what is searched for; what is beyond them is passed over.
const (
	mostPhrases = 16
	mostWords   = 64 // of one phrase
)

// phrasesOf reads what a person typed: words parted by blanks are looked for each
// for itself, those parted otherwise (Jean-Luc, ada@example.com, 東京) in a row.
func phrasesOf(text string) [][]string {
	var phrases [][]string
	for _, part := range strings.Fields(text) {
		var phrase []string
		eachWord(part, func(w word) bool {
			phrase = append(phrase, w.folded)
			return len(phrase) < mostWords
		})
		if len(phrase) > 0 {
			phrases = append(phrases, phrase)
		}
		if len(phrases) == mostPhrases {
			break
		}
	}
	return phrases
}

// matchOf writes phrases in FTS5's language: all must be there, the last word of
// each perhaps only begun. Folded words hold letters and digits, so that
// nothing in them has a meaning there. Of a last word only as many letters are
// asked for as most says.
func matchOf(phrases [][]string, most int) string {
	terms := make([]string, len(phrases))
	for i, phrase := range phrases {
		last := len(phrase) - 1
		words := append(slices.Clone(phrase[:last]), firstLetters(phrase[last], most))
		terms[i] = `"` + strings.Join(words, " ") + `"*`
	}
	return strings.Join(terms, " AND ")
}

func firstLetters(word string, most int) string {
	for i := range word {
		if most--; most < 0 {
			return word[:i]
		}
	}
	return word
}

// Search finds texts that hold every word, or a word that begins like it, without
// regard to case and accents: names first, then the newest. A customer whose name
// and identities fit is listed once.
func (w *Workspace) Search(ctx context.Context, text string, limit int) (hits []Hit, err error) {
	phrases := phrasesOf(text)
	if len(phrases) == 0 || limit <= 0 {
		return nil, nil
	}
	err = w.read(ctx, func(conn *sqlite.Conn) error {
		defer conn.SetInterrupt(conn.SetInterrupt(ctx.Done()))
		settings, err := readSettings(conn)
		if err != nil {
			return err
		}
		zone, err := settings.Location()
		if err != nil {
			return data.Wrap(err, data.CodeDamaged, "The workspace says that its zone is %q, which is not known here; update the program.", settings.Zone)
		}
		hits, err = findHits(conn, phrases, limit, zone)
		return err
	})
	if err != nil {
		return nil, err
	}
	// The index knows days in UTC; the zone's may differ by one.
	slices.SortStableFunc(hits, func(a, b Hit) int { return cmp.Compare(b.order(), a.order()) })
	return hits, nil
}

// order is larger for what is listed first: names, then newer records.
func (h Hit) order() int64 {
	if !h.When.Known() {
		return math.MaxInt64
	}
	return int64(h.When)
}

// How texts are looked for. The index has lists of its own for the first letters
// of words (prefix='1 2 3' in migration 0003), read from the newest on. For more
// letters FTS5 puts a list together from those of all words that begin so, which
// takes long for common ones. So the list of the first letters comes first, each
// text on it compared with what is looked for; where few of them fit, words that
// begin with all the letters are rare, and FTS5 is quick.
const (
	indexedLetters = 3
	mostCompared   = 2_000
	allLetters     = math.MaxInt
)

// firstName is the lowest number of a name or an identity (see 0003_search.sql).
const firstName = 2 << 61

// finder collects the first texts that fit, in the order of the index.
type finder struct {
	conn    *sqlite.Conn
	phrases [][]string
	zone    *time.Location
	limit   int
	hits    []Hit
	named   map[int64]bool // customers whose name or identity is a hit
}

func findHits(conn *sqlite.Conn, phrases [][]string, limit int, zone *time.Location) ([]Hit, error) {
	f := &finder{conn: conn, phrases: phrases, zone: zone, limit: limit, named: map[int64]bool{}}
	for _, span := range [][2]int64{{firstName, math.MaxInt64}, {0, firstName - 1}} {
		next, err := f.scan(span[0], span[1], indexedLetters)
		if err == nil && next >= span[0] {
			_, err = f.scan(span[0], next, allLetters)
		}
		if err != nil {
			return nil, err
		}
	}
	return f.hits, nil
}

// scan looks through the texts numbered from high down to low by that many first
// letters of the last words. It stops at the limit, or where too many did not
// fit, and then gives the number to go on from; -1 where it is done.
func (f *finder) scan(low, high int64, letters int) (next int64, err error) {
	stmt, err := f.conn.Prepare(`SELECT q.rowid, q.folded FROM search q WHERE q.search MATCH ? AND q.rowid BETWEEN ? AND ? ORDER BY q.rowid DESC`)
	if err != nil {
		return 0, err
	}
	defer stmt.Reset() // the error of Step is the one to tell
	match := matchOf(f.phrases, letters)
	whole := match == matchOf(f.phrases, allLetters)
	stmt.BindText(1, match)
	stmt.BindInt64(2, low)
	stmt.BindInt64(3, high)
	for compared := 0; len(f.hits) < f.limit; compared++ {
		more, err := stmt.Step()
		if err != nil {
			return 0, fmt.Errorf("search: %w", err)
		}
		if !more {
			break
		}
		id := stmt.ColumnInt64(0)
		switch {
		case whole:
		case compared == mostCompared:
			return id, nil
		case !holds(stmt.ColumnText(1), f.phrases):
			continue
		}
		if err := f.add(id); err != nil {
			return 0, err
		}
	}
	return -1, nil
}

// holds reports whether a folded text has every phrase, the last word of each
// perhaps only begun.
func holds(folded string, phrases [][]string) bool {
	folded = " " + folded
	for _, phrase := range phrases {
		if !strings.Contains(folded, " "+strings.Join(phrase, " ")) {
			return false
		}
	}
	return true
}

// add lists a text, unless it is one more name of a customer who is listed.
func (f *finder) add(id int64) error {
	hit, found, err := readHit(f.conn, id, f.phrases, f.zone)
	if err != nil || !found || !hit.When.Known() && f.named[hit.CustomerID] {
		return err
	}
	f.named[hit.CustomerID] = true
	f.hits = append(f.hits, hit)
	return nil
}

// readHit reads the original of an indexed text.
func readHit(conn *sqlite.Conn, id int64, phrases [][]string, zone *time.Location) (hit Hit, found bool, err error) {
	for _, s := range searchables {
		if id&7 != s.noun {
			continue
		}
		err = sqlitex.Execute(conn, fmt.Sprintf(`SELECT s.id, coalesce(c.id, 0), CASE WHEN c.name <> '' THEN c.name ELSE coalesce((SELECT value FROM identity
			WHERE customer_id = c.id AND kind = 'external' ORDER BY id LIMIT 1), '') END, %s, %s FROM %s WHERE s.id = ?`, s.text, s.when, s.from),
			&sqlitex.ExecOptions{Args: []any{id >> 3 & 0x1FFFFFFFFFF}, ResultFunc: func(stmt *sqlite.Stmt) error {
				found = true
				hit = Hit{
					Noun: s.name, Row: stmt.ColumnInt64(0), CustomerID: stmt.ColumnInt64(1), Label: stmt.ColumnText(2),
					Context: contextOf(stmt.ColumnText(3), phrases), When: data.NoDay,
				}
				if stmt.ColumnIsNull(4) && stmt.ColumnIsNull(5) {
					return nil
				}
				when, err := scanMoment(stmt, 4)
				if err == nil {
					hit.When = when.DayIn(zone)
				}
				return err
			}})
	}
	if err != nil {
		return hit, false, fmt.Errorf("read what was found: %w", err)
	}
	return hit, found, nil
}

// How much of a text is shown around what was found, in bytes.
const (
	contextBefore = 40
	contextAfter  = 120
)

// contextOf cuts a piece of whole words out of the original text around the
// first place where one of the phrases stands. Line ends become blanks.
func contextOf(text string, phrases [][]string) string {
	var words []word
	at, found := 0, false
	eachWord(text, func(w word) bool {
		words = append(words, w)
		for _, phrase := range phrases {
			if !found && endsWith(words, phrase) {
				at, found = len(words)-len(phrase), true
			}
		}
		return !found || w.start < words[at].start+contextAfter
	})
	if len(words) == 0 {
		return ""
	}
	first, last := at, at
	for first > 0 && words[first-1].start >= words[at].start-contextBefore {
		first--
	}
	for last+1 < len(words) && words[last+1].end <= words[at].start+contextAfter {
		last++
	}
	from, to := words[first].start, min(words[last].end, words[at].start+2*contextAfter)
	before, after := "… ", " …"
	if from <= contextBefore && first == 0 {
		from, before = 0, ""
	}
	if len(text)-to <= contextBefore && last == len(words)-1 {
		to, after = len(text), ""
	}
	return before + strings.Join(strings.Fields(strings.ToValidUTF8(text[from:to], "")), " ") + after
}

// endsWith reports whether a phrase ends the words, its last word perhaps only begun.
func endsWith(words []word, phrase []string) bool {
	if len(words) < len(phrase) {
		return false
	}
	last := len(phrase) - 1
	tail := words[len(words)-len(phrase):]
	for i, want := range phrase {
		if tail[i].folded != want && (i < last || !strings.HasPrefix(tail[i].folded, want)) {
			return false
		}
	}
	return true
}
