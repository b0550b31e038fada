package importing

import (
	"maps"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"cxworkbench/data"
	"cxworkbench/data/exchange"
	"cxworkbench/data/message"
	"cxworkbench/resources/look"
	"cxworkbench/views/kit"
)

var (
	directions    = []data.Direction{data.HighIsGood, data.LowIsGood}
	directionKeys = []string{"import.scale.high", "import.scale.low"}
)

const boundWidth = 72

// scale asks what the answers to a question run from and to, and which end is
// good. What is guessed stands there.
func (s *Screen) scale(q exchange.Question) []fyne.CanvasObject {
	t, now := s.host.Printer().T, q.ScaleOf()
	low, high := kit.NewEntry(""), kit.NewEntry("")
	low.SetText(s.host.Printer().Float(now.Low, -1))
	high.SetText(s.host.Printer().Float(now.High, -1))
	names := make([]string, len(directions))
	for i, key := range directionKeys {
		names[i] = t(key)
	}
	good := kit.NewSelect(names, slices.Index(directions, now.Direction), func(i int) {
		s.rescale(q.Metric.Name, low.Text, high.Text, directions[i])
	})
	take := func(string) { s.rescale(q.Metric.Name, low.Text, high.Text, now.Direction) }
	low.OnSubmitted, high.OnSubmitted = take, take
	bound := func(e *kit.Entry) fyne.CanvasObject {
		return container.NewGridWrap(fyne.NewSize(boundWidth, e.MinSize().Height), e)
	}
	return []fyne.CanvasObject{
		kit.LabelledField(t("import.scale.name"), kit.Controls(bound(low), kit.Field(t("import.scale.to"), bound(high)), good)),
		kit.Row(look.Space2, kit.NewButton(t("import.scale.take"), func() { take("") })),
		kit.Definition(t("import.scale.note")),
	}
}

// rescale plans again with another scale of a question; what is none is refused.
func (s *Screen) rescale(question, low, high string, good data.Direction) {
	scale, err := exchange.ParseScale(low + ".." + high + "," + string(good))
	if err != nil {
		kit.ShowError(s.host.Window(), data.Wrap(err, data.CodeBadInput, "%s", s.text("import.scale.bad", message.Args{"low": low, "high": high})))
		return
	}
	o := &s.pending().options
	o.Scales = maps.Clone(o.Scales)
	if o.Scales == nil {
		o.Scales = map[string]exchange.Scale{}
	}
	o.Scales[question] = scale
	s.again()
}
