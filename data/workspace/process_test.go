package workspace_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strconv"
	"testing"

	"cxworkbench/data/workspace"
)

// What a child process of a test is told.
const (
	roleVariable = "CX_TEST_ROLE"
	uidVariable  = "CX_TEST_UID"
)

// play is the life of a child process: it opens a workspace, says what it got,
// waits until standard input ends, and closes it.
func play(role string, args []string) int {
	if uid, err := strconv.Atoi(os.Getenv(uidVariable)); err == nil {
		if err := become(uid); err != nil {
			fmt.Println(err)
			return 99
		}
	}
	w, err := workspace.Open(context.Background(), args[0])
	if err != nil {
		fmt.Println(err)
		return 1
	}
	digest, err := w.Digest(context.Background())
	if err != nil {
		fmt.Println(err)
		return 1
	}
	if holder := w.ReadOnly(); holder != nil {
		fmt.Println("reads", digest, holder.Err())
	} else {
		fmt.Println("writes", digest)
	}
	if role == "hold" {
		if _, err := io.Copy(io.Discard, os.Stdin); err != nil {
			return 1
		}
	}
	if err := w.Close(); err != nil {
		fmt.Println(err)
		return 1
	}
	return 0
}

// opener is another process that has a workspace open.
type opener struct {
	t     *testing.T
	cmd   *exec.Cmd
	stdin io.Closer
	says  string // its first line
}

func openElsewhere(t *testing.T, path string, variables ...string) *opener {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), self, path)
	cmd.Env = append(append(os.Environ(), roleVariable+"=hold"), variables...)
	cmd.Stderr = os.Stderr
	stdin, errIn := cmd.StdinPipe()
	stdout, errOut := cmd.StdoutPipe()
	if err := errors.Join(errIn, errOut, cmd.Start()); err != nil {
		t.Fatal(err)
	}
	line, err := bufio.NewReader(stdout).ReadString('\n')
	if err != nil {
		t.Fatalf("the other process says %q, %v", line, err)
	}
	return &opener{t, cmd, stdin, line}
}

// close has the other process close its workspace.
func (o *opener) close() {
	o.t.Helper()
	if err := errors.Join(o.stdin.Close(), o.cmd.Wait()); err != nil {
		o.t.Errorf("the other process: %v", err)
	}
}

// kill ends it without any chance to tidy.
func (o *opener) kill() {
	o.t.Helper()
	if err := o.cmd.Process.Kill(); err != nil {
		o.t.Fatal(err)
	}
	_ = o.cmd.Wait() // it was killed, as it will say
}
