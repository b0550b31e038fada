package app

import (
	"io"

	"cxworkbench/data/exchange/export"
)

// WriteFile writes a file so that it is there whole or not at all: beside its
// place first, then renamed. Who may read it is for the umask.
func WriteFile(path string, write func(io.Writer) error) error { return export.WriteFile(path, write) }
