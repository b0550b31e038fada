package workspace_test

import (
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"
	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"

	"cxworkbench/data"
	"cxworkbench/data/workspace"
)

// write makes one change that has to succeed.
func write(t testing.TB, w *workspace.Workspace, fn func(tx *workspace.Tx) error) {
	t.Helper()
	if err := w.Write(t.Context(), "Test", fn); err != nil {
		t.Fatal(err)
	}
}

// addPerson stores a customer and an interaction with a note.
func addPerson(t testing.TB, w *workspace.Workspace, name, email, note string, day data.Day) (customer int64) {
	t.Helper()
	write(t, w, func(tx *workspace.Tx) (err error) {
		c := data.Customer{Name: name}
		if email != "" {
			c.Identities = []data.Identity{{Kind: data.IdentityEmail, Value: email}}
		}
		if customer, err = tx.AddCustomer(&c, workspace.Origin{}); err != nil {
			return err
		}
		activity, _, err := tx.Activity("Support call", data.KindService, data.PushPull)
		if err != nil {
			return err
		}
		return tx.AddInteraction(&data.Interaction{CustomerID: customer, ActivityID: activity, When: data.OnDay(day), Note: note}, workspace.Origin{}, 0)
	})
	return customer
}

func search(t testing.TB, w *workspace.Workspace, text string) []workspace.Hit {
	t.Helper()
	hits, err := w.Search(t.Context(), text, 50)
	if err != nil {
		t.Fatalf("search %q: %v", text, err)
	}
	return hits
}

// found tells what a search found, each as noun and context.
func found(t testing.TB, w *workspace.Workspace, text string) string {
	t.Helper()
	var out []string
	for _, hit := range search(t, w, text) {
		out = append(out, hit.Noun+": "+hit.Context)
	}
	return strings.Join(out, "; ")
}

func TestSearchLooksThroughAllThatPeopleWrote(t *testing.T) {
	w := MustCreate(t)
	defer mustClose(t, w)
	day := data.DayOf(2025, 3, 1)
	ada := addPerson(t, w, "Ada Łukasiewicz", "ada@example.com", "Asked why the parcel was late.", day)
	write(t, w, func(tx *workspace.Tx) error {
		metric, _, err := tx.Metric(data.Metric{Name: "NPS", Kind: data.MetricNPS, Low: 0, High: 10, Direction: data.HighIsGood})
		if err != nil {
			return err
		}
		if _, err := tx.AddResponse(&data.Response{CustomerID: ada, MetricID: metric, When: data.OnDay(day + 1), Score: 3, Comment: "Parcel came crushed"}, workspace.Origin{}, 0); err != nil {
			return err
		}
		ticket, err := tx.AddTicket(&data.Ticket{CustomerID: ada, Ref: "T-77", Subject: "Crushed parcel", Opened: (day + 2).Time().UnixMilli()}, workspace.Origin{}, 0)
		if err != nil {
			return err
		}
		_, err = tx.AddTicketEvent(&data.TicketEvent{TicketID: ticket, At: (day + 3).Time().UnixMilli(), Status: "open", Note: "New parcel sent by courier"}, workspace.Origin{})
		return err
	})
	for query, want := range map[string]string{
		"parcel":            "ticket_event: New parcel sent by courier; ticket: T-77 Crushed parcel; response: Parcel came crushed; interaction: Asked why the parcel was late.",
		"PARC late":         "interaction: Asked why the parcel was late.",
		"lukasiewicz":       "customer: Ada Łukasiewicz",
		"ada":               "customer: Ada Łukasiewicz", // her address fits too, and is not listed beside her
		"ada@example":       "identity: ada@example.com",
		"t-77":              "ticket: T-77 Crushed parcel",
		"came parcel":       "response: Parcel came crushed",
		"parcel-came":       "response: Parcel came crushed",
		"came-parcel":       "", // in a row, in this order
		"arcel":             "",
		"parcel nothing":    "",
		"":                  "",
		"... !":             "",
		"courier sent new ": "ticket_event: New parcel sent by courier",
	} {
		if got := found(t, w, query); got != want {
			t.Errorf("search %q found %q, want %q", query, got, want)
		}
	}
	hit := search(t, w, "courier")[0]
	if hit.CustomerID != ada || hit.Label != "Ada Łukasiewicz" || hit.When != day+3 {
		t.Errorf("hit %+v", hit)
	}
	if hits, err := w.Search(t.Context(), "parcel", 2); err != nil || len(hits) != 2 {
		t.Errorf("limit 2 gave %d hits, %v", len(hits), err)
	}
}

func TestSearchHeedsNeitherCaseNorAccentsNorScript(t *testing.T) {
	w := MustCreate(t)
	defer mustClose(t, w)
	for _, c := range []struct{ written, typed string }{
		{"Café Marina", "CAFE"},
		{"Cafe\u0301 Zwei", "café zw"},
		{"Søren Kierkegaard", "soren"},
		{"Weißbier GmbH", "WEISSBIER"},
		{"Straße", "strasse"},
		{"Łódź", "lodz"},
		{"Işıl Çağ", "isil cag"},
		{"İstanbul", "istanbul"},
		{"Đorđe", "dorde"},
		{"Œuvre Æsir", "oeuvre aesir"},
		{"Þór", "thor"},
		{"ﬁne ligature", "fine"},
		{"ＦＵＬＬ width", "full"},
		{"東京都庁", "京都"},
		{"東京タワー", "タワー"},
		{"서울특별시", "특별"},
		{"ΑΛΕΞΑΝΔΡΟΣ", "αλεξανδρος"},
		{"Ёлка", "елка"},
		{"สวัสดีครับ", "ดีครับ"},
		{"O'Brien", "o'brien"},
	} {
		addPerson(t, w, c.written, "", "", data.DayOf(2025, 1, 1))
		if got := search(t, w, c.typed); !slices.ContainsFunc(got, func(h workspace.Hit) bool { return h.Label == c.written }) {
			t.Errorf("%q does not find %q", c.typed, c.written)
		}
	}
	if got := found(t, w, "都京"); got != "" {
		t.Errorf("characters in another order found %q", got)
	}
}

func TestSearchFollowsEveryChange(t *testing.T) {
	w := MustCreate(t)
	defer mustClose(t, w)
	id := addPerson(t, w, "Ada Byron", "ada@example.com", "late parcel", data.DayOf(2025, 3, 1))
	write(t, w, func(tx *workspace.Tx) error {
		c, err := tx.Customer(id)
		if err != nil {
			return err
		}
		c.Name = "Ada Lovelace"
		c.Identities = append(c.Identities, data.Identity{Kind: data.IdentityHandle, Value: "@countess"})
		return tx.UpdateCustomer(&c)
	})
	for query, want := range map[string]string{"byron": "", "lovelace": "customer: Ada Lovelace", "countess": "identity: @countess"} {
		if got := found(t, w, query); got != want {
			t.Errorf("after the change %q found %q, want %q", query, got, want)
		}
	}
	if err := w.Write(t.Context(), "Fail", func(tx *workspace.Tx) error {
		c := data.Customer{ID: id, Name: "Nobody"}
		if err := tx.UpdateCustomer(&c); err != nil {
			return err
		}
		return fmt.Errorf("on purpose")
	}); err == nil {
		t.Error("the error was lost")
	}
	if got := found(t, w, "nobody") + found(t, w, "lovelace"); got != "customer: Ada Lovelace" {
		t.Errorf("after a write that was rolled back: %q", got)
	}
}

func TestContextIsCutFromTheOriginal(t *testing.T) {
	w := MustCreate(t)
	defer mustClose(t, w)
	long := strings.Repeat("Vorher steht viel. ", 30) + "Die Straße nach Łódź\n\n war gesperrt" + strings.Repeat(" und danach noch mehr", 30) + "."
	addPerson(t, w, "A", "", long, data.DayOf(2025, 1, 1))
	got := search(t, w, "strasse")[0].Context
	if !strings.Contains(got, "Die Straße nach Łódź war gesperrt") || !strings.HasPrefix(got, "… ") || !strings.HasSuffix(got, " …") {
		t.Errorf("context %q", got)
	}
	if n := len(got); n > 220 {
		t.Errorf("context of %d bytes", n)
	}
	addPerson(t, w, "B", "", strings.Repeat("x", 100_000), data.DayOf(2025, 1, 1))
	if got := search(t, w, "xxxx")[0].Context; len(got) > 300 {
		t.Errorf("context of %d bytes for one endless word", len(got))
	}
}

// Whatever is written, in imports and outside, the index follows the tables.
func TestSearchIndexEqualsTheTables(t *testing.T) {
	w := MustCreate(t)
	text := rapid.SampledFrom([]string{"", "late parcel", "Ärger über alles", "東京", "?!", "late late"})
	rapid.Check(t, func(rt *rapid.T) {
		err := w.Write(t.Context(), "Random", func(tx *workspace.Tx) error {
			for range rapid.IntRange(1, 4).Draw(rt, "changes") {
				if err := randomChange(rt, tx, text); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			rt.Fatal(err)
		}
	})
	mustClose(t, w)
	if err := checkIndex(w.Path()); err != nil {
		t.Fatal(err)
	}
	again, err := workspace.Open(t.Context(), w.Path()) // the triggers are back, or it is refused
	if err != nil {
		t.Fatal(err)
	}
	mustClose(t, again)
}

func randomChange(rt *rapid.T, tx *workspace.Tx, text *rapid.Generator[string]) error {
	activity, _, err := tx.Activity("Call", data.KindService, data.PushPull)
	if err != nil {
		return err
	}
	moment := func() data.Moment {
		day := data.Day(rapid.IntRange(-40_000, 90_000).Draw(rt, "day"))
		if rapid.Bool().Draw(rt, "dated") {
			return data.OnDay(max(day, data.DayOf(1, 1, 1)))
		}
		return data.AtMillis(day.Time().UnixMilli() + 12345)
	}
	origin := workspace.Origin{}
	if rapid.Bool().Draw(rt, "import") { // during which the index is paused
		if origin.ImportID, err = tx.BeginImport("file.csv", 1); err != nil {
			return err
		}
	}
	id, err := tx.AddCustomer(&data.Customer{Name: text.Draw(rt, "name"), Identities: []data.Identity{{Kind: data.IdentityHandle, Value: "x" + text.Draw(rt, "handle")}}}, origin)
	if err != nil {
		return err
	}
	if err := tx.AddInteraction(&data.Interaction{CustomerID: id, ActivityID: activity, When: moment(), Note: text.Draw(rt, "note")}, origin, 0); err != nil {
		return err
	}
	ticket := data.Ticket{CustomerID: id, Subject: text.Draw(rt, "subject"), Opened: moment().At}
	if ticket.ID, err = tx.AddTicket(&ticket, origin, 0); err != nil {
		return err
	}
	if _, err := tx.AddTicketEvent(&data.TicketEvent{TicketID: ticket.ID, At: moment().At, Status: "new", Note: text.Draw(rt, "event")}, origin); err != nil {
		return err
	}
	ticket.ID = rapid.Int64Range(1, ticket.ID).Draw(rt, "ticket")
	ticket.Subject, ticket.Opened = text.Draw(rt, "subject again"), moment().At
	return tx.UpdateTicket(&ticket)
}

// checkIndex compares the index of a closed file with its tables.
func checkIndex(path string) error {
	conn, err := sqlite.OpenConn(path, sqlite.OpenReadWrite)
	if err != nil {
		return err
	}
	defer conn.Close()
	// Rank 1 compares the index with the texts it was made from.
	if err := sqlitex.ExecuteTransient(conn, `INSERT INTO search (search, rank) VALUES ('integrity-check', 1)`, nil); err != nil {
		return fmt.Errorf("integrity of the index: %w", err)
	}
	var queued, indexed, texts int
	err = sqlitex.ExecuteTransient(conn, `SELECT (SELECT count(*) FROM search_queue), (SELECT count(*) FROM search_text),
		(SELECT count(*) FROM customer WHERE name <> '') + (SELECT count(*) FROM identity) + (SELECT count(*) FROM interaction WHERE note <> '')
		+ (SELECT count(*) FROM response WHERE comment <> '') + (SELECT count(*) FROM ticket WHERE subject || ref <> '')
		+ (SELECT count(*) FROM ticket_event WHERE note <> '')`, &sqlitex.ExecOptions{ResultFunc: func(stmt *sqlite.Stmt) error {
		queued, indexed, texts = stmt.ColumnInt(0), stmt.ColumnInt(1), stmt.ColumnInt(2)
		return nil
	}})
	if err == nil && (queued != 0 || indexed != texts) {
		err = fmt.Errorf("%d texts are noted and not indexed, %d indexed, %d in the tables", queued, indexed, texts)
	}
	return err
}

// FuzzSearch types anything: there is never an error, and what is found has valid text.
func FuzzSearch(f *testing.F) {
	w, err := workspace.Create(f.Context(), filepath.Join(f.TempDir(), "fuzz.cxw"), settings)
	if err != nil {
		f.Fatal(err)
	}
	defer w.Close()
	addPerson(f, w, "Ada \"Lovelace\" AND near", "a*@example.com", "NOT (late) OR: ^parcel {x} + 東京", data.DayOf(2025, 1, 1))
	for _, typed := range []string{"", `"`, `""*`, "a AND", "NOT", "NEAR(a b)", "folded:a", "^a", "a*", "(", "-", "{a}: b", "東", "\x00", "\xff\xfe", "a\"b", strings.Repeat("a ", 500), strings.Repeat("東", 500)} {
		f.Add(typed)
	}
	f.Fuzz(func(t *testing.T, typed string) {
		hits, err := w.Search(t.Context(), typed, 10)
		if err != nil {
			t.Fatalf("search %q: %v", typed, err)
		}
		for _, hit := range hits {
			if !utf8.ValidString(hit.Context) || hit.Context == "" {
				t.Errorf("search %q: context %q", typed, hit.Context)
			}
		}
	})
}

// A note is found by each of its own words.
func FuzzNoteIsFoundByItsWords(f *testing.F) {
	f.Add("Straße nach Łódź, 東京 ﷺ")
	f.Add("a\u0301\u0302b c\x00d \xff")
	w, err := workspace.Create(f.Context(), filepath.Join(f.TempDir(), "fuzz.cxw"), settings)
	if err != nil {
		f.Fatal(err)
	}
	defer w.Close()
	f.Fuzz(func(t *testing.T, note string) {
		if strings.ContainsRune(note, 0) || len(note) > 10_000 {
			return // SQLite's text ends there
		}
		id := addPerson(t, w, "", "", note, data.DayOf(2025, 1, 1))
		for _, part := range strings.Fields(note) {
			hits, err := w.Search(t.Context(), part, 1)
			if err != nil {
				t.Fatal(err)
			}
			// The lone iota of Greek is a letter, but only a blank with a mark on it.
			hasWord := strings.ContainsFunc(norm.NFKD.String(part), func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) })
			if hasWord && (len(hits) != 1 || hits[0].CustomerID != id) {
				t.Errorf("%q of %q found %+v", part, note, hits)
			}
		}
	})
}

// Texts that fit are found in their order among any number of newer ones that
// only begin alike, also where the search changes its way.
func TestSearchAmongManyThatBeginAlike(t *testing.T) {
	w := MustCreate(t)
	defer mustClose(t, w)
	addPerson(t, w, "Delivery Ltd", "", "Deliveries", data.DayOf(2025, 1, 1))
	var want []string
	write(t, w, func(tx *workspace.Tx) error {
		activity, _, err := tx.Activity("Support call", data.KindService, data.PushPull)
		for i := range 6000 {
			note := "Delta"
			if at := 5999 - i; at >= 1997 && at <= 2003 || at == 4001 { // counted from the newest
				note = fmt.Sprint("delivery ", at)
				want = append(want, "interaction: "+note)
			}
			in := data.Interaction{ActivityID: activity, When: data.OnDay(data.DayOf(2025, 4, 1)), Note: note}
			err = errors.Join(err, tx.AddInteraction(&in, workspace.Origin{}, 0))
		}
		return err
	})
	slices.Reverse(want)
	want = append(append([]string{"customer: Delivery Ltd"}, want...), "interaction: Deliveries")
	if got := found(t, w, "deliver"); got != strings.Join(want, "; ") {
		t.Errorf("found %s\nwant %s", got, strings.Join(want, "; "))
	}
}
