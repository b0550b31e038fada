// Package files asks for a file or a folder. Fyne's own dialogs for that lose Esc
// once one of their buttons has the keyboard, say half of their words in English,
// and empty a file before anything is written to it; this one is made of the kit.
package files

import (
	"os"
	"path/filepath"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"cxworkbench/data"
	"cxworkbench/data/message"
	"cxworkbench/resources/look"
	"cxworkbench/views/grid"
	"cxworkbench/views/kit"
)

// Kind is what is asked for.
type Kind int

// The kinds of question.
const (
	Open   Kind = iota // a file that is there
	Save               // a place for a file
	Folder             // a folder that is there
)

// Question is what a dialog asks.
type Question struct {
	Kind    Kind
	Title   string
	Action  string   // the verb of the button that answers
	Name    string   // that a file to be saved is offered
	Endings []string // of the files that are listed, as .csv; none is any. A file to be saved gets the first, unless its name has one.
	New     bool     // a file that is there is refused, not replaced
	At      string   // the folder to begin with; where it is not there, the person's own
	Recent  []string // folders lately used
	// Do is told the path, after the dialog has closed. Nothing has been made, emptied
	// or opened there.
	Do func(path string)
}

// Host is what the dialog needs of the window.
type Host interface {
	Window() fyne.Window
	Printer() *message.Printer
	Runner() kit.Runner
	Trace(format string, args ...any)
}

const (
	width      = 820
	listHeight = 380
	placeWidth = 176
)

// dialog is a question while it is open.
type dialog struct {
	host   Host
	q      Question
	shown  *kit.Dialog
	path   *kit.Entry
	name   *kit.Entry // of a file to be saved
	list   *grid.Grid
	places *fyne.Container
	note   *kit.Text

	listing    listing
	column     int // that sorts
	descending bool
	asked      int // how often a folder was asked for, so that the last wins
}

// Ask asks for a file or a folder, unless something else is being asked.
func Ask(host Host, q Question) {
	window := host.Window()
	if window.Canvas().Overlays().Top() != nil {
		return
	}
	t := host.Printer().T
	d := &dialog{host: host, q: q, path: kit.NewEntry(""), name: kit.NewEntry(""), places: kit.Column(0), note: kit.Caption("")}
	d.list = grid.New([]grid.Column{
		{Title: t("files.name"), Width: 260, Grow: true},
		{Title: t("files.size"), Width: 110, Align: fyne.TextAlignTrailing},
		{Title: t("files.changed"), Width: 170},
	})
	d.list.OnSort = d.sort
	d.list.OnSelect = d.selected
	d.list.OnOpen = d.opened
	d.list.SetSort(grid.Order{Column: columnName})
	d.path.OnSubmitted = d.visit
	d.name.SetText(q.Name)
	d.name.OnSubmitted = func(string) { d.shown.Accept() }

	size := window.Canvas().Size()
	room := fyne.NewSize(min(width, size.Width-64)-2*look.Space5, max(160, min(listHeight, size.Height-340)))
	beside := kit.InsetSides(0, 0, 0, look.Space3, container.NewGridWrap(fyne.NewSize(placeWidth, room.Height), container.NewVScroll(kit.Inset(look.Space1, d.places))))
	parts := []fyne.CanvasObject{
		kit.LabelledField(t("files.where"), d.path),
		container.NewGridWrap(room, kit.Border(nil, nil, beside, nil, d.list)),
	}
	if q.Kind == Save {
		parts = append(parts, kit.LabelledField(t("files.called"), d.name))
	}
	d.shown = kit.Ask(window, kit.Question{
		Title: q.Title, Action: q.Action, Width: min(width, size.Width-64), Do: d.answer, Stay: true,
		Body: kit.Column(look.Space3, append(parts, d.note)...),
	})
	d.focus()
	d.begin()
}

// focus puts the keyboard where a person goes on: to the name of a file to be saved,
// else to the list.
func (d *dialog) focus() {
	canvas := d.host.Window().Canvas()
	if d.q.Kind != Save {
		canvas.Focus(d.list)
		return
	}
	canvas.Focus(d.name)
	d.name.TypedShortcut(&fyne.ShortcutSelectAll{})
}

// begin lists the first folder and finds the places beside it.
func (d *dialog) begin() {
	at := d.q.At
	if info, err := os.Stat(at); at == "" || err != nil || !info.IsDir() {
		at = absolute("~", "")
	}
	d.visit(at)
	recent := d.q.Recent
	d.host.Runner()(func() func() {
		found := places(recent)
		return func() { d.offer(found) }
	})
}

func (d *dialog) offer(found []place) {
	for _, p := range found {
		name := filepath.Base(p.path)
		if p.key != "" {
			name = d.host.Printer().T(p.key)
		}
		item := kit.NewNavItem(p.icon, kit.Clip(name, 18), func() { d.visit(p.path) })
		if p.key == "" {
			item.SetTip(p.path)
		}
		d.places.Add(item)
	}
}

// visit goes to what a person typed or pressed: a folder is listed, a file chosen.
func (d *dialog) visit(typed string) {
	to := absolute(typed, d.listing.folder)
	d.asked++
	asked, q := d.asked, d.q
	d.host.Runner()(func() func() {
		info, err := os.Stat(to)
		folder := to
		if err == nil && !info.IsDir() || os.IsNotExist(err) && q.Kind == Save {
			folder = filepath.Dir(to)
		}
		listed, readErr := read(folder, q.Endings, q.Kind == Folder)
		return func() {
			switch {
			case asked != d.asked || !d.shown.Open():
			case err != nil && folder == to || readErr != nil:
				d.refuse(err, to)
			case folder != to && q.Kind == Open:
				d.take(to)
			default:
				d.show(listed)
				if folder != to {
					d.name.SetText(filepath.Base(to))
				}
			}
		}
	})
}

// refuse says why a folder is not listed.
func (d *dialog) refuse(err error, path string) {
	key := "files.unreadable"
	if os.IsNotExist(err) {
		key = "files.missing"
	}
	d.say(message.New(key, message.Args{"path": path}), kit.ToneBad)
}

func (d *dialog) say(text message.Message, tone kit.Tone) {
	d.note.SetTone(tone)
	d.note.SetText(d.host.Printer().Text(text))
}

// show lists a folder.
func (d *dialog) show(l listing) {
	if d.listing.folder == "" {
		d.host.Trace("asks for a file")
	}
	d.listing = l
	d.path.SetText(l.folder)
	d.fill()
	d.sayChosen()
}

// sayChosen says what the list leaves out, or which folder is chosen.
func (d *dialog) sayChosen() {
	if d.q.Kind == Folder {
		d.say(message.New("files.chosen", message.Args{"path": d.folder()}), kit.ToneSecondary)
		return
	}
	d.say(message.New("files.others", message.Args{"n": d.listing.others}), kit.ToneSecondary)
	if d.listing.others == 0 {
		d.note.SetText("")
	}
}

func (d *dialog) fill() {
	sortBy(d.listing.entries, d.column, d.descending)
	p := d.host.Printer()
	rows := make([][]string, len(d.listing.entries))
	for i, e := range d.listing.entries {
		size, changed, name := p.T("files.folder"), "", e.name
		if !e.folder {
			size = p.Text(message.New("files.kilobytes", message.Args{"n": (e.size + 999) / 1000}))
		}
		if !e.changed.IsZero() {
			changed = p.Date(data.DayIn(e.changed.UnixMilli(), time.Local)) + ", " + e.changed.Local().Format("15:04")
		}
		if e.up {
			name, size = "↑ "+p.T("files.up"), ""
		}
		rows[i] = []string{name, size, changed}
	}
	d.list.SetSource(len(rows), grid.Rows(rows))
}

func (d *dialog) sort(column int, descending bool) {
	d.column, d.descending = column, descending
	d.fill()
}

// selected offers the name of the file in the list.
func (d *dialog) selected(row int) {
	if row < 0 {
		return
	}
	if e := d.listing.entries[row]; d.q.Kind == Save && !e.folder {
		d.name.SetText(e.name)
	}
	d.sayChosen()
}

// opened goes into a folder of the list, or answers with a file.
func (d *dialog) opened(row int) {
	if row >= 0 && d.listing.entries[row].folder {
		d.visit(d.at(d.listing.entries[row]))
		return
	}
	d.shown.Accept()
}

// at is where an entry of the list lies.
func (d *dialog) at(e entry) string {
	if e.up {
		return e.name
	}
	return filepath.Join(d.listing.folder, e.name)
}

// folder is the chosen folder: that in the list, else the one that is listed.
func (d *dialog) folder() string {
	if row := d.list.Selected(); row >= 0 && !d.listing.entries[row].up {
		return d.at(d.listing.entries[row])
	}
	return d.listing.folder
}

// answer takes what is chosen, or says what is missing.
func (d *dialog) answer() {
	row := d.list.Selected()
	switch {
	case d.listing.folder == "": // on its way
	case d.path.Text != d.listing.folder:
		d.visit(d.path.Text)
	case d.q.Kind == Folder:
		d.take(d.folder())
	case d.q.Kind == Save:
		d.save()
	case row < 0:
		d.say(message.New("files.none", nil), kit.ToneBad)
	default:
		d.openRow(row)
	}
}

func (d *dialog) openRow(row int) {
	e := d.listing.entries[row]
	if e.folder {
		d.visit(d.at(e))
		return
	}
	d.take(d.at(e))
}

// save answers with the name, after asking where a file would be replaced.
func (d *dialog) save() {
	name := d.name.Text
	if name == "" {
		d.say(message.New("files.nameless", nil), kit.ToneBad)
		return
	}
	if !fits(name, d.q.Endings) {
		name += d.q.Endings[0]
	}
	path := absolute(name, d.listing.folder)
	said := message.Args{"file": filepath.Base(path)}
	info, err := os.Lstat(path)
	switch {
	case os.IsNotExist(err):
		d.take(path)
	case err != nil:
		d.refuse(err, path)
	case info.IsDir() || d.q.New:
		d.say(message.New("files.taken", said), kit.ToneBad)
	default:
		p := d.host.Printer()
		kit.Ask(d.host.Window(), kit.Question{
			Title: p.T("files.replace.title"), Text: p.Text(message.New("files.replace.text", said)),
			Action: p.T("files.replace"), Danger: true, Do: func() { d.take(path) },
		})
	}
}

// take closes the dialog and hands over the answer.
func (d *dialog) take(path string) {
	d.shown.Close()
	d.q.Do(path)
}
