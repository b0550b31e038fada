package eventlog_test

import (
	"slices"
	"testing"

	"cxworkbench/data"
	"cxworkbench/data/eventlog"
)

// serviceLog has two customers, 101 and 102, a metric, and what fill adds.
func serviceLog(t *testing.T, fill func(*eventlog.Builder)) *eventlog.Log {
	t.Helper()
	with := dictionaries
	with.Metrics = []data.Metric{{ID: 71, Name: "NPS", Kind: data.MetricNPS, High: 10, Direction: data.HighIsGood}}
	b := must(eventlog.NewBuilder(settings("Europe/Berlin"), 3, with))
	b.Customer(101, "A", nil)
	b.Customer(102, "B", nil)
	fill(b)
	log, err := b.Log()
	if err != nil {
		t.Fatal(err)
	}
	return log
}

func TestResponsesAreSortedByCustomerAnonymousLast(t *testing.T) {
	log := serviceLog(t, func(b *eventlog.Builder) {
		for i, r := range []data.Response{
			{CustomerID: 0, Score: 1, When: data.OnDay(day("2026-01-01"))},
			{CustomerID: 102, Score: 2, When: data.OnDay(day("2026-03-01"))},
			{CustomerID: 101, Score: 3, When: data.OnDay(day("2026-05-01"))},
			{CustomerID: 102, Score: 4, When: data.OnDay(day("2026-02-01"))},
		} {
			r.ID, r.MetricID = int64(i+1), 71
			b.Response(&r)
		}
	})
	if want := []float64{3, 4, 2, 1}; !slices.Equal(log.Responses.Score, want) {
		t.Errorf("scores %v, want %v", log.Responses.Score, want)
	}
	if from, to := log.ResponseRange(1); from != 1 || to != 3 {
		t.Errorf("responses of the second customer are %d to %d, want 1 to 3", from, to)
	}
	if log.Responses.Customer[3] != eventlog.NoCustomer {
		t.Errorf("the anonymous answer belongs to %d", log.Responses.Customer[3])
	}
	if first, ok := log.FirstDay(1); !ok || first != day("2026-02-01") {
		t.Errorf("the first record of B is of %v, want that of its first answer", first)
	}
	if log.First != day("2026-01-01") || log.Last != day("2026-05-01") {
		t.Errorf("the log spans %v to %v", log.First, log.Last)
	}
}

func TestTicketsKeepTheirHistory(t *testing.T) {
	log := serviceLog(t, func(b *eventlog.Builder) {
		b.Ticket(&data.Ticket{ID: 5, CustomerID: 102, Opened: 5000, Due: 9000, HasDue: true, Category: "Billing"})
		b.Ticket(&data.Ticket{ID: 6, CustomerID: 0, Opened: 1000, Cause: "Outage"})
		b.Ticket(&data.Ticket{ID: 7, CustomerID: 101, Opened: 7000})
		for _, e := range []data.TicketEvent{
			{TicketID: 5, At: 8000, Status: "solved"}, {TicketID: 5, At: 5000, Status: "open"}, {TicketID: 6, At: 1000, Status: "open"},
			{TicketID: 5, At: 8500, Status: "reopened"}, {TicketID: 5, At: 9500, Status: "closed"}, {TicketID: 5, At: 9600, Status: "closed"},
		} {
			b.TicketEvent(&e)
		}
		b.Interaction(&data.Interaction{ID: 1, CustomerID: 102, ActivityID: 11, When: data.AtMillis(5000)})
		b.Interaction(&data.Interaction{ID: 2, CustomerID: 101, ActivityID: 11, When: data.AtMillis(6000)})
		b.TicketLink(1, 5)
	})
	if want := []int64{7, 5, 6}; !slices.Equal(log.Tickets.Row, want) {
		t.Fatalf("tickets %v, want %v: by customer, without one last", log.Tickets.Row, want)
	}
	statuses := []string{}
	for _, e := range log.Tickets.Of(1) {
		statuses = append(statuses, log.Statuses[e.Status])
	}
	if want := []string{"open", "solved", "reopened", "closed", "closed"}; !slices.Equal(statuses, want) {
		t.Errorf("history %v, want %v", statuses, want)
	}
	if len(log.Tickets.Of(0)) != 0 || len(log.Tickets.Of(2)) != 1 {
		t.Error("the histories of the other tickets are mixed up")
	}
	for _, c := range []struct {
		by, at int64
		solved bool
	}{{7000, 0, false}, {8000, 8000, true}, {9000, 0, false}, {9500, 9500, true}, {20000, 9500, true}} {
		if at, solved := log.Solved(1, c.by); solved != c.solved || solved && at != c.at {
			t.Errorf("by %d solved is %t at %d, want %t at %d", c.by, solved, at, c.solved, c.at)
		}
	}
	if log.Tickets.Due[1] != 9000 || log.Tickets.Due[0] != eventlog.NoInstant || log.Categories[log.Tickets.Category[1]] != "Billing" || log.Causes[log.Tickets.Cause[2]] != "Outage" {
		t.Error("due, category or cause went to another ticket")
	}
	if want := []int32{-1, 1}; !slices.Equal(log.EventTicket, want) {
		t.Errorf("interactions have tickets %v, want %v", log.EventTicket, want)
	}
}

func TestAStatusOfNoTicketIsDamage(t *testing.T) {
	b := builder("UTC", 1)
	b.TicketEvent(&data.TicketEvent{TicketID: 9, Status: "open"})
	if _, err := b.Log(); data.CodeOf(err) != data.CodeDamaged {
		t.Errorf("error %v, want one of damage", err)
	}
}
