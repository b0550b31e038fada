package shell

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"cxworkbench/resources/look"
	"cxworkbench/views/kit"
	"cxworkbench/views/screen"
)

// explain says of a number what it is, how it is computed, what is left out, and
// of which data it is.
func (p *sidePanel) explain(b screen.Behind) fyne.CanvasObject {
	column := kit.Column(look.Space2)
	say := func(title, text string) {
		if text != "" {
			column.Add(kit.Column(0, kit.Caption(p.s.printer.T(title)), kit.Definition(text).SetTone(kit.ToneText)))
		}
	}
	say("explain.title.reading", b.Reading)
	say("explain.title.what", p.about(b, ""))
	say("explain.title.how", p.about(b, ".how"))
	say("explain.title.out", p.about(b, ".out"))
	say("explain.title.shown", b.Explain)
	column.Add(p.facts(b))
	return column
}

// about gives a text of what a number is about, or nothing where there is none.
func (p *sidePanel) about(b screen.Behind, which string) string {
	key := "explain." + b.About + which
	if text := p.s.printer.T(key); text != key {
		return text
	}
	return ""
}

// facts lists what a number is of.
func (p *sidePanel) facts(b screen.Behind) fyne.CanvasObject {
	t, settings, view := p.s.printer.T, p.s.bench.Session().Log().Settings, p.s.bench.View()
	var names, values []fyne.CanvasObject
	add := func(name, value string) {
		names = append(names, kit.Caption(t(name)))
		values = append(values, kit.Caption(value).SetTone(kit.ToneText).SetAlign(fyne.TextAlignTrailing))
	}
	if b.N > 0 {
		add("explain.fact.n", "n = "+p.s.printer.Int(int64(b.N)))
	}
	if day := p.s.asOf(); day.Known() {
		add("explain.fact.asof", p.s.printer.Date(day))
	}
	add("explain.fact.zone", settings.Zone)
	narrowed := view.Segment
	if narrowed == "" && view.Where == "" {
		narrowed = t("explain.fact.everybody")
	} else if narrowed == "" {
		narrowed = t("filter.open")
	}
	add("explain.fact.filter", kit.Clip(narrowed, 28))
	add("explain.fact.revision", strconv.FormatInt(b.Revision, 10))
	return kit.Row(look.Space4, kit.Column(0, names...), kit.Spacer(), kit.Column(0, values...))
}

// explained sets an explanation above a list: as high as it is, up to half of the
// room and less in a low window; what is more is scrolled to.
func explained(text, list fyne.CanvasObject) fyne.CanvasObject {
	return container.New(halves{text}, container.NewVScroll(text), list)
}

type halves struct{ text fyne.CanvasObject }

// Layout is Fyne's hook.
func (h halves) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	h.text.Resize(fyne.NewSize(size.Width, h.text.MinSize().Height)) // the width decides the lines
	const leastList = 230                                            // the heading, the buttons and a few rows
	height := fyne.Max(fyne.Min(h.text.MinSize().Height, fyne.Min(size.Height/2, size.Height-leastList)), 64)
	objects[0].Resize(fyne.NewSize(size.Width, height))
	objects[1].Move(fyne.NewPos(0, height+look.Space3))
	objects[1].Resize(fyne.NewSize(size.Width, size.Height-height-look.Space3))
}

// MinSize is Fyne's hook.
func (h halves) MinSize(objects []fyne.CanvasObject) fyne.Size { return objects[1].MinSize() }
