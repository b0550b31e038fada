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
	door := func(title, text string, icon fyne.Resource, action string, do func()) fyne.CanvasObject {
		button := kit.NewPrimaryButton(action, do)
		button.SetIcon(icon)
		return kit.NewCard(kit.Column(look.Space3, kit.Section(title), kit.Body(text), kit.Row(0, button)))
	}
	objects := []fyne.CanvasObject{
		kit.Title(t("welcome.title")), kit.Body(t("welcome.text")),
		kit.Tiles(240,
			door(t("welcome.demo.title"), t("welcome.demo.text"), base.VisibilityIcon(), t("welcome.demo.do"), s.enterDemo),
			door(t("welcome.import.title"), t("welcome.import.text"), base.DownloadIcon(), t("welcome.import.do"), s.importFirst),
			door(t("welcome.new.title"), t("welcome.new.text"), base.DocumentCreateIcon(), t("welcome.new.do"), s.askNew)),
		kit.Row(0, kit.NewQuietButton(t("command.file.open"), base.FolderOpenIcon(), s.askOpen)),
	}
	if recent := s.options.Prefs.Recent; len(recent) > 0 {
		objects = append(objects, kit.Section(t("welcome.recent")))
		for _, path := range recent {
			objects = append(objects, kit.Row(0, kit.NewQuietButton(filepath.Base(path), base.FileIcon(), func() { s.open(path) })))
		}
	}
	return container.NewVScroll(kit.Inset(look.Space5, kit.Column(look.Space4, objects...)))
}
