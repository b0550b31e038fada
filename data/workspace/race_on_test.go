//go:build race

package workspace_test

// raced is set under the race detector, which has nothing to see where another
// process is killed or one goroutine reads a damaged file, and takes ten times as long.
const raced = true
