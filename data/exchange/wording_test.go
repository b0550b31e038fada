package exchange

import (
	"strings"
	"testing"

	"cxworkbench/data"
)

func TestScoresInWords(t *testing.T) {
	for _, c := range []struct {
		header, answers string
		want            string // of the answers that are kept
		kind            data.MetricKind
		low, high       float64
	}{
		{"How likely are you to recommend us?", "10 - Very likely|0 - Not at all likely|7|9", "10 0 7 9", data.MetricNPS, 0, 10},
		{"How satisfied are you?", "5 (very)|1 = not at all|4: rather", "5 1 4", data.MetricCSAT, 1, 5},
		{"How satisfied are you?", "Very satisfied|very dissatisfied|Neutral|Satisfied|Dissatisfied", "5 1 3 4 2", data.MetricCSAT, 1, 5},
		{"Wie zufrieden sind Sie?", "Sehr zufrieden|Eher unzufrieden|teils, teils", "5 2 3", data.MetricCSAT, 1, 5},
		{"Êtes-vous satisfait ?", "Très satisfait(e)|Plutôt insatisfait(e)|Ni satisfait ni insatisfait", "5 2 3", data.MetricCSAT, 1, 5},
		{"¿Qué tan satisfecho está?", "Muy satisfecho|Muy insatisfecho|Neutral", "5 1 3", data.MetricCSAT, 1, 5},
		{"Qual é a sua satisfação?", "Muito satisfeito|Insatisfeito|Neutro", "5 2 3", data.MetricCSAT, 1, 5},
		{"I trust this company", "Strongly agree|Disagree", "5 2", data.MetricTrust, 1, 5},
		// A recommendation in five words is no NPS.
		{"How likely are you to recommend us?", "Very likely|Unlikely", "5 2", data.MetricOther, 1, 5},
	} {
		t.Run(c.answers, func(t *testing.T) {
			content := "date;" + c.header + "\n"
			for _, answer := range strings.Split(c.answers, "|") {
				content += "2026-01-05;" + answer + "\n"
			}
			ws := MustCreate(t, settings())
			plan := MustPrepare(t, MustWrite(t, content), options(as(AsResponses)))
			if len(plan.Questions) != 1 || plan.Problem != nil {
				t.Fatalf("%d questions; problem %v", len(plan.Questions), plan.Problem)
			}
			m := plan.Questions[0].Metric
			if m.Kind != c.kind || m.Low != c.low || m.High != c.high || m.Direction != data.HighIsGood {
				t.Errorf("read as %s from %v to %v, %s is good", m.Kind, m.Low, m.High, m.Direction)
			}
			if warned := len(plan.Warnings) > 0; warned != wordingOf(ptr(profileOf(plan.Preview, 1))).inWords() {
				t.Errorf("warned: %v", plan.Warnings)
			}
			if _, err := Run(ctx, ws, plan, nil); err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, line := range dumpService(t, ws) {
				got = append(got, line[strings.LastIndex(line, " ")+1:])
			}
			if strings.Join(got, " ") != c.want {
				t.Errorf("scores %v, want %s", got, c.want)
			}
		})
	}
}

func ptr[T any](v T) *T { return &v }

func TestWordsThatAreNoScaleAreWarnedOf(t *testing.T) {
	for _, answers := range []string{
		"Very satisfied|Satisfied|Do not know",                  // one does not fit
		"Very satisfied|Extremely satisfied|Somewhat satisfied", // a longer scale
		"Very satisfied|Zufrieden",                              // two languages
		"10 - 20 people|1 - 9 people",
		"Neutral|Neutral",
	} {
		content := "date;NPS;How satisfied are you?\n"
		for i, answer := range strings.Split(answers, "|") {
			content += "2026-01-05;" + []string{"10", "0", "5"}[i] + ";" + answer + "\n"
		}
		plan := MustPrepare(t, MustWrite(t, content), options(as(AsResponses)))
		if len(plan.Questions) != 1 || len(plan.Warnings) != 1 || plan.Warnings[0].Key != "exchange.warn.words" {
			t.Errorf("%s: %d questions, warnings %v", answers, len(plan.Questions), plan.Warnings)
		}
	}
}

// Words for 1 to 5 are no scores of a question that has another scale here.
func TestWordsOfAnotherScaleAreRejected(t *testing.T) {
	ws := MustCreate(t, settings())
	MustRun(t, ws, MustWrite(t, "date,CSAT\n2026-01-05,10\n2026-01-05,6\n2026-01-06,9\n"), options(as(AsResponses)))
	r := MustRun(t, ws, MustWrite(t, "date,CSAT\n2026-02-05,Satisfied\n2026-02-05,Very satisfied\n"), options(as(AsResponses)))
	wantCounts(t, r, counts{read: 2, rejected: 2})
}
