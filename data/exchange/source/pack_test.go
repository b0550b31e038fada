package source

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/klauspost/compress/flate"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zip"

	"cxworkbench/data"
	"cxworkbench/data/message"
)

const table2 = "a,b\n1,2\n3,4\n"

var cells2 = [][]string{{"a", "b"}, {"1", "2"}, {"3", "4"}}

func TestPackedFiles(t *testing.T) {
	for _, c := range []struct {
		name    string
		content []byte
		options Options
		want    Format // Kind, Packing, Member, Passed and the number of Parts
		cells   [][]string
		says    string
	}{
		{"t.csv.gz", gzipped(t, table2), Options{}, Format{Kind: Delimited, Packing: Gzip}, cells2,
			"Text, columns split by comma, UTF-8, packed with gzip"},
		{"t.csv", gzipped(t, table2), Options{}, Format{Kind: Delimited, Packing: Gzip}, cells2, ""},
		{"twice.gz", append(gzipped(t, "a,b\n1,2\n"), gzipped(t, "3,4\n")...), Options{}, Format{Kind: Delimited, Packing: Gzip}, cells2, ""},
		{"t.zip", zipped(t, file{"in/t.csv", table2}), Options{}, Format{Kind: Delimited, Packing: Zip, Member: "in/t.csv"}, cells2,
			"Text, columns split by comma, UTF-8, the file in/t.csv in a zip"},
		{"of a mac", zipped(t, file{"__MACOSX/._t.csv", "\x00\x05\x16\x07"}, file{".DS_Store", "\x00\x00\x00\x01"}, file{"t.csv", table2}), Options{},
			Format{Kind: Delimited, Packing: Zip, Member: "t.csv"}, cells2, ""},
		{"with a readme", zipped(t, file{"README.txt", "Read me, please\n"}, file{"t.csv", table2}, file{"logo.png", "\x89PNG\r\n\x1A\nxx"}), Options{},
			Format{Kind: Delimited, Packing: Zip, Member: "t.csv", Passed: []string{"README.txt", "logo.png"}}, cells2,
			"Text, columns split by comma, UTF-8, the file t.csv in a zip. Not read: README.txt, logo.png"},
		{"text alone", zipped(t, file{"t.txt", table2}), Options{}, Format{Kind: Delimited, Packing: Zip, Member: "t.txt"}, cells2, ""},
		{"of one shape", zipped(t, file{"1.csv", "a,b\n1,2\n"}, file{"2.csv", "# c\r\nA ;b\r\nM\xFCller;4\r\n"}, file{"3.csv", "x,y\n5,6\n"}, file{"4.csv", "a,b\n7,\"8\n9\"\n"}), Options{},
			Format{Kind: Delimited, Packing: Zip, Member: "1.csv", Passed: []string{"3.csv"}, Parts: make([]Part, 3)},
			[][]string{{"a", "b"}, {"1", "2"}, {"Müller", "4"}, {"7", "8\n9"}},
			"Text, columns split by comma, UTF-8, 3 files of one shape in a zip, read one after another. Not read: 3.csv"},
		{"of two shapes", zipped(t, file{"1.csv", table2}, file{"2.csv", "a,b,c\n1,2,3\n"}), Options{},
			Format{Kind: Delimited, Packing: Zip, Member: "1.csv", Passed: []string{"2.csv"}}, cells2, ""},
		{"chosen", zipped(t, file{"1.csv", "a,b\n9,9\n"}, file{"2.csv", table2}), Options{Member: "2.csv"},
			Format{Kind: Delimited, Packing: Zip, Member: "2.csv", Passed: []string{"1.csv"}}, cells2, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			path := MustWrite(t, filepath.Base(c.name), c.content)
			f, got := MustRead(t, path, c.options)
			if diff := cmp.Diff(c.cells, cellsOf(got)); diff != "" {
				t.Error(diff)
			}
			if c.says != "" && message.English().Text(f.Describe()) != c.says {
				t.Errorf("described as %q", message.English().Text(f.Describe()))
			}
			if len(f.Parts) != len(c.want.Parts) {
				t.Errorf("parts %+v", f.Parts)
			}
			f.Text, f.Parts, c.want.Parts = c.want.Text, nil, nil
			if diff := cmp.Diff(c.want, f); diff != "" {
				t.Error(diff)
			}
			checkProgress(t, path, c.options)
		})
	}
}

// checkProgress reads a file again: progress rises to the end, and no further.
func checkProgress(t *testing.T, path string, o Options) {
	t.Helper()
	f, err := Recognise(path, o)
	if err != nil {
		t.Fatal(err)
	}
	r, err := Open(path, f)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = r.Close() }()
	for last := int64(0); err == nil; {
		_, err = r.Read()
		done, total := r.Progress()
		if done < last || done > total || total <= 0 {
			t.Fatalf("%d of %d after %d", done, total, last)
		}
		last = done
	}
	if done, total := r.Progress(); done != total {
		t.Errorf("%d of %d at the end", done, total)
	}
}

func TestLinesOfParts(t *testing.T) {
	path := MustWrite(t, "t.zip", zipped(t, file{"1.csv", "a,b\n1,2\n"}, file{"2.csv", "\n# c\na,b\n3,4\n"}))
	f, got := MustRead(t, path, Options{})
	if len(got) != 3 || got[2].Line != 6 {
		t.Errorf("rows %+v", got)
	}
	if n := f.HeaderLines(); n != 3 { // blank, comment and header of the second
		t.Errorf("%d lines of headers", n)
	}
}

func TestPackedFilesThatAreRefused(t *testing.T) {
	encrypted := &bytes.Buffer{}
	z := zip.NewWriter(encrypted)
	if _, err := z.CreateRaw(&zip.FileHeader{Name: "t.csv", Flags: 1}); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	many := make([]file, maxMembers+1)
	for i := range many {
		many[i] = file{fmt.Sprintf("%d.csv", i), "a"}
	}
	whole := zipped(t, file{"t.csv", strings.Repeat("a,b\n1,2\n", 1000)})
	flipped := bytes.Clone(whole)
	flipped[60] ^= 0xFF
	for _, c := range []struct {
		name    string
		content []byte
		says    string
	}{
		{"cut off", gzipped(t, table2)[:20], "damaged or cut off"},
		{"no gzip", []byte("\x1F\x8Bnothing"), "damaged or cut off"},
		{"zip cut off", whole[:len(whole)/2], "damaged or cut off"},
		{"zip with a wrong byte", flipped, "damaged or cut off"},
		{"empty zip", zipped(t), "zip without files"},
		{"zip of folders", zipped(t, file{"a/", ""}), "zip without files"},
		{"encrypted", encrypted.Bytes(), "needs a password"},
		{"nested", zipped(t, file{"in.zip", string(whole)}), "within a packed file"},
		{"nested gzip", gzipped(t, string(gzipped(t, table2))), "within a packed file"},
		{"empty table", gzipped(t, ""), "is empty"},
		{"many files", zipped(t, many...), "more than 1000 files"},
		{"word", zipped(t, file{"[Content_Types].xml", "x"}, file{"word/document.xml", "x"}), "a Word document"},
		{"ods", zipped(t, file{"mimetype", "x"}, file{"content.xml", "x"}), "save it as .xlsx"},
		{"xlsb", zipped(t, file{"[Content_Types].xml", "x"}, file{"xl/workbook.bin", "x"}), "save it as .xlsx"},
		{"pictures", zipped(t, file{"a.png", "\x89PNG\r\n\x1A\n"}), "a picture"},
	} {
		t.Run(c.name, func(t *testing.T) { wantRefused(t, MustWrite(t, "t.bin", c.content), c.says) })
	}
	path := MustWrite(t, "t.zip", whole)
	if _, err := Recognise(path, Options{Member: "u.csv"}); data.CodeOf(err) != data.CodeBadInput || !strings.Contains(err.Error(), "no file \"u.csv\"") {
		t.Errorf("a file that is not in the zip gave %v", err)
	}
}

func wantRefused(t *testing.T, path, says string) {
	t.Helper()
	var err error
	within(t, func() { _, _, err = readFile(path, Options{}) })
	if code := data.CodeOf(err); code != data.CodeBadInput && code != data.CodeNotFound || !strings.Contains(data.Sentence(err), says) {
		t.Errorf("got %v, want a sentence with %q", err, says)
	}
}

// A gigabyte that packs into a megabyte is refused before it fills anything.
func TestBombs(t *testing.T) {
	const size, block = 1 << 30, 16 << 20
	for _, c := range []struct{ name, text, says string }{
		{"zeros", "\x00", "no text table"},
		{"rows", "1,2\n", "times its size"},
		{"blank lines", "\n", "times its size"},
		{"one line", "x", "longer than 16 MiB"},
	} {
		text := strings.Repeat(c.text, block/len(c.text))
		t.Run("gzip of "+c.name, func(t *testing.T) {
			one := gzipped(t, text) // gzip members one after another are one file
			checkBomb(t, MustWrite(t, "bomb.csv.gz", bytes.Repeat(one, size/block)), c.says)
		})
		t.Run("zip of "+c.name, func(t *testing.T) {
			checkBomb(t, bombZip(t, text, size/block), c.says)
		})
	}
}

// bombZip writes a zip of one file with the text many times over. Blocks of
// deflate that were flushed may follow each other.
func bombZip(t *testing.T, text string, times int) string {
	t.Helper()
	var block, end bytes.Buffer
	for _, out := range []*bytes.Buffer{&block, &end} {
		w, err := flate.NewWriter(out, flate.BestSpeed)
		if err != nil {
			t.Fatal(err)
		}
		if out == &block {
			_, err = io.WriteString(w, text)
			if err == nil {
				err = w.Flush()
			}
		} else {
			err = w.Close()
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	path := filepath.Join(t.TempDir(), "bomb.zip")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	z := zip.NewWriter(f)
	w, err := z.CreateRaw(&zip.FileHeader{
		Name: "bomb.csv", Method: zip.Deflate,
		CompressedSize64: uint64(block.Len()*times + end.Len()), UncompressedSize64: uint64(len(text) * times),
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write(append(bytes.Repeat(block.Bytes(), times), end.Bytes()...)); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

func checkBomb(t *testing.T, path, says string) {
	t.Helper()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	wantRefused(t, path, says)
	runtime.ReadMemStats(&after)
	if grown := after.TotalAlloc - before.TotalAlloc; grown > 48<<20 {
		t.Errorf("%d MB were allocated to refuse it", grown>>20)
	}
}

// Rows that are alike pack well and are no bomb.
func TestRegularTablesAreNoBombs(t *testing.T) {
	path := filepath.Join(t.TempDir(), "t.csv.gz")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	z := gzip.NewWriter(f)
	fmt.Fprintln(z, "customer,at,activity")
	const rows = 2_500_000 // some 80 MB
	for i := range rows {
		fmt.Fprintf(z, "C%06d,2026-01-05,Website visit\n", i%1000)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	format, err := Recognise(path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	r, err := Open(path, format)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = r.Close() }()
	n := 0
	for ; err == nil; n++ {
		_, err = r.Read()
	}
	if n != rows+2 {
		t.Errorf("%d rows, then %v", n-2, err)
	}
}

// FuzzGzip reads whatever as gzip: it ends with rows or a sentence.
func FuzzGzip(f *testing.F) {
	fuzzPacked(f, "\x1F\x8B", gzipped(f, table2), gzipped(f, "\x1F\x8B\x08"))
}

// FuzzZip is FuzzGzip for zip.
func FuzzZip(f *testing.F) {
	fuzzPacked(f, "PK\x03\x04", zipped(f, file{"t.csv", table2}), zipped(f, file{"1.csv", table2}, file{"2.csv", table2}, file{"x/y.json", "[]"}),
		zipped(f, file{"[Content_Types].xml", "x"}), zipped(f, file{"t.xes", "<log/>"}, file{"t.vcf", "BEGIN:VCARD\n"}))
}

func fuzzPacked(f *testing.F, start string, seeds ...[]byte) {
	for _, seed := range seeds {
		f.Add(seed)
		f.Add(seed[:len(seed)*2/3])
	}
	folder := f.TempDir()
	f.Fuzz(func(t *testing.T, content []byte) {
		if !bytes.HasPrefix(content, []byte(start)) {
			content = append([]byte(start), content...)
		}
		path := filepath.Join(folder, "fuzz.bin")
		if err := os.WriteFile(path, content, 0o600); err != nil {
			t.Fatal(err)
		}
		if _, _, err := readFile(path, Options{}); err != nil && data.CodeOf(err) == data.CodeInternal {
			t.Fatalf("%v is no sentence for a person", err)
		}
	})
}
