package main

import (
	"errors"
	"io"
	"strings"
	"testing"
)

func TestMoreThanOneWorkspaceIsRefused(t *testing.T) {
	err := run([]string{"one.cxw", "two.cxw", "--demo"}, io.Discard)
	if err == nil || status(err) != 2 || !strings.Contains(err.Error(), "leave out two.cxw --demo") {
		t.Errorf("got %v, status %d", err, status(err))
	}
	if got := status(errors.New("no display")); got != 1 {
		t.Errorf("another error ends with %d", got)
	}
}
