package condition

import (
	"reflect"
	"strings"
	"testing"

	"cxworkbench/data"
	"cxworkbench/data/message"
)

// canonical pairs what a person may write with what it is printed as.
var canonical = []struct{ in, out string }{
	{`Contract = "One year"`, `Contract = "One year"`},
	{`contract="Month-to-month"`, `contract = Month-to-month`},
	{`"Monthly charges">=20.5`, `"Monthly charges" >= 20.5`},
	{`a != b`, `a != b`}, {`a < 1`, `a < 1`}, {`a<=-1`, `a <= -1`}, {`a > 1`, `a > 1`},
	{`plan = none`, `plan = "none"`},
	{`"stage" = x`, `"stage" = x`},
	{`x = "say ""hi"""`, `x = "say ""hi"""`},
	{`Region IN (North,"South West" , 3)`, `Region in (North, "South West", 3)`},
	{`Region KNOWN`, `Region known`},
	{`Stage = Nurturing`, `stage = Nurturing`},
	{`stage >= Engagement`, `stage >= Engagement`},
	{`stage in (none, "none", "Key account")`, `stage in (none, "none", "Key account")`},
	{`stage != NONE`, `stage != none`},
	{`LEFT`, `left`},
	{`done Purchase`, `done purchase`},
	{`done purchase 1 time`, `done purchase`},
	{`done purchase 2 times on phone within any 1 year`, `done purchase 2 times on phone within any 1 year`},
	{`done "Site visit" within last 8 week`, `done "Site visit" within last 8 weeks`},
	{`done "purchase"`, `done "purchase"`},
	{`done anything on "within"`, `done anything on "within"`},
	{`not done anything`, `not done anything`},
	{`subscribed`, `subscribed`}, {`subscribed for 12 MONTHS`, `subscribed for 12 months`},
	{`silent for 30 days`, `silent for 30 days`},
	{`left and (a = 1 and b = 2)`, `left and a = 1 and b = 2`},
	{`(left or a = 1) or b = 2`, `left or a = 1 or b = 2`},
	{`a = 1 or b = 2 and c = 3`, `a = 1 or b = 2 and c = 3`},
	{`(a = 1 or b = 2) and c = 3`, `(a = 1 or b = 2) and c = 3`},
	{`not (left and subscribed)`, `not (left and subscribed)`},
	{`not ((left))`, `not left`},
	{`not not left`, `not not left`},
	{`größe = "Ä ö"`, `größe = "Ä ö"`},
}

func TestParsePrintsCanonically(t *testing.T) {
	for _, c := range canonical {
		parsed := mustParse(t, c.in)
		if got := parsed.String(); got != c.out {
			t.Errorf("%s\nprints %s\nwant   %s", c.in, got, c.out)
		}
		if again := mustParse(t, parsed.String()); !reflect.DeepEqual(again, parsed) {
			t.Errorf("%s reads back as %v", c.in, again)
		}
	}
}

func TestParseErrorsNameThePlace(t *testing.T) {
	for in, want := range map[string]string{
		``:                                   "character 1: the condition ends where a test",
		`   `:                                "character 4: the condition ends",
		`Contract`:                           "character 9: the condition ends where =, !=",
		`Contract = `:                        "character 12: the condition ends where a value",
		`Contract = ""`:                      `character 12: it says "" where a value`,
		`größe ! 1`:                          "character 7: it says ! where =, !=",
		`a = 1 b = 2`:                        "character 7: it says b where and, or, or the end",
		`a = and`:                            "character 5: it says and where a value",
		`(left`:                              "character 6: the condition ends where )",
		`left)`:                              "character 5: it says ) where and, or",
		`a in North`:                         "character 6: it says North where (",
		`a in (North South)`:                 "character 13: it says South where a comma or )",
		`a = "North`:                         "character 5 on: a double quote",
		`stage > none`:                       "character 9: it says none where a stage's name",
		`stage known`:                        "character 7: it says known where =, !=",
		`done buying`:                        "the kinds are marketing, web",
		`done ""`:                            "an activity's name in double quotes",
		`done purchase 0 times`:              "character 15: it says 0 where a number of times from 1 on",
		`done purchase 2`:                    "character 16: the condition ends where times",
		`done purchase within 2 days`:        "character 22: it says 2 where any or last",
		`done purchase within any days`:      "where a whole number, as in 30 days",
		`silent 30 days`:                     "character 8: it says 30 where for",
		`silent for 30`:                      "where days, weeks, months or years",
		`silent for 30 moons`:                "character 15: it says moons where days",
		`subscribed for 99999999999 years`:   "character 16",
		`in = 3`:                             "character 4: it says = where list was expected",
		`in list`:                            "character 8: the condition ends where a list's name",
		`in list and left`:                   "character 9: it says and where a list's name",
		strings.Repeat("(", 200) + "left":    "more than 100 parentheses",
		strings.Repeat("not ", 200) + "left": "more than 100 parentheses",
	} {
		_, err := Parse(in)
		if err == nil {
			t.Errorf("Parse(%q) finds nothing wrong", in)
			continue
		}
		if !strings.Contains(err.Error(), want) {
			t.Errorf("Parse(%q)\nsays %s\nwant %s", in, err, want)
		}
		if data.CodeOf(err) != data.CodeBadInput {
			t.Errorf("Parse(%q) has code %s", in, data.CodeOf(err))
		}
	}
}

func TestSentences(t *testing.T) {
	for in, want := range map[string]string{
		`Contract = "One year"`:                                                 "customers whose Contract is “One year”",
		`not Region in (North, South)`:                                          "customers whose Region is none of “North”, “South”",
		`not Region known`:                                                      "customers whose Region is not known",
		`done purchase 2 times within any 12 months`:                            "customers with at least 2 purchases within any 12 months",
		`done purchase`:                                                         "customers with at least 1 purchase",
		`not done enquiry on Phone within last 1 day`:                           "customers with no enquiries on Phone in the last 1 day",
		`not done service 2 times`:                                              "customers with fewer than 2 service contacts",
		`done "Site visit"`:                                                     "customers with at least 1 record of “Site visit”",
		`stage >= Engagement and not left`:                                      "customers in Engagement or beyond and who have not left",
		`stage in (none, Attraction)`:                                           "customers in one of no stage yet, Attraction",
		`subscribed for 3 years or silent for 8 weeks`:                          "customers who have been subscribed for 3 years or silent for 8 weeks",
		`(left or subscribed) and not silent for 1 day`:                         "customers (who have left or who are subscribed) and heard from in the last 1 day",
		`not (left or subscribed)`:                                              "customers other than (who have left or who are subscribed)",
		`not not (left or a < 5) and subscribed`:                                "customers (who have left or whose a is below 5) and who are subscribed",
		`"Monthly charges" >= 20.5`:                                             "customers whose “Monthly charges” is at least 20.5",
		`x in ("a”, “b")`:                                                       "customers whose x is one of “a””, ““b”",
		`done purchase 2 times within any 12 months and not silent for 90 days`: "customers with at least 2 purchases within any 12 months and heard from in the last 90 days",
		`not not left`:                                                          "customers who have left",
		`x = "{n} of {y|a|b}"`:                                                  "customers whose x is “{n} of {y|a|b}”",
	} {
		if got := message.English().Text(mustParse(t, in).Sentence()); got != want {
			t.Errorf("%s\nsays %s\nwant %s", in, got, want)
		}
	}
	if got := message.English().Text(Condition{}.Sentence()); got != "all customers" {
		t.Errorf("no condition says %q", got)
	}
}

// everyTest is one of each test and form, so that none lacks a text.
func everyTest() []string {
	tests := []string{"left", "subscribed", "subscribed for 1 week", "silent for 2 years", `done "x" on y within any 2 weeks`, "done anything 3 times", "a known", "a in (b, c)", "stage in (b, none)"}
	for _, k := range data.Kinds {
		tests = append(tests, "done "+string(k), "done "+string(k)+" 2 times within last 3 months")
	}
	for _, op := range []string{"=", "!=", "<", "<=", ">", ">="} {
		tests = append(tests, "a "+op+" b", "stage "+op+" b")
	}
	return tests
}

func TestEveryTestHasItsTexts(t *testing.T) {
	for _, test := range everyTest() {
		for _, form := range []string{"%", "not %", "not (% and left)", "% or %", "(% or left) and %"} {
			in := strings.ReplaceAll(form, "%", test)
			got := message.English().Text(mustParse(t, in).Sentence())
			if strings.Contains(got, "condition.") || strings.ContainsAny(got, "{}") || strings.Contains(got, "  ") {
				t.Errorf("%s says %q", in, got)
			}
		}
	}
}

func TestRule(t *testing.T) {
	for in, want := range map[string]string{
		"done purchase or subscribed": "",
		"done referral or done purchase 10 times within any 12 months or subscribed for 36 months": "",
		"(done web or done marketing) and subscribed":                                              "",
		"done purchase within last 30 days":                                                        "within last",
		"not done purchase":                                                                        "not",
		"done purchase and region = North":                                                         "the attribute region",
		"stage = Start or left":                                                                    "stage",
		"subscribed and left":                                                                      "left",
		"silent for 3 days":                                                                        "silent",
	} {
		err := mustParse(t, in).Rule()
		switch {
		case want == "" && err != nil:
			t.Errorf("%s is refused: %v", in, err)
		case want != "" && (err == nil || !strings.Contains(err.Error(), "cannot use "+want+",")):
			t.Errorf("%s: got %v, want it to name %s", in, err, want)
		}
	}
	if (Condition{}).Rule() == nil {
		t.Error("an empty condition passes as a rule")
	}
}

func FuzzParse(f *testing.F) {
	for _, c := range canonical {
		f.Add(c.in)
	}
	f.Add(`((((`)
	f.Add("a = \"\xff\"")
	f.Fuzz(func(t *testing.T, in string) {
		c, err := Parse(in)
		if err != nil {
			return
		}
		printed := c.String()
		again, err := Parse(printed)
		if err != nil {
			t.Fatalf("%q prints %q, which does not read: %v", in, printed, err)
		}
		if !reflect.DeepEqual(again, c) || again.String() != printed {
			t.Fatalf("%q prints %q, which reads as %q", in, printed, again.String())
		}
		if message.English().Text(c.Sentence()) == "" {
			t.Fatalf("%q says nothing", in)
		}
	})
}
