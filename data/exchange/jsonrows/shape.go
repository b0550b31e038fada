package jsonrows

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"slices"
	"strings"

	"cxworkbench/data"
	"cxworkbench/data/exchange/input"
)

// maxDepth is how deep JSON may be nested.
const maxDepth = 1000

var errDeep = errors.New("nested too deep")

// tokens walks over a JSON text of any length.
type tokens struct {
	dec  *json.Decoder
	mark func() // called at each token
}

func (t tokens) next() (json.Token, error) {
	if t.mark != nil {
		t.mark()
	}
	tok, err := t.dec.Token()
	if errors.Is(err, io.EOF) {
		err = io.ErrUnexpectedEOF
	}
	return tok, err
}

// skipValue passes over one value.
func (t tokens) skipValue() error {
	depth := 0
	for {
		tok, err := t.next()
		if err != nil {
			return err
		}
		switch tok {
		case json.Delim('{'), json.Delim('['):
			if depth++; depth > maxDepth {
				return errDeep
			}
		case json.Delim('}'), json.Delim(']'):
			depth--
		}
		if depth == 0 {
			return nil
		}
	}
}

// end says that nothing but white space follows.
func (t tokens) end() error {
	if t.mark != nil {
		t.mark()
	}
	if _, err := t.dec.Token(); err == nil {
		return errors.New("something follows the end of the JSON text")
	} else if !errors.Is(err, io.EOF) {
		return err
	}
	return nil
}

// shape is where the records stand.
type shape struct {
	kind kind
	path []string // of a list, the names that lead to it
}

type kind int

const (
	list   kind = iota // the elements of a list
	lines              // each line holds one or more
	chain              // one value after another, across lines
	single             // the whole text is one record
)

// usualNames are what programs call the list of records in what they export.
var usualNames = []string{"data", "results", "result", "items", "records", "rows", "value", "entries"}

// recognise finds where the records stand. A text that is one object is read to
// its end for that.
func recognise(open input.Opener, name string) (shape, error) {
	s, err := input.OpenStream(open, name)
	if err != nil {
		return shape{}, err
	}
	defer s.Close()
	lower := strings.TrimSuffix(strings.ToLower(name), ".gz")
	if strings.HasSuffix(lower, ".jsonl") || strings.HasSuffix(lower, ".ndjson") {
		return shape{kind: lines}, nil
	}
	line, err := firstLine(s)
	switch {
	case errors.Is(err, io.EOF):
		return shape{}, data.Errorf(data.CodeBadInput, "%q is empty: there is nothing to import.", name)
	case errors.Is(err, input.ErrLong): // one long text
	case err != nil:
		return shape{}, s.Explain(err)
	case line[0] == '[':
		return shape{kind: list}, nil
	case line[0] == '{' && json.Valid(line):
		if next, err := firstLine(s); err == nil && next[0] == '{' {
			return shape{kind: lines}, nil
		}
	}
	return recogniseText(open, name)
}

// firstLine gives the next line with text in it, without the white space around.
func firstLine(s *input.Stream) ([]byte, error) {
	for {
		line, err := s.ReadLine()
		if err != nil {
			return nil, err
		}
		if line = bytes.TrimSpace(line); len(line) > 0 {
			return line, nil
		}
	}
}

// recogniseText reads one text from its beginning.
func recogniseText(open input.Opener, name string) (shape, error) {
	s, err := input.OpenStream(open, name)
	if err != nil {
		return shape{}, err
	}
	defer s.Close()
	dec := json.NewDecoder(s)
	dec.UseNumber()
	w := tokens{dec: dec, mark: s.Mark}
	first, err := w.next()
	if err != nil {
		return shape{}, explain(err, s, name)
	}
	switch first {
	case json.Delim('{'):
		return recogniseObject(w, s, name)
	case json.Delim('['):
		return shape{kind: list}, nil
	}
	if err := w.end(); err != nil {
		return shape{}, explain(err, s, name)
	}
	return shape{}, noRows(name)
}

func recogniseObject(w tokens, s *input.Stream, name string) (shape, error) {
	found, err := lists(w, nil)
	if err != nil {
		return shape{}, explain(err, s, name)
	}
	next, err := w.dec.Token()
	switch {
	case errors.Is(err, io.EOF):
		return choose(found, name)
	case err != nil:
		return shape{}, explain(err, s, name)
	case next == json.Delim('{'):
		return shape{kind: chain}, nil
	}
	return shape{}, data.Errorf(data.CodeBadInput, "%q is no valid JSON: something follows its end; export it again.", name)
}

// lists finds the lists with objects in the object that was just begun, and in
// the objects in it, and passes over its end.
func lists(w tokens, path []string) ([][]string, error) {
	var found [][]string
	for {
		tok, err := w.next()
		if err != nil {
			return nil, err
		}
		key, isKey := tok.(string)
		if !isKey {
			return found, nil // the end of the object
		}
		here := append(slices.Clone(path), key)
		if tok, err = w.next(); err != nil {
			return nil, err
		}
		switch tok {
		case json.Delim('['):
			has, err := hasObjects(w)
			if err != nil {
				return nil, err
			}
			if has {
				found = append(found, here)
			}
		case json.Delim('{'):
			if len(here) >= maxDepth {
				return nil, errDeep
			}
			inner, err := lists(w, here)
			if err != nil {
				return nil, err
			}
			if len(here) <= maxNames {
				found = append(found, inner...)
			}
		}
	}
}

// hasObjects passes over the list that was just begun.
func hasObjects(w tokens) (has bool, err error) {
	depth := 1
	for depth > 0 {
		tok, err := w.next()
		if err != nil {
			return false, err
		}
		switch tok {
		case json.Delim('{'), json.Delim('['):
			has = has || depth == 1 && tok == json.Delim('{')
			if depth++; depth > maxDepth {
				return false, errDeep
			}
		case json.Delim('}'), json.Delim(']'):
			depth--
		}
	}
	return has, nil
}

// choose takes the list with a usual name, or the only one.
func choose(found [][]string, name string) (shape, error) {
	switch len(found) {
	case 0:
		return shape{kind: single}, nil
	case 1:
		return shape{kind: list, path: found[0]}, nil
	}
	var usual [][]string
	var all []string
	for _, path := range found {
		if slices.Contains(usualNames, strings.ToLower(path[len(path)-1])) {
			usual = append(usual, path)
		}
		if len(all) < 8 {
			all = append(all, strings.Join(path, "."))
		}
	}
	if len(usual) == 1 {
		return shape{kind: list, path: usual[0]}, nil
	}
	return shape{}, data.Errorf(data.CodeBadInput,
		"%q holds several lists of records (%s): export each to a file of its own.", name, strings.Join(all, ", "))
}
