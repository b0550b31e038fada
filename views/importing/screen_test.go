package importing_test

import (
	"slices"
	"strings"
	"testing"

	"cxworkbench/views/kit"
	"cxworkbench/views/viewtest"
)

const contacts = `customer,date,activity,channel
Anchor Bakery,2026-04-02,Enquiry,Phone
Breakwater Books,2026-04-04,Enquiry,Web
Capstan Cycles,2026-04-09,Proposal,Email
Estuary Electric,someday,Enquiry,Phone
Ferry Florist,2026-04-21,Enquiry,Web
`

// mustChoose opens an empty workspace and chooses a file.
func mustChoose(t *testing.T, name, content string) *viewtest.Bench {
	t.Helper()
	b := viewtest.Open(t)
	b.ImportFile(b.File(name, content))
	b.Settle()
	return b
}

func TestAFileIsCheckedThenCountedThenImported(t *testing.T) {
	b := mustChoose(t, "contacts.csv", contacts)
	b.MustSay("contacts.csv: Interactions", "4 columns: 4 mapped", "Anchor Bakery", "someday", "nothing is written yet")

	b.Press("Count only")
	b.MustSay("What importing contacts.csv would do", "5 rows read", "4 imported", "1 rejected")
	if n := b.Workbench().Session().Log().Customers(); n != 0 {
		t.Fatalf("counting made %d customers", n)
	}
	b.Press("Back to the columns")
	b.MustSay("contacts.csv: Interactions")

	b.Press("Import")
	b.MustSay("contacts.csv is in the workspace", "5 rows read", "1 row: ", "line 5: ", "contacts.csv.rejects.csv", "New activities")
	if got := b.Traced("imported"); got != "4 rejected 1" {
		t.Errorf("the trace says imported %q", got)
	}
	b.Press("See the overview")
	b.MustSay("4 customers are here")
	if got := b.Workbench().Session().Log().Customers(); got != 4 {
		t.Errorf("there are %d customers, want 4", got)
	}
}

func TestTheSameFileAgainAddsNothing(t *testing.T) {
	b := mustChoose(t, "contacts.csv", contacts)
	b.Press("Import")
	b.ImportFile(b.File("contacts.csv", contacts))
	b.Settle()
	b.Press("Import")
	b.MustSay("0 imported", "4 unchanged")
}

func TestAColumnTakenForNothingLeavesNoDate(t *testing.T) {
	b := mustChoose(t, "contacts.csv", contacts)
	when := viewtest.Find(b, func(s *kit.Select) bool { return s.Selected == "When" })
	when.SetSelected("Not used")
	b.Settle()
	if !b.Button("Import").Disabled() {
		t.Errorf("a file without a date can be imported: %q", b.Texts())
	}
	viewtest.Find(b, func(s *kit.Select) bool { return s.Selected == "Not used" && slices.Contains(s.Options, "When") }).SetSelected("When")
	b.Settle()
	if b.Button("Import").Disabled() {
		t.Errorf("with the date back the file cannot be imported: %q", b.Texts())
	}
}

func TestBadFilesAreRefusedInASentence(t *testing.T) {
	for name, c := range map[string]struct{ content, says string }{
		"empty.csv":  {"", "empty"},
		"binary.csv": {strings.Repeat("\x00\x01\x02\xff", 400), "binary.csv cannot be imported"},
	} {
		t.Run(name, func(t *testing.T) {
			b := mustChoose(t, name, c.content)
			b.MustSay(name+" cannot be imported", c.says)
			if b.Traced("error") == "" {
				t.Error("the trace does not tell the error")
			}
			b.Press("Choose another file")
			b.MustSay() // the button leads on without a crash
		})
	}
	b := viewtest.Open(t)
	b.ImportFile(b.Folder + "/missing.csv")
	b.Settle()
	b.MustSay("missing.csv cannot be imported")
}

func TestWhatWasImportedIsListed(t *testing.T) {
	b := viewtest.Open(t, contacts[:strings.Index(contacts, "Estuary")])
	b.Show("Import")
	b.MustSay("Imported so far", "in.csv", "3 rows read, 3 imported, 0 rejected", "drop it onto this window")
}
