package shell_test

import (
	"testing"

	"cxworkbench/views/viewtest"
)

// The frame names the keys that lead to everything else while nothing is under way.
func TestTheFrameNamesItsKeys(t *testing.T) {
	const words = "Ctrl+K to go anywhere, F1 to explain, F2 for all keys"
	viewtest.Open(t, viewtest.Purchases()).MustSay(words)
	for _, text := range viewtest.New(t).Texts() {
		if text == words {
			t.Error("without a workspace there is nowhere to go, and it is offered")
		}
	}
}
