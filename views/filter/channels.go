package filter

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"cxworkbench/app"
	"cxworkbench/data/message"
	"cxworkbench/resources/look"
	"cxworkbench/views/kit"
	"cxworkbench/views/screen"
)

// channelsHeight is how much of a long list of channels is in view.
const channelsHeight = 320

// OpenChannels asks through which channels what is counted came, and puts them on
// every screen. None and all are the same: no limit.
func OpenChannels(host screen.Host) {
	t := host.Printer().T
	names, chosen := host.Workbench().Channels(), map[string]bool{}
	for _, name := range host.Workbench().View().Channels.Names() {
		chosen[name] = true
	}
	rows := kit.Column(look.Space1)
	var first fyne.Focusable
	for i, said := range ChannelNames(host.Printer(), names) {
		name := names[i]
		check := kit.NewCheck(said, chosen[name], func(is bool) { chosen[name] = is })
		if rows.Add(check); first == nil {
			first = check
		}
	}
	scroll := container.NewVScroll(rows)
	scroll.SetMinSize(fyne.NewSize(0, min(rows.MinSize().Height, channelsHeight)))
	kit.Ask(host.Window(), kit.Question{
		Title: t("channels.title"), Text: t("channels.text"), Body: scroll, Action: t("filter.apply"), Do: func() {
			var only []string
			for _, name := range names {
				if chosen[name] {
					only = append(only, name)
				}
			}
			if len(only) == len(names) {
				only = nil
			}
			v := host.Workbench().View()
			v.Channels = app.OnlyChannels(only...)
			host.Workbench().SetView(v)
		},
	})
	host.Window().Canvas().Focus(first)
}

// ChannelNames says the names of channels; for the empty name, which is no channel, in
// words that no other is called by.
func ChannelNames(p *message.Printer, names []string) []string {
	said, none := slices.Clone(names), p.T("channels.none")
	for slices.Contains(names, none) {
		none = "(" + none + ")"
	}
	for i, name := range names {
		if name == "" {
			said[i] = none
		}
	}
	return said
}

// channelsChip says in words which channels a view is limited to.
func channelsChip(c app.Channels) message.Message {
	key := "filter.chip.channels"
	names, unnamed := c.Said()
	if unnamed {
		key = "filter.chip.channels.ornone"
	}
	return message.New(key, message.Args{"names": names})
}
