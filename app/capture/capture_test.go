package capture_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"cxworkbench/app/capture"
	"cxworkbench/data"
	"cxworkbench/data/eventlog"
	"cxworkbench/data/message"
)

// monday is the day on which the lines of these tests are typed.
var monday = data.DayOf(2026, time.June, 15)

var customers = []string{
	1: "Cafe Marina", 2: "Café Marina Ltd", 3: "Harbour Books", 4: "Bella Pizza", 5: "Bella Pizza", 6: "مقهى مارينا", 7: "株式会社マリーナ",
	8: "Кафе Марина", 9: "<script>alert(1)</script>", 10: "🙂 Shop", 11: "Friday", 12: "Phone House", 13: "O'Brien & Sons", 14: "שלום כהן", 15: "",
	16: "Northwind Traders", 17: "Ana María López", 18: strings.Repeat("x", 10_000), 19: "Zoë",
}

func words(t testing.TB, languages ...*message.Printer) *capture.Words {
	t.Helper()
	b, err := eventlog.NewBuilder(data.Settings{Zone: "UTC", Currency: "EUR"}, 1, eventlog.Dictionaries{
		Activities:  []data.Activity{{ID: 1, Name: "Complaint", Kind: data.KindComplaint}, {ID: 2, Name: "Order placed", Kind: data.KindPurchase}},
		Channels:    []data.Channel{{ID: 1, Name: "Phone line", Kind: data.ChannelAssisted}, {ID: 2, Name: "email"}},
		Touchpoints: []data.Touchpoint{{ID: 1, Name: "Billing", Category: data.CategoryService}},
		Products:    []data.Product{{ID: 1, Name: "Fibre 500"}},
	})
	if err != nil {
		t.Fatal(err)
	}
	for id, name := range customers {
		if id > 0 {
			b.Customer(int64(id), name, nil)
		}
	}
	log, err := b.Log()
	if err != nil {
		t.Fatal(err)
	}
	known := map[string][]int64{"a@b.ie": {3, 4}, "one@b.ie": {3}, "+353 1 555 0101": {16}, "C-100": {17}, "77": {17}, "-2": {5}, "0035315550101": {16}}
	return capture.NewWords(log, monday, func(text string) []int64 { return known[text] }, languages...)
}

// said writes a line as the table has it: the parts that were typed and the note.
func said(l capture.Line) string {
	var out []string
	for _, p := range l.Parts {
		if p.Text == "" {
			continue
		}
		c := p.Choice()
		switch p.Kind {
		case capture.Customer:
			mark := ""
			if c.Customer == 0 {
				mark = "new "
			} else if p.Ambiguous {
				mark = fmt.Sprintf("1 of %d ", len(p.Choices))
			}
			out = append(out, "who="+mark+c.Name)
		case capture.Emotion:
			out = append(out, fmt.Sprintf("felt=%+d", c.Emotion))
		case capture.Amount:
			out = append(out, fmt.Sprintf("amount=%d", c.Amount))
		case capture.Date:
			out = append(out, "day="+c.Day.String())
		case capture.Promise:
			out = append(out, fmt.Sprintf("do=%s@%s", c.Name, c.Day))
		default:
			out = append(out, string(p.Kind)+"="+c.Name)
		}
	}
	return strings.Join(append(out, "note="+l.Note), "; ")
}

var lines = []struct{ line, want string }{
	{"Cafe Marina phone complaint billing -1 promised call back Friday", "who=Cafe Marina; channel=Phone line; activity=Complaint; topic=Billing; felt=-1; do=Call back@2026-06-19; note="},
	{"Harbour Books email complaint", "who=Harbour Books; channel=email; activity=Complaint; note="},
	{"complaint from harbour books by e-mail about a late parcel", "activity=Complaint; who=Harbour Books; channel=email; note=from by about a late parcel"},
	{"HARBOUR BOOKS called, asked for Fibre 500", "who=Harbour Books; channel=Phone line; activity=Enquiry; topic=Fibre 500; note=for"},
	{"harb books ordered €45.50 yesterday", "who=Harbour Books; activity=Order placed; amount=4550; day=2026-06-14; note="},
	{"Harbuor Books rang", "who=Harbour Books; channel=Phone line; note="},
	{"marina café complained", "who=1 of 2 Cafe Marina; activity=Complaint; note="},
	{"Cafe Marina", "who=Cafe Marina; note="},
	{"cafe marina ltd visited", "who=Café Marina Ltd; channel=Store; note="},
	{"Bella Pizza rang -2", "who=1 of 2 Bella Pizza; channel=Phone line; felt=-2; note="},
	{"a@b.ie complained", "who=1 of 2 Harbour Books; activity=Complaint; note="},
	{"<one@b.ie> complained", "who=Harbour Books; activity=Complaint; note="},
	{"+353 1 555 0101 phone +2 very happy", "who=Northwind Traders; channel=Phone line; felt=+2; note=very happy"},
	{"77 refund 12 EUR", "who=Ana María López; activity=Refund; amount=1200; note="},
	{"refund of 77 boxes -2", "activity=Refund; felt=-2; note=of 77 boxes"},
	{"rang from 0035315550101", "channel=Phone line; who=Northwind Traders; note=from"},
	{"C-100 refund 12 EUR", "who=Ana María López; activity=Refund; amount=1200; note="},
	{"ana lopez bought Fibre 500 for 1.234,50 €", "who=Ana María López; activity=Order placed; topic=Fibre 500; amount=123450; note=for"},
	{"new: Bella Luna phone enquiry", "who=new Bella Luna; channel=Phone line; activity=Enquiry; note="},
	{"new:Luna, complaint", "who=new Luna; activity=Complaint; note="},
	{`new: "Phone Friday Club" email`, "who=new Phone Friday Club; channel=email; note="},
	{"New: Friday Club complaint", "who=new Friday Club; activity=Complaint; note="},
	{"complaint new: Łódź Sp. z o.o. call back tomorrow", "activity=Complaint; who=new Łódź Sp. z o.o.; do=Call back@2026-06-16; note="},
	{"Friday phone complaint Friday", "who=Friday; channel=Phone line; activity=Complaint; day=2026-06-12; note="},
	{"Phone House email", "who=Phone House; channel=email; note="},
	{"O'Brien & Sons +1", "who=O'Brien & Sons; felt=+1; note="},
	{"مقهى مارينا phone -1", "who=مقهى مارينا; channel=Phone line; felt=-1; note="},
	{"株式会社マリーナ complaint", "who=株式会社マリーナ; activity=Complaint; note="},
	{"кафе марина email +2 спасибо", "who=Кафе Марина; channel=email; felt=+2; note=спасибо"},
	{"שלום כהן complaint billing", "who=שלום כהן; activity=Complaint; topic=Billing; note="},
	{"🙂 Shop chat 😡", "who=🙂 Shop; channel=Chat; note=😡"},
	{"<script>alert(1)</script> phone <b>bold</b>", "who=<script>alert(1)</script>; channel=Phone line; note=<b>bold</b>"},
	{"zoe letter", "who=Zoë; channel=Letter; note="},
	{"Northwind Traders 2026-05-01 order", "who=Northwind Traders; day=2026-05-01; activity=Order placed; note="},
	{"Northwind Traders on 2027-01-31 order", "who=Northwind Traders; day=2027-01-31; activity=Order placed; note="},
	{"Northwind Traders 2026-02-31 order", "who=Northwind Traders; activity=Order placed; note=2026-02-31"},
	{"Northwind Traders last Monday complaint", "who=Northwind Traders; day=2026-06-08; activity=Complaint; note="},
	{"Northwind Traders Monday complaint", "who=Northwind Traders; day=2026-06-15; activity=Complaint; note="},
	{"Northwind Traders 3 days ago complaint", "who=Northwind Traders; day=2026-06-12; activity=Complaint; note="},
	{"Northwind Traders promised to send a credit note by 2026-07-01", "who=Northwind Traders; do=Send a credit note@2026-07-01; note="},
	{"Northwind Traders promised a refund in two weeks. phone -2", "who=Northwind Traders; do=Refund@2026-06-29; channel=Phone line; felt=-2; note="},
	{"Northwind Traders follow up next week about Fibre 500", "who=Northwind Traders; do=Follow up@2026-06-22; topic=Fibre 500; note=about"},
	{"Northwind Traders call back Monday", "who=Northwind Traders; do=Call back@2026-06-22; note="},
	{"Northwind Traders promised", "who=Northwind Traders; do=promised@; note="},
	{"Northwind Traders call back -1 phone", "who=Northwind Traders; do=Call back@; felt=-1; channel=Phone line; note="},
	{"Northwind Traders $45 order", "who=Northwind Traders; activity=Order placed; note=$45"},
	{"Northwind Traders -€45 refund", "who=Northwind Traders; amount=-4500; activity=Refund; note="},
	{"Northwind Traders EUR 1,234 order", "who=Northwind Traders; amount=123400; activity=Order placed; note="},
	{"Northwind Traders 45 boxes -3 −2", "who=Northwind Traders; felt=-2; note=45 boxes -3"},
	{"Northwind Traders complaint complaint phone email", "who=Northwind Traders; activity=Complaint; channel=Phone line; note=complaint email"},
	{"walked in and was angry", "channel=Store; note=and was angry"},
	{"", "note="},
	{"   \t ", "note="},
	{"...", "note=..."},
}

func TestLines(t *testing.T) {
	w := words(t)
	for _, c := range lines {
		if got := said(capture.Read(w, c.line, nil)); got != c.want {
			t.Errorf("%q\n is read as %s\n     want %s", c.line, got, c.want)
		}
	}
}

// typedWords are the words of the parts and of the note, sorted.
func typedWords(l capture.Line) []string {
	var out []string
	for _, p := range l.Parts {
		out = append(out, strings.Fields(p.Text)...)
	}
	out = append(out, strings.Fields(l.Note)...)
	slices.Sort(out)
	return out
}

func TestNoWordIsLost(t *testing.T) {
	w := words(t)
	var pieces []string
	for _, c := range lines {
		pieces = append(pieces, strings.Fields(c.line)...)
	}
	rapid.Check(t, func(t *rapid.T) {
		word := rapid.OneOf(rapid.SampledFrom(pieces), rapid.String(), rapid.SampledFrom(customers[1:]))
		text := strings.Join(rapid.SliceOfN(word, 0, 30).Draw(t, "words"), " ")
		l := capture.Read(w, text, nil)
		want := strings.Fields(text)
		slices.Sort(want)
		if got := typedWords(l); !slices.Equal(got, want) {
			t.Fatalf("%q became %q", want, got)
		}
		edits := capture.Edits{}
		for _, p := range l.Parts {
			edits[capture.Key{Kind: p.Kind, Text: p.Text}] = rapid.IntRange(capture.Dropped, len(p.Choices)-1).Draw(t, "edit")
		}
		if got := typedWords(capture.Read(w, text, edits)); !slices.Equal(got, want) {
			t.Fatalf("corrected, %q became %q", want, got)
		}
	})
}

func TestTheNoteKeepsTheWordsAsTyped(t *testing.T) {
	note := "said  «it is\u00a0broken»\tand  \u202eleft"
	l := capture.Read(words(t), "Harbour Books "+note, nil)
	if l.Note != note {
		t.Errorf("the note is %q, want %q", l.Note, note)
	}
}

func TestALongLineIsReadWhole(t *testing.T) {
	long := strings.Repeat("ab c-d ", 10_000)
	l := capture.Read(words(t), "Harbour Books "+long, nil)
	if who, ok := l.Part(capture.Customer); !ok || who.Choice().Customer != 3 {
		t.Errorf("the customer is %v", who)
	}
	if l.Note != strings.TrimSpace(long) {
		t.Errorf("the note has %d bytes, want %d", len(l.Note), len(long)-1)
	}
}

func TestCorrections(t *testing.T) {
	w := words(t)
	line := "Bella Pizza phone billing"
	l := capture.Read(w, line, capture.Edits{
		{Kind: capture.Customer, Text: "Bella Pizza"}: 1, {Kind: capture.Channel, Text: "phone"}: capture.Dropped,
		{Kind: capture.Date, Text: ""}: 1,
	})
	who, _ := l.Part(capture.Customer)
	if who.Choice().Customer != 5 || who.Ambiguous {
		t.Errorf("the second Bella Pizza was chosen, and it is %+v", who)
	}
	if _, ok := l.Part(capture.Channel); ok || l.Note != "phone" {
		t.Errorf("the channel was dropped, and the line is %+v", l)
	}
	if day, _ := l.Part(capture.Date); day.Choice().Day != monday-1 {
		t.Errorf("yesterday was chosen, and the day is %s", day.Choice().Day)
	}
}

func TestWhatGoesWithoutSaying(t *testing.T) {
	l := capture.Read(words(t), "Harbour Books", nil)
	what, _ := l.Part(capture.Activity)
	day, _ := l.Part(capture.Date)
	if what.Choice().Name != "Contact" || day.Choice().Day != monday {
		t.Errorf("a contact today is %+v on %+v", what, day)
	}
}

func FuzzRead(f *testing.F) {
	for _, c := range lines {
		f.Add(c.line)
	}
	w := words(f)
	f.Fuzz(func(t *testing.T, text string) {
		l := capture.Read(w, text, nil)
		want := strings.Fields(text)
		slices.Sort(want)
		if got := typedWords(l); !slices.Equal(got, want) {
			t.Fatalf("%q became %q", want, got)
		}
	})
}
