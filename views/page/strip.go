package page

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"cxworkbench/data/message"
	"cxworkbench/resources/look"
	"cxworkbench/views/kit"
)

// strip is the names of the screens, as many as there is room for, and behind them
// what leads to the others: those that do not fit, and those that have nothing to
// show yet.
type strip struct {
	tabs    *Tabs
	content *fyne.Container
	names   []*kit.Tab
	more    *kit.Tab
	left    []int // screens whose names do not fit
}

func newStrip(t *Tabs) *strip {
	s := &strip{tabs: t}
	var row []fyne.CanvasObject
	for i, tab := range t.tabs {
		name := kit.NewTab(tab.Name, func() { t.Choose(i) })
		name.Turns(t.Turn)
		s.names, row = append(s.names, name), append(row, name)
	}
	s.more = kit.NewTab(t.host.Printer().T("tabs.more"), s.open)
	s.content = container.New(s, append(row, s.more)...)
	return s
}

// show marks the screen in view and offers those that have something to show.
func (s *strip) show() {
	for i, name := range s.names {
		name.SetSelected(i == s.tabs.chosen)
	}
	s.content.Refresh()
}

// MinSize is Fyne's hook: with one name at least.
func (s *strip) MinSize([]fyne.CanvasObject) fyne.Size {
	var size fyne.Size
	for _, name := range s.names {
		size = size.Max(name.MinSize())
	}
	return size.AddWidthHeight(look.Space1+s.more.MinSize().Width, 0)
}

// Layout is Fyne's hook. The screen in view keeps its place in the row, or is the
// last of it.
func (s *strip) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	var offered []int
	var all float32
	for i, name := range s.names {
		name.Hide()
		if s.tabs.offers(i) {
			offered, all = append(offered, i), all+name.MinSize().Width+look.Space1
		}
	}
	room, more := size.Width+look.Space1, s.more.MinSize()
	absent := len(offered) < len(s.names)
	if absent || all > room {
		room -= more.Width + look.Space1
	}
	if all > room { // room is kept for the screen in view
		room -= s.names[s.tabs.chosen].MinSize().Width + look.Space1
	}
	s.left = nil
	var x float32
	place := func(i int) {
		name := s.names[i]
		name.Move(fyne.NewPos(x, 0))
		name.Resize(name.MinSize())
		name.Show()
		x += name.MinSize().Width + look.Space1
	}
	for _, i := range offered {
		wide := s.names[i].MinSize().Width + look.Space1
		switch {
		case i == s.tabs.chosen:
			place(i)
			room += wide
		case len(s.left) == 0 && x+wide <= room:
			place(i)
		default:
			s.left = append(s.left, i)
		}
	}
	s.more.Hidden = !absent && len(s.left) == 0
	s.more.Move(fyne.NewPos(x, 0))
	s.more.Resize(more)
}

// open lists the screens that are not in the row. One that has nothing to show says
// what it needs; chosen, it says so at length.
func (s *strip) open() {
	var items []*fyne.MenuItem
	for _, i := range s.left {
		items = append(items, fyne.NewMenuItem(s.tabs.tabs[i].Name, func() { s.tabs.Choose(i) }))
	}
	for i, tab := range s.tabs.tabs {
		if s.tabs.offers(i) {
			continue
		}
		if len(s.left) > 0 && len(items) == len(s.left) {
			items = append(items, fyne.NewMenuItemSeparator())
		}
		items = append(items, fyne.NewMenuItem(tab.Words(s.tabs.host.Printer(), false), func() { s.tabs.Choose(i) }))
	}
	c := s.tabs.host.Window().Canvas()
	widget.ShowPopUpMenuAtRelativePosition(fyne.NewMenu("", items...), c, fyne.NewPos(0, s.more.Size().Height), s.more)
	s.tabs.host.Trace("offers %d tabs", len(items))
}

// Words name the tab; where it has nothing to show, with what it needs.
func (t Tab) Words(p *message.Printer, has bool) string {
	if has || t.Needs == "" {
		return t.Name
	}
	return p.Text(message.New(t.Needs, message.Args{"tab": t.Name}))
}
