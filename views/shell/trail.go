package shell

import (
	"slices"

	"cxworkbench/app/command"
	"cxworkbench/data/message"
	"cxworkbench/views/customers"
	"cxworkbench/views/grid"
	"cxworkbench/views/screen"
)

// visited is what was in view: a section, or one customer's page.
type visited struct {
	section  screen.Section
	customer int64 // row id; 0 for the section itself
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
	if len(t.all) > 0 && t.all[t.at] == to {
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
	s.trail.at = at
	to := s.trail.all[at]
	s.enter(to.section)
	if list, ok := s.screens[to.section].(*customers.Screen); ok && to.customer != 0 {
		list.OpenPage(to.customer)
	}
}
