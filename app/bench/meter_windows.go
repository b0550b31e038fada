package bench

import (
	"syscall"
	"time"
)

// processTime is the processor time that this process has had, user and kernel.
func processTime() time.Duration {
	process, err := syscall.GetCurrentProcess()
	if err != nil {
		return 0
	}
	var created, exited, kernel, user syscall.Filetime
	if err := syscall.GetProcessTimes(process, &created, &exited, &kernel, &user); err != nil {
		return 0
	}
	return time.Duration(filetime(kernel)+filetime(user)) * 100
}

// filetime is an amount of time in units of 100 ns.
func filetime(t syscall.Filetime) int64 { return int64(t.HighDateTime)<<32 | int64(t.LowDateTime) }
