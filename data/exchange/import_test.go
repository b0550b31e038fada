package exchange

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"cxworkbench/data"
	"cxworkbench/data/message"
	"cxworkbench/resources/demo"
)

// wantDump compares what the workspace holds with lines.
func wantDump(t *testing.T, got []string, want ...string) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestGermanCustomersWithSubscriptions(t *testing.T) {
	ws := MustCreate(t, settings())
	path := MustWrite(t, "Kundennr;Kundenname;E-Mail;Telefon;Tarif;Vertragsbeginn;Vertragsende;K\xFCndigungsgrund;Monatsbetrag;Region\n"+
		"17.0;M\xFCller;Eva@Example.com;0041 44 123 45 67;Basis;31.01.2024;;;1.234,50;Z\xFCrich\n"+
		"18.0;K\xE4lin;k@example.com;;Basis;01.02.2024;30.06.2025;Preis;19,90;\n")
	r := MustRun(t, ws, path, options())
	wantCounts(t, r, counts{read: 2, imported: 2, customersNew: 2})
	wantMapping(t, r, map[string]string{"customer": "Kundennr", "name": "Kundenname", "email": "E-Mail", "phone": "Telefon", "product": "Tarif",
		"start": "Vertragsbeginn", "end": "Vertragsende", "reason": "Kündigungsgrund", "amount": "Monatsbetrag"})
	wantDump(t, dump(t, ws),
		"customer Müller map[Region:Zürich]", "customer Kälin",
		"subscription Müller 2024-01-31.. of Basis for 123450", "subscription Kälin 2024-02-01..2025-06-30 of Basis because Preis for 1990")
	customers, err := ws.Customers(ctx, []int64{1})
	if err != nil {
		t.Fatal(err)
	}
	want := []data.Identity{{Kind: data.IdentityExternal, Value: "17"}, {Kind: data.IdentityEmail, Value: "eva@example.com"}, {Kind: data.IdentityPhone, Value: "+41441234567"}}
	if diff := cmp.Diff(want, customers[0].Identities); diff != "" {
		t.Error(diff)
	}
	if r.Records != 4 {
		t.Errorf("%d records, want 4", r.Records)
	}
}

func TestChangedCustomersAreUpdated(t *testing.T) {
	ws := MustCreate(t, settings())
	head := "customer,name,email,region,start,end,monthly amount\n"
	MustRun(t, ws, MustWrite(t, head+"1,Ann,a@x.org,North,2024-01-01,,10\n2,Bob,,South,2024-01-01,,10\n3,Cy,,,,,\n"), options())
	r := MustRun(t, ws, MustWrite(t, head+"1,Ann,a@x.org,East,2024-01-01,,10\n2,Bob,b@x.org,,2024-01-01,2025-01-01,12\n3,Cy,,,,,\n4,Di,,,,,\n"), options())
	wantCounts(t, r, counts{read: 4, imported: 1, updated: 2, unchanged: 1, customersNew: 1})
	wantDump(t, dump(t, ws),
		"customer Ann map[region:East]", "customer Bob map[region:South]", "customer Cy", "customer Di",
		"subscription Ann 2024-01-01.. for 1000", "subscription Bob 2024-01-01..2025-01-01 for 1200")
}

func TestPeopleWhoShareAnAddressStayApart(t *testing.T) {
	ws := MustCreate(t, settings())
	MustRun(t, ws, MustWrite(t, "customer,email\n1,home@x.org\n2,home@x.org\n"), options())
	// By e-mail alone the two cannot be told apart; a third with the address is new by id.
	r := MustRun(t, ws, MustWrite(t, "email,name\nhome@x.org,Ann\nother@x.org,Bob\n"), options())
	wantCounts(t, r, counts{read: 2, imported: 1, rejected: 1, customersNew: 1})
	if r.Reasons[string(faultAmbiguous)] != 1 {
		t.Errorf("reasons %v", r.Reasons)
	}
	r = MustRun(t, ws, MustWrite(t, "customer,email\n3,other@x.org\n4,home@x.org\n"), options())
	wantCounts(t, r, counts{read: 2, imported: 1, updated: 1, customersNew: 1})
}

func TestCustomersByNameAlone(t *testing.T) {
	ws := MustCreate(t, settings())
	path := MustWrite(t, "name;city\nAnn;Bern\nBob;Basel\n")
	wantCounts(t, MustRun(t, ws, path, options()), counts{read: 2, imported: 2, customersNew: 2})
	wantCounts(t, MustRun(t, ws, path, options()), counts{read: 2, unchanged: 2})
}

func TestInteractions(t *testing.T) {
	ws := MustCreate(t, settings())
	path := MustWrite(t, "customer|at|activity|channel|touchpoint|direction|phase|emotion|outcome|amount|note\n"+
		"1|2026-01-05 10:00|Support call|Phone|Help desk|in|usage|-2|solved||long wait\n"+
		"1|2026-01-05 10:00|Support call|Phone|Help desk|in|usage|-2|solved||long wait\n"+
		"|2026-01-06|Newsletter|E-mail|Campaign|outbound|planning|||-3.5|\n"+
		"2|2026-01-07|Quote sent||||||||\n")
	r := MustRun(t, ws, path, options())
	wantCounts(t, r, counts{read: 4, imported: 4, noCustomer: 1, customersNew: 2})
	call := "did 1 2026-01-05T09:00:00Z Support call(service,pull) by Phone(assisted) at Help desk(service) pulled usage felt -2 solved"
	wantDump(t, dump(t, ws), "customer 1", "customer 2", call, call,
		"did 2026-01-06 Newsletter(marketing,push) by E-mail(assisted) at Campaign(marketing) pushed planning = -350",
		"did 2 2026-01-07 Quote sent(proposal,pull)")
	if diff := cmp.Diff(NewWords{Channels: []string{"Phone", "E-mail"}, Activities: []string{"Support call", "Newsletter", "Quote sent"}, Touchpoints: []string{"Help desk", "Campaign"}}, r.NewWords, cmpopts.EquateEmpty()); diff != "" {
		t.Error(diff)
	}
	wantCounts(t, MustRun(t, ws, path, options()), counts{read: 4, unchanged: 4})
	more := MustWrite(t, "customer|at|activity|note\n"+strings.Repeat("1|2026-01-05 10:00|Support call|long wait\n", 3))
	wantCounts(t, MustRun(t, ws, more, options()), counts{read: 3, imported: 1, unchanged: 2})
	if got := MustInfo(t, ws).Settings.AsOf; got != data.DayOf(2026, 1, 7) {
		t.Errorf("as of %s", got)
	}
}

func TestPurchases(t *testing.T) {
	ws := MustCreate(t, settings())
	path := MustWrite(t, "Customer ID\tInvoice\tInvoice Date\tDescription\tQty\tUnit price\tCountry\n"+
		"7\t100\t31/12/2025\tLamp, \"big\"\t3\t1.255\tCH\n"+
		"7\tC101\t01/01/2026\tLamp, \"big\"\t-1\t1.255\tCH\n"+
		"8\t102\t02/01/2026\t\t\t2.00\tDE\n"+
		"8\tC103\t02/01/2026\tGift\t1\t0\tDE\n")
	r := MustRun(t, ws, path, options(mapped("attr:country=Country")))
	wantCounts(t, r, counts{read: 4, imported: 4, customersNew: 2})
	wantDump(t, dump(t, ws), "customer 7 map[country:CH]", "customer 8 map[country:DE]",
		"did 7 2025-12-31 Purchase(purchase,pull) 100 of Lamp, \"big\" x3 = 377",
		"did 7 2026-01-01 Credit note(refund,transactional) C101 of Lamp, \"big\" x-1 = -126",
		"did 8 2026-01-02 Purchase(purchase,pull) 102 = 200",
		"did 8 2026-01-02 Credit note(refund,transactional) C103 of Gift x1 = 0")
}

func TestUnmappedColumnsOfEventsAreNamed(t *testing.T) {
	ws := MustCreate(t, settings())
	r := MustRun(t, ws, MustWrite(t, "customer,at,activity,colour\n1,2026-01-05,Call,red\n"), options())
	if !slices.Equal(r.Ignored, []string{"colour"}) {
		t.Errorf("ignored %v", r.Ignored)
	}
}

func TestMoneyOfAnotherCurrencyIsRejected(t *testing.T) {
	ws := MustCreate(t, settings())
	r := MustRun(t, ws, MustWrite(t, "customer,date,amount\n1,2026-01-05,USD 5.00\n1,2026-01-05,USD 7.00\n"), options())
	wantCounts(t, r, counts{read: 2, rejected: 2})
}

func TestTenureWithoutAnAsOfIsAskedFor(t *testing.T) {
	ws := MustCreate(t, settings())
	path := MustWrite(t, "customer,tenure,churn\n1,12,No\n2,1,Yes\n")
	plan := MustPrepare(t, path, options())
	if !plan.NeedsAsOf {
		t.Error("the plan does not say that it needs an as-of date")
	}
	_, err := Run(ctx, ws, plan, nil)
	wantRefused(t, err, data.CodeBadInput, "--as-of")
	r := MustRun(t, ws, path, options(func(o *Options) { o.AsOf = data.DayOf(2024, 3, 31) }))
	wantCounts(t, r, counts{read: 2, imported: 2, customersNew: 2})
	wantDump(t, dump(t, ws), "customer 1", "customer 2",
		"subscription 1 2023-03-31.. derived", "subscription 2 2024-02-29..2024-03-31 derived")
}

func TestLeftWithoutDatesIsAnAttribute(t *testing.T) {
	ws := MustCreate(t, settings())
	MustRun(t, ws, MustWrite(t, "customer,churn\n1,No\n2,Yes\n"), options())
	wantDump(t, dump(t, ws), "customer 1 map[churn:No]", "customer 2 map[churn:Yes]")
}

func TestAsOfMovesOnlyForwardAndNotIntoTheFuture(t *testing.T) {
	ws := MustCreate(t, settings())
	for _, step := range []struct {
		day  string
		want data.Day
	}{
		{"2027-01-01", data.NoDay}, {"2026-02-01", data.DayOf(2026, 2, 1)}, {"2026-01-01", data.DayOf(2026, 2, 1)}, {"2026-11-22", data.DayOf(2026, 11, 22)},
	} {
		MustRun(t, ws, MustWrite(t, "customer,at,activity\n1,"+step.day+",Call\n"), options())
		if got := MustInfo(t, ws).Settings.AsOf; got != step.want {
			t.Errorf("after %s as-of is %q, want %q", step.day, got, step.want)
		}
	}
}

func TestRejects(t *testing.T) {
	ws := MustCreate(t, settings())
	path := MustWrite(t, "customer;at;activity;amount;colour\n1;2026-01-05;Call;1,5;x\n1;soon;Call;2;x\n1;2026-01-05;Call\n1;2026-01-05;Call;3;x;y\n"+
		"1;2026-01-05;Call;4\n1;2026-01-05;Call;5;x;;\n;;;;\n2;\"2026-01-05;Call;5;x")
	r := MustRun(t, ws, path, options())
	wantCounts(t, r, counts{read: 8, imported: 3, rejected: 5, customersNew: 1})
	if r.RejectsFile != path+".rejects.csv" || r.RejectsProblem != "" {
		t.Errorf("rejects file %q, problem %q", r.RejectsFile, r.RejectsProblem)
	}
	text, err := os.ReadFile(r.RejectsFile)
	if err != nil {
		t.Fatal(err)
	}
	want := "customer;at;activity;amount;colour;reject_reason\n" +
		"1;soon;Call;2;x;\"its value in \"\"at\"\" does not read as a date like the others there\"\n" +
		"1;2026-01-05;Call;;;it has fewer cells than there are columns\n" +
		"1;2026-01-05;Call;3;x;y;it has more cells than there are columns\n" +
		";;;;;it has no date\n" +
		";;;;;\"a quote is opened and not closed: 2;\"\"2026-01-05;Call;5;x\"\n"
	if diff := cmp.Diff(want, string(text)); diff != "" {
		t.Error(diff)
	}
	left, err := os.ReadDir(filepath.Dir(path))
	if err != nil || len(left) != 2 {
		t.Errorf("the folder holds %v (%v)", left, err)
	}
	plan := MustPrepare(t, r.RejectsFile, options())
	if slices.ContainsFunc(plan.Mapping, func(m Mapped) bool { return plan.Columns[m.Column] == rejectHeader }) {
		t.Errorf("the reasons were mapped: %+v", plan.Mapping)
	}
}

func TestRejectsThatCannotBeWrittenDoNotStopTheImport(t *testing.T) {
	ws := MustCreate(t, settings())
	path := MustWrite(t, "customer,at,activity\n1,2026-01-05,Call\n1,2026-01-06,Call\n1,soon,Call\n")
	r := MustRun(t, ws, path, options(func(o *Options) { o.Rejects = filepath.Join(t.TempDir(), "none", "r.csv") }))
	wantCounts(t, r, counts{read: 3, imported: 2, rejected: 1, customersNew: 1})
	if r.RejectsFile != "" || !strings.Contains(r.RejectsProblem, "could not be written") {
		t.Errorf("rejects file %q, problem %q", r.RejectsFile, r.RejectsProblem)
	}
}

func TestDryRunAndCancelChangeNothing(t *testing.T) {
	ws := MustCreate(t, settings())
	path := MustWrite(t, "customer,at,activity\n"+strings.Repeat("1,2026-01-05,Call\n", 5000)+"1,soon,Call\n")
	before := MustInfo(t, ws)
	r := MustRun(t, ws, path, options(func(o *Options) { o.DryRun = true }))
	wantCounts(t, r, counts{read: 5001, imported: 5000, rejected: 1, customersNew: 1})

	cancelled, cancel := context.WithCancel(ctx)
	defer cancel()
	_, err := Run(cancelled, ws, MustPrepare(t, path, options()), func(done, total int64) {
		if done <= 0 || done > total {
			t.Errorf("progress %d of %d", done, total)
		}
		cancel()
	})
	if data.CodeOf(err) != data.CodeCancelled || !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	if after := MustInfo(t, ws); after != before {
		t.Errorf("%+v became %+v", before, after)
	}
	left, err := os.ReadDir(filepath.Dir(path))
	if err != nil || len(left) != 1 {
		t.Errorf("the folder holds %v (%v)", left, err)
	}
}

func TestDemo(t *testing.T) {
	ws := MustCreate(t, data.Settings{Name: demo.Name, Zone: demo.Zone, Currency: demo.Currency, AsOf: data.NoDay})
	for _, want := range []struct {
		file int
		as   As
		new  int
	}{{0, AsCustomers, 2400}, {1, AsInteractions, 0}, {6, AsPurchases, 0}} {
		file := demo.Files()[want.file]
		path := filepath.Join(t.TempDir(), file.Name)
		out, err := os.Create(path)
		if err != nil {
			t.Fatal(err)
		}
		if err := errors.Join(file.Write(out), out.Close()); err != nil {
			t.Fatal(err)
		}
		plan := MustPrepare(t, path, options())
		if plan.As != want.as {
			t.Errorf("%s was taken for %s", file.Name, plan.As)
		}
		for _, m := range plan.Mapping {
			if m.Confidence != Certain {
				t.Errorf("%s: %s is only %s", file.Name, m.Field, m.Confidence)
			}
		}
		if r := MustRun(t, ws, path, options()); r.Rejected > 0 || r.CustomersNew != want.new || len(r.Ignored) > 0 {
			t.Errorf("%s: %+v", file.Name, r)
		}
	}
	info := MustInfo(t, ws)
	if info.Customers != 2400 || info.Settings.AsOf.String() != demo.AsOf || info.NoCustomer != 0 {
		t.Errorf("the demo holds %+v", info)
	}
}

func TestTextsExist(t *testing.T) {
	say := message.English()
	var all []message.Message
	for _, as := range Kinds {
		all = append(all, as.Name())
		for _, r := range rulesFor(as) {
			all = append(all, r.field.Name())
		}
	}
	for _, c := range []Confidence{Given, Certain, Likely, Weak} {
		all = append(all, c.Name())
	}
	for _, reads := range []string{"dmy", "mdy", "ymd", "compact", "named", "epoch", "unknown", "comma", "point"} {
		all = append(all, message.New("exchange.reads."+reads, nil))
	}
	all = append(all, Field("attr:Region").Name(), Report{}.Summary())
	for _, m := range all {
		if text := say.Text(m); text == m.Key || strings.ContainsAny(text, "{}") {
			t.Errorf("%s renders as %q", m.Key, text)
		}
	}
}

// The first rejected rows are listed with the lines on which they stand, of one
// file and of several.
func TestRejectedRowsAreListedWithTheirLines(t *testing.T) {
	ws := MustCreate(t, settings())
	head := "customer,at,activity\n1,2026-01-05,Call\n"
	few := MustRun(t, ws, MustWrite(t, head+"2,someday,Call\n1,2026-01-06,Call\n3,2026-01-05\n"), options())
	if len(few.Rejects) != 2 || few.Rejects[0].Line != 3 || few.Rejects[1].Line != 5 ||
		few.Reasons[few.Rejects[0].Reason] != 1 || few.Reasons[few.Rejects[1].Reason] != 1 {
		t.Errorf("listed %+v, for %v", few.Rejects, few.Reasons)
	}
	if none := MustRun(t, ws, MustWrite(t, head), options()); none.Rejects == nil || len(none.Rejects) > 0 || len(none.FirstRejects(10)) > 0 {
		t.Errorf("listed %+v of none", none.Rejects)
	}
	good := strings.Repeat("1,2026-01-05,Call\n", 1000)
	many := MustRun(t, ws, MustWrite(t, head+good+strings.Repeat("2,someday,Call\n", 150)), options(func(o *Options) { o.DryRun = true }))
	if len(many.Rejects) != 100 || many.Rejects[99].Line != 1102 {
		t.Errorf("listed %d, the last %+v", len(many.Rejects), many.Rejects[len(many.Rejects)-1])
	}
	total := NewReport()
	total.Add(few)
	total.Add(many)
	if len(total.Rejects) != 100 || total.Rejects[1] != few.Rejects[1] || total.Rejects[99] != many.Rejects[97] {
		t.Errorf("of two files %d are listed", len(total.Rejects))
	}
	said := total.FirstRejects(1)
	if len(said) != 2 || message.English().Text(said[1]) != "and 151 more rows" {
		t.Errorf("said %v", said)
	}
}
