package shell

import (
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"cxworkbench/app/command"
	"cxworkbench/data"
	"cxworkbench/data/message"
	"cxworkbench/resources/look"
	"cxworkbench/views/grid"
	"cxworkbench/views/kit"
)

// addHistoryCommands fills the Edit menu.
func (s *Shell) addHistoryCommands() {
	open := func() bool { return s.bench.Session() != nil }
	title := func(id string) message.Message { return message.New("command."+id, nil) }
	find := func(id string) message.Message { return message.New("find."+id, nil) }
	s.commands.Add(
		command.Command{
			ID: "edit.undo", Title: title("edit.undo"), Words: find("edit.undo"), Menu: command.MenuEdit, Shortcut: command.Shortcut{Key: "Z", Ctrl: true}, Run: s.undo,
			Now: func() message.Message {
				undo, _ := s.bench.History().Next()
				return named("history.undo", undo, title("edit.undo"))
			},
		},
		command.Command{
			ID: "edit.redo", Title: title("edit.redo"), Words: find("edit.redo"), Menu: command.MenuEdit, Shortcut: command.Shortcut{Key: "Z", Ctrl: true, Shift: true}, Run: s.redo,
			Now: func() message.Message {
				_, redo := s.bench.History().Next()
				return named("history.redo", redo, title("edit.redo"))
			},
		},
		command.Command{
			ID: "edit.capture", Title: title("edit.capture"), Words: find("edit.capture"), Menu: command.MenuEdit, Shortcut: command.Shortcut{Key: "N", Ctrl: true, Shift: true},
			Enabled: func() bool { return open() && s.bench.Session().ReadOnly() == "" }, Run: func() { s.capture.Open("") },
		},
		command.Command{ID: "edit.history", Title: title("edit.history"), Words: find("edit.history"), Menu: command.MenuEdit, Shortcut: command.Shortcut{Key: "H", Ctrl: true}, Enabled: open, Run: s.showHistory},
	)
	// The other key for redo, which a focused field takes for itself.
	s.window.Canvas().AddShortcut(&fyne.ShortcutRedo{}, func(fyne.Shortcut) { s.redo() })
}

// named is a message with the label of a change, or another where there is none.
func named(key string, c *data.Change, otherwise message.Message) message.Message {
	if c == nil {
		return otherwise
	}
	return message.New(key, message.Args{"label": message.Label(c.Label)})
}

// field is what keeps a history of its own typing: a text field.
type field interface {
	Undo()
	Redo()
}

// canMove reports whether undo and redo are the workspace's now: not while a text
// field has the focus, which takes them first, or a dialog asks something.
func (s *Shell) canMove(take func(field)) bool {
	if f, ok := s.window.Canvas().Focused().(field); ok {
		take(f)
		return false
	}
	return s.bench.Session() != nil && s.window.Canvas().Overlays().Top() == nil
}

func (s *Shell) undo() {
	if s.canMove(field.Undo) {
		s.undoTo(0, false)
	}
}

// undoTo undoes every change down to one; 0 is the newest. What could not be
// redone is asked for first.
func (s *Shell) undoTo(id int64, forGood bool) {
	s.bench.Undo(id, forGood, func(change data.Change, err error) {
		switch {
		case err != nil && data.CodeOf(err) == data.CodeConfirm:
			kit.Ask(s.window, kit.Question{
				Title: s.printer.T("history.forgood.title"), Text: s.printer.Error(err), Action: s.printer.T("history.forgood.do"), Danger: true,
				Do: func() { s.undoTo(id, true) },
			})
		case err != nil:
			s.unmoved(err)
		case forGood:
			s.moved("history.undone", change, "", nil)
		default:
			s.moved("history.undone", change, s.printer.T("history.do.redo"), s.redo)
		}
	})
}

func (s *Shell) redo() {
	if !s.canMove(field.Redo) {
		return
	}
	s.bench.Redo(func(change data.Change, err error) {
		if err != nil {
			s.unmoved(err)
			return
		}
		s.moved("history.redone", change, s.printer.T("history.do.undo"), s.undo)
	})
}

// moved says what was undone or redone, with the way back.
func (s *Shell) moved(key string, change data.Change, action string, do func()) {
	text := s.printer.Text(message.New(key, message.Args{"label": message.Label(change.Label)}))
	kit.ShowToast(s.frame, text, action, do)
	s.Trace("%s", text)
}

// unmoved says why nothing was undone or redone; that there is nothing left is
// no mistake.
func (s *Shell) unmoved(err error) {
	if data.CodeOf(err) == data.CodeNotFound {
		kit.ShowToast(s.frame, s.printer.Error(err), "", nil)
		return
	}
	s.failed(err)
}

// followHistory names what undo and redo would do in the menu, and offers to undo
// what has just been done.
func (s *Shell) followHistory(offer bool) {
	newest := int64(0)
	undo, _ := s.bench.History().Next()
	if undo != nil {
		newest = undo.ID
	}
	if offer && newest > s.newest {
		kit.ShowToast(s.frame, s.printer.Text(message.Label(undo.Label)), s.printer.T("history.do.undo"), s.undo)
	}
	s.newest = newest
	s.showMenu()
}

// showHistory lists what was done, to be undone up to a chosen change.
func (s *Shell) showHistory() {
	if s.window.Canvas().Overlays().Top() != nil {
		return
	}
	t, history := s.printer.T, s.bench.History()
	if len(history.Changes) == 0 {
		kit.Ask(s.window, kit.Question{Title: t("history.title"), Text: t("history.empty")})
		return
	}
	list := grid.New([]grid.Column{
		{Title: t("history.when"), Width: 168},
		{Title: t("history.what"), Width: 240, Grow: true},
		{Title: t("history.rows"), Width: 90, Align: fyne.TextAlignTrailing},
		{Title: t("history.state"), Width: 90},
	})
	list.SetSource(len(history.Changes), grid.Rows(s.historyRows(history)))
	question := kit.Question{Title: t("history.title"), Text: t("history.text"), Width: 680}
	parts := []fyne.CanvasObject{container.NewGridWrap(fyne.NewSize(640, min(360, s.window.Canvas().Size().Height-300)), list)}
	if history.Dropped > 0 {
		parts = append(parts, kit.Definition(s.printer.Text(message.New("history.dropped", message.Args{"n": history.Dropped}))))
	}
	question.Body = kit.Column(look.Space2, parts...)
	if undo, _ := history.Next(); undo != nil && s.bench.Session().ReadOnly() == "" {
		list.Select(slices.IndexFunc(history.Changes, func(c data.Change) bool { return !c.Undone }))
		question.Action = t("history.to")
		question.Do = func() { s.undoRow(history, list.Selected()) }
	}
	kit.Ask(s.window, question)
	s.Trace("history %d", len(history.Changes))
}

func (s *Shell) historyRows(history data.History) [][]string {
	zone, err := s.bench.Session().Log().Settings.Location()
	if err != nil {
		zone = time.UTC
	}
	var rows [][]string
	for _, c := range history.Changes {
		state := ""
		if c.Undone {
			state = s.printer.T("history.state.undone")
		}
		at := time.UnixMilli(c.At).In(zone)
		rows = append(rows, []string{s.printer.Date(data.DayIn(c.At, zone)) + ", " + at.Format("15:04"), s.printer.Text(message.Label(c.Label)), s.printer.Int(int64(c.Rows)), state})
	}
	return rows
}

// undoRow undoes up to a row of the history's list.
func (s *Shell) undoRow(history data.History, row int) {
	if row < 0 {
		return
	}
	change := history.Changes[row]
	if change.Undone {
		kit.ShowToast(s.frame, s.printer.T("history.already"), "", nil)
		return
	}
	s.undoTo(change.ID, false)
}
