package filter

import (
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
	for _, name := range names {
		check := kit.NewCheck(name, chosen[name], func(is bool) { chosen[name] = is })
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

// channelsChip says in words which channels a view is limited to.
func channelsChip(c app.Channels) message.Message {
	return message.New("filter.chip.channels", message.Args{"names": c.String()})
}
