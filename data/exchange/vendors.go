package exchange

import (
	"slices"
	"strings"

	"cxworkbench/data/message"
)

// vendor is an export of a known program whose columns the general rules would
// take for something else.
type vendor struct {
	name      string
	signature []string // folded headers that all of its exports of this kind have
	as        As
	fields    map[Field]string // to a folded header; to nothing where a guess would be wrong
}

// vendors stand with the more telling signatures first.
var vendors = []vendor{
	{"Zendesk", words("requester submitter assignee via satisfactionscore"), AsTickets, map[Field]string{
		FieldTicket: "id", FieldCustomer: "requesterid", FieldCustomer2: "requesterexternalid", FieldName: "requester",
		FieldCategory: "tickettype", FieldClosed: "solvedat", FieldDue: "duedate", FieldAt: "createdat"}},
	{"Zendesk", words("submitterid requesterid allowchannelback status"), AsTickets, map[Field]string{
		FieldTicket: "id", FieldCustomer: "requesterid", FieldChannel: "viachannel", FieldCategory: "type", FieldEmail: "", FieldCustomer2: ""}},
	{"Zendesk", words("fieldname ticketid updated value"), AsTickets, map[Field]string{
		FieldTicket: "ticketid", FieldActivity: "value", FieldAt: "updated", FieldCustomer: "", FieldName: ""}},
	{"Zendesk", words("id role twofactorauthenabled ticketrestriction"), AsCustomers, map[Field]string{FieldCustomer: "id"}},
	{"Freshdesk", words("ticketid duebytime resolvedtime agentinteractions"), AsTickets, map[Field]string{
		FieldChannel: "source", FieldCategory: "type", FieldClosed: "resolvedtime", FieldCustomer: "contactid"}},
	{"Intercom", words("id conversationratingvalue sourceauthorid state"), AsTickets, map[Field]string{
		FieldTicket: "id", FieldCustomer: "sourceauthorid", FieldStatus: "state", FieldSubject: "sourcesubject", FieldNote: "sourcebody",
		FieldChannel: "sourcetype", FieldAt: "createdat", FieldPriority: "priority"}},
	{"Intercom", words("conversationid parttype authorid createdat"), AsTickets, map[Field]string{
		FieldTicket: "conversationid", FieldActivity: "parttype", FieldAt: "createdat", FieldNote: "body", FieldCustomer: ""}},
	{"Intercom", words("id externalid lastrepliedat unsubscribedfromemails"), AsCustomers, map[Field]string{
		FieldCustomer: "externalid", FieldCustomer2: "id", FieldStart: ""}},
	{"Intercom", words("userid firstseen lastseen"), AsCustomers, map[Field]string{FieldCustomer: "userid", FieldStart: ""}},
	{"HubSpot", words("id email firstname lastname createdate mergedobjectids"), AsCustomers, map[Field]string{FieldCustomer: "id", FieldName: ""}},
	{"HubSpot", words("recordid firstname lastname email contactowner"), AsCustomers, map[Field]string{FieldName: ""}},
	{"HubSpot", words("id pipeline pipelinestage createdate ticketpriority"), AsTickets, map[Field]string{
		FieldTicket: "id", FieldStatus: "pipelinestage", FieldNote: "content"}},
	{"Salesforce", words("casenumber casereason caseorigin status"), AsTickets, map[Field]string{
		FieldTicket: "casenumber", FieldChannel: "caseorigin", FieldCause: "casereason", FieldCategory: "type", FieldCustomer: "accountid"}},
	{"Salesforce", words("opportunityname stage closedate amount"), AsInteractions, map[Field]string{
		FieldActivity: "stage", FieldAt: "closedate", FieldNote: "opportunityname", FieldName: "accountname", FieldAmount: "amount"}},
	// The total of an order stands on its first line only: the lines' own prices are the amounts.
	{"Shopify", words("name financialstatus fulfillmentstatus lineitemquantity lineitemprice"), AsPurchases, map[Field]string{
		FieldOrder: "name", FieldAt: "createdat", FieldProduct: "lineitemname", FieldName: "billingname", FieldChannel: "source", FieldAmount: ""}},
	{"Stripe", words("id createdutc amount amountrefunded customerid"), AsPurchases, map[Field]string{
		FieldOrder: "id", FieldAt: "createdutc", FieldEmail: "customeremail", FieldNote: "description", FieldOutcome: "status", FieldProduct: "", FieldPhone: "", FieldName: ""}},
	{"Mailchimp", words("emailaddress memberrating optintime euid"), AsCustomers, map[Field]string{FieldStart: ""}},
	// The total of an order stands on each of its lines.
	{"Etsy", words("saledate itemname listingid orderid buyer"), AsPurchases, map[Field]string{
		FieldOrder: "orderid", FieldCustomer: "buyer", FieldName: "shipname", FieldAmount: ""}},
	{"BigCommerce", words("orderid orderstatus cartbaseamount customermessage"), AsPurchases, map[Field]string{
		FieldAmount: "ordertotal", FieldNote: "customermessage", FieldOutcome: "orderstatus", FieldCustomer: "", FieldName: ""}},
	{"Typeform", words("submitdateutc startdateutc networkid"), AsResponses, map[Field]string{FieldAt: "submitdateutc", FieldCustomer: ""}},
	{"Qualtrics", words("startdate enddate recordeddate responseid distributionchannel"), AsResponses, map[Field]string{
		FieldAt: "recordeddate", FieldEmail: "recipientemail", FieldCustomer2: "", FieldCustomer: "externalreference", FieldChannel: "distributionchannel", FieldName: ""}},
	{"Qualtrics", words("responseid responseset externaldatareference ipaddress"), AsResponses, map[Field]string{
		FieldAt: "enddate", FieldCustomer: "externaldatareference", FieldName: ""}},
	{"SurveyMonkey", words("respondentid"), AsResponses, map[Field]string{FieldAt: "enddate", FieldName: ""}},
}

// Google Forms begins with the time of the answer in the language of its owner.
var formTimes = words("timestamp zeitstempel horodateur marcatemporal carimbodedatahora")

// vendorOf recognises the program that wrote the header.
func vendorOf(columns []column) *vendor {
	there := map[string]bool{}
	for i := range columns {
		there[columns[i].folded] = true
	}
	for i := range vendors {
		if !slices.ContainsFunc(vendors[i].signature, func(header string) bool { return !there[header] }) {
			return &vendors[i]
		}
	}
	if asksLikeAForm(columns) {
		return &vendor{name: "Google Forms", as: AsResponses, fields: map[Field]string{FieldAt: columns[0].folded, FieldName: "", FieldCustomer: ""}}
	}
	return nil
}

// asksLikeAForm reports whether questions follow the time of the answer.
func asksLikeAForm(columns []column) bool {
	if len(columns) < 2 || !slices.Contains(formTimes, columns[0].folded) {
		return false
	}
	sentences := 0
	for _, c := range columns[1:] {
		if strings.Contains(c.name, "?") || len(c.words) >= 5 {
			sentences++
		}
	}
	return sentences*2 >= len(columns)-1
}

// changedField heads the column that says which field a row of a history changed.
const changedField = "fieldname"

// statusOnly reads of a history of all fields the changes of status.
func (p *Plan) statusOnly(g *guesser) {
	for i := range g.columns {
		if c := &g.columns[i]; c.folded == changedField {
			p.changes = &i
			others := c.profile.filled - c.profile.distinct["status"]
			p.Warnings = append(p.Warnings, message.New("exchange.warn.history", message.Args{"column": c.name, "n": others, "rows": c.profile.filled}))
			return
		}
	}
}

// apply gives the vendor's columns to their fields, and keeps others from being
// guessed.
func (v *vendor) apply(g *guesser) {
	for f, header := range v.fields {
		if _, given := g.chosen[f]; given {
			continue
		}
		g.settled[f] = true
		for i := range g.columns {
			if header == "" || g.columns[i].folded != header || g.taken[i] {
				continue
			}
			if rule, ok := g.rule(f); ok && g.suits(i, rule, true) {
				g.take(f, choice{i, Certain})
				break
			}
		}
	}
}
