package exchange

import (
	"fmt"
	"strings"
	"testing"

	"cxworkbench/data"
	"cxworkbench/data/message"
)

// columnOf makes a file of responses with one column, each value as often as it says.
func columnOf(header string, values ...any) string {
	var out strings.Builder
	out.WriteString("Date,\"" + header + "\"\n")
	for i := 0; i < len(values); i += 2 {
		for range values[i+1].(int) {
			fmt.Fprintf(&out, "2026-01-30,%v\n", values[i])
		}
	}
	return out.String()
}

// asked writes questions down: kind low..high, < where low is good.
func asked(p *Plan) string {
	var out []string
	for _, q := range p.Questions {
		sign := ""
		if q.Metric.Direction == data.LowIsGood {
			sign = "<"
		}
		out = append(out, fmt.Sprintf("%s %v..%v%s %s", q.Metric.Kind, q.Metric.Low, q.Metric.High, sign, q.Confidence))
	}
	return strings.Join(out, "; ")
}

func TestQuestions(t *testing.T) {
	for _, c := range []struct{ name, content, want string }{
		{"NPS with a code", columnOf("NETPRO", 10, 30, 9, 20, 6, 5, 0, 2, 11, 3), "nps 0..10 certain"},
		{"NPS of satisfied people", columnOf("NPS", 9, 30, 10, 30), "nps 0..10 certain"},
		{"NPS with many codes", columnOf("nps", 10, 30, 9, 20, 6, 5, 99, 8), "nps 0..10 certain"},
		{"a recommendation in words", columnOf("How likely are you to recommend us?", 10, 9, 3, 4), "nps 0..10 likely"},
		{"a recommendation on five steps", columnOf("Would you recommend us?", 5, 9, 4, 9, 1, 5), "other 1..5 likely"},
		{"a scale of ten is no NPS", columnOf("How would you rate us on a scale of 0-10?", 10, 9, 3, 4), "other 0..10 likely"},
		{"nor is a number of ten", columnOf("Items", 10, 9, 3, 4), ""},
		{"yes or no is no scale", columnOf("Would you recommend us?", 1, 9, 0, 4), ""},
		{"satisfaction", columnOf("Customer satisfaction", 5, 20, 4, 10, 1, 1), "csat 1..5 certain"},
		{"satisfaction with no answer as 0", columnOf("Satisfaction", 5, 40, 4, 10, 0, 1), "csat 1..5 certain"},
		{"satisfaction with codes far off", columnOf("Satisfaction", 5, 70, 4, 20, 98, 1, 99, 2), "csat 1..5 certain"},
		{"satisfaction with the next code", columnOf("Satisfaction", 5, 70, 4, 20, 3, 9, 6, 4), "csat 1..5 certain"},
		{"satisfaction on seven steps, seldom used", columnOf("Satisfaction", 5, 70, 4, 20, 6, 2, 7, 1), "csat 1..7 certain"},
		{"satisfaction to ten", columnOf("Zufriedenheit", 10, 5, 8, 20, 6, 2, 7, 1), "csat 1..10 certain"},
		{"satisfaction from nought to ten", columnOf("Zufriedenheit", 10, 5, 8, 20, 0, 2, 7, 1), "csat 0..10 certain"},
		{"satisfaction in percent", columnOf("CSAT", "80%", 5, "35%", 20), "csat 1..100 certain"},
		{"the header says the scale", columnOf("Satisfaction (1-10)", 5, 5, 4, 20), "csat 1..10 likely"},
		{"the header says the scale in German", columnOf("Zufriedenheit von 1 bis 7", 5, 5, 4, 20), "csat 1..7 likely"},
		{"agreement that it was easy", columnOf("CES", 7, 5, 4, 20), "ces 1..7 certain"},
		{"effort, where little is good", columnOf("How much effort did it take?", 1, 25, 4, 2, 5, 1), "ces 1..5< weak"},
		{"ease on five steps", columnOf("It was easy to get help", 5, 25, 4, 2), "ces 1..5 likely"},
		{"trust", columnOf("Wie sehr vertrauen Sie uns?", 5, 25, 4, 2), "trust 1..5 likely"},
		{"too much off the scale", columnOf("Satisfaction", 5, 20, 4, 10, 300, 20, 17.5, 20), ""},
		{"words", columnOf("Satisfaction", "Very satisfied", 20, "Neutral", 20), "csat 1..5 certain"},
		{"words of no scale", columnOf("Satisfaction", "Rather good", 20, "So so", 20), ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := MustPrepare(t, MustWrite(t, c.content), options(as(AsResponses)))
			if got := asked(p); got != c.want {
				t.Errorf("asked %q, want %q", got, c.want)
			}
			if (p.Problem == nil) != (c.want != "") {
				t.Errorf("problem: %v", p.Problem)
			}
		})
	}
}

func TestAnswersInWordsAreNamed(t *testing.T) {
	p := MustPrepare(t, MustWrite(t, "Date,NPS,Satisfaction\n2026-01-30,9,Rather good\n2026-01-30,8,So so\n"), options())
	if len(p.Warnings) != 1 || !strings.HasPrefix(message.English().Text(p.Warnings[0]), `"Satisfaction" looks like a question answered in words`) {
		t.Errorf("warned of %v", p.Warnings)
	}
}

func TestQuestionsCanBeOverridden(t *testing.T) {
	path := MustWrite(t, "Date,NPS,Q2,Why,Other\n2026-01-30,9,5,x,y\n2026-01-30,8,0,z,y\n")
	for _, c := range []struct{ pairs, want, mapping string }{
		{"", "nps 0..10 certain", "metric:NPS=NPS(certain) comment:NPS=Why(likely)"},
		{"score=Q2", "other 0..5 given", "metric:Q2=Q2(given) comment:Q2=Why(likely)"},
		{"metric:CSAT=Q2", "nps 0..10 certain; csat 0..5 given", "metric:NPS=NPS(certain) metric:CSAT=Q2(given) comment:CSAT=Why(likely)"},
		{"metric:NPS=;metric:NPS score=Q2", "nps 0..10 given", "metric:NPS score=Q2(given) comment:NPS score=Why(likely)"},
		{"comment:NPS=Other", "nps 0..10 certain", "metric:NPS=NPS(certain) comment:NPS=Other(given)"},
		{"comment:NPS=", "nps 0..10 certain", "metric:NPS=NPS(certain)"},
	} {
		o := options(as(AsResponses))
		if c.pairs != "" {
			o = options(as(AsResponses), mapped(strings.Split(c.pairs, ";")...))
		}
		p := MustPrepare(t, path, o)
		got := strings.TrimPrefix(mappingOf(p), "responses: at=Date(certain) ")
		if asked(p) != c.want || got != c.mapping || p.Problem != nil {
			t.Errorf("%s: problem %v\n got %s: %s\nwant %s: %s", c.pairs, p.Problem, asked(p), got, c.want, c.mapping)
		}
	}
	if _, err := Prepare(path, options(mapped("metric:NPS=Nowhere"))); data.CodeOf(err) != data.CodeBadInput {
		t.Errorf("a question without a column: %v", err)
	}
	p := MustPrepare(t, path, options(mapped("metric:Mood=Q2")))
	if p.As != AsResponses {
		t.Errorf("rows with a question were taken for %s", p.As)
	}
}

// Other columns are kept of people who are known, and passed over of others.
func TestWhatElseRespondentsSaid(t *testing.T) {
	known := MustPrepare(t, MustWrite(t, "Customer ID,Date,NPS,Region\na,2026-01-30,9,North\nb,2026-01-30,8,South\n"), options())
	nobody := MustPrepare(t, MustWrite(t, "Date,NPS,Region\n2026-01-30,9,North\n2026-01-30,8,South\n"), options())
	if len(known.Extra) != 1 || len(known.Ignored) != 0 || len(nobody.Extra) != 0 || len(nobody.Ignored) != 1 {
		t.Errorf("kept %v and %v, passed over %v and %v", known.Extra, nobody.Extra, known.Ignored, nobody.Ignored)
	}
	if nobody.NeedsAsOf || !MustPrepare(t, MustWrite(t, "NPS,Region\n9,North\n8,South\n"), options()).NeedsAsOf {
		t.Error("answers without a date need a day, others do not")
	}
}
