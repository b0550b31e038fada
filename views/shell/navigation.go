package shell

import (
	"fyne.io/fyne/v2"
	base "fyne.io/fyne/v2/theme"

	"cxworkbench/resources"
	"cxworkbench/resources/look"
	"cxworkbench/views/kit"
	"cxworkbench/views/screen"
)

// navigation is the list of sections on the left.
type navigation struct {
	object fyne.CanvasObject
	items  map[screen.Section]*kit.NavItem
	column *fyne.Container
}

func sectionIcon(section screen.Section) fyne.Resource {
	switch section {
	case screen.Overview:
		return base.HomeIcon()
	case screen.Customers:
		return base.AccountIcon()
	case screen.Maturity:
		return base.NewThemedResource(fyne.NewStaticResource("steps.svg", resources.StepsIcon))
	case screen.Cohorts:
		return base.GridIcon()
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
	}
}

// show offers the sections, or nothing while no workspace is open.
func (n *navigation) show(open bool) {
	for _, item := range n.items {
		if open {
			item.Show()
		} else {
			item.Hide()
		}
	}
}

func (n *navigation) setCompact(compact bool) {
	for _, item := range n.items {
		item.SetCompact(compact)
	}
}
