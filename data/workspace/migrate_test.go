package workspace_test

import (
	"os"
	"path/filepath"
	"testing"

	"cxworkbench/data"
	"cxworkbench/data/workspace"
)

// A file of each older version opens with all that it holds. The files in
// testdata were written by the programs of their time.
func TestOldVersionsAreBroughtUpToDate(t *testing.T) {
	t.Run("v1", func(t *testing.T) {
		testOldVersion(t, "v1.cxw", "Version 1", 0, map[string]string{
			"lodz": "customer: Café Łódź", "c-1": "identity: C-1", "blink": "interaction: The router blinks red", "ben": "customer: Ben",
		})
	})
	t.Run("v3", func(t *testing.T) {
		testOldVersion(t, "v3.cxw", "Version 3", 1, map[string]string{
			"lodz": "customer: Café Łódź", "c-1": "identity: C-1", "blink": "interaction: The router blinks red", "ben": "customer: Ben",
			"splendid": "response: Splendid", "no light": "ticket: T-1 No light",
		})
	})
}

func testOldVersion(t *testing.T, file, name string, service int, texts map[string]string) {
	old, err := os.ReadFile(filepath.Join("testdata", file))
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
		if info.Settings.Name != name || info.Settings.AsOf != data.DayOf(2025, 6, 30) || info.Customers != 2 || info.Interactions != 2 ||
			info.NoCustomer != 1 || info.Amount != 1250 || info.Subscriptions != 1 || info.Responses != service || info.Tickets != service || info.Revision != 1 {
			t.Errorf("info %+v", info)
		}
		customers, err := w.Customers(t.Context(), []int64{1})
		if err != nil || len(customers) != 1 || customers[0].Name != "Café Łódź" || customers[0].Attributes["region"] != "West" || len(customers[0].Identities) != 2 {
			t.Errorf("customer %+v, %v", customers, err)
		}
		for query, want := range texts {
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
