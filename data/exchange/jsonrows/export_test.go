package jsonrows

import (
	"encoding/json"
	"io"
)

// Valid says whether a stream of UTF-8 text is exactly one JSON value (RFC 8259)
// of at most 1,000 levels. It needs little memory however long the text is.
func Valid(r io.Reader) error {
	dec := json.NewDecoder(r)
	dec.UseNumber()
	w := tokens{dec: dec}
	if err := w.skipValue(); err != nil {
		return err
	}
	return w.end()
}
