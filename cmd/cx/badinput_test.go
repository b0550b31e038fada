package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"cxworkbench/data/message"
)

// manyTouches is n interactions of n/10 customers.
func manyTouches(n int) string {
	var text strings.Builder
	text.WriteString("customer,at,activity,note\n")
	for i := range n {
		fmt.Fprintf(&text, "%d,2025-04-%02d,Purchase,a note that takes some room on the disk\n", 1000+i/10, 1+i%28)
	}
	return text.String()
}

func TestSourcesThatCannotBeImported(t *testing.T) {
	file := newWorkspace(t)
	before := digest(t, file)
	for _, c := range []struct {
		name, content string
		flags         []string
		says          string
	}{
		{"empty", "", nil, "is empty"},
		{"blank lines", "\n\n\n", nil, "nothing to import"},
		{"binary", "\x7fELF\x00\x01\x02\x00\x00\x03", nil, "nothing to import"},
		{"zip", "PK\x03\x04\x14\x00\x00\x00\x08\x00", nil, ""},
		{"header alone", "customer,at,activity\n", nil, "no rows"},
		{"no customer", "at,activity\n2025-01-01,Call\n", []string{"--as", "interactions"}, "who the customer is"},
		{"customer taken away", touches, []string{"--map", "customer="}, "who the customer is"},
		{"customers without a key", "customer,region\n,North\n,South\n", nil, "holds nothing"},
		{"no date", "customer,activity\n1,Call\n", []string{"--as", "interactions"}, "when something happened"},
		{"a date that is none", touches, []string{"--map", "at=activity"}, "reads as a date"},
		{"day or month first", "customer,at,activity\n1,01/02/2025,Call\n", nil, "--date-order"},
		{"tenure without a date", "customer,tenure_months,churn\n1,3,Yes\n2,4,No\n", nil, "--as-of"},
		{"unknown field", touches, []string{"--map", "colour=1"}, `no field "colour"`},
		{"unknown column", touches, []string{"--map", "at=when"}, `no column "when"`},
		{"unknown zone", touches, []string{"--zone", "Mars/Olympus"}, "time zone"},
		{"unknown encoding", touches, []string{"--encoding", "klingon"}, "encoding"},
	} {
		t.Run(c.name, func(t *testing.T) {
			source := write(t, t.TempDir(), "source.csv", c.content)
			wantRefused(t, cx(append([]string{"import", file, source}, c.flags...)...), exitFailed, c.says)
			if after := digest(t, file); after != before {
				t.Errorf("the digest became %s", after)
			}
			wantAlone(t, filepath.Dir(file), "client.cxw")
			wantAlone(t, filepath.Dir(source), "source.csv")
		})
	}
}

func TestSourcesThatAreNotThere(t *testing.T) {
	file := newWorkspace(t)
	before := digest(t, file)
	wantRefused(t, cx("import", file, filepath.Join(t.TempDir(), "none.csv")), exitFailed, "There is no file")
	wantRefused(t, cx("import", file, t.TempDir()), exitFailed, "is a folder")
	if after := digest(t, file); after != before {
		t.Errorf("the digest became %s", after)
	}
}

// A source that was cut off in the middle of a row loses that row, and says so.
func TestATruncatedSource(t *testing.T) {
	whole := manyTouches(1000)
	for _, c := range []struct{ name, content string }{
		{"in a row", whole[:strings.LastIndex(whole, ",Purchase")]},
		{"in a quoted cell", whole + "9999,2025-04-01,Purchase,\"a note that nev"},
	} {
		t.Run(c.name, func(t *testing.T) {
			file := newWorkspace(t)
			folder := t.TempDir()
			o := cx("import", file, write(t, folder, "cut.csv", c.content), "--json")
			if o.code != exitRejected {
				t.Errorf("status %d, want %d: %s", o.code, exitRejected, o.words)
			}
			got := object(t, o.out)
			if got["rejected"] != 1.0 || got["read"].(float64) != got["imported"].(float64)+1 {
				t.Errorf("counted %v", got)
			}
			wantAlone(t, folder, "cut.csv", "cut.csv.rejects.csv")
		})
	}
}

// Where one of several sources cannot be used, none goes in.
func TestABadSourceAmongGoodOnes(t *testing.T) {
	file := newWorkspace(t)
	before := digest(t, file)
	folder := t.TempDir()
	good := write(t, folder, "good.csv", touches)
	for name, content := range map[string]string{"empty.csv": "", "undated.csv": "customer,activity\n1,Call\n"} {
		wantRefused(t, cx("import", file, good, write(t, folder, name, content), "--as", "interactions"), exitFailed, name)
	}
	if after := digest(t, file); after != before {
		t.Errorf("the digest became %s", after)
	}
}

func TestFilesThatAreNoWorkspace(t *testing.T) {
	folder := t.TempDir()
	original, err := os.ReadFile(smallWorkspace(t))
	if err != nil {
		t.Fatal(err)
	}
	newer := append([]byte(nil), original...)
	newer[62] = 99 // user_version in SQLite's header
	foreign := append([]byte(nil), original...)
	foreign[68] ^= 1 // application_id
	for _, c := range []struct {
		name    string
		content []byte
		says    string
	}{
		{"empty.cxw", nil, "is empty or cut short"},
		{"text.cxw", []byte(strings.Repeat("customer,at\n", 100)), "is not a CX Workbench workspace"},
		{"foreign.cxw", foreign, "is not a CX Workbench workspace"},
		{"newer.cxw", newer, "newer version"},
		{"cut.cxw", original[:len(original)/2], "cut short"},
		{"stub.cxw", original[:60], "cut short"},
		{"zeroed.cxw", append(append([]byte(nil), original[:200]...), make([]byte, len(original)-200)...), "restore a backup"},
	} {
		t.Run(c.name, func(t *testing.T) {
			file := write(t, folder, c.name, string(c.content))
			source := write(t, t.TempDir(), "touches.csv", touches)
			wantRefused(t, cx("info", file), exitFailed, c.says)
			wantRefused(t, cx("import", file, source), exitFailed, c.says)
			wantRefused(t, cx("chart", file, "cohorts", "-o", filepath.Join(folder, "x.png")), exitFailed, c.says)
			if after, err := os.ReadFile(file); err != nil || string(after) != string(c.content) {
				t.Errorf("the refused file was changed, %v", err)
			}
			wantAlone(t, folder, c.name)
			if err := os.Remove(file); err != nil {
				t.Fatal(err)
			}
		})
	}
	wantRefused(t, cx("info", filepath.Join(folder, "none.cxw")), exitFailed, "There is no file")
	wantRefused(t, cx("info", folder), exitFailed, "is a folder")
}

func TestNewLeavesWhatIsThere(t *testing.T) {
	file := smallWorkspace(t)
	before := digest(t, file)
	for _, verb := range []string{"new", "demo"} {
		wantRefused(t, cx(verb, file), exitFailed, "There is already a file")
		wantRefused(t, cx(verb, strings.TrimSuffix(file, ".cxw")), exitFailed, "There is already a file")
		wantRefused(t, cx(verb, filepath.Join(t.TempDir(), "none", "x.cxw")), exitFailed, "the folder does not exist")
		wantRefused(t, cx(verb, t.TempDir()), exitUsage, "is a folder")
		wantRefused(t, cx(verb, ""), exitUsage, "is a folder")
	}
	if after := digest(t, file); after != before {
		t.Errorf("the digest became %s", after)
	}
	wantAlone(t, filepath.Dir(file), "client.cxw")
	wantRefused(t, cx("new", filepath.Join(t.TempDir(), "x.cxw"), "--zone", "Mars/Olympus"), exitFailed, "time zone")
}

func TestQuestionsThatCannotBeAnswered(t *testing.T) {
	file, empty := smallWorkspace(t), newWorkspace(t)
	folder := t.TempDir()
	for _, c := range []struct {
		args []string
		code int
		says string
	}{
		{[]string{"maturity", empty}, exitFailed, "import a file first"},
		{[]string{"cohorts", empty, "--json"}, exitFailed, "import a file first"},
		{[]string{"customers", empty}, exitFailed, "import a file first"},
		{[]string{"maturity", file, "--where", "region ="}, exitFailed, "character"},
		{[]string{"maturity", file, "--where", `colour = "red"`}, exitFailed, "colour"},
		{[]string{"maturity", file, "--segment", "None"}, exitFailed, "no segment"},
		{[]string{"cohorts", file, "--start", "juggling"}, exitFailed, "juggling"},
		{[]string{"cohorts", file, "--by", "colour"}, exitFailed, "colour"},
		{[]string{"chart", file, "cohorts", "-o", filepath.Join(folder, "none", "x.svg")}, exitFailed, "x.svg could not be written (no such file or directory)"},

		{[]string{"bogus", file}, exitUsage, "bogus"},
		{[]string{"info"}, exitUsage, "<file>"},
		{[]string{"info", file, "--bogus"}, exitUsage, "--bogus"},
		{[]string{"info", file, "--csv"}, exitUsage, "--csv"},
		{[]string{"import", file}, exitUsage, "SOURCE"},
		{[]string{"import", file, "x.csv", "--as", "orders"}, exitUsage, "--as"},
		{[]string{"import", file, "x.csv", "--map", "customer"}, exitUsage, "FIELD=COLUMN"},
		{[]string{"import", file, "x.csv", "--as-of", "soon"}, exitUsage, "--as-of"},
		{[]string{"import", file, "x.csv", "y.csv", "--rejects", "r.csv"}, exitUsage, "--rejects"},
		{[]string{"new", filepath.Join(folder, "n.cxw"), "--currency", "EURO"}, exitUsage, "--currency"},
		{[]string{"new", filepath.Join(folder, "n.cxw"), "--currency", "qqq"}, exitUsage, `"qqq" is no currency; codes are those of ISO 4217`},
		{[]string{"new", filepath.Join(folder, "n.cxw"), "--week-start", "noday"}, exitUsage, "--week-start"},
		{[]string{"maturity", file, "--as-of", "2025-02-30"}, exitUsage, "--as-of"},
		{[]string{"maturity", file, "--from", "x"}, exitUsage, "--from"},
		{[]string{"maturity", file, "--json", "--csv"}, exitUsage, "together"},
		{[]string{"customers", file, "--limit", "x"}, exitUsage, "--limit"},
		{[]string{"customers", file, "--limit=-1"}, exitUsage, "--limit"},
		{[]string{"cohorts", file, "--period", "decade"}, exitUsage, "--period"},
		{[]string{"cohorts", file, "--criterion", "never"}, exitUsage, "--criterion"},
		{[]string{"cohorts", file, "--horizon=-1"}, exitUsage, "--horizon"},
		{[]string{"chart", file, "maturity", "--by", "region", "-o", filepath.Join(folder, "x.png")}, exitUsage, "no flags of cohorts"},
		{[]string{"chart", file, "cohorts", "--by", "colour", "-o", filepath.Join(folder, "x.png")}, exitFailed, "colour"},
		{[]string{"chart", file}, exitUsage, "--list"},
		{[]string{"chart", file, "cohorts"}, exitUsage, "-o FILE"},
		{[]string{"chart", file, "pie", "-o", filepath.Join(folder, "x.png")}, exitUsage, `no chart "pie"`},
		{[]string{"chart", file, "cohorts", "-o", filepath.Join(folder, "x.gif")}, exitUsage, ".png or .svg"},
		{[]string{"chart", file, "cohorts", "-o", filepath.Join(folder, "x.png"), "--size", "wide"}, exitUsage, "1280x800"},
		{[]string{"chart", file, "cohorts", "-o", filepath.Join(folder, "x.png"), "--size", "10x10"}, exitUsage, "outside"},
		{[]string{"chart", file, "cohorts", "-o", filepath.Join(folder, "x.png"), "--scale", "9"}, exitUsage, "--scale"},
		{[]string{"chart", file, "cohorts", "-o", filepath.Join(folder, "x.png"), "--theme", "pink"}, exitUsage, "--theme"},
	} {
		t.Run(strings.Join(c.args, " "), func(t *testing.T) {
			wantRefused(t, cx(c.args...), c.code, c.says)
			wantAlone(t, folder)
		})
	}
}

// stopAfter is a terminal on which the person presses Ctrl+C when the progress
// of an import is first shown.
type stopAfter struct {
	words io.Writer
	stop  context.CancelFunc
}

func (s stopAfter) Write(p []byte) (int, error) {
	if strings.Contains(string(p), "Importing") {
		s.stop()
	}
	return s.words.Write(p)
}

func TestAnImportThatIsStopped(t *testing.T) {
	file := smallWorkspace(t)
	before := digest(t, file)
	source := write(t, t.TempDir(), "many.csv", manyTouches(5000)+"1,never,Purchase,\n")
	ctx, stop := context.WithCancel(t.Context())
	var words strings.Builder
	e := &env{
		ctx: ctx, out: io.Discard, words: stopAfter{&words, stop}, printer: message.English(), now: time.Now, tty: true,
	}
	err := importCmd{workspaceArg: workspaceArg{file}, Sources: []string{source}}.Run(e)
	if err == nil || err.Error() != "The import was cancelled: nothing was changed." {
		t.Errorf("the import ended with %v, after %q", err, words.String())
	}
	if after := digest(t, file); after != before {
		t.Errorf("the digest became %s", after)
	}
	wantAlone(t, filepath.Dir(file), "client.cxw")
	wantAlone(t, filepath.Dir(source), "many.csv")
}

func TestACommandThatIsStoppedBeforeItBegins(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	stop()
	file := smallWorkspace(t)
	folder := filepath.Dir(file)
	source := write(t, t.TempDir(), "touches.csv", touches)
	for _, args := range [][]string{
		{"import", file, source}, {"maturity", file}, {"demo", filepath.Join(folder, "d.cxw")}, {"new", filepath.Join(folder, "n.cxw")},
	} {
		wantRefused(t, cxWith(ctx, args...), exitFailed, "")
		wantAlone(t, folder, "client.cxw")
	}
}

// A pattern that takes in the rejected rows of an earlier run leaves them out.
func TestRejectedRowsBesideTheirSourceArePassedOver(t *testing.T) {
	file, folder := newWorkspace(t), t.TempDir()
	source := write(t, folder, "touches.csv", "customer,at,activity\n1,2025-03-05,Call\n2,not a date,Call\n3,2025-03-06,Call\n")
	for range 2 {
		sources := []string{"import", file, source}
		if _, err := os.Stat(source + ".rejects.csv"); err == nil {
			sources = append(sources, source+".rejects.csv")
		}
		o := cx(append(sources, "--json")...)
		report := object(t, o.out)
		if o.code != exitRejected || report["read"] != 3.0 || report["rejected"] != 1.0 {
			t.Fatalf("status %d, %s%s", o.code, o.out, o.words)
		}
		if passed := strings.Contains(o.words, "is passed over"); passed != (len(sources) == 4) {
			t.Errorf("%q", o.words)
		}
	}
}
