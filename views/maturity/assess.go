package maturity

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	base "fyne.io/fyne/v2/theme"

	"cxworkbench/app"
	"cxworkbench/data"
	"cxworkbench/data/analysis/alignment"
	"cxworkbench/data/analysis/drivers"
	"cxworkbench/data/eventlog"
	"cxworkbench/data/message"
	"cxworkbench/resources/look"
	"cxworkbench/views/kit"
	"cxworkbench/views/page"
	"cxworkbench/views/screen"
)

// newDrivers makes the page of the six drivers. A consultant opens it to see what
// holds relationships back, and leaves with the weakest driver and its cases.
func newDrivers(host screen.Host) *page.Page {
	return page.New(host, page.Setup{
		Section: screen.Maturity, Job: "job.drivers", Cannot: "maturity.cannot",
		Offer: func(*eventlog.Log, func()) []fyne.CanvasObject {
			return []fyne.CanvasObject{kit.NewQuietButton(host.Printer().T("drivers.edit"), base.SettingsIcon(), func() { editDrivers(host) })}
		},
		Ask: func() page.Ask {
			return func(ctx context.Context, s *app.Session, v app.View) (app.Answer, error) {
				r, err := s.Drivers(ctx, v)
				return app.DriversAnswer(r), err
			}
		},
	})
}

// editDrivers asks for the weights, the days between updates and the words of
// causes that are failures.
func editDrivers(host screen.Host) {
	session, t := host.Workbench().Session(), host.Printer().T
	spec, err := session.DriversSpec()
	if err != nil {
		kit.ShowError(host.Window(), err)
		return
	}
	gap, words := kit.NewEntry(""), kit.NewEntry("")
	gap.SetText(strconv.Itoa(spec.Gap))
	words.SetText(strings.Join(spec.Failures, ", "))
	objects := []fyne.CanvasObject{}
	weights := make([]*kit.Entry, len(spec.Weights))
	for i, w := range spec.Weights {
		weights[i] = kit.NewEntry("1")
		weights[i].SetText(host.Printer().Float(w.Weight, -1))
		about := kit.Column(0, kit.Label(host.Printer().Text(w.Driver.Name())), kit.Caption(host.Printer().Text(w.Driver.About())))
		objects = append(objects, kit.Border(nil, nil, nil, container.NewGridWrap(fyne.NewSize(72, weights[i].MinSize().Height), weights[i]), about))
	}
	objects = append(objects, kit.NewLine(), kit.LabelledField(t("drivers.gap"), gap), kit.LabelledField(t("drivers.failures"), words))
	scroll := container.NewVScroll(kit.InsetSides(0, 0, 0, look.Space4, kit.Column(look.Space2, objects...)))
	scroll.SetMinSize(fyne.NewSize(460, min(430, host.Window().Canvas().Size().Height-260)))
	question := kit.Question{Title: t("drivers.edit"), Text: t("drivers.edit.text"), Body: scroll, Width: 560}
	if session.ReadOnly() == "" {
		question.Action = t("assess.do")
		question.Do = func() { saveDrivers(host, spec, weights, gap.Text, words.Text) }
	}
	kit.Ask(host.Window(), question)
}

func saveDrivers(host screen.Host, spec drivers.Spec, weights []*kit.Entry, gap, words string) {
	refuse := func(text string) {
		kit.ShowError(host.Window(), data.Errorf(data.CodeBadInput, "%s", host.Printer().Text(message.New("drivers.number", message.Args{"text": text}))))
	}
	spec.Weights = slices.Clone(spec.Weights)
	for i, entry := range weights {
		weight, err := host.Printer().ReadFloat(entry.Text)
		if err != nil || !(weight >= 0 && weight <= 1000) {
			refuse(entry.Text)
			return
		}
		spec.Weights[i].Weight = weight
	}
	days, err := host.Printer().ReadInt(gap)
	if err != nil || days < 1 || days > 365 {
		refuse(gap)
		return
	}
	spec.Gap, spec.Failures = days, nil
	for word := range strings.SplitSeq(words, ",") {
		if word = strings.TrimSpace(word); word != "" {
			spec.Failures = append(spec.Failures, word)
		}
	}
	screen.Change(host, message.New("job.drivers", nil), func(ctx context.Context, s *app.Session) error { return s.SetDrivers(ctx, spec) })
}

// newTechnology makes the page of the technology beside each stage. A consultant
// fills it in with the client, and leaves with the stages where value waits.
func newTechnology(host screen.Host) *page.Page {
	return page.New(host, page.Setup{
		Section: screen.Maturity, Job: "job.alignment", Cannot: "maturity.cannot",
		Offer: func(*eventlog.Log, func()) []fyne.CanvasObject {
			return []fyne.CanvasObject{kit.NewQuietButton(host.Printer().T("alignment.edit"), base.SettingsIcon(), func() { editTechnology(host) })}
		},
		Ask: func() page.Ask {
			printer := host.Printer()
			return func(ctx context.Context, s *app.Session, v app.View) (app.Answer, error) {
				r, err := s.Alignment(ctx, v, printer)
				return app.AlignmentAnswer(r), err
			}
		},
	})
}

// state is how far a role is, as one choice.
type state struct {
	key                   string
	needed, inPlace, used bool
}

var states = []state{
	{"missing", true, false, false}, {"unused", true, true, false}, {"improvised", true, false, true},
	{"aligned", true, true, true}, {"unneeded", false, false, false},
}

// roleRow edits one role of technology.
type roleRow struct {
	stage             string
	role, owner, note *kit.Entry
	state             *kit.Select
}

func newRoleRow(host screen.Host, r alignment.Role) *roleRow {
	t := host.Printer().T
	names := make([]string, len(states))
	chosen := len(states) - 1
	for i, s := range states {
		names[i] = t("alignment.state." + s.key)
		if s.needed == r.Needed && s.inPlace == r.InPlace && s.used == r.Used {
			chosen = i
		}
	}
	row := &roleRow{
		stage: r.Stage, role: kit.NewEntry(t("table.technology")), owner: kit.NewEntry(t("table.owner")), note: kit.NewEntry(t("table.note")),
		state: kit.NewSelect(names, chosen, func(int) {}),
	}
	row.role.SetText(r.Role)
	row.owner.SetText(r.Owner)
	row.note.SetText(r.Note)
	return row
}

func (r *roleRow) value() alignment.Role {
	s := states[max(0, r.state.SelectedIndex())]
	return alignment.Role{
		Stage: r.stage, Role: strings.TrimSpace(r.role.Text), Needed: s.needed, InPlace: s.inPlace, Used: s.used,
		Owner: strings.TrimSpace(r.owner.Text), Note: strings.TrimSpace(r.note.Text),
	}
}

// editTechnology shows the roles of every stage for judging. A role without a
// name is left out; each stage offers room for one more.
func editTechnology(host screen.Host) {
	session, t := host.Workbench().Session(), host.Printer().T
	log := session.Log()
	spec, err := alignment.Of(log, func(key string) string { return t("alignment.role." + key) })
	if err != nil {
		kit.ShowError(host.Window(), err)
		return
	}
	var rows []*roleRow
	var objects []fyne.CanvasObject
	for _, stage := range log.Stages {
		objects = append(objects, kit.Section(stage.Name))
		for _, role := range append(slices.Clone(spec.Roles), alignment.Role{Stage: stage.Name, Needed: true}) {
			if role.Stage != stage.Name {
				continue
			}
			row := newRoleRow(host, role)
			rows = append(rows, row)
			objects = append(objects, container.New(roleLayout{}, row.role, row.state, row.owner, row.note))
		}
	}
	size := host.Window().Canvas().Size()
	scroll := container.NewVScroll(kit.InsetSides(0, 0, 0, look.Space4, kit.Column(look.Space2, objects...)))
	scroll.SetMinSize(fyne.NewSize(min(880, size.Width-120), min(520, size.Height-260)))
	question := kit.Question{Title: t("alignment.edit"), Text: t("alignment.edit.text"), Body: scroll, Width: min(960, size.Width-60)}
	if session.ReadOnly() == "" {
		question.Action = t("assess.do")
		question.Do = func() {
			var kept alignment.Spec
			for _, row := range rows {
				if role := row.value(); role.Role != "" {
					kept.Roles = append(kept.Roles, role)
				}
			}
			screen.Change(host, message.New("job.alignment", nil), func(ctx context.Context, s *app.Session) error { return s.SetTechnology(ctx, kept) })
		}
	}
	kit.Ask(host.Window(), question)
}

// roleLayout sets role, state, owner and note side by side.
type roleLayout struct{}

var roleShares = [4]float32{0.36, 0, 0.2, 0.44} // of what the state leaves

func (roleLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(520, objects[1].MinSize().Height)
}

func (roleLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	state := objects[1].MinSize().Width
	room, x := size.Width-state-3*look.Space2, float32(0)
	for i, o := range objects {
		width := state
		if i != 1 {
			width = room * roleShares[i]
		}
		o.Move(fyne.NewPos(x, 0))
		o.Resize(fyne.NewSize(width, size.Height))
		x += width + look.Space2
	}
}

// pushes are the classes in the order in which they are offered.
var pushes = []data.Push{data.PushPull, data.PushPush, data.PushTransactional}

// editClasses asks what each activity counts as where a contact does not say who
// asked for it.
func editClasses(host screen.Host) {
	session, t := host.Workbench().Session(), host.Printer().T
	activities := slices.Clone(session.Log().Activities)
	names := make([]string, len(pushes))
	for i, p := range pushes {
		names[i] = t("pushpull.class." + string(p))
	}
	objects := []fyne.CanvasObject{}
	for i := range activities {
		pick := kit.NewSelect(names, max(0, slices.Index(pushes, activities[i].Push)), func(chosen int) { activities[i].Push = pushes[chosen] })
		objects = append(objects, kit.Border(nil, nil, nil, pick, kit.Column(0, kit.Label(activities[i].Name), kit.Caption(t("kind."+string(activities[i].Kind))))))
	}
	scroll := container.NewVScroll(kit.InsetSides(0, 0, 0, look.Space4, kit.Column(look.Space2, objects...)))
	scroll.SetMinSize(fyne.NewSize(420, min(460, host.Window().Canvas().Size().Height-260)))
	question := kit.Question{Title: t("pushpull.edit"), Text: t("pushpull.edit.text"), Body: scroll, Width: 520}
	if session.ReadOnly() == "" {
		question.Action = t("assess.do")
		question.Do = func() {
			screen.Change(host, message.New("job.pushpull", nil), func(ctx context.Context, s *app.Session) error { return s.SetActivities(ctx, activities) })
		}
	}
	kit.Ask(host.Window(), question)
}
