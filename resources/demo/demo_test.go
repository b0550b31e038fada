package demo

import (
	"bytes"
	"crypto/sha256"
	"encoding/csv"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// person and contact are rows as a reader of the files sees them, whatever the
// generator thinks it wrote.
type person struct {
	id, name, email, phone, contract, joinChannel, reason string
	start, end                                            time.Time // zero: none
	monthly                                               float64
	log                                                   []contact
	orders                                                []basket
}

type contact struct {
	at                                                           time.Time
	activity, channel, touchpoint, direction, phase, order, note string
	emotion                                                      *int
	amount                                                       float64
}

func text(t *testing.T, f File) string {
	t.Helper()
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func rowsOf(t *testing.T, f File) []map[string]string {
	t.Helper()
	all, err := csv.NewReader(strings.NewReader(text(t, f))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var rows []map[string]string
	for _, fields := range all[1:] {
		row := map[string]string{}
		for i, name := range all[0] {
			row[name] = fields[i]
		}
		rows = append(rows, row)
	}
	return rows
}

func mustTime(t *testing.T, layout, s string, zone *time.Location) time.Time {
	t.Helper()
	if s == "" {
		return time.Time{}
	}
	at, err := time.ParseInLocation(layout, s, zone)
	if err != nil {
		t.Fatal(err)
	}
	if got := at.Format(layout); got != s {
		t.Errorf("%s does not exist in %s: the clocks make it %s", s, Zone, got)
	}
	return at
}

func mustNumber(t *testing.T, s string) float64 {
	t.Helper()
	if s == "" {
		return 0
	}
	n, err := strconv.ParseFloat(s, 64)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

var everybody []*person

// people reads both files back, once for all tests.
func people(t *testing.T) []*person {
	t.Helper()
	if everybody != nil {
		return everybody
	}
	zone, err := time.LoadLocation(Zone)
	if err != nil {
		t.Fatal(err)
	}
	files := Files()
	byID := map[string]*person{}
	var all []*person
	for _, row := range rowsOf(t, files[0]) {
		p := &person{
			id: row["customer"], name: row["name"], email: row["email"], phone: row["phone"],
			contract: row["contract"], joinChannel: row["join_channel"], reason: row["reason"],
			start:   mustTime(t, time.DateOnly, row["start"], zone),
			end:     mustTime(t, time.DateOnly, row["end"], zone),
			monthly: mustNumber(t, row["monthly_amount"]),
		}
		if byID[p.id] != nil {
			t.Fatalf("%s is there twice", p.id)
		}
		byID[p.id] = p
		all = append(all, p)
	}
	for _, row := range rowsOf(t, files[1]) {
		p := byID[row["customer"]]
		if p == nil {
			t.Fatalf("an interaction of %q, who is no customer", row["customer"])
		}
		c := contact{
			at:       mustTime(t, "2006-01-02 15:04", row["at"], zone),
			activity: row["activity"], channel: row["channel"], touchpoint: row["touchpoint"],
			direction: row["direction"], phase: row["phase"], order: row["order"], note: row["note"],
			amount: mustNumber(t, row["amount"]),
		}
		if row["emotion"] != "" {
			e := int(mustNumber(t, row["emotion"]))
			c.emotion = &e
		}
		p.log = append(p.log, c)
	}
	for id, list := range baskets(t) {
		byID[id].orders = list
	}
	everybody = all
	return all
}

func theDay(t *testing.T, s string) time.Time {
	t.Helper()
	zone, err := time.LoadLocation(Zone)
	if err != nil {
		t.Fatal(err)
	}
	return mustTime(t, time.DateOnly, s, zone)
}

func TestRowsAreTheSameEveryTime(t *testing.T) {
	golden := map[string]string{
		"customers.csv":     "0c701aea1d42918337ba0b2c43d9ba0dc427eddfcfa8643e0b4a18de9bf259fb",
		"interactions.csv":  "f916c4f8062472574af33881b59094dcbd33064ca38aaf11d610aaad7935e919",
		"tickets.csv":       "fcc5194a8b6d6869a9cc83fae9673adf6e494f1aeb03429a55d92ad67c15f0d4",
		"ticket-events.csv": "c77b52b2ac81e172ae7c922bd6952ee3e328fa4b1e0a36c302a9934146f203f6",
		"responses.csv":     "b1b373e4e01ac6d8d5671b0eee1297289f77dc8320a67ff00959108a05fe8d11",
		"stage-changes.csv": "a19615563b1b3e47c68fefad6236251f389f2971bdcff957dfea183653a7d270",
		"orders.csv":        "a936c09d87abd88d1e31830c2285cbfea4af92112c1a4bc36d88c83c8a4e01f8",
	}
	files, again := Files(), Files()
	names := []string{"customers.csv", "interactions.csv", "tickets.csv", "ticket-events.csv", "responses.csv", "stage-changes.csv", "orders.csv"}
	if len(files) != len(names) {
		t.Fatalf("files are %v", files)
	}
	for i, name := range names {
		if files[i].Name != name {
			t.Errorf("file %d is %s, not %s", i, files[i].Name, name)
		}
	}
	for i, f := range files {
		first := text(t, f)
		if text(t, f) != first || text(t, again[i]) != first {
			t.Errorf("%s differs from one run to the next", f.Name)
		}
		if got := fmt.Sprintf("%x", sha256.Sum256([]byte(first))); got != golden[f.Name] {
			t.Errorf("%s has SHA-256 %s, not %s: charts and documents that show the demo change with it; raise Version", f.Name, got, golden[f.Name])
		}
	}
}

// Whoever has a demo of other rows is told by its version, so each has its own.
func TestEachVersionHasItsRows(t *testing.T) {
	all := sha256.New()
	for _, f := range Files() {
		if err := f.Write(all); err != nil {
			t.Fatal(err)
		}
	}
	known := []string{"", "45f653a40733541b389a676150d81e66da3068d64d37f3121f6019319ed8d4f8"} // by version; add what changed rows have, do not replace
	if got := fmt.Sprintf("%x", all.Sum(nil)); Version != len(known)-1 || got != known[Version] {
		t.Errorf("version %d of the demo has the rows %s", Version, got)
	}
}

func TestHeaders(t *testing.T) {
	want := []string{
		"customer,name,email,phone,region,segment,plan,contract,payment,join_channel,product,start,end,reason,monthly_amount",
		"customer,at,activity,channel,touchpoint,direction,phase,emotion,outcome,order,product,amount,note",
		"ticket,customer,opened,priority,due,promised,category,cause,right_first_time,channel,subject",
		"ticket,at,activity,note",
		"customer,at,channel,touchpoint,Satisfaction,Ease,NPS,comment",
		"customer,date,stage,reason",
		"order,customer,at,channel,touchpoint,product,quantity,amount",
	}
	for i, f := range Files() {
		if got, _, _ := strings.Cut(text(t, f), "\n"); got != want[i] {
			t.Errorf("%s begins with %s", f.Name, got)
		}
	}
}

func TestCustomersAreInvented(t *testing.T) {
	names := map[string]bool{}
	for _, p := range people(t) {
		if p.name == "" || names[p.name] {
			t.Errorf("%s: the name %q is empty or not the only one", p.id, p.name)
		}
		names[p.name] = true
		if _, domain, _ := strings.Cut(p.email, "@"); p.email != "" && !slices.Contains([]string{"example.com", "example.org", "example.net"}, domain) {
			t.Errorf("%s: %s could be somebody's address", p.id, p.email)
		}
		for _, letter := range p.email {
			if letter > 127 {
				t.Errorf("%s: %s is no plain address", p.id, p.email)
			}
		}
		if p.phone != "" && (!strings.HasPrefix(p.phone, "+353 20 91") || len(p.phone) != len("+353 20 910 0000")) {
			t.Errorf("%s: %s could be somebody's number", p.id, p.phone)
		}
	}
}

func TestDatesAreInOrder(t *testing.T) {
	first, last := theDay(t, "2023-11-01"), theDay(t, AsOf).AddDate(0, 0, 1)
	for _, p := range people(t) {
		if p.start.IsZero() && (!p.end.IsZero() || p.reason != "" || p.monthly != 0) {
			t.Errorf("%s never joined, yet has an end, a reason or a price", p.id)
		}
		if p.end.IsZero() && p.reason != "" {
			t.Errorf("%s has a reason but has not left", p.id)
		}
		if !p.end.IsZero() && !p.start.Before(p.end) {
			t.Errorf("%s left before joining", p.id)
		}
		if !p.start.Before(last) || !p.end.Before(last) {
			t.Errorf("%s has a date after %s", p.id, AsOf)
		}
		for _, c := range p.log {
			if c.at.Before(first) || !c.at.Before(last) {
				t.Errorf("%s: %s at %s is outside the log", p.id, c.activity, c.at)
			}
			if over := !p.end.IsZero() && !c.at.Before(p.end); over && c.activity != "Complaint" && c.activity != "Refund" {
				t.Errorf("%s: %s at %s, after leaving on %s", p.id, c.activity, c.at, p.end)
			}
		}
	}
}

func TestInteractionsUseKnownWords(t *testing.T) {
	channels := []string{"Web", "App", "Phone", "E-mail", "Shop", "Field visit", "Social"}
	touchpoints := []string{"Campaign", "Self care", "Sales desk", "Help desk", "Outage", "Social page"}
	phases := []string{"planning", "anticipation", "usage", "memories"}
	for _, p := range people(t) {
		for _, c := range p.log {
			if !slices.Contains(channels, c.channel) || !slices.Contains(touchpoints, c.touchpoint) ||
				!slices.Contains(phases, c.phase) || (c.direction != "in" && c.direction != "out") {
				t.Errorf("%s: %+v", p.id, c)
			}
			if c.emotion != nil && (*c.emotion < -2 || *c.emotion > 2) {
				t.Errorf("%s: emotion %d", p.id, *c.emotion)
			}
			if kindOf[c.activity] == "" {
				t.Errorf("%q is no activity of the README", c.activity)
			}
			for _, word := range []string{"purchase", "order", "sale", "sold", "bought"} {
				if strings.Contains(strings.ToLower(c.activity), word) {
					t.Errorf("%q could be taken for a purchase", c.activity)
				}
			}
		}
	}
}

func TestMoney(t *testing.T) {
	rise := theDay(t, "2026-03-01")
	for _, p := range people(t) {
		bills := map[string]bool{}
		for _, c := range p.log {
			switch c.activity {
			case "Bill paid":
				if c.order == "" || bills[c.order] {
					t.Errorf("%s: bill %q has no number of its own", p.id, c.order)
				}
				bills[c.order] = true
				goneBefore := !p.end.IsZero() && !p.end.After(rise)
				if c.at.Before(rise) == goneBefore && cent(c.amount) != 3*cent(p.monthly) {
					t.Errorf("%s: bill of %.2f on %s at %.2f a month", p.id, c.amount, c.at, p.monthly)
				}
				if c.amount <= 0 {
					t.Errorf("%s: bill of %.2f", p.id, c.amount)
				}
			case "Refund":
				if c.amount >= 0 {
					t.Errorf("%s: refund of %.2f", p.id, c.amount)
				}
			default:
				if c.amount != 0 {
					t.Errorf("%s: %s of %.2f", p.id, c.activity, c.amount)
				}
			}
		}
	}
}

func cent(euros float64) int { return int(euros*100 + 0.5) }
