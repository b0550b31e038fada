package condition

import (
	"slices"
	"strings"
	"testing"

	"cxworkbench/data/eventlog"
	"cxworkbench/data/message"
)

func TestListsAreAskedForByName(t *testing.T) {
	log := records{customers: 4}.log(t)
	log.Lists = []eventlog.List{{Name: "Empty"}, {Name: `Left "early"`, Members: []int64{1, 3, 9}}} // 9 is nobody here
	for text, want := range map[string][]bool{
		`in list "left ""early"""`:                        {true, false, true, false},
		`not in list "Left ""early"""`:                    {false, true, false, true},
		`in list empty`:                                   {false, false, false, false},
		`in list empty or not (in list "Left ""early""")`: {false, true, false, true},
		`in list "Left ""early""" and not done anything`:  {true, false, true, false},
	} {
		p := mustCompile(t, log, Env{}, text)
		for c := range want {
			if got := p.Holds(eventlog.CustomerIndex(c), log.Last); got != want[c] {
				t.Errorf("%s: customer %d is in: %t", text, c+1, got)
			}
		}
		c := mustParse(t, text)
		if again := mustParse(t, c.String()).String(); again != c.String() {
			t.Errorf("%q is read back as %q", c, again)
		}
	}
	_, err := mustParse(t, "in list lefties").Compile(log, Env{})
	if err == nil || !strings.Contains(err.Error(), `no list "lefties"`) {
		t.Errorf("a list that is not there: %v", err)
	}
	if err := mustParse(t, "done web and in list empty").Rule(); err == nil {
		t.Error("a list is taken as a stage rule")
	}
	if got := message.English().Text(mustParse(t, "not in list empty").Sentence()); got != "customers not in the list “empty”" {
		t.Errorf("said as %q", got)
	}
}

func TestListsAreRenamed(t *testing.T) {
	c := mustParse(t, `(left or not in list A) and in list "B"`)
	if got := c.Lists(); !slices.Equal(got, []string{"A", "B"}) {
		t.Errorf("it asks for %q", got)
	}
	got := c.Renamed(func(name string) string { return name + " of old" }).String()
	if want := `(left or not in list "A of old") and in list "B of old"`; got != want || c.String() != `(left or not in list "A") and in list "B"` {
		t.Errorf("%s became %s", c, got)
	}
	if (Condition{}).Renamed(strings.ToUpper).String() != "" || len((Condition{}).Lists()) != 0 {
		t.Error("no condition asks for a list")
	}
}
