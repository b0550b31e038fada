package app

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"cxworkbench/data"
)

func TestWriteFileIsWholeOrNotThere(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "chart.svg")
	broken := func(w io.Writer) error {
		_, err := io.WriteString(w, "half")
		return errors.Join(err, errors.New("the pen broke"))
	}
	whole := func(text string) func(io.Writer) error {
		return func(w io.Writer) error {
			_, err := io.WriteString(w, text)
			return err
		}
	}
	wantRefused(t, WriteFile(path, broken), data.CodeReadOnly, "chart.svg could not be written (the pen broke)")
	wantEmpty(t, folder)
	for _, text := range []string{"first", "second"} {
		if err := WriteFile(path, whole(text)); err != nil {
			t.Fatal(err)
		}
	}
	wantRefused(t, WriteFile(path, broken), data.CodeReadOnly, "chart.svg")
	if got, err := os.ReadFile(path); err != nil || string(got) != "second" {
		t.Errorf("after a failure the file holds %q, %v", got, err)
	}
	if entries, err := os.ReadDir(folder); err != nil || len(entries) != 1 {
		t.Errorf("beside the file stand %v, %v", entries, err)
	}
	wantRefused(t, WriteFile(filepath.Join(folder, "none", "x.svg"), whole("x")), data.CodeReadOnly, "x.svg could not be written (")
	if err := os.MkdirAll(filepath.Join(folder, "taken", "full"), 0o755); err != nil {
		t.Fatal(err)
	}
	wantRefused(t, WriteFile(filepath.Join(folder, "taken"), whole("x")), data.CodeReadOnly, "taken could not be written (")
	if entries, err := os.ReadDir(folder); err != nil || len(entries) != 2 {
		t.Errorf("beside the file stand %v, %v", entries, err)
	}
}

func TestPrefs(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "cxworkbench")
	p := LoadPrefs(folder)
	if len(p.Recent) > 0 || p.Theme != "" {
		t.Errorf("without a file the choices are %+v", p)
	}
	p.Theme, p.Width, p.Height = "dark", 1280, 800
	home := t.TempDir()
	var want []string
	for i := range 10 {
		path := filepath.Join(home, string(rune('a'+i))+".cxw")
		p.Remember(path)
		want = slices.Insert(want, 0, path)
	}
	p.Remember(want[3])
	again := LoadPrefs(folder)
	if want = []string{want[3], want[0], want[1], want[2], want[4], want[5], want[6], want[7]}; !slices.Equal(again.Recent, want) {
		t.Errorf("recent %v, want %v", again.Recent, want)
	}
	if again.Theme != "dark" || again.Width != 1280 || again.Height != 800 {
		t.Errorf("read back %+v", again)
	}
	again.Forget(want[0])
	again.Save()
	if got := LoadPrefs(folder).Recent; !slices.Equal(got, want[1:]) {
		t.Errorf("after forgetting one: %v", got)
	}
}

func TestPrefsThatCannotBeRead(t *testing.T) {
	folder := t.TempDir()
	if err := os.WriteFile(filepath.Join(folder, "settings.json"), []byte(`{"theme":"dark","recent":["x"`), 0o600); err != nil {
		t.Fatal(err)
	}
	p := LoadPrefs(folder)
	if p.Theme != "" || len(p.Recent) > 0 {
		t.Errorf("a broken file gives %+v", p)
	}
	p.Remember("x.cxw")
	if got := LoadPrefs(folder); len(got.Recent) != 1 || !filepath.IsAbs(got.Recent[0]) {
		t.Errorf("then it cannot be kept: %+v", got)
	}
}
