package app

import (
	"context"
	"path/filepath"
	"testing"

	"cxworkbench/data"
)

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
