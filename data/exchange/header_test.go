package exchange

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestHeaders(t *testing.T) {
	for _, c := range []struct {
		name, content string
		titles, rows  int
		columns       []string
		first         string // of the data
	}{
		{"one row", "id,city\n1,Rome\n2,Bern\n", 0, 1, []string{"id", "city"}, "1"},
		{"none", "1,Rome,2026-01-01\n2,Bern,2026-01-02\n", 0, 0, []string{"1", "2", "3"}, "1"},
		{"a title", "Sales report 2026,,\nprinted on Monday,,\n,,\nCustomer,Date,Amount\n1,2026-01-05,5\n2,2026-01-06,6\n", 3, 1, []string{"Customer", "Date", "Amount"}, "1"},
		{"a title of one cell", "Sales report 2026\nCustomer,Date,Amount\n1,2026-01-05,5\n2,2026-01-06,6\n", 1, 1, []string{"Customer", "Date", "Amount"}, "1"},
		{"a title with its period", "Report,Sales,,,\nFrom,2026-01-01,,,\nCustomer,Date,Amount,Product,Channel\n1,2026-01-05,5,a,Web\n2,2026-01-06,6,b,Web\n", 2, 1,
			[]string{"Customer", "Date", "Amount", "Product", "Channel"}, "1"},
		{"a first row with holes is no title", "1,,\n2,2026-01-06,6\n3,2026-01-06,6\n", 0, 0, []string{"1", "2", "3"}, "1"},
		{"one column", "Name\nAnn\nBob\n", 0, 1, []string{"Name"}, "Ann"},
		{"markup and line ends", "Customer,\"<p>How <b>likely</b><br>are&nbsp;you &amp; yours?</p>\",\" a\nb \"\n1,2,3\n2,3,4\n", 0, 1,
			[]string{"Customer", "How likely are you & yours?", "a b"}, "1"},
		{"less than is no markup", "Customer,Age < 30 or > 60\n1,2\n2,3\n", 0, 1, []string{"Customer", "Age < 30 or > 60"}, "1"},
		{"names that come again", "a,a,a (2),,\nx,1,1,1,1\ny,2,2,2,2\n", 0, 1, []string{"a", "a (2)", "a (2) (2)", "4", "5"}, "x"},
		{"groups of merged cells", "Who,,2025,,2026,\nName,City,Orders,Amount,Orders,Amount\nAnn,Rome,1,2.5,3,4.5\nBob,Bern,2,3.5,4,5.5\n", 0, 2,
			[]string{"Who: Name", "Who: City", "2025: Orders", "2025: Amount", "2026: Orders", "2026: Amount"}, "Ann"},
		{"blank names are no groups", "Name,,,City\nAnn,a,b,Rome\nBob,c,d,Bern\n", 0, 1, []string{"Name", "2", "3", "City"}, "Ann"},
		{"SurveyMonkey", "RespondentID,Which do you use?,,How likely are you to recommend us?\n,Phone,Web,Response\n114,Phone,,9\n115,,Web,4\n", 0, 2,
			[]string{"RespondentID", "Which do you use?: Phone", "Which do you use?: Web", "How likely are you to recommend us?"}, "114"},
		{"Qualtrics", "StartDate,Q1,Q1_4_TEXT\nStartdatum,Wie zufrieden sind Sie?,Warum?\n\"{\"\"ImportId\"\":\"\"startDate\"\"}\",\"{\"\"ImportId\"\":\"\"QID1\"\"}\",\"{\"\"ImportId\"\":\"\"QID1_TEXT\"\"}\"\n2026-01-05 08:00,5,x\n", 0, 3,
			[]string{"StartDate", "Q1: Wie zufrieden sind Sie?", "Q1_4_TEXT: Warum?"}, "2026-01-05 08:00"},
		{"Qualtrics with two rows", "StartDate,Q1\n\"{\"\"ImportId\"\":\"\"startDate\"\"}\",\"{\"\"ImportId\"\":\"\"QID1\"\"}\"\n2026-01-05 08:00,5\n", 0, 2, []string{"StartDate", "Q1"}, "2026-01-05 08:00"},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := MustPrepare(t, MustWrite(t, c.content), options())
			if p.TitleRows != c.titles || p.HeaderRows != c.rows || p.Header != (c.rows > 0) {
				t.Errorf("%d titles, %d rows of header, want %d, %d", p.TitleRows, p.HeaderRows, c.titles, c.rows)
			}
			if diff := cmp.Diff(c.columns, p.Columns); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
			if p.Preview[0][0] != c.first {
				t.Errorf("the data begin with %q, want %q", p.Preview[0][0], c.first)
			}
		})
	}
}

// Titles and rows of header are counted apart from the data.
func TestRowsAboveTheDataAreNoData(t *testing.T) {
	ws := MustCreate(t, settings())
	r := MustRun(t, ws, MustWrite(t, "Sales report\nprinted on Monday\nCustomer,Date,Amount\n1,2026-01-05,5\n2,2026-01-06,6\n"), options())
	if r.Read != 2 || r.Imported != 2 || r.Header != 3 {
		t.Errorf("counted %+v", r)
	}
}

func TestLongNamesAreBounded(t *testing.T) {
	p := MustPrepare(t, MustWrite(t, "customer,"+strings.Repeat("ä", 5000)+"\n1,2\n2,3\n"), options())
	if n := len([]rune(p.Columns[1])); n != longestName+1 {
		t.Errorf("a name of %d characters", n)
	}
}
