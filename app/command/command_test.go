package command

import (
	"testing"

	"cxworkbench/data/message"
)

func TestLabels(t *testing.T) {
	for want, s := range map[string]Shortcut{
		"": {}, "F1": {Key: "F1"}, "Ctrl+S": {Key: "S", Ctrl: true}, "Ctrl+Alt+Shift+T": {Key: "T", Ctrl: true, Alt: true, Shift: true},
	} {
		if got := s.Label(message.English()); got != want {
			t.Errorf("%+v is written %s, want %s", s, got, want)
		}
	}
}

func TestLabelsNameTheKeysOfTheLanguage(t *testing.T) {
	german, err := message.For("de")
	if err != nil {
		t.Fatal(err)
	}
	if got := (Shortcut{Key: "Next", Ctrl: true, Shift: true}).Label(german); got != "Strg+Umschalt+Bild ab" {
		t.Errorf("in German it is written %s", got)
	}
}

func TestListKeepsIDsAndShortcutsApart(t *testing.T) {
	var list List
	open := Command{ID: "file.open", Title: message.Verbatim("Open"), Menu: MenuFile, Shortcut: Shortcut{Key: "O", Ctrl: true}}
	list.Add(open, Command{ID: "help.about", Menu: MenuHelp}, Command{ID: "file.new", Menu: MenuFile, Enabled: func() bool { return false }})
	if file := list.In(MenuFile); len(file) != 2 || file[0].ID != "file.open" || file[1].ID != "file.new" || len(list.All()) != 3 {
		t.Errorf("the file menu is %v", file)
	}
	if !list.All()[0].Available() || list.All()[2].Available() {
		t.Error("what is available is not what Enabled says")
	}
	for name, twice := range map[string]Command{
		"id": {ID: "file.open"}, "shortcut": {ID: "file.other", Shortcut: open.Shortcut},
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("a %s can be taken twice", name)
				}
			}()
			list.Add(twice)
		}()
	}
}
