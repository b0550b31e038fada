package exchange

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"cxworkbench/data"
	"cxworkbench/data/workspace"
)

// kindFile is a file of a kind with what tells how to read it.
type kindFile struct {
	as     As
	header string
	fields []*rapid.Generator[string] // values of a column, bad ones among them
	pairs  []string                   // fields and columns
	trace  Trace
}

func oneOf(values string) *rapid.Generator[string] {
	return rapid.SampledFrom(strings.Split(values, "|"))
}

var (
	someCustomers = oneOf("1|2|3|4||5")
	someEmails    = oneOf("a@x.org|b@x.org|c@x.org|")
	someDates     = oneOf("2026-01-05|2026-01-06 10:00|2026-02-01|2026-02-02T10:00:00Z|soon|")
	someDays      = oneOf("2026-01-05|2026-01-06|2026-02-01|soon|")
	someWords     = oneOf("Call|Order|Closed|Pending|")
)

var kindFiles = []kindFile{
	{AsCustomers, "customer,email,city,start,end", []*rapid.Generator[string]{someCustomers, someEmails, someWords, someDays, someDays},
		[]string{"customer=customer", "email=email", "start=start", "end=end"}, ""},
	{AsSubscriptions, "customer,product,start,end", []*rapid.Generator[string]{someCustomers, someWords, someDays, someDays},
		[]string{"customer=customer", "product=product", "start=start", "end=end"}, ""},
	{AsInteractions, "customer,email,at,activity,channel", []*rapid.Generator[string]{someCustomers, someEmails, someDates, someWords, someWords},
		[]string{"customer=customer", "email=email", "at=at", "activity=activity", "channel=channel"}, ""},
	{AsPurchases, "email,at,amount,order", []*rapid.Generator[string]{someEmails, someDates, oneOf("5|7.5|-3|much|"), oneOf("1|C2|")},
		[]string{"email=email", "at=at", "amount=amount", "order=order"}, ""},
	{AsResponses, "email,at,NPS,CSAT", []*rapid.Generator[string]{someEmails, someDates, oneOf("0|9|10|11|x|"), oneOf("1|5|6|")},
		[]string{"email=email", "at=at", "metric:NPS=NPS", "metric:CSAT=CSAT"}, ""},
	{AsTickets, "ticket,email,at,closed,status,priority", []*rapid.Generator[string]{oneOf("T1|T2|T3|"), someEmails, someDates, someDates, someWords, oneOf("low|P1|odd|")},
		[]string{"ticket=ticket", "email=email", "at=at", "closed=closed", "status=status", "priority=priority"}, ""},
	{AsTickets, "ticket,email,at,activity", []*rapid.Generator[string]{oneOf("T1|T2|T3|"), someEmails, someDates, someWords},
		[]string{"ticket=ticket", "email=email", "at=at", "activity=activity"}, TraceTicket},
	{AsStageChanges, "customer,at,stage,reason", []*rapid.Generator[string]{someCustomers, someDays, oneOf("prospect|Partner|guru|"), someWords},
		[]string{"customer=customer", "at=at", "stage=stage", "reason=reason"}, ""},
}

// rows draws a file; its first rows are good, so that the columns can be told.
func (k kindFile) rows(t *rapid.T, label string) string {
	var out strings.Builder
	for range rapid.IntRange(1, 12).Draw(t, label+" rows") {
		cells := make([]string, len(k.fields))
		for i, field := range k.fields {
			cells[i] = field.Draw(t, "cell")
		}
		out.WriteString(strings.Join(cells, ",") + "\n")
	}
	return out.String()
}

func (k kindFile) options(o ...func(*Options)) Options {
	return options(append([]func(*Options){as(k.as), mapped(k.pairs...), func(o *Options) { o.Trace = k.trace }}, o...)...)
}

// good gives rows by which a person would tell the columns.
func (k kindFile) good() string {
	return map[string]string{
		"customers":          "1,a@x.org,Bern,2026-01-01,2026-02-01\n2,b@x.org,Basel,2026-01-02,\n",
		"subscriptions":      "1,Basic,2026-01-01,2026-02-01\n2,Basic,2026-01-02,\n",
		"interactions":       "1,a@x.org,2026-01-05 09:00,Call,Phone\n2,b@x.org,2026-01-06,Call,Phone\n",
		"purchases":          "a@x.org,2026-01-05 09:00,5,1\nb@x.org,2026-01-06,5,2\n",
		"responses":          "a@x.org,2026-01-05 09:00,10,5\nb@x.org,2026-01-06,0,1\n",
		"tickets":            "T1,a@x.org,2026-01-05 09:00,2026-01-06 09:00,Closed,low\nT2,b@x.org,2026-01-06,,Open,high\n",
		"tickets" + "ticket": "T1,a@x.org,2026-01-05 09:00,Open\nT2,b@x.org,2026-01-06,Open\n",
		"stage-changes":      "1,2026-01-05,prospect,Signed\n2,2026-01-06,partner,Signed\n",
	}[string(k.as)+string(k.trace)]
}

// For random files of every kind: every row counts once; the same file again adds
// nothing; a longer one adds only what is new; undo restores what the workspace
// said.
func TestLawsOfImport(t *testing.T) {
	const checks = "rapid.checks" // each makes a workspace, so an eighth of the usual number
	usual := flag.Lookup(checks).Value.String()
	if usual == "100" {
		if err := flag.Set(checks, "12"); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = flag.Set(checks, usual) })
	}
	folder := t.TempDir()
	n := 0
	rapid.Check(t, func(t *rapid.T) {
		k := rapid.SampledFrom(kindFiles).Draw(t, "kind")
		n++
		ws, err := workspace.Create(ctx, filepath.Join(folder, fmt.Sprint(n)+".cxw"), settings())
		if err != nil {
			t.Fatal(err)
		}
		defer ws.Close()
		run := func(text string) Report {
			path := filepath.Join(folder, fmt.Sprint(n)+".csv")
			if err := os.WriteFile(path, []byte(k.header+"\n"+text), 0o600); err != nil {
				t.Fatal(err)
			}
			plan, err := Prepare(path, k.options())
			if err != nil {
				t.Fatal(err)
			}
			plan.scales()
			r, err := Run(ctx, ws, plan, nil)
			if err != nil {
				t.Fatalf("%v\n%s", err, text)
			}
			if lines := strings.Count(text, "\n"); r.Read != lines || r.Read != r.Imported+r.Updated+r.Unchanged+r.Rejected {
				t.Fatalf("%d lines do not add up: %+v", lines, countsOf(r))
			}
			reasons := 0
			for _, count := range r.Reasons {
				reasons += count
			}
			if reasons != r.Rejected+r.AnswersRejected {
				t.Fatalf("%d reasons for %d rows and %d answers", reasons, r.Rejected, r.AnswersRejected)
			}
			return r
		}
		say := func() string {
			d, err := ws.Digest(ctx)
			if err != nil {
				t.Fatal(err)
			}
			return d
		}
		// Two people share an address, so that some rows fit two.
		err = ws.Write(ctx, "Two people", func(tx *workspace.Tx) error {
			for range 2 {
				if _, err := tx.AddCustomer(&data.Customer{Identities: []data.Identity{{Kind: data.IdentityEmail, Value: "c@x.org"}}}, workspace.Origin{}); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		empty := say()
		first := k.good() + k.rows(t, "first")
		before := run(first)
		once := say()
		r := run(first)
		if k.repeats() && r.Imported > 0 {
			t.Fatalf("the same file again imported %d rows\n%s", r.Imported, first)
		}
		// Who two could be at first may be known by a row further down the second time.
		if k.repeats() && before.Ambiguous == 0 && (r.Updated > 0 || say() != once) {
			t.Fatalf("the same file again updated %d rows\n%s", r.Updated, first)
		}
		more := k.rows(t, "more")
		if r := run(first + more); k.repeats() && r.Imported > strings.Count(more, "\n") {
			t.Fatalf("a longer file imported %d rows for %d new ones\n%s%s", r.Imported, strings.Count(more, "\n"), first, more)
		}
		h, err := ws.History(ctx)
		if err != nil {
			t.Fatal(err)
		}
		for i := range h.Changes {
			if i == len(h.Changes)-1 { // the two people
				break
			}
			if _, err := ws.Undo(ctx); err != nil {
				t.Fatal(err)
			}
		}
		if say() != empty {
			t.Fatalf("undo left something of\n%s%s", first, more)
		}
	})
}

// repeats reports whether a row can be told to be here already whatever the rows
// beside it say: of customers, subscriptions and tickets the last row wins, and
// the first of the same file read again differs from it.
func (k kindFile) repeats() bool {
	return k.as != AsCustomers && k.as != AsSubscriptions && (k.as != AsTickets || k.trace == TraceTicket)
}

// scales gives the questions of the laws their scales, which so few answers
// cannot tell.
func (p *Plan) scales() {
	for i := range p.Questions {
		q := &p.Questions[i]
		if q.Column == 2 {
			q.Metric.Kind, q.Metric.Low, q.Metric.High = data.MetricNPS, 0, 10
		} else {
			q.Metric.Kind, q.Metric.Low, q.Metric.High = data.MetricCSAT, 1, 5
		}
	}
}
