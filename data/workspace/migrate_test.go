package workspace_test

import (
	"os"
	"path/filepath"
	"testing"

	"cxworkbench/data"
	"cxworkbench/data/workspace"
)

// A file of each older version opens with all that it holds. testdata/v1.cxw was
// written by the first version of the program.
func TestOldVersionsAreBroughtUpToDate(t *testing.T) {
	old, err := os.ReadFile(filepath.Join("testdata", "v1.cxw"))
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "old.cxw")
	if err := os.WriteFile(path, old, 0o600); err != nil {
		t.Fatal(err)
	}
	digest := ""
	for range 2 { // once with, once without migration
		w, err := workspace.Open(t.Context(), path)
		if err != nil {
			t.Fatal(err)
		}
		info, err := w.Info(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if info.Settings.Name != "Version 1" || info.Settings.AsOf != data.DayOf(2025, 6, 30) || info.Customers != 2 || info.Interactions != 2 ||
			info.NoCustomer != 1 || info.Amount != 1250 || info.Subscriptions != 1 || info.Responses != 0 || info.Tickets != 0 || info.Revision != 1 {
			t.Errorf("info %+v", info)
		}
		customers, err := w.Customers(t.Context(), []int64{1})
		if err != nil || len(customers) != 1 || customers[0].Name != "Café Łódź" || customers[0].Attributes["region"] != "West" || len(customers[0].Identities) != 2 {
			t.Errorf("customer %+v, %v", customers, err)
		}
		for query, want := range map[string]string{
			"lodz": "customer: Café Łódź", "c-1": "identity: C-1", "blink": "interaction: The router blinks red", "ben": "customer: Ben",
		} {
			if got := found(t, w, query); got != want {
				t.Errorf("search %q found %q, want %q", query, got, want)
			}
		}
		now, err := w.Digest(t.Context())
		if err != nil || digest != "" && now != digest {
			t.Errorf("digest %s, want %s, %v", now, digest, err)
		}
		digest = now
		mustClose(t, w)
	}
	if err := checkIndex(path); err != nil {
		t.Error(err)
	}
}
