package app

import (
	"fmt"
	"strings"
	"testing"

	"cxworkbench/app/capture"
	"cxworkbench/data"
	"cxworkbench/data/message"
	"cxworkbench/data/workspace"
)

// mustBusy makes a workspace in which one customer has n contacts, each with a
// note, and another has one. It gives the row id of the busy one.
func mustBusy(t testing.TB, n int) (*Session, int64) {
	t.Helper()
	s := MustCreate(t)
	var busy int64
	err := s.ws.Write(t.Context(), "Fill", func(tx *workspace.Tx) (err error) {
		if busy, err = tx.AddCustomer(&data.Customer{Name: "Busy"}, workspace.Origin{}); err != nil {
			return err
		}
		other, err := tx.AddCustomer(&data.Customer{Name: "Other"}, workspace.Origin{})
		if err != nil {
			return err
		}
		call, _, err := tx.Activity("Call", data.KindService, data.PushPull)
		if err != nil {
			return err
		}
		for i := range n {
			in := data.Interaction{
				CustomerID: busy, ActivityID: call, When: data.OnDay(data.DayOf(2000, 1, 1) + data.Day(i)),
				Emotion: i%5 - 2, HasEmotion: true, Note: fmt.Sprintf("note number %d", i),
			}
			if err := tx.AddInteraction(&in, workspace.Origin{}, 0); err != nil {
				return err
			}
		}
		in := data.Interaction{CustomerID: other, ActivityID: call, When: data.OnDay(data.DayOf(2026, 1, 1)), Note: "note of another"}
		if err := tx.AddInteraction(&in, workspace.Origin{}, 0); err != nil {
			return err
		}
		settings, err := tx.Settings()
		settings.AsOf = data.DayOf(2000, 1, 1) + data.Day(n)
		if err != nil {
			return err
		}
		return tx.SetSettings(settings)
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Reload(t.Context()); err != nil {
		t.Fatal(err)
	}
	return s, busy
}

func TestATimeLineOfTenThousandReadsTextsAsTheyComeIntoView(t *testing.T) {
	const n = 10_000
	s, busy := mustBusy(t, n)
	p, err := s.Person(t.Context(), WholeView(), busy, today)
	if err != nil {
		t.Fatal(err)
	}
	if p.Past.Contacts != n || len(p.Line) < n || len(p.Touches) != mostTouches || p.Touches[0].Note != "note number 9999" {
		t.Fatalf("%d contacts, %d records, %d touches", p.Past.Contacts, len(p.Line), len(p.Touches))
	}
	want := 0
	for i := range n {
		if strings.Contains(fmt.Sprint(i), "77") {
			want++
		}
	}
	found, err := s.FilterLine(t.Context(), p, LineFilter{Kind: LineContact, Search: "NUMBER 77"}, message.English())
	if err != nil || len(found) != want {
		t.Fatalf("%d notes found, want %d, %v", len(found), want, err)
	}
	texts, err := s.LineTexts(t.Context(), found[:2])
	if err != nil || !strings.Contains(texts[0], "77") || !strings.Contains(texts[1], "77") {
		t.Errorf("the texts are %q, %v", texts, err)
	}
}

// BenchmarkPerson is opening the page of a customer with 10,000 records up to the
// first screenful: the page, its time line unfiltered, and the texts of 40 rows.
func BenchmarkPerson(b *testing.B) {
	s, busy := mustBusy(b, 10_000)
	for b.Loop() {
		p, err := s.Person(b.Context(), WholeView(), busy, today)
		if err != nil {
			b.Fatal(err)
		}
		line, err := s.FilterLine(b.Context(), p, LineFilter{}, message.English())
		if err != nil {
			b.Fatal(err)
		}
		if _, err := s.LineTexts(b.Context(), line[:40]); err != nil {
			b.Fatal(err)
		}
	}
}

func read(s *Session, text string, edits capture.Edits) capture.Line {
	return capture.Read(s.CaptureWords(today), text, edits)
}

func TestALineBecomesAContactAndATaskInOneChange(t *testing.T) {
	s := MustFill(t)
	before, err := s.Digest(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	line := read(s, "ada rang -2 £12.50 «it <i>broke</i>» promised to send a new one by 2026-11-20", nil)
	done, err := s.NoteContact(t.Context(), ContactOf(line), today)
	if err != nil {
		t.Fatal(err)
	}
	promises, err := s.Promises(t.Context(), today)
	if err != nil || len(promises) != 1 || promises[0].Task.What != "Send a new one" || promises[0].Task.InteractionID != done.Interaction || promises[0].Label != "Ada North" {
		t.Errorf("the promises are %+v, %v", promises, err)
	}
	p, err := s.Person(t.Context(), WholeView(), done.Customer, today)
	if err != nil {
		t.Fatal(err)
	}
	if touch := p.Touches[0]; touch.Note != "«it <i>broke</i>»" || touch.Emotion != -2 || !touch.Felt || touch.Amount != 1250 || touch.Day != today || touch.Activity != "Contact" {
		t.Errorf("the contact is %+v", touch)
	}
	if len(p.Next) == 0 || p.Next[0].Task == nil || p.Next[0].Why.Key != "person.next.task.due" {
		t.Errorf("next is %+v", p.Next)
	}
	if _, err := s.Undo(t.Context()); err != nil {
		t.Fatal(err)
	}
	if after, err := s.Digest(t.Context()); err != nil || after != before {
		t.Errorf("undone at once, the workspace is another: %v", err)
	}
}

func TestCaptureNeverGuessesBetweenTwo(t *testing.T) {
	s := MustCreate(t)
	for _, name := range []string{"Bella", "Bella"} {
		if _, err := s.NoteContact(t.Context(), ContactOf(read(s, "new: "+name, nil)), today); err != nil {
			t.Fatal(err)
		}
	}
	line := read(s, "Bella phone", nil)
	if _, err := s.NoteContact(t.Context(), ContactOf(line), today); data.CodeOf(err) != data.CodeBadInput {
		t.Errorf("two are called Bella, and it says %v", err)
	}
	if _, err := s.NoteContact(t.Context(), ContactOf(read(s, "phone", nil)), today); data.CodeOf(err) != data.CodeBadInput {
		t.Errorf("nobody is named, and it says %v", err)
	}
	who := capture.Key{Kind: capture.Customer, Text: "Bella"}
	done, err := s.NoteContact(t.Context(), ContactOf(read(s, "Bella phone", capture.Edits{who: 1})), today)
	if err != nil || done.Customer != s.Log().CustomerIDs[1] {
		t.Errorf("the second was chosen, and it is %d, %v", done.Customer, err)
	}
}

func TestAFutureDateIsStoredAndMovesNothing(t *testing.T) {
	s := MustFill(t)
	asOf := s.Log().Settings.AsOf
	done, err := s.NoteContact(t.Context(), ContactOf(read(s, "ada order 2031-01-01", nil)), today)
	if err != nil {
		t.Fatal(err)
	}
	p, err := s.Person(t.Context(), WholeView(), done.Customer, today)
	if err != nil || p.AsOf != asOf || p.Line[0].Day != data.DayOf(2031, 1, 1) || p.Health.Newest != p.Line[0].Day || p.Name(p.Line[0]).Key != "person.what.future" {
		t.Errorf("as of %s, the newest is %+v, %v", p.AsOf, p.Line[0], err)
	}
}

func TestAnIdentityThatTwoShareFindsBoth(t *testing.T) {
	s := MustCreate(t)
	for _, name := range []string{"Ann", "Ben"} {
		done, err := s.NoteContact(t.Context(), ContactOf(read(s, "new: "+name, nil)), today)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := s.EditCustomerByID(t.Context(), done.Customer, name, []FieldEdit{{"email", "Us@Shop.ie"}, {"phone", "+353 1 555 0101"}}); err != nil {
			t.Fatal(err)
		}
	}
	for _, text := range []string{"us@shop.ie rang", "+353 1 555 0101 rang"} {
		who, ok := read(s, text, nil).Part(capture.Customer)
		if !ok || len(who.Choices) != 2 || !who.Ambiguous {
			t.Errorf("%q finds %+v", text, who)
		}
	}
}

func keysOfSteps(p PersonPage) (keys []string) {
	for _, step := range p.Next {
		keys = append(keys, step.Do.Key)
	}
	return keys
}

func TestWhatToDoNextNamesItsRecord(t *testing.T) {
	s := MustFill(t)
	ada := s.Log().CustomerIDs[0]
	opened := data.DayOf(2025, 2, 20).EndIn(s.Log().Zone)
	const hour = 60 * 60 * 1000
	var ticket int64
	err := s.ws.Write(t.Context(), "Fill", func(tx *workspace.Tx) (err error) {
		if ticket, err = tx.AddTicket(&data.Ticket{CustomerID: ada, Opened: opened, Category: "Billing", Due: opened + 48*hour, HasDue: true, Ref: "T-1", Subject: "wrong bill"}, workspace.Origin{}, 0); err != nil {
			return err
		}
		metric, _, err := tx.Metric(data.Metric{Name: "NPS", Kind: data.MetricNPS, High: 10, Direction: data.HighIsGood})
		if err != nil {
			return err
		}
		if _, err = tx.AddResponse(&data.Response{CustomerID: ada, MetricID: metric, When: data.OnDay(data.DayOf(2025, 3, 1)), Score: 6, Comment: "slow"}, workspace.Origin{}, 0); err != nil {
			return err
		}
		settings, err := tx.Settings()
		settings.AsOf = data.DayOf(2025, 3, 10)
		if err != nil {
			return err
		}
		return tx.SetSettings(settings)
	})
	if err != nil {
		t.Fatal(err)
	}
	page := func() PersonPage {
		if _, err := s.Reload(t.Context()); err != nil {
			t.Fatal(err)
		}
		p, err := s.Person(t.Context(), WholeView(), ada, today)
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	p := page()
	if got := fmt.Sprint(keysOfSteps(p)); got != "[person.next.ticket person.next.score]" {
		t.Fatalf("next is %s", got)
	}
	texts, err := s.LineTexts(t.Context(), []LineItem{*p.Next[0].Row, *p.Next[1].Row})
	if err != nil || texts[0] != "T-1 wrong bill" || texts[1] != "slow" {
		t.Errorf("the records say %q, %v", texts, err)
	}
	// A solved ticket and a contact after the score leave nothing.
	err = s.ws.Write(t.Context(), "Solve", func(tx *workspace.Tx) error {
		if _, err := tx.AddTicketEvent(&data.TicketEvent{TicketID: ticket, At: opened + 72*hour, Status: "solved"}, workspace.Origin{}); err != nil {
			return err
		}
		call, _, err := tx.Activity("Call", data.KindService, data.PushPull)
		if err != nil {
			return err
		}
		return tx.AddInteraction(&data.Interaction{CustomerID: ada, ActivityID: call, When: data.OnDay(data.DayOf(2025, 3, 2))}, workspace.Origin{}, 0)
	})
	if err != nil {
		t.Fatal(err)
	}
	if got := keysOfSteps(page()); len(got) != 0 {
		t.Errorf("next is %q, want nothing", got)
	}
}

func TestTheLatestConsentOfAPurposeCounts(t *testing.T) {
	s := MustFill(t)
	ada := s.Log().CustomerIDs[0]
	for _, c := range []data.Consent{{Purpose: " mail ", Given: true, Day: 100}, {Purpose: "mail", Day: 200}, {Purpose: "mail", Given: true, Day: 150}, {Purpose: "calls", Given: true, Day: 1}} {
		c.CustomerID = ada
		if _, err := s.NoteConsent(t.Context(), c); err != nil {
			t.Fatal(err)
		}
	}
	p, err := s.Person(t.Context(), WholeView(), ada, today)
	if err != nil || len(p.Consents) != 2 || p.Consents[0].Purpose != "calls" || p.Consents[1].Given || p.Consents[1].Day != 200 {
		t.Errorf("the consents are %+v, %v", p.Consents, err)
	}
	if _, err := s.NoteConsent(t.Context(), data.Consent{CustomerID: ada, Purpose: "  ", Day: 1}); data.CodeOf(err) != data.CodeBadInput {
		t.Errorf("consent to nothing: %v", err)
	}
}
