package files

import (
	"os"
	"path/filepath"
	"runtime"
	"testing"

	"github.com/adrg/xdg"
	"github.com/google/go-cmp/cmp"
)

func names(entries []entry) (out []string) {
	for _, e := range entries {
		name := filepath.Base(e.name)
		if e.folder {
			name += "/"
		}
		if e.up {
			name = ".."
		}
		out = append(out, name)
	}
	return out
}

// lay makes a folder with files of so many bytes; a name that ends in a slash is a folder.
func lay(t *testing.T, sizes map[string]int) string {
	t.Helper()
	folder := t.TempDir()
	for name, size := range sizes {
		path := filepath.Join(folder, name)
		var err error
		if name[len(name)-1] == '/' {
			err = os.Mkdir(path, 0o700)
		} else {
			err = os.WriteFile(path, make([]byte, size), 0o600)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	return folder
}

func TestFoldersStandBeforeFilesInEveryOrder(t *testing.T) {
	folder := lay(t, map[string]int{"b.csv": 1, "A.CSV": 900, "c.xlsx": 7, "zeta/": 0, "Alpha/": 0, ".hidden.csv": 1, ".git/": 0})
	if runtime.GOOS != "windows" {
		for link, to := range map[string]string{"link": "zeta", "broken.csv": "nowhere"} {
			if err := os.Symlink(filepath.Join(folder, to), filepath.Join(folder, link)); err != nil {
				t.Fatal(err)
			}
		}
	}
	l, err := read(folder, []string{".csv"}, false)
	if err != nil {
		t.Fatal(err)
	}
	if l.others != 1 {
		t.Errorf("%d files are of another kind, want 1: the spreadsheet", l.others)
	}
	for _, c := range []struct {
		column     int
		descending bool
		want       []string
	}{
		{columnName, false, []string{"..", "Alpha/", "link/", "zeta/", "A.CSV", "b.csv", "broken.csv"}},
		{columnName, true, []string{"..", "zeta/", "link/", "Alpha/", "broken.csv", "b.csv", "A.CSV"}},
	} {
		sortBy(l.entries, c.column, c.descending)
		if runtime.GOOS == "windows" {
			continue
		}
		if diff := cmp.Diff(c.want, names(l.entries)); diff != "" {
			t.Errorf("column %d, descending %v (-want +got):\n%s", c.column, c.descending, diff)
		}
	}
	sortBy(l.entries, columnSize, true)
	if got := names(l.entries); got[0] != ".." || got[len(got)-1] == "A.CSV" {
		t.Errorf("by size, the largest first, gives %q", got)
	}
	if l, err = read(folder, nil, true); err != nil || len(l.entries) < 3 || !l.entries[len(l.entries)-1].folder {
		t.Errorf("where a folder is asked for %q are offered, %v", names(l.entries), err)
	}
	if _, err := read(filepath.Join(folder, "nowhere"), nil, false); !os.IsNotExist(err) {
		t.Errorf("a folder that is not there gives %v", err)
	}
}

func TestWhatIsTypedIsCompleted(t *testing.T) {
	at := filepath.Join(t.TempDir(), "clients")
	for typed, want := range map[string]string{
		"orders.csv":                      filepath.Join(at, "orders.csv"),
		" .. ":                            filepath.Dir(at),
		filepath.Join(at, "a", "..", "b"): filepath.Join(at, "b"),
		"~":                               xdg.Home,
		filepath.Join("~", "x"):           filepath.Join(xdg.Home, "x"),
		"~x":                              filepath.Join(at, "~x"),
		"":                                at,
	} {
		if got := absolute(typed, at); got != want {
			t.Errorf("%q leads to %s, want %s", typed, got, want)
		}
	}
}

func TestPlacesAreThereAndOnlyOnce(t *testing.T) {
	folder := t.TempDir()
	seen := map[string]int{}
	for _, p := range places([]string{folder, folder, filepath.Join(folder, "gone"), xdg.Home}) {
		seen[p.path]++
	}
	if seen[folder] != 1 || seen[filepath.Join(folder, "gone")] != 0 || seen[xdg.Home] > 1 {
		t.Errorf("the places are %v", seen)
	}
}
