package condition

import "testing"

func TestTestsReadBackToTheSameCondition(t *testing.T) {
	for _, text := range []string{
		"", "left", "not left", `Contract = "One year" and stage >= Engagement`, `Region in (North, "South West") and silent for 8 weeks`,
		"not tenure known", "stage = none", `done purchase 2 times on Phone within any 12 months and not done "Site ""A"" visit" within last 30 days`,
		"done anything and subscribed and subscribed for 1 year", "stage in (A, none)", `"and" = "or"`,
	} {
		c := mustParseOrEmpty(t, text)
		tests, flat := c.Tests()
		if !flat {
			t.Fatalf("%s is not flat", text)
		}
		again, err := All(tests...)
		if err != nil || again.String() != c.String() {
			t.Errorf("%s came back as %s, %v", c, again, err)
		}
	}
}

func mustParseOrEmpty(t *testing.T, text string) Condition {
	t.Helper()
	if text == "" {
		return Condition{}
	}
	return mustParse(t, text)
}

func TestWhatIsMoreThanTestsSaysSo(t *testing.T) {
	for _, text := range []string{"left or subscribed", "left and (subscribed or done web)", "not (left and subscribed)"} {
		if tests, flat := mustParse(t, text).Tests(); flat {
			t.Errorf("%s is %v", text, tests)
		}
	}
	if tests, flat := mustParse(t, "not not left").Tests(); !flat || tests[0].Not {
		t.Errorf("not not left is %v, %t", tests, flat)
	}
}

func TestAnUnfinishedTestIsAnError(t *testing.T) {
	for name, test := range map[string]Test{
		"no value": {Subject: OfAttribute, Name: "Contract", Op: "="}, "no name": {Subject: OfAttribute, Op: "=", Values: []string{"a"}},
		"no span": {Subject: OfSilent}, "no comparison": {Subject: OfStage, Values: []string{"A"}}, "none in order": {Subject: OfStage, Op: "<"},
		"no values": {Subject: OfAttribute, Name: "A", Op: "in"}, "too long": {Subject: OfSilent, Span: 99_999_999, Unit: "day"},
	} {
		if c, err := All(test); err == nil {
			t.Errorf("%s makes %s", name, c)
		}
	}
}

func TestAsksStage(t *testing.T) {
	for text, want := range map[string]bool{"left": false, "not (left or stage = A)": true, "Stage2 = A and done web": false} {
		if got := mustParse(t, text).AsksStage(); got != want {
			t.Errorf("%s: %t", text, got)
		}
	}
}
