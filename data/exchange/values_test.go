package exchange

import (
	"testing"
	"time"

	"cxworkbench/data"
)

func TestNumbersOfAColumn(t *testing.T) {
	for _, c := range []struct {
		name  string
		cells []string
		want  []string // empty: rejected
	}{
		{"points", []string{"1.5", "1,234.50", "0.125", "12345.678"}, []string{"1.5", "1234.5", "0.125", "12345.678"}},
		{"commas", []string{"1,5", "1.234,50", "0,125"}, []string{"1.5", "1234.5", "0.125"}},
		{"thousands alone", []string{"1.234", "12.345"}, []string{"1234", "12345"}},
		{"thousands with commas alone", []string{"1,234", "12,345,678"}, []string{"1234", "12345678"}},
		{"one number decides", []string{"1.234", "7.5"}, []string{"1.234", "7.5"}},
		{"the other style is rejected", []string{"1.5", "2.5", "3,5", "1.234,5"}, []string{"1.5", "2.5", "", ""}},
		{"signs and currencies", []string{"€ 12.50", "12.50 €", "$-3.10", "-$3.10", "(7.25)", "US$5.00", "4.00-", "+1.00", "CHF 1'234.50", "1 234.50", "−2.5"},
			[]string{"12.5", "12.5", "-3.1", "-3.1", "-7.25", "5", "-4", "1", "1234.5", "1234.5", "-2.5"}},
		{"no numbers", []string{"1.5", "85123A", "C536379", "1.2.3", "12:30", "2010-12-01", "1,2", "1e5", "--1", "(1", "12 345 6", "1234567890123456789"},
			[]string{"1.5", "", "", "", "", "", "", "", "", "", "", ""}},
		{"bare fractions", []string{".5", "-.25"}, []string{"0.5", "-0.25"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			var votes numberVotes
			for _, cell := range c.cells {
				votes.add(cell)
			}
			style := votes.style(numberVotes{})
			for i, cell := range c.cells {
				style.currency = "CHF" // only one cell names it
				got := ""
				if d, ok := style.parse(cell); ok {
					got = d.String()
				}
				if got != c.want[i] {
					t.Errorf("%q reads as %q, want %q", cell, got, c.want[i])
				}
			}
		})
	}
}

func TestOtherColumnsDecideTheDecimalMark(t *testing.T) {
	var column, others numberVotes
	column.add("1,234")
	others.add("2,5")
	if d, ok := column.style(others).parse("1,234"); !ok || d.String() != "1.234" {
		t.Errorf("read %s", d)
	}
}

func TestDatesOfAColumn(t *testing.T) {
	zone, err := time.LoadLocation("Europe/Zurich")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name  string
		asked DateOrder
		cells []string
		want  []string
	}{
		{"ISO", "", []string{"2026-02-01", "2026-12-31"}, []string{"2026-02-01", "2026-12-31"}},
		{"day first", "", []string{"01.02.2026", "31.01.2026", "1.2.26"}, []string{"2026-02-01", "2026-01-31", "2026-02-01"}},
		{"month first", "", []string{"02/01/2026", "01/31/2026"}, []string{"2026-02-01", "2026-01-31"}},
		{"the other order is rejected", "", []string{"31/01/2026", "30/01/2026", "01/31/2026"}, []string{"2026-01-31", "2026-01-30", ""}},
		{"undecided", "", []string{"01/02/2026", "03/04/2026"}, []string{"", ""}},
		{"asked", OrderMDY, []string{"01/02/2026", "03/04/2026"}, []string{"2026-01-02", "2026-03-04"}},
		{"asked, but ISO", OrderDMY, []string{"2026-03-04"}, []string{"2026-03-04"}},
		{"year first asked", OrderYMD, []string{"26-03-04"}, []string{"2026-03-04"}},
		{"compact", "", []string{"19970101", "19971231", "19971301"}, []string{"1997-01-01", "1997-12-31", ""}},
		{"named", "", []string{"31 October 2026", "Oct 31, 2026", "31-Oct-26", "31. Oktober 2026", "31 de octubre de 2026", "1er août 2026", "31 out 2026"},
			[]string{"2026-10-31", "2026-10-31", "2026-10-31", "2026-10-31", "2026-10-31", "2026-08-01", "2026-10-31"}},
		{"months in five languages", "", []string{"1 mars 2026", "2 Mai 2026", "3 juillet 2026", "4 dez 2026", "5 enero 2026", "6 février 2026", "7 März 2026"},
			[]string{"2026-03-01", "2026-05-02", "2026-07-03", "2026-12-04", "2026-01-05", "2026-02-06", "2026-03-07"}},
		{"times in the zone", "", []string{"2026-07-01 08:30", "2026-01-01T08:30:15", "2026-01-01 8:30 PM", "2026-01-01 12:05 am"},
			[]string{"2026-07-01T06:30:00Z", "2026-01-01T07:30:15Z", "2026-01-01T19:30:00Z", "2025-12-31T23:05:00Z"}},
		{"times with a zone", "", []string{"2026-07-01T08:30:00Z", "2026-07-01T08:30:00.250+02:00", "2026-07-01 08:30:00 UTC", "2026-07-01 08:30-0530"},
			[]string{"2026-07-01T08:30:00Z", "2026-07-01T06:30:00.25Z", "2026-07-01T08:30:00Z", "2026-07-01T14:00:00Z"}},
		{"midnight left out", "", []string{"2026-07-01 08:30", "2026-07-02"}, []string{"2026-07-01T06:30:00Z", "2026-07-02"}},
		{"epoch", "", []string{"1700000000"}, []string{"2023-11-14T22:13:20Z"}},
		{"epoch in milliseconds", "", []string{"1700000000500"}, []string{"2023-11-14T22:13:20.5Z"}},
		{"no dates", "", []string{"2026-02-30", "2026-13-01", "hello", "12", "2026-01-01 25:00", "2026-01-01x"}, []string{"", "", "", "", "", ""}},
	} {
		t.Run(c.name, func(t *testing.T) {
			var votes dateVotes
			for _, cell := range c.cells {
				votes.add(cell)
			}
			style := votes.style(c.asked)
			for i, cell := range c.cells {
				got := ""
				if m, ok := style.parse(cell, zone); ok {
					got = m.Day.String()
					if !m.Dated() {
						got = time.UnixMilli(m.At).UTC().Format(time.RFC3339Nano)
					}
				}
				if got != c.want[i] {
					t.Errorf("%q reads as %q, want %q", cell, got, c.want[i])
				}
			}
		})
	}
}

func TestWords(t *testing.T) {
	for _, c := range []struct {
		name string
		kind data.Kind
		push data.Push
	}{
		{"Website visit", data.KindWeb, data.PushPull}, {"Page view", data.KindWeb, data.PushPull},
		{"Newsletter", data.KindMarketing, data.PushPush}, {"Campaign click", data.KindMarketing, data.PushPush},
		{"newsletter subscribed", data.KindMarketing, data.PushPush},
		{"Enquiry", data.KindEnquiry, data.PushPull}, {"Quote sent", data.KindProposal, data.PushPull},
		{"App login", data.KindUsage, data.PushPull}, {"Usage report", data.KindUsage, data.PushPull},
		{"Support call", data.KindService, data.PushPull}, {"Support chat", data.KindService, data.PushPull},
		{"Support request", data.KindService, data.PushPull}, {"Support at the counter", data.KindService, data.PushPull},
		{"Field visit", data.KindService, data.PushPull}, {"Complaint", data.KindComplaint, data.PushPull},
		{"Referral", data.KindReferral, data.PushPull}, {"Survey answered", data.KindSurvey, data.PushPush},
		{"Cancellation request", data.KindCancel, data.PushTransactional}, {"Refund", data.KindRefund, data.PushTransactional},
		{"Credit note", data.KindRefund, data.PushTransactional}, {"Bill paid", data.KindOther, data.PushTransactional},
		{"Price notice", data.KindOther, data.PushTransactional}, {"Social comment", data.KindOther, data.PushTransactional},
		{"Purchase", data.KindPurchase, data.PushPull}, {"purchase", data.KindPurchase, data.PushPull}, {"Contract signed", data.KindPurchase, data.PushPull},
		{"order confirmation", data.KindPurchase, data.PushTransactional}, {"ER Registration", data.KindOther, data.PushTransactional},
		{"Bestellung", data.KindPurchase, data.PushPull}, {"Beschwerde", data.KindComplaint, data.PushPull}, {"Kündigung", data.KindCancel, data.PushTransactional},
		{"Störung", data.KindService, data.PushPull}, {"Angebot verschickt", data.KindProposal, data.PushPull}, {"Anfrage", data.KindEnquiry, data.PushPull},
		{"Réclamation", data.KindComplaint, data.PushPull}, {"Commande", data.KindPurchase, data.PushPull}, {"Devis", data.KindProposal, data.PushPull},
		{"Queja", data.KindComplaint, data.PushPull}, {"Compra", data.KindPurchase, data.PushPull}, {"Encuesta", data.KindSurvey, data.PushPush},
		{"Devolução", data.KindRefund, data.PushTransactional}, {"Pesquisa", data.KindSurvey, data.PushPush}, {"Venda", data.KindPurchase, data.PushPull},
	} {
		kind := kindOf(c.name)
		if push := pushOf(c.name, kind); kind != c.kind || push != c.push {
			t.Errorf("%s is %s, %s; want %s, %s", c.name, kind, push, c.kind, c.push)
		}
	}
	for name, want := range map[string]data.ChannelKind{
		"Web": data.ChannelSelfService, "App": data.ChannelSelfService, "Customer portal": data.ChannelSelfService, "Online shop": data.ChannelSelfService,
		"Phone": data.ChannelAssisted, "E-mail": data.ChannelAssisted, "Shop": data.ChannelAssisted, "Field visit": data.ChannelAssisted, "Live chat": data.ChannelAssisted,
		"Telefon": data.ChannelAssisted, "Boutique": data.ChannelAssisted, "Social": data.ChannelPublic, "Twitter": data.ChannelPublic, "Facebook": data.ChannelPublic,
		"Carrier pigeon": "",
	} {
		if got := channelKindOf(name); got != want {
			t.Errorf("channel %s is %q, want %q", name, got, want)
		}
	}
	for name, want := range map[string]data.Category{
		"Campaign": data.CategoryMarketing, "Self care": data.CategoryEngagement, "Sales desk": data.CategorySales, "Help desk": data.CategoryService,
		"Outage": data.CategoryException, "Social page": data.CategorySocial, "Lobby": data.CategoryEngagement,
	} {
		if got := categoryOf(name); got != want {
			t.Errorf("touchpoint %s is %q, want %q", name, got, want)
		}
	}
}
