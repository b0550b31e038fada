package condition

import (
	"context"
	"reflect"
	"strings"
	"testing"

	"cxworkbench/data"
	"cxworkbench/data/eventlog"
)

// sample is worked by hand; the customers are told apart by what they show.
func sample(t testing.TB) *eventlog.Log {
	onPhone := func(in data.Interaction) data.Interaction { in.ChannelID = 1; return in }
	noAmount := touch(6, 2, "2024-05-01")
	noAmount.OrderRef = "F1"
	return records{
		customers: 8,
		attributes: map[int]map[string]string{
			1: {"Contract": "One year", "Tenure": "9", "code": "a"},
			2: {"Contract": "Two year", "Tenure": "10.0", "Code": "A"},
			3: {"Contract": "one year", "Tenure": "long"},
		},
		interactions: []data.Interaction{
			// 1: five lines of one order, then a second order: two occasions
			bought(1, "2024-01-31", "A1", 100), bought(1, "2024-01-31", "A1", 200), bought(1, "2024-01-31", "A1", 300),
			bought(1, "2024-01-31", "A1", 300), bought(1, "2024-02-01", "A1", 300), bought(1, "2024-02-29", "A2", 100),
			// 2: two orders on one day, and two lines without a reference on another: three occasions
			bought(2, "2024-03-01", "B1", 100), bought(2, "2024-03-01", "B2", 100),
			bought(2, "2024-03-05", "", 100), bought(2, "2024-03-05", "", 50),
			// 3: an order taken back on a line of its own kind, and a credit note: no occasion
			bought(3, "2024-03-01", "C1", 100), bought(3, "2024-03-09", "C1", -100),
			{CustomerID: 3, ActivityID: 3, When: data.OnDay(day("2024-03-10")), OrderRef: "C2", Amount: 500, HasAmount: true},
			// 4: service contacts on two channels
			onPhone(touch(4, 4, "2024-01-01")), touch(4, 4, "2024-01-08"), onPhone(touch(4, 4, "2024-02-01")),
			// 5: one touch long ago
			touch(5, 1, "2023-01-01"),
			// 6: an order without any amount
			noAmount,
		},
		subscriptions: []data.Subscription{
			{CustomerID: 5, Start: day("2023-01-31"), End: day("2024-01-31")},
			{CustomerID: 6, Start: day("2023-02-28"), End: data.NoDay},
			// 7: two contracts without a gap, then one after a gap
			{CustomerID: 7, Start: day("2023-01-01"), End: day("2023-07-01")},
			{CustomerID: 7, Start: day("2023-07-01"), End: day("2024-02-01")},
			{CustomerID: 7, Start: day("2024-03-01"), End: data.NoDay},
		},
	}.log(t)
}

// who lists the customer numbers for whom a condition holds.
func who(t *testing.T, log *eventlog.Log, env Env, condition, asOf string) []int {
	t.Helper()
	keep, err := mustParse(t, condition).Keep(context.Background(), log, env, day(asOf))
	if err != nil {
		t.Fatal(err)
	}
	found := []int{}
	for i, kept := range keep {
		if kept {
			found = append(found, i+1)
		}
	}
	return found
}

func TestHolds(t *testing.T) {
	log := sample(t)
	ranks := []int{0, 1, 2, -1, -2, -3, 1, 0}
	env := Env{StageAt: func(c eventlog.CustomerIndex) int { return ranks[c] }}
	const end = "2024-06-30"
	for _, c := range []struct {
		condition, asOf string
		want            []int
	}{
		// attributes: numbers as numbers, text in any case, not known passes nothing
		{`Tenure = 10`, end, []int{2}},
		{`Tenure > 9`, end, []int{2, 3}}, // "long" is compared as text
		{`tenure >= 9`, end, []int{1, 2, 3}},
		{`Contract = "one year"`, end, []int{1, 3}},
		{`Contract != "one year"`, end, []int{2}},
		{`not Contract = "one year"`, end, []int{2, 4, 5, 6, 7, 8}},
		{`Contract in ("Two Year", x)`, end, []int{2}},
		{`Contract known`, end, []int{1, 2, 3}},
		{`code known`, end, []int{1}}, {`Code known`, end, []int{2}},
		// stages: order only among stages
		{`stage = middle`, end, []int{2, 7}},
		{`stage < Middle`, end, []int{1, 8}},
		{`stage <= Middle`, end, []int{1, 2, 7, 8}},
		{`stage > Start`, end, []int{2, 3, 7}},
		{`stage >= "End stage"`, end, []int{3}},
		{`stage = none`, end, []int{4}},
		{`stage != none`, end, []int{1, 2, 3, 7, 8}},
		{`stage != Start`, end, []int{2, 3, 4, 7}},
		{`stage in (none, Start)`, end, []int{1, 4, 8}},
		{`left`, end, []int{5}},
		{`left`, "2024-01-30", []int{}},
		{`left`, "2024-02-15", []int{5, 7}},
		// purchase occasions (C.28)
		{`done purchase`, end, []int{1, 2, 6}},
		{`done purchase`, "2024-03-08", []int{1, 2, 3}}, // not taken back yet
		{`done purchase 2 times`, end, []int{1, 2}},
		{`done purchase 3 times`, end, []int{2}},
		{`done "order" 3 times`, end, []int{2}},
		{`done refund`, end, []int{3}},
		{`done anything 6 times`, end, []int{1}}, // lines, not occasions
		// windows
		{`done purchase 2 times within any 29 days`, end, []int{2}},
		{`done purchase 2 times within any 30 days`, end, []int{1, 2}},
		{`done purchase 2 times within any 1 month`, end, []int{2}}, // 31 Jan + 1 month = 29 Feb, which is outside
		{`done purchase within last 3 months`, "2024-05-29", []int{2, 6}},
		{`done purchase within last 3 months`, "2024-05-28", []int{1, 2, 6}},
		{`done purchase 3 times within last 4 days`, "2024-03-05", []int{}},
		{`done purchase 3 times within last 5 days`, "2024-03-05", []int{2}},
		// channels
		{`done service 2 times on phone`, end, []int{4}},
		{`done service 3 times on phone`, end, []int{}},
		{`done anything on Shop`, end, []int{}},
		// subscriptions
		{`subscribed`, end, []int{6, 7}},
		{`subscribed`, "2024-01-30", []int{5, 6, 7}},
		{`subscribed`, "2024-01-31", []int{6, 7}}, // the end is the first day without
		{`subscribed for 12 months`, end, []int{6}},
		{`subscribed for 12 months`, "2024-01-01", []int{7}}, // two contracts without a gap
		{`subscribed for 12 months`, "2023-12-31", []int{}},
		// silence
		{`silent for 30 days`, "2024-03-01", []int{5, 6, 7, 8}},
		{`silent for 30 days`, "2024-03-02", []int{4, 5, 6, 7, 8}},
		// joined
		{`done purchase and subscribed`, end, []int{6}},
		{`done purchase or subscribed`, end, []int{1, 2, 6, 7}},
		{`not (done purchase or subscribed)`, end, []int{3, 4, 5, 8}},
	} {
		if got := who(t, log, env, c.condition, c.asOf); !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s as of %s: got %v, want %v", c.condition, c.asOf, got, c.want)
		}
	}
}

// named is a hit as tests say it.
type named struct {
	day      data.Day
	evidence data.Evidence
}

// hits lists every hit of a rule, as Next finds them one after the other.
func hits(t *testing.T, log *eventlog.Log, rule string, customer int, asOf string) []named {
	t.Helper()
	p := mustCompile(t, log, Env{}, rule)
	var found []named
	for after := data.NoDay; ; {
		hit, ok := p.Next(eventlog.CustomerIndex(customer-1), after, day(asOf))
		if !ok {
			return found
		}
		if hit.Day <= after {
			t.Fatalf("%s: the hit of %s is not after %s", rule, hit.Day, after)
		}
		found = append(found, named{hit.Day, hit.Evidence(log)})
		after = hit.Day
	}
}

func TestNextFindsEveryHitWithItsRecord(t *testing.T) {
	log := sample(t)
	const end = "2024-06-30"
	interaction := func(on string, row int64) named {
		return named{day(on), data.Evidence{Kind: data.EvidenceInteraction, ID: row}}
	}
	subscription := func(on string, row int64) named {
		return named{day(on), data.Evidence{Kind: data.EvidenceSubscription, ID: row}}
	}
	for _, c := range []struct {
		rule     string
		customer int
		asOf     string
		want     []named
	}{
		{"done purchase", 1, end, []named{interaction("2024-01-31", 1), interaction("2024-02-29", 6)}},
		{"done purchase 2 times", 1, end, []named{interaction("2024-02-29", 6)}},
		{"done purchase 2 times", 1, "2024-02-28", nil},
		{"done purchase 2 times", 2, end, []named{interaction("2024-03-01", 8), interaction("2024-03-05", 9)}},
		{"done purchase 3 times within any 4 days", 2, end, nil},
		{"done purchase 3 times within any 5 days", 2, end, []named{interaction("2024-03-05", 9)}},
		{"done purchase", 3, end, nil},
		{"done service 2 times", 4, end, []named{interaction("2024-01-08", 15), interaction("2024-02-01", 16)}},
		{"subscribed", 7, end, []named{subscription("2023-01-01", 3), subscription("2023-07-01", 4), subscription("2024-03-01", 5)}},
		{"subscribed", 7, "2023-06-30", []named{subscription("2023-01-01", 3)}},
		{"subscribed for 12 months", 7, end, []named{subscription("2024-01-01", 3)}},
		{"subscribed for 12 months", 7, "2023-12-31", nil},
		{"subscribed for 13 months", 7, end, nil}, // the first two ended that day
		{"subscribed for 12 months", 5, end, nil},
		{"subscribed for 11 months", 5, end, []named{subscription("2023-12-31", 1)}},
		{"subscribed for 1 year or done purchase", 6, end, []named{subscription("2024-02-28", 2), interaction("2024-05-01", 18)}},
		{"subscribed for 1 year and done purchase", 6, end, []named{interaction("2024-05-01", 18)}},
		{"done web and subscribed", 5, end, []named{subscription("2023-01-31", 1)}},
		{"silent for 3 days or left", 5, end, nil}, // no rule
	} {
		if got := hits(t, log, c.rule, c.customer, c.asOf); !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s, customer %d as of %s:\ngot  %v\nwant %v", c.rule, c.customer, c.asOf, got, c.want)
		}
	}
}

// After all parts of an and have been met, a hit of any of them is a hit.
func TestAndHitsAgain(t *testing.T) {
	log := records{customers: 1, interactions: []data.Interaction{
		touch(1, 1, "2024-01-01"), touch(1, 1, "2024-01-02"), touch(1, 4, "2024-01-03"), touch(1, 1, "2024-01-04"),
	}}.log(t)
	var days []string
	for _, hit := range hits(t, log, "done web and done service", 1, "2024-12-31") {
		days = append(days, hit.day.String())
	}
	if want := []string{"2024-01-03", "2024-01-04"}; !reflect.DeepEqual(days, want) {
		t.Errorf("got %v, want %v", days, want)
	}
}

// One program may be asked as of one day and then another.
func TestAsOfMayChange(t *testing.T) {
	p := mustCompile(t, sample(t), Env{}, "done purchase within last 10 days")
	for _, c := range []struct {
		asOf string
		want bool
	}{{"2024-02-05", true}, {"2024-02-20", false}, {"2024-03-01", true}, {"2024-02-05", true}} {
		if got := p.Holds(0, day(c.asOf)); got != c.want {
			t.Errorf("as of %s: %v", c.asOf, got)
		}
	}
}

func TestUnknownNamesAreExplained(t *testing.T) {
	log := sample(t)
	env := Env{StageAt: func(eventlog.CustomerIndex) int { return 0 }}
	for in, want := range map[string]string{
		`Contrakt = x`:             `no attribute "Contrakt"; the nearest it has: "Contract"`,
		`done "site visits"`:       `no activity "site visits"; the nearest it has: "Site visit"`,
		`done anything on Telefon`: `no channel "Telefon"; the nearest it has: "Phone", "Shop"`,
		`stage = Midle`:            `no stage "Midle"; the nearest it has: "Middle"`,
	} {
		_, err := mustParse(t, "left or "+in).Compile(log, env)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: got %v, want it to say %s", in, err, want)
		}
	}
	if _, err := mustParse(t, "x = 1").Compile(records{customers: 1}.log(t), env); err == nil || !strings.Contains(err.Error(), "no attribute by any name") {
		t.Errorf("without attributes: %v", err)
	}
	if _, err := mustParse(t, "stage = Middle").Compile(log, Env{}); err == nil || !strings.Contains(err.Error(), "stage") {
		t.Errorf("without stages: %v", err)
	}
}

func TestNoConditionHoldsForEveryone(t *testing.T) {
	keep, err := Condition{}.Keep(context.Background(), sample(t), Env{}, day("2024-01-01"))
	if err != nil || len(keep) != 8 || !keep[0] || !keep[7] {
		t.Errorf("got %v, %v", keep, err)
	}
}

func TestKeepStops(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := mustParse(t, "left").Keep(ctx, sample(t), Env{}, day("2024-01-01")); data.CodeOf(err) != data.CodeCancelled {
		t.Errorf("got %v", err)
	}
}
