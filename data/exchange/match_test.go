package exchange

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"cxworkbench/data"
	"cxworkbench/data/workspace"
)

func matchBy(fields ...Field) func(*Options) { return func(o *Options) { o.Match = fields } }

func withoutCustomer(t *testing.T, ws *workspace.Workspace) (list []data.Unassigned) {
	t.Helper()
	err := ws.Snapshot(ctx, func(s *workspace.Snapshot) (err error) {
		list, err = s.WithoutCustomer(100)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func digest(t testing.TB, ws *workspace.Workspace) string {
	t.Helper()
	d, err := ws.Digest(ctx)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestEventsThatTwoCustomersFitAreKeptUntilAssigned(t *testing.T) {
	ws := MustCreate(t, settings())
	MustRun(t, ws, MustWrite(t, "customer,email,name\n1,home@x.org,Ann\n2,home@x.org,Ben\n"), options())
	before := digest(t, ws)
	path := MustWrite(t, "email,at,activity,note\nhome@x.org,2026-01-05,Call,\nhome@x.org,2026-01-05,Call,\n,2026-01-06,Call,\nann@x.org,2026-01-07,Call,\n")
	r := MustRun(t, ws, path, options())
	wantCounts(t, r, counts{read: 4, imported: 4, noCustomer: 3, customersNew: 1})
	if r.Ambiguous != 2 {
		t.Errorf("%d ambiguous", r.Ambiguous)
	}
	wantCounts(t, MustRun(t, ws, path, options()), counts{read: 4, unchanged: 4})
	list := withoutCustomer(t, ws)
	if len(list) != 3 {
		t.Fatalf("listed %+v", list)
	}
	want := data.Unassigned{
		Noun: "interaction", Record: list[0].Record, When: data.OnDay(data.DayOf(2026, 1, 5)), What: "Call",
		Called: data.Identity{Kind: data.IdentityEmail, Value: "home@x.org"}, Candidates: []int64{1, 2},
	}
	if diff := cmp.Diff(want, list[0]); diff != "" {
		t.Error(diff)
	}
	if list[2].Called.Value != "" || len(list[2].Candidates) != 0 {
		t.Errorf("the blank one is %+v", list[2])
	}
	imported := digest(t, ws)
	assign := func(customer int64) error {
		return ws.Write(ctx, "Assign", func(tx *workspace.Tx) error { return tx.Assign(list[0].Noun, list[0].Record, customer) })
	}
	if err := assign(99); data.CodeOf(err) != data.CodeNotFound {
		t.Errorf("gave it to nobody: %v", err)
	}
	if err := assign(2); err != nil {
		t.Fatal(err)
	}
	if got := withoutCustomer(t, ws); len(got) != 2 || got[0].Record == list[0].Record {
		t.Errorf("after assigning %+v", got)
	}
	if err := assign(1); data.CodeOf(err) != data.CodeNotFound {
		t.Errorf("it was given away twice: %v", err)
	}
	wantCounts(t, MustRun(t, ws, path, options()), counts{read: 4, unchanged: 4}) // the same file does not bring it back
	for _, want := range []string{imported, before} {
		if _, err := ws.Undo(ctx); err != nil {
			t.Fatal(err)
		}
		if got := digest(t, ws); got != want {
			t.Error("undo did not restore the digest")
		}
	}
	if _, err := ws.Redo(ctx); err != nil {
		t.Fatal(err)
	}
	if got := withoutCustomer(t, ws); digest(t, ws) != imported || len(got) != 3 || len(got[0].Candidates) != 2 {
		t.Errorf("redo did not bring it back: %+v", got)
	}
}

func TestWhatCustomersAreFoundBy(t *testing.T) {
	ws := MustCreate(t, settings())
	MustRun(t, ws, MustWrite(t, "customer,email,handle\n1,ann@x.org,@Ann\n2,ben@x.org,ben\n"), options(mapped("handle=handle")))
	// By e-mail the rows are Ann and Ben, whatever their new ids say.
	path := MustWrite(t, "customer,email,city\nA-1,ANN@x.org,Bern\nA-2,ben@x.org,Basel\nA-3,cy@x.org,Chur\n2,dee@x.org,Davos\n")
	r := MustRun(t, ws, path, options(matchBy(FieldEmail)))
	wantCounts(t, r, counts{read: 4, imported: 1, updated: 2, rejected: 1, customersNew: 1})
	if r.Reasons[string(faultTwoIDs)] != 1 {
		t.Errorf("reasons %v", r.Reasons)
	}
	r = MustRun(t, ws, MustWrite(t, "customer,at,activity\nA-1,2026-01-01,Call\n"), options())
	wantCounts(t, r, counts{read: 1, imported: 1})
	r = MustRun(t, ws, MustWrite(t, "handle,at,activity\nANN,2026-01-02,Post\n@ben,2026-01-02,Post\n"), options(mapped("handle=handle")))
	wantCounts(t, r, counts{read: 2, imported: 2})
	wantRefused(t, tryImport(t, ws, path, options(matchBy(FieldPhone))), data.CodeBadInput, "phone")
	wantRefused(t, tryImport(t, ws, path, options(matchBy(FieldAt))), data.CodeBadInput, "choose among")
}

func TestPolicies(t *testing.T) {
	first := "customer,name,city\n1,Ann,Bern\n2,Ben,\n"
	second := "customer,name,city\n1,Anna,Basel\n2,Ben,\n3,Cy,Chur\n"
	for name, c := range map[string]struct {
		option func(*Options)
		want   counts
		ann    string
	}{
		"both":   {policy(PolicyBoth), counts{read: 3, imported: 1, updated: 1, unchanged: 1, customersNew: 1}, "customer Anna map[city:Basel]"},
		"create": {policy(PolicyCreate), counts{read: 3, imported: 1, unchanged: 1, rejected: 1, customersNew: 1}, "customer Ann map[city:Bern]"},
		"update": {policy(PolicyUpdate), counts{read: 3, updated: 1, unchanged: 1, rejected: 1}, "customer Anna map[city:Basel]"},
		"wins":   {func(o *Options) { o.Wins = WinsWorkspace }, counts{read: 3, imported: 1, unchanged: 2, customersNew: 1}, "customer Ann map[city:Bern]"},
	} {
		t.Run(name, func(t *testing.T) {
			ws := MustCreate(t, settings())
			MustRun(t, ws, MustWrite(t, first), options())
			wantCounts(t, MustRun(t, ws, MustWrite(t, second), options(c.option)), c.want)
			if got := dump(t, ws); got[0] != c.ann {
				t.Errorf("got %s", got[0])
			}
		})
	}
	ws := MustCreate(t, settings())
	MustRun(t, ws, MustWrite(t, first), options())
	r := MustRun(t, ws, MustWrite(t, "customer,at,activity\n1,2026-01-01,Call\n7,2026-01-01,Call\n,2026-01-01,Call\n"), options(policy(PolicyUpdate)))
	wantCounts(t, r, counts{read: 3, imported: 2, rejected: 1, noCustomer: 1})
	if r.Reasons[string(faultNotHere)] != 1 {
		t.Errorf("reasons %v", r.Reasons)
	}
}

func TestTelephoneNumbers(t *testing.T) {
	for _, c := range []struct{ number, country, region, want string }{
		{"044 123 45 67", "", "CH", "+41441234567"},
		{"0041 44 123 45 67", "", "", "+41441234567"},
		{"+41 (0)44 123 45 67", "", "", "+41441234567"},
		{"030 1234567", "Germany", "CH", "+49301234567"},
		{"030 1234567", "Deutschland", "", "+49301234567"},
		{"(212) 555-2368", "us", "CH", "+12125552368"},
		{"12 34", "", "CH", "1234"},
		{"044 123 45 67", "", "", "0441234567"},
		{"044 123 45 67", "Atlantis", "CH", "+41441234567"},
		{"ext", "", "CH", ""},
	} {
		if got := newPhones(c.region).normal(c.number, c.country); got != c.want {
			t.Errorf("%q in %q, at home %q: %q, want %q", c.number, c.country, c.region, got, c.want)
		}
	}
	for _, c := range []struct{ zone, currency, want string }{
		{"Europe/Zurich", "EUR", "CH"}, {"UTC", "CHF", "CH"}, {"UTC", "USD", "US"}, {"UTC", "EUR", ""}, {"UTC", "XAF", ""}, {"America/Sao_Paulo", "BRL", "BR"},
	} {
		if got := homeRegion(data.Settings{Zone: c.zone, Currency: c.currency}); got != c.want {
			t.Errorf("%s, %s: region %q, want %q", c.zone, c.currency, got, c.want)
		}
	}
}

func TestNumbersWrittenOtherwiseAreTheSameTelephone(t *testing.T) {
	ws := MustCreate(t, settings())
	MustRun(t, ws, MustWrite(t, "customer,phone,country\n1,044 123 45 67,\n2,030 1234567,DE\n"), options())
	r := MustRun(t, ws, MustWrite(t, "phone,at,activity\n+41441234567,2026-01-01,Call\n0049 30 1234567,2026-01-01,Call\n"), options())
	wantCounts(t, r, counts{read: 2, imported: 2})
	// What an older program stored as digits is found as well.
	err := ws.Write(ctx, "Old", func(tx *workspace.Tx) error {
		_, err := tx.AddCustomer(&data.Customer{Name: "Old", Identities: []data.Identity{{Kind: data.IdentityPhone, Value: "0447654321"}}}, workspace.Origin{})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	r = MustRun(t, ws, MustWrite(t, "phone,at,activity\n044 765 43 21,2026-01-01,Call\n"), options())
	wantCounts(t, r, counts{read: 1, imported: 1})
}

func TestSeveralFilesAreOneImport(t *testing.T) {
	folder := t.TempDir()
	var paths []string
	for name, text := range map[string]string{
		"jan.csv": "customer,at,activity\n1,2026-01-05 10:00,Call\n1,2026-01-05 10:00,Call\n2,soon,Call\n",
		"feb.csv": "customer;at;activity\n1;2026-01-05 10:00;Call\n2;2026-02-05 10:00;Call\n",
	} {
		path := filepath.Join(folder, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		paths = append(paths, path)
	}
	slices.Sort(paths)
	slices.Reverse(paths) // jan, feb
	plans, err := PrepareAll(paths, options())
	if err != nil || len(plans) != 1 {
		t.Fatalf("%d plans, %v", len(plans), err)
	}
	ws := MustCreate(t, settings())
	r, err := Run(ctx, ws, plans[0], nil)
	if err != nil {
		t.Fatal(err)
	}
	// The line that both have is one; the two of January are two.
	wantCounts(t, r, counts{read: 5, imported: 3, unchanged: 1, rejected: 1, customersNew: 2})
	if r.Header != 2 || len(r.Rejects) != 1 || r.Rejects[0].File != "jan.csv" || r.Rejects[0].Line != 4 {
		t.Errorf("header %d, rejects %+v", r.Header, r.Rejects)
	}
	rejects, err := os.ReadFile(r.RejectsFile)
	if err != nil {
		t.Fatal(err)
	}
	if want := "customer,at,activity,reject_reason\n2,soon,Call,\"its value in \"\"at\"\" does not read as a date like the others there (jan.csv, line 4)\"\n"; string(rejects) != want {
		t.Errorf("rejects file:\n%s", rejects)
	}
}

func TestDryRunShowsSamplesAndWritesNothing(t *testing.T) {
	ws := MustCreate(t, settings())
	MustRun(t, ws, MustWrite(t, "customer,at,activity,amount\n1,2026-01-05,Order,5\n"), options())
	before := digest(t, ws)
	path := MustWrite(t, "customer,at,activity,amount\n1,2026-01-05,Order,5\n1,2026-01-06 10:00,Order,7.50\n2,never,Order,1\n2,2026-01-07,Order,1\n")
	r := MustRun(t, ws, path, options(func(o *Options) { o.DryRun = true }))
	wantCounts(t, r, counts{read: 4, imported: 2, unchanged: 1, rejected: 1, customersNew: 1})
	if digest(t, ws) != before {
		t.Error("a dry run changed the workspace")
	}
	want := []Sample{
		{Line: 2, Did: DidNone, What: [][2]string{{"customer", "1"}, {"at", "2026-01-05"}, {"activity", "Order"}, {"amount", "5"}}},
		{Line: 3, Did: DidImport, What: [][2]string{{"customer", "1"}, {"at", "2026-01-06 10:00:00"}, {"activity", "Order"}, {"amount", "7.5"}}},
		{Line: 4, Did: DidReject, What: [][2]string{{"reason", `its value in "at" does not read as a date like the others there`}, {"customer", "2"}, {"at", "never"}, {"activity", "Order"}, {"amount", "1"}}},
		{Line: 5, Did: DidImport, What: [][2]string{{"customer", "2"}, {"at", "2026-01-07"}, {"activity", "Order"}, {"amount", "1"}}},
	}
	if diff := cmp.Diff(want, r.Samples); diff != "" {
		t.Error(diff)
	}
}

// People of one name are told apart by a date of theirs.
func TestMatchByNameAndBirthday(t *testing.T) {
	ws := MustCreate(t, settings())
	by := options(as(AsCustomers), func(o *Options) { o.Match = []Field{"name+attr:birthday"} })
	r := MustRun(t, ws, MustWrite(t, "name,birthday,city\nAnn Lee,1980-01-05,Bern\nAnn Lee,1999-12-31,Basel\nAnn Lee,,Zug\n"), by)
	wantCounts(t, r, counts{read: 3, imported: 2, rejected: 1, customersNew: 2})
	r = MustRun(t, ws, MustWrite(t, "name,birthday,city\nAnn Lee,1999-12-31,Geneva\nAnn Lee,1970-01-01,Basel\n"), by)
	wantCounts(t, r, counts{read: 2, imported: 1, updated: 1, customersNew: 1})
	calls := options(as(AsInteractions), mapped("name=name", "attr:birthday=born", "at=at", "activity=activity"), func(o *Options) { o.Match = by.Match })
	r = MustRun(t, ws, MustWrite(t, "name,born,at,activity\nAnn Lee,1980-01-05,2026-01-05,Help\nAnn Lee,1980-01-05,2026-01-06,Help\nAnn Lee,1999-12-31,2026-01-06,Help\nBo,1980-01-05,2026-01-06,Help\nAnn Lee,,2026-01-07,Help\n"), calls)
	wantCounts(t, r, counts{read: 5, imported: 5, noCustomer: 1, customersNew: 1})
	wantRefused(t, tryImport(t, ws, MustWrite(t, "name,city\nAnn Lee,Bern\nBo,Bern\n"), by), data.CodeBadInput, "attr:birthday")
}

func TestANameCountsWhereTheIDsAreBlank(t *testing.T) {
	ws := MustCreate(t, settings())
	path := MustWrite(t, "customer,email,name,at,activity\n,,Ann,2026-01-05,Call\n,,Ben,2026-01-06,Call\n,,Ann,2026-01-07,Call\n")
	wantCounts(t, MustRun(t, ws, path, options()), counts{read: 3, imported: 3, customersNew: 2})
	path = MustWrite(t, "customer,email,name,at,activity\n7,,Cy,2026-01-05,Call\n,,Ann,2026-02-06,Call\n")
	wantCounts(t, MustRun(t, ws, path, options()), counts{read: 2, imported: 2, noCustomer: 1, customersNew: 1})
}
