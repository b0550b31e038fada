package churn

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"cxworkbench/data"
	"cxworkbench/data/analysis/cox"
	"cxworkbench/data/eventlog"
	"cxworkbench/data/message"
	"cxworkbench/views/kit"
	"cxworkbench/views/page"
	"cxworkbench/views/screen"
)

// NewSection makes everything about who stays and who leaves, one question a tab.
func NewSection(host screen.Host) *page.Tabs {
	const records, purchases = "tabs.needs.records", "tabs.needs.purchases"
	var tabs *page.Tabs
	rule := func() { tabs.ChooseID("churn.tab.definition") }
	tabs = page.NewTabs(host,
		page.Tab{Key: "churn.tab.cohorts", Screen: NewCohorts(host)},
		page.Tab{Key: "churn.tab.survival", Screen: newSurvival(host, rule), Has: staying, Needs: records},
		page.Tab{Key: "churn.tab.drivers", Screen: newFactors(host, rule), Has: compared, Needs: "tabs.needs.attributes"},
		page.Tab{Key: "churn.tab.reasons", Screen: newReasons(host), Has: staying, Needs: records},
		page.Tab{Key: "churn.tab.definition", Screen: newDefinition(host), Has: staying, Needs: records},
		page.Tab{Key: "churn.tab.lifecycle", Screen: newLifecycle(host), Has: screen.HasContacts, Needs: screen.NeedsContacts},
		page.Tab{Key: "churn.tab.firstvalue", Screen: newFirstValue(host), Has: used, Needs: "tabs.needs.use"},
		page.Tab{Key: "churn.tab.rfm", Screen: newRFM(host), Has: bought, Needs: purchases},
		page.Tab{Key: "churn.tab.alive", Screen: newAlive(host), Has: bought, Needs: purchases},
	)
	return tabs
}

// staying reports whether anything tells how long customers stayed.
func staying(log *eventlog.Log) bool {
	return len(log.Subscriptions.Start) > 0 || screen.HasContacts(log)
}

// compared reports whether there is also something by which to compare them.
func compared(log *eventlog.Log) bool { return staying(log) && len(cox.Choices(log)) > 0 }

// used reports whether it can be said when customers first used what they subscribed
// to.
func used(log *eventlog.Log) bool {
	return len(log.Subscriptions.Start) > 0 && !log.HasDerived && screen.HasContacts(log)
}

func bought(log *eventlog.Log) bool { return log.HasKind(data.KindPurchase) }

// offer is a row of controls that is made anew only when what it depends on has
// changed.
type offer struct {
	of  string
	row []fyne.CanvasObject
}

// make gives the row for what the controls depend on.
func (o *offer) make(of []string, build func() []fyne.CanvasObject) []fyne.CanvasObject {
	if key := strings.Join(of, "\x00"); o.row == nil || key != o.of {
		o.of, o.row = key, build()
	}
	return o.row
}

// keep chooses what was chosen before a drop-down was made anew.
func keep[T comparable](old, made *kit.Choice[T], first T) *kit.Choice[T] {
	if old != nil {
		first = old.Value()
	}
	made.Set(first)
	return made
}

// field is a text field of a width with its name before it; changed is told at
// every change.
func field(name, placeholder string, width float32, changed func()) (fyne.CanvasObject, *kit.Entry) {
	entry := kit.NewEntry(placeholder)
	entry.OnChanged = func(string) { changed() }
	return kit.Field(name, container.NewGridWrap(fyne.NewSize(width, entry.MinSize().Height), entry)), entry
}

// times reads numbers; a text that holds none is refused with a sentence.
func times(p *message.Printer, text string) ([]float64, error) {
	const most = 12
	out, err := p.ReadFloats(text)
	if err != nil || len(out) > most || slices.ContainsFunc(out, func(t float64) bool { return t < 0 }) {
		return nil, data.Errorf(data.CodeBadInput, "%s", p.Text(message.New("churn.times.bad", message.Args{"text": text})))
	}
	return out, nil
}
