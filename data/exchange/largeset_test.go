package exchange

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"cxworkbench/data"
	"cxworkbench/data/workspace"
)

// temporaries makes a folder for temporary files and gives what is left in it.
func temporaries(t *testing.T) (left func() []string) {
	t.Helper()
	folder := t.TempDir()
	t.Setenv("TMPDIR", folder)
	t.Setenv("TMP", folder) // on Windows
	return func() (names []string) {
		entries, err := os.ReadDir(folder)
		if err != nil {
			t.Fatal(err)
		}
		for _, entry := range entries {
			names = append(names, entry.Name())
		}
		return names
	}
}

// However few hashes it holds in memory, a largeSet holds what a map holds. The
// hashes are alike, so that the filter and the blocks have to tell them apart.
func TestLargeSetIsASet(t *testing.T) {
	left := temporaries(t)
	rapid.Check(t, func(t *rapid.T) {
		set := newLargeSet(rapid.IntRange(100, 700).Draw(t, "most"))
		want := map[uint64]bool{}
		random := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 1))
		for range rapid.IntRange(0, 2500).Draw(t, "hashes") {
			h := random.Uint64N(3000) << (random.Uint64N(2) * 50)
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
		for i := range set.filter { // one that lets everything through
			set.filter[i] = ^uint64(0)
		}
		for h := range uint64(3000) {
			if set.has(h) != want[max(h, 1)] {
				t.Fatalf("behind the filter, has %d: %v", h, !want[max(h, 1)])
			}
		}
		if err := set.close(); err != nil {
			t.Fatal(err)
		}
	})
	if files := left(); len(files) > 0 {
		t.Errorf("left %v", files)
	}
}

// importHolding imports with so many fingerprints in memory at once.
func importHolding(t *testing.T, ws *workspace.Workspace, path string, near int) (Report, error) {
	t.Helper()
	r, err := newRun(MustPrepare(t, path, options()), settings(), nil)
	if err != nil {
		t.Fatal(err)
	}
	r.near, r.prints, r.known = near, newFingerprints(near), newLargeSet(near)
	err = ws.Write(ctx, "Import", func(tx *workspace.Tx) error { return r.importAll(ctx, tx) })
	return r.report, err
}

// A file that repeats rows far apart is kept whole, and known again whole, by the
// same fingerprints whether they are held in memory or put aside.
func TestRowsAreToldApartWithFewFingerprintsInMemory(t *testing.T) {
	left := temporaries(t)
	var lines []string
	for i := range 600 {
		lines = append(lines, fmt.Sprintf("C%d,2025-03-%02d,Call %d", i%40, i%28+1, i%150)) // some are there four times and more
	}
	path := MustWrite(t, "customer,at,activity\n"+strings.Join(lines, "\n")+"\n")
	longer := MustWrite(t, "customer,at,activity\n"+strings.Join(append(lines, "C1,2025-05-01,Call 1", lines[0]), "\n")+"\n")
	var want []string
	for _, near := range []int{nearHashes, 50, 1} {
		ws := MustCreate(t, settings())
		for step, c := range []struct {
			path string
			new  int
		}{{path, 600}, {path, 0}, {longer, 2}, {longer, 0}} {
			if r, err := importHolding(t, ws, c.path, near); err != nil || r.Imported != c.new || r.Read != r.Imported+r.Unchanged {
				t.Fatalf("holding %d, step %d: %+v, %v", near, step, r, err)
			}
		}
		// What was imported holding few is known to who holds all, and the other way round.
		if r := MustRun(t, ws, longer, options()); r.Imported != 0 {
			t.Errorf("holding %d: %d rows look new", near, r.Imported)
		}
		got := dump(t, ws)
		slices.Sort(got)
		if want == nil {
			want = got
		}
		if !slices.Equal(got, want) {
			t.Errorf("holding %d, the workspace is another", near)
		}
	}
	if files := left(); len(files) > 0 {
		t.Errorf("left %v", files)
	}
}

// A row that repeats a thousand times has a thousand fingerprints, the same each
// time and those that older versions gave.
func TestRepeatedRowsHaveOrdinals(t *testing.T) {
	const times = 1000
	var first []int64
	for range 2 {
		prints := newFingerprints(64)
		var got []int64
		for range times {
			prints.begin("C1")
			prints.add("Call")
			got = append(got, prints.sum())
		}
		for i, print := range got { // as it was defined: the text, then its ordinal
			prints.begin("C1")
			prints.add("Call")
			want := prints.hash()
			if i > 0 {
				want = prints.ordinal(i)
			}
			if print != int64(want) {
				t.Fatalf("repetition %d has fingerprint %d, not %d", i, print, want)
			}
		}
		if err := prints.close(); err != nil {
			t.Fatal(err)
		}
		if first == nil {
			first = got
		}
		if !slices.Equal(got, first) {
			t.Error("the second time they are others")
		}
	}
	slices.Sort(first)
	if len(slices.Compact(first)) != times {
		t.Error("two are the same")
	}
}

// Where nothing can be put aside, the import says so and changes nothing.
func TestAnImportWithoutRoomForFingerprints(t *testing.T) {
	ws := MustCreate(t, settings())
	path := MustWrite(t, "customer,at,activity\n1,2026-01-05,Call\n2,2026-01-05,Call\n3,2026-01-05,Call\n")
	before := dump(t, ws)
	nowhere := filepath.Join(t.TempDir(), "no such folder")
	t.Setenv("TMPDIR", nowhere)
	t.Setenv("TMP", nowhere)
	_, err := importHolding(t, ws, path, 2)
	if data.CodeOf(err) != data.CodeFull || !strings.Contains(data.Sentence(err), "temporary files") {
		t.Errorf("%v", err)
	}
	if after := dump(t, ws); !slices.Equal(after, before) {
		t.Errorf("it left %q", after)
	}
}
