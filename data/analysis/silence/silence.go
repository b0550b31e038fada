// Package silence answers: of whom have we heard nothing for longer than is usual
// where they stand, and longer than they ever keep quiet themselves? The habit of a
// stage is the gaps between meaningful contacts that began in it (definition C.31);
// that of a customer is its own gaps, as on its page.
package silence

import (
	"slices"
	"strings"

	"cxworkbench/data"
	"cxworkbench/data/analysis/maturity"
	"cxworkbench/data/eventlog"
	"cxworkbench/data/message"
)

// OptionName is where a workspace keeps what counts as a meaningful contact here, as
// Spec.String gives it.
const OptionName = "silence"

// FewGaps is the least number of gaps from which a stage has a habit of its own.
// With fewer it is held against that of all stages together.
const FewGaps = 10

// LostDays is the least silence that is called as good as gone: where everybody comes
// weekly, who has missed a month can be called.
const LostDays = 180

// Bands are the times since the last contact that the chart parts people by: each
// holds the days up to its number, the last one all the longer ones.
var Bands = [...]int{7, 14, 30, 60, 90, 180, 365, longest}

const (
	longest = 1<<31 - 1
	bands   = len(Bands)
)

// Spec says what is computed.
type Spec struct {
	Kinds []data.Kind // which contacts are meaningful, in the order of data.Kinds
}

// usual are the kinds by which one side speaks to the other. A mailing, a visit to
// the website, a log-in, an invitation to a survey and what has no known kind, as
// the payment of a bill, are no word between two people.
var usual = []data.Kind{
	data.KindEnquiry, data.KindProposal, data.KindPurchase, data.KindRefund, data.KindService, data.KindComplaint, data.KindReferral, data.KindCancel,
}

// Default is the workspace's own choice of kinds, else the usual ones, else, where
// the log has none of these, all that it has.
func Default(log *eventlog.Log) Spec {
	if spec, err := Parse(log.Options[OptionName]); err == nil {
		return spec
	}
	has := log.Kinds()
	for _, kind := range has {
		if slices.Contains(usual, kind) {
			return Spec{Kinds: usual}
		}
	}
	return Spec{Kinds: has}
}

// Parse reads kinds of activity with commas between them; at least one.
func Parse(text string) (Spec, error) {
	chosen := map[data.Kind]bool{}
	for word := range strings.SplitSeq(text, ",") {
		kind := data.Kind(strings.TrimSpace(word))
		if !kind.Valid() {
			return Spec{}, data.Errorf(data.CodeBadInput, "%q is no kind of activity; choose from: %s.", string(kind), join(data.Kinds))
		}
		chosen[kind] = true
	}
	var spec Spec
	for _, kind := range data.Kinds {
		if chosen[kind] {
			spec.Kinds = append(spec.Kinds, kind)
		}
	}
	return spec, nil
}

// String is what Parse reads back.
func (s Spec) String() string { return join(s.Kinds) }

func join(kinds []data.Kind) string {
	words := make([]string, len(kinds))
	for i, kind := range kinds {
		words[i] = string(kind)
	}
	return strings.Join(words, ",")
}

// State is how a customer's silence stands against the habits.
type State int8

// The states of customers who are here.
const (
	Within   State = iota // no longer than nine of ten gaps of its stage
	Beyond                // longer than that, and than nine of ten of its own gaps where it has enough of them
	Lost                  // the same, and for LostDays or more, longer than 99 of 100 gaps of its stage
	OwnWay                // longer than that, but not for this customer
	Unlike                // within the habit of its stage, but longer than nine of ten of its own gaps
	Never                 // no meaningful contact on record
	states   = 6
	notAsked = -1 // the filter leaves it out, it has left, or it is not here yet
)

// AllStages as the place of a Key means everybody who is here.
const AllStages = maturity.AnyStage

// Key names a number: of a stage, those in a band of days, or those in a state.
type Key struct {
	Place int // a rank, maturity.NoStage or AllStages
	Band  int // index of Bands, or AnyBand
	State State
	Whole bool // all states
}

// AnyBand as the Band of a Key means however long.
const AnyBand = -1

// Habit is the gaps between meaningful contacts, in days; days with several
// contacts count once. Figures are NaN where nothing can be said.
type Habit struct {
	Gaps              int
	Median, Low, High float64 // with the 95 % interval of order statistics
	P90, P99          float64 // by nearest rank, so that P99 of fewer than 100 is the longest
}

// Row is one stage.
type Row struct {
	Place    int
	People   int
	Bands    [bands]int
	States   [states]int
	Habit    Habit
	Borrowed bool    // too few gaps: the habit is that of all stages
	Silent   float64 // median days since the last contact of those who had one; NaN without
}

// Person is a customer's silence against the habits.
type Person struct {
	Customer  eventlog.CustomerIndex
	Place     int
	State     State
	Silence   int     // days since the last meaningful contact; -1 without one
	Usual     float64 // median gap of its stage; NaN without any
	Times     float64 // Silence / Usual
	OwnGaps   int
	OwnMedian float64 // of its own gaps; NaN with fewer than person.FewGaps
	Value     data.Money
}

// Result is the silence of everybody who is here. It is immutable.
type Result struct {
	Spec       Spec
	AsOf       data.Day
	Revision   int64
	Currency   string
	N          int // customers who are here
	Contacts   int // meaningful ones up to the as-of date, of everybody asked about
	States     [states]int
	Rows       []Row // by place, those with people
	All        Habit
	Watch      []eventlog.CustomerIndex // Beyond, the longest against P90 of its stage first
	Definition message.Message
	Finding    message.Message

	listener
}

// stand is where the silence of one customer stands.
type stand struct {
	silence int32 // days; -1 without a contact
	gaps    int32
	place   int8
	state   State
	beyond  bool // its own habit
}

// Band gives the index of the band of a number of days.
func Band(days int) int {
	for i, most := range Bands {
		if days <= most {
			return i
		}
	}
	return bands - 1
}

// Members lists the customers of a number.
func (r Result) Members(key Key) []eventlog.CustomerIndex {
	var out []eventlog.CustomerIndex
	for i := range r.people {
		p := &r.people[i]
		switch {
		case p.state == notAsked,
			key.Place != AllStages && int(p.place) != key.Place,
			!key.Whole && p.state != key.State,
			key.Band != AnyBand && (p.silence < 0 || Band(int(p.silence)) != key.Band):
			continue
		}
		out = append(out, eventlog.CustomerIndex(i))
	}
	return out
}

// Everybody names all who are here.
func Everybody() Key { return Key{Place: AllStages, Band: AnyBand, Whole: true} }

// InState names those of a state, wherever they stand.
func InState(s State) Key { return Key{Place: AllStages, Band: AnyBand, State: s} }
