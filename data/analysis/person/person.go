// Package person answers: how does one customer stand against its own past? All
// is of one customer's records up to a day; where there are too few of them to
// tell a habit from chance it says so instead.
package person

import (
	"context"
	"math"
	"slices"
	"strconv"

	"cxworkbench/data"
	"cxworkbench/data/analysis"
	"cxworkbench/data/analysis/interval"
	"cxworkbench/data/eventlog"
	"cxworkbench/data/message"
)

// The least that is asked for before a habit is spoken of.
const (
	// FewGaps is the least number of gaps between contacts. A silence that is as
	// long as any of nine gaps outlasts all of them by chance one time in ten.
	FewGaps = 9
	// FewScores is the least number of earlier scores that a score is held against.
	FewScores = 5
	// FewContacts is the least number of contacts on each side of a comparison of
	// channels, as for any verdict on channels (definition C.12).
	FewContacts = 10
	// FewTouches is the least number of touches with an emotion for a verdict on peak
	// and end.
	FewTouches = 5
)

// Spec says what is computed.
type Spec struct {
	Weight float64 // of the newest touch in the impression, over 0 and up to 1; 0.3 by definition C.16
	Recent int     // days that "lately" means for channels
}

// OptionName is where a workspace keeps the weight of the newest touch here, as a
// number.
const OptionName = "impression"

// Default is the documented default with the workspace's own weight, where it has
// one.
func Default(log *eventlog.Log) Spec {
	s := Spec{Weight: 0.3, Recent: 90}
	if own, err := strconv.ParseFloat(log.Options[OptionName], 64); err == nil && own > 0 && own <= 1 {
		s.Weight = own
	}
	return s
}

// Touch is a contact with a known emotion. See definition C.16.
type Touch struct {
	Day        data.Day
	Emotion    int     // -2..+2
	Impression float64 // after this touch
	Event      int     // position in the log's events
}

// Felt is the course of the emotions: peak, end, and what they leave behind.
type Felt struct {
	Touches   []Touch // by time
	Peak, End int     // positions in Touches; -1 where there are none
	PeakEnd   float64 // (peak + end) / 2; NaN where there are none
	Mean      float64 // of all emotions
	Gap       float64 // PeakEnd - Mean
}

// Enough reports whether peak and end can be spoken of.
func (f Felt) Enough() bool { return len(f.Touches) >= FewTouches }

// Habit is the rhythm of the contacts. Days with several contacts count once.
type Habit struct {
	Gaps    int     // between contact days
	Median  float64 // days; NaN without gaps
	Last    data.Day
	Silence int     // days from the last contact to the as-of day; 0 without contacts
	Shorter int     // gaps shorter than the silence
	Rank    float64 // where the silence stands among the gaps, 0..1, ties half; NaN without gaps
}

// Enough reports whether there are gaps enough to speak of a habit.
func (h Habit) Enough() bool { return h.Gaps >= FewGaps }

// Beyond reports whether the silence is longer than at least nine in ten of the
// customer's own gaps: the 90th percentile of definition C.31, against itself
// instead of its stage.
func (h Habit) Beyond() bool { return h.Enough() && h.Rank >= 0.9 }

// Score is the latest answer to a metric against the customer's earlier ones.
type Score struct {
	Metric   data.Metric
	Last     float64
	Day      data.Day
	Response int     // position in the log's responses
	Earlier  int     // how many before it
	Mean     float64 // of the earlier; NaN without any
	// Low and High are what the next score is expected to be between, with 95 %: the
	// prediction interval of a normal sample; NaN with too few.
	Low, High float64
}

// Enough reports whether the score can be held against earlier ones.
func (s Score) Enough() bool { return s.Earlier >= FewScores }

// Unusual reports whether the score lies outside what its past lets one expect.
func (s Score) Unusual() bool { return s.Enough() && (s.Last < s.Low || s.Last > s.High) }

// Channel is the share of a channel in the contacts, lately and before.
type Channel struct {
	Channel        data.Channel
	Lately, Before int
}

// Mix is how the contacts part by channel, those without one left out.
type Mix struct {
	Since          data.Day // the first day of "lately"
	Lately, Before int
	Channels       []Channel // the largest change of share first
}

// Enough reports whether both sides have contacts enough.
func (m Mix) Enough() bool { return m.Lately >= FewContacts && m.Before >= FewContacts }

// Changed reports whether the channel that changed most did so by more than chance
// explains: the Wilson intervals of its shares do not overlap.
func (m Mix) Changed() bool {
	if !m.Enough() || len(m.Channels) == 0 {
		return false
	}
	c := m.Channels[0]
	low1, high1 := interval.Wilson(c.Lately, m.Lately)
	low2, high2 := interval.Wilson(c.Before, m.Before)
	return low1 > high2 || low2 > high1
}

// Phase is the contacts of a phase of experience.
type Phase struct {
	Phase data.Phase
	N     int
	Felt  int     // of them, with a known emotion
	Mean  float64 // of those; NaN without any
}

// Result is a customer against its own past. It is immutable.
type Result struct {
	Customer   eventlog.CustomerIndex
	AsOf       data.Day
	Revision   int64
	Weight     float64
	Contacts   int // interactions up to the as-of day
	Felt       Felt
	Habit      Habit
	Scores     []Score // one a metric, in the order of the metrics
	Mix        Mix
	Phases     [4]Phase
	Finding    message.Message // of the impression
	Definition message.Message
}

// Build looks at one customer.
func Build(ctx context.Context, log *eventlog.Log, q analysis.Query, s Spec, c eventlog.CustomerIndex) (Result, error) {
	if !(s.Weight > 0 && s.Weight <= 1) || s.Recent < 1 {
		return Result{}, data.Errorf(data.CodeBadInput, "The weight of the newest touch is between 0 and 1, and lately means at least a day; %g and %d are not.", s.Weight, s.Recent)
	}
	if c < 0 || int(c) >= log.Customers() {
		return Result{}, data.Errorf(data.CodeNotFound, "This customer is not in the workspace any more.")
	}
	from, to := log.EventRange(c)
	days := log.Events.Day[from:to]
	n, _ := slices.BinarySearch(days, q.AsOf+1)
	r := Result{
		Customer: c, AsOf: q.AsOf, Revision: log.Revision, Weight: s.Weight, Contacts: n,
		Felt: felt(log, from, from+n, s.Weight), Habit: habit(days[:n], q.AsOf), Scores: scores(log, c, q.AsOf),
		Mix: mix(log, from, from+n, q.AsOf-data.Day(s.Recent)+1), Phases: phases(log, from, from+n),
	}
	r.Finding, r.Definition = r.finding(), r.definition()
	return r, ctx.Err()
}

func felt(log *eventlog.Log, from, to int, weight float64) Felt {
	f := Felt{Peak: -1, End: -1, PeakEnd: math.NaN(), Mean: math.NaN(), Gap: math.NaN()}
	sum, impression := 0, 0.0
	for i := from; i < to; i++ {
		emotion := log.Events.Emotion[i]
		if emotion == eventlog.NoEmotion {
			continue
		}
		e := int(emotion)
		impression = weight*float64(e) + (1-weight)*impression
		if len(f.Touches) == 0 {
			impression = float64(e) // nothing was there before the first
		}
		f.Touches = append(f.Touches, Touch{log.Events.Day[i], e, impression, i})
		sum += e
		// Of equal peaks the later one is remembered.
		if f.Peak < 0 || abs(e) >= abs(f.Touches[f.Peak].Emotion) {
			f.Peak = len(f.Touches) - 1
		}
	}
	if n := len(f.Touches); n > 0 {
		f.End = n - 1
		f.PeakEnd = float64(f.Touches[f.Peak].Emotion+f.Touches[f.End].Emotion) / 2
		f.Mean = float64(sum) / float64(n)
		f.Gap = f.PeakEnd - f.Mean
	}
	return f
}

func abs(n int) int { return max(n, -n) }

func habit(days []data.Day, asOf data.Day) Habit {
	h := Habit{Median: math.NaN(), Rank: math.NaN(), Last: data.NoDay}
	if len(days) == 0 {
		return h
	}
	days = slices.Compact(slices.Clone(days))
	h.Last = days[len(days)-1]
	h.Silence = int(asOf - h.Last)
	gaps := make([]int, len(days)-1)
	equal := 0
	for i := range gaps {
		gaps[i] = int(days[i+1] - days[i])
		switch {
		case gaps[i] < h.Silence:
			h.Shorter++
		case gaps[i] == h.Silence:
			equal++
		}
	}
	if h.Gaps = len(gaps); h.Gaps == 0 {
		return h
	}
	slices.Sort(gaps)
	h.Median = float64(gaps[(h.Gaps-1)/2]+gaps[h.Gaps/2]) / 2
	h.Rank = (float64(h.Shorter) + float64(equal)/2) / float64(h.Gaps)
	return h
}

func phases(log *eventlog.Log, from, to int) (out [4]Phase) {
	sums := [4]int{}
	for i, phase := range data.Phases {
		out[i] = Phase{Phase: phase, Mean: math.NaN()}
	}
	for i := from; i < to; i++ {
		p := int(log.Events.Phase[i]) - 1
		if p < 0 {
			continue
		}
		out[p].N++
		if e := log.Events.Emotion[i]; e != eventlog.NoEmotion {
			out[p].Felt++
			sums[p] += int(e)
		}
	}
	for p := range out {
		if out[p].Felt > 0 {
			out[p].Mean = float64(sums[p]) / float64(out[p].Felt)
		}
	}
	return out
}
