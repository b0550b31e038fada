package exchange

import (
	"strings"
	"testing"
)

func TestLinesOfAnOrderHaveTheDateAndCustomerOfItsFirst(t *testing.T) {
	ws := MustCreate(t, settings())
	path := MustWrite(t, "Name,Email,Financial Status,Fulfillment Status,Created at,Lineitem quantity,Lineitem name,Lineitem price,Billing Name,Source\n"+
		"#1001,a@x.org,paid,fulfilled,2026-01-30 08:30:00 +0100,2,Lamp,10.00,Ann Lee,web\n"+
		"#1001,a@x.org,,,,1,Vase,30.00,,\n"+
		"#1002,b@x.org,paid,fulfilled,2026-01-31 09:30:00 +0100,1,Vase,30.00,Bob Ray,pos\n"+
		"#1003,,,,,1,Lamp,10.00,,\n"+ // of another order than the line above
		",,,,,1,Lamp,10.00,,\n")
	plan := MustPrepare(t, path, options())
	if len(plan.Warnings) != 1 || plan.Warnings[0].Key != "exchange.warn.continued" || plan.Warnings[0].Args["n"] != 1 {
		t.Errorf("warned of %v", plan.Warnings)
	}
	r := MustRun(t, ws, path, options())
	wantCounts(t, r, counts{read: 5, imported: 3, rejected: 2, customersNew: 2})
	wantDump(t, dump(t, ws), "customer Ann Lee", "customer Bob Ray",
		"did Ann Lee 2026-01-30T07:30:00Z Purchase(purchase,pull) by web(self-service) #1001 of Lamp x2 = 2000",
		"did Ann Lee 2026-01-30T07:30:00Z Purchase(purchase,pull) by web(self-service) #1001 of Vase x1 = 3000",
		"did Bob Ray 2026-01-31T08:30:00Z Purchase(purchase,pull) by pos() #1002 of Vase x1 = 3000")
	wantCounts(t, MustRun(t, ws, path, options()), counts{read: 5, unchanged: 3, rejected: 2})
}

// A date that is missing now and then is missing, where no line of its order has one.
func TestOrdersWithoutADateAreRejected(t *testing.T) {
	ws := MustCreate(t, settings())
	r := MustRun(t, ws, MustWrite(t, "Order,Customer,Date,Amount\n1,7,2026-01-05,5\n2,8,,6\n3,7,2026-01-06,7\n"), options())
	wantCounts(t, r, counts{read: 3, imported: 2, rejected: 1, customersNew: 1})
}

func TestNamesInTwoColumns(t *testing.T) {
	for header, want := range map[string]string{
		"Email,First Name,Last Name": "Ann Lee", "E-Mail,Vorname,Nachname": "Ann Lee", "Courriel,Prénom,Nom": "Ann Lee", "Correo,Nombre,Apellidos": "Ann Lee",
		"Email,Primeiro nome,Sobrenome": "Ann Lee", "Email,First Name,Full Name": "Lee", "Email,First Name,City": "",
	} {
		ws := MustCreate(t, settings())
		MustRun(t, ws, MustWrite(t, header+"\na@x.org,Ann,Lee\nb@x.org,Bob,Ray\n"), options(as(AsCustomers)))
		if got := strings.SplitN(dump(t, ws)[0], " map[", 2)[0]; got != strings.TrimSpace("customer "+want) {
			t.Errorf("%s: %s, want %s", header, got, want)
		}
	}
}

// A history of every field of a ticket gives the changes of its status.
func TestZendeskFieldHistory(t *testing.T) {
	ws := MustCreate(t, settings())
	path := sharedData(t, "crm_exports/fivetran_zendesk/integration_tests/seeds/ticket_field_history_data.csv")
	plan := MustPrepare(t, path, options())
	if got := mappingOf(plan); plan.Vendor != "Zendesk" || got != "tickets: ticket=ticket_id(certain) at=updated(certain) activity=value(certain)" || !plan.TicketEvents {
		t.Errorf("of %q: %s", plan.Vendor, got)
	}
	r := MustRun(t, ws, path, options(func(o *Options) { o.Rejects = t.TempDir() + "/rejects.csv" }))
	statuses, others := 0, 0
	for reason, n := range r.Reasons {
		if strings.HasPrefix(reason, "it changes ") {
			others += n
		}
	}
	for _, line := range dumpService(t, ws) {
		if strings.HasPrefix(line, "event ") {
			statuses++
		}
	}
	// Counted with: cut -d, -f1 FILE | sort | uniq -c
	if r.Read != statuses+others || others != 8 || r.Rejected != others {
		t.Errorf("%d statuses and %d other changes of %d rows; reasons %v", statuses, others, r.Read, r.Reasons)
	}
}
