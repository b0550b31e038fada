package shell

import (
	"fyne.io/fyne/v2"
	base "fyne.io/fyne/v2/theme"

	"cxworkbench/resources/look"
	"cxworkbench/views/kit"
	"cxworkbench/views/page"
	"cxworkbench/views/screen"
)

// navigation is the list of sections on the left.
type navigation struct {
	object fyne.CanvasObject
	items  map[screen.Section]*kit.NavItem
	column *fyne.Container

	offered map[screen.Section]bool
}

func sectionIcon(section screen.Section) fyne.Resource {
	switch section {
	case screen.Overview:
		return base.HomeIcon()
	case screen.Customers:
		return base.AccountIcon()
	case screen.Maturity:
		return kit.StepsIcon
	case screen.Cohorts:
		return kit.LeavingIcon
	case screen.Watch:
		return base.VisibilityIcon()
	case screen.Import:
		return base.DownloadIcon()
	}
	return base.QuestionIcon()
}

func newNavigation(s *Shell) *navigation {
	n := &navigation{items: map[screen.Section]*kit.NavItem{}}
	objects := []fyne.CanvasObject{}
	for _, section := range sections() {
		item := kit.NewNavItem(sectionIcon(section), s.printer.T("section."+string(section)), func() { s.Go(section) })
		item.SetKeys(s.keysOfCommand("go." + string(section)))
		n.items[section] = item
		objects = append(objects, item)
	}
	n.column = kit.Column(look.Space1, objects...)
	n.object = newSurface(kit.Inset(look.Space2, n.column), edgeRight)
	return n
}

func (n *navigation) selected(section screen.Section) {
	for other, item := range n.items {
		item.SetSelected(other == section)
		item.Hidden = !n.offered[other] && other != section
	}
	n.column.Refresh()
}

// show offers the sections that have something to show, or nothing while no workspace
// is open; the one in view is offered whatever it has.
func (n *navigation) show(s *Shell) {
	n.offered = map[screen.Section]bool{}
	session := s.bench.Session()
	if session == nil {
		n.selected("")
		return
	}
	log := session.Log()
	for section := range n.items {
		tabs, of := s.screens[section].(*page.Tabs)
		n.offered[section] = !of || log.Customers() > 0 && tabs.Any(log)
	}
	n.selected(s.section)
}

func (n *navigation) setCompact(compact bool) {
	for _, item := range n.items {
		item.SetCompact(compact)
	}
}
