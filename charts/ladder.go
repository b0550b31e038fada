package charts

import (
	"image/color"
	"math"

	"cxworkbench/data"
	"cxworkbench/data/analysis/maturity"
	"cxworkbench/data/message"
	"cxworkbench/resources/look"
)

// The measures of the ladder, in logical pixels.
const (
	figureLine    = 36 // the index
	rungHeightMin = 17
	rungHeightMax = 68
	twoLines      = 38 // from this height a rung has its role under its name
	aside         = 13 // between the stages and those beside them
	barMin        = 60
)

// rung is one row of the ladder.
type rung struct {
	place              int
	name, role         string
	people             int
	value              data.Money
	hasValue           bool
	color              color.NRGBA
	peopleText, share  string
	valueText, tooltip string
	at                 rect
}

// ladder is the layout of the stages at the as-of date.
type ladder struct {
	*frame
	r     maturity.Result
	rungs []rung // top first: highest stage ... lowest, no stage yet, left

	index, indexAbout, indexByValue string
	heads                           [3]string  // people, share, value
	columns                         [3]float64 // their right edges
	barX, barW                      float64
	headY                           float64
	rule                            float64 // y of the line above those beside the stages
	most                            int
}

// Ladder draws how many people stand on each stage, what they are worth, and the
// relationship maturity index. Regions carry a maturity.Cell of the as-of date.
func Ladder(r maturity.Result, o Options) Scene {
	f := newFrame(r.Finding, r.Definition, o)
	if r.N == 0 || len(r.Rows) == 0 {
		return f.empty("charts.maturity.empty")
	}
	l := &ladder{frame: f, r: r}
	l.measure()
	if !l.layOut() {
		return f.empty("charts.small")
	}
	for _, rung := range l.rungs {
		l.region(rung.at, rung.tooltip, maturity.Cell{Place: rung.place, Month: maturity.AsOf})
	}
	f.scene.Summary = l.summary()
	return f.finish(l.draw)
}

func (l *ladder) measure() {
	p := l.o.Palette
	for rank := len(l.r.Rows) - 1; rank >= 0; rank-- {
		row := l.r.Rows[rank]
		l.rungs = append(l.rungs, rung{
			place: rank, name: row.Stage.Name, role: row.Stage.Role, people: row.People,
			value: row.Value, hasValue: true, color: stageColor(p, rank, len(l.r.Rows)),
		})
	}
	l.rungs = append(l.rungs,
		rung{place: maturity.NoStage, name: l.text("charts.stage.none", nil), people: l.r.NoStage, value: l.r.NoStageValue, hasValue: true, color: asideColor(p)},
		rung{place: maturity.Left, name: l.text("charts.stage.left", nil), people: l.r.Left, color: asideColor(p)})
	for i := range l.rungs {
		l.describe(&l.rungs[i])
		l.most = max(l.most, l.rungs[i].people)
	}
	withStage := l.r.N - l.r.NoStage - l.r.Left
	l.index = l.o.Printer.Float(l.r.Index, 1)
	l.indexAbout = l.text("charts.index.about", message.Args{"n": withStage})
	if !math.IsNaN(l.r.IndexByValue) {
		l.indexByValue = l.text("charts.index.value", message.Args{"index": l.r.IndexByValue})
	}
	l.heads = [3]string{l.text("charts.people", nil), l.text("charts.share", message.Args{"n": l.r.N}), ""}
	if l.r.Basis != maturity.ValueNone {
		l.heads[2] = l.text("charts.value", message.Args{"currency": l.r.Currency})
	}
}

// describe writes a rung's figures.
func (l *ladder) describe(r *rung) {
	share := float64(r.people) / float64(l.r.N)
	r.peopleText = l.o.Printer.Int(int64(r.people))
	r.share = l.o.Printer.Float(100*share, 1)
	key := "charts.ladder.tip"
	args := message.Args{"stage": r.name, "people": r.people, "n": l.r.N, "share": message.Share(share)}
	if r.role != "" {
		args["stage"] = l.text("charts.stage.role", message.Args{"stage": r.name, "role": r.role})
	}
	if r.hasValue && l.r.Basis != maturity.ValueNone {
		key = "charts.ladder.tip.value"
		args["value"] = message.Amount{Money: r.value, Currency: l.r.Currency}
		args["basis"] = l.text("charts.basis."+string(l.r.Basis), nil)
		r.valueText = l.o.Printer.Float(r.value.Float(l.r.Currency), 0)
	}
	r.tooltip = l.text(key, args)
}

func (l *ladder) layOut() bool {
	below := float64(figureLine + look.Space4)
	if l.indexByValue != "" {
		below += captionLine
	}
	l.headY = l.inner.y + below
	top := l.headY + headLine
	height := min(math.Floor((l.inner.bottom()-top-aside)/float64(len(l.rungs))), rungHeightMax)
	if height < rungHeightMin {
		return false
	}
	y := top
	for i := range l.rungs {
		if l.rungs[i].place == maturity.NoStage {
			l.rule = y + math.Floor(aside/2.0)
			y += aside
		}
		l.rungs[i].at = rect{l.inner.x, y, l.inner.w, height}
		y += height
	}
	return l.layOutColumns(height)
}

// layOutColumns gives the bars what names and figures leave. Where that is too
// little, roles and the share go first.
func (l *ladder) layOutColumns(height float64) bool {
	names := 0.0
	for _, r := range l.rungs {
		names = max(names, l.styles.strong.width(r.name))
		if height >= twoLines {
			names = max(names, l.styles.caption.width(r.role))
		}
	}
	if height < twoLines {
		if roles := l.roleWidth(names); names+roles < 0.3*l.inner.w {
			names += roles
		} else {
			l.dropRoles()
		}
	}
	names = math.Ceil(min(names, 0.4*l.inner.w))
	for _, drop := range []int{-1, 1, 2} {
		if drop >= 0 {
			l.heads[drop] = ""
		}
		edge := l.inner.right()
		for i := 2; i >= 0; i-- {
			if l.heads[i] == "" {
				continue
			}
			l.columns[i] = edge
			edge -= math.Ceil(l.columnWidth(i)) + look.Space4
		}
		l.barX = l.inner.x + names + look.Space4
		l.barW = math.Floor(edge - l.barX)
		if l.barW >= barMin {
			return true
		}
	}
	return false
}

// roleWidth is what roles take beside the names.
func (l *ladder) roleWidth(names float64) float64 {
	widest := 0.0
	for _, r := range l.rungs {
		if r.role != "" {
			widest = max(widest, l.styles.strong.width(r.name)+look.Space2+l.styles.caption.width(r.role))
		}
	}
	return max(0, widest-names)
}

func (l *ladder) dropRoles() {
	for i := range l.rungs {
		l.rungs[i].role = ""
	}
}

func (l *ladder) columnWidth(column int) float64 {
	widest := l.styles.caption.width(l.heads[column])
	for _, r := range l.rungs {
		widest = max(widest, l.styles.body.width(r.cells()[column]))
	}
	return widest
}

func (r *rung) cells() [3]string { return [3]string{r.peopleText, r.share, r.valueText} }

func (l *ladder) draw(p *painter) {
	l.drawIndex(p)
	s := l.styles.caption
	for i, head := range l.heads {
		if head != "" {
			p.text(head, l.columns[i], s.baseline(l.headY+headLine/2), right, s)
		}
	}
	p.rect(rect{l.inner.x, l.rule, l.inner.w, 1}, l.o.Palette.Border)
	for i := range l.rungs {
		l.drawRung(p, &l.rungs[i])
	}
}

// drawIndex draws the one large figure, what it is, and its value-weighted twin.
func (l *ladder) drawIndex(p *painter) {
	figure, about := l.styles.figure, l.styles.caption
	base := figure.baseline(l.inner.y + figureLine/2)
	p.text(l.index, l.inner.x, base, left, figure)
	x := l.inner.x + figure.width(l.index) + look.Space3
	p.text(about.face().fit(l.indexAbout, about.size, l.inner.right()-x), x, base, left, about)
	p.text(about.face().fit(l.indexByValue, about.size, l.inner.w), l.inner.x, about.baseline(l.inner.y+figureLine+captionLine/2), left, about)
}

func (l *ladder) drawRung(p *painter, r *rung) {
	name, role, number := l.styles.strong, l.styles.caption, l.styles.body
	if r.place < 0 {
		name.bold, name.color, number.color = false, l.o.Palette.Secondary, l.o.Palette.Secondary
	}
	middle := r.at.middle()
	room := l.barX - look.Space4 - l.inner.x
	switch {
	case r.role == "":
		p.text(name.face().fit(r.name, name.size, room), l.inner.x, name.baseline(middle), left, name)
	case r.at.h >= twoLines:
		p.text(name.face().fit(r.name, name.size, room), l.inner.x, name.baseline(middle-8), left, name)
		p.text(role.face().fit(r.role, role.size, room), l.inner.x, role.baseline(middle+9), left, role)
	default:
		base := name.baseline(middle)
		p.text(r.name, l.inner.x, base, left, name)
		p.text(r.role, l.inner.x+name.width(r.name)+look.Space2, base, left, role)
	}
	l.drawBar(p, r)
	for i, text := range r.cells() {
		if l.heads[i] != "" {
			p.text(text, l.columns[i], number.baseline(middle), right, number)
		}
	}
}

func (l *ladder) drawBar(p *painter, r *rung) {
	thick := math.Floor(min(34, r.at.h*0.66))
	y := r.at.y + math.Floor((r.at.h-thick)/2)
	p.rect(rect{l.barX, y, 1, thick}, l.o.Palette.Border)
	if r.people == 0 {
		return
	}
	w := max(2, math.Round(l.barW*float64(r.people)/float64(l.most)))
	p.bar(rect{l.barX, y, w, thick}, look.Space1, r.color)
}

// summary says the ladder in words, lowest stage first.
func (l *ladder) summary() string {
	out := l.text("charts.index.summary", message.Args{"index": l.r.Index, "n": l.r.N - l.r.NoStage - l.r.Left})
	if l.indexByValue != "" {
		out += " " + l.indexByValue + "."
	}
	for _, r := range l.rungs {
		out += " " + r.tooltip + "."
	}
	return out
}

// stageColor is the colour of a rank on a ladder of so many stages; with seven
// it is the palette's own.
func stageColor(p look.Palette, rank, stages int) color.NRGBA {
	if stages < 2 {
		return p.Stages[len(p.Stages)-1]
	}
	at := float64(rank) * float64(len(p.Stages)-1) / float64(stages-1)
	low := min(int(at), len(p.Stages)-2)
	if part := at - float64(low); part > 0 && part < 1 {
		return mix(p.Stages[low], p.Stages[low+1], part)
	}
	return p.Stages[int(math.Round(at))]
}

// asideColor is the grey of those who stand on no stage.
func asideColor(p look.Palette) color.NRGBA { return mix(p.Border, p.Secondary, 0.25) }
