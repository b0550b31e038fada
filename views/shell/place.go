package shell

import (
	"slices"

	"cxworkbench/views/page"
	"cxworkbench/views/screen"
)

// rememberPlace keeps how the window is left: its size, the section and the tabs.
func (s *Shell) rememberPlace() {
	prefs, size := s.options.Prefs, s.window.Canvas().Size()
	factor := s.textSize().factor
	prefs.Width, prefs.Height = size.Width*factor, size.Height*factor
	prefs.Section, prefs.Tabs = string(s.section), map[string]string{}
	for section, of := range s.screens {
		if tabs, ok := of.(*page.Tabs); ok {
			prefs.Tabs[string(section)] = tabs.Chosen().ID()
		}
	}
	prefs.Save()
}

// returnToPlace goes, once, to the section and the tabs where the window was left.
func (s *Shell) returnToPlace() {
	if s.section != "" {
		return
	}
	s.section = screen.Overview
	if left := screen.Section(s.options.Prefs.Section); slices.Contains(sections(), left) {
		s.section = left
	}
	for section, of := range s.screens {
		if tabs, ok := of.(*page.Tabs); ok {
			tabs.ChooseID(s.options.Prefs.Tabs[string(section)])
		}
	}
}
