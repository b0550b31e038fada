package person

import (
	"cmp"
	"math"
	"slices"

	"gonum.org/v1/gonum/stat/distuv"

	"cxworkbench/data"
	"cxworkbench/data/eventlog"
)

// scores gives the latest answer to each metric against the earlier ones.
func scores(log *eventlog.Log, c eventlog.CustomerIndex, asOf data.Day) []Score {
	given := make([][]int, len(log.Metrics))
	from, to := log.ResponseRange(c)
	for i := from; i < to && log.Responses.Day[i] <= asOf; i++ {
		given[log.Responses.Metric[i]] = append(given[log.Responses.Metric[i]], i)
	}
	var out []Score
	for metric, responses := range given {
		if len(responses) == 0 {
			continue
		}
		last := responses[len(responses)-1]
		earlier := make([]float64, len(responses)-1)
		for i, response := range responses[:len(responses)-1] {
			earlier[i] = log.Responses.Score[response]
		}
		s := Score{
			Metric: log.Metrics[metric], Last: log.Responses.Score[last], Day: log.Responses.Day[last], Response: last, Earlier: len(earlier),
		}
		s.Mean, s.Low, s.High = expected(earlier)
		out = append(out, s)
	}
	return out
}

// expected gives the mean of a sample and the 95 % prediction interval of the next
// value: mean ± t(n-1) s sqrt(1 + 1/n), the textbook interval of a normal sample.
func expected(sample []float64) (mean, low, high float64) {
	n := float64(len(sample))
	sum := 0.0
	for _, x := range sample {
		sum += x
	}
	mean = sum / n // NaN without any
	if len(sample) < FewScores {
		return mean, math.NaN(), math.NaN()
	}
	squares := 0.0
	for _, x := range sample {
		squares += (x - mean) * (x - mean)
	}
	t := distuv.StudentsT{Mu: 0, Sigma: 1, Nu: n - 1}.Quantile(0.975)
	spread := t * math.Sqrt(squares/(n-1)) * math.Sqrt(1+1/n)
	return mean, mean - spread, mean + spread
}

// mix counts the contacts by channel before a day and from it on.
func mix(log *eventlog.Log, from, to int, since data.Day) Mix {
	m := Mix{Since: since}
	lately, before := make([]int, len(log.Channels)), make([]int, len(log.Channels))
	for i := from; i < to; i++ {
		channel := log.Events.Channel[i]
		switch {
		case channel == 0:
		case log.Events.Day[i] >= since:
			lately[channel]++
			m.Lately++
		default:
			before[channel]++
			m.Before++
		}
	}
	for channel := range lately {
		if lately[channel]+before[channel] > 0 {
			m.Channels = append(m.Channels, Channel{log.Channels[channel], lately[channel], before[channel]})
		}
	}
	change := func(c Channel) float64 {
		return math.Abs(float64(c.Lately)/float64(max(1, m.Lately)) - float64(c.Before)/float64(max(1, m.Before)))
	}
	slices.SortStableFunc(m.Channels, func(a, b Channel) int { return cmp.Compare(change(b), change(a)) })
	return m
}
