//go:build !crashpoints

// Package crash marks the places where a test kills the program. Built without
// the tag crashpoints, as it is shipped, it does nothing.
package crash

// Point is a place where the program may be killed.
func Point(string) {}
