package exchange

import (
	"testing"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"
)

// The short ways for plain numbers give what the long ones give.
func TestPlainNumbersAreReadAsAnyNumber(t *testing.T) {
	cells := rapid.StringMatching(`-?[0-9]{0,20}[.,]?[0-9]{0,4}[.,]?[0-9]{0,3}`)
	plain := 0
	rapid.Check(t, func(t *rapid.T) {
		cell, style := cells.Draw(t, "cell"), numberStyle{decimalComma: rapid.Bool().Draw(t, "comma")}
		long, ok := style.anyNumber(cell)
		short, isPlain := style.plainNumber(cell)
		if isPlain && (!ok || !short.Equal(long)) {
			t.Fatalf("%q is %v, not %v (%v)", cell, short, long, ok)
		}
		if isPlain {
			plain++
		}
		c := converter{minor: rapid.SampledFrom([]int64{1, 100, 1000}).Draw(t, "minor")}
		got, gotBad := c.money(long)
		if want, bad := c.roundedMoney(long); got != want || gotBad != bad {
			t.Fatalf("%v is %d (%s), not %d (%s)", long, got, gotBad, want, bad)
		}
		if n, exact := exactly(long, 1); exact && !decimal.NewFromInt(n).Equal(long) {
			t.Fatalf("%v is not %d", long, n)
		}
	})
	if plain == 0 {
		t.Error("no number was plain")
	}
}

// Each field finds its own column, and no other's.
func TestColumnsOfFields(t *testing.T) {
	all := []Field{FieldRecord}
	for _, a := range []As{AsCustomers, AsSubscriptions, AsInteractions, AsPurchases, AsResponses, AsTickets, AsStageChanges} {
		all = append(all, a.Fields()...)
	}
	rapid.Check(t, func(t *rapid.T) {
		var columns fieldColumns
		want := map[Field]int{}
		for i, f := range rapid.SliceOf(rapid.SampledFrom(all)).Draw(t, "fields") {
			columns.set(f, i)
			want[f] = i
		}
		for _, f := range all {
			column, there := want[f]
			if got, ok := columns.of(f); got != column || ok != there {
				t.Fatalf("%s is in column %d (%v)", f, got, ok)
			}
		}
	})
}
