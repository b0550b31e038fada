package app

import (
	"context"
	"testing"

	"cxworkbench/data"
)

// A filter that keeps nobody is told from one that keeps somebody, and the filter
// that is kept for the next question is that of the question.
func TestSomebodyIsInTheFilter(t *testing.T) {
	ctx := context.Background()
	s := MustFill(t)
	all, nobody := WholeView(), WholeView()
	nobody.Where = "done anything 9999 times"
	kept := WholeView()
	kept.Where = "done anything"
	for _, v := range []View{all, kept, nobody, kept, nobody} {
		err := s.Somebody(ctx, v)
		if want := v == nobody; (data.CodeOf(err) == data.CodeNobody) != (err != nil) || want != (err != nil) {
			t.Errorf("%q: %v", v.Where, err)
		}
	}
	if err := s.Somebody(ctx, View{AsOf: data.NoDay, From: data.NoDay, To: data.NoDay, Where: "=="}); err == nil {
		t.Error("what is no condition was not refused")
	}
}
