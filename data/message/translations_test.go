package message_test

import (
	"flag"
	"regexp"
	"slices"
	"strings"
	"testing"

	"cxworkbench/data/message"
	"cxworkbench/resources"
)

// whole are the languages that are translated to the end and have to stay so: a
// text that is added in English is added in them too.
var whole = []string{"en", "de", "es", "fr", "pt"}

var language = flag.String("lang", "", "say what the translation to this language lacks")

// place is a {name} or {name|one|many} of a text, verb what an error's sentence has
// in its place.
var (
	place = regexp.MustCompile(`^[a-z_]+(\|[^{}|]*\|[^{}|]*)?$`)
	verb  = regexp.MustCompile(`%([-+ #0]*\d*(?:\.\d+)?)(?:\[(\d+)\])?([a-zA-Z%])`)
)

// verbs lists the arguments that a sentence formats and how, in their own order.
func verbs(format string) map[int]string {
	found, next := map[int]string{}, 1
	for _, part := range verb.FindAllStringSubmatch(format, -1) {
		if part[3] == "%" {
			continue
		}
		if part[2] != "" {
			next = int(part[2][0] - '0')
		}
		found[next] = part[1] + part[3]
		next++
	}
	return found
}

// Every text of every language has the places of the English one, and no other.
func TestTranslationsHaveThePlacesOfTheEnglish(t *testing.T) {
	english, sentences := catalogue(t, "en"), errorFormats(t)
	for _, lang := range resources.Languages() {
		if _, err := message.For(lang); err != nil {
			t.Error(err)
		}
		for key, text := range catalogue(t, lang) {
			if strings.TrimSpace(text) == "" || strings.Contains(strings.ReplaceAll(text, "!=", ""), "!") {
				t.Errorf("%s: %q says %q", lang, key, text)
			}
			from, known := english[key]
			if !known {
				t.Errorf("%s: there is no text %q in English", lang, key)
				continue
			}
			if _, sentence := sentences[key]; sentence {
				possible, needed, got := verbs(key), verbs(from), verbs(text)
				for n, verb := range got {
					if possible[n] != verb {
						t.Errorf("%s: argument %d of %q is formatted with %s, want %s", lang, n, text, verb, possible[n])
					}
				}
				for n := range needed {
					if got[n] == "" {
						t.Errorf("%s: argument %d is not in %q", lang, n, text)
					}
				}
				continue
			}
			for _, part := range strings.Split(text, "{")[1:] {
				inside, _, closed := strings.Cut(part, "}")
				if !closed || !place.MatchString(inside) {
					t.Errorf("%s: %s has a place {%s that is neither {name} nor {name|one|many}", lang, key, part)
				}
			}
			needed, possible := names(from)
			shown, used := names(text)
			for name := range needed {
				if !shown[name] {
					t.Errorf("%s: %s does not say {%s}: %q", lang, key, name, text)
				}
			}
			for name := range used {
				if !possible[name] {
					t.Errorf("%s: %s says {%s}, which the English does not: %q", lang, key, name, text)
				}
			}
		}
	}
}

// names gives the arguments that a text shows, and those that it uses in any way:
// of some only the form of a word depends, which is another in another language.
func names(text string) (shown, used map[string]bool) {
	shown, used = map[string]bool{}, map[string]bool{}
	for _, part := range strings.Split(text, "{")[1:] {
		inside, _, _ := strings.Cut(part, "}")
		name, _, form := strings.Cut(inside, "|")
		used[name] = true
		if !form {
			shown[name] = true
		}
	}
	return shown, used
}

// What is promised is there. With -lang de it says what German lacks.
func TestLanguagesAreWhole(t *testing.T) {
	english := catalogue(t, "en")
	for _, lang := range append(slices.Clone(whole), *language) {
		if lang == "" {
			continue
		}
		for _, key := range message.Missing(english, catalogue(t, lang)) {
			t.Errorf("%s lacks %q: %q", lang, key, english[key])
		}
	}
	offered := []string{}
	for _, p := range message.Offered() {
		offered = append(offered, p.Lang())
		if p.Name() == message.English().Name() && p.Lang() != "en" {
			t.Errorf("%s calls itself %s", p.Lang(), p.Name())
		}
	}
	for _, lang := range whole {
		if !slices.Contains(offered, lang) {
			t.Errorf("%s is not offered", lang)
		}
	}
}

// plainBlank is a blank at which a French sentence could break before its sign, or an
// apostrophe or quote of another language.
var plainBlank = regexp.MustCompile(` [:;?»%]( |$|\n)|« |[’“”„]`)

// French sets a blank that does not break before its signs, and its own quotes.
func TestFrenchSignsStayWithTheirWords(t *testing.T) {
	for key, text := range catalogue(t, "fr") {
		if strings.HasPrefix(key, "words.") || strings.HasPrefix(key, "find.") {
			continue // lists of words, no sentences
		}
		if at := plainBlank.FindStringIndex(text); at != nil {
			t.Errorf("%s: %q in %q", key, text[at[0]:at[1]], text)
		}
	}
}
