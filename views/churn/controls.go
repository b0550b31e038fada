package churn

import (
	"slices"

	"fyne.io/fyne/v2"

	"cxworkbench/data/analysis/cohort"
	"cxworkbench/data/eventlog"
	"cxworkbench/data/message"
	"cxworkbench/views/kit"
)

// controls are the options of the cohort table under its title.
type controls struct {
	row     *fyne.Container
	printer *message.Printer
	changed func()

	offered   string // what the offer depends on, so that it is made anew only when that changes
	start     *kit.Choice[cohort.Event]
	back      *kit.Choice[cohort.Event]
	unit      *kit.Choice[eventlog.Unit]
	rolling   *kit.Choice[bool]
	recurring *kit.Choice[bool]
	returned  *kit.Choice[returned]
	measure   *kit.Choice[cohort.Measure]
	relative  *kit.Choice[cohort.Relative]
	horizon   *kit.Choice[int]
	by        *kit.Choice[string]
}

func newControls(p *message.Printer, changed func()) *controls {
	return &controls{row: kit.Controls(), printer: p, changed: changed}
}

// offer makes the controls for what a log has, and keeps the choices that are
// still on offer.
func (c *controls) offer(log *eventlog.Log) {
	events, groups := offeredEvents(log), append([]string{""}, cohort.Groupings(log)...)
	key := log.Settings.Name
	for _, e := range events {
		key += "\x00" + e.String()
	}
	for _, g := range groups {
		key += "\x01" + g
	}
	if key == c.offered {
		return
	}
	spec := cohort.Default(log)
	spec.Horizon = horizons[0]
	if c.offered != "" {
		spec = c.spec()
	}
	if log.HasDerived && spec.Start.Subscription && spec.By == "" && len(groups) > 1 {
		spec.By = preferred(groups[1:])
	}
	c.offered = key
	c.build(events, groups)
	c.set(spec)
}

// returned says when a person counts as returned.
type returned struct {
	criterion cohort.Criterion
	bracket   cohort.Bracket
}

// returnedChoices are the criteria, and the brackets that a board asks for: by
// twos, quarters, half-years and years of months.
var returnedChoices = []returned{
	{criterion: cohort.On},
	{criterion: cohort.OnOrAfter},
	{cohort.On, cohort.Bracket{From: 1, To: 2}},
	{cohort.On, cohort.Bracket{From: 1, To: 3}},
	{cohort.On, cohort.Bracket{From: 1, To: 6}},
	{cohort.On, cohort.Bracket{From: 1, To: 12}},
}

// horizons are how many periods are shown; 0 is all.
var horizons = []int{12, 24, 36, 0}

// preferred is the attribute that a board asks for first, else the first.
func preferred(groups []string) string {
	for _, name := range []string{"Contract", "contract", "plan", "segment", "Segment"} {
		if slices.Contains(groups, name) {
			return name
		}
	}
	return groups[0]
}

func (c *controls) build(events []cohort.Event, groups []string) {
	t := c.printer.T
	flag := func(no, yes string) func(bool) string {
		return func(v bool) string {
			if v {
				return t(yes)
			}
			return t(no)
		}
	}
	name := func(e cohort.Event) string { return eventName(c.printer, e) }
	c.start = kit.NewChoice(t("cohorts.start"), events, name, c.changed)
	c.back = kit.NewChoice(t("cohorts.return"), events, name, c.changed)
	c.unit = kit.NewChoice(t("cohorts.period"), eventlog.Units, func(u eventlog.Unit) string { return t("unit." + string(u)) }, c.changed)
	c.rolling = kit.NewChoice(t("cohorts.count"), []bool{false, true}, flag("cohorts.calendar", "cohorts.rolling"), c.changed)
	c.recurring = kit.NewChoice(t("cohorts.who"), []bool{false, true}, flag("cohorts.first", "cohorts.recurring"), c.changed)
	c.returned = kit.NewChoice(t("cohorts.criterion"), returnedChoices, func(r returned) string {
		if r.bracket != (cohort.Bracket{}) {
			return c.printer.Text(message.New("criterion.bracket", message.Args{"from": r.bracket.From, "to": r.bracket.To}))
		}
		return t("criterion." + string(r.criterion))
	}, c.changed)
	c.measure = kit.NewChoice(t("cohorts.measure"), cohort.Measures, func(m cohort.Measure) string { return t("cohorts.measure." + string(m)) }, c.changed)
	c.relative = kit.NewChoice(t("cohorts.relative"), []cohort.Relative{cohort.ToCohort, cohort.ToPrevious}, func(r cohort.Relative) string { return t("cohorts.relative." + string(r)) }, c.changed)
	c.horizon = kit.NewChoice(t("cohorts.horizon"), horizons, func(n int) string {
		if n == 0 {
			return t("cohorts.horizon.all")
		}
		return c.printer.Int(int64(n))
	}, c.changed)
	c.by = kit.NewChoice(t("cohorts.by"), groups, func(name string) string {
		if name == "" {
			return t("cohorts.bydate")
		}
		return name
	}, c.changed)
	c.row.Objects = []fyne.CanvasObject{
		c.unit.Field, c.horizon.Field, c.by.Field, c.measure.Field, c.relative.Field, c.start.Field, c.back.Field, c.returned.Field, c.rolling.Field, c.recurring.Field,
	}
	c.row.Refresh()
}

func (c *controls) set(s cohort.Spec) {
	c.start.Set(s.Start)
	c.back.Set(s.Return)
	c.unit.Set(s.Unit)
	c.rolling.Set(s.Rolling)
	c.recurring.Set(s.Recurring)
	c.returned.Set(returned{s.Criterion, s.Bracket})
	c.measure.Set(s.Measure)
	c.relative.Set(s.Relative)
	c.horizon.Set(s.Horizon)
	c.by.Set(s.By)
}

func (c *controls) spec() cohort.Spec {
	return cohort.Spec{
		Start: c.start.Value(), Return: c.back.Value(), Unit: c.unit.Value(), Rolling: c.rolling.Value(),
		Recurring: c.recurring.Value(), Criterion: c.returned.Value().criterion, Bracket: c.returned.Value().bracket,
		Measure: c.measure.Value(), Relative: c.relative.Value(), Horizon: c.horizon.Value(), By: c.by.Value(),
	}
}

// eventName is an event as a person reads it.
func eventName(p *message.Printer, e cohort.Event) string {
	switch {
	case e.Subscription:
		return p.T("cohorts.subscription")
	case e.Kind != "":
		return p.T("kind." + string(e.Kind))
	case e.Activity != "":
		return e.Activity
	}
	return p.T("cohorts.any")
}

// offeredEvents lists any activity, subscriptions, and the kinds that the log has.
func offeredEvents(log *eventlog.Log) []cohort.Event {
	var events []cohort.Event
	if log.Events.Len() > 0 {
		events = append(events, cohort.Event{})
	}
	if len(log.Subscriptions.Row) > 0 {
		events = append(events, cohort.Event{Subscription: true})
	}
	for _, kind := range log.Kinds() {
		events = append(events, cohort.Event{Kind: kind})
	}
	if len(events) == 0 {
		events = append(events, cohort.Event{})
	}
	return events
}
