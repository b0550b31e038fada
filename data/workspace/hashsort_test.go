package workspace

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
	"zombiezen.com/go/sqlite"

	"cxworkbench/data"
)

// temporaries makes a folder for temporary files and gives what is left in it.
func temporaries(t *testing.T) func() []string {
	t.Helper()
	folder := t.TempDir()
	t.Setenv("TMPDIR", folder)
	t.Setenv("TMP", folder) // on Windows
	return func() (names []string) {
		left, err := os.ReadDir(folder)
		if err != nil {
			t.Fatal(err)
		}
		for _, entry := range left {
			names = append(names, entry.Name())
		}
		return names
	}
}

// However few hashes are held, all come back in order, and no file is left.
func TestHashesAreSortedWithinBounds(t *testing.T) {
	left := temporaries(t)
	rapid.Check(t, func(t *rapid.T) {
		sorter := &hashSorter{most: rapid.IntRange(1, 40).Draw(t, "most")}
		var want []rowHash
		for _, n := range rapid.SliceOfN(rapid.IntRange(-3, 60), 0, 200).Draw(t, "owners") {
			h := rowHash{owner: int64(n), sum: sha256.Sum256([]byte{byte(n), byte(len(want) % 7)})}
			want = append(want, h)
			if err := sorter.add(h); err != nil {
				t.Fatal(err)
			}
		}
		slices.SortFunc(want, compareHashes)
		sorter.sort()
		var got []rowHash
		for h := sorter.next(); h != nil; h = sorter.next() {
			got = append(got, *h)
		}
		if again := sorter.next(); again != nil || sorter.err != nil || !slices.Equal(got, want) {
			t.Fatalf("%d of %d hashes, %v", len(got), len(want), sorter.err)
		}
		if err := sorter.close(); err != nil {
			t.Fatal(err)
		}
	})
	if files := left(); len(files) > 0 {
		t.Errorf("left %v", files)
	}
}

// The digest is the same however much of it is held in memory, and that of the
// definition: made up here without any of the sorting.
func TestTheDigestNeedsNoMemoryToBeItself(t *testing.T) {
	left := temporaries(t)
	w := benchWorkspace(t)
	err := w.Write(t.Context(), "Rows", func(tx *Tx) error {
		if err := addRows(tx, 500); err != nil {
			return err
		}
		return tx.AddInteraction(&data.Interaction{ActivityID: 1, When: data.AtMillis(7), Note: "of nobody"}, Origin{}, 0)
	})
	if err != nil {
		t.Fatal(err)
	}
	err = w.read(t.Context(), func(conn *sqlite.Conn) error {
		want, err := digestByDefinition(conn)
		for _, most := range []int{heldHashes, 100, 7} {
			if got, err := digestHolding(conn, most); err != nil || got != want {
				t.Errorf("holding %d: %s, not %s, %v", most, got, want, err)
			}
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
	if files := left(); len(files) > 0 {
		t.Errorf("left %v", files)
	}
}

func digestByDefinition(conn *sqlite.Conn) (string, error) {
	var all []string
	own, theirs := map[int64]string{}, map[int64][]string{}
	for _, table := range Registry {
		if !table.Content {
			continue
		}
		rows := &hashSorter{most: heldHashes}
		if err := hashRows(conn, table, rows); err != nil {
			return "", err
		}
		for _, row := range rows.held {
			switch sum := string(row.sum[:]); {
			case table.Name == "customer":
				own[row.owner] = sum
			case table.Owned && row.owner != 0:
				theirs[row.owner] = append(theirs[row.owner], sum)
			default:
				all = append(all, sum)
			}
		}
	}
	for customer, sum := range own {
		slices.Sort(theirs[customer])
		sum := sha256.Sum256([]byte(sum + strings.Join(theirs[customer], "")))
		all = append(all, string(sum[:]))
	}
	slices.Sort(all)
	sum := sha256.Sum256([]byte(strings.Join(all, "")))
	return hex.EncodeToString(sum[:]), nil
}

// Where nothing can be put aside, that is said in a sentence.
func TestADigestWithoutRoomIsASentence(t *testing.T) {
	w := benchWorkspace(t)
	if err := w.Write(context.Background(), "Rows", func(tx *Tx) error { return addRows(tx, 50) }); err != nil {
		t.Fatal(err)
	}
	nowhere := filepath.Join(t.TempDir(), "no such folder")
	t.Setenv("TMPDIR", nowhere)
	t.Setenv("TMP", nowhere)
	err := w.read(t.Context(), func(conn *sqlite.Conn) error {
		_, err := digestHolding(conn, 5)
		return err
	})
	if data.CodeOf(err) != data.CodeFull || !strings.Contains(fmt.Sprint(err), "temporary files") {
		t.Errorf("%v", err)
	}
}
