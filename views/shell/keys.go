package shell

import (
	"fyne.io/fyne/v2"

	"cxworkbench/app/command"
	"cxworkbench/resources/look"
	"cxworkbench/views/kit"
)

// showKeys lists every shortcut menu by menu, from the same list as the menu, and
// the keys that lists and fields share.
func (s *Shell) showKeys() {
	t := s.printer.T
	left := []fyne.CanvasObject{s.keysOf(command.MenuFile), s.keysOf(command.MenuEdit), s.keysOf(command.MenuHelp)}
	places := keySheet(t("keys.places"), [][2]string{
		{t("keys.next"), "Tab"}, {t("keys.press"), t("key.space")}, {t("keys.open"), t("key.enter")}, {t("keys.close"), "Esc"},
		{t("keys.move"), "↑ ↓"}, {t("keys.ends"), t("key.home") + ", " + t("key.end")}, {t("keys.copy"), t("key.ctrl") + "+C"},
		{t("keys.all"), t("key.ctrl") + "+A"}, {t("keys.range"), t("key.shift") + "+↑ ↓"}, {t("keys.column"), "Alt+← →"},
	})
	right := []fyne.CanvasObject{s.keysOf(command.MenuGo), s.keysOf(command.MenuView), places}
	// The bar of a scrolled sheet stands beside the keys, not on them.
	body := kit.InsetSides(0, 0, 0, look.Space4, kit.Split(0.5, 520, kit.Column(look.Space4, left...), kit.Column(look.Space4, right...)))
	kit.Ask(s.window, kit.Question{Title: t("command.help.keys"), Body: body, Width: 780})
}

func (s *Shell) keysOf(menu command.Menu) fyne.CanvasObject {
	var lines [][2]string
	for _, c := range s.commands.In(menu) {
		if key := c.Shortcut.Label(s.printer); key != "" {
			lines = append(lines, [2]string{s.printer.Text(c.Title), key})
		}
	}
	return keySheet(s.printer.T("menu."+string(menu)), lines)
}

// keysOfCommand writes the keys of a command; empty where it has none.
func (s *Shell) keysOfCommand(id string) string {
	for _, c := range s.commands.All() {
		if c.ID == id {
			return c.Shortcut.Label(s.printer)
		}
	}
	return ""
}

// keySheet is a heading with lines of what happens and by which keys.
func keySheet(title string, lines [][2]string) fyne.CanvasObject {
	var names, keys []fyne.CanvasObject
	for _, line := range lines {
		names = append(names, kit.Label(line[0]))
		keys = append(keys, kit.Label(line[1]).SetTone(kit.ToneSecondary).SetAlign(fyne.TextAlignTrailing))
	}
	table := kit.Row(look.Space4, kit.Column(look.Space1, names...), kit.Spacer(), kit.Column(look.Space1, keys...))
	return kit.Column(look.Space1, kit.Caption(title), table)
}
