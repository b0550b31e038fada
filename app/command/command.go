// Package command is the one list of actions: menu, shortcuts and help are
// generated from it.
package command

import "cxworkbench/data/message"

// Menu names the menu that a command stands in.
type Menu string

// The menus, in order.
const (
	MenuFile Menu = "file"
	MenuEdit Menu = "edit"
	MenuView Menu = "view"
	MenuGo   Menu = "go"
	MenuHelp Menu = "help"
)

// Menus lists every menu from left to right.
var Menus = []Menu{MenuFile, MenuEdit, MenuView, MenuGo, MenuHelp}

// Shortcut is a key with its modifiers. Key is a letter, a digit or a name such
// as F1; the zero Shortcut is none.
type Shortcut struct {
	Key        string
	Ctrl       bool // Command on a Mac
	Shift, Alt bool
}

// Label is how a shortcut is written in a language: Ctrl+Shift+S, Strg+Umschalt+S.
func (s Shortcut) Label(p *message.Printer) string {
	out := ""
	if s.Ctrl {
		out += p.T("key.ctrl") + "+"
	}
	if s.Alt {
		out += "Alt+"
	}
	if s.Shift {
		out += p.T("key.shift") + "+"
	}
	switch s.Key { // what people call keys that the toolkit calls otherwise
	case "Next":
		return out + p.T("key.next")
	case "Prior":
		return out + p.T("key.prior")
	case "Up":
		return out + "↑"
	case "Down":
		return out + "↓"
	case "Left":
		return out + "←"
	case "Right":
		return out + "→"
	}
	return out + s.Key
}

// Command is an action that a person can take.
type Command struct {
	ID       string // stable name, file.open for example
	Title    message.Message
	Menu     Menu
	Group    message.Message // the menu below it that it stands in; zero is none
	Words    message.Message // what else a person may call it; zero is nothing
	Shortcut Shortcut
	// Now is what the menu says at present; nil is the title.
	Now func() message.Message
	// Enabled reports whether it can be done now; nil is always.
	Enabled func() bool
	// On reports whether it is the choice that holds now; nil is for what is no choice.
	On  func() bool
	Run func()
}

// Available reports whether the command can be run now.
func (c Command) Available() bool { return c.Enabled == nil || c.Enabled() }

// Says is what the menu says at present.
func (c Command) Says() message.Message {
	if c.Now == nil {
		return c.Title
	}
	return c.Now()
}

// List is the commands in the order of their menus.
type List struct{ commands []Command }

// Add appends commands. An id or a shortcut that is taken is a mistake of the
// programmer and panics.
func (l *List) Add(commands ...Command) {
	for _, c := range commands {
		for _, other := range l.commands {
			if other.ID == c.ID {
				panic("command: id taken twice: " + c.ID)
			}
			if c.Shortcut.Key != "" && other.Shortcut == c.Shortcut {
				panic("command: shortcut taken twice: " + c.Shortcut.Label(message.English()))
			}
		}
		l.commands = append(l.commands, c)
	}
}

// In gives the commands of a menu.
func (l *List) In(menu Menu) []Command {
	var out []Command
	for _, c := range l.commands {
		if c.Menu == menu {
			out = append(out, c)
		}
	}
	return out
}

// All gives every command.
func (l *List) All() []Command { return l.commands }
