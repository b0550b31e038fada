//go:build unix

package workspace_test

import (
	"bytes"
	"context"
	"encoding/binary"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"cxworkbench/data/workspace"
)

// A file of 10 GB is answered as fast as a small one: a workspace with nothing
// but zeros behind it is read, one whose pages are zeros is refused.
func TestTenGigabytes(t *testing.T) {
	if raced {
		t.Skip("nothing to see for the race detector")
	}
	const size = 10 << 30
	whole, digest := healthy(t)
	saysTen := bytes.Clone(whole)
	binary.BigEndian.PutUint32(saysTen[28:], size/4096)
	for name, c := range map[string]struct {
		raw                   []byte
		opens, checks, rescue string
	}{
		"a workspace, then zeros":                  {whole, "done", "whole", "done"},
		"a workspace that says it has all of them": {saysTen, "done", "damaged", "done"},
		"our header, then zeros":                   {saysTen[:100], "damaged", "damaged", "damaged"},
		"our first page, then zeros":               {saysTen[:4096], "damaged", "damaged", "damaged"},
	} {
		path := filepath.Join(t.TempDir(), "large.cxw")
		if err := os.WriteFile(path, c.raw, 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Truncate(path, size); err != nil {
			t.Skip("no sparse files here: ", err)
		}
		within(t, name+": check", func(ctx context.Context) {
			report, err := workspace.Check(ctx, path)
			said := "whole"
			if err != nil || len(report.Findings) > 0 {
				said = "damaged"
			}
			if said != c.checks || said == "whole" && report.Digest != digest || answered(t, name, err) == "" {
				t.Errorf("%s: the check says %+v, %v", name, report, err)
			}
		})
		within(t, name+": rescue", func(ctx context.Context) {
			into := strings.TrimSuffix(path, ".cxw") + "-rescued.cxw"
			report, err := workspace.Rescue(ctx, path, into)
			if said := answered(t, name, err); said != c.rescue {
				t.Errorf("%s: the rescue says %+v, %v", name, report, err)
			}
			if found, err := workspace.Check(ctx, into); c.rescue == "done" && (err != nil || found.Digest != digest) {
				t.Errorf("%s: what was rescued is %+v, %v", name, found, err)
			}
		})
		within(t, name+": open", func(ctx context.Context) {
			if said := use(t, name, ctx, path); said != c.opens {
				t.Errorf("%s: opening it says %s", name, said)
			}
		})
	}
}
