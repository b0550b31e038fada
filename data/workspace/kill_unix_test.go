//go:build unix

package workspace_test

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"cxworkbench/data/workspace"
)

// work is a command of cx that is killed while it runs.
type work struct {
	verb string
	args []string                          // WORKSPACE stands for the file, FOLDER for its folder
	base func(t *testing.T) (whole []byte) // the file before; nil is the common one
}

// killRun is what the kills share.
type killRun struct {
	cx     string // built with crash points
	base   []byte
	source string // a file to import
}

// The real cx is killed at its crash points and at random moments. Whatever it
// was doing, the file then says what it said before or what it says after, is
// whole, and stands alone again once it was opened.
func TestKills(t *testing.T) {
	if raced {
		t.Skip("nothing to see for the race detector")
	}
	r := &killRun{cx: filepath.Join(t.TempDir(), "cx"), source: filepath.Join(t.TempDir(), "more.csv")}
	build := exec.CommandContext(t.Context(), "go", "build", "-tags", "crashpoints", "-o", r.cx, "cxworkbench/cmd/cx")
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	r.base, _ = healthy(t)
	var rows strings.Builder
	rows.WriteString("customer,at,activity,amount,note\n")
	for i := range 12_000 {
		fmt.Fprintf(&rows, "%d,2025-%02d-%02d,Purchase,%d,Note %d about the harbour\n", i%900, 1+i%12, 1+i%28, i%500, i)
	}
	if err := os.WriteFile(r.source, []byte(rows.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	undoable := r.after(t, r.base, "import", "WORKSPACE", r.source)
	undone := r.after(t, undoable, "undo", "WORKSPACE")
	works := []work{
		{verb: "import", args: []string{"WORKSPACE", r.source}},
		{verb: "set", args: []string{"WORKSPACE", "Zoë 3", "name=Zoë Three"}},
		{verb: "log", args: []string{"WORKSPACE", "Zoë 4", "Purchase", "--at", "2025-06-01", "--amount", "12.50", "--note", "By hand"}},
		{verb: "undo", args: []string{"WORKSPACE"}, base: func(*testing.T) []byte { return undoable }},
		{verb: "redo", args: []string{"WORKSPACE"}, base: func(*testing.T) []byte { return undone }},
		{verb: "info", args: []string{"WORKSPACE"}, base: versionOne}, // opening migrates
		{verb: "erase", args: []string{"WORKSPACE", "Zoë 5", "--yes"}},
		{verb: "backup", args: []string{"WORKSPACE"}},
		{verb: "restore", args: []string{"WORKSPACE", "FOLDER/other.cxw", "--yes"}},
		{verb: "rescue", args: []string{"WORKSPACE", "-o", "FOLDER/rescued.cxw"}},
	}
	total := 0
	for _, w := range works {
		total += r.killAll(t, w)
	}
	t.Logf("%d kills survived", total)
	if total < 200 {
		t.Errorf("only %d kills, want 200", total)
	}
}

// versionOne is a workspace of the first version, which is migrated when opened.
func versionOne(t *testing.T) []byte {
	t.Helper()
	path := filepath.Join(t.TempDir(), "old.cxw")
	if err := workspace.BuildVersion(path, 1, settings); err != nil {
		t.Fatal(err)
	}
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

// scene is a folder in which one command runs.
type scene struct {
	folder, path string
	cmd          *exec.Cmd
	said         bytes.Buffer
}

// stage sets a file up and prepares a command on it.
func (r *killRun) stage(t *testing.T, base []byte, verb string, args []string, variables ...string) *scene {
	t.Helper()
	s := &scene{folder: t.TempDir()}
	s.path = filepath.Join(s.folder, "client.cxw")
	err := errors.Join(os.WriteFile(s.path, base, 0o600), os.WriteFile(filepath.Join(s.folder, "other.cxw"), r.base, 0o600))
	if err != nil {
		t.Fatal(err)
	}
	full := []string{verb}
	for _, arg := range args {
		full = append(full, strings.ReplaceAll(strings.ReplaceAll(arg, "WORKSPACE", s.path), "FOLDER", s.folder))
	}
	s.cmd = exec.CommandContext(t.Context(), r.cx, full...)
	s.cmd.Env = append(append(os.Environ(), "XDG_DATA_HOME="+filepath.Join(s.folder, "xdg")), variables...)
	s.cmd.Stderr = &s.said
	return s
}

// after gives the file that a command leaves when nothing stops it.
func (r *killRun) after(t *testing.T, base []byte, verb string, args ...string) []byte {
	t.Helper()
	s := r.stage(t, base, verb, args)
	if err := s.cmd.Run(); err != nil {
		t.Fatalf("cx %s: %v: %s", verb, err, s.said.String())
	}
	raw, err := os.ReadFile(s.path)
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

// killAll kills a command at its crash points and by the clock, and counts the kills.
func (r *killRun) killAll(t *testing.T, w work) (kills int) {
	t.Helper()
	base := r.base
	if w.base != nil {
		base = w.base(t)
	}
	// Once without being killed, for the points it passes and what it leaves.
	count := filepath.Join(t.TempDir(), "passes")
	s := r.stage(t, base, w.verb, w.args, "CX_CRASH_COUNT="+count)
	began := time.Now()
	if err := s.cmd.Run(); err != nil {
		t.Fatalf("cx %s: %v: %s", w.verb, err, s.said.String())
	}
	took := time.Since(began)
	before, after := contentOf(t, base), digestAt(t, s.path)
	raw, err := os.ReadFile(count)
	if err != nil {
		t.Fatal(err)
	}
	points := choosePoints(strings.Fields(string(raw)))
	survive := func(what string, s *scene) {
		if digest := r.survived(t, what, s); digest != "" && digest != before && digest != after {
			t.Errorf("%s: the digest is neither that before nor that after", what)
		}
	}
	forEach(len(points), func(i int) {
		s := r.stage(t, base, w.verb, w.args, "CX_CRASH_AT="+points[i])
		what := "cx " + w.verb + " killed at " + points[i]
		if !killed(s.cmd.Run()) {
			t.Errorf("%s: it was not killed: %s", what, s.said.String())
			return
		}
		survive(what, s)
	})
	timed := 6
	if large() {
		timed = 40
	}
	random := rand.New(rand.NewPCG(7, uint64(len(points))))
	for range timed {
		wait := time.Duration(random.Int64N(int64(took)))
		s := r.stage(t, base, w.verb, w.args)
		if err := s.cmd.Start(); err != nil {
			t.Fatal(err)
		}
		timer := time.AfterFunc(wait, func() { _ = s.cmd.Process.Kill() }) // it may have ended
		if killed(s.cmd.Wait()) {
			kills++
		}
		timer.Stop()
		survive(fmt.Sprintf("cx %s killed after %s", w.verb, wait), s)
	}
	t.Logf("cx %s: killed at %d points and %d times by the clock", w.verb, len(points), kills)
	return kills + len(points)
}

func killed(err error) bool {
	var exit *exec.ExitError
	if !errors.As(err, &exit) {
		return false
	}
	status, ok := exit.Sys().(syscall.WaitStatus)
	return ok && status.Signaled() && status.Signal() == syscall.SIGKILL
}

// choosePoints gives NAME:N for the passes to be killed at: of a name passed
// often the first, the last and some between.
func choosePoints(passes []string) []string {
	most := 16
	if large() {
		most = 120
	}
	counts := map[string]int{}
	for _, name := range passes {
		counts[name]++
	}
	var points []string
	for name, n := range counts {
		share := min(n, most)
		for i := range share {
			points = append(points, fmt.Sprintf("%s:%d", name, 1+i*(n-1)/max(1, share-1)))
		}
	}
	slices.Sort(points)
	return slices.Compact(points)
}

// survived opens what a kill has left, closes it and gives its digest.
func (r *killRun) survived(t *testing.T, what string, s *scene) (digest string) {
	t.Helper()
	w, err := workspace.Open(t.Context(), s.path)
	if err != nil {
		t.Errorf("%s: %v", what, err)
		return ""
	}
	if w.ReadOnly() != nil {
		t.Errorf("%s: the lock of the dead still holds: %s", what, w.ReadOnly().Err())
	}
	digest, err = w.Digest(t.Context())
	if err := errors.Join(err, w.Close()); err != nil {
		t.Errorf("%s: %v", what, err)
		return ""
	}
	report, err := workspace.Check(t.Context(), s.path)
	if err != nil || len(report.Findings) > 0 || report.Verdict != workspace.Verified || report.Digest != digest {
		t.Errorf("%s: %+v, %v", what, report, err)
	}
	for _, end := range []string{".lock", "-wal", "-shm", "-journal"} {
		if exists(s.path + end) {
			t.Errorf("%s: %s is left", what, end)
		}
	}
	backups, err := filepath.Glob(filepath.Join(s.folder, "xdg", "cxworkbench", "backups", "*", "*.cxw"))
	for _, backup := range backups {
		if report, err := workspace.Check(t.Context(), backup); err != nil || len(report.Findings) > 0 {
			t.Errorf("%s: the backup it left: %+v, %v", what, report, err)
		}
	}
	if err != nil {
		t.Error(err)
	}
	return digest
}

// digestAt opens a workspace for its digest; one of an older version becomes one
// of this.
func digestAt(t *testing.T, path string) string {
	t.Helper()
	w, err := workspace.Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer mustClose(t, w)
	digest, err := w.Digest(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return digest
}

// contentOf is the digest of a file that is given by its bytes.
func contentOf(t *testing.T, raw []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "copy.cxw")
	if err := os.WriteFile(path, raw, 0o600); err != nil {
		t.Fatal(err)
	}
	return digestAt(t, path)
}
