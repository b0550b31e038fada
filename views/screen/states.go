package screen

import (
	"fyne.io/fyne/v2"
	base "fyne.io/fyne/v2/theme"

	"cxworkbench/app"
	"cxworkbench/data"
	"cxworkbench/data/eventlog"
	"cxworkbench/views/kit"
)

// Empty is what a screen about customers shows while there are none: what belongs
// here, and the button that gets it.
func Empty(host Host) fyne.CanvasObject {
	t := host.Printer().T
	return kit.EmptyState(base.DownloadIcon(), t("overview.empty.title"), t("overview.empty.text"), t("overview.empty.do"), host.ChooseFile)
}

// Failed says why a screen has nothing to show, with the button that most likely
// helps: to look at everybody where something narrows the view, to set a date where
// there is none, to import where data are missing, else to try again.
func Failed(host Host, err error, retry func()) fyne.CanvasObject {
	return FailedUnless(host, err, retry, host.Printer().T("overview.empty.do"), host.ChooseFile)
}

// FailedUnless is Failed that offers something else to do where data are missing.
func FailedUnless(host Host, err error, retry func(), action string, do func()) fyne.CanvasObject {
	t, sentence := host.Printer().T, host.Printer().Error(err)
	bench := host.Workbench()
	all := app.WholeView()
	all.AsOf = bench.View().AsOf
	everybody := func() { bench.SetView(all) }
	switch code := data.CodeOf(err); {
	case code == data.CodeNobody:
		return kit.EmptyState(base.SearchIcon(), t("state.nobody"), sentence, t("state.nobody.do"), everybody)
	case code == data.CodeCancelled:
		return kit.EmptyState(base.MediaStopIcon(), "", sentence, t("kit.retry"), retry)
	case code != data.CodeNoData:
		return kit.ErrorState(sentence, retry)
	case !all.AsOf.Known() && !bench.Session().Log().Settings.AsOf.Known():
		return kit.EmptyState(base.HistoryIcon(), t("top.asof.title"), sentence, t("top.asof.none"), host.AskAsOf)
	case bench.View() != all:
		return kit.EmptyState(base.SearchIcon(), "", sentence, t("state.nobody.do"), everybody)
	}
	return kit.EmptyState(base.InfoIcon(), "", sentence, action, do)
}

// NeedsContacts is the key of the words for a screen that needs contacts.
const NeedsContacts = "tabs.needs.contacts"

// HasContacts reports whether a log has contacts or purchases of customers.
func HasContacts(log *eventlog.Log) bool { return log.Events.Len() > 0 }
