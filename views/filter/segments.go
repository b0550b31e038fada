package filter

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"cxworkbench/app"
	"cxworkbench/data"
	"cxworkbench/data/analysis/condition"
	"cxworkbench/data/message"
	"cxworkbench/resources/look"
	"cxworkbench/views/grid"
	"cxworkbench/views/kit"
	"cxworkbench/views/screen"
)

// saveSegment keeps the condition under a name and looks at that segment.
func (f *form) saveSegment() {
	v, c, err := f.asked()
	if err != nil || c.IsZero() {
		return
	}
	if f.view.Segment != "" { // who is meant is within it as well
		for _, segment := range f.host.Workbench().Segments() {
			if segment.Name == f.view.Segment {
				v.Where = app.Both(segment.Condition, v.Where)
			}
		}
	}
	f.dialog.Close()
	host, t, text := f.host, f.host.Printer().T, v.Where
	label := host.Printer().Text(message.New("customers.segment.label", message.Args{"condition": condition.Say(text)}))
	kit.AskText(host.Window(), t("customers.segment.title"), label, "", t("customers.segment.do"), func(name string) {
		change(host, func(ctx context.Context, s *app.Session) error { return s.AddSegment(ctx, name, text) }, func() {
			v.Segment, v.Where = name, ""
			host.Workbench().SetView(v)
		})
	})
}

// change writes to the workspace and goes on when every screen has looked again.
func change(host screen.Host, write func(context.Context, *app.Session) error, then func()) {
	bench := host.Workbench()
	screen.ChangeThen(host, message.New("job.segment", nil), write, func() {
		if bench.Session() != nil {
			then()
		}
	})
}

// OpenSegments lists the segments, to be used, edited, renamed and removed.
func OpenSegments(host screen.Host) {
	t, segments := host.Printer().T, host.Workbench().Segments()
	if len(segments) == 0 {
		kit.Ask(host.Window(), kit.Question{Title: t("segments.title"), Text: t("segments.empty"), Action: t("segments.new"), Do: func() { Open(host) }})
		return
	}
	list := grid.New([]grid.Column{{Title: t("segments.name"), Width: 170}, {Title: t("segments.who"), Width: 380, Grow: true}})
	list.SetSource(len(segments), grid.Rows(segmentRows(host, segments)))
	list.Select(0)
	var dialog *kit.Dialog
	act := func(do func(host screen.Host, segment data.Segment)) func() {
		return func() {
			if row := list.Selected(); row >= 0 {
				dialog.Close()
				do(host, segments[row])
			}
		}
	}
	list.OnOpen = func(int) { act(use)() }
	buttons := kit.Row(look.Space2,
		kit.NewButton(t("segments.rename"), act(rename)), kit.NewButton(t("segments.remove"), act(remove)), kit.NewButton(t("segments.edit"), act(edit)),
		kit.Spacer(), kit.NewButton(t("kit.close"), func() { dialog.Cancel() }), kit.NewPrimaryButton(t("segments.use"), act(use)))
	room := container.NewGridWrap(fyne.NewSize(640, 260), list)
	dialog = kit.Float(host.Window(), 690, kit.Column(look.Space3, kit.Section(t("segments.title")), room, buttons), list)
}

func segmentRows(host screen.Host, segments []data.Segment) [][]string {
	rows := make([][]string, len(segments))
	for i, segment := range segments {
		rows[i] = []string{segment.Name, host.Printer().Text(condition.Say(segment.Condition))}
	}
	return rows
}

func use(host screen.Host, segment data.Segment) {
	v := host.Workbench().View()
	v.Segment = segment.Name
	host.Workbench().SetView(v)
}

// edit changes the condition of a segment.
func edit(host screen.Host, segment data.Segment) {
	v := host.Workbench().View()
	v.Segment, v.Where, v.From, v.To = "", segment.Condition, data.NoDay, data.NoDay
	f := &form{host: host, view: v, accept: func(v app.View) {
		change(host, func(ctx context.Context, s *app.Session) error {
			return s.EditSegment(ctx, segment.Name, segment.Name, v.Where)
		}, func() {})
	}}
	title := message.New("segments.edit.title", message.Args{"name": segment.Name})
	f.show(host.Printer().Text(title), host.Printer().T("segments.save"))
}

func rename(host screen.Host, segment data.Segment) {
	t := host.Printer().T
	kit.AskText(host.Window(), t("segments.rename"), t("segments.name"), segment.Name, t("segments.rename"), func(name string) {
		looked := host.Workbench().View().Segment == segment.Name
		change(host, func(ctx context.Context, s *app.Session) error {
			return s.EditSegment(ctx, segment.Name, name, segment.Condition)
		}, func() {
			if looked {
				use(host, data.Segment{Name: name})
			}
		})
	})
}

func remove(host screen.Host, segment data.Segment) {
	change(host, func(ctx context.Context, s *app.Session) error { return s.RemoveSegment(ctx, segment.Name) }, func() {})
}
