package capture_test

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"cxworkbench/data/eventlog"
	"cxworkbench/views/kit"
	"cxworkbench/views/viewtest"
)

// mustOpen opens the panel and gives its line.
func mustOpen(t *testing.T, b *viewtest.Bench) *kit.Entry {
	t.Helper()
	b.Run("Note a contact")
	b.MustSay("Tab goes to the parts")
	return viewtest.First[*kit.Entry](b)
}

func typed(b *viewtest.Bench, words string) {
	for _, r := range words {
		b.Window().Canvas().Focused().TypedRune(r)
	}
	b.Settle()
}

func TestAContactIsNotedByKeyboardAndUndone(t *testing.T) {
	b := viewtest.Open(t, viewtest.Purchases())
	before, err := b.Workbench().Session().Digest(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	mustOpen(t, b)
	typed(b, "shop 03 phone complaint parcel was wet -1 promised call back today")
	b.MustSay("Shop 03", "Channel: Phone", "What: Complaint", "Felt: -1", "To do: Call back, by 15 Jun 2026", "Note: parcel was wet")
	b.Key(fyne.KeyReturn)
	if got := b.Traced("captured"); got != "Shop 03" {
		t.Fatalf("captured %q; there is %q", got, b.Texts())
	}
	if b.Window().Canvas().Overlays().Top() != nil {
		t.Error("the panel stays open")
	}
	if toast := kit.ToastText(b.Window().Content()); !strings.Contains(toast, "Note Complaint of Shop 03") {
		t.Errorf("the toast says %q", toast)
	}
	b.MustSay("1 promise is due", "Call back", "Shop 03, due today")
	b.Press("Done")
	if b.Says("promise is due") {
		t.Error("a promise kept stays on the overview")
	}
	b.Run("Undo “Done: Call back”")
	b.MustSay("1 promise is due")
	b.Run("Undo “Note Complaint of Shop 03”")
	if after, err := b.Workbench().Session().Digest(t.Context()); err != nil || after != before {
		t.Errorf("undone, the workspace is another: %v", err)
	}
}

func TestANewCustomerOnTheFly(t *testing.T) {
	b := viewtest.Open(t)
	mustOpen(t, b)
	typed(b, "new: مقهى <b>مارينا</b> 🙂 email enquiry")
	b.MustSay("New customer: مقهى <b>مارينا</b> 🙂")
	b.Key(fyne.KeyReturn)
	log := b.Workbench().Session().Log()
	if log.Customers() != 1 || log.Labels[0] != "مقهى <b>مارينا</b> 🙂" || log.Settings.AsOf.String() != "2026-06-15" {
		t.Errorf("the workspace has %q as of %s", log.Labels, log.Settings.AsOf)
	}
}

func TestWhoItWasMustBeClear(t *testing.T) {
	b := viewtest.Open(t, "name,email,customer id\nBella,a@b.ie,1\nBruno,a@b.ie,2\n")
	mustOpen(t, b)
	typed(b, "phone complaint")
	b.Key(fyne.KeyReturn)
	b.MustSay("Who was it?")
	typed(b, " a@b.ie")
	b.MustSay("Which of 2? Bella")
	b.Key(fyne.KeyReturn)
	b.MustSay("2 customers fit a@b.ie")
	chip, ok := b.Window().Canvas().Focused().(*kit.Button)
	if !ok || !strings.Contains(chip.Text(), "Bella") {
		t.Fatalf("the focus is on %T, not on the part that is unclear", b.Window().Canvas().Focused())
	}
	b.Key(fyne.KeyDown) // takes what is shown
	b.MustSay("Bella")
	b.Key(fyne.KeyDown)
	b.MustSay("Bruno")
	b.Key(fyne.KeyReturn)
	if got := b.Traced("captured"); got != "Bruno" {
		t.Errorf("captured %q, want Bruno", got)
	}
}

func TestPartsAreCorrected(t *testing.T) {
	b := viewtest.Open(t, viewtest.Purchases())
	entry := mustOpen(t, b)
	typed(b, "Shop 01 phone -1")
	chip := viewtest.Find(b, func(c *kit.Button) bool { return strings.HasPrefix(c.Text(), "Channel:") })
	b.Window().Canvas().Focus(chip)
	b.Key(fyne.KeyDelete)
	b.MustSay("Note: phone")
	if b.Window().Canvas().Focused() != fyne.Focusable(entry) {
		t.Error("the keyboard is not back in the line")
	}
	felt := viewtest.Find(b, func(c *kit.Button) bool { return strings.HasPrefix(c.Text(), "Felt:") })
	test.Tap(felt)
	b.Settle()
	b.MustSay("Felt: -2")
	b.Key(fyne.KeyEscape)
	if b.Window().Canvas().Overlays().Top() != nil {
		t.Error("Esc does not close the panel")
	}
}

// What one line cannot say is asked for in a form that begins with what the line said.
func TestTheFormBeginsWithTheLine(t *testing.T) {
	b := viewtest.Open(t, viewtest.Purchases())
	mustOpen(t, b)
	typed(b, "shop 03 phone complaint parcel was wet -1 call back 2026-06-17")
	b.Press("All fields")
	b.MustSay("Phase of experience", "Shop 03", "parcel was wet")
	set := func(value, to string) {
		viewtest.Find(b, func(e *kit.Entry) bool { return e.Text == value }).SetText(to)
	}
	set("2026-06-15", "2026-06-14 09:30")
	b.Choose("Usage")
	b.Choose("The customer")
	set("parcel was wet", "the parcel was wet")
	b.Press("Save")
	if got := b.Traced("captured"); got != "Shop 03" {
		t.Fatalf("captured %q; there is %q", got, b.Texts())
	}
	log := b.Workbench().Session().Log()
	_, to := log.EventRange(eventlog.CustomerIndex(slices.Index(log.Labels, "Shop 03")))
	e := &log.Events
	if e.Phase[to-1] == 0 || e.Day[to-1].String() != "2026-06-14" || e.Emotion[to-1] != -1 {
		t.Errorf("stored phase %d, day %s, emotion %d", e.Phase[to-1], e.Day[to-1], e.Emotion[to-1])
	}
}

// A day in the future may be a slip: the line and the form say that it is one.
func TestAContactInTheFutureIsSaidToBe(t *testing.T) {
	b := viewtest.Open(t, viewtest.Purchases())
	mustOpen(t, b)
	typed(b, "shop 03 phone complaint 2999-01-01")
	b.MustSay("On 1 Jan 2999, in the future")
	b.Press("All fields")
	b.MustSay("On 1 Jan 2999, in the future")
	when := viewtest.Find(b, func(e *kit.Entry) bool { return e.Text == "2999-01-01" })
	when.SetText("2026-06-15")
	if b.Says("in the future") {
		t.Error("today is said to be in the future")
	}
	when.SetText("2999-01-02 10:30")
	b.MustSay("On 2 Jan 2999, in the future")
	b.Press("Save")
	if got := b.Traced("captured"); got != "Shop 03" {
		t.Errorf("captured %q", got)
	}
}

func TestTheFormSaysWhatIsMissing(t *testing.T) {
	b := viewtest.Open(t, viewtest.Purchases())
	mustOpen(t, b)
	typed(b, "phone")
	b.Press("All fields")
	b.Press("Save")
	b.MustSay("names no customer")
	viewtest.Find(b, func(e *kit.Entry) bool { return e.PlaceHolder == "Name of a new customer" }).SetText("Café Ωmega")
	viewtest.Find(b, func(e *kit.Entry) bool { return e.Text == "2026-06-15" }).SetText("yesterday week")
	b.Press("Save")
	b.MustSay("yesterday week")
	viewtest.Find(b, func(e *kit.Entry) bool { return e.Text == "yesterday week" }).SetText("2026-06-10")
	b.Press("Save")
	if got := b.Traced("captured"); got != "Café Ωmega" {
		t.Errorf("captured %q", got)
	}
}

// A contact says what each of its parts and fields is.
func TestACaptureExplainsItself(t *testing.T) {
	b := viewtest.Open(t, viewtest.Purchases())
	mustOpen(t, b)
	b.Key(fyne.KeyF1)
	b.MustSay("A contact in one line", "F1 on a part")
	b.Key(fyne.KeyEscape)
	typed(b, "shop 03 phone complaint -1 promised call back today")
	for part, says := range map[string]string{"Channel: Phone": "limited to channels", "Felt: -1": "from -2 (bad)", "To do: Call back, by 15 Jun 2026": "becomes a task", "Shop 03": "makes a new customer"} {
		b.Window().Canvas().Focus(b.Button(part))
		b.Key(fyne.KeyF1)
		b.MustSay(part, says)
		b.Key(fyne.KeyEscape)
	}
	b.Press("All fields")
	b.Key(fyne.KeyF1) // in the field to begin with
	b.MustSay("in the time zone of the workspace")
	b.Key(fyne.KeyEscape)
	fields := 0
	for _, o := range b.Objects() {
		if term, ok := o.(*kit.Term); ok {
			fields++
			test.Tap(term)
			b.MustSay(term.Text(), "What it is")
			b.Key(fyne.KeyEscape)
		}
	}
	if fields != 15 {
		t.Errorf("%d fields say what they are, want 15", fields)
	}
}
