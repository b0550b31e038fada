package shell_test

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"cxworkbench/views/viewtest"
)

func TestABackupIsRestoredFromAList(t *testing.T) {
	b := viewtest.Open(t, viewtest.Purchases())
	b.Run("Restore a backup...")
	b.MustSay("There are no backups of test.cxw")
	b.Press("Close")
	b.Run("Back up now")
	b.Settle()
	b.Run("Close workspace")
	path := filepath.Join(b.Folder, "test.cxw")
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	// Half the file: it is refused, and what can be done is offered.
	if err := os.WriteFile(path, whole[:len(whole)/2], 0o600); err != nil {
		t.Fatal(err)
	}
	b.OpenPath(path)
	b.Settle()
	b.MustSay("test.cxw cannot be used as it is", "is cut short", "Rescue what can be read")
	b.Press("Restore")
	b.Settle()
	b.MustSay("Test Ltd", "12 customers are here")
}

func TestDamageThatOpensIsFoundInTheBackground(t *testing.T) {
	b := viewtest.Open(t, viewtest.Purchases())
	b.Run("Close workspace")
	path := filepath.Join(b.Folder, "test.cxw")
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	raw = bytes.ReplaceAll(raw, []byte("Purchase"), []byte("Purchaze")) // in table and index alike
	if err := os.WriteFile(path, raw, 0o600); err != nil {
		t.Fatal(err)
	}
	b.OpenPath(path)
	b.Settle()
	b.MustSay("test.cxw cannot be used as it is", "does not say any more what it said when it was last closed")
	if b.Workbench().Checking() {
		t.Error("it is still checking")
	}
}
