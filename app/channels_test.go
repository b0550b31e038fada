package app

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"cxworkbench/data"
	"cxworkbench/data/analysis/cohort"
	"cxworkbench/data/analysis/lifecycle"
	"cxworkbench/data/analysis/rfm"
	"cxworkbench/data/message"
)

const throughChannels = `customer,at,activity,channel,amount
1,2025-01-05,Website visit,web,
1,2025-01-10,Purchase,shop,100
1,2025-02-10,Purchase,web,50.25
2,2025-02-01,Purchase,shop,300
3,2025-03-01,Enquiry,phone,
4,2025-03-02,Enquiry,,
`

// mustThrough makes a workspace of four customers and six contacts, one of no channel.
func mustThrough(t *testing.T) *Session {
	t.Helper()
	s := MustCreate(t)
	mustImport(t, s, customers)
	mustImport(t, s, throughChannels)
	return s
}

func english(m message.Message) string { return message.English().Text(m) }

func TestChannelsAreAViewThatCanBeCompared(t *testing.T) {
	a, b := OnlyChannels("shop", "web", "shop"), OnlyChannels("web", "shop")
	if a != b || !slices.Equal(a.Names(), []string{"shop", "web"}) {
		t.Errorf("%q and %q", a.Names(), b.Names())
	}
	if names, unnamed := a.Said(); names != "shop, web" || unnamed {
		t.Errorf("said are %q, %t", names, unnamed)
	}
	if none := OnlyChannels(""); none == "" || none == OnlyChannels("", "web") || !slices.Equal(none.Names(), []string{""}) {
		t.Errorf("no channel alone is %q", none.Names())
	}
	if names, unnamed := OnlyChannels("web", "", "shop").Said(); names != "shop, web" || !unnamed {
		t.Errorf("said are %q, %t", names, unnamed)
	}
	if OnlyChannels() != "" || len(Channels("").Names()) != 0 {
		t.Error("no channel is not all")
	}
}

// What counts contacts counts those of the channels and says so; stages, values and
// people are of all, and that is said too.
func TestAChannelLimitsWhatIsCountedAndNotWho(t *testing.T) {
	s := mustThrough(t)
	v := WholeView()
	everybody, err := s.Maturity(t.Context(), v)
	if err != nil {
		t.Fatal(err)
	}
	all, err := s.Customers(t.Context(), v, "")
	if err != nil {
		t.Fatal(err)
	}
	v.Channels = OnlyChannels("SHOP")
	bought, err := s.RFM(t.Context(), v, rfm.Default())
	if err != nil || bought.N != 2 || bought.Money != 40000 {
		t.Fatalf("%d buyers for %d, %v; want 2 for 400.00", bought.N, bought.Money, err)
	}
	balance, err := s.PushPull(t.Context(), v)
	if err != nil || balance.Total.N()+balance.Total.Transactional != 2 {
		t.Errorf("%+v, %v; want 2 contacts", balance.Total, err)
	}
	for _, line := range []string{english(bought.Definition), english(balance.Definition)} {
		if !strings.Contains(line, "only contacts, cases and answers through shop, without 1 contact that names no channel") {
			t.Errorf("the line does not say of which channels: %s", line)
		}
	}
	ladder, err := s.Maturity(t.Context(), v)
	if err != nil || !reflect.DeepEqual(ladder.Rows, everybody.Rows) || ladder.IndexByValue != everybody.IndexByValue {
		t.Errorf("the ladder changes with the channel: %v", err)
	}
	if line := english(ladder.Definition); !strings.Contains(line, "of all channels") || strings.Contains(line, "shop") {
		t.Errorf("the ladder says %s", line)
	}
	if people, err := s.Customers(t.Context(), v, ""); err != nil || people.Len() != all.Len() {
		t.Errorf("%d of %d customers, %v", people.Len(), all.Len(), err)
	}
	// A condition asks all contacts: the purchase on the web is one.
	v.Where = "done purchase 2 times"
	if limited, err := s.RFM(t.Context(), v, rfm.Default()); err != nil || limited.N != 1 || limited.Money != 10000 {
		t.Errorf("%d buyers for %d, %v; want 1 for 100.00", limited.N, limited.Money, err)
	}
}

// What names no channel can be looked at as what came through one, alone or with it.
func TestNoChannelIsOneToLookThrough(t *testing.T) {
	s := mustThrough(t)
	v := WholeView()
	for _, c := range []struct {
		only  []string
		n     int
		label string
	}{
		{[]string{""}, 1, "only contacts, cases and answers that name no channel"},
		{[]string{"", "SHOP"}, 3, "only contacts, cases and answers through shop, or that name no channel"},
		{[]string{"", "phone", "shop", "web"}, 6, "only contacts, cases and answers through phone, shop, web, or that name no channel"},
	} {
		v.Channels = OnlyChannels(c.only...)
		balance, err := s.PushPull(t.Context(), v)
		if err != nil {
			t.Fatal(err)
		}
		if n := balance.Total.N() + balance.Total.Transactional; n != c.n {
			t.Errorf("%q: %d contacts, want %d", c.only, n, c.n)
		}
		if line := english(balance.Definition); !strings.Contains(line, c.label) || strings.Contains(line, "without 1 contact") {
			t.Errorf("%q: the line is %s", c.only, line)
		}
	}
	// A channel called like the words is another.
	mustImport(t, s, "customer,at,activity,channel\n1,2025-04-01,Enquiry,none\n")
	v.Channels = OnlyChannels("none")
	if balance, err := s.PushPull(t.Context(), v); err != nil || balance.Total.N()+balance.Total.Transactional != 1 || strings.Contains(english(balance.Definition), "or that name") {
		t.Errorf("the channel called none: %+v, %v", balance.Total, err)
	}
}

// A log is narrowed once for as long as the same channels are looked at, and never
// for all of them.
func TestALogIsNarrowedOnce(t *testing.T) {
	s := mustThrough(t)
	v := WholeView()
	if _, err := s.Cohorts(t.Context(), v, cohort.Default(s.Log())); err != nil || s.limit != nil {
		t.Fatalf("all channels were narrowed: %v", err)
	}
	v.Channels = OnlyChannels("shop")
	for range 2 {
		before := s.limit
		if _, err := s.Cohorts(t.Context(), v, cohort.Default(s.Log())); err != nil {
			t.Fatal(err)
		}
		if before != nil && before != s.limit {
			t.Error("the same channels were narrowed twice")
		}
	}
	before := s.limit
	addSegment(t, s, "All", "done anything") // which changes the workspace
	if _, err := s.Cohorts(t.Context(), v, cohort.Default(s.Log())); err != nil {
		t.Fatal(err)
	}
	if s.limit == before || s.limit.of != s.Log() {
		t.Error("what was narrowed is of a log before the change")
	}
}

func TestChannelsThatSayNothingAreRefused(t *testing.T) {
	s := mustThrough(t)
	v := WholeView()
	v.Channels = OnlyChannels("fax")
	_, err := s.Maturity(t.Context(), v)
	wantRefused(t, err, data.CodeBadInput, `There is no channel "fax"; choose one of: phone, shop, web.`)
	v.Channels = OnlyChannels("phone")
	_, err = s.RFM(t.Context(), v, rfm.Default())
	wantRefused(t, err, data.CodeNoData, "Too little came through phone")
	_, err = s.Lifecycle(t.Context(), v, lifecycle.Default(s.Log()))
	wantRefused(t, err, data.CodeNoData, "Too little came through phone")
	v.Channels = OnlyChannels("")
	_, err = s.RFM(t.Context(), v, rfm.Default())
	wantRefused(t, err, data.CodeNoData, "Too little came without a channel to answer this")
	v.Channels = OnlyChannels("", "phone")
	_, err = s.RFM(t.Context(), v, rfm.Default())
	wantRefused(t, err, data.CodeNoData, "Too little came through phone, or without a channel, to")
	v.AsOf = data.DayOf(2020, 1, 1)
	_, err = s.RFM(t.Context(), v, rfm.Default()) // nobody bought through any channel
	wantRefused(t, err, data.CodeNoData, "Nobody bought anything")
	empty := MustCreate(t)
	v = WholeView()
	v.AsOf, v.Channels = data.DayOf(2025, 1, 1), OnlyChannels("fax")
	_, err = empty.Maturity(t.Context(), v)
	wantRefused(t, err, data.CodeBadInput, "has none yet")
}

// A channel that undo takes away is looked at no more.
func TestTheViewLetsGoOfAChannelThatIsGone(t *testing.T) {
	b := newBench(t)
	b.mustCreate(t, "first")
	mustImport(t, b.Session(), customers)
	mustImport(t, b.Session(), throughChannels)
	if got := b.Channels(); !slices.Equal(got, []string{"phone", "shop", "web", ""}) {
		t.Fatalf("the channels are %q", got)
	}
	v := WholeView()
	v.Channels = OnlyChannels("phone", "")
	b.SetView(v)
	b.Undo(0, false, func(_ data.Change, err error) {
		if err != nil {
			t.Error(err)
		}
	})
	b.idle()
	if b.View().Channels != "" || len(b.Channels()) != 0 {
		t.Errorf("%q of %q", b.View().Channels, b.Channels())
	}
}
