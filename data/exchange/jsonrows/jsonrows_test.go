package jsonrows_test

import (
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/unicode"

	"cxworkbench/data"
	"cxworkbench/data/exchange/jsonrows"
)

func ignoreEOF(err error) error {
	if errors.Is(err, io.EOF) {
		return nil
	}
	return err
}

// text makes an opener of a text.
func text(s string) func() (io.ReadCloser, error) {
	return func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(s)), nil }
}

// table reads a text: the header, then each row as "line: cells" or "line! fault".
func table(t *testing.T, name, s string) []string {
	t.Helper()
	r, err := jsonrows.OpenReader(text(s), int64(len(s)), name, jsonrows.Options{})
	if err != nil {
		return []string{data.Sentence(err)}
	}
	defer r.Close()
	got := []string{strings.Join(r.Header(), "|")}
	for {
		row, err := r.Read()
		if errors.Is(err, io.EOF) {
			return got
		}
		if err != nil {
			return append(got, data.Sentence(err))
		}
		if row.Fault != "" {
			got = append(got, fmt.Sprintf("%d! %s", row.Line, row.Fault))
			continue
		}
		got = append(got, fmt.Sprintf("%d: %s", row.Line, strings.Join(row.Cells, "|")))
	}
}

func TestShapes(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"list", `[{"a":1,"b":"x"},{"b":"y","c":true},{"a":null}]`,
			[]string{"a|b|c", "1: 1|x|", "2: |y|true", "3: ||"}},
		{"columns that come late are not lost", `[{"a":1}` + strings.Repeat(`,{"a":2}`, 3000) + `,{"z":"late"}]`, nil},
		{"numbers stay as they stand", `[{"n":12345678901234567890,"m":1.10,"e":1E5}]`,
			[]string{"n|m|e", "1: 12345678901234567890|1.10|1E5"}},
		{"objects within", `[{"a":{"b":{"c":1}},"d":[1,"x",null,true],"e":[{"f": 1}],"g":{},"h":[]}]`,
			[]string{"a.b.c|d|e|h", `1: 1|1; x; ; true|[{"f":1}]|`}},
		{"usual name", `{"meta":{"total":2},"tags":[{"x":1}],"data":[{"a":1},{"a":2}]}`,
			[]string{"a", "1: 1", "2: 2"}},
		{"the only list, deeper", `{"ok":true,"answer":{"skip":[1,2],"people":[{"a":1}]},"next":null}`,
			[]string{"a", "1: 1"}},
		{"several lists", `{"a":[{"x":1}],"b":[{"x":1}]}`,
			[]string{`"several lists" holds several lists of records (a, b): export each to a file of its own.`}},
		{"one record", "{\n\"a\":1,\n\"b\":{\"c\":\"\\u00e9\\n\"}}", []string{"a|b.c", "1: 1|é\n"}},
		{"lines", "{\"a\":1}\n\n{\"a\":2,\"b\":3}\r\n{\"a\":\n[1]\n{\"a\":4}{\"a\":5}\n",
			[]string{"a|b", "1: 1|", "3: 2|3", "4! it is no valid JSON", "5! it is no record with named values", "6: 4|", "6: 5|"}},
		{"broken.jsonl", "{\"a\n{\"a\":2}\n", []string{"a", "1! it is no valid JSON", "2: 2"}},
		{"one after another", "{\"a\":\n1} {\"b\":2}\n{\"a\":3}", []string{"a|b", "1: 1|", "2: |2", "3: 3|"}},
		{"an element that is no record", `[{"a":1},7]`, []string{"a", "1: 1", "2! it is no record with named values"}},
		{"a name twice", `[{"a":1,"a":2},{"a.b":1,"a":{"b":2}},{"a":3}]`,
			[]string{"a|a.b", `1! it gives "a" twice`, `2! it gives "a.b" twice`, "3: 3|"}},
		{"zero byte", `[{"a":"x\u0000y"}]`, []string{"a", "1! it has zero bytes, which text never has"}},
		{"wrong encoding", "[{\"a\":\"caf\xE9\"},{\"a\":1}]", []string{"a", "1! it has bytes that are not in the file's encoding", "2: 1"}},
		{"mark", "\xEF\xBB\xBF[{\"a\":1}]", []string{"a", "1: 1"}},
		{"no rows", `{}`, []string{`"no rows" is JSON but holds no rows: a list of records with named values is needed.`}},
		{"cut", `[{"a":1},{"a":`, []string{`"cut" ends in the middle of its JSON: export or copy it again.`}},
		{"something after", `[{"a":1}] x`, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := table(t, c.name, c.text)
			switch c.name {
			case "columns that come late are not lost":
				if got[0] != "a|z" || len(got) != 3003 || got[3002] != "3002: |late" {
					t.Errorf("%d rows, %q, %q", len(got)-1, got[0], got[len(got)-1])
				}
			case "something after":
				if len(got) != 1 || !strings.Contains(got[0], "is no valid JSON") {
					t.Error(got)
				}
			default:
				if d := cmp.Diff(c.want, got); d != "" {
					t.Error(d)
				}
			}
		})
	}
}

func TestUTF16(t *testing.T) {
	want := []string{"a", "1: Zoë 😀"}
	for _, order := range []unicode.Endianness{unicode.LittleEndian, unicode.BigEndian} {
		for _, mark := range []unicode.BOMPolicy{unicode.UseBOM, unicode.IgnoreBOM} {
			s, err := unicode.UTF16(order, mark).NewEncoder().String(`[{"a":"Zoë 😀"}]`)
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(want, table(t, "utf16", s)); d != "" {
				t.Error(order, mark, d)
			}
		}
	}
}

// Faults are counted, and the header known spares the first pass but no value.
func TestUnknownName(t *testing.T) {
	r, err := jsonrows.OpenReader(text(`[{"a":1},{"b":2}]`), 0, "x", jsonrows.Options{Header: []string{"a"}})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := r.Read(); err != nil {
		t.Fatal(err)
	}
	row, err := r.Read()
	if err != nil || !strings.Contains(row.Fault, `"b"`) || row.Raw != `{"b":2}` {
		t.Errorf("%+v %v", row, err)
	}
}

func TestLimits(t *testing.T) {
	for name, s := range map[string]string{
		"one long entry": `[{"a":"` + strings.Repeat("x", 40<<20) + `"}]`,
		"one long line":  strings.Repeat("x", 40<<20),
		"deep list":      strings.Repeat("[", 200_000),
		"deep object":    strings.Repeat(`{"a":`, 200_000),
		"many names":     `{"a0":1` + manyNames(10_000) + `}`,
	} {
		got := table(t, name+".json", s)
		if len(got) != 1 || !strings.HasPrefix(got[0], `"`+name) {
			t.Errorf("%s: %.200q", name, got)
		}
		if strings.HasPrefix(name, "one long") {
			if got := table(t, name+".jsonl", s); len(got) != 1 || !strings.Contains(got[0], "longer than 16 MiB") {
				t.Errorf("%s: %.200q", name, got)
			}
		}
	}
}

// A text of any length is checked in little memory only while it is not too deep.
func TestValidDepth(t *testing.T) {
	for depth, ok := range map[int]bool{1000: true, 1001: false} {
		text := strings.Repeat("[", depth) + strings.Repeat("]", depth)
		if err := jsonrows.Valid(strings.NewReader(text)); (err == nil) != ok {
			t.Errorf("%d levels: %v", depth, err)
		}
	}
}

func manyNames(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, `,"b%d":1`, i)
	}
	return b.String()
}

func TestGzipInFront(t *testing.T) {
	path := filepath.Join(t.TempDir(), "people.json.gz")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	z := gzip.NewWriter(f)
	if _, err := io.WriteString(z, "{\"a\":1}\n{\"b\":2}\n"); err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(z.Close(), f.Close()); err != nil {
		t.Fatal(err)
	}
	open := func() (io.ReadCloser, error) {
		f, err := os.Open(path)
		if err != nil {
			return nil, err
		}
		return gzip.NewReader(f)
	}
	r, err := jsonrows.OpenReader(open, 0, "people.json.gz", jsonrows.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff([]string{"a", "b"}, r.Header()); d != "" {
		t.Error(d)
	}
}

func FuzzRead(f *testing.F) {
	for _, s := range []string{
		`[{"a":1,"b":[1,{"c":2}]}]`, "{\"a\":1}\n{\"a\":\"\\u00e9\"}", `{"data":[{"a":{"b":null}}]}`, "\xFF\xFE[\x00]\x00", `{"a":[`, `"x"`, "[[[[",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		r, err := jsonrows.OpenReader(text(s), 0, "fuzz", jsonrows.Options{})
		if err != nil {
			if data.CodeOf(err) != data.CodeBadInput {
				t.Fatal(err)
			}
			return
		}
		for {
			row, err := r.Read()
			if errors.Is(err, io.EOF) {
				return
			}
			if err != nil {
				t.Fatalf("not found by the first pass: %v", err)
			}
			if row.Fault == "" && len(row.Cells) != len(r.Header()) {
				t.Fatalf("%d cells of %d columns", len(row.Cells), len(r.Header()))
			}
		}
	})
}

func BenchmarkRead(b *testing.B) {
	var s strings.Builder
	s.WriteByte('[')
	for i := range 20_000 {
		if i > 0 {
			s.WriteByte(',')
		}
		fmt.Fprintf(&s, `{"id":%d,"email":"person%d@example.com","address":{"city":"Łódź","zip":"90-%03d"},"tags":["a","b"],"spent":%d.50}`, i, i, i%1000, i)
	}
	s.WriteByte(']')
	list := s.String()
	for name, text := range map[string]string{"list": list, "lines": strings.ReplaceAll(list[1:len(list)-1], "},{\"id", "}\n{\"id")} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				r, err := jsonrows.OpenReader(func() (io.ReadCloser, error) {
					return io.NopCloser(strings.NewReader(text)), nil
				}, 0, "bench", jsonrows.Options{})
				if err != nil {
					b.Fatal(err)
				}
				n := 0
				for ; ; n++ {
					if _, err := r.Read(); err != nil {
						break
					}
				}
				if n != 20_000 {
					b.Fatal(n)
				}
			}
			b.ReportMetric(float64(20_000*b.N)/b.Elapsed().Seconds(), "rows/s")
		})
	}
}
