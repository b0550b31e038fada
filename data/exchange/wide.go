package exchange

import (
	"maps"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"cxworkbench/data"
)

// metricNames are headers that are a metric's own name.
var metricNames = map[string]data.MetricKind{
	"nps": data.MetricNPS, "npsscore": data.MetricNPS, "netpromoterscore": data.MetricNPS, "netpromoter": data.MetricNPS, "netpro": data.MetricNPS,
	"ltr": data.MetricNPS, "likelihoodtorecommend": data.MetricNPS, "csat": data.MetricCSAT, "csatscore": data.MetricCSAT,
	"customersatisfaction": data.MetricCSAT, "customersatisfactionscore": data.MetricCSAT, "satisfaction": data.MetricCSAT, "satisfactionscore": data.MetricCSAT,
	"satisfactionrating": data.MetricCSAT, "kundenzufriedenheit": data.MetricCSAT, "zufriedenheit": data.MetricCSAT, "satisfactionclient": data.MetricCSAT,
	"satisfaccion": data.MetricCSAT, "satisfacciondelcliente": data.MetricCSAT, "satisfacao": data.MetricCSAT, "satisfacaodocliente": data.MetricCSAT,
	"ces": data.MetricCES, "cesscore": data.MetricCES, "customereffort": data.MetricCES, "customereffortscore": data.MetricCES, "effortscore": data.MetricCES,
	"trust": data.MetricTrust, "trustscore": data.MetricTrust, "vertrauen": data.MetricTrust, "confiance": data.MetricTrust, "confianza": data.MetricTrust,
	"confianca": data.MetricTrust,
}

// metricWords tell a metric by the words of a question. Only a word makes an
// NPS: not every scale from 0 to 10 asks for a recommendation (definition C.10).
var metricWords = stems[data.MetricKind]{
	{data.MetricNPS, words(`nps. netpromoter netpro. recommend weiterempfehl empfehl recommand recomend recomiend`)},
	{data.MetricCES, words(`ces. effort. effortless ease. easy. easily aufwand muhelos einfach. facilite. facile. facil. facilidad esfuerzo esforco facilidade`)},
	{data.MetricCSAT, words(`csat. satisf zufried insatisf`)},
	{data.MetricTrust, words(`trust. trusted vertrau confiance confianza confianca`)},
}

// ratingWords begin questions that ask for a score of no metric in particular.
var ratingWords = stems[bool]{{true, words(`rate. rates. rating score. scores. stars. star. scale. skala bewert. bewerten bewertung beurteil schulnote notez. evaluez echelle
	calific evalue. puntu escala avali pontu`)}}

// commentWords head what people wrote beside a score.
var commentWords = stems[bool]{{true, words(`comment why. reason feedback. verbatim openended explain. kommentar warum. weshalb grund. begrund commentaire pourquoi. raison
	comentario porque. motivo`)}}

// scale is what a question's answers run from and to.
type scale struct{ low, high float64 }

func (s scale) holds(v float64) bool { return v >= s.low && v <= s.high }

var (
	writtenScale = regexp.MustCompile(`(?i)(?:^|[^0-9.,])([01])\s*(?:-|–|—|\.\.|to|bis|à|a|ao|até|hasta|through|and|und)\s*(3|4|5|6|7|9|10|100)(?:[^0-9%]|$)`)
	scaleContext = regexp.MustCompile(`(?i)scale|skala|échelle|escala|[(\[]\s*[01]\s*(?:-|–|to|bis|à|a)`)
)

// scaleIn reads the scale that a header speaks of.
func scaleIn(header string) (scale, bool) {
	m := writtenScale.FindStringSubmatch(header)
	if m == nil {
		return scale{}, false
	}
	low, _ := strconv.ParseFloat(m[1], 64)
	high, _ := strconv.ParseFloat(m[2], 64)
	return scale{low, high}, true
}

// answers are the different values of a column that are numbers.
type answers struct {
	counts map[float64]int
	total  int
}

// mostAnswers is how many different scores a question can have.
const mostAnswers = 120

func answersOf(p *profile) (answers, bool) {
	a := answers{counts: map[float64]int{}}
	if w := wordingOf(p); w != inNumbers {
		for value, n := range p.distinct {
			score, ok := w.parse(value)
			if !ok {
				score, _ = strconv.ParseFloat(value, 64)
			}
			a.counts[score] += n
			a.total += n
		}
		return a, true
	}
	if len(p.distinct) > mostAnswers || p.filled > 0 && !p.mostly(p.numbers) || p.mostly(p.dates) {
		return a, false
	}
	style := p.number.style(numberVotes{})
	for value, n := range p.distinct {
		if d, ok := style.parse(value); ok {
			f, _ := d.Float64()
			a.counts[f] += n
			a.total += n
		}
	}
	return a, true
}

// inside is the part of the answers that a scale holds.
func (a answers) inside(s scale) float64 {
	n := 0
	for v, count := range a.counts {
		if s.holds(v) {
			n += count
		}
	}
	return float64(n) / float64(max(a.total, 1))
}

// mostStray is the part of the answers that codes such as "no answer" may have.
const mostStray = 0.05

// fit reports whether the answers are on a scale, apart from a few codes beside
// it: 0 below a scale from 1, the next number above it, or numbers far off.
// Answers that continue the scale are none.
func (a answers) fit(s scale) bool {
	if 1-a.inside(s) > mostStray {
		return false
	}
	for v := range a.counts {
		switch {
		case s.holds(v), v == s.low-1 && s.high < 10, v > 2*s.high:
		case v > s.high && a.counts[v-1] == 0 && a.counts[v+1] == 0, v == s.high+1 && a.counts[v+1] == 0:
		default:
			return false
		}
	}
	return true
}

// usualScales stand in the order in which they are tried.
var usualScales = []scale{{1, 5}, {1, 7}, {1, 10}, {0, 5}, {0, 10}, {1, 100}, {0, 100}}

func (a answers) scale() (scale, bool) {
	for _, s := range usualScales {
		if a.total > 0 && a.fit(s) {
			return s, true
		}
	}
	return scale{}, false
}

// questionOf tells whether a column holds answers to a metric: of which kind, on
// which scale, and which end is good. named may be what a person called it.
func questionOf(c *column, named string) (Question, bool) {
	q := Question{Comment: -1, Metric: data.Metric{Name: metricName(named), Direction: data.HighIsGood, Question: c.name}}
	a, numbers := answersOf(&c.profile)
	if !numbers {
		return q, false
	}
	kind, confidence := metricKindOf(named)
	if confidence == "" && named != c.name {
		kind, confidence = metricKindOf(c.name)
	}
	written, said := scaleIn(c.name)
	q.Metric.Kind, q.Confidence = kind, confidence
	on, ok := written, said
	if !said {
		on, ok = a.scale()
		q.usual(a, &on, &ok)
	}
	if wordingOf(&c.profile).inWords() {
		written, on, ok = wordedOn, wordedOn, true
	}
	if said && a.total > 0 && a.inside(written) < 0.5 {
		return q, false
	}
	switch asked := said && scaleContext.MatchString(c.name); {
	case asked && q.Metric.Kind == data.MetricOther:
		q.Confidence = Likely
	case confidence == "" || !ok || len(a.counts) == 2 && a.inside(scale{0, 1}) == 1 && !said:
		return q, false
	}
	if q.Metric.Kind == data.MetricNPS && on != (scale{0, 10}) {
		q.Metric.Kind = data.MetricOther // a recommendation, but not on the scale of an NPS
	}
	q.Metric.Low, q.Metric.High = on.low, on.high
	q.direct(c.name)
	return q, true
}

// usual settles the scale where a metric has one that its answers do not
// contradict, though few of them or stray codes hide it.
func (q *Question) usual(a answers, on *scale, ok *bool) {
	switch q.Metric.Kind {
	case data.MetricNPS:
		nps := scale{0, 10}
		low := a.total >= 20 && a.inside(scale{0, 5}) == 1 && q.Confidence != Certain
		if !low && a.inside(nps) >= 0.8 || a.total == 0 {
			*on, *ok = nps, true
		}
	case data.MetricCSAT, data.MetricTrust:
		if a.total == 0 && q.Confidence == Certain {
			*on, *ok = scale{1, 5}, true
		}
	case data.MetricCES:
		if a.total == 0 && q.Confidence == Certain {
			*on, *ok = scale{1, 7}, true
		}
	}
}

// direct says which end is the good one (definition C.10): of an effort on 1 to
// 5 the low one, of an agreement that it was easy the high one.
func (q *Question) direct(header string) {
	if strings.Contains(squash(header), "schulnote") {
		q.Metric.Direction = data.LowIsGood
	}
	if q.Metric.Kind != data.MetricCES || q.Metric.High != 5 {
		return
	}
	easy := stems[bool]{{true, words(`ease. easy. easily muhelos einfach. facilite. facile. facil. facilidad facilidade effortless`)}}
	if _, agrees := easy.find(header); !agrees {
		q.Metric.Direction, q.Confidence = data.LowIsGood, Weak
	}
}

// metricKindOf tells a metric by its name or its words; no confidence is none.
func metricKindOf(name string) (data.MetricKind, Confidence) {
	if kind, ok := metricNames[foldHeader(name)]; ok {
		return kind, Certain
	}
	if kind, ok := metricWords.find(name); ok {
		return kind, Likely
	}
	if rated, _ := ratingWords.find(name); rated {
		return data.MetricOther, Weak
	}
	return data.MetricOther, ""
}

// metricName bounds the name that a question gets in the workspace.
func metricName(s string) string {
	const longest = 120
	return clip(s, longest)
}

// clip shortens a text to so many characters.
func clip(s string, most int) string {
	if runes := []rune(s); len(runes) > most {
		return strings.TrimSpace(string(runes[:most])) + "…"
	}
	return s
}

// questionsIn finds the columns of answers by their headers.
func questionsIn(columns []column) []Question {
	var out []Question
	for i := range columns {
		if isBookkeeping(columns[i].name) {
			continue
		}
		if q, ok := questionOf(&columns[i], columns[i].name); ok {
			q.Column = i
			out = append(out, q)
		}
	}
	return out
}

// ask turns the chosen columns of responses into questions, in wide form; in
// long form each row names its metric and there are none.
func (p *Plan) ask(g *guesser, guessed []Question) {
	if g.has(FieldMetric) && g.has(FieldScore) {
		return
	}
	score, hasScore := g.chosen[FieldScore]
	g.release(FieldScore)
	alone := hasScore && score.confidence == Given
	for f, c := range maps.Clone(g.chosen) {
		if name, ok := f.metric(); ok {
			p.question(g, c.column, name, Given)
		}
	}
	if alone || hasScore && len(guessed) == 0 {
		p.question(g, score.column, g.columns[score.column].name, score.confidence)
	}
	for _, q := range guessed {
		if g.taken[q.Column] || alone || g.barred[FieldScore] || g.barred[MetricField(q.Metric.Name)] {
			continue
		}
		g.take(MetricField(q.Metric.Name), choice{q.Column, q.Confidence})
		p.Questions = append(p.Questions, q)
	}
	slices.SortFunc(p.Questions, func(a, b Question) int { return a.Column - b.Column })
	p.comments(g)
}

// question adds a column that a person or its header named, on whatever scale
// its answers are.
func (p *Plan) question(g *guesser, i int, name string, confidence Confidence) {
	c := &g.columns[i]
	q, ok := questionOf(c, name)
	q.Column, q.Confidence = i, confidence
	if !ok {
		a, _ := answersOf(&c.profile)
		on, fits := a.scale()
		if !fits {
			on = a.span()
		}
		if q.Metric.Kind == data.MetricNPS {
			on = scale{0, 10}
		}
		q.Metric.Low, q.Metric.High = on.low, on.high
	}
	if q.Metric.Kind == "" {
		q.Metric.Kind = data.MetricOther
	}
	if kept, known := p.used.metric(name); known {
		q.Metric.Kind = kept.Kind
		kept.put(&q.Metric)
	}
	g.take(MetricField(name), choice{i, confidence})
	q.Metric.Name = name
	p.Questions = append(p.Questions, q)
}

// span is the scale from the lowest to the highest answer.
func (a answers) span() scale {
	if len(a.counts) < 2 {
		return scale{0, 10}
	}
	s := scale{math.Inf(1), math.Inf(-1)}
	for v := range a.counts {
		s.low, s.high = min(s.low, v), max(s.high, v)
	}
	return s
}

// comments gives each question the text that stands behind it, before the next.
func (p *Plan) comments(g *guesser) {
	note, noted := g.chosen[FieldNote]
	if len(p.Questions) > 0 {
		g.release(FieldNote)
	}
	for n := range p.Questions {
		q := &p.Questions[n]
		field := Field(commentPrefix + q.Metric.Name)
		if c, ok := g.chosen[field]; ok {
			q.Comment = c.column
			continue
		}
		end := len(g.columns)
		if n+1 < len(p.Questions) {
			end = p.Questions[n+1].Column
		}
		for i := q.Column + 1; i < end && q.Comment < 0 && !g.barred[field] && p.used == nil; i++ {
			profile := &g.columns[i].profile
			if said, _ := commentWords.find(g.columns[i].name); said && !g.taken[i] && !profile.typed() {
				q.Comment = i
				g.take(field, choice{i, Likely})
			}
		}
	}
	if noted && !g.taken[note.column] && len(p.Questions) > 0 {
		free := func(q Question) bool { return q.Comment < 0 && !g.barred[Field(commentPrefix+q.Metric.Name)] }
		if i := slices.IndexFunc(p.Questions, free); i >= 0 {
			p.Questions[i].Comment = note.column
			g.take(Field(commentPrefix+p.Questions[i].Metric.Name), note)
		}
	}
}
