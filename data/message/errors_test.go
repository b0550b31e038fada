package message_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"go/ast"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"cxworkbench/data"
	"cxworkbench/data/message"
	"cxworkbench/resources"
)

var update = flag.Bool("update", false, "write the English sentences of errors anew, as the sources have them")

const errorsFile = "errors.json"

// forTerminal is what sentences say to who has no window, and that nothing was
// imported, which goes without saying there.
var forTerminal = regexp.MustCompile(`;? \(?in a terminal, [^.)]*\)?| Nothing was imported\.`)

// errorFormats lists the formats of errors that a person can meet in the window, and
// what the window says of them in English.
func errorFormats(t *testing.T) map[string]string {
	t.Helper()
	formats := map[string]string{}
	eachSource(t, func(path string, file *ast.File) {
		if strings.HasPrefix(path, "cmd"+string(filepath.Separator)) || strings.HasPrefix(path, filepath.Join("app", "bench")) {
			return // the terminal speaks English
		}
		ast.Inspect(file, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			at := map[string]int{"data.Errorf": 1, "data.Wrap": 2}[called(call.Fun)]
			if at == 0 || len(call.Args) <= at {
				return true
			}
			if format, ok := joined(call.Args[at]); !ok {
				t.Errorf("%s: the sentence %v of an error is put together, so that it cannot be translated", path, call.Args[at])
			} else if format != "%s" {
				formats[format] = forTerminal.ReplaceAllString(format, "")
			}
			return true
		})
	})
	return formats
}

// joined is the text of a literal, or of several with + between them.
func joined(e ast.Expr) (string, bool) {
	sum, ok := e.(*ast.BinaryExpr)
	if !ok || sum.Op != token.ADD {
		return literal(e)
	}
	left, first := joined(sum.X)
	right, second := joined(sum.Y)
	return left + right, first && second
}

// The sentences of errors in the sources are those that are translated.
func TestErrorsAreInTheCatalogue(t *testing.T) {
	said := errorFormats(t)
	if *update {
		var out bytes.Buffer
		in := json.NewEncoder(&out)
		in.SetEscapeHTML(false)
		in.SetIndent("", "  ")
		if err := in.Encode(said); err != nil { // in the order of the keys
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(root(t), "resources", "translations", "en", errorsFile), out.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	files, err := resources.Translations("en")
	if err != nil {
		t.Fatal(err)
	}
	var known map[string]string
	if err := json.Unmarshal(files[errorsFile], &known); err != nil {
		t.Fatal(err)
	}
	const how = "go test ./data/message -run ErrorsAreInTheCatalogue -update"
	for _, format := range message.Missing(said, known) {
		t.Errorf("%s lacks %q: run %s", errorsFile, format, how)
	}
	for _, format := range message.Missing(known, said) {
		t.Errorf("%s has %q, which no error says: run %s", errorsFile, format, how)
	}
}

func TestErrorsAreSaidInTheLanguageOfThePrinter(t *testing.T) {
	cause := data.Errorf(data.CodeNotOurs, "%s is not a CX Workbench workspace. To bring its data in, make a workspace and import it.", "a.cxw")
	outer := data.Wrap(cause, data.CodeReadOnly, "The rule of %s cannot be used: %s", "Loyal", data.Said(fmt.Errorf("read: %w", cause)))
	cases := []struct {
		err           error
		english, said string
	}{
		{errors.New("disk on fire"), "disk on fire", "disk on fire"},
		{fs.ErrNotExist, fs.ErrNotExist.Error(), fs.ErrNotExist.Error()},
		{outer, "The rule of Loyal cannot be used: a.cxw is not a CX Workbench workspace. To bring its data in, make a workspace and import it.", "[Thë rülë õf Loyal çáññõt bë üsëd: [a.cxw ïs ñõt á ÇX"},
		{fmt.Errorf("open: %w", outer), "The rule of Loyal cannot be used: a.cxw is not a CX Workbench workspace. To bring its data in, make a workspace and import it.", "[Thë rülë õf Loyal"},
		{data.Errorf(data.CodeInternal, "no such %d sentence of %s", 1234, data.DayOf(2026, 10, 31)), "no such 1234 sentence of 31 Oct 2026", "no such 1234 sentence of 31 [Öçt~] 2026"},
	}
	strange, err := message.For(message.Pseudo)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range cases {
		if got := message.English().Error(c.err); got != c.english {
			t.Errorf("in English %v is %q, want %q", c.err, got, c.english)
		}
		if got := strange.Error(c.err); !strings.HasPrefix(got, c.said) {
			t.Errorf("%v is %q, want %q", c.err, got, c.said)
		}
	}
}
