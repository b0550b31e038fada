package exchange

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"cxworkbench/data"
	"cxworkbench/data/message"
)

// wording is how a column says its scores in words. A column has one only where
// all of its values in the sample fit it.
type wording int

// No wording is plain numbers, which those that begin with a number may be too
// (10 - very likely). Further ones are worded scales, by their place.
const (
	inNumbers wording = iota
	numbersFirst
	firstWorded
)

// wordedScale are the words for 1 to 5 in one language, squashed; each answer may
// be said in several ways, of which one column uses one.
type wordedScale [5][]string

func worded(one, two, three, four, five string) wordedScale {
	return wordedScale{words(one), words(two), words(three), words(four), words(five)}
}

var wordedScales = []wordedScale{
	// How satisfied: English, German, French, Spanish, Portuguese.
	worded("verydissatisfied veryunsatisfied extremelydissatisfied completelydissatisfied", "dissatisfied unsatisfied somewhatdissatisfied ratherdissatisfied",
		"neutral neithersatisfiednordissatisfied neitherdissatisfiednorsatisfied neither", "satisfied somewhatsatisfied rathersatisfied",
		"verysatisfied extremelysatisfied completelysatisfied"),
	worded("sehrunzufrieden uberhauptnichtzufrieden garnichtzufrieden", "unzufrieden eherunzufrieden", "neutral teilsteils wedernoch wederzufriedennochunzufrieden",
		"zufrieden eherzufrieden", "sehrzufrieden"),
	worded("tresinsatisfait tresinsatisfaite pasdutoutsatisfait pasdutoutsatisfaite tresmecontent", "insatisfait insatisfaite plutotinsatisfait plutotinsatisfaite peusatisfait peusatisfaite",
		"neutre nisatisfaitniinsatisfait nisatisfaiteniinsatisfaite", "satisfait satisfaite plutotsatisfait plutotsatisfaite", "tressatisfait tressatisfaite toutafaitsatisfait"),
	worded("muyinsatisfecho muyinsatisfecha nadasatisfecho", "insatisfecho insatisfecha pocosatisfecho", "neutral neutro nisatisfechoniinsatisfecho nisatisfechanininsatisfecha",
		"satisfecho satisfecha", "muysatisfecho muysatisfecha"),
	worded("muitoinsatisfeito muitoinsatisfeita nadasatisfeito", "insatisfeito insatisfeita poucosatisfeito", "neutro indiferente nemsatisfeitoneminsatisfeito",
		"satisfeito satisfeita", "muitosatisfeito muitosatisfeita"),
	// How much one agrees.
	worded("stronglydisagree completelydisagree", "disagree somewhatdisagree", "neutral neitheragreenordisagree neitherdisagreenoragree undecided", "agree somewhatagree", "stronglyagree completelyagree"),
	worded("stimmeuberhauptnichtzu stimmegarnichtzu trifftuberhauptnichtzu trifftgarnichtzu", "stimmenichtzu stimmeehernichtzu trifftehernichtzu", "neutral teilsteils wedernoch unentschieden",
		"stimmezu stimmeeherzu triffteherzu", "stimmevollzu stimmevollundganzzu stimmevolligzu trifftvollzu trifftvollundganzzu"),
	worded("pasdutoutdaccord", "pasdaccord plutotpasdaccord", "neutre nidaccordnipasdaccord", "daccord plutotdaccord", "toutafaitdaccord entierementdaccord"),
	worded("totalmenteendesacuerdo muyendesacuerdo", "endesacuerdo", "neutral neutro nideacuerdoniendesacuerdo", "deacuerdo", "totalmentedeacuerdo muydeacuerdo"),
	worded("discordototalmente", "discordo discordoparcialmente", "neutro indiferente nemconcordonemdiscordo naoconcordonemdiscordo", "concordo concordoparcialmente", "concordototalmente"),
	// How likely something is.
	worded("veryunlikely extremelyunlikely", "unlikely somewhatunlikely", "neutral neitherlikelynorunlikely", "likely somewhatlikely", "verylikely extremelylikely"),
	worded("sehrunwahrscheinlich", "unwahrscheinlich eherunwahrscheinlich", "neutral vielleicht wedernoch", "wahrscheinlich eherwahrscheinlich", "sehrwahrscheinlich"),
	worded("tresimprobable trespeuprobable", "improbable peuprobable", "neutre", "probable plutotprobable", "tresprobable"),
	worded("muyimprobable muypocoprobable", "improbable pocoprobable", "neutral neutro", "probable", "muyprobable"),
	worded("muitoimprovavel muitopoucoprovavel", "improvavel poucoprovavel", "neutro", "provavel", "muitoprovavel"),
	// How something felt.
	worded("verynegative extremelynegative", "negative somewhatnegative", "neutral mixed", "positive somewhatpositive", "verypositive extremelypositive"),
	worded("sehrnegativ", "negativ ehernegativ", "neutral gemischt", "positiv eherpositiv", "sehrpositiv"),
	worded("tresnegatif tresnegative", "negatif negative plutotnegatif plutotnegative", "neutre mitige mitigee", "positif positive plutotpositif plutotpositive", "trespositif trespositive"),
	worded("muynegativo muynegativa", "negativo negativa", "neutral neutro neutra", "positivo positiva", "muypositivo muypositiva"),
	worded("muitonegativo muitonegativa", "negativo negativa", "neutro neutra", "positivo positiva", "muitopositivo muitopositiva"),
}

// wordedOn is the scale of words.
var wordedOn = scale{1, 5}

// leadingNumber is a score before the words that say what it means.
var leadingNumber = regexp.MustCompile(`^(\d{1,3})\s*[-–—:=.)(]\s*[^\d\s]`)

// inWords reports whether scores are words of a scale from 1 to 5.
func (w wording) inWords() bool { return w >= firstWorded }

// parse gives the score that a cell says. Numbers are left to others.
func (w wording) parse(cell string) (score float64, ok bool) {
	switch {
	case w == numbersFirst:
		m := leadingNumber.FindStringSubmatch(strings.TrimSpace(cell))
		if m == nil {
			return 0, false
		}
		score, err := strconv.ParseFloat(m[1], 64)
		return score, err == nil
	case w.inWords():
		said := squash(cell)
		for i, names := range wordedScales[w-firstWorded] {
			if slices.Contains(names, said) {
				return float64(i + 1), true
			}
		}
	}
	return 0, false
}

// wordingOf finds how the values of a column say scores in words, if all do.
func wordingOf(p *profile) wording {
	if len(p.distinct) == 0 || len(p.distinct) > mostAnswers || p.filled == p.numbers {
		return inNumbers
	}
	for w := numbersFirst; int(w-firstWorded) < len(wordedScales); w++ {
		if w.fits(p) {
			return w
		}
	}
	return inNumbers
}

// fits reports whether all values are of this wording. One answer said in two
// ways is of a longer scale.
func (w wording) fits(p *profile) bool {
	said := map[float64]string{}
	for value := range p.distinct {
		score, ok := w.parse(value)
		if !ok {
			if _, err := strconv.Atoi(value); w == numbersFirst && err == nil {
				continue // only the ends of the scale have words
			}
			return false
		}
		if before, again := said[score]; again && before != squash(value) {
			return false
		}
		said[score] = squash(value)
	}
	return len(said) > 1
}

// warnOfWords tells of questions answered in words: how they are read, or that
// they are not.
func (p *Plan) warnOfWords(g *guesser) {
	var read, unread []string
	for i := range g.columns {
		c := &g.columns[i]
		quoted := strconv.Quote(c.name)
		_, confidence := metricKindOf(c.name)
		switch {
		case slices.ContainsFunc(p.Questions, func(q Question) bool { return q.Column == i }):
			if wordingOf(&c.profile).inWords() {
				read = append(read, quoted)
			}
		case confidence != "" && !g.taken[i] && c.profile.filled > 0 && !c.profile.mostly(c.profile.numbers):
			unread = append(unread, quoted)
		}
	}
	warn := func(key string, columns []string) {
		if len(columns) > 0 {
			p.Warnings = append(p.Warnings, message.New(key, message.Args{"n": len(columns), "columns": strings.Join(columns, ", ")}))
		}
	}
	warn("exchange.warn.worded", read)
	warn("exchange.warn.words", unread)
}

// said reads an answer by the column's wording, else as a number.
func (c *converter) said(cell string, column int) (score float64, ok bool) {
	wording := c.plan.worded[column]
	if score, ok = wording.parse(cell); ok || wording.inWords() {
		return score, ok
	}
	value, ok := c.plan.numbers[column].parse(cell)
	return value.InexactFloat64(), ok
}

// otherWords refuses words of a scale that is not the question's.
func (c *converter) otherWords(m data.Metric, column int) fault {
	if !c.plan.worded[column].inWords() || (scale{m.Low, m.High}) == wordedOn {
		return ""
	}
	return fault("its answer in " + strconv.Quote(c.plan.Columns[column]) + " is in words for 1 to 5, its question's scale is from " + plain(m.Low) + " to " + plain(m.High))
}
