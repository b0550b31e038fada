package message

import (
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"cxworkbench/data"
)

// Error renders what a person should read about an error: the sentence of the
// first data.Error in its chain. Its English format is the key under which the
// catalogue has the sentence as the window says it; arguments may stand there in
// another order, as in %[2]s, or be left out.
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
	return fmt.Sprintf(format, args[:min(len(args), needed(format))]...)
}

// needed is how many arguments a format needs: the window does not say all that
// the terminal does.
func needed(format string) int {
	most, next := 0, 1
	for _, verb := range verbs.FindAllStringSubmatch(format, -1) {
		if verb[2] == "%" {
			continue
		}
		if at, err := strconv.Atoi(verb[1]); err == nil {
			next = at
		}
		most = max(most, next)
		next++
	}
	return most
}

// verbs finds what stands in a format for an argument, with the argument's number
// where it is said.
var verbs = regexp.MustCompile(`%[-+ #0]*\d*(?:\.\d+)?(?:\[(\d+)\])?([a-zA-Z%])`)

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
