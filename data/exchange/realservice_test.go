package exchange

import (
	"path/filepath"
	"testing"

	"cxworkbench/data"
)

// Files of other programs, by guess, with the figures of ../shared/data/README.md
// or counted in the file. Each is imported twice: the second time adds nothing.
func TestRealServiceFiles(t *testing.T) {
	zendesk := "crm_exports/fivetran_zendesk/integration_tests/seeds/"
	hubspot := "crm_exports/fivetran_hubspot/integration_tests/seeds/"
	for _, c := range []struct {
		file               string
		as                 As
		want               counts
		records            int
		responses, tickets int
	}{
		{"nps/sfo_survey/raw/2017_SFO_Customer_Survey_20250817.csv", AsResponses, counts{read: 2831, imported: 2746, rejected: 85, noCustomer: 2746}, 2746, 2746, 0},
		{"event_logs/sepsis.csv", AsTickets, counts{read: 15214, imported: 15214, noCustomer: 1050}, 15214 + 1050, 0, 1050},
		{"event_logs/helpdesk.csv", AsTickets, counts{read: 13710, imported: 13710, noCustomer: 3804}, 13710 + 3804, 0, 3804},
		{zendesk + "ticket_data.csv", AsTickets, counts{read: 10, imported: 10, customersNew: 10}, 30, 0, 10},
		{hubspot + "ticket_data.csv", AsTickets, counts{read: 25, imported: 24, rejected: 1, noCustomer: 24}, 70, 0, 24},
	} {
		t.Run(filepath.Base(c.file), func(t *testing.T) {
			ws := MustCreate(t, settings())
			o := options(asOf(data.DayOf(2017, 6, 30)))
			o.Rejects = filepath.Join(t.TempDir(), "rejects.csv")
			plan := MustPrepare(t, sharedData(t, c.file), o)
			r, err := Run(ctx, ws, plan, nil)
			if err != nil {
				t.Fatal(err)
			}
			info := MustInfo(t, ws)
			wantCounts(t, r, c.want)
			if plan.As != c.as || r.Records != c.records || info.Responses != c.responses || info.Tickets != c.tickets {
				t.Errorf("taken for %s, %d records, %d responses, %d tickets", plan.As, r.Records, info.Responses, info.Tickets)
			}
			again, err := Run(ctx, ws, plan, nil)
			if err != nil {
				t.Fatal(err)
			}
			wantCounts(t, again, counts{read: c.want.read, unchanged: c.want.imported, rejected: c.want.rejected})
			before := digest(t, ws)
			if _, err := ws.Undo(ctx); err != nil {
				t.Fatal(err)
			}
			if digest(t, ws) == before {
				t.Error("undo changed nothing")
			}
		})
	}
}

// The survey has code 11 in its question on a scale of 0 to 10.
func TestCodesOutsideTheScaleAreNoAnswers(t *testing.T) {
	ws := MustCreate(t, settings())
	o := options(asOf(data.DayOf(2017, 6, 30)))
	o.Rejects = filepath.Join(t.TempDir(), "rejects.csv")
	r := MustRun(t, ws, sharedData(t, "nps/sfo_survey/raw/2017_SFO_Customer_Survey_20250817.csv"), o)
	if r.Reasons[`its answer in "NETPRO" is outside the scale from 0 to 10`] != 84 || r.Reasons[string(faultNoAnswer)] != 1 {
		t.Errorf("reasons %v", r.Reasons)
	}
}
