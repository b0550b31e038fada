package shell

import (
	"slices"

	"fyne.io/fyne/v2"
	base "fyne.io/fyne/v2/theme"

	"cxworkbench/views/page"
)

// mostBefore is how many places where one was before are offered.
const mostBefore = 5

// before lists where a person was in this workspace, the last place first, so that
// the palette's first row leads back and forth between two places.
func (s *Shell) before() []place {
	trail := s.trail.all
	if len(trail) == 0 || s.bench.Session() == nil {
		return nil
	}
	s.leave()
	seen := []visited{trail[s.trail.at]}
	var all []place
	// From here backwards, then what lies ahead.
	for i := range trail {
		at := (s.trail.at - 1 - i + 2*len(trail)) % len(trail)
		to := trail[at]
		if len(all) == mostBefore || slices.ContainsFunc(seen, func(v visited) bool { return v.section == to.section && v.customer == to.customer }) {
			continue
		}
		seen = append(seen, to)
		if name, icon := s.nameOf(to); name != "" {
			all = append(all, place{text: name, note: s.printer.T("palette.recent"), icon: icon, again: true, run: func() {
				s.visit(visited{section: to.section, customer: to.customer})
				s.side.close()
				s.returnTo(to)
			}})
		}
	}
	return all
}

// nameOf is what a place is called; empty where it is not there any more.
func (s *Shell) nameOf(v visited) (string, fyne.Resource) {
	if v.customer != 0 {
		log := s.bench.Session().Log()
		c, known := slices.BinarySearch(log.CustomerIDs, v.customer)
		if !known {
			return "", nil
		}
		return log.Labels[c], base.AccountIcon()
	}
	name := s.printer.T("section." + string(v.section))
	if tabs, ok := s.screens[v.section].(*page.Tabs); ok {
		for _, tab := range tabs.All() {
			if tab.ID() == v.tab {
				return tab.Name, sectionIcon(v.section)
			}
		}
	}
	return name, sectionIcon(v.section)
}
