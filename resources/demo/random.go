package demo

import (
	"math"
	"math/rand/v2"
)

// story names a sequence of draws. Its number is its seed and never changes.
type story uint64

const (
	storyPeople     story = 101
	storyJoining    story = 102
	storyProspects  story = 103
	storyPartners   story = 104
	storyLeaving    story = 105
	storyOnboarding story = 106
	storyPriceRise  story = 107
	storyBefore     story = 108
	storyLiving     story = 109
	storyBills      story = 110
	storyGoodbye    story = 111
	storyOutages    story = 112
	storyMatching   story = 113
	storyReferrals  story = 114
	storyLateStart  story = 115
	storyPriceTalk  story = 116
	storyTickets    story = 117
	storyStrangers  story = 118
	storyAnswers    story = 119
	storyAnonymous  story = 120
	storyStages     story = 121
	storyOrders     story = 122
	storySale       story = 123
)

// of gives the draws of a story for one customer, apart from everybody else's.
func (s story) of(c *customer) *rand.Rand {
	const spread = 0x9E3779B97F4A7C15 // neighbours start far apart
	return rand.New(rand.NewPCG(uint64(s)*spread, uint64(c.seed+1)*spread))
}

func chance(r *rand.Rand, p float64) bool { return r.Float64() < p }

// between draws from low to high, both included.
func between(r *rand.Rand, low, high int) int { return low + r.IntN(high-low+1) }

func one(r *rand.Rand, of []string) string { return of[r.IntN(len(of))] }

// dayIn draws a day of a span that has at least one.
func dayIn(r *rand.Rand, s span) day { return s.from + day(r.IntN(s.days())) }

// choice is a value with its weight among others.
type choice struct {
	value  string
	weight float64
}

func pick(r *rand.Rand, from []choice) string {
	total := 0.0
	for _, c := range from {
		total += c.weight
	}
	at := r.Float64() * total
	for _, c := range from {
		if at -= c.weight; at < 0 {
			return c.value
		}
	}
	return from[len(from)-1].value
}

// poisson draws how often something happens that happens mean times on average
// (Knuth's way: multiply until below e^-mean).
func poisson(r *rand.Rand, mean float64) int {
	n, floor := 0, math.Exp(-mean)
	for p := r.Float64(); p > floor; p *= r.Float64() {
		n++
	}
	return n
}
