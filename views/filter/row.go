package filter

import (
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	base "fyne.io/fyne/v2/theme"

	"cxworkbench/data"
	"cxworkbench/data/analysis/condition"
	"cxworkbench/data/eventlog"
	"cxworkbench/data/message"
	"cxworkbench/views/kit"
	"cxworkbench/views/screen"
)

const (
	mostListed   = 40 // values of an attribute that are offered in a list
	longestValue = 40 // letters of one
)

// The controls of a row, for keeping the focus.
const (
	controlSubject = iota
	controlOp
	controlValue
	controlTimes
	controlChannel
	controlWindow
	controlSpan
	controlUnit
)

// focus names a control of a row.
type focus struct{ row, control int }

// noFocus leaves the keyboard where it is.
var noFocus = focus{row: -1}

// row makes the controls of one test.
type row struct {
	f     *form
	index int
	test  *condition.Test
	log   *eventlog.Log
	line  *fyne.Container
	focus focus // what gets the keyboard after the row was made anew
}

// build makes the rows anew and puts the keyboard where it was.
func (f *form) build(keep focus) {
	f.rows.Objects, f.focused = nil, nil
	for i := range f.tests {
		r := &row{f: f, index: i, test: &f.tests[i], log: f.host.Workbench().Session().Log(), line: kit.Controls(), focus: keep}
		r.make()
		f.rows.Add(r.line)
	}
	t := f.host.Printer().T
	switch {
	case !f.byRows:
		f.rows.Add(kit.Body(t("filter.textonly")))
	case len(f.tests) == 0:
		f.rows.Add(kit.Body(t("filter.everyone")))
	}
	f.rows.Refresh()
	if f.dialog != nil && f.focused != nil { // only what is in view can be given it
		f.host.Window().Canvas().Focus(f.focused)
	}
}

func (r *row) t(key string) string { return r.f.host.Printer().T(key) }

// make adds the controls that the subject needs, and the button that removes.
func (r *row) make() {
	r.subject()
	switch r.test.Subject {
	case condition.OfAttribute:
		r.attribute()
	case condition.OfStage:
		r.stage()
	case condition.OfLeft:
		r.yesNo("filter.left", "filter.left.not")
	case condition.OfSilent:
		r.yesNo("filter.silent", "filter.silent.not")
		r.span()
	case condition.OfSubscribed:
		r.yesNo("filter.subscribed", "filter.subscribed.not")
		r.choose(controlWindow, []string{r.t("filter.now"), r.t("filter.atleast")}, min(r.test.Span, 1), func(i int) {
			r.test.Span, r.test.Unit = 12*i, "month"
		}, true)
		if r.test.Span > 0 {
			r.span()
		}
	case condition.OfDone:
		r.done()
	}
	r.line.Add(kit.NewIconButton(base.ContentClearIcon(), r.t("filter.remove"), func() {
		r.f.tests = slices.Delete(r.f.tests, r.index, r.index+1)
		r.f.build(focus{max(0, r.index-1), controlSubject})
		r.f.edited()
	}))
}

// put adds a control and gives it the keyboard where it had it.
func (r *row) put(control int, object fyne.CanvasObject, focusable fyne.Focusable) {
	r.line.Add(object)
	r.f.terms.Of(object, r.explained)
	if r.focus == (focus{r.index, control}) {
		r.f.focused = focusable
	}
}

// explained is what the test is about.
func (r *row) explained() screen.Behind {
	title := r.test.Name
	if r.test.Subject != condition.OfAttribute {
		title = r.t("filter.subject." + string(r.test.Subject))
	}
	return screen.Term(title, aboutOf[r.test.Subject], "")
}

// choose adds a drop-down; again makes the row anew, where other controls follow
// from the choice.
func (r *row) choose(control int, names []string, chosen int, set func(i int), again bool) {
	pick := kit.NewSelect(distinct(names), chosen, func(i int) {
		set(i)
		if again {
			r.f.build(focus{r.index, control})
		}
		r.f.edited()
	})
	r.put(control, pick, pick)
}

// distinct clips names and sets apart those that look the same.
func distinct(names []string) []string {
	out := make([]string, len(names))
	for i, name := range names {
		if letters := []rune(name); len(letters) > longestValue {
			name = string(letters[:longestValue]) + "…"
		}
		for n := 2; slices.Contains(out[:i], name); n++ {
			name += " (" + strconv.Itoa(n) + ")"
		}
		out[i] = name
	}
	return out
}

// write adds a field of a width.
func (r *row) write(control int, width float32, text string, set func(text string)) {
	entry := kit.NewEntry("")
	entry.SetText(text)
	entry.OnChanged = func(text string) {
		set(text)
		r.f.edited()
	}
	entry.OnSubmitted = func(string) { r.f.take() }
	height := kit.NewSelect(nil, 0, nil).MinSize().Height
	r.put(control, container.NewGridWrap(fyne.NewSize(width, height), entry), entry)
}

// whole adds a field for a whole number; what is none is 0, which no test takes.
func (r *row) whole(control int, value *int) {
	r.write(control, 64, strconv.Itoa(*value), func(text string) {
		n, err := r.f.host.Printer().ReadInt(text)
		if err != nil {
			n = 0
		}
		*value = n
	})
}

// subject chooses what the test is about: what people do, then the attributes.
func (r *row) subject() {
	subjects := []condition.Test{
		{Subject: condition.OfSilent, Span: 60, Unit: "day"},
		{Subject: condition.OfDone, Kind: data.KindComplaint, Times: 2, Span: 30, Unit: "day", Last: true},
		{Subject: condition.OfLeft}, {Subject: condition.OfSubscribed},
	}
	names := []string{r.t("filter.subject.silent"), r.t("filter.subject.done"), r.t("filter.subject.left"), r.t("filter.subject.subscribed")}
	if len(r.log.Stages) > 0 {
		subjects = append(subjects, condition.Test{Subject: condition.OfStage, Op: "=", Values: []string{r.log.Stages[0].Name}})
		names = append(names, r.t("filter.subject.stage"))
	}
	for _, a := range r.log.Attributes {
		test := condition.Test{Subject: condition.OfAttribute, Name: a.Name, Op: "="}
		if len(a.Values) > 0 {
			test.Values = a.Values[:1]
		}
		subjects, names = append(subjects, test), append(names, a.Name)
	}
	chosen := slices.IndexFunc(subjects, func(s condition.Test) bool {
		return s.Subject == r.test.Subject && strings.EqualFold(s.Name, r.test.Name)
	})
	r.choose(controlSubject, names, chosen, func(i int) { *r.test = subjects[i] }, true)
}

// yesNo chooses between a test and its opposite.
func (r *row) yesNo(yes, no string) {
	chosen := 0
	if r.test.Not {
		chosen = 1
	}
	r.choose(controlOp, []string{r.t(yes), r.t(no)}, chosen, func(i int) { r.test.Not = i == 1 }, false)
}

// span is a number with its unit.
func (r *row) span() {
	r.whole(controlSpan, &r.test.Span)
	names := make([]string, len(condition.Units))
	for i, unit := range condition.Units {
		names[i] = r.f.host.Printer().Text(message.New("filter.unit."+unit, nil))
	}
	r.choose(controlUnit, names, max(0, slices.Index(condition.Units, r.test.Unit)), func(i int) { r.test.Unit = condition.Units[i] }, false)
}

// comparison is a sign with or without not, and the key of its words.
type comparison struct {
	op  string
	not bool
	key string
}

var ofAttributes = []comparison{
	{"=", false, "equal"}, {"=", true, "equal.not"}, {"in", false, "one_of"}, {"in", true, "one_of.not"}, {"<", false, "below"}, {"<=", false, "at_most"},
	{">", false, "above"}, {">=", false, "at_least"}, {"!=", false, "different"}, {"known", false, "known"}, {"known", true, "known.not"},
}

var ofStages = []comparison{
	{"=", false, "equal"}, {"=", true, "equal.not"}, {">=", false, "at_least"}, {">", false, "above"}, {"<=", false, "at_most"}, {"<", false, "below"},
}

func (r *row) compare(offered []comparison, prefix string, again bool) {
	names := make([]string, len(offered))
	for i, c := range offered {
		names[i] = r.t(prefix + c.key)
	}
	r.choose(controlOp, names, compared(offered, *r.test), func(i int) { r.test.Op, r.test.Not = offered[i].op, offered[i].not }, again)
}

func compared(offered []comparison, test condition.Test) int {
	return slices.IndexFunc(offered, func(c comparison) bool { return c.op == test.Op && c.not == test.Not })
}

func (r *row) attribute() {
	r.compare(ofAttributes, "filter.attribute.", true)
	attribute := attributeOf(r.log, r.test.Name)
	switch {
	case r.test.Op == "known":
		r.test.Values = nil
	case r.test.Op == "in":
		r.write(controlValue, 240, strings.Join(r.test.Values, ", "), func(text string) { r.test.Values = split(text) })
	case attribute != nil && listed(attribute, r.test.Values):
		chosen := slices.Index(attribute.Values, firstOf(r.test.Values))
		r.choose(controlValue, attribute.Values, chosen, func(i int) { r.test.Values = attribute.Values[i : i+1] }, false)
	default:
		r.write(controlValue, 180, firstOf(r.test.Values), func(text string) { r.test.Values = []string{r.typed(attribute, text)} })
	}
}

// typed is a value as it is compared: a number as programs write it, where the
// attribute's are numbers and the text is not one of them as it stands.
func (r *row) typed(a *eventlog.Attribute, text string) string {
	text = strings.TrimSpace(text)
	if a == nil || slices.Contains(a.Values, text) || slices.ContainsFunc(a.Values, notNumber) {
		return text
	}
	if canonical, err := r.f.host.Printer().Canonical(text); err == nil {
		return canonical
	}
	return text
}

func notNumber(v string) bool {
	_, err := strconv.ParseFloat(v, 64)
	return err != nil
}

func attributeOf(log *eventlog.Log, name string) *eventlog.Attribute {
	i := slices.IndexFunc(log.Attributes, func(a eventlog.Attribute) bool { return strings.EqualFold(a.Name, name) })
	if exact := log.Attribute(name); exact != nil || i < 0 {
		return exact
	}
	return &log.Attributes[i]
}

// listed reports whether an attribute's values are offered in a list, with the one
// that is asked for among them. Numbers are typed, to ask for those between.
func listed(a *eventlog.Attribute, values []string) bool {
	if len(a.Values) > mostListed || len(values) == 1 && !slices.Contains(a.Values, values[0]) {
		return false
	}
	return slices.ContainsFunc(a.Values, notNumber)
}

func firstOf(values []string) string {
	if len(values) == 0 {
		return ""
	}
	return values[0]
}

func split(text string) []string {
	var values []string
	for value := range strings.SplitSeq(text, ",") {
		if value = strings.TrimSpace(value); value != "" {
			values = append(values, value)
		}
	}
	return values
}

func (r *row) stage() {
	r.compare(ofStages, "filter.stage.", true)
	values := []string{}
	names := []string{}
	if r.test.Op == "=" { // none has no order
		values, names = append(values, ""), append(names, r.t("filter.stage.none"))
	}
	for _, stage := range r.log.Stages {
		values, names = append(values, stage.Name), append(names, stage.Name)
	}
	chosen := slices.IndexFunc(values, func(v string) bool { return strings.EqualFold(v, firstOf(r.test.Values)) })
	if chosen < 0 {
		chosen = 0
		r.test.Values = values[:1]
	}
	r.choose(controlValue, names, chosen, func(i int) { r.test.Values = values[i : i+1] }, false)
}

func isBlank(text string) bool { return strings.TrimSpace(text) == "" }

// unfinished reports whether a test still needs a value.
func unfinished(t condition.Test) bool {
	switch t.Subject {
	case condition.OfAttribute:
		return t.Op != "known" && firstOf(t.Values) == ""
	case condition.OfSilent:
		return t.Span < 1
	case condition.OfDone:
		return t.Times < 1 || t.Unit != "" && t.Span < 1
	case condition.OfSubscribed:
		return t.Unit != "" && t.Span < 1
	}
	return false
}

// fitsRow reports whether the controls of a row can say a test.
func fitsRow(log *eventlog.Log, t condition.Test) bool {
	switch t.Subject {
	case condition.OfAttribute:
		comma := slices.ContainsFunc(t.Values, func(v string) bool { return strings.Contains(v, ",") })
		return compared(ofAttributes, t) >= 0 && attributeOf(log, t.Name) != nil && !(t.Op == "in" && comma)
	case condition.OfStage:
		return compared(ofStages, t) >= 0 && len(log.Stages) > 0
	}
	return true
}
