package shell

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/storage"

	"cxworkbench/app/command"
	"cxworkbench/views/screen"
)

// Drop is what the window does with files dropped onto it; Fyne's test driver
// drops none.
func (s *Shell) Drop(paths ...string) {
	uris := make([]fyne.URI, len(paths))
	for i, path := range paths {
		uris[i] = storage.NewFileURI(path)
	}
	s.dropped(fyne.Position{}, uris)
}

// Commands is the one list of actions.
func (s *Shell) Commands() []command.Command { return s.commands.All() }

// Screen is what a section shows.
func (s *Shell) Screen(section screen.Section) screen.Screen { return s.screens[section] }

// SidePlace is where the side panel goes.
var SidePlace = sidePlace
