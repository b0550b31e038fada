package message

import (
	"errors"
	"fmt"
	"strings"

	"cxworkbench/data"
)

// Error renders what a person should read about an error: the sentence of the
// first data.Error in its chain. Its English format is the key under which the
// catalogue has the sentence in other languages; arguments may stand there in
// another order, as in %[2]s.
func (p *Printer) Error(err error) string {
	var e *data.Error
	if !errors.As(err, &e) {
		return err.Error()
	}
	format, translated := p.texts[e.Format]
	if !translated {
		format = e.Format
	}
	args := make([]any, len(e.Args))
	for i, arg := range e.Args {
		args[i] = p.argument(arg)
	}
	return fmt.Sprintf(format, args...)
}

// argument is an argument of an error's sentence in the reader's language: a string
// may be words of ours, which then stand in phrases.json. Numbers stay numbers,
// since the verbs of the sentence expect them.
func (p *Printer) argument(arg any) any {
	switch arg := arg.(type) {
	case error:
		return p.Error(arg)
	case Message:
		return p.Text(arg)
	case data.Day:
		return p.Date(arg)
	case string:
		if strings.Contains(arg, ".") {
			break // a key, or a sentence
		}
		if text, ok := p.texts[arg]; ok {
			return text
		}
	}
	return arg
}
