package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// onSmallDisk is what became of an import onto a disk that is nearly full.
type onSmallDisk struct {
	Mounted string // why the disk could not be made; empty where it could
	Status  int
	Words   string
	Names   []string // in the folder, after the import
	Digest  string   // as read from the full disk
	Freed   []string // in the folder, after reading it with room again
}

// smallDisk is a child process: it makes a disk in memory that nobody else
// sees, copies a workspace there, leaves so many bytes free, imports and looks.
func smallDisk(args []string) int {
	var got onSmallDisk
	if err := got.try(args[0], args[1], args[2], args[3]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	if json.NewEncoder(os.Stdout).Encode(got) != nil {
		return 1
	}
	return 0
}

func (got *onSmallDisk) try(folder, file, source, free string) error {
	content, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	var room int
	if _, err := fmt.Sscan(free, &room); err != nil {
		return err
	}
	if err := syscall.Mount("tmpfs", folder, "tmpfs", 0, fmt.Sprintf("size=%d", len(content)+room)); err != nil {
		got.Mounted = err.Error()
		return nil
	}
	workspace := filepath.Join(folder, "client.cxw")
	if err := os.WriteFile(workspace, content, 0o600); err != nil {
		return err
	}
	o := cx("import", workspace, source)
	got.Status, got.Words = o.code, o.words
	if got.Names, err = names(folder); err != nil {
		return err
	}
	if got.Digest, err = readDigest(workspace); err != nil {
		return err
	}
	if err := syscall.Mount("", folder, "", syscall.MS_REMOUNT, "size=100m"); err != nil {
		return err
	}
	if again, err := readDigest(workspace); err != nil || again != got.Digest {
		return fmt.Errorf("with room again: digest %s, %w", again, err)
	}
	got.Freed, err = names(folder)
	return err
}

// readDigest reads the digest even where the workspace cannot be made one file.
func readDigest(file string) (string, error) {
	o := cxWith(context.Background(), "info", file, "--json")
	var info struct{ Digest string }
	if err := json.Unmarshal([]byte(o.out), &info); err != nil {
		return "", fmt.Errorf("%w: %s", err, o.words)
	}
	return info.Digest, nil
}

func names(folder string) ([]string, error) {
	entries, err := os.ReadDir(folder)
	var out []string
	for _, entry := range entries {
		out = append(out, entry.Name())
	}
	return out, err
}

func TestADiskThatFillsUp(t *testing.T) {
	file := smallWorkspace(t)
	before := digest(t, file)
	source := write(t, t.TempDir(), "many.csv", manyTouches(10_000))
	few := write(t, t.TempDir(), "few.csv", manyTouches(600))
	imported := map[string]string{}
	for _, s := range []string{source, few} {
		copied := write(t, t.TempDir(), "copy.cxw", readFile(t, file))
		mustRun(t, "import", copied, s)
		imported[s] = digest(t, copied)
	}
	for _, c := range []struct {
		source string
		free   int
	}{
		{source, 100_000}, {source, 500_000}, {source, 1_000_000}, {source, 2_000_000}, {source, 3_000_000}, {source, 4_000_000},
		{few, 60_000}, {few, 100_000}, {few, 150_000}, {few, 200_000}, {few, 250_000},
	} {
		cmd := child(t, "small disk", nil, t.TempDir(), file, c.source, fmt.Sprint(c.free))
		cmd.SysProcAttr = &syscall.SysProcAttr{Cloneflags: syscall.CLONE_NEWNS}
		if os.Getuid() != 0 {
			cmd.SysProcAttr.Cloneflags |= syscall.CLONE_NEWUSER
			cmd.SysProcAttr.UidMappings = []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Getuid(), Size: 1}}
		}
		got, ok := played(t, cmd)
		if !ok {
			t.Log("not tried: this machine lets nobody make a disk in memory; TestAFullDisk tries a limit instead")
			return
		}
		t.Logf("%s, %d bytes free: status %d, %v, %s", filepath.Base(c.source), c.free, got.Status, got.Names, got.Words)
		one := len(got.Freed) == 1 && got.Freed[0] == "client.cxw"
		switch {
		case !one:
			t.Errorf("with room again the folder holds %v", got.Freed)
		case got.Status == exitDone:
			if got.Digest != imported[c.source] || len(got.Names) != 1 {
				t.Errorf("status 0, but digest %s and files %v", got.Digest, got.Names)
			}
		case strings.Contains(got.Words, "all changes are kept"):
			if got.Digest != imported[c.source] || c.source != few {
				t.Errorf("the changes are not kept: digest %s", got.Digest)
			}
		case got.Digest != before || len(got.Names) != 1 || !strings.Contains(got.Words, "The disk"):
			t.Errorf("a refused import left digest %s and files %v", got.Digest, got.Names)
		}
	}
}

func played(t *testing.T, cmd *exec.Cmd) (got onSmallDisk, ok bool) {
	t.Helper()
	var words strings.Builder
	cmd.Stderr = &words
	out, err := cmd.Output()
	if cmd.Process == nil { // namespaces are not allowed
		return got, false
	}
	if err != nil {
		t.Fatalf("%v: %s", err, words.String())
	}
	if err := json.Unmarshal(out, &got); err != nil {
		t.Fatal(err)
	}
	return got, got.Mounted == ""
}
