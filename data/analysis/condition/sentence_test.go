package condition

import (
	"fmt"
	"strings"
	"testing"

	"cxworkbench/data/message"
)

// hostile are names that look like the words around them.
var hostile = []string{"a", "b", "known", "none", "a is b", "a or b", "a, b", "a”, “b", "“a”", "« a »", "„a“", "no stage yet", "5"}

// meanings are conditions of which no two mean the same.
func meanings() []string {
	out := []string{"left", "subscribed", "subscribed for 1 week", "subscribed for 2 weeks"}
	for _, span := range []string{"1 day", "2 days", "2 weeks", "2 months", "2 years"} {
		out = append(out, "silent for "+span, "done web within any "+span, "done web within last "+span, "done web on a within last "+span)
	}
	for _, what := range []string{"anything", "purchase", "other", "service", `"purchase"`, `"other"`} {
		out = append(out, "done "+what+" 2 times", "done "+what+" 3 times", "done "+what)
	}
	for _, name := range hostile {
		name = alwaysQuote(name)
		out = append(out, name+" = x", name+" known", "x = "+name, "x != "+name, "x in ("+name+", z)", "x in (z, "+name+")", "stage = "+name, "stage in ("+name+", z)",
			"in list "+name, "done "+name+" on z", "done web on "+name)
	}
	for _, op := range []string{"<", "<=", ">", ">="} {
		out = append(out, "x "+op+" a", "stage "+op+" a", "x "+op+" 5")
	}
	return append(out, "stage != a", "stage = none", "stage != none", "stage in (none, z)", "x in (a, b, z)")
}

// joins are ways of joining conditions, of which no two mean the same.
var joins = []string{
	"%[1]s and %[2]s and %[3]s", "%[1]s or %[2]s or %[3]s", "(%[1]s or %[2]s) and %[3]s", "%[1]s or %[2]s and %[3]s", "%[1]s and %[2]s or %[3]s",
	"not (%[1]s and %[2]s) and %[3]s", "not (%[1]s or %[2]s) and %[3]s", "not (%[1]s or %[2]s and %[3]s)",
}

func TestConditionsOfDifferentMeaningReadDifferently(t *testing.T) {
	texts := meanings()
	for _, text := range meanings() {
		texts = append(texts, "not "+text)
	}
	few := []string{"left", "not left", "a = b", `a = "b and c"`, "done web 2 times", "not done web 2 times", "not in list b"}
	for _, join := range joins {
		for i, one := range few {
			for j, two := range few[i+1:] {
				for _, three := range few[i+1+j+1:] {
					texts = append(texts, fmt.Sprintf(join, one, two, three))
				}
			}
		}
	}
	for _, p := range message.Offered() {
		said := map[string]string{}
		for _, text := range texts {
			words := p.Text(mustParse(t, text).Sentence())
			if other, twice := said[words]; twice {
				t.Errorf("%s: both\n%s and\n%s\nread %s", p.Lang(), text, other, words)
			}
			said[words] = text
			if strings.Contains(words, "condition.") || strings.Contains(words, "  ") || strings.TrimSpace(words) != words {
				t.Errorf("%s: %s reads %q", p.Lang(), text, words)
			}
		}
	}
}

func TestSayOfWhatCannotBeRead(t *testing.T) {
	if got := message.English().Text(Say("done buying {n}")); got != "done buying {n}" {
		t.Errorf("it says %q", got)
	}
	if got := message.English().Text(Say("LEFT")); got != "customers who have left" {
		t.Errorf("it says %q", got)
	}
}

func TestAnyIsOr(t *testing.T) {
	a, b, c := mustParse(t, "done web or done referral"), mustParse(t, "left"), mustParse(t, "a = 1 and b = 2")
	if got, want := Any(a, b, c).String(), "done web or done referral or left or a = 1 and b = 2"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	if Any(c).String() != c.String() || !Any().IsZero() {
		t.Error("any of one is not that one, or any of none is one")
	}
}

// A name that holds the words of another condition, in whatever language, does not
// read as that condition.
func TestANameCannotReadAsACondition(t *testing.T) {
	for _, p := range message.Offered() {
		say := func(text string) string { return p.Text(mustParse(t, text).Sentence()) }
		for form, two := range map[string]string{
			`%s = z`: `a = b and x = z`, `stage = %s`: `stage = a or stage = b`, `done web on %s`: `done web on a and left`, `x = %s`: `x = a and left`,
			`done %s`: `done "a" and done "b"`, `in list %s`: `in list "a" and in list "b"`,
		} {
			before, after, _ := strings.Cut(say(fmt.Sprintf(form, `"Q"`)), "Q")
			attack := strings.TrimSuffix(strings.TrimPrefix(say(two), before), after)
			if got := say(fmt.Sprintf(form, alwaysQuote(attack))); got == say(two) {
				t.Errorf("%s: a name reads as %s: %s", p.Lang(), two, got)
			}
		}
	}
}
