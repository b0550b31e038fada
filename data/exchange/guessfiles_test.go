package exchange

import (
	"os"
	"testing"

	"cxworkbench/data"
)

// What a person would expect of files that were made by others, by guess alone.
func TestGuessesOfRealFiles(t *testing.T) {
	for _, c := range []struct {
		file, want string
		cases      bool
		refused    bool
	}{
		{file: "telco_churn/Telco-Customer-Churn.csv", want: "customers: customer=customerID(certain) tenure_months=tenure(certain) amount=MonthlyCharges(certain) left=Churn(certain)"},
		{file: "cdnow/CDNOW_sample.txt", want: "purchases: customer2=1(weak) customer=2(weak) at=3(weak) quantity=4(weak) amount=5(weak)"},
		{file: "online_retail/online_retail_2010-12.csv", want: "purchases: order=InvoiceNo(certain) product=Description(certain) quantity=Quantity(certain) at=InvoiceDate(certain) price=UnitPrice(certain) customer=CustomerID(certain)"},
		{file: "nps/sfo_survey/raw/2017_SFO_Customer_Survey_20250817.csv", want: "responses: metric:NETPRO=NETPRO(certain)"},
		{file: "event_logs/sepsis.csv", want: "tickets: ticket=case_id(certain) activity=activity(certain) at=timestamp(certain)", cases: true},
		{file: "event_logs/eventdataR_sepsis.csv", want: "tickets: ticket=case_id(certain) activity=activity(certain) at=timestamp(certain)", cases: true},
		{file: "event_logs/helpdesk.csv", want: "tickets: ticket=CaseID(certain) activity=ActivityID(certain) at=CompleteTimestamp(certain)", cases: true},
		// Patients are people: their log is a journey, unless a person follows cases.
		{file: "event_logs/eventdataR_patients.csv", want: "interactions: activity=handling(certain) customer=patient(certain) at=time(certain)"},
		// The e-mail addresses of this file are hashes, so only their column's name says what they are.
		{file: "crm_exports/fivetran_hubspot/integration_tests/seeds/contact_data.csv", want: "customers: customer=id(certain) first_name=property_firstname(certain) last_name=property_lastname(certain)"},
		{file: "crm_exports/fivetran_hubspot/integration_tests/seeds/ticket_data.csv",
			want: "tickets: ticket=id(certain) closed=property_closed_date(certain) at=property_createdate(certain) status=property_hs_pipeline_stage(certain) category=property_hs_ticket_category(certain) priority=property_hs_ticket_priority(likely) subject=property_subject(certain) note=property_content(certain)"},
		{file: "crm_exports/fivetran_zendesk/integration_tests/seeds/ticket_data.csv",
			want: "tickets: ticket=id(certain) at=created_at(certain) note=description(certain) due=due_at(likely) priority=priority(certain) customer=requester_id(certain) status=status(certain) subject=subject(certain) category=type(certain) channel=via_channel(certain)"},
		{file: "crm_exports/fivetran_zendesk/integration_tests/seeds/user_data.csv", want: "customers: customer=id(certain) email=email(certain) customer2=external_id(likely) name=name(certain) phone=phone(likely)"},
		{file: "crm_exports/fivetran_intercom/integration_tests/seeds/contact_history_data.csv", want: "customers: customer2=id(certain) customer=external_id(certain) phone=phone(likely) name=name(certain)"},
		{file: "crm_exports/fivetran_intercom/integration_tests/seeds/conversation_history_data.csv",
			want: "tickets: ticket=id(certain) at=created_at(certain) priority=priority(certain) customer=source_author_id(certain) channel=source_type(certain) status=state(certain) note=source_body(certain) subject=source_subject(certain)"},
		// No question of these has a word for a metric: a person has to say which is one.
		{file: "surveys/qualtRics/inst/extdata/sample.csv", want: "responses: at=RecordedDate(certain) record=ResponseId(certain) last_name=RecipientLastName(likely) first_name=RecipientFirstName(likely) email=RecipientEmail(certain) customer=ExternalReference(certain) channel=DistributionChannel(certain)", refused: true},
		{file: "surveys/qualtRics/inst/extdata/sample_legacy.csv", want: "responses: record=ResponseID(certain) customer=ExternalDataReference(certain) email=EmailAddress(likely) at=EndDate(certain)", refused: true},
		{file: "surveys/fivethirtyeight/steak-survey/steak-risk-survey.csv", want: "responses: record=RespondentID(certain)", refused: true},
		{file: "surveys/fivethirtyeight/comma-survey/comma-survey.csv", want: "responses: record=RespondentID(certain)", refused: true},
		// Calls without a customer, a date or a year: nothing says whom they were to.
		{file: "bank_marketing/bank-additional.csv", want: "customers: ", refused: true},
		{file: "prepbench/data/case_010/inputs/input_01.csv", want: "customers: email=email(certain) start=Sign-up Date(certain)"},
	} {
		t.Run(c.file, func(t *testing.T) {
			p := MustPrepare(t, sharedData(t, c.file), options())
			if got := mappingOf(p); got != c.want || p.TicketEvents != c.cases || (p.Problem != nil) != c.refused {
				t.Errorf("cases %v, problem %v\n got %s\nwant %s", p.TicketEvents, p.Problem, got, c.want)
			}
		})
	}
}

// The published sample has 2,746 answers on the scale and 84 times the code 11.
func TestTheAirportsScaleIsNotStretched(t *testing.T) {
	p := MustPrepare(t, sharedData(t, "nps/sfo_survey/raw/2017_SFO_Customer_Survey_20250817.csv"), options())
	if len(p.Questions) != 1 {
		t.Fatalf("%d questions", len(p.Questions))
	}
	m := p.Questions[0].Metric
	if m.Kind != data.MetricNPS || m.Low != 0 || m.High != 10 || m.Direction != data.HighIsGood || m.Name != "NETPRO" {
		t.Errorf("the question is %+v", m)
	}
	if len(p.Extra) != 0 || len(p.Ignored) != 96 || !p.NeedsAsOf || p.Problem != nil {
		t.Errorf("kept %d, passed over %d of 97 columns; needs a day: %v; problem %v", len(p.Extra), len(p.Ignored), p.NeedsAsOf, p.Problem)
	}
}

// The form asked how people rate an event from 0 to 10: no word makes that an
// NPS, but a person may (its answer key counts 8 promoters and 22 detractors of 39).
func TestTheFormOfSudzilla(t *testing.T) {
	const asks = "On a scale of 0-10, how would you rate Sudzilla?"
	path := sharedData(t, "prepbench/data/case_040/inputs/input_02.csv")
	p := MustPrepare(t, path, options())
	if p.Vendor != "Google Forms" || p.As != AsResponses || len(p.Questions) != 3 || p.Problem != nil || len(p.Warnings) != 1 {
		t.Fatalf("%s of %q, %d questions, problem %v, warnings %v", p.As, p.Vendor, len(p.Questions), p.Problem, p.Warnings)
	}
	if q := p.Questions[0]; q.Metric.Kind != data.MetricOther || q.Metric.High != 10 || q.Comment != 2 || q.Metric.Name != asks {
		t.Errorf("the question is %+v", q)
	}
	p = MustPrepare(t, path, options(mapped("metric:NPS="+asks)))
	if q := p.Questions[0]; len(p.Questions) != 3 || q.Metric.Kind != data.MetricNPS || q.Metric.Name != "NPS" || q.Confidence != Given {
		t.Errorf("the question is %+v", q)
	}
	if american := MustPrepare(t, sharedData(t, "prepbench/data/case_040/inputs/input_01.csv"), options()); american.Problem == nil {
		t.Error("all its dates are in November 2019, up to the 12th: they could be of any month")
	}
}

func TestQualtricsColumns(t *testing.T) {
	p := MustPrepare(t, sharedData(t, "surveys/qualtRics/inst/extdata/sample.csv"), options(mapped("metric:Choice=Q1: This is a multiple choice question.")))
	if p.HeaderRows != 3 || p.Columns[5] != "Duration (in seconds)" || p.Columns[18] != "Q2: This is a free text question." || p.Problem != nil || len(p.Questions) != 1 {
		t.Errorf("%d rows of header, columns %q, problem %v", p.HeaderRows, p.Columns, p.Problem)
	}
	p = MustPrepare(t, sharedData(t, "surveys/qualtRics/inst/extdata/sample_legacy.csv"), options())
	if p.HeaderRows != 2 || p.Columns[0] != "ResponseID" || p.Columns[10] != "Q1: This is a multiple choice question." || p.Columns[12] != "LocationLatitude" {
		t.Errorf("%d rows of header, columns %q", p.HeaderRows, p.Columns)
	}
}

// Behind the sample of the first rows stands the one date that tells day from month.
func TestTheOrderOfDatesIsLookedForBehindTheSample(t *testing.T) {
	content := []byte("Customer,Date,Amount\n")
	for range sampleRows + 500 {
		content = append(content, "1,02/03/2026,5\n"...)
	}
	path := MustWrite(t, string(content))
	if p := MustPrepare(t, path, options()); p.Problem == nil {
		t.Error("nothing tells day from month")
	}
	if err := os.WriteFile(path, append(content, "1,31/03/2026,5\n"...), 0o600); err != nil {
		t.Fatal(err)
	}
	if p := MustPrepare(t, path, options()); p.Problem != nil || p.dates[1].order != OrderDMY {
		t.Errorf("read as %+v, problem %v", p.dates[1], p.Problem)
	}
}
