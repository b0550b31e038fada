//go:build unix

package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"github.com/adrg/xdg"

	"cxworkbench/app"
)

// What a child process of a test is told.
const (
	roleVariable = "CX_TEST_ROLE" // run, hold, or small disk
	uidVariable  = "CX_TEST_UID"
	sizeVariable = "CX_TEST_FILE_SIZE" // no file may grow beyond, bytes
)

// TestMain turns the test binary into cx itself, or into a program that holds a
// workspace open, where a test starts it as another process.
func TestMain(m *testing.M) {
	if role := os.Getenv(roleVariable); role != "" {
		os.Exit(play(role, os.Args[1:]))
	}
	// Backups that tests make stay away from the person's own.
	folder, err := os.MkdirTemp("", "cx-test-")
	if err == nil {
		err = os.Setenv("XDG_DATA_HOME", folder)
	}
	if err != nil {
		panic(err)
	}
	xdg.Reload()
	code := m.Run()
	_ = os.RemoveAll(folder)
	os.Exit(code)
}

// play is the life of a child process.
func play(role string, args []string) int {
	if err := restrict(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 99
	}
	switch role {
	case "hold":
		return hold(args[0])
	case "small disk":
		return smallDisk(args)
	}
	return run(context.Background(), args, os.Stdout, os.Stderr)
}

// restrict takes from this process what its test wants it to lack.
func restrict() error {
	if size, err := strconv.ParseUint(os.Getenv(sizeVariable), 10, 63); err == nil {
		// Writing beyond it is refused, as on a full disk; the signal that comes
		// along is for this kind of limit only.
		signal.Ignore(syscall.SIGXFSZ)
		if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: size, Max: size}); err != nil {
			return err
		}
	}
	if uid, err := strconv.Atoi(os.Getenv(uidVariable)); err == nil {
		return errors.Join(syscall.Setgroups(nil), syscall.Setgid(uid), syscall.Setuid(uid))
	}
	return nil
}

// hold keeps a workspace open until standard input ends.
func hold(file string) int {
	session, err := app.Open(context.Background(), file)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	fmt.Println("held")
	if _, err := io.Copy(io.Discard, os.Stdin); err != nil {
		return 1
	}
	if session.Close() != nil {
		return 1
	}
	return 0
}

// child is this test binary in a role.
func child(t *testing.T, role string, variables []string, args ...string) *exec.Cmd {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), self, args...)
	cmd.Env = append(append(os.Environ(), roleVariable+"="+role), variables...)
	return cmd
}

// cxChild does one command in a process of its own, under restrictions.
func cxChild(t *testing.T, variables []string, args ...string) outcome {
	t.Helper()
	var out, words strings.Builder
	cmd := child(t, "run", variables, args...)
	cmd.Stdout, cmd.Stderr = &out, &words
	var exit *exec.ExitError
	if err := cmd.Run(); err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	return outcome{cmd.ProcessState.ExitCode(), out.String(), words.String()}
}

// holdElsewhere has another process open a workspace, until the function it
// gives is called.
func holdElsewhere(t *testing.T, file string) (process int, letGo func()) {
	t.Helper()
	cmd := child(t, "hold", nil, file)
	cmd.Stderr = os.Stderr
	stdin, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	if line, err := bufio.NewReader(stdout).ReadString('\n'); line != "held\n" {
		t.Fatalf("the other process says %q, %v", line, err)
	}
	return cmd.Process.Pid, func() {
		t.Helper()
		if err := errors.Join(stdin.Close(), cmd.Wait()); err != nil {
			t.Errorf("the other process: %v", err)
		}
	}
}

func TestAWorkspaceHeldElsewhereIsReadButNotChanged(t *testing.T) {
	file := smallWorkspace(t)
	source := write(t, t.TempDir(), "more.csv", touches)
	before := digest(t, file)
	process, letGo := holdElsewhere(t, file)
	if during := digest(t, file); during != before {
		t.Errorf("held elsewhere the digest is %s, want %s", during, before)
	}
	o := cx("import", file, source)
	wantRefused(t, o, exitFailed, fmt.Sprintf("process %d", process))
	if host, err := os.Hostname(); err == nil && !strings.Contains(o.words, host) {
		t.Errorf("%q does not name the computer", o.words)
	}
	letGo()
	if after := digest(t, file); after != before {
		t.Errorf("the digest became %s", after)
	}
	wantAlone(t, filepath.Dir(file), "client.cxw")
	mustRun(t, "import", file, source)
}

// others is a process that is not allowed what its owner is. Root drops its
// rights; anybody else has none to begin with over a file of mode 0.
func others() []string {
	if os.Getuid() != 0 {
		return nil
	}
	return []string{uidVariable + "=65534"}
}

// open gives everybody a way into a folder of a test.
func open(t *testing.T, folder string) {
	t.Helper()
	for _, f := range []string{filepath.Dir(folder), folder} {
		if err := os.Chmod(f, 0o755); err != nil {
			t.Fatal(err)
		}
	}
}

func TestFilesThatMayNotBeRead(t *testing.T) {
	file := smallWorkspace(t)
	folder := filepath.Dir(file)
	open(t, folder)
	source := write(t, folder, "secret.csv", touches)
	for _, path := range []string{file, source} {
		if err := os.Chmod(path, 0); err != nil {
			t.Fatal(err)
		}
	}
	wantRefused(t, cxChild(t, others(), "info", file), exitFailed, "client.cxw cannot be read: no permission")
	mustChmod(t, file, 0o644)
	before := digest(t, file)
	wantRefused(t, cxChild(t, others(), "import", file, source), exitFailed, "secret.csv")
	if after := digest(t, file); after != before {
		t.Errorf("the digest became %s", after)
	}
	wantAlone(t, folder, "client.cxw", "secret.csv")
}

func mustChmod(t *testing.T, path string, mode os.FileMode) {
	t.Helper()
	if err := os.Chmod(path, mode); err != nil {
		t.Fatal(err)
	}
}

func TestAWorkspaceThatMayNotBeWrittenIsRead(t *testing.T) {
	file := smallWorkspace(t)
	folder := filepath.Dir(file)
	open(t, folder)
	before := digest(t, file)
	source := write(t, folder, "more.csv", touches)
	mustChmod(t, source, 0o644)
	mustChmod(t, file, 0o444)
	mustChmod(t, folder, 0o555)
	defer mustChmod(t, folder, 0o755)
	o := cxChild(t, others(), "info", file, "--json")
	if o.code != exitDone || object(t, o.out)["digest"] != before {
		t.Errorf("status %d, %s %s", o.code, o.out, o.words)
	}
	wantRefused(t, cxChild(t, others(), "import", file, source), exitFailed, "cannot be written")
	wantRefused(t, cxChild(t, others(), "new", filepath.Join(folder, "other.cxw")), exitFailed, "no permission")
	wantRefused(t, cxChild(t, others(), "chart", file, "maturity", "-o", filepath.Join(folder, "x.svg")), exitFailed, "x.svg could not be written (permission denied)")
	if after := digest(t, file); after != before {
		t.Errorf("the digest became %s", after)
	}
	wantAlone(t, folder, "client.cxw", "more.csv")
}

// A disk that is full at one place or another leaves the workspace as it was,
// with nothing beside it, and it can be used again.
func TestAFullDisk(t *testing.T) {
	file := smallWorkspace(t)
	folder := filepath.Dir(file)
	before := digest(t, file)
	source := write(t, t.TempDir(), "many.csv", manyTouches(20_000))
	held, err := os.Stat(file)
	if err != nil {
		t.Fatal(err)
	}
	for _, room := range []int64{0, 40_000, 400_000, 1_000_000} {
		limit := fmt.Sprintf("%s=%d", sizeVariable, held.Size()+room)
		wantRefused(t, cxChild(t, []string{limit}, "import", file, source), exitFailed, "space")
		if after := digest(t, file); after != before {
			t.Errorf("with %d bytes left the digest became %s", room, after)
		}
		wantAlone(t, folder, "client.cxw")
	}
	for _, size := range []int{0, 20_000} {
		limit := fmt.Sprintf("%s=%d", sizeVariable, size)
		wantRefused(t, cxChild(t, []string{limit}, "new", filepath.Join(folder, "new.cxw")), exitFailed, "space")
		wantRefused(t, cxChild(t, []string{limit}, "demo", filepath.Join(folder, "demo.cxw")), exitFailed, "space")
		wantAlone(t, folder, "client.cxw")
	}
	limit := fmt.Sprintf("%s=%d", sizeVariable, 1000)
	wantRefused(t, cxChild(t, []string{limit}, "demo", filepath.Join(folder, "demo.cxw")), exitFailed, "space")
	wantAlone(t, folder, "client.cxw")
	got := mustJSON(t, "import", file, source)
	wantNumbers(t, got, map[string]float64{"imported": 20_000, "rejected": 0})
}
