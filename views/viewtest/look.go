package viewtest

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"cxworkbench/views/kit"
)

// Objects gives what a person sees, from the outside in: the topmost dialog if
// there is one, else the window.
func (b *Bench) Objects() []fyne.CanvasObject {
	c := b.Window().Canvas()
	if top := c.Overlays().Top(); top != nil {
		return visible(nil, top)
	}
	return visible(nil, c.Content())
}

func visible(found []fyne.CanvasObject, o fyne.CanvasObject) []fyne.CanvasObject {
	if o == nil || !o.Visible() {
		return found
	}
	found = append(found, o)
	var children []fyne.CanvasObject
	switch parent := o.(type) {
	case fyne.Widget:
		children = test.WidgetRenderer(parent).Objects()
	case *fyne.Container:
		children = parent.Objects
	}
	for _, child := range children {
		found = visible(found, child)
	}
	return found
}

// Texts gives every text in view; one that wraps is given whole.
func (b *Bench) Texts() (texts []string) {
	for _, o := range b.Objects() {
		switch text := o.(type) {
		case *kit.Text:
			texts = append(texts, text.Text())
		case *canvas.Text:
			texts = append(texts, text.Text)
		}
	}
	return texts
}

// Says reports whether a text in view holds words.
func (b *Bench) Says(words string) bool {
	return slices.ContainsFunc(b.Texts(), func(text string) bool { return strings.Contains(text, words) })
}

// MustSay fails the test where no text in view holds the words.
func (b *Bench) MustSay(words ...string) {
	b.t.Helper()
	for _, w := range words {
		if !b.Says(w) {
			b.t.Fatalf("nothing in view says %q; there is %q", w, b.Texts())
		}
	}
}

// Find gives the first object in view of a type that fits.
func Find[T fyne.CanvasObject](b *Bench, fits func(T) bool) T {
	b.t.Helper()
	for _, o := range b.Objects() {
		if t, ok := o.(T); ok && fits(t) {
			return t
		}
	}
	var none T
	b.t.Fatalf("there is no such %T in view; there is %q", none, b.Texts())
	return none
}

// First gives the first object in view of a type.
func First[T fyne.CanvasObject](b *Bench) T {
	b.t.Helper()
	return Find(b, func(T) bool { return true })
}

// Button gives the button with a text.
func (b *Bench) Button(text string) *kit.Button {
	b.t.Helper()
	return Find(b, func(button *kit.Button) bool { return button.Text() == text })
}

// Press presses the button with a text and waits for what follows.
func (b *Bench) Press(text string) {
	b.t.Helper()
	test.Tap(b.Button(text))
	b.Settle()
}

// Choose makes a choice in the drop-down that offers it.
func (b *Bench) Choose(choice string) {
	b.t.Helper()
	Find(b, func(s *kit.Select) bool { return slices.Contains(s.Options, choice) }).SetSelected(choice)
	b.Settle()
}

// Type replaces the text of a field and presses Enter.
func (b *Bench) Type(entry *kit.Entry, text string) {
	entry.SetText(text)
	entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	b.Settle()
}

// Key presses a key where the focus is.
func (b *Bench) Key(name fyne.KeyName) {
	event := &fyne.KeyEvent{Name: name}
	if focused := b.Window().Canvas().Focused(); focused != nil {
		focused.TypedKey(event)
	} else if typed := b.Window().Canvas().OnTypedKey(); typed != nil {
		typed(event)
	}
	b.Settle()
}

// Run runs the command of the menu with a title.
func (b *Bench) Run(title string) {
	b.t.Helper()
	for _, menu := range b.Window().MainMenu().Items {
		for _, item := range Items(menu) {
			if item.Label == title {
				item.Action()
				b.Settle()
				return
			}
		}
	}
	b.t.Fatalf("no menu has %q", title)
}

// Items lists those of a menu and of the menus in it.
func Items(menu *fyne.Menu) []*fyne.MenuItem {
	var out []*fyne.MenuItem
	for _, item := range menu.Items {
		out = append(out, item)
		if item.ChildMenu != nil {
			out = append(out, Items(item.ChildMenu)...)
		}
	}
	return out
}

// Show goes to a section by its name in the navigation.
func (b *Bench) Show(section string) {
	b.t.Helper()
	test.Tap(Find(b, func(item *kit.NavItem) bool { return item.Text() == section }))
	b.Settle()
}
