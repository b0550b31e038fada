package shell

import (
	"os"
	"strconv"

	"fyne.io/fyne/v2"
	base "fyne.io/fyne/v2/theme"

	"cxworkbench/app/command"
	"cxworkbench/data/message"
	"cxworkbench/resources/look"
	"cxworkbench/views/theme"
)

// themeSystem is the choice of the desktop's own theme.
const themeSystem = "system"

// palettes are what a person can choose besides themeSystem.
var palettes = []look.Palette{look.Light, look.Dark, look.HighContrast}

// textSize is how large everything is drawn, words and what is between them alike,
// so that nothing that fits at one size overlaps at another.
type textSize struct {
	name   string
	factor float32
}

var textSizes = []textSize{{"small", 0.9}, {sizeNormal, 1}, {"large", 1.2}, {"larger", 1.5}}

const sizeNormal = "normal"

// addLookCommands fills the menus of themes and of sizes.
func (s *Shell) addLookCommands() {
	add := func(group, name string, on func() bool, run func()) {
		id := string(command.MenuView) + "." + name
		s.commands.Add(command.Command{
			ID: id, Title: message.New("command."+id, nil), Words: message.New("find."+id, nil),
			Menu: command.MenuView, Group: message.New("menu."+group, nil), On: on, Run: run,
		})
	}
	for _, p := range palettes {
		add("theme", p.Name, func() bool { return s.theme() == p.Name }, func() { s.setTheme(p.Name) })
	}
	add("theme", themeSystem, func() bool { return s.theme() == themeSystem }, func() { s.setTheme(themeSystem) })
	for _, size := range textSizes {
		add("text", "text."+size.name, func() bool { return s.textSize() == size }, func() { s.setTextSize(size) })
	}
}

// theme is the person's choice; light until there is one.
func (s *Shell) theme() string {
	if s.options.Prefs.Theme == "" {
		return look.Light.Name
	}
	return s.options.Prefs.Theme
}

// applyTheme dresses the app by the person's choice.
func (s *Shell) applyTheme() {
	palette, chosen := look.Light, s.theme()
	if chosen == themeSystem && s.app.Settings().ThemeVariant() == base.VariantDark {
		palette = look.Dark
	}
	for _, p := range palettes {
		if p.Name == chosen {
			palette = p
		}
	}
	s.app.Settings().SetTheme(theme.New(palette))
}

func (s *Shell) setTheme(name string) {
	s.options.Prefs.Theme = name
	s.options.Prefs.Save()
	s.applyTheme()
	s.showMenu()
	s.Trace("theme %s", name)
}

func (s *Shell) switchTheme() {
	if s.theme() == look.Dark.Name {
		s.setTheme(look.Light.Name)
		return
	}
	s.setTheme(look.Dark.Name)
}

// textSize is the person's choice; normal until there is one.
func (s *Shell) textSize() textSize {
	normal := textSize{sizeNormal, 1}
	for _, size := range textSizes {
		if size.name == s.options.Prefs.TextSize {
			return size
		}
	}
	return normal
}

// setTextSize draws everything larger or smaller in a window that stays as it is.
func (s *Shell) setTextSize(size textSize) {
	if size == s.textSize() {
		return
	}
	room, ratio := s.window.Canvas().Size(), s.textSize().factor/size.factor
	s.options.Prefs.TextSize = size.name
	s.options.Prefs.Save()
	s.applyTextSize()
	s.applyTheme() // has Fyne look at the scale again
	if !s.window.FullScreen() {
		s.window.Resize(fyne.NewSize(room.Width*ratio, room.Height*ratio))
	}
	s.showMenu()
	s.Trace("text %s", size.name)
}

// scaleVariable is where Fyne reads, at every change of the theme, how large a
// person wants everything.
const scaleVariable = "FYNE_SCALE"

// applyTextSize tells Fyne the person's choice, on top of the scale that they set
// for all its programs.
func (s *Shell) applyTextSize() {
	if s.scale == 0 {
		s.scale = s.app.Settings().Scale()
		if own, err := strconv.ParseFloat(os.Getenv(scaleVariable), 32); err == nil && own > 0 {
			s.scale = float32(own)
		}
		if s.scale <= 0 {
			s.scale = 1
		}
		if s.textSize().name == sizeNormal {
			return
		}
	}
	scale := strconv.FormatFloat(float64(s.scale*s.textSize().factor), 'f', 3, 32)
	if err := os.Setenv(scaleVariable, scale); err != nil {
		s.failed(err)
	}
}
