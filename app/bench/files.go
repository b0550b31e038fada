package bench

import (
	"bufio"
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"time"

	"cxworkbench/data"
	"cxworkbench/data/exchange"
)

// The made-up business: three years of contacts, ten for a customer.
const (
	seed         = 20260101
	perCustomer  = 10
	spanDays     = 3 * 365
	searchedWord = "delivery"
)

var firstDay = data.DayOf(2023, time.January, 1)

// lastDay is the as-of date of the made-up workspace.
const lastDay = "2025-12-31"

// file is a made-up export and how it is read.
type file struct {
	name    string
	as      exchange.As
	columns map[string]string
	write   func(ctx context.Context, out *bufio.Writer, rows int) error
}

// contacts is the file of interactions, the one whose import is measured: it is
// in the order of time, and every customer begins in it.
var contacts = file{
	name: "contacts.csv", as: exchange.AsInteractions, write: writeContacts,
	columns: map[string]string{
		"customer": "customer", "at": "at", "activity": "activity", "channel": "channel", "direction": "direction", "emotion": "emotion",
		"amount": "amount", "order": "order", "product": "product", "note": "note",
	},
}

// others say more about the customers of contacts.
var others = []file{
	{
		name: "customers.csv", as: exchange.AsCustomers, write: writeCustomers,
		columns: map[string]string{"customer": "customer", "name": "name", "attr:region": "region", "attr:plan": "plan", "attr:age": "age"},
	},
	{
		name: "subscriptions.csv", as: exchange.AsSubscriptions, write: writeSubscriptions,
		columns: map[string]string{"customer": "customer", "product": "product", "start": "start", "end": "end", "reason": "reason", "amount": "monthly"},
	},
	{
		name: "responses.csv", as: exchange.AsResponses, write: writeResponses,
		columns: map[string]string{"customer": "customer", "at": "at", "metric:NPS": "NPS", "channel": "channel"},
	},
	{
		name: "tickets.csv", as: exchange.AsTickets, write: writeTickets,
		columns: map[string]string{"customer": "customer", "ticket": "ticket", "at": "opened", "closed": "closed", "category": "category", "priority": "priority"},
	},
}

// make writes the file into a folder and gives its path.
func (f file) make(ctx context.Context, folder string, rows int) (path string, err error) {
	path = filepath.Join(folder, f.name)
	target, err := os.Create(path)
	if err != nil {
		return "", fmt.Errorf("make %s: %w", f.name, err)
	}
	out := bufio.NewWriterSize(target, 1<<16)
	err = f.write(ctx, out, rows)
	if err == nil {
		err = out.Flush()
	}
	if closing := target.Close(); err == nil {
		err = closing
	}
	if err != nil {
		return "", fmt.Errorf("write %s: %w", f.name, err)
	}
	return path, nil
}

// plan is how the file at path is read: nothing is guessed that is known.
func (f file) plan(path string, now time.Time) (*exchange.Plan, error) {
	o := exchange.Defaults(now)
	o.As, o.Map, o.Zone = f.as, f.columns, "UTC"
	return exchange.Prepare(path, o)
}

func random(stream uint64) *rand.Rand { return rand.New(rand.NewPCG(seed, stream)) }

func customer(i int) string { return fmt.Sprintf("C%07d", i) }

// words are what notes are made of, the first ones often.
var words = [...]string{
	"customer", "asked", "order", "about", searchedWord, "invoice", "router", "late", "thanks", "again", "call", "back", "price", "contract", "parcel",
	"broken", "refund", "upgrade", "address", "slow", "manager", "friendly", "repeat", "signal", "holiday", "voucher", "password", "engineer", "storm", "piano",
}

// happenings are the activities with their shares of a hundred and the channels
// they come through.
var happenings = []struct {
	name, direction string
	share           int
	channels        []string
}{
	{"Newsletter", "outbound", 24, []string{"Email"}},
	{"Website visit", "inbound", 25, []string{"Web"}},
	{"App login", "inbound", 16, []string{"App"}},
	{"Purchase", "inbound", 20, []string{"Web", "App", "Shop"}},
	{"Support call", "inbound", 8, []string{"Phone", "Chat"}},
	{"Enquiry", "inbound", 4, []string{"Web", "Phone", "Email"}},
	{"Complaint", "inbound", 2, []string{"Phone", "Email"}},
	{"Referral", "inbound", 1, []string{"Email"}},
}

func writeContacts(ctx context.Context, out *bufio.Writer, rows int) error {
	r := random(1)
	fmt.Fprintln(out, "customer,at,activity,channel,direction,emotion,amount,order,product,note")
	var line []byte
	for i := range rows {
		who := i / perCustomer // begins here
		now := float64(i) / float64(rows) * spanDays
		for tries := 0; i%perCustomer > 0 && tries < 20; tries++ {
			// One of those who have begun, the newer the likelier, preferably one who
			// is lively and has not left.
			who = int(math.Sqrt(r.Float64()) * float64(i/perCustomer+1))
			if lively := who % 5; r.IntN(10) <= 2*lively && now < float64(began(who, rows)-firstDay)+lifetime(who) {
				break
			}
		}
		pick, k := r.IntN(100), 0
		for pick >= happenings[k].share {
			pick -= happenings[k].share
			k++
		}
		h := &happenings[k]
		seconds := int64(now * 86_400)
		line = append(line[:0], customer(who)...)
		line = append(line, ',')
		line = time.Unix(int64(firstDay)*86_400+seconds, 0).UTC().AppendFormat(line, "2006-01-02 15:04:05")
		line = fmt.Appendf(line, ",%s,%s,%s,", h.name, h.channels[r.IntN(len(h.channels))], h.direction)
		if r.IntN(3) == 0 {
			line = fmt.Appendf(line, "%d", r.IntN(5)-2)
		}
		if h.name == "Purchase" {
			line = fmt.Appendf(line, ",%d.%02d,O%d,Product %c,", 5+r.IntN(200), r.IntN(100), i, 'A'+r.IntN(8))
		} else {
			line = append(line, ",,,,"...)
		}
		if r.IntN(4) == 0 {
			for range 4 + r.IntN(8) {
				u := r.Float64()
				line = fmt.Appendf(line, "%s ", words[int(u*u*float64(len(words)))])
			}
		}
		line = append(line, '\n')
		if _, err := out.Write(line); err != nil {
			return err
		}
		if i%10_000 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
	}
	return nil
}

func customersOf(rows int) int { return (rows + perCustomer - 1) / perCustomer }

// began is the day on which a customer's first contact is.
func began(i, rows int) data.Day {
	return firstDay + data.Day(float64(i*perCustomer)/float64(rows)*spanDays)
}

// lifetime is after how many days a customer leaves: some leave soon, most late.
func lifetime(i int) float64 {
	r := random(uint64(i) << 8)
	return 250 * math.Exp(r.NormFloat64()) * r.ExpFloat64()
}

func writeCustomers(_ context.Context, out *bufio.Writer, rows int) error {
	r := random(2)
	fmt.Fprintln(out, "customer,name,region,plan,age")
	for i := range customersOf(rows) {
		fmt.Fprintf(out, "%s,Person %d,%s,%s,%d\n", customer(i), i, [...]string{"North", "East", "South", "West"}[r.IntN(4)],
			[...]string{"Basic", "Plus", "Full"}[r.IntN(3)], 18+r.IntN(70))
	}
	return nil
}

func writeSubscriptions(_ context.Context, out *bufio.Writer, rows int) error {
	r := random(3)
	last := firstDay + spanDays - 1
	fmt.Fprintln(out, "customer,product,start,end,reason,monthly")
	for i := range customersOf(rows) {
		start, end, reason := began(i, rows), "", ""
		if lasts := data.Day(lifetime(i)); start+lasts < last {
			end, reason = (start + lasts + 1).String(), [...]string{"Price", "Moved", "Service", "Competitor"}[r.IntN(4)]
		}
		fmt.Fprintf(out, "%s,Product %c,%s,%s,%s,%d.00\n", customer(i), 'A'+r.IntN(8), start, end, reason, 10+r.IntN(60))
	}
	return nil
}

func writeResponses(_ context.Context, out *bufio.Writer, rows int) error {
	r := random(4)
	fmt.Fprintln(out, "customer,at,NPS,channel")
	for i := range customersOf(rows) / 2 {
		at := began(i, rows) + data.Day(r.IntN(60))
		fmt.Fprintf(out, "%s,%s,%d,%s\n", customer(i), min(at, firstDay+spanDays-1), r.IntN(11), [...]string{"Web", "Phone", "Email"}[r.IntN(3)])
	}
	return nil
}

func writeTickets(_ context.Context, out *bufio.Writer, rows int) error {
	r := random(5)
	fmt.Fprintln(out, "customer,ticket,opened,closed,category,priority")
	for i := range customersOf(rows) / 5 {
		opened := min(began(i, rows)+data.Day(r.IntN(90)), firstDay+spanDays-10)
		fmt.Fprintf(out, "%s,T%d,%s 09:00:00,%s 15:00:00,%s,%s\n", customer(i), i, opened, opened+data.Day(r.IntN(9)),
			[...]string{"Billing", "Technical", "Delivery"}[r.IntN(3)], [...]string{"low", "normal", "high"}[r.IntN(3)])
	}
	return nil
}
