// Package shell is the window around the screens: navigation, top bar, side
// panel, status bar, menu, files.
package shell

import (
	"fmt"
	"io"
	"sync"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"cxworkbench/app"
	"cxworkbench/app/command"
	"cxworkbench/data/message"
	"cxworkbench/views/capture"
	"cxworkbench/views/churn"
	"cxworkbench/views/customers"
	"cxworkbench/views/importing"
	"cxworkbench/views/kit"
	"cxworkbench/views/maturity"
	"cxworkbench/views/overview"
	"cxworkbench/views/screen"
	"cxworkbench/views/watch"
)

// Options say how a window is opened.
type Options struct {
	Prefs    *app.Prefs
	DemoPath string // where the demo workspace is kept
	// Languages are those that a person can choose from; none is English only.
	Languages []*message.Printer
	Now       func() time.Time
	// Dispatch brings a function to the UI goroutine; nil is fyne.Do. With Fyne's
	// test driver, which has no such goroutine, a test gives its own.
	Dispatch func(func())
	// Closed is told that the workspace is closed and the window about to be, so
	// that nothing is lost if the program ends now; nil where nobody asks.
	Closed func()
	// Trace is written a line at a time for whoever drives the window from
	// outside, a test for example; nil where nobody does.
	Trace io.Writer
}

// Shell is the window. All its methods are for the UI goroutine.
type Shell struct {
	app     fyne.App
	window  fyne.Window
	options Options
	bench   *app.Workbench
	printer *message.Printer
	run     kit.Runner

	commands    command.List
	screens     map[screen.Section]screen.Screen
	importing   *importing.Screen
	capture     *capture.Panel
	section     screen.Section
	nav         *navigation
	top         *topBar
	side        *sidePanel
	status      *statusBar
	middle      *fyne.Container // the screen
	body        *fyne.Container // navigation, screen, side panel
	frame       *fyne.Container
	newest      int64         // the newest change that could be undone when last looked at
	stopBackups chan struct{} // closed with the window; nil before and after
	traceLock   sync.Mutex
	wasIdle     bool
	trail       trail    // for going back and forward
	scale       float32  // that the person set for all of Fyne's programs
	tour        *tour    // the one that is under way, or nil
	quitting    bool     // the workspace is being closed for the last time
	toImport    []string // the files to import once a workspace is open
	enters      string   // what is being opened while nothing else is, in words; else empty
}

var _ screen.Host = (*Shell)(nil)

// New makes the window; it is shown by the caller.
func New(a fyne.App, o Options) *Shell {
	if o.Dispatch == nil {
		o.Dispatch = fyne.Do
	}
	if len(o.Languages) == 0 {
		o.Languages = []*message.Printer{message.English()}
	}
	s := &Shell{app: a, options: o, window: a.NewWindow("")}
	s.bench = app.NewWorkbench(o.Prefs, o.Now, o.Dispatch, s.jobsChanged)
	s.run = kit.Live(o.Dispatch, s.bench.Jobs.Busy)
	s.applyTextSize()
	s.applyTheme()
	s.defineCommands()
	s.build(chosenLanguage(o))
	s.window.SetPadded(false)
	s.window.Canvas().SetOnTypedKey(s.plainKeys)
	s.window.SetOnDropped(s.dropped)
	s.window.SetCloseIntercept(s.quit)
	s.bench.Subscribe(s.changed)
	s.bench.OnDamage, s.bench.OnUnclosed = s.found, s.failed
	s.window.Resize(s.firstSize())
	s.changed(app.WorkspaceChanged)
	return s
}

// build makes all that the window shows, in a language.
func (s *Shell) build(printer *message.Printer) {
	s.printer = printer
	kit.UsePrinter(printer)
	s.importing = importing.New(s)
	s.capture = capture.New(s)
	s.screens = map[screen.Section]screen.Screen{
		screen.Overview:  overview.New(s),
		screen.Customers: customers.New(s),
		screen.Maturity:  maturity.NewSection(s),
		screen.Cohorts:   churn.NewSection(s),
		screen.Watch:     watch.NewSection(s),
		screen.Import:    s.importing,
	}
	s.nav, s.top, s.side, s.status = newNavigation(s), newTopBar(s), newSidePanel(s), newStatusBar(s)
	s.middle = container.NewStack()
	s.body = container.New(&bodyLayout{s})
	s.body.Objects = []fyne.CanvasObject{s.middle, s.side.object, s.nav.object} // in the order in which Tab comes to them
	s.frame = container.NewBorder(s.top.object, s.status.object, nil, nil, s.body)
	root := kit.NewRoot(s.frame)
	root.OnFocus = func(name string, at fyne.Position) { s.Trace("focus x=%.0f y=%.0f %s", at.X, at.Y, name) }
	s.window.SetContent(root)
}

// firstSize is that of the window when it was left, which a larger text does not
// change.
func (s *Shell) firstSize() fyne.Size {
	width, height, factor := s.options.Prefs.Width, s.options.Prefs.Height, s.textSize().factor
	if width < 640 || height < 480 {
		width, height = 1280, 800
	}
	return fyne.NewSize(width/factor, height/factor)
}

// Run shows the window and stays until it is closed.
func (s *Shell) Run() {
	s.keepBackingUp()
	defer s.watch()()
	s.window.ShowAndRun()
}

// Workbench gives the workbench.
func (s *Shell) Workbench() *app.Workbench { return s.bench }

// Printer gives the printer of the person's language.
func (s *Shell) Printer() *message.Printer { return s.printer }

// Window gives the window.
func (s *Shell) Window() fyne.Window { return s.window }

// Runner gives the runner of small work off the UI goroutine.
func (s *Shell) Runner() kit.Runner { return s.run }

// Go shows a section as it begins: that of the customers with its list, whoever's
// page was open.
func (s *Shell) Go(section screen.Section) {
	if s.bench.Session() == nil {
		return
	}
	s.visit(visited{section: section})
	s.enter(section)
}

// enter shows a section.
func (s *Shell) enter(section screen.Section) {
	if list, ok := s.screens[section].(*customers.Screen); ok {
		list.Home()
	}
	if section != s.section {
		s.side.close() // it belongs to the screen that is left
		if _, stays := s.window.Canvas().Focused().(*kit.NavItem); !stays {
			s.window.Canvas().Unfocus() // keys are not for what is out of sight
		}
	}
	s.section = section
	s.nav.selected(section)
	s.present()
	s.Trace("section %s", section)
	if s.bench.Jobs.Idle() { // an empty workspace has nothing to work out
		s.Trace("idle")
	}
}

// present shows the current section, or the doors where nothing is open.
func (s *Shell) present() {
	if s.bench.Session() == nil {
		s.middle.Objects = []fyne.CanvasObject{s.welcome()}
		if s.enters != "" {
			s.middle.Objects = []fyne.CanvasObject{kit.Working(s.enters)}
		}
		s.middle.Refresh()
		return
	}
	current := s.screens[s.section]
	if content := current.Content(); len(s.middle.Objects) != 1 || s.middle.Objects[0] != content {
		s.middle.Objects = []fyne.CanvasObject{content}
		s.middle.Refresh()
	}
	current.Show()
}

// changed follows the workbench.
func (s *Shell) changed(c app.Change) {
	switch c {
	case app.WorkspaceChanged:
		s.trail = trail{}
		s.side.close()
		s.returnToPlace()
		s.trail.visit(visited{section: s.section}) // where going back ends
		s.importing.Reset()
		s.nav.selected(s.section)
		s.followHistory(false) // the menu's list of recent files has changed as well
	case app.DataChanged:
		s.side.close()
		s.followHistory(true)
	}
	s.top.show()
	s.nav.show(s)
	s.status.show()
	s.window.SetTitle(s.title())
	s.present()
	if c == app.WorkspaceChanged {
		s.tellOfNewerDemo()
	}
	if paths := s.toImport; len(paths) > 0 && s.bench.Session() != nil {
		s.toImport = nil
		s.ImportFile(paths...)
	}
}

func (s *Shell) title() string {
	if session := s.bench.Session(); session != nil {
		return session.Log().Settings.Name + " – " + s.printer.T("app.name")
	}
	return s.printer.T("app.name")
}

// jobsChanged follows the jobs; when the last has ended it says so to a driver.
func (s *Shell) jobsChanged() {
	s.status.show()
	idle := s.bench.Jobs.Idle()
	if idle && !s.wasIdle {
		s.Trace("idle")
	}
	s.wasIdle = idle
}

// Trace writes a line for a driver of the window.
func (s *Shell) Trace(format string, args ...any) {
	if s.options.Trace == nil {
		return
	}
	s.traceLock.Lock()
	defer s.traceLock.Unlock()
	fmt.Fprintf(s.options.Trace, format+"\n", args...)
}

// TracePlace tells where an object is as soon as it has a place: from the first
// frame on that shows it.
func (s *Shell) TracePlace(section screen.Section, object fyne.CanvasObject, tell func(at fyne.Position)) {
	driver := fyne.CurrentApp().Driver()
	switch {
	case s.options.Trace == nil || s.section != section:
	case driver.CanvasForObject(object) != nil:
		tell(driver.AbsolutePositionForObject(object))
	default:
		s.run(func() func() { return func() { s.TracePlace(section, object, tell) } })
	}
}

// quit closes the workspace in the background, which leaves one file, and then the
// window.
func (s *Shell) quit() {
	if s.quitting {
		return
	}
	s.quitting = true
	s.rememberPlace()
	s.stopBackingUp()
	s.bench.Leave(s.left)
	s.changed(app.WorkspaceChanged)
}

// left closes the window after the workspace.
func (s *Shell) left(err error) {
	if err != nil {
		s.quitting = false // a second attempt finds nothing to close and ends all the same
		kit.ShowError(s.window, err)
		return
	}
	if s.options.Closed != nil {
		s.options.Closed()
	}
	s.window.Close()
}

const (
	navWidth     = 184 // at least; a long name of a section widens it
	navNarrow    = 56
	compactBelow = 1100
	shortBelow   = 760 // the top bar
)

// bodyLayout sets navigation, screen and side panel side by side. Under 1100
// logical pixels the navigation shows icons only; where the screen would be left
// with too little the side panel lies over it instead.
type bodyLayout struct{ s *Shell }

func (l *bodyLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(480, 280) }

func (l *bodyLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	middle, side, nav := objects[0], objects[1], objects[2]
	compact := size.Width < compactBelow
	l.s.nav.setCompact(compact)
	l.s.top.setShort(size.Width < shortBelow)
	left := fyne.Max(navWidth, nav.MinSize().Width)
	if compact {
		left = navNarrow
	}
	nav.Move(fyne.NewPos(0, 0))
	nav.Resize(fyne.NewSize(left, size.Height))
	width := size.Width - left
	if side.Visible() {
		wide, beside := sidePlace(width, l.s.side.wanted())
		side.Move(fyne.NewPos(size.Width-wide, 0))
		side.Resize(fyne.NewSize(wide, size.Height))
		if beside {
			width -= wide
		}
	}
	middle.Move(fyne.NewPos(left, 0))
	middle.Resize(fyne.NewSize(width, size.Height))
}

// sections lists what the navigation offers.
func sections() []screen.Section {
	return []screen.Section{screen.Overview, screen.Customers, screen.Maturity, screen.Cohorts, screen.Watch, screen.Import}
}
