package exchange

import (
	"testing"

	"cxworkbench/data"
	"cxworkbench/data/workspace"
)

// counts is what a test compares of a Report.
type counts struct{ read, imported, updated, unchanged, rejected, noCustomer, customersNew int }

func countsOf(r Report) counts {
	return counts{r.Read, r.Imported, r.Updated, r.Unchanged, r.Rejected, r.NoCustomer, r.CustomersNew}
}

func wantCounts(t *testing.T, r Report, want counts) {
	t.Helper()
	if got := countsOf(r); got != want {
		t.Errorf("counted %+v, want %+v; reasons %v", got, want, r.Reasons)
	}
}

func MustInfo(t *testing.T, ws *workspace.Workspace) workspace.Info {
	t.Helper()
	info, err := ws.Info(ctx)
	if err != nil {
		t.Fatal(err)
	}
	return info
}

func TestCDNOW(t *testing.T) {
	path := sharedData(t, "cdnow/CDNOW_sample.txt")
	ws := MustCreate(t, settings())
	plan := MustPrepare(t, path, options())
	if plan.As != AsPurchases {
		t.Errorf("rows were taken for %s", plan.As)
	}
	r := MustRun(t, ws, path, options())
	wantCounts(t, r, counts{read: 6919, imported: 6919, customersNew: 2357})
	wantMapping(t, r, map[string]string{"customer": "2", "customer2": "1", "at": "3", "quantity": "4", "amount": "5"})
	info := MustInfo(t, ws)
	if info.Interactions != 6919 || info.Customers != 2357 || info.Amount != 24409194 {
		t.Errorf("workspace holds %+v", info)
	}
	if want := data.DayOf(1998, 6, 30); info.Settings.AsOf != want {
		t.Errorf("as of %s, want %s", info.Settings.AsOf, want)
	}
	again := MustRun(t, ws, path, options())
	wantCounts(t, again, counts{read: 6919, unchanged: 6919})
	if got := MustInfo(t, ws); got.Interactions != 6919 || got.Customers != 2357 {
		t.Errorf("a second import left %+v", got)
	}
}

func TestCDNOWByFlags(t *testing.T) {
	path := sharedData(t, "cdnow/CDNOW_sample.txt")
	ws := MustCreate(t, settings())
	o := options(as(AsPurchases), mapped("customer=2", "customer2="))
	wantCounts(t, MustRun(t, ws, path, o), counts{read: 6919, imported: 6919, customersNew: 2357})
}

func TestTelco(t *testing.T) {
	path := sharedData(t, "telco_churn/Telco-Customer-Churn.csv")
	ws := MustCreate(t, settings())
	o := options(func(o *Options) { o.AsOf = data.DayOf(2026, 10, 31) })
	r := MustRun(t, ws, path, o)
	wantCounts(t, r, counts{read: 7043, imported: 7043, customersNew: 7043})
	wantMapping(t, r, map[string]string{"customer": "customerID", "tenure_months": "tenure", "left": "Churn", "amount": "MonthlyCharges"})
	left, monthly := 0, data.Money(0)
	err := ws.Snapshot(ctx, func(s *workspace.Snapshot) error {
		return s.EachSubscription(func(sub *data.Subscription) error {
			if sub.End.Known() {
				left++
			}
			if !sub.DatesDerived {
				t.Errorf("%+v: the dates were derived", sub)
			}
			monthly += sub.Monthly
			return nil
		})
	})
	if err != nil {
		t.Fatal(err)
	}
	if left != 1869 || monthly != 45611660 {
		t.Errorf("%d left and %d a month, want 1869 and 45611660", left, monthly)
	}
	info := MustInfo(t, ws)
	if info.Subscriptions != 7043 || info.Settings.AsOf != data.DayOf(2026, 10, 31) {
		t.Errorf("workspace holds %+v", info)
	}
	wantCounts(t, MustRun(t, ws, path, o), counts{read: 7043, unchanged: 7043})
	wantCounts(t, MustRun(t, ws, path, options()), counts{read: 7043, unchanged: 7043}) // by the stored as-of
}

func TestRetail(t *testing.T) {
	path := sharedData(t, "online_retail/online_retail_2010-12.csv")
	ws := MustCreate(t, settings())
	r := MustRun(t, ws, path, options())
	wantCounts(t, r, counts{read: 42481, imported: 42481, noCustomer: 15631, customersNew: 948})
	wantMapping(t, r, map[string]string{"customer": "CustomerID", "at": "InvoiceDate", "order": "InvoiceNo", "product": "Description",
		"quantity": "Quantity", "price": "UnitPrice"})
	info := MustInfo(t, ws)
	if info.NoCustomer != 15631 || info.Interactions != 42481 || info.Amount != 74895702 {
		t.Errorf("workspace holds %+v", info)
	}
	wantCounts(t, MustRun(t, ws, path, options()), counts{read: 42481, unchanged: 42481})
}

func wantMapping(t *testing.T, r Report, want map[string]string) {
	t.Helper()
	for field, column := range want {
		if r.Mapping[field] != column {
			t.Errorf("field %s has column %q, want %q", field, r.Mapping[field], column)
		}
	}
	for field, column := range r.Mapping {
		if _, ok := want[field]; !ok {
			t.Errorf("field %s was given column %q", field, column)
		}
	}
}
