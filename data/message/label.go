package message

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// label is how a change is called in the history, as it can be told by its words.
type label struct {
	key   string
	words *regexp.Regexp
	plain int // how many letters of it are its own
}

const labelPrefix = "history.label."

// labels are those of the English catalogue, the one with the most words of its own
// first: "Edit segment {name}" is known before "Edit {name}".
var labels = sync.OnceValue(func() []label {
	var all []label
	for rest, text := range English().Below(labelPrefix) {
		pattern, plain, at := "^(?s)", 0, 0
		for _, span := range labelPlace.FindAllStringSubmatchIndex(text, -1) {
			own, name, fits := text[at:span[0]], text[span[2]:span[3]], ".*"
			if name == "n" {
				fits = "[0-9]+"
			}
			pattern += regexp.QuoteMeta(own) + "(?P<" + name + ">" + fits + ")"
			plain, at = plain+len(own), span[1]
		}
		pattern += regexp.QuoteMeta(text[at:]) + "$"
		all = append(all, label{labelPrefix + rest, regexp.MustCompile(pattern), plain + len(text) - at})
	}
	slices.SortFunc(all, func(a, b label) int {
		return cmp.Or(cmp.Compare(b.plain, a.plain), strings.Compare(a.key, b.key))
	})
	return all
})

var labelPlace = regexp.MustCompile(`\{([a-z]+)\}`)

// Label is how a change is called that the history keeps in English, so that it can
// be said in another language; words that nobody here gave it stay as they are.
func Label(words string) Message {
	for _, l := range labels() {
		found := l.words.FindStringSubmatch(words)
		if found == nil {
			continue
		}
		args := Args{}
		for i, name := range l.words.SubexpNames()[1:] {
			args[name] = found[i+1]
			if n, err := strconv.Atoi(found[i+1]); err == nil && name == "n" {
				args[name] = n
			}
		}
		return New(l.key, args)
	}
	return Verbatim(words)
}
