package workspace_test

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/adrg/xdg"

	"cxworkbench/data"
	"cxworkbench/data/workspace"
)

// TestMain keeps the backups of tests away from the person's own.
func TestMain(m *testing.M) {
	if role := os.Getenv(roleVariable); role != "" {
		os.Exit(play(role, os.Args[1:]))
	}
	folder, err := os.MkdirTemp("", "cxworkbench-test-")
	if err == nil {
		err = os.Setenv("XDG_DATA_HOME", folder)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	xdg.Reload()
	code := m.Run()
	if err := os.RemoveAll(folder); err != nil {
		fmt.Fprintln(os.Stderr, err)
	}
	os.Exit(code)
}

// large asks for the size of make torture.
func large() bool { return os.Getenv("CX_TORTURE") != "" }

// hang is how long nothing takes that ends, on a machine with much else to do.
const hang = time.Minute

// healthy is a closed workspace with something in every table that people fill
// most, and what it says.
func healthy(t *testing.T) (whole []byte, digest string) {
	t.Helper()
	w := MustCreate(t)
	addCustomers(t, w, 250, false)
	for i := range 100 {
		addPerson(t, w, fmt.Sprint("Zoë ", i), fmt.Sprintf("zoe%d@example.com", i), strings.Repeat("A long note about the harbour. ", 1+i%9), data.DayOf(2025, 4, 1+i%28))
	}
	digest, err := w.Digest(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	mustClose(t, w)
	if whole, err = os.ReadFile(w.Path()); err != nil {
		t.Fatal(err)
	}
	return whole, digest
}

// tally counts what was answered.
type tally struct {
	sync.Mutex
	of map[string]int
}

func (c *tally) add(what string) {
	c.Lock()
	defer c.Unlock()
	if c.of == nil {
		c.of = map[string]int{}
	}
	c.of[what]++
}

func (c *tally) log(t *testing.T, what string) {
	t.Helper()
	for _, key := range slices.Sorted(maps.Keys(c.of)) {
		t.Logf("%s: %s: %d", what, key, c.of[key])
	}
}

// within fails a test whose work does not end in time. It goes on all the same: it is
// called on goroutines besides the test's own, which others wait for.
func within(t *testing.T, what string, work func(context.Context)) {
	t.Helper()
	done := make(chan struct{})
	go func() {
		defer close(done)
		work(t.Context())
	}()
	timer := time.NewTimer(hang)
	defer timer.Stop()
	select {
	case <-done:
	case <-timer.C:
		t.Errorf("%s takes more than %s", what, hang)
	}
}

// answered says how an error was told, and fails for one that is no sentence.
func answered(t *testing.T, what string, err error) string {
	t.Helper()
	if err == nil {
		return "done"
	}
	code := data.CodeOf(err)
	if code == data.CodeInternal || strings.Contains(data.Sentence(err), "\n") {
		t.Errorf("%s: %v (%s)", what, err, code)
	}
	return string(code)
}

// keep copies files to where the test may leave something, under a name that says
// of which damage they are, and says where that is.
func keep(t *testing.T, what string, paths ...string) string {
	t.Helper()
	name := strings.Map(func(r rune) rune {
		if r == ' ' || r == '/' || r == ':' {
			return '-'
		}
		return r
	}, what)
	kept := filepath.Join(t.ArtifactDir(), name)
	for _, path := range paths {
		raw, err := os.ReadFile(path)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err := errors.Join(err, os.MkdirAll(kept, 0o700), os.WriteFile(filepath.Join(kept, filepath.Base(path)), raw, 0o600)); err != nil {
			t.Error(err)
		}
	}
	return kept
}

// suffer does everything to a damaged file and counts the answers; a file that a
// check calls whole is not rescued. digest is what such a check must say; empty
// where nothing is known of the content.
func suffer(t *testing.T, counts *tally, what string, damaged []byte, digest string) {
	t.Helper()
	folder := t.TempDir()
	path := filepath.Join(folder, "damaged.cxw")
	if err := os.WriteFile(path, damaged, 0o600); err != nil {
		t.Error(err)
		return
	}
	// A fault is reported with the file that shows it, kept where -artifacts says.
	into := filepath.Join(folder, "rescued.cxw")
	fault := func(format string, args ...any) {
		t.Helper()
		t.Errorf("%s: %s; kept as %s", what, fmt.Sprintf(format, args...), keep(t, what, path, into))
	}
	whole := false
	within(t, what+": check", func(ctx context.Context) {
		report, err := workspace.Check(ctx, path)
		switch {
		case err != nil:
			counts.add("check refuses: " + answered(t, what, err))
		case len(report.Findings) > 0:
			counts.add("check reports the damage")
		case digest != "" && report.Digest != digest:
			fault("the check finds nothing and the digest is %q, want %q", report.Digest, digest)
		default:
			whole = !large()
			counts.add("check finds nothing, the digest is right (" + string(report.Verdict) + ")")
		}
	})
	within(t, what+": rescue", func(ctx context.Context) {
		if whole {
			return
		}
		report, err := workspace.Rescue(ctx, path, into)
		if err != nil {
			counts.add("rescue refuses: " + answered(t, what, err))
			return
		}
		if found, err := workspace.Check(ctx, into); err != nil || len(found.Findings) > 0 || found.Verdict != workspace.Verified {
			fault("what was rescued is not whole: %+v, %v", found, err)
		}
		if report.Complete() {
			counts.add("rescue reads all")
		} else {
			counts.add("rescue reads part")
		}
	})
	after, err := os.ReadFile(path)
	if err != nil || !bytes.Equal(after, damaged) {
		fault("the damaged file was written to")
	}
	within(t, what+": open", func(ctx context.Context) { counts.add("open: " + use(t, what, ctx, path)) })
}

// use opens a workspace, reads all of it and closes it.
func use(t *testing.T, what string, ctx context.Context, path string) string {
	t.Helper()
	w, err := workspace.Open(ctx, path)
	if err != nil {
		if exists(path+".lock") || !exists(path) {
			t.Errorf("%s: refused, but a lock was left or the file is gone", what)
		}
		return answered(t, what, err)
	}
	_, err = w.Digest(ctx)
	if err == nil {
		err = w.Snapshot(ctx, func(s *workspace.Snapshot) error {
			return s.EachInteraction(func(*data.Interaction) error { return nil })
		})
	}
	if err == nil {
		_, err = w.Verify(ctx)
	}
	said := answered(t, what, err)
	if err := w.Close(); err != nil {
		answered(t, what, err)
	}
	return said
}

// forEach runs work for 0 to n-1 on all processors.
func forEach(n int, work func(i int)) {
	next := make(chan int)
	var all sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		all.Go(func() {
			for i := range next {
				work(i)
			}
		})
	}
	for i := range n {
		next <- i
	}
	close(next)
	all.Wait()
}

func TestTruncatedAtEveryPage(t *testing.T) {
	if raced {
		t.Skip("nothing to see for the race detector")
	}
	whole, digest := healthy(t)
	const page = 4096
	var counts tally
	forEach(len(whole)/page, func(i int) {
		suffer(t, &counts, fmt.Sprintf("cut after %d pages", i), whole[:i*page], digest)
	})
	counts.log(t, fmt.Sprintf("%d truncations", len(whole)/page))
	for what, n := range counts.of {
		if n > 0 && strings.HasPrefix(what, "check finds nothing") {
			t.Errorf("%d files that are cut short are called whole", n)
		}
	}
}

// No byte that is changed goes unnoticed where it matters.
func TestFlippedBytes(t *testing.T) {
	if raced {
		t.Skip("nothing to see for the race detector")
	}
	whole, digest := healthy(t)
	flips := 300
	if large() {
		flips = 10_000
	}
	type flip struct {
		at  int
		bit byte
	}
	random := rand.New(rand.NewPCG(3, 1))
	all := make([]flip, flips)
	for i := range all {
		all[i] = flip{random.IntN(len(whole)), byte(1 + random.IntN(255))}
		if i%3 == 0 { // the first pages hold the schema, which matters most
			all[i].at = random.IntN(min(len(whole), 4096*4))
		}
	}
	var counts tally
	forEach(flips, func(i int) {
		damaged := bytes.Clone(whole)
		damaged[all[i].at] ^= all[i].bit
		suffer(t, &counts, fmt.Sprintf("byte %d ^ %#x", all[i].at, all[i].bit), damaged, digest)
	})
	counts.log(t, fmt.Sprintf("%d flips in %d pages", flips, len(whole)/4096))
}

// Other people's damaged databases are no workspaces; dressed as one they are
// refused all the same.
func TestForensicCorpus(t *testing.T) {
	if raced {
		t.Skip("nothing to see for the race detector")
	}
	root := filepath.Join("..", "..", "..", "shared", "data", "sqlite_corrupt")
	if _, err := os.Stat(root); err != nil {
		t.Skip("../shared/data/sqlite_corrupt is not there")
	}
	var files []string
	err := filepath.WalkDir(root, func(path string, _ fs.DirEntry, err error) error {
		if filepath.Ext(path) == ".db" {
			files = append(files, path)
		}
		return err
	})
	if err != nil || len(files) != 141 {
		t.Fatalf("%d files, %v; want 141", len(files), err)
	}
	var plain, dressed tally
	forEach(len(files), func(i int) {
		raw, err := os.ReadFile(files[i])
		if err != nil {
			t.Error(err)
			return
		}
		name := filepath.Base(files[i])
		suffer(t, &plain, name, raw, "")
		if len(raw) < 100 {
			return
		}
		for _, version := range []uint32{0, 1, 3} {
			raw = bytes.Clone(raw)
			binary.BigEndian.PutUint32(raw[68:], 0x43585742)
			binary.BigEndian.PutUint32(raw[60:], version)
			suffer(t, &dressed, fmt.Sprintf("%s as version %d", name, version), raw, "")
		}
	})
	plain.log(t, "141 files as they are")
	dressed.log(t, "dressed as workspaces of three versions")
	for _, counts := range []*tally{&plain, &dressed} {
		for what, n := range counts.of {
			if strings.Contains(what, "finds nothing") || strings.HasPrefix(what, "open: done") || strings.HasPrefix(what, "rescue reads") {
				t.Errorf("%s: %d", what, n)
			}
		}
	}
}
