// Package screen is the agreement between the shell and its screens.
package screen

import (
	"context"
	"io"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"cxworkbench/app"
	"cxworkbench/app/command"
	"cxworkbench/app/report"
	"cxworkbench/charts"
	"cxworkbench/data/analysis"
	"cxworkbench/data/analysis/maturity"
	"cxworkbench/data/eventlog"
	"cxworkbench/data/message"
	"cxworkbench/views/kit"
)

// Section names a place in the navigation.
type Section string

// The sections, in the order of the navigation.
const (
	Overview  Section = "overview"
	Customers Section = "customers"
	Maturity  Section = "maturity"
	Cohorts   Section = "cohorts"
	Watch     Section = "watch"
	Import    Section = "import"
)

// Screen is one section of the window. It is made once; Show is called when it
// comes into view and whenever what it shows has changed while it is in view.
type Screen interface {
	Content() fyne.CanvasObject
	Show()
}

// Explainer is a screen that can say what stands behind all that it shows.
type Explainer interface {
	// Explain gives that; false while there is nothing.
	Explain() (Behind, bool)
}

// Exporter is a screen whose picture and table can be saved.
type Exporter interface {
	// Picture gives the chart as it would be printed at a size; false where there
	// is none.
	Picture(o charts.Options) (charts.Scene, bool)
	// Table gives the figures of the chart; false where there are none.
	Table() (report.Table, bool)
}

// Lister is an Exporter with a table too long to be made on the UI goroutine.
type Lister interface {
	// Lists gives what makes the table; nil while there is none. What it gives may be
	// called on any goroutine.
	Lists() func(ctx context.Context) (report.Table, error)
}

// Behind is what stands behind a number: the people and how it was computed.
type Behind struct {
	Title   string // the number in words
	Explain string // its definition line
	// About names what the number is about, among the texts that begin with
	// "explain."; empty is nothing but its definition.
	About    string
	Rule     string // in words, the rule that the people meet; empty is none
	Reading  string // the number with its interval and what it is of, as its tooltip says
	N        int    // how many the whole answer is of; 0 is not said
	Revision int64  // of the result that the people are of
	People   []eventlog.CustomerIndex
	Why      analysis.Why // why each of them is there; nil where nothing is said
	// Alone is a number that counts no people: it is explained without a list.
	Alone  bool
	Record func() // shows the record that the number is from; nil where there is none
}

// Host is what a screen asks of the shell.
type Host interface {
	Workbench() *app.Workbench
	Printer() *message.Printer
	Window() fyne.Window
	Runner() kit.Runner
	// Go shows another section.
	Go(s Section)
	// Open shows what stands behind a number in the side panel; while a dialog is open,
	// what it is, over the dialog.
	Open(b Behind)
	// OpenCustomer shows one customer in the side panel.
	OpenCustomer(r app.Roster, row int)
	// OpenPage shows one customer in full, by row id.
	OpenPage(customer int64)
	// NoteContact asks for a contact with a customer, by row id.
	NoteContact(customer int64, name string)
	// SaveFile asks where to and writes there, in the background.
	SaveFile(name string, write func(io.Writer) error)
	// ChooseFile asks for a file to import and shows the import of it.
	ChooseFile()
	// ChooseFolder asks for an exported workspace and shows the loading of it.
	ChooseFolder()
	// AskAsOf asks for another as-of date.
	AskAsOf()
	// SavePicture and SaveTable save what the current screen exports, after asking
	// where to.
	SavePicture()
	SaveTable()
	// Trace writes a line for whoever drives the window from outside; without
	// such a driver it does nothing.
	Trace(format string, args ...any)
	// TracePlace tells where an object of a section is in the window, for use with
	// Trace; without a driver, or once the section is left, it does nothing.
	TracePlace(section Section, object fyne.CanvasObject, tell func(at fyne.Position))
}

// PictureKeys and TableKeys save the picture and the table of the screen in view.
var (
	PictureKeys = command.Shortcut{Key: "S", Ctrl: true}
	TableKeys   = command.Shortcut{Key: "S", Ctrl: true, Shift: true}
)

// Heading is a screen's title with the buttons that save its picture and table.
func Heading(host Host, title fyne.CanvasObject) fyne.CanvasObject { return heading(host, title, true) }

// TableHeading is a Heading for a screen that has a table only.
func TableHeading(host Host, title fyne.CanvasObject) fyne.CanvasObject {
	return heading(host, title, false)
}

func heading(host Host, title fyne.CanvasObject, picture bool) fyne.CanvasObject {
	t := host.Printer().T
	tip := func(id string, keys command.Shortcut) string { return kit.WithKeys(t(id), keys.Label(host.Printer())) }
	table := kit.NewIconButton(kit.TableIcon, tip("command.file.table", TableKeys), host.SaveTable)
	buttons := kit.AtEnd(table)
	if picture {
		buttons = kit.AtEnd(kit.NewIconButton(kit.PictureIcon, tip("command.file.picture", PictureKeys), host.SavePicture), table)
	}
	return kit.Border(nil, nil, nil, container.NewVBox(buttons), title)
}

// Everybody is what stands behind a whole ladder.
func Everybody(p *message.Printer, r maturity.Result) Behind {
	b := Behind{
		Title:    p.Text(message.New("maturity.everyone", message.Args{"n": r.N})),
		Explain:  p.Text(r.Definition),
		Revision: r.Revision, About: "maturity", N: r.N,
	}
	for place := maturity.Left; place < len(r.Rows); place++ {
		b.People = append(b.People, r.Members(maturity.Cell{Place: place, Month: maturity.AsOf})...)
	}
	return b
}
