package exchange

import (
	"os"
	"path/filepath"
	"testing"
	"unicode/utf8"
)

// FuzzPrepare plans the import of anything: it refuses or plans, and what it
// plans can be carried out on the columns that are there.
func FuzzPrepare(f *testing.F) {
	for _, seed := range []string{
		"", "\n", "a,b\n1,2\n", "Customer,Date,Amount\n1,2026-01-05,5\n", "NPS\n11\n9\n", "Report\n\nid;x\n1;2\n", "\"{\"\"ImportId\"\"\n", "a,,b,\n,Response,,x\n1,2,3,4\n",
		"Timestamp,How likely are you to recommend us? (0-10),why\n1/1/2026,9,x\n", "case_id,activity,time\n1,a,1700000000\n1,b,1700000001\n", "x,<b>y</b>,&amp;\n1,2%,(3)\n",
		"Day,Score\n01/02/2026,-1\n31/12/1899,1e9\n",
	} {
		f.Add(seed, "", "")
	}
	f.Add("a,b\n1,2\n2,3\n", "metric:NPS", "b")
	f.Add("a,b\n1,2\n2,3\n", "score", "1")
	folder := f.TempDir()
	f.Fuzz(func(t *testing.T, content, field, column string) {
		if len(content) > 1<<16 {
			t.Skip()
		}
		path := filepath.Join(folder, "fuzz.csv")
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		o := options()
		if field != "" {
			o.Map = map[string]string{field: column}
		}
		p, err := Prepare(path, o)
		if err != nil {
			return
		}
		names := map[string]bool{}
		for _, name := range p.Columns {
			if names[name] || name == "" || utf8.RuneCountInString(name) > longestName+20 {
				t.Fatalf("columns %q", p.Columns)
			}
			names[name] = true
		}
		used := map[int]int{}
		for _, m := range p.Mapping {
			if m.Column < 0 || m.Column >= len(p.Columns) || !hasField(p.As, m.Field) {
				t.Fatalf("%s is read from column %d of %d as %s", m.Field, m.Column, len(p.Columns), p.As)
			}
			used[m.Column]++
		}
		for _, q := range p.Questions {
			if !(q.Metric.Low < q.Metric.High) || q.Column >= len(p.Columns) || q.Comment >= len(p.Columns) || q.Metric.Name == "" {
				t.Fatalf("question %+v", q)
			}
		}
		for _, i := range append(p.Extra, p.Ignored...) {
			used[i]++
		}
		if len(used) != len(p.Columns) {
			t.Fatalf("%d of %d columns are accounted for", len(used), len(p.Columns))
		}
	})
}
