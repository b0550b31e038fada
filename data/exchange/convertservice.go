package exchange

import (
	"strconv"
	"strings"

	"cxworkbench/data"
)

// answer is a response before its names become row ids.
type answer struct {
	metric  data.Metric
	score   float64
	comment string
}

// longestWord is how many characters of a word that means nothing are shown.
const longestWord = 60

const faultNoAnswer fault = "it holds no answer"

// answersOf reads the responses of a row: one to each question that a column
// holds, or one to the question that the row names.
func (c *converter) answersOf(d *draft) fault {
	when, given, bad := c.moment(FieldAt)
	switch {
	case bad != "":
		return bad
	case given:
		d.when = when
	case c.asOf.Known():
		d.when = data.OnDay(c.asOf)
	default:
		return faultNoDate
	}
	d.channel, d.touchpoint = c.text(FieldChannel), c.text(FieldTouchpoint)
	if len(c.plan.Questions) == 0 {
		return c.namedAnswer(d)
	}
	for i := range c.plan.Questions {
		q := &c.plan.Questions[i]
		metric := c.metric(q.Metric)
		score, given, bad := c.score(metric, q.Column)
		switch {
		case bad != "":
			d.badAnswers = append(d.badAnswers, bad)
		case given:
			a := answer{metric: metric, score: score}
			if q.Comment >= 0 {
				a.comment = c.cell(q.Comment)
			}
			d.answers = append(d.answers, a)
		}
	}
	switch {
	case len(d.answers) > 0:
		return ""
	case len(d.badAnswers) > 0:
		return d.badAnswers[0]
	}
	return faultNoAnswer
}

// namedAnswer reads the response of a row that names its question.
func (c *converter) namedAnswer(d *draft) fault {
	name := c.text(FieldMetric)
	if name == "" {
		return "it does not say what was asked"
	}
	metric, ok := c.metrics[squash(name)]
	if !ok {
		return fault("its question in " + c.header(FieldMetric) + " has no answer in the first rows by which its scale could be told")
	}
	column, _ := c.columns.of(FieldScore)
	score, given, bad := c.score(metric, column)
	switch {
	case bad != "":
		return bad
	case !given:
		return faultNoAnswer
	}
	d.answers = append(d.answers, answer{metric, score, c.text(FieldNote)})
	return ""
}

// metric gives the metric of that name which the workspace has already, whose
// scale holds; else the one of the plan.
func (c *converter) metric(m data.Metric) data.Metric {
	if known, ok := c.metrics[squash(m.Name)]; ok {
		return known
	}
	return m
}

// score reads an answer and compares it with its scale.
func (c *converter) score(m data.Metric, column int) (score float64, given bool, bad fault) {
	cell := c.cell(column)
	if cell == "" {
		return 0, false, ""
	}
	header := strconv.Quote(c.plan.Columns[column])
	score, ok := c.said(cell, column)
	if !ok {
		return 0, false, fault("its answer in " + header + " does not read as an answer like the others there")
	}
	if bad := c.otherWords(m, column); bad != "" {
		return 0, false, bad
	}
	if score < m.Low || score > m.High {
		return 0, false, fault("its answer in " + header + " is outside the scale from " + plain(m.Low) + " to " + plain(m.High))
	}
	return score, true, ""
}

func plain(n float64) string { return strconv.FormatFloat(n, 'g', -1, 64) }

// ticketOf reads a row that is a case.
func (c *converter) ticketOf(d *draft) fault {
	opened, _, given, bad := c.instant(FieldAt)
	switch {
	case bad != "":
		return bad
	case !given:
		return "it does not say when it was opened"
	}
	d.ticket.Opened = opened
	if bad := c.ticketText(d); bad != "" {
		return bad
	}
	t := &d.ticket
	if t.Due, _, t.HasDue, bad = c.instant(FieldDue); bad != "" {
		return bad
	}
	if t.Promised, _, t.HasPromised, bad = c.instant(FieldPromised); bad != "" {
		return bad
	}
	closed, dated, given, bad := c.instant(FieldClosed)
	if bad != "" || !given {
		return bad
	}
	if closed < opened {
		if !dated || data.DayIn(closed, c.home) != data.DayIn(opened, c.home) {
			return "it was closed before it was opened"
		}
		closed = opened // on the day on which it was opened, at a time that is not said
	}
	d.closed, d.hasClosed = closed, true
	return ""
}

// ticketEventOf reads a row that is an event of a case.
func (c *converter) ticketEventOf(d *draft) fault {
	if c.plan.changes != nil {
		if changed := c.cell(*c.plan.changes); changed != "status" {
			return fault("it changes " + strconv.Quote(clip(changed, longestWord)) + ", not the status")
		}
	}
	at, _, given, bad := c.instant(FieldAt)
	switch {
	case bad != "":
		return bad
	case !given:
		return faultNoDate
	}
	d.at, d.ticket.Opened = at, at
	if bad := c.ticketText(d); bad != "" {
		return bad
	}
	if d.ticket.Ref == "" {
		return "it does not say which case it belongs to"
	}
	if d.status = c.text(FieldActivity); d.status == "" {
		return "it does not say what happened"
	}
	return ""
}

// ticketText reads what a row says of a case in words.
func (c *converter) ticketText(d *draft) fault {
	t := &d.ticket
	t.Ref, t.Subject, t.Category, t.Cause = c.text(FieldTicket), c.text(FieldSubject), c.text(FieldCategory), c.text(FieldCause)
	d.channel, d.status = c.text(FieldChannel), c.text(FieldStatus)
	if word := c.text(FieldPriority); word != "" {
		priority, ok := priorityOf(word)
		if !ok { // a case is not lost for a word
			d.unread = "the priority " + strconv.Quote(clip(word, longestWord)) + " in " + c.header(FieldPriority) + " is not known"
		}
		t.Priority = priority
	}
	if cell := c.text(FieldFirstTime); cell != "" {
		switch yes, ok := answerOf(cell); {
		case !ok:
			return fault("its answer in " + c.header(FieldFirstTime) + " is neither yes nor no")
		case yes:
			t.RightFirstTime = data.Yes
		default:
			t.RightFirstTime = data.No
		}
	}
	return ""
}

// stageChangeOf reads a row that moves a customer to a stage.
func (c *converter) stageChangeOf(d *draft) fault {
	day, given, bad := c.day(FieldAt)
	switch {
	case bad != "":
		return bad
	case !given:
		return faultNoDate
	}
	name := c.text(FieldStage)
	if name == "" {
		return "it does not say which stage"
	}
	stage, bad := c.stage(name)
	if bad != "" {
		return bad
	}
	reason := d.reason
	if reason == "" {
		reason = c.text(FieldNote)
	}
	if reason == "" {
		reason = "As imported"
	}
	d.stageChange = data.StageChange{StageID: stage, Day: day, Evidence: data.Evidence{Kind: data.EvidenceReason, Reason: reason}}
	return ""
}

// stage finds a stage by name, key or role.
func (c *converter) stage(name string) (int64, fault) {
	folded := squash(name)
	names := make([]string, len(c.stages))
	for i, s := range c.stages {
		names[i] = s.Name
		for _, called := range []string{s.Name, s.Key, s.Role} {
			if called != "" && squash(called) == folded {
				return s.ID, ""
			}
		}
	}
	return 0, fault("its stage in " + c.header(FieldStage) + " is none of " + strings.Join(names, ", "))
}
