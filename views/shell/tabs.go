package shell

import "cxworkbench/views/page"

// tabs gives those of the section in view, or nil.
func (s *Shell) tabs() *page.Tabs {
	if s.bench.Session() == nil {
		return nil
	}
	tabs, _ := s.screens[s.section].(*page.Tabs)
	return tabs
}

func (s *Shell) hasTabs() bool { return s.tabs() != nil }

// turn goes so many tabs further, round the end, unless something lies over them.
func (s *Shell) turn(step int) {
	if s.answers() {
		s.tabs().Turn(step)
	}
}
