package importing_test

import (
	"testing"

	"cxworkbench/views/kit"
	"cxworkbench/views/viewtest"
)

const efforts = "customer,date,Effort score\na,2026-03-02,1\nb,2026-03-04,5\nc,2026-03-09,7\n"

func entryOf(b *viewtest.Bench, text string) *kit.Entry {
	return viewtest.Find(b, func(e *kit.Entry) bool { return e.Text == text })
}

func TestTheScaleOfAQuestionIsChanged(t *testing.T) {
	b := mustChoose(t, "answers.csv", efforts)
	step(b, "Columns")
	pick(b, "Effort score")
	entryOf(b, "7").SetText("5")
	b.Press("Use this scale")
	pick(b, "Effort score")
	b.MustSay("CES from 1 to 5")
	viewtest.Find(b, func(s *kit.Select) bool { return s.Selected == "high is good" }).SetSelected("low is good")
	b.Settle()
	pick(b, "Effort score")
	if viewtest.Find(b, func(s *kit.Select) bool { return s.Selected == "low is good" }) == nil {
		t.Fatalf("the direction is not kept: %q", b.Texts())
	}
	entryOf(b, "5").SetText("0")
	b.Press("Use this scale")
	b.MustSay("A scale runs from a number to a higher one: 1 to 0 is none.")
	b.Key("Escape")
	b.Press("Import")
	b.MustSay("2 imported", "1 rejected", "outside the scale from 1 to 5")
}

// A question that is called something else has its scale guessed anew.
func TestAnotherQuestionHasAnotherScale(t *testing.T) {
	b := mustChoose(t, "answers.csv", efforts)
	step(b, "Columns")
	pick(b, "Effort score")
	entryOf(b, "7").SetText("5")
	b.Press("Use this scale")
	pick(b, "Effort score")
	viewtest.Find(b, func(s *kit.Select) bool { return s.Selected == "Answer: CES" }).SetSelected("Answer: CSAT")
	b.Settle()
	b.Press("Import")
	b.MustSay("3 imported", "0 rejected")
}

func TestWhatWasLeftOutOfKeptRowsIsSaid(t *testing.T) {
	b := mustChoose(t, "cases.csv", "ticket,customer,created,priority,status\n1,a,2026-03-02,high,open\n2,b,2026-03-04,purple,open\n3,c,2026-03-09,low,open\n")
	b.Press("Import")
	b.MustSay("3 imported", "Kept, with something left out", "1 row: ")
}
