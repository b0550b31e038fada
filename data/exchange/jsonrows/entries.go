package jsonrows

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"

	"cxworkbench/data"
	"cxworkbench/data/exchange/input"
)

// entries gives the JSON texts of the records of a file, one by one.
type entries struct {
	shape  shape
	stream *input.Stream
	name   string
	dec    *json.Decoder // of anything but lines
	rest   []json.RawMessage

	count int    // of entries given
	line  int    // where the last one stood
	fault string // why the last one cannot be read
	over  bool
}

func openEntries(open input.Opener, s shape, name string) (*entries, error) {
	stream, err := input.OpenStream(open, name)
	if err != nil {
		return nil, err
	}
	e := &entries{shape: s, stream: stream, name: name}
	if s.kind == lines {
		return e, nil
	}
	e.dec = json.NewDecoder(stream)
	e.dec.UseNumber()
	if s.kind == list {
		if err := e.enter(); err != nil {
			_ = stream.Close()
			return nil, explain(err, stream, name)
		}
	}
	return e, nil
}

// enter goes to the beginning of the list.
func (e *entries) enter() error {
	w := tokens{dec: e.dec, mark: e.stream.Mark}
	for _, name := range e.shape.path {
		if _, err := w.next(); err != nil { // the object's beginning
			return err
		}
		for {
			key, err := w.next()
			if err != nil {
				return err
			}
			if key == json.Token(name) {
				break
			}
			if _, ok := key.(string); !ok {
				return io.ErrUnexpectedEOF // the file has changed meanwhile
			}
			if err := w.skipValue(); err != nil {
				return err
			}
		}
	}
	tok, err := w.next()
	if err == nil && tok != json.Delim('[') {
		return io.ErrUnexpectedEOF
	}
	return err
}

// next gives the next record, valid until the call after, or io.EOF.
func (e *entries) next() ([]byte, error) {
	e.fault = ""
	if e.shape.kind == lines {
		return e.nextInLines()
	}
	if e.over {
		return nil, io.EOF
	}
	e.stream.Mark()
	if e.shape.kind == list && !e.dec.More() {
		return nil, e.endOfList()
	}
	var raw json.RawMessage
	err := e.dec.Decode(&raw)
	if errors.Is(err, io.EOF) && e.shape.kind != list && e.count > 0 {
		e.over = true
		return nil, io.EOF
	}
	if err != nil {
		return nil, explain(err, e.stream, e.name)
	}
	if len(raw) > input.MaxEntry {
		return nil, e.stream.Explain(input.ErrLong)
	}
	e.count++
	e.line = e.count
	return raw, nil
}

// endOfList sees to it that the file ends as it should. What stands around a list
// within an object was looked at when the list was found.
func (e *entries) endOfList() error {
	w := tokens{dec: e.dec, mark: e.stream.Mark}
	if _, err := w.next(); err != nil {
		return explain(err, e.stream, e.name)
	}
	if len(e.shape.path) == 0 {
		if err := w.end(); err != nil {
			if errors.As(err, new(*json.SyntaxError)) || errors.As(err, new(*data.Error)) {
				return explain(err, e.stream, e.name)
			}
			return data.Wrap(err, data.CodeBadInput,
				"%q is no valid JSON: something follows the end of its list; export it again.", e.name)
		}
	}
	e.over = true
	return io.EOF
}

func (e *entries) nextInLines() ([]byte, error) {
	for len(e.rest) == 0 {
		line, err := e.stream.ReadLine()
		if errors.Is(err, io.EOF) {
			return nil, io.EOF
		}
		if err != nil {
			return nil, e.stream.Explain(err)
		}
		e.line++
		if line = bytes.TrimSpace(line); len(line) == 0 {
			continue
		}
		if json.Valid(line) {
			e.count++
			return line, nil
		}
		values, ok := splitValues(line)
		if !ok {
			e.count++
			e.fault = FaultSyntax
			return line, nil
		}
		e.rest = values
	}
	raw := e.rest[0]
	e.rest = e.rest[1:]
	e.count++
	return raw, nil
}

// splitValues parts a line that holds several values.
func splitValues(line []byte) ([]json.RawMessage, bool) {
	dec := json.NewDecoder(bytes.NewReader(line))
	var values []json.RawMessage
	for {
		var raw json.RawMessage
		err := dec.Decode(&raw)
		if errors.Is(err, io.EOF) {
			return values, true
		}
		if err != nil {
			return nil, false
		}
		values = append(values, raw)
	}
}
