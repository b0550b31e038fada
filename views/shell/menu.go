package shell

import (
	"path/filepath"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"cxworkbench/app/command"
	"cxworkbench/data/message"
	"cxworkbench/views/customers"
	"cxworkbench/views/duplicates"
	"cxworkbench/views/filter"
	"cxworkbench/views/kit"
	"cxworkbench/views/screen"
)

// defineCommands fills the one list of actions.
func (s *Shell) defineCommands() {
	title := func(id string) message.Message { return message.New("command."+id, nil) }
	open := func() bool { return s.bench.Session() != nil }
	add := func(id string, menu command.Menu, key command.Shortcut, enabled func() bool, run func()) {
		s.commands.Add(command.Command{ID: id, Title: title(id), Words: message.New("find."+id, nil), Menu: menu, Shortcut: key, Enabled: enabled, Run: run})
	}
	ctrl := func(key string) command.Shortcut { return command.Shortcut{Key: key, Ctrl: true} }
	add("file.new", command.MenuFile, ctrl("N"), nil, s.askNew)
	add("file.open", command.MenuFile, ctrl("O"), nil, s.askOpen)
	add("file.demo", command.MenuFile, command.Shortcut{}, nil, s.openDemo)
	add("file.reset", command.MenuFile, command.Shortcut{}, nil, s.askResetDemo)
	add("file.import", command.MenuFile, ctrl("I"), open, s.ChooseFile)
	add("file.picture", command.MenuFile, screen.PictureKeys, s.hasPicture, s.SavePicture)
	add("file.table", command.MenuFile, screen.TableKeys, s.hasTable, s.SaveTable)
	add("file.backup", command.MenuFile, command.Shortcut{}, open, s.backupNow)
	add("file.restore", command.MenuFile, command.Shortcut{}, open, s.askRestore)
	add("file.close", command.MenuFile, ctrl("W"), open, s.closeWorkspace)
	add("file.quit", command.MenuFile, ctrl("Q"), nil, s.quit)
	s.addHistoryCommands()
	add("edit.duplicates", command.MenuEdit, command.Shortcut{}, s.answers, func() { duplicates.Open(s) })
	add(paletteID, command.MenuGo, ctrl("K"), nil, s.showPalette)
	for i, section := range sections() {
		add("go."+string(section), command.MenuGo, ctrl(string(rune('1'+i))), open, func() {
			if s.answers() { // what lies over the screen is answered first
				s.Go(section)
			}
		})
	}
	add("go.next", command.MenuGo, ctrl(string(fyne.KeyPageDown)), s.hasTabs, func() { s.turn(1) })
	add("go.previous", command.MenuGo, ctrl(string(fyne.KeyPageUp)), s.hasTabs, func() { s.turn(-1) })
	s.addTrailCommands()
	add("view.asof", command.MenuView, ctrl("D"), open, s.AskAsOf)
	add("view.filter", command.MenuView, ctrl("F"), s.answers, func() { filter.Open(s) })
	add("view.segments", command.MenuView, command.Shortcut{}, s.answers, func() { filter.OpenSegments(s) })
	add("view.channels", command.MenuView, command.Shortcut{}, s.choosesChannels, func() { filter.OpenChannels(s) })
	add("view.unfilter", command.MenuView, command.Shortcut{Key: "F", Ctrl: true, Shift: true}, s.answers, s.clearFilter)
	s.addLookCommands()
	s.addLanguageCommands()
	add("view.theme", command.MenuView, command.Shortcut{Key: "T", Ctrl: true, Shift: true}, nil, s.switchTheme)
	add("view.side", command.MenuView, command.Shortcut{Key: "F1"}, s.canExplain, s.toggleSide)
	add("help.keys", command.MenuHelp, command.Shortcut{Key: "F2"}, nil, s.showKeys)
	add("help.tour", command.MenuHelp, command.Shortcut{}, nil, s.startTour)
	add("help.about", command.MenuHelp, command.Shortcut{}, nil, s.showAbout)
}

// showMenu gives the window its menu anew, as what it says has changed.
func (s *Shell) showMenu() { s.window.SetMainMenu(s.menu()) }

// menu makes the window's menu from the list of actions. Every shortcut is on a
// menu item, since Fyne loses a canvas's shortcuts while a field has the focus.
func (s *Shell) menu() *fyne.MainMenu {
	var menus []*fyne.Menu
	for _, menu := range command.Menus {
		var items []*fyne.MenuItem
		groups := map[string]*fyne.Menu{}
		for _, c := range s.commands.In(menu) {
			if c.ID == "file.quit" {
				items = append(items, s.recentMenu(), fyne.NewMenuItemSeparator())
			}
			if c.Group.IsZero() {
				items = append(items, s.menuItem(c))
				continue
			}
			if groups[c.Group.Key] == nil {
				groups[c.Group.Key] = fyne.NewMenu("")
				parent := fyne.NewMenuItem(s.printer.Text(c.Group), nil)
				parent.ChildMenu = groups[c.Group.Key]
				items = append(items, parent)
			}
			groups[c.Group.Key].Items = append(groups[c.Group.Key].Items, s.menuItem(c))
		}
		if len(items) > 0 {
			menus = append(menus, fyne.NewMenu(s.printer.T("menu."+string(menu)), items...))
		}
	}
	return fyne.NewMainMenu(menus...)
}

// plainKeys runs commands whose key has no modifier, and Esc: Fyne's menus only
// listen to keys with one. What has the focus takes its keys first and passes on
// the others.
func (s *Shell) plainKeys(key *fyne.KeyEvent) {
	if key.Name == fyne.KeyEscape {
		s.escape()
		return
	}
	for _, c := range s.commands.All() {
		if c.Shortcut == (command.Shortcut{Key: string(key.Name)}) && c.Available() {
			c.Run()
			return
		}
	}
}

// escape closes the side panel, or else goes back from a customer's page.
func (s *Shell) escape() {
	list, ok := s.screens[s.section].(*customers.Screen)
	switch {
	case s.side.object.Visible():
		s.side.close()
	case ok && list.Paged() && s.answers():
		s.travel(-1)
	}
}

func (s *Shell) menuItem(c command.Command) *fyne.MenuItem {
	item := fyne.NewMenuItem(s.printer.Text(c.Says()), func() {
		if c.Available() {
			c.Run()
		}
	})
	item.IsQuit = c.ID == "file.quit"
	item.Checked = c.On != nil && c.On()
	if c.Shortcut.Key != "" {
		item.Shortcut = keys(c.Shortcut)
	}
	return item
}

// keys is a shortcut as Fyne reports it: it has names of its own for some.
func keys(k command.Shortcut) fyne.Shortcut {
	if k == (command.Shortcut{Key: "Z", Ctrl: true}) {
		return &fyne.ShortcutUndo{}
	}
	return &desktop.CustomShortcut{KeyName: fyne.KeyName(k.Key), Modifier: modifiers(k)}
}

func modifiers(k command.Shortcut) (m fyne.KeyModifier) {
	if k.Ctrl {
		m |= fyne.KeyModifierShortcutDefault
	}
	if k.Shift {
		m |= fyne.KeyModifierShift
	}
	if k.Alt {
		m |= fyne.KeyModifierAlt
	}
	return m
}

func (s *Shell) recentMenu() *fyne.MenuItem {
	item := fyne.NewMenuItem(s.printer.T("menu.recent"), nil)
	var children []*fyne.MenuItem
	for _, path := range s.options.Prefs.Recent {
		children = append(children, fyne.NewMenuItem(filepath.Base(path), func() { s.open(path) }))
	}
	if len(children) == 0 {
		item.Disabled = true
		return item
	}
	item.ChildMenu = fyne.NewMenu("", children...)
	return item
}

// toggleSide closes the side panel, or explains what the screen shows.
func (s *Shell) toggleSide() {
	if s.side.object.Visible() {
		s.side.close()
		return
	}
	if explainer, ok := s.screens[s.section].(screen.Explainer); ok {
		if behind, ok := explainer.Explain(); ok {
			s.Open(behind)
		}
	}
}

// canExplain reports whether the panel can be closed, or opened for this screen.
func (s *Shell) canExplain() bool {
	if s.bench.Session() == nil {
		return false
	}
	_, explains := s.screens[s.section].(screen.Explainer)
	return explains || s.side.object.Visible()
}

func (s *Shell) showAbout() {
	about := message.New("about.text", message.Args{"version": s.app.Metadata().Version})
	kit.Ask(s.window, kit.Question{Title: s.printer.T("app.name"), Text: s.printer.Text(about)})
}
