package page

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"cxworkbench/app/report"
	"cxworkbench/charts"
	"cxworkbench/data/eventlog"
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
	// Has reports whether a log of somebody has anything that it could show; nil is
	// always. Without, the screen is not offered, but it can be chosen all the same.
	Has   func(log *eventlog.Log) bool
	Needs string // key of the words for what it needs, with the argument tab
}

// ID names the tab for as long as the program does.
func (t Tab) ID() string {
	if t.Key == "" {
		return t.Name
	}
	return t.Key
}

// Fits reports whether a log has anything that the tab could show.
func (t Tab) Fits(log *eventlog.Log) bool { return t.Has == nil || t.Has(log) }

// Tabs is a section of several screens with their names above, one in view.
type Tabs struct {
	host    screen.Host
	tabs    []Tab
	wanted  int           // what a person chose
	chosen  int           // what is in view: the same, unless it has nothing to show
	insists bool          // it was chosen although it has nothing to show
	log     *eventlog.Log // what was offered last is for
	path    string        // of its workspace
	has     []bool        // which screens it has something for
	strip   *strip
	above   *fyne.Container // the strip and the line under it
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
			tabs[i].Name = host.Printer().T(tab.Key)
		}
	}
	t.strip = newStrip(t)
	// The names begin where the titles do.
	t.above = kit.Column(0, kit.InsetSides(look.Space2, 0, look.Space3, look.Space3, t.strip.content), kit.NewLine())
	t.content = kit.Border(t.above, nil, nil, nil, t.middle)
	t.mark()
	return t
}

// Content is what the shell shows.
func (t *Tabs) Content() fyne.CanvasObject { return t.content }

// Show offers the screens that the workspace has something for and shows the one in
// view.
func (t *Tabs) Show() {
	session := t.host.Workbench().Session()
	if log := session.Log(); log != t.log {
		if session.Path() != t.path {
			t.path, t.insists = session.Path(), false
		}
		t.log, t.has = log, make([]bool, len(t.tabs))
		for i, tab := range t.tabs {
			t.has[i] = tab.Fits(log)
		}
		t.above.Hidden = log.Customers() == 0
		t.chosen = t.wanted
		if !t.Offers(t.wanted) && !t.insists {
			t.chosen = max(0, slices.Index(t.has, true))
		}
		t.mark()
	}
	t.tabs[t.chosen].Screen.Show()
}

// Offers reports whether the workspace last shown has anything for a screen, by its
// place in All.
func (t *Tabs) Offers(index int) bool { return t.has == nil || t.has[index] }

// offers reports whether the name of a screen stands in the row.
func (t *Tabs) offers(index int) bool { return t.Offers(index) || index == t.chosen }

// Any reports whether a log has something for any of the screens.
func (t *Tabs) Any(log *eventlog.Log) bool {
	return slices.ContainsFunc(t.tabs, func(tab Tab) bool { return tab.Fits(log) })
}

// Choose brings a screen into view.
func (t *Tabs) Choose(index int) {
	left := index != t.chosen
	t.wanted, t.chosen, t.insists = index, index, !t.Offers(index)
	t.mark()
	if left {
		t.follow(t.strip.names[index])
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

// Chosen is the screen that a person chose, which is not the one in view where the
// workspace has nothing for it.
func (t *Tabs) Chosen() Tab { return t.tabs[t.wanted] }

// Turn goes one screen further or back of those that are offered, round the end.
func (t *Tabs) Turn(step int) {
	for i := t.chosen + step; ; i += step {
		if i = (i + len(t.tabs)) % len(t.tabs); t.offers(i) {
			t.Choose(i)
			return
		}
	}
}

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
	t.strip.show()
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
