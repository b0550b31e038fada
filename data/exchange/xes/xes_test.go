package xes_test

import (
	"encoding/csv"
	"errors"
	"fmt"
	"html"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"cxworkbench/data"
	"cxworkbench/data/exchange/xes"
)

func opener(s string) func() (io.ReadCloser, error) {
	return func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(s)), nil }
}

// table reads a text: the header, then each row as "line: cells" or "line! fault".
func table(t *testing.T, text string) []string {
	t.Helper()
	r, err := xes.OpenReader(opener(text), 0, "log.xes", xes.Options{})
	if err != nil {
		return []string{data.Sentence(err)}
	}
	defer r.Close()
	got := []string{strings.Join(r.Header(), "|")}
	for {
		row, err := r.Read()
		switch {
		case errors.Is(err, io.EOF):
			return got
		case err != nil:
			return append(got, data.Sentence(err))
		case row.Fault != "":
			got = append(got, fmt.Sprintf("%d! %s", row.Line, row.Fault))
		default:
			got = append(got, fmt.Sprintf("%d: %s", row.Line, strings.Join(row.Cells, "|")))
		}
	}
}

const head = `<?xml version="1.0" encoding="UTF-8"?>
<!-- as the standard shows it -->
<log xes.version="1849-2016" xmlns="http://www.xes-standard.org/">
	<extension name="Concept" prefix="concept" uri="http://www.xes-standard.org/concept.xesext"/>
	<global scope="trace"><string key="concept:name" value="name"/></global>
	<global scope="event"><string key="concept:name" value="name"/><date key="time:timestamp" value="2026-01-01T00:00:00Z"/></global>
	<classifier name="Activity" keys="concept:name"/>
	<string key="source" value="a tool"/>
`

func TestLogs(t *testing.T) {
	const sentenceOf = `"log.xes" `
	for _, c := range []struct{ name, text, want string }{
		{"events", head + `<trace><string key="concept:name" value="c1"/><int key="age" value="40"/>
			<event><string key="org:resource" value="Ann &amp; Bo"/><string key="concept:name" value="A"/><date key="time:timestamp" value="2026-03-04T10:00:00+01:00"/></event>
			<event><string key="concept:name" value="B"/><string key="lifecycle:transition" value="complete"/></event></trace>
			<trace><string key="concept:name" value="c2"/><event><string key="concept:name" value="A"/></event></trace></log>`,
			`case id|activity|at|resource|lifecycle:transition|case:age
1: c1|A|2026-03-04T10:00:00+01:00|Ann & Bo||40
2: c1|B|||complete|40
3: c2|A||||`},
		{"attributes within, lists", `<log><trace><event><string key="a" value="1"><float key="b" value="2.5"/></string>
			<list key="l"><values><string key="x" value="p"/><string key="x" value="q"/></values></list>
			<container key="c"><boolean key="d" value="true"/></container></event></trace></log>`,
			"case id|a|a.b|l|c.d\n1: |1|2.5|p; q|true"},
		{"names like our columns", `<log><trace><string key="concept:name" value="c"/><string key="x" value="of case"/><event><string key="activity" value="1"/><string key="concept:name" value="2"/><string key="case:x" value="3"/></event></trace></log>`,
			"case id|event:activity|activity|event:case:x|case:x\n1: c|1|2|3|of case"},
		{"no trace", `<log><event><string key="concept:name" value="A"/></event></log>`, "case id|activity\n1: |A"},
		{"nothing is lost", head + `<trace><string key="concept:name" value="c"/></trace>
			<trace><event><string key="concept:name" value="A"/><string key="concept:name" value="B"/></event></trace>
			<trace><event><string key="concept:name" value="A"/></event><string key="concept:name" value="late"/></trace>
			<trace><event><string value="A"/></event></trace></log>`,
			"case id|activity|at\n0! the case has no events\n1! it gives \"activity\" twice\n2: |A|\n2! an attribute of the case stands after its events, which do not have it\n3! an attribute of it has no name"},
		{"old encoding", "<?xml version='1.0' encoding='ISO-8859-1'?><log><trace><event><string key='concept:name' value='Caf\xE9'/></event></trace></log>", "case id|activity\n1: |Café"},
		{"prefix", `<x:log><x:trace><x:event><x:string key="concept:name" value="A"/></x:event></x:trace></x:log>`, "case id|activity\n1: |A"},
		{"other XML", `<html><p/></html>`, sentenceOf + "is no event log (XES): check what was exported."},
		{"no XML", "case,activity\n1,A\n", sentenceOf + "is no event log (XES): check what was exported."},
		{"no events", head + "</log>", sentenceOf + "holds no events: there is nothing to import."},
		{"cut off", head + "<trace><event>", sentenceOf + "is damaged or cut off after event 1 (unexpected EOF): export or copy it again."},
		{"entities", `<!DOCTYPE log [<!ENTITY a "b"><!ENTITY c "&a;&a;">]><log><trace><event><string key="concept:name" value="&c;"/></event></trace></log>`,
			sentenceOf + "declares its own XML entities, as harmful files do: it is not read; export it without them."},
		{"too deep", "<log><trace><event>" + strings.Repeat(`<string key="a" value="">`, 100_000), sentenceOf + "is damaged or cut off after event 1 (elements within elements, more than 64 deep: its elements do not fit together): export or copy it again."},
		{"too long", `<log><trace><event><string key="a" value="` + strings.Repeat("x", 40<<20), sentenceOf + "has an entry longer than 16 MiB: this is no list of rows; check what was exported."},
		{"too many columns", "<log><trace><event>" + manyKeys(10_000) + "</event></trace></log>", sentenceOf + "has more than 4096 columns: it is likely one record written as a list; export one record a row."},
		{"event of much text", `<log><trace><event>` + "<string key=\"a\" value=\"" + strings.Repeat("x", 9<<20) + "\"/>" +
			"<string key=\"b\" value=\"" + strings.Repeat("x", 9<<20) + `"/></event></trace></log>`, "case id|a|b\n1! it holds more text than an event can have"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := strings.Join(table(t, c.text), "\n")
			if d := cmp.Diff(c.want, got); d != "" {
				t.Error(d)
			}
		})
	}
}

func manyKeys(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, `<int key="k%d" value="1"/>`, i)
	}
	return b.String()
}

// The sepsis cases, written as XES here, come back as the rows of their CSV.
func TestSepsis(t *testing.T) {
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for ; dir != filepath.Dir(dir); dir = filepath.Dir(dir) {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			break
		}
	}
	f, err := os.Open(filepath.Join(dir, "..", "shared", "data", "event_logs", "eventdataR_sepsis.csv"))
	if err != nil {
		t.Skipf("the shared data are not here: %v", err)
	}
	defer f.Close()
	all, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	header, events := all[0], all[1:]
	id, activity := 0, -1
	for i, h := range header {
		if strings.Contains(h, "case_id") {
			id = i
		}
		if h == "activity" {
			activity = i
		}
	}
	if activity < 0 {
		t.Fatal(header)
	}
	var b strings.Builder
	b.WriteString("<log>")
	last := ""
	var want []string
	for i, e := range events {
		if i == 0 || e[id] != last {
			if i > 0 {
				b.WriteString("</trace>")
			}
			last = e[id]
			fmt.Fprintf(&b, `<trace><string key="concept:name" value="%s"/>`, html.EscapeString(last))
		}
		fmt.Fprintf(&b, `<event><string key="concept:name" value="%s"/></event>`, html.EscapeString(e[activity]))
		want = append(want, fmt.Sprintf("%d: %s|%s", i+1, e[id], e[activity]))
	}
	b.WriteString("</trace></log>")
	got := table(t, b.String())
	if d := cmp.Diff(want, got[1:]); d != "" || len(want) != 15214 {
		t.Errorf("%d events: %.2000s", len(want), d)
	}
}

func FuzzRead(f *testing.F) {
	f.Add(head + `<trace><string key="concept:name" value="c"/><event><string key="a" value="&amp;"/></event></trace></log>`)
	f.Add(`<log><event><list key="a"><values><int key="b" value="1"/></values></list></event><trace></trace>`)
	f.Add("<?xml encoding='latin1'?><log>")
	f.Fuzz(func(t *testing.T, s string) {
		r, err := xes.OpenReader(opener(s), 0, "fuzz", xes.Options{})
		if err != nil {
			if data.CodeOf(err) != data.CodeBadInput {
				t.Fatal(err)
			}
			return
		}
		for {
			row, err := r.Read()
			if errors.Is(err, io.EOF) {
				return
			}
			if err != nil {
				t.Fatalf("not found by the first pass: %v", err)
			}
			if row.Fault == "" && len(row.Cells) != len(r.Header()) || row.Fault == xes.FaultUnknown {
				t.Fatalf("%+v", row)
			}
		}
	})
}

func BenchmarkRead(b *testing.B) {
	var s strings.Builder
	s.WriteString(head)
	const traces, events = 5_000, 10
	for i := range traces {
		fmt.Fprintf(&s, "<trace>\n\t<string key=\"concept:name\" value=\"case %d\"/>\n", i)
		for j := range events {
			fmt.Fprintf(&s, "\t<event>\n\t\t<string key=\"concept:name\" value=\"step %d\"/>\n\t\t<date key=\"time:timestamp\" value=\"2026-03-04T10:%02d:00.000+01:00\"/>\n\t\t<string key=\"org:resource\" value=\"person %d\"/>\n\t</event>\n", j, j, i%7)
		}
		s.WriteString("</trace>\n")
	}
	s.WriteString("</log>")
	text := s.String()
	for name, header := range map[string][]string{"with the pass for columns": nil, "columns known": {"case id", "activity", "at", "resource"}} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				r, err := xes.OpenReader(opener(text), 0, "bench", xes.Options{Header: header})
				if err != nil {
					b.Fatal(err)
				}
				n := 0
				for ; ; n++ {
					if _, err := r.Read(); err != nil {
						break
					}
				}
				if n != traces*events {
					b.Fatal(n)
				}
			}
			b.ReportMetric(float64(traces*events*b.N)/b.Elapsed().Seconds(), "events/s")
		})
	}
}
