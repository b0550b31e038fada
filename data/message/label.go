package message

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// label is a text that was stored in English, as it can be told by its words.
type label struct {
	key   string
	words *regexp.Regexp
	plain int // how many letters of it are its own
}

// The labels of changes, and the reasons why rows were rejected.
var (
	changeLabels = sync.OnceValue(func() []label { return labelsBelow("history.label.") })
	rejectLabels = sync.OnceValue(func() []label { return labelsBelow("reject.") })
	sourceLabels = sync.OnceValue(func() []label { return labelsBelow("rejects.from") })
)

// labelsBelow are those of the English catalogue, the one with the most words of its
// own first: "Edit segment {name}" is known before "Edit {name}".
func labelsBelow(prefix string) []label {
	var all []label
	for rest, text := range English().Below(prefix) {
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
		all = append(all, label{prefix + rest, regexp.MustCompile(pattern), plain + len(text) - at})
	}
	slices.SortFunc(all, func(a, b label) int {
		return cmp.Or(cmp.Compare(b.plain, a.plain), strings.Compare(a.key, b.key))
	})
	return all
}

var labelPlace = regexp.MustCompile(`\{([a-z]+)\}`)

// Label is how a change is called that the history keeps in English, so that it can
// be said in another language; words that nobody here gave it stay as they are.
func Label(words string) Message { return known(words, changeLabels()) }

// Reject is why a row was rejected, which reports and workspaces keep in English, so
// that it can be said in another language.
func Reject(words string) Message {
	if m := known(words, sourceLabels()); m.Key != verbatimKey {
		m.Args["reason"] = reasons(fmt.Sprint(m.Args["reason"]))
		return m
	}
	return reasons(words)
}

// reasons are one, or those of several answers of a row.
func reasons(words string) Message {
	var parts []Message
	for part := range strings.SplitSeq(words, "; ") {
		parts = append(parts, known(part, rejectLabels()))
	}
	return New("rejects.several", Args{"reasons": parts})
}

func known(words string, labels []label) Message {
	for _, l := range labels {
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
