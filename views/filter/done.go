package filter

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"cxworkbench/data"
	"cxworkbench/data/analysis/condition"
	"cxworkbench/data/message"
	"cxworkbench/views/kit"
)

// deed is what can be done: a kind of activity, an activity by name, or anything.
type deed struct {
	kind     data.Kind
	activity string
}

// deeds lists what is recorded in the workspace, and what the test asks for.
func (r *row) deeds() (deeds []deed, names []string) {
	deeds, names = []deed{{}}, []string{r.t("filter.anything")}
	for _, kind := range data.Kinds {
		deeds = append(deeds, deed{kind: kind})
		names = append(names, r.f.host.Printer().Text(message.New("kind."+string(kind), nil)))
	}
	for _, activity := range r.log.Activities {
		deeds, names = append(deeds, deed{activity: activity.Name}), append(names, "“"+activity.Name+"”")
	}
	return deeds, names
}

// done adds: has or has not, what, how often, where, in which time.
func (r *row) done() {
	r.yesNo("filter.done", "filter.done.not")
	deeds, names := r.deeds()
	chosen := slices.IndexFunc(deeds, func(d deed) bool {
		return d.kind == r.test.Kind && strings.EqualFold(d.activity, r.test.Activity)
	})
	r.choose(controlValue, names, chosen, func(i int) { r.test.Kind, r.test.Activity = deeds[i].kind, deeds[i].activity }, false)
	r.whole(controlTimes, &r.test.Times)
	r.line.Add(r.words("filter.times"))
	r.channel()
	windows := []string{r.t("filter.ever"), r.t("filter.last"), r.t("filter.any")}
	at := 0
	switch {
	case r.test.Unit != "" && r.test.Last:
		at = 1
	case r.test.Unit != "":
		at = 2
	}
	r.choose(controlWindow, windows, at, func(i int) {
		if r.test.Last = i == 1; i == 0 {
			r.test.Span, r.test.Unit = 0, ""
		} else if r.test.Unit == "" {
			r.test.Span, r.test.Unit = 30, condition.Units[0]
		}
	}, true)
	if at > 0 {
		r.span()
	}
}

// channel chooses where it was done.
func (r *row) channel() {
	values, names := []string{""}, []string{r.t("filter.channel.any")}
	for _, channel := range r.log.Channels {
		if channel.Name != "" {
			values, names = append(values, channel.Name), append(names, r.f.host.Printer().Text(message.New("filter.channel", message.Args{"name": channel.Name})))
		}
	}
	if len(values) == 1 && r.test.Channel == "" {
		return
	}
	chosen := slices.IndexFunc(values, func(v string) bool { return strings.EqualFold(v, r.test.Channel) })
	r.choose(controlChannel, names, chosen, func(i int) { r.test.Channel = values[i] }, false)
}

// words are a text between the controls of a row, on their line.
func (r *row) words(key string) fyne.CanvasObject {
	label := kit.Column(0, kit.Spacer(), kit.Label(r.t(key)).SetTone(kit.ToneSecondary), kit.Spacer())
	height := kit.NewSelect(nil, 0, nil).MinSize().Height
	return container.NewGridWrap(fyne.NewSize(label.MinSize().Width, height), label)
}
