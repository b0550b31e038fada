//go:build unix && !linux

package main

// smallDisk is made on Linux only; elsewhere TestAFullDisk tries a limit.
func smallDisk([]string) int { return 1 }
