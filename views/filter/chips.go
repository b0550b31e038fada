package filter

import (
	"fyne.io/fyne/v2"
	base "fyne.io/fyne/v2/theme"

	"cxworkbench/app"
	"cxworkbench/data"
	"cxworkbench/data/analysis/condition"
	"cxworkbench/data/message"
	"cxworkbench/views/kit"
	"cxworkbench/views/screen"
)

const longestChip = 70 // letters

// Chips makes a button for each thing besides the segment that narrows the view,
// which takes it off; the limits of its dates only where they are asked for.
func Chips(host screen.Host, dates bool) []fyne.CanvasObject {
	printer, v := host.Printer(), host.Workbench().View()
	var chips []fyne.CanvasObject
	chip := func(text string, without func(v *app.View)) {
		short := text
		if letters := []rune(text); len(letters) > longestChip {
			short = string(letters[:longestChip]) + "…"
		}
		button := kit.NewButton(short, func() {
			now := host.Workbench().View()
			without(&now)
			host.Workbench().SetView(now)
		})
		button.SetIcon(base.ContentClearIcon())
		button.SetTip(printer.Text(message.New("filter.chip.remove", message.Args{"what": text})))
		chips = append(chips, button)
	}
	if v.Where != "" {
		chip(printer.Text(condition.Say(v.Where)), func(v *app.View) { v.Where = "" })
	}
	if dates && v.From.Known() {
		chip(printer.Text(message.New("filter.chip.from", message.Args{"day": v.From})), func(v *app.View) { v.From = data.NoDay })
	}
	if dates && v.To.Known() {
		chip(printer.Text(message.New("filter.chip.to", message.Args{"day": v.To})), func(v *app.View) { v.To = data.NoDay })
	}
	if len(v.Channels.Names()) > 1 { // one is said in the top bar
		chip(printer.Text(channelsChip(v.Channels)), func(v *app.View) { v.Channels = "" })
	}
	return chips
}
