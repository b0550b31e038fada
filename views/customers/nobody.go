package customers

import (
	"fyne.io/fyne/v2"
	base "fyne.io/fyne/v2/theme"

	"cxworkbench/app"
	"cxworkbench/views/kit"
)

// newNobody is what stands on the list while nobody is in it, with the way back to
// everybody.
func (s *Screen) newNobody() fyne.CanvasObject {
	t := s.host.Printer().T
	nobody := kit.EmptyState(base.SearchIcon(), t("customers.nobody"), t("customers.nobody.text"), t("state.nobody.do"), s.everybody)
	nobody.Hide()
	return nobody
}

// everybody takes away all that narrows the list.
func (s *Screen) everybody() {
	s.search.SetText("")
	s.where.SetText("")
	bench := s.host.Workbench()
	all := app.WholeView()
	all.AsOf = bench.View().AsOf
	bench.SetView(all)
	s.ask()
}
