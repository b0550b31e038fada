package churn

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"cxworkbench/data"
	"cxworkbench/data/message"
	"cxworkbench/views/kit"
	"cxworkbench/views/page"
	"cxworkbench/views/screen"
)

// NewSection makes everything about who stays and who leaves, one question a tab.
func NewSection(host screen.Host) *page.Tabs {
	return page.NewTabs(host,
		page.Tab{Key: "churn.tab.cohorts", Screen: NewCohorts(host)},
		page.Tab{Key: "churn.tab.survival", Screen: newSurvival(host)},
		page.Tab{Key: "churn.tab.drivers", Screen: newFactors(host)},
		page.Tab{Key: "churn.tab.reasons", Screen: newReasons(host)},
		page.Tab{Key: "churn.tab.definition", Screen: newDefinition(host)},
		page.Tab{Key: "churn.tab.lifecycle", Screen: newLifecycle(host)},
		page.Tab{Key: "churn.tab.firstvalue", Screen: newFirstValue(host)},
		page.Tab{Key: "churn.tab.rfm", Screen: newRFM(host)},
		page.Tab{Key: "churn.tab.alive", Screen: newAlive(host)},
	)
}

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
