package shell

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	base "fyne.io/fyne/v2/theme"

	"cxworkbench/resources/look"
	"cxworkbench/views/kit"
	"cxworkbench/views/screen"
)

// explain says of a number what it is, how it is computed, what is left out, and
// of which data it is.
func (p *sidePanel) explain(b screen.Behind) *fyne.Container {
	column := kit.Column(look.Space2)
	say := func(title, text string) {
		if text != "" {
			column.Add(kit.Column(0, kit.Caption(p.s.printer.T(title)), kit.Definition(text).SetTone(kit.ToneText)))
		}
	}
	say("explain.title.reading", b.Reading)
	say("explain.title.rule", b.Rule)
	say("explain.title.what", p.about(b, ""))
	say("explain.title.how", p.about(b, ".how"))
	say("explain.title.out", p.about(b, ".out"))
	say("explain.title.shown", b.Explain)
	if !b.Alone || b.Reading != "" || b.Revision != 0 { // else it is a term, of whatever data
		column.Add(p.facts(b))
	}
	if b.Record != nil {
		column.Add(kit.Row(0, kit.NewQuietButton(p.s.printer.T("explain.record"), base.NavigateNextIcon(), b.Record)))
	}
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
	if !b.Alone { // the filter narrows lists, not one customer or one file
		add("explain.fact.filter", kit.Clip(narrowed, 28))
	}
	revision := b.Revision
	if revision == 0 {
		revision = p.s.bench.Session().Log().Revision
	}
	add("explain.fact.revision", strconv.FormatInt(revision, 10))
	return kit.Row(look.Space4, kit.Column(0, names...), kit.Spacer(), kit.Column(0, values...))
}

// told is the explanation of a number that counts no people.
func (p *sidePanel) told(b screen.Behind) fyne.CanvasObject {
	head := kit.InsetSides(0, look.Space3, 0, 0, p.head(b.Title))
	return kit.Border(head, nil, nil, nil, container.NewVScroll(besideBar(p.explain(b))))
}

// besideBar keeps the words of a scrolled text clear of its bar.
func besideBar(text fyne.CanvasObject) fyne.CanvasObject {
	return kit.InsetSides(0, 0, 0, look.Space3, text)
}

// explained sets an explanation above a list that would like some height: as high as
// it is, up to half of the room and more above a short list; what is more is scrolled
// to. It ends between two lines.
func explained(text *fyne.Container, list fyne.CanvasObject, rows float32) fyne.CanvasObject {
	inset := besideBar(text)
	return container.New(halves{inset, text, rows}, container.NewVScroll(inset), list)
}

type halves struct {
	inset fyne.CanvasObject
	text  *fyne.Container
	rows  float32 // the height of the whole list
}

// Layout is Fyne's hook.
func (h halves) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	h.inset.Resize(fyne.NewSize(size.Width, h.inset.MinSize().Height)) // the width decides the lines
	const leastList = 230                                              // the heading, the buttons and a few rows
	list := fyne.Min(h.rows, fyne.Max(size.Height/2, leastList))
	height := h.inset.MinSize().Height
	if room := fyne.Max(size.Height-list-look.Space3, 64); height > room {
		height = linesWithin(h.text, room)
	}
	objects[0].Resize(fyne.NewSize(size.Width, height))
	objects[1].Move(fyne.NewPos(0, height+look.Space3))
	objects[1].Resize(fyne.NewSize(size.Width, size.Height-height-look.Space3))
}

// linesWithin is the height of as many whole lines of a column of small texts as a
// height holds.
func linesWithin(column *fyne.Container, most float32) float32 {
	line, height := kit.RulerFor(look.TextCaption, false).LineHeight(), float32(0)
	for _, part := range column.Objects {
		top := part.Position().Y
		for end := top + line; end <= fyne.Min(most, top+part.Size().Height+1); end += line {
			height = end
		}
	}
	return height
}

// MinSize is Fyne's hook.
func (h halves) MinSize(objects []fyne.CanvasObject) fyne.Size { return objects[1].MinSize() }
