package viewtest

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"cxworkbench/views/kit"
)

// Tab opens the tab of a name: from the row of tabs, or from the menu at its end that
// has those that are not in the row.
func (b *Bench) Tab(name string) {
	b.t.Helper()
	for _, o := range b.Objects() {
		if tab, ok := o.(*kit.Tab); ok && tab.Text() == name {
			test.Tap(tab)
			b.Settle()
			return
		}
	}
	test.Tap(Find(b, func(tab *kit.Tab) bool { return tab.Text() == "More …" }))
	for _, item := range First[*widget.PopUpMenu](b).Items {
		for _, o := range visible(nil, item) {
			if text, ok := o.(*canvas.Text); ok && strings.HasPrefix(text.Text, name) {
				test.Tap(item.(fyne.Tappable))
				b.Settle()
				return
			}
		}
	}
	b.t.Fatalf("there is no tab %q; there is %q", name, b.Texts())
}
