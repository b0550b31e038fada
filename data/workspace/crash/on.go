//go:build crashpoints && unix

// Package crash marks the places where a test kills the program.
package crash

import (
	"fmt"
	"os"
	"strconv"
	"strings"
	"sync"
	"syscall"
)

// What a test tells by the environment.
const (
	// KillVariable holds NAME:N; the process is killed at the Nth pass of that point.
	KillVariable = "CX_CRASH_AT"
	// CountVariable names a file to which the name of each point passed is added.
	CountVariable = "CX_CRASH_COUNT"
)

var passes struct {
	sync.Mutex
	of    map[string]int
	count *os.File // open until the program ends
}

// Point is a place where the program may be killed.
func Point(name string) {
	passes.Lock()
	defer passes.Unlock()
	if passes.of == nil {
		passes.of = map[string]int{}
	}
	passes.of[name]++
	if path := os.Getenv(CountVariable); path != "" && passes.count == nil {
		file, err := os.OpenFile(path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
		if err != nil {
			panic(err)
		}
		passes.count = file
	}
	if passes.count != nil {
		fmt.Fprintln(passes.count, name)
	}
	at, nth, _ := strings.Cut(os.Getenv(KillVariable), ":")
	if n, err := strconv.Atoi(nth); err == nil && at == name && passes.of[name] == n {
		_ = syscall.Kill(os.Getpid(), syscall.SIGKILL)
		select {} // until the signal has come
	}
}
