package capture

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"cxworkbench/data"
	"cxworkbench/data/eventlog"
	"cxworkbench/data/message"
)

// usualChannels are the channels that most businesses have; their words, in the
// texts, begin with what a channel is called that the workspace does not know yet.
var usualChannels = []string{"phone", "email", "chat", "sms", "whatsapp", "store", "web", "social", "letter"}

// usualActivities are what happens everywhere.
var usualActivities = []data.Kind{
	data.KindComplaint, data.KindPurchase, data.KindRefund, data.KindEnquiry, data.KindProposal, data.KindService, data.KindReferral, data.KindCancel,
}

// none is what stands in the texts where a language has no such word.
const none = "–"

// wordsOf lists the words of a text in one language.
func wordsOf(p *message.Printer, key string) []string {
	var list []string
	for word := range strings.SplitSeq(p.T("words."+key), ",") {
		if word = strings.TrimSpace(word); word != none {
			list = append(list, word)
		}
	}
	return list
}

// wordsIn lists the words of a text in some languages.
func wordsIn(languages []*message.Printer, key string) []string {
	var list []string
	for _, p := range languages {
		list = append(list, wordsOf(p, key)...)
	}
	return list
}

// phrases are words, or several in a row, that mean the same.
type phrases struct {
	keys    map[string]bool
	longest int // words of the longest
}

func phrasesOf(list []string) phrases {
	p := phrases{keys: map[string]bool{}}
	for _, phrase := range list {
		words := keysOf(phrase)
		p.keys[strings.Join(words, " ")] = true
		p.longest = max(p.longest, len(words))
	}
	return p
}

// vocabulary is what is said everywhere, as it is compared.
type vocabulary struct {
	between  phrases // words that stand between parts and name nobody by themselves
	newly    []string
	promise  phrases
	promised phrases // words that only say that something was promised

	on, by, last, nextWeek, in, before, ago phrases
	today, yesterday, tomorrow              phrases
	weekdays, shortDays                     map[string]time.Weekday // short ones are read where a day is expected: after a promise
	numbers                                 map[string]int
	days, weeks, months                     phrases
}

func newVocabulary(languages []*message.Printer) vocabulary {
	of := func(key string) phrases { return phrasesOf(wordsIn(languages, key)) }
	v := vocabulary{
		between: of("between"), newly: wordsIn(languages, "new"), promise: of("promise"), promised: of("promised"),
		on: of("on"), by: of("by"), last: of("last"), nextWeek: of("week.next"), in: of("in"), before: of("ago.before"), ago: of("ago.after"),
		today: of("today"), yesterday: of("yesterday"), tomorrow: of("tomorrow"),
		weekdays: map[string]time.Weekday{}, shortDays: map[string]time.Weekday{}, numbers: map[string]int{},
		days: of("day"), weeks: of("week"), months: of("month"),
	}
	for _, p := range languages {
		for day := time.Sunday; day <= time.Saturday; day++ {
			for i, word := range wordsOf(p, "weekday."+strconv.Itoa(int(day))) {
				if i == 0 {
					v.weekdays[keyOf(word)] = day
				} else {
					v.shortDays[keyOf(word)] = day
				}
			}
		}
		for n := 1; n <= 10; n++ {
			for _, word := range wordsOf(p, "number."+strconv.Itoa(n)) {
				v.numbers[keyOf(word)] = n
			}
		}
	}
	return v
}

// usual adds the usual words for what the workspace has by another name.
func (w *Words) usual(log *eventlog.Log, languages []*message.Printer) {
	usually := func(kind Kind, key string) ([]string, Choice) {
		words := wordsIn(languages, string(kind)+"."+key)
		return words, Choice{Name: words[0]}
	}
	for _, channel := range usualChannels {
		words, choice := usually(Channel, channel)
		for _, known := range w.names[Channel] {
			if slices.ContainsFunc(words, func(word string) bool { return strings.Contains(keyOf(known.Name), keyOf(word)) }) {
				choice = known
				break
			}
		}
		w.usually(words, Channel, choice)
	}
	counts := make([]int, len(log.Activities))
	for _, code := range log.Events.Activity {
		counts[code]++
	}
	for _, kind := range usualActivities {
		words, choice := usually(Activity, string(kind))
		most := -1
		for code, a := range log.Activities {
			if a.Kind == kind && counts[code] > most {
				choice, most = Choice{Name: a.Name}, counts[code]
			}
		}
		w.usually(words, Activity, choice)
	}
}

func (w *Words) usually(words []string, kind Kind, choice Choice) {
	for _, word := range words {
		w.phrase(keysOf(word), kind, choice)
	}
	if !slices.Contains(w.names[kind], choice) {
		w.names[kind] = append(w.names[kind], choice)
	}
}
