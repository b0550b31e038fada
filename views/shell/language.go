package shell

import (
	"slices"

	"fyne.io/fyne/v2/lang"
	"golang.org/x/text/language"

	"cxworkbench/app"
	"cxworkbench/app/command"
	"cxworkbench/data/message"
)

// chosenLanguage is the person's choice, else the desktop's language where it is
// offered, else the first. A choice that is not offered can be written into the
// settings by hand, to try a translation that is not whole yet.
func chosenLanguage(o Options) *message.Printer {
	code := o.Prefs.Language
	if code == "" {
		code = closest(o.Languages, lang.SystemLocale().String())
	}
	if i := slices.IndexFunc(o.Languages, func(p *message.Printer) bool { return p.Lang() == code }); i >= 0 {
		return o.Languages[i]
	}
	if p, err := message.For(code); err == nil {
		return p
	}
	return o.Languages[0]
}

// closest gives the code of the language that somebody with a locale reads best.
func closest(offered []*message.Printer, locale string) string {
	tags := make([]language.Tag, len(offered))
	for i, p := range offered {
		tags[i] = language.Make(p.Lang())
	}
	_, i, _ := language.NewMatcher(tags).Match(language.Make(locale))
	return offered[i].Lang()
}

// addLanguageCommands lets a person choose, where there is a choice.
func (s *Shell) addLanguageCommands() {
	if len(s.options.Languages) < 2 {
		return
	}
	s.Trace("offers %d languages", len(s.options.Languages))
	for _, p := range s.options.Languages {
		s.commands.Add(command.Command{
			ID: "view.language." + p.Lang(), Title: message.Verbatim(p.Name()), Menu: command.MenuView, Group: message.New("menu.language", nil),
			Words: message.New("find.view.language", nil), On: func() bool { return s.printer.Lang() == p.Lang() },
			Enabled: s.bench.Jobs.Idle, Run: func() { s.setLanguage(p) },
		})
	}
}

// setLanguage makes the window anew in a language, at the same place.
func (s *Shell) setLanguage(p *message.Printer) {
	s.options.Prefs.Language = p.Lang()
	s.rememberPlace()
	s.window.Canvas().Unfocus()
	s.section = "" // returned to below
	s.build(p)
	s.changed(app.WorkspaceChanged)
	s.Trace("language %s", p.Lang())
}
