package capture

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"cxworkbench/data"
	"cxworkbench/data/eventlog"
	"cxworkbench/data/message"
)

// Words is what a workspace calls its customers, channels, activities and so on.
// It is immutable and safe for concurrent use.
type Words struct {
	today      data.Day
	currency   string
	identity   func(string) []int64
	contact    Choice // the activity of a contact of which nothing more is said
	vocabulary vocabulary

	ids       []int64
	labels    []string
	byName    map[string][]int32 // customers by their whole name
	byWord    map[string][]int32 // customers by each word of it
	nameWords []string           // those words, sorted

	phrases map[string][]meaning
	longest int // words of the longest phrase
	names   map[Kind][]Choice
}

// meaning is what a phrase stands for.
type meaning struct {
	kind   Kind
	choice Choice
}

// mostNameWords is how many words of a name are compared.
const mostNameWords = 16

// NewWords reads the words of a log. identity gives the row ids of the customers
// whom another system knows by a text (an external id, an e-mail address, a
// telephone number); nil knows none. What is said everywhere is read in the given
// languages, the person's first, and always in English.
func NewWords(log *eventlog.Log, today data.Day, identity func(string) []int64, languages ...*message.Printer) *Words {
	if identity == nil {
		identity = func(string) []int64 { return nil }
	}
	if !slices.ContainsFunc(languages, func(p *message.Printer) bool { return p.Lang() == message.English().Lang() }) {
		languages = append(slices.Clone(languages), message.English())
	}
	w := &Words{
		today: today, currency: log.Settings.Currency, identity: identity, vocabulary: newVocabulary(languages),
		contact: Choice{Name: wordsOf(languages[0], "contact")[0]},
		ids:     log.CustomerIDs, labels: log.Labels, byName: map[string][]int32{}, byWord: map[string][]int32{},
		phrases: map[string][]meaning{}, names: map[Kind][]Choice{},
	}
	for c, label := range log.Labels {
		w.name(int32(c), label)
	}
	w.nameWords = make([]string, 0, len(w.byWord))
	for word := range w.byWord {
		w.nameWords = append(w.nameWords, word)
	}
	slices.Sort(w.nameWords)
	w.own(log)
	w.usual(log, languages)
	return w
}

func (w *Words) name(c int32, label string) {
	words := keysOf(label)
	if len(words) == 0 {
		return
	}
	words = words[:min(len(words), mostNameWords)]
	whole := strings.Join(words, " ")
	w.byName[whole] = append(w.byName[whole], c)
	for _, word := range words {
		if list := w.byWord[word]; len(list) == 0 || list[len(list)-1] != c {
			w.byWord[word] = append(list, c)
		}
	}
}

// own adds what the workspace itself calls things.
func (w *Words) own(log *eventlog.Log) {
	for _, a := range log.Activities {
		w.add(a.Name, Activity, Choice{Name: a.Name})
	}
	for _, c := range log.Channels[min(1, len(log.Channels)):] {
		w.add(c.Name, Channel, Choice{Name: c.Name})
	}
	for _, t := range log.Touchpoints[min(1, len(log.Touchpoints)):] {
		w.add(t.Name, Topic, Choice{Name: t.Name})
	}
	for _, p := range log.Products[min(1, len(log.Products)):] {
		w.add(p.Name, Topic, Choice{Name: p.Name, Product: true})
	}
	for _, category := range log.Categories {
		w.add(category, Topic, Choice{Name: category})
	}
}

func (w *Words) add(name string, kind Kind, choice Choice) {
	words := keysOf(name)
	if len(words) == 0 || len(words) > mostNameWords || len(words) == 1 && !telling(words[0]) {
		return
	}
	w.phrase(words, kind, choice)
	if kind != Topic || !choice.Product {
		if !slices.Contains(w.names[kind], choice) {
			w.names[kind] = append(w.names[kind], choice)
		}
	}
}

// telling reports whether a word is long enough to mean something by itself: a
// short one in Latin letters or digits does not.
func telling(word string) bool {
	letters, latin := 0, true
	for _, r := range word {
		if unicode.IsLetter(r) {
			letters++
		}
		latin = latin && (r < 0x250 || unicode.IsDigit(r))
	}
	return letters >= 3 || letters > 0 && !latin
}

// Names lists what the workspace, and people usually, call channels or activities.
func (w *Words) Names(kind Kind) []string {
	var out []string
	for _, choice := range w.names[kind] {
		if !slices.Contains(out, choice.Name) {
			out = append(out, choice.Name)
		}
	}
	return out
}

func (w *Words) phrase(words []string, kind Kind, choice Choice) {
	key := strings.Join(words, " ")
	w.longest = max(w.longest, len(words))
	for _, known := range w.phrases[key] {
		if known.kind == kind {
			return // the workspace's own word comes first
		}
	}
	w.phrases[key] = append(w.phrases[key], meaning{kind, choice})
}

// others gives a choice and after it all others of its kind.
func (w *Words) others(kind Kind, first Choice) []Choice {
	out := []Choice{first}
	for _, c := range w.names[kind] {
		if c != first {
			out = append(out, c)
		}
	}
	return out
}

// keyOf is a word as it is compared: without case, accents and the punctuation
// around it.
func keyOf(word string) string {
	trimmed := strings.TrimFunc(word, func(r rune) bool { return unicode.IsPunct(r) || unicode.Is(unicode.Cf, r) })
	if trimmed == "" {
		trimmed = word
	}
	var out strings.Builder
	for _, r := range norm.NFKD.String(trimmed) {
		if !unicode.Is(unicode.Mn, r) {
			out.WriteRune(unicode.ToLower(r))
		}
	}
	if out.Len() == 0 {
		return trimmed
	}
	return out.String()
}

func keysOf(text string) []string {
	var keys []string
	for _, field := range strings.Fields(text) {
		keys = append(keys, keyOf(field))
	}
	return keys
}
