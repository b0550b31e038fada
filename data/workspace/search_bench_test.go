package workspace

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"cxworkbench/data"
)

// BenchmarkSearch measures the first 50 hits of what people type, in a workspace
// of 1 M interactions with notes of 100,000 customers. Making it takes minutes;
// CX_SEARCH_FILE names a file to keep it in between runs.
func BenchmarkSearch(b *testing.B) {
	w := searchWorkspace(b)
	for _, q := range []struct{ what, text string }{
		{"rare word", "xylograph"},
		{"word of most notes", "customer"},
		{"short word of most notes", "the"},
		{"word of every tenth note", "delivery"},
		{"beginning of 1 letter", "s"},
		{"beginning of 2 letters", "de"},
		{"beginning of 3 letters", "del"},
		{"beginning of 4 letters", "deli"},
		{"beginning of 5 letters", "deliv"},
		{"two words of most notes", "the customer"},
		{"two common words", "customer delivery"},
		{"two common words never together", "delivery refund"},
		{"common and rare word", "customer xylograph"},
		{"two words never together", "quixotic xylograph"},
		{"two words in a row", "customer-delivery"},
		{"name", "Zoë Marchetti"},
		{"address", "zoe.marchetti.7007@example.com"},
		{"one Chinese character", "船"},
		{"Chinese words", "东京 船"},
		{"Chinese words in a row", "货物东京"},
		{"nothing", "qqqq"},
	} {
		b.Run(q.what, func(b *testing.B) {
			hits := 0
			for b.Loop() {
				found, err := w.Search(b.Context(), q.text, 50)
				if err != nil {
					b.Fatal(err)
				}
				hits = len(found)
			}
			b.ReportMetric(float64(hits), "hits")
		})
	}
}

func searchWorkspace(b *testing.B) *Workspace {
	b.Helper()
	path := os.Getenv("CX_SEARCH_FILE")
	if path == "" {
		path = filepath.Join(b.TempDir(), "search.cxw")
	}
	var w *Workspace
	var err error
	if exists(path) {
		w, err = Open(context.Background(), path)
	} else if w, err = Create(context.Background(), path, data.Settings{Name: "Test", Zone: "UTC", Currency: "EUR", AsOf: data.NoDay}); err == nil {
		err = w.Write(context.Background(), "Import", func(tx *Tx) error { return addNotes(tx, 1_000_000) })
	}
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		if err := w.Close(); err != nil {
			b.Error(err)
		}
	})
	return w
}

// addNotes adds interactions with notes of a tenth as many customers with names
// and addresses, as an import does. The words are as unequal as a language's.
func addNotes(tx *Tx, rows int) error {
	id, err := tx.BeginImport("notes.csv", 0)
	if err != nil {
		return err
	}
	activity, _, err := tx.Activity("Support call", data.KindService, data.PushPull)
	if err != nil {
		return err
	}
	random := rand.New(rand.NewPCG(1, 3))
	vocabulary := inventWords(random, 20_000)
	zipf := rand.NewZipf(random, 1.1, 2, uint64(len(vocabulary)-1))
	var customer int64
	for i := range rows {
		o := Origin{ImportID: id, Ordinal: i + 1}
		if i%10 == 0 {
			first, last := vocabulary[random.IntN(500)], vocabulary[random.IntN(len(vocabulary))]
			if i%10_000 == 70 {
				first, last = "Zoë", "Marchetti"
			}
			address := fmt.Sprintf("%s.%s.%d@example.com", foldText(first), foldText(last), i/10)
			c := data.Customer{Name: first + " " + last, Identities: []data.Identity{{Kind: data.IdentityExternal, Value: fmt.Sprint("C", i/10)}, {Kind: data.IdentityEmail, Value: address}}}
			if customer, err = tx.AddCustomer(&c, o); err != nil {
				return err
			}
		}
		note := inventNote(random, zipf, vocabulary, i)
		when := data.AtMillis(int64(1_500_000_000_000) + random.Int64N(8*365)*int64(24*time.Hour/time.Millisecond) + int64(i))
		in := data.Interaction{CustomerID: customer, ActivityID: activity, When: when, Note: note}
		if err := tx.AddInteraction(&in, o, int64(i+1)); err != nil {
			return err
		}
	}
	return nil
}

// inventNote writes 4 to 15 words; what is looked for stands in a known share of
// the notes.
func inventNote(random *rand.Rand, zipf *rand.Zipf, vocabulary []string, i int) string {
	var words []string
	if i%10 < 7 {
		words = append(words, "The customer")
	}
	if i%10 == 3 {
		words = append(words, "delivery")
	} else if i%10 == 6 {
		words = append(words, "refund")
	}
	for range 4 + random.IntN(12) {
		words = append(words, vocabulary[zipf.Uint64()])
	}
	switch {
	case i%300_000 == 17:
		words = append(words, "xylograph")
	case i%300_000 == 18:
		words = append(words, "quixotic")
	case i%20 == 4:
		words = append(words, "货物东京港口")
	case i%20 == 5:
		words = append(words, "船已到东京")
	}
	return strings.Join(words, " ")
}

func inventWords(random *rand.Rand, n int) []string {
	const consonants, vowels = "bcdfghklmnprstvw", "aeiou"
	words := make([]string, n)
	for i := range words {
		var word strings.Builder
		for range 1 + random.IntN(4) {
			word.WriteByte(consonants[random.IntN(len(consonants))])
			word.WriteByte(vowels[random.IntN(len(vowels))])
		}
		words[i] = word.String()
	}
	return words
}
