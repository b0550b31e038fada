package shell

import (
	"path/filepath"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	base "fyne.io/fyne/v2/theme"

	"cxworkbench/resources/look"
	"cxworkbench/views/kit"
)

// welcome is what a person sees while no workspace is open: three doors and the
// workspaces they had open before.
func (s *Shell) welcome() fyne.CanvasObject {
	t := s.printer.T
	door := func(icon fyne.Resource, key string, do func()) fyne.CanvasObject {
		return kit.NewCard(kit.Column(look.Space3, kit.Section(t(key+".title")), kit.Body(t(key+".text")), kit.Row(0, doorButton(icon, t(key+".do"), do))))
	}
	objects := []fyne.CanvasObject{
		kit.Title(t("welcome.title")), kit.Body(t("welcome.text")),
		container.NewGridWithColumns(3,
			door(base.VisibilityIcon(), "welcome.demo", s.openDemo),
			door(base.DocumentCreateIcon(), "welcome.new", s.askNew),
			door(base.FolderOpenIcon(), "welcome.open", s.askOpen)),
	}
	if recent := s.options.Prefs.Recent; len(recent) > 0 {
		objects = append(objects, kit.Section(t("welcome.recent")))
		for _, path := range recent {
			objects = append(objects, kit.Row(0, kit.NewQuietButton(filepath.Base(path), base.FileIcon(), func() { s.open(path) })))
		}
	}
	return container.NewVScroll(kit.Inset(look.Space6, kit.Column(look.Space4, objects...)))
}

func doorButton(icon fyne.Resource, text string, do func()) fyne.CanvasObject {
	button := kit.NewPrimaryButton(text, do)
	button.SetIcon(icon)
	return button
}
