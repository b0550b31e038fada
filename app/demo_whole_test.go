//go:build !race

package app

import (
	"path/filepath"
	"testing"
)

// Making the whole demo takes most of a minute under the race detector, which
// has nothing to find in it: it runs on one goroutine.
func TestTheDemoIsMadeOnce(t *testing.T) {
	path := filepath.Join(t.TempDir(), "of its own", "demo.cxw")
	for _, made := range []bool{true, false} {
		told := false
		s, err := OpenOrMakeDemo(t.Context(), path, now, func(int64, int64) { told = true })
		if err != nil {
			t.Fatal(err)
		}
		segments, err := s.Segments(t.Context())
		if err != nil || len(segments) != len(demoSegments) {
			t.Errorf("segments %v, %v", segments, err)
		}
		for _, segment := range segments {
			v := WholeView()
			v.Segment = segment.Name
			if roster, err := s.Customers(t.Context(), v, ""); err != nil || roster.Len() == 0 || roster.Len() == s.Log().Customers() {
				t.Errorf("segment %s keeps %d, %v", segment.Name, roster.Len(), err)
			}
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		if told != made {
			t.Errorf("made: %t, want %t", told, made)
		}
	}
}
