package workspace_test

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"cxworkbench/data"
	"cxworkbench/data/workspace"
)

// What only the customer who is erased says, as it is written and as it is searched.
var personal = []string{"Zephyrina", "zephyrina", "Quillfeather", "quillfeather", "0871234567", "Xylophonist", "wombat", "Oldname", "oldname", "marmalade"}

// raw looks for words in the bytes of all files below folders, in UTF-8 as in the
// file, and says which are there.
func raw(t *testing.T, folders ...string) (there []string) {
	t.Helper()
	for _, folder := range folders {
		err := filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() {
				return err
			}
			content, err := os.ReadFile(path)
			for _, word := range personal {
				if bytes.Contains(content, []byte(word)) && !slices.Contains(there, word) {
					there = append(there, word)
				}
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return there
}

// eraseFixture makes a workspace with a customer to erase, who was called
// otherwise before, and one to keep.
func eraseFixture(t *testing.T) (w *workspace.Workspace, customer int64) {
	t.Helper()
	w = MustCreate(t)
	addPerson(t, w, "Ben Keeper", "ben@example.com", "Ben wants his parcel", data.DayOf(2025, 3, 1))
	customer = addPerson(t, w, "Oldname Person", "zephyrina@example.com", "Rang about the marmalade", data.DayOf(2025, 3, 2))
	write(t, w, func(tx *workspace.Tx) error {
		c, err := tx.Customer(customer)
		if err != nil {
			return err
		}
		c.Name, c.Attributes = "Zephyrina Quillfeather", map[string]string{"profession": "Xylophonist"}
		c.Identities = append(c.Identities, data.Identity{Kind: data.IdentityPhone, Value: "0871234567"})
		if err := tx.UpdateCustomer(&c); err != nil {
			return err
		}
		ticket, err := tx.AddTicket(&data.Ticket{CustomerID: customer, Subject: "A wombat in the parcel", Opened: 1}, workspace.Origin{}, 0)
		if err != nil {
			return err
		}
		if _, err := tx.AddTicketEvent(&data.TicketEvent{TicketID: ticket, At: 2, Status: "open", Note: "wombat fed"}, workspace.Origin{}); err != nil {
			return err
		}
		if _, err := tx.AddTask(&data.Task{CustomerID: customer, What: "Call about the wombat", Due: data.NoDay, Done: data.NoDay}); err != nil {
			return err
		}
		if _, err := tx.AddConsent(&data.Consent{CustomerID: customer, Purpose: "newsletter", Day: data.DayOf(2025, 1, 1)}); err != nil {
			return err
		}
		id, err := tx.BeginImport("file.csv", 1)
		if err != nil {
			return err
		}
		for _, line := range []string{"7;ZEPHYRINA QUILLFEATHER;x", "7;zephyrina quillfeather;not a date", "8;(087) 123-4567;x", "9;Ben;x"} {
			if err := tx.AddReject(id, data.Reject{Line: 1, Reason: "no date", Raw: line}); err != nil {
				return err
			}
		}
		return nil
	})
	return w, customer
}

func TestEraseLeavesNoTrace(t *testing.T) {
	w, customer := eraseFixture(t)
	backups, err := workspace.BackupFolder(w.Path())
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if _, err := w.Backup(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	folders := []string{filepath.Dir(w.Path()), backups}
	before := raw(t, folders...)
	for _, word := range personal {
		if !slices.Contains(before, word) {
			t.Fatalf("the test itself writes no %q", word)
		}
	}
	e, err := w.Erase(t.Context(), customer)
	if err != nil {
		t.Fatal(err)
	}
	want := workspace.Erased{Label: "Zephyrina Quillfeather", Records: 7, Rejects: 3, Changes: e.Changes, Backups: 2, Compacted: true}
	if e.Changes == 0 || !equalErased(e, want) {
		t.Errorf("erased %+v, want %+v", e, want)
	}
	if left := raw(t, folders...); len(left) > 0 {
		t.Errorf("while the file is open %q are still in the bytes", left)
	}
	if got := found(t, w, "zephyrina") + found(t, w, "wombat"); got != "" {
		t.Errorf("search still finds %q", got)
	}
	if got := found(t, w, "ben keeper"); got != "customer: Ben Keeper" {
		t.Errorf("search for who stays finds %q", got)
	}
	if _, err := w.Erase(t.Context(), customer); data.CodeOf(err) != data.CodeNotFound {
		t.Errorf("erased a second time: %v", err)
	}
	mustClose(t, w)
	if left := raw(t, folders...); len(left) > 0 {
		t.Errorf("%q are still in the bytes", left)
	}
	if err := checkIndex(w.Path()); err != nil {
		t.Error(err)
	}
	if kept, err := workspace.Backups(w.Path()); err != nil || len(kept) != 1 {
		t.Errorf("%d backups are left, want the clean one (%v)", len(kept), err)
	}
	again, err := workspace.Open(t.Context(), w.Path())
	if err != nil {
		t.Fatal(err)
	}
	defer mustClose(t, again)
	if info, err := again.Info(t.Context()); err != nil || info.Customers != 1 || info.Interactions != 1 || info.Tickets != 0 {
		t.Errorf("%+v, %v", info, err)
	}
}

func equalErased(a, b workspace.Erased) bool {
	return a.Label == b.Label && a.Records == b.Records && a.Rejects == b.Rejects && a.Changes == b.Changes && a.Backups == b.Backups &&
		a.Mentions == b.Mentions && a.Compacted == b.Compacted && slices.Equal(a.Segments, b.Segments) && slices.Equal(a.Views, b.Views)
}

func TestEraseListsWhatQuotesTheCustomer(t *testing.T) {
	w, customer := eraseFixture(t)
	defer mustClose(t, w)
	addPerson(t, w, "Cy", "", "Recommended by Zephyrina Quillfeather", data.DayOf(2025, 3, 3))
	write(t, w, func(tx *workspace.Tx) error {
		if err := tx.AddSegment("Hers", `name = "zephyrina quillfeather"`); err != nil {
			return err
		}
		if err := tx.AddSegment("West", `region = "West"`); err != nil {
			return err
		}
		return tx.SaveView(data.SavedView{Name: "People", Screen: "customers", State: `{"find":"Zephyrina Quillfeather"}`})
	})
	e, err := w.Erase(t.Context(), customer)
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(e.Segments, []string{"Hers"}) || !slices.Equal(e.Views, []string{"People"}) || e.Mentions != 1 {
		t.Errorf("erased %+v", e)
	}
	if _, err := w.Undo(t.Context()); err == nil || strings.Contains(err.Error(), "panic") {
		t.Errorf("undo after erase: %v", err)
	}
}

// Somebody who reads meanwhile keeps old pages in the log; Erase says so, and
// closing clears them.
func TestEraseWhileAnotherReads(t *testing.T) {
	w, customer := eraseFixture(t)
	second, err := workspace.Open(t.Context(), w.Path())
	if err != nil {
		t.Fatal(err)
	}
	var e workspace.Erased
	err = second.Snapshot(t.Context(), func(snap *workspace.Snapshot) (err error) {
		if _, err = snap.Settings(); err == nil {
			e, err = w.Erase(t.Context(), customer)
		}
		return err
	})
	if err != nil || e.Compacted {
		t.Errorf("erased %+v, %v; want not compacted", e, err)
	}
	mustClose(t, second)
	mustClose(t, w)
	if left := raw(t, filepath.Dir(w.Path())); len(left) > 0 {
		t.Errorf("after all have closed, %q are still in the bytes", left)
	}
}
