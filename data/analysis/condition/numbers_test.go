package condition

import (
	"fmt"
	"testing"
)

func TestNumbersOfARule(t *testing.T) {
	for text, want := range map[string]string{
		"done purchase 5 times within any 12 months or subscribed for 12 months": "[5 times 12 months 12 months]",
		`done "Überweisung 7" 3 times or done service 1 time`:                    "[3 times 1 time]",
		`region = 5 and done purchase 2 times`:                                   "[2 times]",
		"done web or done marketing":                                             "[]",
		"done purchase 5":                                                        "[]", // cannot be read
		"":                                                                       "[]",
	} {
		var got []string
		for _, n := range Numbers(text) {
			got = append(got, fmt.Sprint(n.Value, " ", n.Unit))
		}
		if s := fmt.Sprint(got); s != want {
			t.Errorf("%q has %s, want %s", text, s, want)
		}
	}
}

func TestANumberIsPutInItsPlace(t *testing.T) {
	text := `done "Ü 5" 5 times or done service 5 times within any 12 months`
	numbers := Numbers(text)
	if got, want := numbers[1].Put(text, 17), `done "Ü 5" 5 times or done service 17 times within any 12 months`; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	for i, n := range numbers {
		changed := n.Put(text, n.Most)
		if _, err := Parse(changed); err != nil {
			t.Errorf("%s: %v", changed, err)
		}
		if got := Numbers(changed)[i]; got.Value != n.Most || got.Unit != n.Unit {
			t.Errorf("%+v", got)
		}
	}
}
