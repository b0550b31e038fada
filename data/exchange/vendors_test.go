package exchange

import (
	"encoding/csv"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// likelyValues are two values for the columns whose values matter to a guess.
var likelyValues = map[string][2]string{
	"id": {"35", "36"}, "ticketid": {"35", "36"}, "requesterid": {"901", "902"}, "requester": {"Ann Lee", "Bob Ray"}, "requesteremail": {"a@x.org", "b@x.org"},
	"createdat": {"2026-01-30 08:30", "2026-01-31 09:30"}, "createdtime": {"2026-01-30 08:30", "2026-01-31 09:30"}, "createdutc": {"2026-01-30 08:30", "2026-01-31 09:30"},
	"solvedat": {"2026-02-01 08:30", ""}, "resolvedtime": {"2026-02-01 08:30", ""}, "closedtime": {"2026-02-02 08:30", ""}, "duedate": {"2026-02-03 08:30", ""}, "duebytime": {"2026-02-03 08:30", ""},
	"updatedat": {"2026-02-04 08:30", "2026-02-04 08:30"}, "assignedat": {"2026-01-30 09:30", ""}, "lastupdatetime": {"2026-02-04 08:30", ""},
	"status": {"Solved", "Open"}, "priority": {"High", "Low"}, "via": {"Web", "Mail"}, "source": {"web", "pos"}, "tickettype": {"Problem", "Question"}, "type": {"Problem", "Question"},
	"subject": {"No light", "Slow"}, "satisfactionscore": {"Good", "Offered"}, "resolutiontime": {"48", ""}, "replies": {"2", "3"}, "reopens": {"0", "1"}, "surveyresults": {"5", "4"},
	"fullname": {"Ann Lee", "Bob Ray"}, "contactid": {"901", "902"}, "name": {"#1001", "#1002"}, "email": {"a@x.org", "b@x.org"}, "phone": {"+41441234567", ""},
	"financialstatus": {"paid", "paid"}, "paidat": {"2026-01-30 08:31", "2026-01-31 09:31"}, "subtotal": {"20.00", "30.00"}, "total": {"25.00", "35.00"}, "taxes": {"2.00", "3.00"},
	"lineitemquantity": {"2", "1"}, "lineitemname": {"Lamp", "Vase"}, "lineitemprice": {"10.00", "30.00"}, "lineitemsku": {"L1", "V1"}, "billingname": {"Ann Lee", "Bob Ray"},
	"vendor": {"Acme", "Acme"}, "location": {"Zurich", "Bern"}, "amount": {"25.00", "35.00"}, "amountrefunded": {"0.00", "0.00"}, "convertedamount": {"25.00", "35.00"}, "fee": {"1.00", "1.20"},
	"customerid": {"cus_1", "cus_2"}, "customeremail": {"a@x.org", "b@x.org"}, "description": {"Invoice 7", "Invoice 8"}, "cardname": {"A Lee", "B Ray"},
	"emailaddress": {"a@x.org", "b@x.org"}, "firstname": {"Ann", "Bob"}, "lastname": {"Lee", "Ray"}, "memberrating": {"5", "4"}, "optintime": {"2026-01-30 08:30:00", "2026-01-31 08:30:00"},
	"confirmtime": {"2026-01-30 08:30:00", "2026-01-31 08:30:00"}, "lastchanged": {"2026-01-30 08:30:00", "2026-01-31 08:30:00"}, "euid": {"a1", "b2"}, "leid": {"11", "12"},
	"saledate": {"01/30/26", "01/31/26"}, "itemname": {"Lamp", "Vase"}, "quantity": {"2", "1"}, "price": {"10.00", "30.00"}, "ordertotal": {"25.00", "35.00"}, "transactionid": {"71", "72"},
	"orderid": {"501", "502"}, "buyer": {"annlee", "bobray"}, "shipname": {"Ann Lee", "Bob Ray"}, "dateshipped": {"01/31/26", "02/01/26"}, "datepaid": {"01/30/26", "01/31/26"},
	"orderdate": {"2026-01-30", "2026-01-31"}, "deliverydate": {"2026-02-02", "2026-02-03"}, "orderstatus": {"Shipped", "Completed"}, "customermessage": {"Please ring", ""},
	"refundamount": {"0.00", "0.00"}, "taxtotal": {"2.00", "3.00"}, "submitdateutc": {"2026-01-30 08:30:00", "2026-01-31 08:30:00"}, "startdateutc": {"2026-01-30 08:20:00", "2026-01-31 08:20:00"},
}

// withValues puts two rows under a header.
func withValues(header []string) string {
	var out strings.Builder
	w := csv.NewWriter(&out)
	_ = w.Write(header)
	for n := range 2 {
		row := make([]string, len(header))
		for i, name := range header {
			row[i] = likelyValues[squash(name)][n]
		}
		_ = w.Write(row)
	}
	w.Flush()
	return out.String()
}

// vendorMappings is what a person would choose for the exports in headers.tsv.
var vendorMappings = map[string]struct {
	vendor string
	as     As
	fields map[Field]string
}{
	"Zendesk tickets (view/detail export)": {"Zendesk", AsTickets, map[Field]string{
		FieldTicket: "Id", FieldName: "Requester", FieldCustomer: "Requester id", FieldCustomer2: "Requester external id", FieldEmail: "Requester email",
		FieldSubject: "Subject", FieldStatus: "Status", FieldPriority: "Priority", FieldChannel: "Via", FieldCategory: "Ticket type",
		FieldAt: "Created at", FieldDue: "Due date", FieldClosed: "Solved at"}},
	"Freshdesk tickets export": {"Freshdesk", AsTickets, map[Field]string{
		FieldTicket: "Ticket ID", FieldSubject: "Subject", FieldStatus: "Status", FieldPriority: "Priority", FieldChannel: "Source", FieldCategory: "Type",
		FieldAt: "Created time", FieldDue: "Due by Time", FieldClosed: "Resolved time", FieldName: "Full name", FieldCustomer: "Contact ID"}},
	"Shopify orders export (full)": {"Shopify", AsPurchases, map[Field]string{
		FieldOrder: "Name", FieldPhone: "Phone", FieldEmail: "Email", FieldAt: "Created at", FieldQuantity: "Lineitem quantity", FieldProduct: "Lineitem name",
		FieldPrice: "Lineitem price", FieldName: "Billing Name", FieldChannel: "Source", FieldNote: "Notes"}},
	"Stripe payments export (legacy full)": {"Stripe", AsPurchases, map[Field]string{
		FieldOrder: "id", FieldNote: "Description", FieldAt: "Created (UTC)", FieldAmount: "Amount", FieldCustomer: "Customer ID", FieldEmail: "Customer Email", FieldOutcome: "Status"}},
	"Mailchimp audience export (classic full)": {"Mailchimp", AsCustomers, map[Field]string{FieldEmail: "Email Address", FieldFirstName: "First Name", FieldLastName: "Last Name"}},
	"Etsy sales export": {"Etsy", AsPurchases, map[Field]string{
		FieldAt: "Sale Date", FieldProduct: "Item Name", FieldQuantity: "Quantity", FieldPrice: "Price", FieldOrder: "Order ID", FieldCustomer: "Buyer", FieldName: "Ship Name"}},
	"BigCommerce orders": {"BigCommerce", AsPurchases, map[Field]string{
		FieldOrder: "Order ID", FieldAt: "Order Date", FieldAmount: "Order Total", FieldEmail: "Email Address", FieldPhone: "Phone", FieldOutcome: "Order Status", FieldNote: "Customer Message",
		FieldFirstName: "First Name", FieldLastName: "Last Name"}},
}

// byField gives a plan's mapping without confidences.
func byField(p *Plan) map[Field]string {
	out := map[Field]string{}
	for _, m := range p.Mapping {
		out[m.Field] = p.Columns[m.Column]
	}
	return out
}

func TestVendorsHeaders(t *testing.T) {
	raw, err := os.ReadFile(sharedData(t, "crm_exports/vendor_shapes/headers.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	seen := 0
	for _, line := range strings.Split(string(raw), "\n")[1:] {
		cells := strings.Split(line, "\t")
		if len(cells) < 2 || strings.ContainsAny(cells[1], "<{") { // a description, no header: see the tests of surveys
			continue
		}
		want, ok := vendorMappings[cells[0]]
		if !ok {
			t.Errorf("nobody thought about %q", cells[0])
			continue
		}
		seen++
		t.Run(want.vendor, func(t *testing.T) {
			p := MustPrepare(t, MustWrite(t, withValues(strings.Split(cells[1], ","))), options())
			if p.Vendor != want.vendor || p.As != want.as || p.Problem != nil {
				t.Errorf("taken for %s of %s; problem %v", p.As, p.Vendor, p.Problem)
			}
			if diff := cmp.Diff(want.fields, byField(p)); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
	if seen != len(vendorMappings) {
		t.Errorf("%d of %d vendors' headers were in the file", seen, len(vendorMappings))
	}
}

// Exports whose headers are known from their vendors' documentation.
func TestOtherVendors(t *testing.T) {
	for _, c := range []struct{ content, vendor, want string }{
		{"Record ID,First Name,Last Name,Email,Phone Number,Contact owner,Lead Status,Create Date,Associated Company\n51,Ann,Lee,a@x.org,+41441234567,Max,New,2026-01-30 08:30,Acme\n52,Bob,Ray,b@x.org,+41441234568,Max,Open,2026-01-31 08:30,Acme\n",
			"HubSpot", "customers: customer=Record ID(certain) first_name=First Name(certain) last_name=Last Name(certain) email=Email(certain) phone=Phone Number(certain)"},
		{"Case Number,Account Name,Contact Name,Subject,Case Origin,Case Reason,Priority,Status,Date/Time Opened,Date/Time Closed\n1001,Acme,Ann Lee,No light,Phone,Wiring,High,Closed,30/01/2026 08:30,31/01/2026 08:30\n1002,Acme,Bob Ray,Slow,Web,,Low,New,30/01/2026 08:31,\n",
			"Salesforce", "tickets: ticket=Case Number(certain) name=Contact Name(certain) subject=Subject(certain) channel=Case Origin(certain) cause=Case Reason(certain) priority=Priority(certain) status=Status(certain) at=Date/Time Opened(certain) closed=Date/Time Closed(certain)"},
		{"Opportunity Name,Account Name,Stage,Amount,Close Date\nLamps,Acme,Closed Won,500.50,30/01/2026\nVases,Acme,Closed Lost,300.00,31/01/2026\n",
			"Salesforce", "interactions: note=Opportunity Name(certain) name=Account Name(certain) activity=Stage(certain) amount=Amount(certain) at=Close Date(certain)"},
		{"Contact ID,First Name,Last Name,Email,Account Name\n0031,Ann,Lee,a@x.org,Acme\n0032,Bob,Ray,b@x.org,Acme\n",
			"", "customers: customer=Contact ID(certain) first_name=First Name(certain) last_name=Last Name(certain) email=Email(certain)"},
		{"Name,Email,User ID,Phone,First Seen,Signed up,Last seen\nAnn,a@x.org,u1,,2026-01-30,2026-01-30,2026-02-01\nBob,b@x.org,u2,,2026-01-31,2026-01-31,2026-02-01\n",
			"Intercom", "customers: name=Name(certain) email=Email(certain) customer=User ID(certain) phone=Phone(likely)"},
		{"#,How likely are you to recommend us to a friend?,What can we do better?,Start Date (UTC),Submit Date (UTC),Network ID\na1,9,Nothing,2026-01-30 08:20:00,2026-01-30 08:30:00,n1\na2,3,Price,2026-01-31 08:20:00,2026-01-31 08:30:00,n2\n",
			"Typeform", "responses: metric:How likely are you to recommend us to a friend?=How likely are you to recommend us to a friend?(likely) at=Submit Date (UTC)(certain)"},
		{"Respondent ID,Collector ID,Start Date,End Date,IP Address,Email Address,First Name,Last Name,How likely is it that you would recommend us?,What could we improve?\n,,,,,,,,,Open-Ended Response\n114,4,01/30/2026 08:20:00 AM,01/30/2026 08:30:00 AM,1.2.3.4,a@x.org,Ann,Lee,9,Price\n115,4,01/31/2026 08:20:00 AM,01/31/2026 08:30:00 AM,1.2.3.4,b@x.org,Bob,Ray,4,Speed\n",
			"SurveyMonkey", "responses: record=Respondent ID(certain) at=End Date(certain) email=Email Address(certain) first_name=First Name(certain) last_name=Last Name(certain) metric:How likely is it that you would recommend us?=How likely is it that you would recommend us?(likely)"},
		{"Zeitstempel,\"Wie wahrscheinlich ist es, dass Sie uns weiterempfehlen?\",Warum?,Wie zufrieden sind Sie mit uns?\n30.01.2026 08:30:00,9,Schnell,5\n31.01.2026 08:30:00,4,Teuer,2\n",
			"Google Forms", "responses: at=Zeitstempel(certain) metric:Wie wahrscheinlich ist es, dass Sie uns weiterempfehlen?=Wie wahrscheinlich ist es, dass Sie uns weiterempfehlen?(likely) comment:Wie wahrscheinlich ist es, dass Sie uns weiterempfehlen?=Warum?(likely) metric:Wie zufrieden sind Sie mit uns?=Wie zufrieden sind Sie mit uns?(likely)"},
	} {
		t.Run(c.vendor, func(t *testing.T) {
			p := MustPrepare(t, MustWrite(t, c.content), options())
			if got := mappingOf(p); got != c.want || p.Vendor != c.vendor || p.Problem != nil {
				t.Errorf("of %q, problem %v\n got %s\nwant %s", p.Vendor, p.Problem, got, c.want)
			}
		})
	}
}
