package exchange

import (
	"testing"

	"pgregory.net/rapid"
)

// A hashSet holds what a map holds. The hashes are chosen to want the same places.
func TestHashSetIsASet(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var set hashSet
		want := map[uint64]bool{}
		hashes := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) uint64 {
			return rapid.Uint64Range(0, 40).Draw(t, "low") << rapid.SampledFrom([]int{0, 10, 20, 58}).Draw(t, "shift")
		}), 0, 3000).Draw(t, "hashes")
		for _, h := range hashes {
			if set.has(h) != want[max(h, 1)] {
				t.Fatalf("has %d: %v", h, !want[max(h, 1)])
			}
			if fresh := set.add(h); fresh == want[max(h, 1)] {
				t.Fatalf("add %d: fresh %v", h, fresh)
			}
			want[max(h, 1)] = true
		}
		for h := range want {
			if !set.has(h) {
				t.Fatalf("%d is lost", h)
			}
		}
	})
	var many hashSet
	for h := range uint64(5000) {
		many.add((h + 1) * 0x9E3779B97F4A7C15)
	}
	for h := range uint64(5000) {
		if !many.has((h+1)*0x9E3779B97F4A7C15) || many.has((h+1)*0x9E3779B97F4A7C15+1) {
			t.Fatalf("after growing, %d is not as it was", h)
		}
	}
}
