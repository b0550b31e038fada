package shell

import (
	"slices"

	"cxworkbench/app/command"
	"cxworkbench/data/message"
	"cxworkbench/views/customers"
	"cxworkbench/views/grid"
	"cxworkbench/views/page"
	"cxworkbench/views/screen"
)

// visited is what was in view: a section, or one customer's page.
type visited struct {
	section  screen.Section
	customer int64  // row id; 0 for the section itself
	tab      string // that was in view when it was left; empty where there are none
}

const mostVisited = 50

// trail is what was in view in this workspace, and where among them the
// window is.
type trail struct {
	all []visited
	at  int
}

// visit notes where a person went to; what was ahead is forgotten.
func (t *trail) visit(to visited) {
	if len(t.all) > 0 && t.all[t.at].section == to.section && t.all[t.at].customer == to.customer {
		return
	}
	t.all = append(slices.Clone(t.all[:min(t.at+1, len(t.all))]), to)
	t.all = t.all[max(0, len(t.all)-mostVisited):]
	t.at = len(t.all) - 1
}

func (s *Shell) addTrailCommands() {
	add := func(id, key string, by int) {
		s.commands.Add(command.Command{
			ID: id, Title: message.New("command."+id, nil), Words: message.New("find."+id, nil), Menu: command.MenuGo, Shortcut: command.Shortcut{Key: key, Alt: true},
			Enabled: s.answers, Run: func() { s.travel(by) },
		})
	}
	add("go.back", "Left", -1)
	add("go.forward", "Right", 1)
	beside := func(id string, keys command.Shortcut, by int) {
		list := func() *customers.Screen { return s.screens[screen.Customers].(*customers.Screen) }
		s.commands.Add(command.Command{
			ID: id, Title: message.New("command."+id, nil), Words: message.New("find."+id, nil), Menu: command.MenuGo, Shortcut: keys,
			Enabled: func() bool { return s.answers() && s.section == screen.Customers && list().InList() >= 0 },
			Run:     func() { list().Beside(by) },
		})
	}
	beside("go.earlier", customers.EarlierKeys, -1)
	beside("go.later", customers.LaterKeys, 1)
}

// travel goes back and forward among the places; with the keyboard in the headings
// of a list it moves the column, since the menu takes its keys first.
func (s *Shell) travel(by int) {
	if list, ok := s.window.Canvas().Focused().(*grid.Grid); ok && list.MoveHeading(by) {
		return
	}
	at := s.trail.at + by
	if at < 0 || at >= len(s.trail.all) {
		return
	}
	s.leave()
	s.trail.at = at
	to := s.trail.all[at]
	s.returnTo(to)
}

// visit notes where a person goes to, and how the place is left where they were.
func (s *Shell) visit(to visited) {
	s.leave()
	s.trail.visit(to)
}

// leave notes which tab is in view.
func (s *Shell) leave() {
	if s.trail.at < len(s.trail.all) {
		here := &s.trail.all[s.trail.at]
		if tabs, ok := s.screens[here.section].(*page.Tabs); ok {
			here.tab = tabs.Chosen().ID()
		}
	}
}

// returnTo shows a place as it was left.
func (s *Shell) returnTo(to visited) {
	s.enter(to.section)
	if tabs, ok := s.screens[to.section].(*page.Tabs); ok && to.tab != tabs.Chosen().ID() {
		tabs.ChooseID(to.tab)
	}
	if list, ok := s.screens[to.section].(*customers.Screen); ok && to.customer != 0 {
		list.OpenPage(to.customer)
	}
}
