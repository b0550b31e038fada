package files_test

import (
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"

	"cxworkbench/views/files"
	"cxworkbench/views/grid"
	"cxworkbench/views/kit"
	"cxworkbench/views/viewtest"
)

// asked is a window that asks, and what it was answered.
type asked struct {
	*viewtest.Bench
	answers []string
}

func ask(t *testing.T, q files.Question) *asked {
	t.Helper()
	a := &asked{Bench: viewtest.New(t)}
	a.again(q)
	return a
}

func (a *asked) again(q files.Question) {
	if q.At == "" {
		q.At = a.Folder
	}
	q.Title, q.Action = "Which one", "Take"
	q.Do = func(path string) { a.answers = append(a.answers, path) }
	files.Ask(a, q)
	a.Settle()
}

func (a *asked) open() bool { return a.Window().Canvas().Overlays().Top() != nil }

// answered fails the test unless the dialog has closed with exactly these answers.
func (a *asked) answered(t *testing.T, names ...string) {
	t.Helper()
	if a.open() || len(a.answers) != len(names) {
		t.Fatalf("open %v, answers %q, want %q; there is %q", a.open(), a.answers, names, a.Texts())
	}
	for i, name := range names {
		if a.answers[i] != filepath.Join(a.Folder, name) {
			t.Errorf("the answer is %s, want %s", a.answers[i], name)
		}
	}
}

// choose puts the keyboard on a row of the list.
func (a *asked) choose(t *testing.T, name string) {
	t.Helper()
	list := viewtest.First[*grid.Grid](a.Bench)
	for i := range list.Len() {
		if list.Row(i)[0] == name {
			list.Select(i)
			a.Window().Canvas().Focus(list)
			return
		}
	}
	t.Fatalf("%s is not listed", name)
}

// Wherever in the dialog the keyboard is, Esc closes it, and Tab comes round again.
func TestEscClosesFromEveryControl(t *testing.T) {
	for kind, least := range map[files.Kind]int{files.Open: 5, files.Save: 6, files.Folder: 5} {
		a := ask(t, files.Question{Kind: kind, Name: "chart.png"})
		stops := map[fyne.Focusable]bool{}
		for c := a.Window().Canvas(); !stops[c.Focused()]; c.FocusNext() {
			stops[c.Focused()] = true
		}
		if len(stops) < least || stops[nil] {
			t.Errorf("kind %d: Tab stops at %d places", kind, len(stops))
		}
		for i := range len(stops) {
			if i > 0 {
				a.again(files.Question{Kind: kind, Name: "chart.png"})
			}
			for range i {
				a.Window().Canvas().FocusNext()
			}
			focused := a.Window().Canvas().Focused()
			if a.Key(fyne.KeyEscape); a.open() {
				t.Fatalf("kind %d: Esc on %T does not close the dialog", kind, focused)
			}
		}
		if len(a.answers) != 0 {
			t.Errorf("Esc answers %q", a.answers)
		}
	}
}

func TestAFileIsFoundByKeysAlone(t *testing.T) {
	a := &asked{Bench: viewtest.New(t)}
	if err := os.Mkdir(filepath.Join(a.Folder, "exports"), 0o700); err != nil {
		t.Fatal(err)
	}
	a.File(filepath.Join("exports", "orders.csv"), "x")
	a.File("notes.txt", "x")
	a.again(files.Question{Endings: []string{".csv"}})
	a.MustSay("1 file of another kind is not listed.")
	a.Press("Take")
	a.MustSay("Choose a file in the list, or type where it lies.")
	a.choose(t, "exports")
	a.Key(fyne.KeyReturn)
	a.Key(fyne.KeyDown) // the folder above
	a.Key(fyne.KeyDown)
	a.Key(fyne.KeyReturn)
	a.answered(t, filepath.Join("exports", "orders.csv"))

	a.again(files.Question{})
	where := viewtest.First[*kit.Entry](a.Bench)
	a.Type(where, "nowhere")
	a.MustSay("There is no " + filepath.Join(a.Folder, "nowhere") + ".")
	a.Type(where, filepath.Join("exports", "orders.csv"))
	a.answered(t, filepath.Join("exports", "orders.csv"), filepath.Join("exports", "orders.csv"))
}

func TestAFolderIsThatOfTheListOrTheOneListed(t *testing.T) {
	a := &asked{Bench: viewtest.New(t)}
	if err := os.Mkdir(filepath.Join(a.Folder, "exports"), 0o700); err != nil {
		t.Fatal(err)
	}
	a.again(files.Question{Kind: files.Folder})
	a.MustSay("Chosen: " + a.Folder)
	a.Press("Take")
	a.answered(t, "")
	a.again(files.Question{Kind: files.Folder})
	a.choose(t, "exports")
	a.MustSay("Chosen: " + filepath.Join(a.Folder, "exports"))
	a.Press("Take")
	a.answered(t, "", "exports")
}

// Choosing a place leaves what is there alone until whoever asked writes.
func TestAFileIsReplacedOnlyAfterAsking(t *testing.T) {
	a := &asked{Bench: viewtest.New(t)}
	path := a.File("chart.png", "precious")
	a.again(files.Question{Kind: files.Save, Name: "chart", Endings: []string{".png", ".svg"}})
	a.Key(fyne.KeyReturn)
	a.MustSay("Replace the file?")
	a.Key(fyne.KeyReturn) // keeps
	a.MustSay("Which one")
	if len(a.answers) > 0 {
		t.Fatalf("it answers %q", a.answers)
	}
	a.Key(fyne.KeyReturn)
	a.Press("Replace")
	a.answered(t, "chart.png")
	if kept, err := os.ReadFile(path); err != nil || string(kept) != "precious" {
		t.Errorf("the file holds %q, %v", kept, err)
	}

	a.again(files.Question{Kind: files.Save, Name: "chart.PNG.svg", Endings: []string{".png", ".svg"}})
	a.Key(fyne.KeyReturn)
	a.answered(t, "chart.png", "chart.PNG.svg")
}

func TestAPlaceForSomethingNewIsFree(t *testing.T) {
	a := &asked{Bench: viewtest.New(t)}
	a.File("client.cxw", "a workspace")
	a.again(files.Question{Kind: files.Save, New: true, Name: "client", Endings: []string{".cxw"}})
	a.Key(fyne.KeyReturn)
	a.MustSay("There is already a client.cxw here. Choose another name.")
	name := viewtest.Find(a.Bench, func(e *kit.Entry) bool { return e.Text == "client" })
	a.Type(name, "")
	a.MustSay("Give the file a name.")
	a.Type(name, "other")
	a.answered(t, "other.cxw")
}
