package exchange

import (
	"testing"
	"time"

	"cxworkbench/data/message"
)

func TestNumbersAsSpreadsheetsWriteThem(t *testing.T) {
	for cell, want := range map[string]string{
		"1’234.50": "1234.5", "1'234.50": "1234.5", "1\u202f234.50": "1234.5", "1\u00a0234": "1234", "12.5-": "-12.5", "–3": "-3", "(7.25)": "-7.25", "− 4": "-4", "$1,234.5": "1234.5", "-€5": "-5",
	} {
		if d, ok := (numberStyle{}).parse(cell); !ok || d.String() != want {
			t.Errorf("%q reads as %s, %v, want %s", cell, d, ok, want)
		}
	}
	if d, ok := (numberStyle{currency: percent}).parse("12.5 %"); !ok || d.String() != "12.5" {
		t.Errorf("a percentage among percentages reads as %s, %v", d, ok)
	}
	if d, ok := (numberStyle{}).parse("12.5 %"); ok {
		t.Errorf("a percentage among amounts reads as %s", d)
	}
}

func TestUTCInAHeaderIsTheZone(t *testing.T) {
	zone := time.FixedZone("", 2*3600)
	for header, want := range map[string]string{"Created (UTC)": "2026-01-30T08:30:00Z", "Created": "2026-01-30T06:30:00Z"} {
		p := MustPrepare(t, MustWrite(t, "Customer,"+header+",Amount\n1,2026-01-30 08:30,5\n2,2026-01-30T08:30:00+00:00,6\n"), options())
		m, ok := p.dates[1].parse("2026-01-30 08:30", zone)
		if got := time.UnixMilli(m.At).UTC().Format(time.RFC3339); !ok || got != want {
			t.Errorf("under %q the time reads as %s, want %s", header, got, want)
		}
		if m, _ := p.dates[1].parse("2026-01-30T10:30:00+02:00", zone); time.UnixMilli(m.At).UTC().Hour() != 8 {
			t.Error("a zone in the value counts first")
		}
	}
}

func TestATimeOfDayIsNoDate(t *testing.T) {
	p := MustPrepare(t, MustWrite(t, "Customer,Departs,NPS\n1,12/31/1899 09:30:00 AM,5\n2,1899-12-30 10:30,6\n"), options())
	for _, m := range p.Mapping {
		if m.Field == FieldAt {
			t.Errorf("%q was taken for the date", p.Columns[m.Column])
		}
	}
}

func TestDatesInBothOrdersAreWarnedOf(t *testing.T) {
	p := MustPrepare(t, MustWrite(t, "Customer,Date,Amount\n1,31/01/2026,5\n2,30/01/2026,6\n3,01/31/2026,7\n"), options())
	if len(p.Warnings) != 1 || message.English().Text(p.Warnings[0])[:32] != "Some dates of column Date can on" {
		t.Errorf("warned of %v", p.Warnings)
	}
}

// A number of ten digits in a column named as an id is no time.
func TestIDsAreNoTimes(t *testing.T) {
	p := MustPrepare(t, MustWrite(t, "deal_id,owner,Amount\n1244495215,a,5\n1075671446,b,6\n"), options(as(AsPurchases)))
	for _, m := range p.Mapping {
		if m.Field == FieldAt {
			t.Errorf("%q was taken for the date", p.Columns[m.Column])
		}
	}
}
