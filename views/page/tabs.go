package page

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"cxworkbench/app/report"
	"cxworkbench/charts"
	"cxworkbench/resources/look"
	"cxworkbench/views/kit"
	"cxworkbench/views/screen"
)

// Tab is one of several screens in a section.
type Tab struct {
	// Key is that of its name among the texts; with "find." before it, that of what
	// else a person may call it.
	Key    string
	Name   string // as a person reads it; where it is empty, what Key says
	Screen screen.Screen
}

// ID names the tab for as long as the program does.
func (t Tab) ID() string {
	if t.Key == "" {
		return t.Name
	}
	return t.Key
}

// Tabs is a section of several screens with their names above, one in view.
type Tabs struct {
	host    screen.Host
	tabs    []Tab
	chosen  int
	names   []*kit.Tab
	middle  *fyne.Container
	content fyne.CanvasObject
}

var (
	_ screen.Screen    = (*Tabs)(nil)
	_ screen.Exporter  = (*Tabs)(nil)
	_ screen.Explainer = (*Tabs)(nil)
)

// NewTabs makes a section of at least one screen; the first is in view.
func NewTabs(host screen.Host, tabs ...Tab) *Tabs {
	t := &Tabs{host: host, tabs: tabs, middle: container.NewStack()}
	for i, tab := range tabs {
		if tab.Name == "" {
			tab.Name = host.Printer().T(tab.Key)
			tabs[i] = tab
		}
		name := kit.NewTab(tab.Name, func() { t.Choose(i) })
		t.names = append(t.names, name)
	}
	strip := kit.InsetSides(look.Space2, 0, look.Space3, look.Space3, kit.Strip(t.names...)) // the names begin where the titles do
	head := kit.Column(0, strip, kit.NewLine())
	t.content = container.New(layout.NewBorderLayout(head, nil, nil, nil), head, t.middle) // the keyboard comes to the names first
	t.mark()
	return t
}

// Content is what the shell shows.
func (t *Tabs) Content() fyne.CanvasObject { return t.content }

// Show shows the screen in view.
func (t *Tabs) Show() { t.tabs[t.chosen].Screen.Show() }

// Choose brings a screen into view.
func (t *Tabs) Choose(index int) {
	left := index != t.chosen
	t.chosen = index
	t.mark()
	if left {
		t.follow(t.names[index])
	}
	t.host.Trace("tab %s", t.tabs[index].Name)
	if t.host.Workbench().Session() != nil {
		t.Show()
	}
}

// follow takes the keyboard to a name, from what is out of sight now.
func (t *Tabs) follow(name *kit.Tab) {
	c := t.host.Window().Canvas()
	switch c.Focused().(type) {
	case nil, *kit.NavItem:
	default:
		c.Focus(name)
	}
}

// All lists the screens in their order.
func (t *Tabs) All() []Tab { return t.tabs }

// Chosen is the screen in view.
func (t *Tabs) Chosen() Tab { return t.tabs[t.chosen] }

// Turn goes so many screens further, round the end.
func (t *Tabs) Turn(step int) { t.Choose((t.chosen + step + len(t.tabs)) % len(t.tabs)) }

// ChooseID brings the screen of a name into view; one that is not there changes
// nothing.
func (t *Tabs) ChooseID(id string) {
	for i, tab := range t.tabs {
		if tab.ID() == id {
			t.Choose(i)
		}
	}
}

func (t *Tabs) mark() {
	for i, name := range t.names {
		name.SetSelected(i == t.chosen)
	}
	t.middle.Objects = []fyne.CanvasObject{t.tabs[t.chosen].Screen.Content()}
	t.middle.Refresh()
}

// Explain is that of the screen in view.
func (t *Tabs) Explain() (screen.Behind, bool) {
	if e, ok := t.tabs[t.chosen].Screen.(screen.Explainer); ok {
		return e.Explain()
	}
	return screen.Behind{}, false
}

// Picture is that of the screen in view.
func (t *Tabs) Picture(o charts.Options) (charts.Scene, bool) {
	if e, ok := t.tabs[t.chosen].Screen.(screen.Exporter); ok {
		return e.Picture(o)
	}
	return charts.Scene{}, false
}

// Table is that of the screen in view.
func (t *Tabs) Table() (report.Table, bool) {
	if e, ok := t.tabs[t.chosen].Screen.(screen.Exporter); ok {
		return e.Table()
	}
	return report.Table{}, false
}
