package exchange

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"cxworkbench/data"
)

// Scale is what answers to a question run from and to, and which end is good. A
// person gives it in place of what the answers seem to show; answers outside are
// rejected with that reason.
type Scale struct {
	Low       float64        `json:"low"`
	High      float64        `json:"high"`
	Direction data.Direction `json:"direction"`
}

// widestScale bounds the ends of a scale.
const widestScale = 1e6

func (s Scale) valid() bool {
	return s.Low < s.High && math.Abs(s.Low) <= widestScale && math.Abs(s.High) <= widestScale &&
		(s.Direction == data.HighIsGood || s.Direction == data.LowIsGood)
}

// ParseScale reads a scale written as MIN..MAX, or MIN..MAX,low where the low end
// is the good one.
func ParseScale(text string) (Scale, error) {
	bounds, end, said := strings.Cut(text, ",")
	s := Scale{Direction: data.HighIsGood}
	if said {
		s.Direction = data.Direction(strings.ToLower(strings.TrimSpace(end)))
	}
	low, high, _ := strings.Cut(bounds, "..")
	var bad, worse error
	s.Low, bad = strconv.ParseFloat(strings.TrimSpace(low), 64)
	s.High, worse = strconv.ParseFloat(strings.TrimSpace(high), 64)
	if bad != nil || worse != nil || !s.valid() {
		return Scale{}, data.Errorf(data.CodeBadInput, "%q is no scale: write it like 1..5, or 1..5,low where low is good.", text)
	}
	return s, nil
}

// ScaleOf is the scale that a question has in this plan.
func (q Question) ScaleOf() Scale { return Scale{q.Metric.Low, q.Metric.High, q.Metric.Direction} }

// scaleFor gives the scale that a person gave for a question.
func (o Options) scaleFor(name string) (Scale, bool) {
	if s, ok := o.Scales[name]; ok {
		return s, true
	}
	for given, s := range o.Scales {
		if squash(given) == squash(name) {
			return s, true
		}
	}
	return Scale{}, false
}

// put takes the scale for a metric. A recommendation on another one is no NPS
// (definition C.10).
func (s Scale) put(m *data.Metric) {
	m.Low, m.High, m.Direction = s.Low, s.High, s.Direction
	if m.Kind == data.MetricNPS && s != (Scale{0, 10, data.HighIsGood}) {
		m.Kind = data.MetricOther
	}
}

// rescale takes the scales that a person gave, each of which has to be of a
// question of the file. In long form only its rows know the questions.
func (p *Plan) rescale() error {
	if len(p.options.Scales) == 0 {
		return nil
	}
	if p.As != AsResponses {
		return data.Errorf(data.CodeBadInput, "Rows of %s hold no answers, so they have no scale: leave it out, or say that the rows are responses.", p.As)
	}
	if len(p.Questions) == 0 {
		return nil
	}
	var names []string
	for n := range p.Questions {
		q := &p.Questions[n]
		names = append(names, q.Metric.Name)
		if s, given := p.options.scaleFor(q.Metric.Name); given {
			s.put(&q.Metric)
			q.Confidence = Given
		}
	}
	for name := range p.options.Scales {
		if !slices.ContainsFunc(names, func(n string) bool { return squash(n) == squash(name) }) {
			return data.Errorf(data.CodeBadInput, "There is no question %q to give a scale to: the questions are %s.", name, strings.Join(names, ", "))
		}
	}
	return nil
}

// checkScales refuses a scale that was given for a question which the workspace
// knows on another one: its answers are there already.
func (o Options) checkScales(known []data.Metric) error {
	for _, m := range known {
		s, given := o.scaleFor(m.Name)
		if given && s != (Scale{m.Low, m.High, m.Direction}) {
			return data.Errorf(data.CodeBadInput,
				"The question %q has answers from %s to %s in this workspace: take the file's answers on that scale, or call its question otherwise. Nothing was imported.",
				m.Name, plain(m.Low), plain(m.High))
		}
	}
	return nil
}
