package app

import (
	"context"
	"path/filepath"
	"strconv"
	"testing"

	"cxworkbench/data"
	"cxworkbench/resources/demo"
)

// A demo that does not say what it was made of, or that was made of rows before
// those of the program, is an older one.
func TestAnOlderDemoIsKnown(t *testing.T) {
	s := MustCreate(t)
	for version, older := range map[string]bool{"": true, "x": true, "0": true, strconv.Itoa(demo.Version): false, strconv.Itoa(demo.Version + 1): false} {
		if err := s.setOption(t.Context(), "Mark", demoOption, version); err != nil {
			t.Fatal(err)
		}
		if _, err := s.Reload(t.Context()); err != nil {
			t.Fatal(err)
		}
		if s.OlderDemo() != older {
			t.Errorf("of version %q is older: %t", version, s.OlderDemo())
		}
	}
}

func TestADemoThatFailsHalfWayLeavesNoFile(t *testing.T) {
	for _, share := range []float64{0, 0.5} {
		folder, temporary := t.TempDir(), t.TempDir()
		t.Setenv("TMPDIR", temporary)
		ctx, stop := context.WithCancel(t.Context())
		told := false
		_, err := MakeDemo(ctx, filepath.Join(folder, "demo.cxw"), now, func(done, total int64) {
			if float64(done) >= share*float64(total) {
				told = true
				stop()
			}
		})
		stop()
		if !told || data.CodeOf(err) != data.CodeCancelled {
			t.Errorf("stopped at %v: told %t, %v", share, told, err)
		}
		wantEmpty(t, folder)
		wantEmpty(t, temporary)
	}
}
