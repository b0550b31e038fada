//go:build !race

// Without the race detector: its pointer checks end the program at the broken
// pointer that this test hands to the engine.

package workspace

import (
	"errors"
	"testing"

	lib "modernc.org/sqlite/lib"

	"cxworkbench/data"
)

// A panic of the engine becomes a sentence, our own goes on.
func TestPanicsOfTheEngineBecomeASentence(t *testing.T) {
	const nowhere = 8 // an address at which nothing is
	err := guarded("client.cxw", func() error {
		lib.Xsqlite3_step(nil, nowhere)
		return nil
	})
	if data.CodeOf(err) != data.CodeDamaged || !errors.As(err, new(*enginePanic)) {
		t.Errorf("%v", err)
	}
	defer func() {
		if p := recover(); p != "ours" {
			t.Errorf("our own panic became %v", p)
		}
	}()
	err = guarded("client.cxw", func() error { panic("ours") })
	t.Errorf("our own panic became the error %v", err)
}
