package exchange

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"cxworkbench/data"
	"cxworkbench/data/workspace"
)

// dumpService writes down the responses, tickets, events of tickets and stage
// changes of a workspace, each on a line.
func dumpService(t testing.TB, ws *workspace.Workspace) []string {
	t.Helper()
	var lines []string
	line := func(parts ...any) {
		lines = append(lines, strings.Join(strings.Fields(fmt.Sprintln(parts...)), " "))
	}
	err := ws.Snapshot(ctx, func(s *workspace.Snapshot) error {
		labels, names := map[int64]string{}, map[int64]string{}
		if err := s.EachCustomer(func(id int64, label string, _ map[string]string) error { labels[id] = label; return nil }); err != nil {
			return err
		}
		metrics, err := s.Metrics()
		if err != nil {
			return err
		}
		for _, m := range metrics {
			names[m.ID] = fmt.Sprintf("%s(%s,%g..%g,%s)", m.Name, m.Kind, m.Low, m.High, m.Direction)
		}
		if err := s.EachResponse(func(r *data.Response) error {
			line("answered", labels[r.CustomerID], moment(r.When), names[r.MetricID], r.Score, r.Comment)
			return nil
		}); err != nil {
			return err
		}
		stages, err := s.Stages()
		if err != nil {
			return err
		}
		if err := s.EachStageChange(func(c *data.StageChange) error {
			at := slices.IndexFunc(stages, func(s data.Stage) bool { return s.ID == c.StageID })
			line("stage", labels[c.CustomerID], c.Day, stages[at].Name, c.Evidence.Reason)
			return nil
		}); err != nil {
			return err
		}
		refs := map[int64]string{}
		if err := s.EachTicket(func(k *data.Ticket) error {
			refs[k.ID] = k.Ref
			line("ticket", k.Ref, labels[k.CustomerID], instant(k.Opened), k.Priority, k.Category, k.Subject, k.Cause, [...]string{"", "not at once", "at once"}[k.RightFirstTime])
			return nil
		}); err != nil {
			return err
		}
		return s.EachTicketEvent(func(e *data.TicketEvent) error {
			line("event", refs[e.TicketID], instant(e.At), e.Status, e.Note)
			return nil
		})
	})
	if err != nil {
		t.Fatal(err)
	}
	return lines
}

func instant(at int64) string { return time.UnixMilli(at).UTC().Format("2006-01-02T15:04") }

func moment(m data.Moment) string {
	if m.Dated() {
		return m.Day.String()
	}
	return instant(m.At)
}

func policy(p Policy) func(*Options) { return func(o *Options) { o.Policy = p } }

func asOf(d data.Day) func(*Options) { return func(o *Options) { o.AsOf = d } }

func TestResponsesInWideForm(t *testing.T) {
	ws := MustCreate(t, settings())
	path := MustWrite(t, "customer,date,NPS,CSAT,comment\n"+
		"1,2026-01-05,10,5,Lovely\n"+
		"2,2026-01-06,11,4,\n"+ // one good answer of two
		",2026-01-06,0,,\n"+ // anonymous
		"3,2026-01-07,,,\n"+
		"4,2026-01-07,99,7,\n"+
		"5,,9,5,\n")
	o := options(as(AsResponses), mapped("metric:NPS=NPS", "metric:CSAT=CSAT", "note=comment"))
	plan := MustPrepare(t, path, o)
	for i := range plan.Questions { // the sample is too small to tell
		q := &plan.Questions[i]
		switch q.Column {
		case 2:
			q.Metric = data.Metric{Name: "NPS", Kind: data.MetricNPS, Low: 0, High: 10, Direction: data.HighIsGood}
		case 3:
			q.Metric = data.Metric{Name: "CSAT", Kind: data.MetricCSAT, Low: 1, High: 5, Direction: data.HighIsGood}
		}
	}
	r, err := Run(ctx, ws, plan, nil)
	if err != nil {
		t.Fatal(err)
	}
	wantCounts(t, r, counts{read: 6, imported: 3, rejected: 3, noCustomer: 1, customersNew: 2})
	if r.AnswersRejected != 1 || r.Reasons[`its answer in "NPS" is outside the scale from 0 to 10`] != 2 || r.Reasons[string(faultNoAnswer)] != 1 || r.Reasons[string(faultNoDate)] != 1 {
		t.Errorf("%d answers rejected, reasons %v", r.AnswersRejected, r.Reasons)
	}
	if strings.Join(r.NewWords.Metrics, " ") != "NPS CSAT" {
		t.Errorf("new metrics %v", r.NewWords.Metrics)
	}
	wantDump(t, dumpService(t, ws),
		"answered 1 2026-01-05 NPS(nps,0..10,high) 10", "answered 1 2026-01-05 CSAT(csat,1..5,high) 5 Lovely",
		"answered 2 2026-01-06 CSAT(csat,1..5,high) 4", "answered 2026-01-06 NPS(nps,0..10,high) 0")
	again, err := Run(ctx, ws, plan, nil)
	if err != nil {
		t.Fatal(err)
	}
	wantCounts(t, again, counts{read: 6, unchanged: 3, rejected: 3})
}

func TestResponsesInLongForm(t *testing.T) {
	ws := MustCreate(t, settings())
	text := "customer,date,question,score,comment\n"
	for i := range 22 {
		text += fmt.Sprintf("%d,2026-01-05,NPS,%d,\n%d,2026-01-05,Staff were friendly,%d,\n", i, i%11, i, i%5+1)
	}
	text += "99,2026-01-05,NPS,12,\n99,2026-01-05,,3,\n"
	path := MustWrite(t, text)
	o := options(as(AsResponses), mapped("metric=question", "score=score"))
	r := MustRun(t, ws, path, o)
	wantCounts(t, r, counts{read: 46, imported: 44, rejected: 2, customersNew: 22})
	got := dumpService(t, ws)
	wantDump(t, got[:2], "answered 0 2026-01-05 NPS(nps,0..10,high) 0", "answered 0 2026-01-05 Staff were friendly(other,1..5,high) 1")
	wantCounts(t, MustRun(t, ws, path, o), counts{read: 46, unchanged: 44, rejected: 2})
}

func TestAnswersWithoutADayAreAskedFor(t *testing.T) {
	ws := MustCreate(t, settings())
	path := MustWrite(t, "respondent,NPS\n1,10\n2,9\n3,9\n4,9\n")
	o := options(as(AsResponses), mapped("metric:NPS=NPS", "customer="))
	wantRefused(t, tryImport(t, ws, path, o), data.CodeBadInput, "--as-of")
	o.AsOf = data.DayOf(2026, 5, 1)
	wantCounts(t, MustRun(t, ws, path, o), counts{read: 4, imported: 4, noCustomer: 4})
	wantCounts(t, MustRun(t, ws, path, o), counts{read: 4, unchanged: 4})
}

func TestTickets(t *testing.T) {
	ws := MustCreate(t, settings())
	head := "ticket,customer,opened,closed,status,priority,category,subject,right first time\n"
	first := head +
		"T1,1,2026-01-05 09:00,2026-01-06 10:00,Closed,P1,Fault,No light,yes\n" +
		"T2,1,2026-01-07 09:00,,Pending,normal,Fault,Slow,\n" +
		"T3,,2026-01-08 09:00,,,low,,Anonymous,no\n" +
		"T4,2,2026-01-08 09:00,2026-01-07 09:00,Closed,low,,Backwards,\n" +
		"T5,2,,2026-01-07 09:00,Closed,low,,No date,\n" +
		"T6,2,2026-01-08 12:00,,Solved,whenever,,Priority,\n" +
		"T7,2,2026-01-08 12:00,,Solved,,,Undated,\n"
	o := options(as(AsTickets))
	o.Map = map[string]string{"customer": "customer"}
	r := MustRun(t, ws, MustWrite(t, first), o)
	wantCounts(t, r, counts{read: 7, imported: 5, rejected: 2, noCustomer: 1, customersNew: 2})
	if r.SolvedUndated != 2 || r.Records != 5+4+2 {
		t.Errorf("%d solved without a time, %d records; reasons %v", r.SolvedUndated, r.Records, r.Reasons)
	}
	if diff := cmp.Diff(map[string]int{`the priority "whenever" in "priority" is not known`: 1}, r.Unread); diff != "" {
		t.Error(diff)
	}
	wantDump(t, dumpService(t, ws),
		"ticket T1 1 2026-01-05T08:00 urgent Fault No light at once", "ticket T2 1 2026-01-07T08:00 normal Fault Slow",
		"ticket T3 2026-01-08T08:00 low Anonymous not at once", "ticket T6 2 2026-01-08T11:00 Priority", "ticket T7 2 2026-01-08T11:00 Undated",
		"event T1 2026-01-06T09:00 Closed", "event T2 2026-01-08T11:00 Pending", "event T6 2026-01-08T11:00 Solved", "event T7 2026-01-08T11:00 Solved")
	wantCounts(t, MustRun(t, ws, MustWrite(t, first), o), counts{read: 7, unchanged: 5, rejected: 2})

	later := head + // T1 as it was, but archived; T2 solved; T8 new
		"T1,1,2026-01-05 09:00,2026-01-06 10:00,Solved,P1,Fault,No light,yes\n" +
		"T2,1,2026-01-07 09:00,2026-01-09 09:00,Solved,high,Fault,Slow,\n" +
		"T8,1,2026-01-09 12:00,,Open,high,Fault,Again,\n"
	wantCounts(t, MustRun(t, ws, MustWrite(t, later), o), counts{read: 3, imported: 1, updated: 1, unchanged: 1})
	got := dumpService(t, ws)
	wantDump(t, []string{got[1], got[len(got)-2], got[len(got)-1]},
		"ticket T2 1 2026-01-07T08:00 high Fault Slow", "event T2 2026-01-09T08:00 Solved", "event T8 2026-01-09T11:00 Open")

	create := options(as(AsTickets), policy(PolicyCreate))
	create.Map = o.Map
	r = MustRun(t, ws, MustWrite(t, strings.Replace(later, "high,Fault,Slow", "low,Fault,Slow", 1)), create)
	wantCounts(t, r, counts{read: 3, unchanged: 2, rejected: 1})
	wins := options(as(AsTickets), func(o *Options) { o.Wins = WinsWorkspace })
	wins.Map = o.Map
	wantCounts(t, MustRun(t, ws, MustWrite(t, strings.Replace(later, "high,Fault,Slow", "low,Fault,Slow", 1)), wins), counts{read: 3, unchanged: 3})
}

func TestTicketEvents(t *testing.T) {
	ws := MustCreate(t, settings())
	o := options(as(AsTickets), func(o *Options) { o.Trace = TraceTicket }, mapped("ticket=case", "activity=activity", "at=time"))
	head := "case,activity,time\n"
	first := head +
		"A,Registered,2026-01-05T10:00:00Z\n" +
		"B,Registered,2026-01-05T11:00:00Z\n" +
		"A,Call,2026-01-04T10:00:00Z\n" + // unsorted
		"A,Call,2026-01-04T10:00:00Z\n" + // twice
		",Call,2026-01-04T10:00:00Z\n" +
		"B,,2026-01-04T10:00:00Z\n" +
		"B,Closed,2026-01-06T10:00:00Z\n"
	wantCounts(t, MustRun(t, ws, MustWrite(t, first), o), counts{read: 7, imported: 5, rejected: 2, noCustomer: 2})
	want := []string{"ticket A 2026-01-04T10:00", "ticket B 2026-01-05T11:00", "event A 2026-01-05T10:00 Registered", "event B 2026-01-05T11:00 Registered",
		"event A 2026-01-04T10:00 Call", "event A 2026-01-04T10:00 Call", "event B 2026-01-06T10:00 Closed"}
	wantDump(t, dumpService(t, ws), want...)
	wantCounts(t, MustRun(t, ws, MustWrite(t, first), o), counts{read: 7, unchanged: 5, rejected: 2})
	longer := first + "B,Opened again,2026-01-03T10:00:00Z\nC,Registered,2026-01-08T10:00:00Z\n"
	wantCounts(t, MustRun(t, ws, MustWrite(t, longer), o), counts{read: 9, imported: 2, unchanged: 5, rejected: 2, noCustomer: 1})
	if got := dumpService(t, ws); got[1] != "ticket B 2026-01-03T10:00" {
		t.Errorf("got %s", got[1])
	}
	if _, err := ws.Undo(ctx); err != nil {
		t.Fatal(err)
	}
	wantDump(t, dumpService(t, ws), want...)
}

func TestStageChanges(t *testing.T) {
	ws := MustCreate(t, settings())
	var stages []data.Stage
	if err := ws.Snapshot(ctx, func(s *workspace.Snapshot) (err error) { stages, err = s.Stages(); return err }); err != nil {
		t.Fatal(err)
	}
	path := MustWrite(t, "customer,date,stage,reason\n"+
		"1,2026-01-05,"+strings.ToUpper(stages[0].Name)+",Signed up\n"+
		"1,2026-02-05,"+stages[1].Key+",\n"+
		"2,2026-02-05,"+stages[2].Role+",Bought twice\n"+
		"2,2026-02-06,Enlightened,\n"+
		",2026-02-06,"+stages[1].Name+",\n")
	o := options(as(AsStageChanges), mapped("stage=stage", "at=date", "reason=reason", "customer=customer"))
	r := MustRun(t, ws, path, o)
	wantCounts(t, r, counts{read: 5, imported: 3, rejected: 2, customersNew: 2})
	want := []string{"stage 1 2026-01-05 " + stages[0].Name + " Signed up", "stage 1 2026-02-05 " + stages[1].Name + " As imported",
		"stage 2 2026-02-05 " + stages[2].Name + " Bought twice"}
	wantDump(t, dumpService(t, ws), want...)
	for reason := range r.Reasons {
		if strings.Contains(reason, "is none of") && !strings.Contains(reason, stages[0].Name+", "+stages[1].Name) {
			t.Errorf("the reason does not list the stages: %s", reason)
		}
	}
	wantCounts(t, MustRun(t, ws, path, o), counts{read: 5, unchanged: 3, rejected: 2})
}
