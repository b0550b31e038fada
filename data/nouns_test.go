package data_test

import (
	"errors"
	"fmt"
	"io/fs"
	"testing"

	"cxworkbench/data"
)

func TestMoney(t *testing.T) {
	cases := []struct {
		money    data.Money
		currency string
		want     float64
	}{
		{24409194, "USD", 244091.94}, {-5, "EUR", -.05}, {1234, "JPY", 1234}, {1234, "KWD", 1.234}, {1234, "", 12.34},
	}
	for _, c := range cases {
		if got := c.money.Float(c.currency); got != c.want {
			t.Errorf("%d in %q is %v, want %v", c.money, c.currency, got, c.want)
		}
	}
}

func TestErrors(t *testing.T) {
	e := data.Wrap(fs.ErrNotExist, data.CodeNotFound, "The file %s is not there.", "a.csv")
	wrapped := fmt.Errorf("import: %w", e)
	if data.CodeOf(wrapped) != data.CodeNotFound || data.Sentence(wrapped) != "The file a.csv is not there." {
		t.Errorf("%s: %s", data.CodeOf(wrapped), data.Sentence(wrapped))
	}
	if !errors.Is(wrapped, fs.ErrNotExist) || e.Error() != "The file a.csv is not there." {
		t.Errorf("the cause is lost, or shown: %v", e)
	}
	plain := errors.New("disk on fire")
	if data.CodeOf(plain) != data.CodeInternal || data.Sentence(plain) != "disk on fire" {
		t.Errorf("%s: %s", data.CodeOf(plain), data.Sentence(plain))
	}
	if e := data.Errorf(data.CodeFull, "Full."); e.Unwrap() != nil || data.CodeOf(e) != data.CodeFull {
		t.Errorf("%+v", e)
	}
}

func TestKinds(t *testing.T) {
	seen := map[data.Kind]bool{}
	for _, k := range data.Kinds {
		if seen[k] || !k.Valid() {
			t.Errorf("%q is listed twice or not valid", k)
		}
		seen[k] = true
	}
	for _, k := range []data.Kind{"", "Purchase", "buy"} {
		if k.Valid() {
			t.Errorf("%q is valid", k)
		}
	}
}

func TestLabel(t *testing.T) {
	identities := []data.Identity{{Kind: data.IdentityEmail, Value: "a@example.org"}, {Kind: data.IdentityExternal, Value: "C-17"}}
	cases := []struct {
		customer data.Customer
		want     string
	}{
		{data.Customer{Name: "Café Marina", Identities: identities}, "Café Marina"},
		{data.Customer{Identities: identities}, "C-17"},
		{data.Customer{Identities: identities[:1]}, ""},
	}
	for _, c := range cases {
		if got := c.customer.Label(); got != c.want {
			t.Errorf("label %q, want %q", got, c.want)
		}
	}
}

func TestLocation(t *testing.T) {
	if zone, err := (data.Settings{Zone: "Europe/Berlin"}).Location(); err != nil || zone.String() != "Europe/Berlin" {
		t.Errorf("%v, %v", zone, err)
	}
	for _, name := range []string{"Europe/Atlantis", "", "Local"} {
		if zone, err := (data.Settings{Zone: name}).Location(); err == nil {
			t.Errorf("the zone %q is %v", name, zone)
		}
	}
}

func TestOnlyCurrenciesThatArePaidWithAreKnown(t *testing.T) {
	for code, want := range map[string]bool{
		"EUR": true, "USD": true, "GBP": true, "CHF": true, "JPY": true, "TND": true, "ZAR": true, "SLE": true, "DEM": true,
		"QQQ": false, "eur": false, "EURO": false, "": false, "XXX": false, "XTS": false, "XAU": false, "E R": false, "ΕUR": false,
	} {
		if got := data.KnownCurrency(code); got != want {
			t.Errorf("%q is known: %v, want %v", code, got, want)
		}
	}
	for _, code := range []string{"BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "VND", "VUV", "XAF", "XOF", "XPF", "BHD", "IQD", "JOD", "KWD", "LYD", "OMR"} {
		if !data.KnownCurrency(code) {
			t.Errorf("%s has units of its own and is not known", code)
		}
	}
}
