package customers_test

import (
	"strings"
	"testing"

	"cxworkbench/views/viewtest"
)

// From page to page in the order of the list, by the keys, and not beyond its ends.
func TestOneCustomerAfterTheOther(t *testing.T) {
	b, list := mustShow(t, viewtest.Purchases())
	names := []string{list.Row(0)[0], list.Row(1)[0], list.Row(2)[0]}
	list.OnOpen(1)
	b.Settle()
	b.MustSay("2 of 12")
	for _, step := range []struct{ command, name, place string }{
		{"Previous customer", names[0], "1 of 12"}, {"Previous customer", names[0], "1 of 12"},
		{"Next customer", names[1], "2 of 12"}, {"Next customer", names[2], "3 of 12"},
	} {
		b.Run(step.command)
		b.Settle()
		if got := b.Traced("page"); !strings.HasPrefix(got, step.name+" records=") {
			t.Errorf("%s leads to %q, want %q", step.command, got, step.name)
		}
		b.MustSay(step.place)
	}
	b.Run("Back")
	b.Settle()
	b.MustSay("2 of 12")
}
