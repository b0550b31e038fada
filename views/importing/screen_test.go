package importing_test

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"cxworkbench/app"
	"cxworkbench/data"
	"cxworkbench/data/exchange/export"
	"cxworkbench/views/grid"
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

// step goes to a step by its name in the strip.
func step(b *viewtest.Bench, name string) {
	viewtest.Find(b, func(t *kit.Tab) bool { return strings.HasSuffix(t.Text(), " "+name) }).Tapped(nil)
	b.Settle()
}

// cells gives all cells of the grid in view.
func cells(b *viewtest.Bench) string {
	g, out := viewtest.First[*grid.Grid](b), []string{}
	for row := range g.Len() {
		out = append(out, g.Row(row)...)
	}
	return strings.Join(out, "|")
}

// pick chooses the column of a name on the step Columns.
func pick(b *viewtest.Bench, column string) {
	g := viewtest.First[*grid.Grid](b)
	for row := range g.Len() {
		if g.Row(row)[0] == column {
			g.Select(row)
		}
	}
	b.Settle()
}

func TestAFileIsImportedInTwoClicks(t *testing.T) {
	b := mustChoose(t, "contacts.csv", contacts)
	b.MustSay("contacts.csv: Interactions", "4 columns: 4 mapped", "nothing is written yet", "1 of these 5 rows cannot be used")
	if got := cells(b); !strings.Contains(got, "Anchor Bakery") || !strings.Contains(got, "⚠ someday") {
		t.Errorf("the preview shows %s", got)
	}
	b.Press("Import")
	b.MustSay("contacts.csv is in the workspace", "5 rows read", "1 row: ", "line 5: ", "contacts.csv.rejects.csv", "New activities")
	b.MustSay("Ask the client next for", "Can be answered", "Not yet", "One month only")
	if got := b.Traced("imported"); got != "4 rejected 1" {
		t.Errorf("the trace says imported %q", got)
	}
	if got := b.Traced("verdict"); !strings.HasPrefix(got, "yes=") {
		t.Errorf("the trace says verdict %q", got)
	}
	b.Press("See the overview")
	b.MustSay("4 customers are here")
}

func TestADryRunShowsSomeOfEachAndWritesNothing(t *testing.T) {
	b := mustChoose(t, "contacts.csv", contacts)
	b.Press("Dry run")
	b.MustSay("What importing contacts.csv would do", "5 rows read", "4 imported", "1 rejected")
	if got := cells(b); !strings.Contains(got, "new|") || !strings.Contains(got, "rejected|") || !strings.Contains(got, "Anchor Bakery") {
		t.Errorf("the samples are %s", got)
	}
	if n := b.Workbench().Session().Log().Customers(); n != 0 {
		t.Fatalf("counting made %d customers", n)
	}
	step(b, "Preview")
	b.MustSay("nothing is written yet")
}

func TestTheSameFileAgainAddsNothing(t *testing.T) {
	b := mustChoose(t, "contacts.csv", contacts)
	b.Press("Import")
	b.ImportFile(b.File("contacts.csv", contacts))
	b.Settle()
	b.Press("Import")
	b.MustSay("0 imported", "4 unchanged")
}

func TestChoicesStayFromStepToStep(t *testing.T) {
	b := mustChoose(t, "contacts.csv", contacts)
	step(b, "Columns")
	pick(b, "date")
	viewtest.Find(b, func(s *kit.Select) bool { return s.Selected == "When" }).SetSelected("Not used")
	b.Settle()
	if !b.Button("Import").Disabled() {
		t.Errorf("a file without a date can be imported: %q", b.Texts())
	}
	step(b, "Preview")
	b.MustSay("4 columns: 3 mapped")
	step(b, "Columns")
	viewtest.Find(b, func(s *kit.Select) bool { return s.Selected == "Not used" && slices.Contains(s.Options, "When") }).SetSelected("When")
	b.Settle()
	if b.Button("Import").Disabled() {
		t.Errorf("with the date back the file cannot be imported: %q", b.Texts())
	}
	step(b, "Customers")
	viewtest.Find(b, func(s *kit.Select) bool { return s.Selected == "create new ones and update known ones" }).SetSelected("only update known ones")
	b.Settle()
	step(b, "Preview")
	b.Press("Import")
	b.MustSay("0 imported", "5 rejected", "only updates were asked for")
}

func TestManyColumnsCanBeFound(t *testing.T) {
	var names, values []string
	for i := range 200 {
		names, values = append(names, fmt.Sprintf("measure %d", i)), append(values, "a")
	}
	b := mustChoose(t, "wide.csv", "customer,"+strings.Join(names, ",")+"\nx,"+strings.Join(values, ",")+"\ny,"+strings.Join(values, ",")+"\n")
	step(b, "Columns")
	if n := viewtest.First[*grid.Grid](b).Len(); n != 201 {
		t.Fatalf("%d columns are listed", n)
	}
	viewtest.First[*kit.Entry](b).SetText("measure 177")
	b.Settle()
	if n := viewtest.First[*grid.Grid](b).Len(); n != 1 {
		t.Errorf("%d columns are found", n)
	}
}

func TestAPresetIsNamedWhereItIsRecognised(t *testing.T) {
	b := mustChoose(t, "contacts.csv", contacts)
	step(b, "Columns")
	b.Press("Save as preset")
	b.Type(viewtest.First[*kit.Entry](b), "Contacts of Anchor")
	b.Settle()
	b.ImportFile(b.File("june.csv", strings.ReplaceAll(contacts, "-04-", "-05-")))
	b.Settle()
	b.MustSay("Read as the preset “Contacts of Anchor” says")
	b.Show("Overview")
	b.ImportFile(b.Folder + "/none.csv") // leaves the import in view
	b.Settle()
	b.Press("Choose another file")
	b.Key("Escape")
	tab(b, "Presets")
	b.MustSay("Contacts of Anchor", "Interactions, 4 columns")
	b.Press("Delete")
	b.Press("Delete")
	b.MustSay("No preset yet")
}

// tab goes to a part of the section by its name.
func tab(b *viewtest.Bench, name string) {
	viewtest.Find(b, func(t *kit.Tab) bool { return t.Text() == name }).Tapped(nil)
	b.Settle()
}

// Esc in the dialog leaves what was chosen before, and what was chosen of it.
func TestAnotherFileIsNotChosen(t *testing.T) {
	b := mustChoose(t, "contacts.csv", contacts)
	step(b, "Columns")
	b.Press("Choose another file")
	b.Key("Escape")
	b.MustSay("contacts.csv: Interactions", "Next: Customers")
	tab(b, "1 Choose")
	b.MustSay("Choose a file", "Presets")
}

func TestTwoFilesFromTheDropToTheVerdict(t *testing.T) {
	b := viewtest.Open(t)
	shop := "Order,Date,Customer,Amount\n1,2026-01-05,Anchor,10\n2,2026-02-07,Anchor,20\n3,2026-03-09,Break,30\n"
	b.ImportFile(b.File("contacts.csv", contacts), b.File("shop.csv", shop), b.File("shop2.csv", strings.ReplaceAll(shop, "2026-03-09", "2026-04-10")))
	b.Settle()
	b.MustSay("Import 1 of 2", "contacts.csv: Interactions")
	b.Press("Import all")
	b.MustSay("shop.csv is in the workspace", "All files together", "11 rows read", "Recency and value (RFM)", "Ask the client next for")
	tab(b, "1 Choose")
	b.Key("Escape")
	b.MustSay("shop.csv", "contacts.csv", "See 1 rejected row")
	b.Press("See 1 rejected row")
	if got := cells(b); !strings.Contains(got, "Estuary Electric,someday,Enquiry,Phone") {
		t.Errorf("the rejected rows are %s", got)
	}
	b.Press("Back to the imports")
	b.Press("Undo this import")
	tab(b, "What these data can answer")
	b.MustSay("No purchase is on record")
	if _, ok := b.Exporter().Table(); !ok {
		t.Error("the verdict cannot be saved as a table")
	}
}

func TestARecordWithoutCustomerIsGivenToOne(t *testing.T) {
	b := viewtest.Open(t, "customer,email\n1,home@example.com\n2,home@example.com\n")
	b.ImportFile(b.File("mails.csv", "email,at,activity\nhome@example.com,2026-01-05,Mail\nhome@example.com,2026-01-06,Mail\n"))
	b.Settle()
	b.Press("Import")
	b.Press("See 2 without a customer")
	b.MustSay("2 records have no customer", "2 of them fit more than one")
	viewtest.First[*grid.Grid](b).Select(0)
	b.Settle()
	b.MustSay("holds for 2 records called so")
	b.Press("This is 1")
	b.MustSay("Every record has its customer")
	if n := b.Workbench().Session().Log().Unassigned.Len(); n != 0 {
		t.Errorf("%d are without a customer", n)
	}
	b.Workbench().Undo(0, false, func(data.Change, error) {})
	b.Settle()
	b.MustSay("2 records have no customer")
}

func TestAnExportedFolderIsLoaded(t *testing.T) {
	from := viewtest.Open(t, contacts[:strings.Index(contacts, "Estuary")])
	folder := filepath.Join(t.TempDir(), "whole")
	if _, err := from.Workbench().Session().Export(t.Context(), app.ExportRequest{As: export.AsAll, View: app.WholeView()}, folder, nil); err != nil {
		t.Fatal(err)
	}
	from.ImportFile(folder)
	from.Settle()
	from.MustSay("whole is a whole exported workspace", "can only be loaded into an empty workspace")

	b := viewtest.Open(t)
	b.ImportFile(folder)
	b.Settle()
	b.Press("Load the workspace")
	b.MustSay("whole is in the workspace", "Ask the client next for")
	want, err := from.Workbench().Session().Digest(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if got, err := b.Workbench().Session().Digest(t.Context()); err != nil || got != want {
		t.Errorf("the workspace came back as something else: %v", err)
	}

	b.ImportFile(t.TempDir()) // any other folder is refused in a sentence
	b.Settle()
	b.MustSay("cannot be imported")
}

// What an error says to who has no window is left out.
func TestSentencesAreForTheWindow(t *testing.T) {
	b := mustChoose(t, "survey.csv", "ResponseId,RecordedDate,Q1\nR_1,2026-01-05 10:00:00,blue\nR_2,2026-01-06 10:00:00,red\n")
	for _, words := range b.Texts() {
		if strings.Contains(words, "terminal") || strings.Contains(words, "--") {
			t.Errorf("the window says %q", words)
		}
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
	b.MustSay("Imported so far", "in.csv", "3 rows read, 3 imported", "0 rejected", "drop one or several files onto this window")
}
