//go:build unix

package workspace_test

import (
	"errors"
	"syscall"
)

// become gives this process another uid.
func become(uid int) error {
	return errors.Join(syscall.Setgroups(nil), syscall.Setgid(uid), syscall.Setuid(uid))
}

func makePipe(path string) error { return syscall.Mkfifo(path, 0o600) }
