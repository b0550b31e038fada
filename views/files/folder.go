package files

import (
	"cmp"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	base "fyne.io/fyne/v2/theme"
	"github.com/adrg/xdg"
)

// entry is a file or a folder in a folder.
type entry struct {
	name    string
	up      bool // the folder above
	folder  bool
	size    int64     // bytes
	changed time.Time // zero where it is not known
}

// listing is what a folder holds.
type listing struct {
	folder  string
	entries []entry
	others  int // files of other kinds, which are not among the entries
}

// read lists a folder without what is hidden and without files of other kinds than
// those with the endings; none is any.
func read(folder string, endings []string, foldersOnly bool) (listing, error) {
	found, err := os.ReadDir(folder)
	if err != nil {
		return listing{}, err
	}
	l := listing{folder: folder}
	if parent := filepath.Dir(folder); parent != folder {
		l.entries = append(l.entries, entry{name: parent, up: true, folder: true})
	}
	for _, f := range found {
		if strings.HasPrefix(f.Name(), ".") {
			continue
		}
		e := entry{name: f.Name(), folder: f.IsDir()}
		if info, err := os.Stat(filepath.Join(folder, f.Name())); err == nil { // what a link leads to
			e.folder, e.size, e.changed = info.IsDir(), info.Size(), info.ModTime()
		}
		if !e.folder && (foldersOnly || !fits(e.name, endings)) {
			l.others++
			continue
		}
		l.entries = append(l.entries, e)
	}
	return l, nil
}

// fits reports whether a name has one of the endings; none is any.
func fits(name string, endings []string) bool {
	return len(endings) == 0 || slices.Contains(endings, strings.ToLower(filepath.Ext(name)))
}

// Columns of the list, in their order.
const (
	columnName = iota
	columnSize
	columnChanged
)

// sortBy puts entries in the order of a column: the folder above first, then
// folders, then files.
func sortBy(entries []entry, column int, descending bool) {
	slices.SortStableFunc(entries, func(a, b entry) int {
		if a.up != b.up {
			return first(a.up)
		}
		if a.folder != b.folder {
			return first(a.folder)
		}
		order := 0
		switch column {
		case columnSize:
			order = cmp.Compare(a.size, b.size)
		case columnChanged:
			order = a.changed.Compare(b.changed)
		}
		if order == 0 {
			order = cmp.Compare(strings.ToLower(a.name), strings.ToLower(b.name))
		}
		if descending {
			return -order
		}
		return order
	})
}

func first(is bool) int {
	if is {
		return -1
	}
	return 1
}

// place is a folder that is offered beside the list.
type place struct {
	key  string // of its name; empty is the folder's own
	path string
	icon fyne.Resource
}

// places lists the folders of a person that exist, the machine's disks, and those
// lately used.
func places(recent []string) (found []place) {
	all := []place{
		{"files.home", xdg.Home, base.HomeIcon()},
		{"files.desktop", xdg.UserDirs.Desktop, base.DesktopIcon()},
		{"files.documents", xdg.UserDirs.Documents, base.DocumentIcon()},
		{"files.downloads", xdg.UserDirs.Download, base.DownloadIcon()},
	}
	if runtime.GOOS == "windows" {
		for disk := 'C'; disk <= 'Z'; disk++ {
			all = append(all, place{"", string(disk) + `:\`, base.StorageIcon()})
		}
	} else {
		all = append(all, place{"files.computer", "/", base.ComputerIcon()})
	}
	for _, folder := range recent {
		all = append(all, place{"", folder, base.HistoryIcon()})
	}
	for _, p := range all {
		known := slices.ContainsFunc(found, func(other place) bool { return other.path == p.path })
		if info, err := os.Stat(p.path); err == nil && info.IsDir() && !known {
			found = append(found, p)
		}
	}
	return found
}

// absolute completes what a person typed: from their own folder where it begins
// with ~, else from the folder that is listed.
func absolute(typed, folder string) string {
	typed = strings.TrimSpace(typed)
	if typed == "~" || strings.HasPrefix(typed, "~"+string(filepath.Separator)) {
		typed = filepath.Join(xdg.Home, typed[1:])
	}
	if !filepath.IsAbs(typed) {
		typed = filepath.Join(folder, typed)
	}
	return filepath.Clean(typed)
}
