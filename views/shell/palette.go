package shell

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	base "fyne.io/fyne/v2/theme"

	"cxworkbench/app"
	"cxworkbench/app/command"
	"cxworkbench/data/eventlog"
	"cxworkbench/data/message"
	"cxworkbench/resources/look"
	"cxworkbench/views/kit"
	"cxworkbench/views/page"
	"cxworkbench/views/screen"
)

const (
	paletteWidth  = 620
	paletteRows   = 9   // in view at a time
	mostOffered   = 60  // of all kinds
	mostCustomers = 20  // of those
	longestText   = 60  // letters of a row
	offPlace      = -12 // of a customer whose name is not what fits, so that names stand first
)

// paletteID is the command that opens the palette.
const paletteID = "go.palette"

// place is somewhere the palette leads: a command, a screen, a customer, a topic
// of help.
type place struct {
	id     string // for remembering; empty is not remembered
	text   string
	note   string // what it is, or its keys
	icon   fyne.Resource
	folded string // the text as it is compared
	words  string // what else it may be called, as it is compared
	again  bool   // where one was before; the place is listed besides
	score  int
	run    func()
}

// palette is a field that leads anywhere by a few letters.
type palette struct {
	s        *Shell
	dialog   *kit.Dialog
	entry    *kit.Entry
	rows     *fyne.Container
	all      []place // all but customers
	offered  []place
	chosen   int
	top      int // the first row in view
	question app.Question
}

// showPalette opens the palette, unless it is open or a dialog asks something.
func (s *Shell) showPalette() {
	if s.window.Canvas().Overlays().Top() != nil {
		return
	}
	p := &palette{s: s, entry: kit.NewEntry(s.printer.T("palette.type")), rows: kit.Column(0), all: s.places()}
	p.entry.OnChanged = func(string) { p.look() }
	p.entry.OnSubmitted = func(string) { p.take(p.chosen) }
	p.entry.OnKey = p.moved
	room := container.NewGridWrap(fyne.NewSize(paletteWidth-2*look.Space5, paletteRows*36), p.rows)
	hint := kit.Caption(s.printer.T("palette.hint"))
	p.dialog = kit.Float(s.window, paletteWidth, kit.Column(look.Space2, p.entry, room, hint), p.entry)
	p.look()
}

// places lists where the palette leads without asking the workspace: where one was
// before, the last place first, then what was last used, the sections and what is
// done with a workspace, the screens, the help.
func (s *Shell) places() []place {
	var all []place
	add := func(p place) {
		p.folded = app.Fold(p.text)
		all = append(all, p)
	}
	for _, c := range s.byUse() {
		if c.ID == paletteID || !c.Available() {
			continue
		}
		note := s.printer.T("menu." + string(c.Menu))
		if key := c.Shortcut.Label(s.printer); key != "" {
			note = key
		}
		text := s.printer.Text(c.Says())
		if !c.Group.IsZero() {
			text = s.printer.Text(message.New("palette.of", message.Args{"group": c.Group, "choice": c.Says()}))
		}
		add(place{id: c.ID, text: text, note: note, icon: commandIcon(c), words: s.words(c.Words.Key), run: c.Run})
	}
	if s.bench.Session() != nil {
		for _, section := range sections() {
			s.tabsOf(section, add)
		}
	}
	for _, topic := range helpTopics {
		title, text := s.printer.T("palette.help."+topic), s.printer.T("palette.help."+topic+".text")
		id := "help." + topic
		add(place{id: id, text: title, note: s.printer.T("menu.help"), icon: base.HelpIcon(), words: s.words("find." + id), run: func() {
			kit.Ask(s.window, kit.Question{Title: title, Text: text, Width: 560})
		}})
	}
	used := s.options.Prefs.Used
	rank := func(p place) int {
		if i := slices.Index(used, p.id); i >= 0 {
			return i
		}
		return len(used)
	}
	slices.SortStableFunc(all, func(a, b place) int { return cmp.Compare(rank(a), rank(b)) })
	return append(s.before(), all...)
}

// byUse gives the commands menu by menu, those that lead somewhere first and those
// of files, which are seldom wanted in the middle of work, last.
func (s *Shell) byUse() []command.Command {
	var all []command.Command
	for _, menu := range []command.Menu{command.MenuGo, command.MenuEdit, command.MenuView, command.MenuFile, command.MenuHelp} {
		all = append(all, s.commands.In(menu)...)
	}
	return all
}

// commandIcon says what kind of thing a command does.
func commandIcon(c command.Command) fyne.Resource {
	switch c.Menu {
	case command.MenuGo:
		if section := screen.Section(strings.TrimPrefix(c.ID, "go.")); slices.Contains(sections(), section) {
			return sectionIcon(section)
		}
	case command.MenuEdit:
		return base.DocumentCreateIcon()
	case command.MenuView:
		return base.ColorPaletteIcon()
	case command.MenuFile:
		return base.FileIcon()
	case command.MenuHelp:
		return base.HelpIcon()
	}
	return base.NavigateNextIcon()
}

// helpTopics are the pages of help that the palette opens.
var helpTopics = []string{"conditions", "segments", "asof", "numbers", "undo", "erase"}

// tabsOf adds the screens of a section that has several.
func (s *Shell) tabsOf(section screen.Section, add func(place)) {
	tabs, ok := s.screens[section].(*page.Tabs)
	if !ok {
		return
	}
	for _, tab := range tabs.All() {
		add(place{
			id: "tab." + string(section) + "." + tab.ID(), text: tab.Words(s.printer, tab.Fits(s.bench.Session().Log())), note: s.printer.T("section." + string(section)), icon: sectionIcon(section),
			words: s.words("find." + tab.Key),
			run: func() {
				s.Go(section)
				tabs.ChooseID(tab.ID())
			},
		})
	}
}

// words gives what else a thing may be called, as it is compared; nothing where the
// texts do not say.
func (s *Shell) words(key string) string {
	if text := s.printer.T(key); text != key {
		return app.Fold(text)
	}
	return ""
}

// look offers what fits what is typed; customers follow when they are found.
func (p *palette) look() {
	p.offer(p.fitting(), nil)
	if p.s.bench.Session() == nil || app.Fold(p.entry.Text) == "" {
		return
	}
	typed := p.entry.Text
	app.Ask(p.s.bench, &p.question, message.New("job.find", nil), func(ctx context.Context, session *app.Session, _ app.View) ([]app.Found, error) {
		return session.FindCustomers(ctx, typed, mostCustomers)
	}, func(found []app.Found, err error) {
		if err == nil && p.dialog.Open() && p.entry.Text == typed {
			p.offer(append(p.fitting(), p.customers(found)...), p.noting())
		}
	})
}

// fitting gives the places that fit what is typed.
func (p *palette) fitting() []place {
	typed := app.Fold(p.entry.Text)
	if typed == "" { // a place once, as the one where one was before
		return slices.DeleteFunc(slices.Clone(p.all), func(to place) bool {
			return !to.again && slices.ContainsFunc(p.all, func(before place) bool { return before.again && before.text == to.text })
		})
	}
	var fitting []place
	for _, to := range p.all {
		if to.again {
			continue // found under its own name
		}
		if score, fits := command.Fits(typed, to.folded, to.words); fits {
			to.score = score
			fitting = append(fitting, to)
		}
	}
	return fitting
}

// noting offers, last, to note what is typed as a contact: where nothing fits, the
// sentence may be the beginning of one.
func (p *palette) noting() []place {
	typed := strings.TrimSpace(p.entry.Text)
	if session := p.s.bench.Session(); session == nil || session.ReadOnly() != "" || typed == "" {
		return nil
	}
	text := p.s.printer.Text(message.New("palette.note", message.Args{"text": typed}))
	return []place{{text: text, icon: base.ContentAddIcon(), run: func() { p.s.capture.Open(typed) }}}
}

// customers gives places for customers that a search found.
func (p *palette) customers(found []app.Found) []place {
	typed := app.Fold(p.entry.Text)
	var out []place
	for _, f := range found {
		to := place{text: f.Label, note: p.s.printer.T("palette.customer"), icon: base.AccountIcon(), run: func() { p.s.openFound(f.Customer) }}
		score, fits := command.Match(typed, app.Fold(f.Label))
		if !fits { // by an identity, or by words in another order
			score, _ = command.Match(typed, app.Fold(f.Fits))
			score += offPlace
			if f.Fits != f.Label {
				to.note = kit.Clip(f.Fits, longestText)
			}
		}
		to.score = score
		out = append(out, to)
	}
	return out
}

// offer shows places, the best first, and those that come last in any case. What is
// chosen stays so where it is still offered and a person has moved to it.
func (p *palette) offer(places, last []place) {
	slices.SortStableFunc(places, func(a, b place) int { return cmp.Compare(b.score, a.score) })
	p.offered = append(places[:min(len(places), mostOffered)], last...)
	p.chosen, p.top = 0, 0
	p.draw()
	p.s.Trace("palette %d", len(p.offered))
}

func (p *palette) draw() {
	p.top = min(p.top, p.chosen)
	p.top = max(p.top, p.chosen-paletteRows+1)
	p.rows.Objects = nil
	for i := p.top; i < min(p.top+paletteRows, len(p.offered)); i++ {
		to := p.offered[i]
		row := kit.NewNavItem(to.icon, kit.Clip(to.text, longestText), func() { p.take(i) })
		row.SetSelected(i == p.chosen)
		note := kit.InsetSides(0, 0, 0, look.Space3, container.NewCenter(kit.Caption(to.note)))
		p.rows.Add(container.NewStack(row, container.NewBorder(nil, nil, nil, note)))
	}
	if len(p.offered) == 0 {
		p.rows.Add(kit.Inset(look.Space3, kit.Body(p.s.printer.T("palette.none"))))
	}
	p.rows.Refresh()
}

// moved takes the keys that move among the rows.
func (p *palette) moved(key *fyne.KeyEvent) bool {
	step, moves := map[fyne.KeyName]int{
		fyne.KeyUp: -1, fyne.KeyDown: 1, fyne.KeyPageUp: -paletteRows, fyne.KeyPageDown: paletteRows,
	}[key.Name]
	if moves && len(p.offered) > 0 {
		p.chosen = min(max(p.chosen+step, 0), len(p.offered)-1)
		p.draw()
	}
	return moves
}

// take closes the palette and goes to a row.
func (p *palette) take(row int) {
	if row >= len(p.offered) {
		return
	}
	to := p.offered[row]
	p.dialog.Close()
	if to.id != "" {
		p.s.options.Prefs.Use(to.id)
	}
	p.s.Trace("palette to %s", to.text)
	to.run()
}

// openFound shows the page of a customer that was found.
func (s *Shell) openFound(c eventlog.CustomerIndex) {
	s.OpenPage(s.bench.Session().Log().CustomerIDs[c])
}
