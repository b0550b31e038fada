package exchange

import (
	"slices"
	"strings"
	"testing"

	"cxworkbench/data/message"
)

func TestPreviewFaults(t *testing.T) {
	path := MustWrite(t, "customer,date,activity,paid,mail\nAnchor,2026-04-02,Enquiry,3,a@example.com\nBreak,someday,Enquiry,4,b@example.com\nCap,2026-04-09,Call,5,c@example.com\n"+
		"Dock,2026-04-10,Call,6,d@example.com\nEbb,2026-04-11,Call,7,e@example.com\n")
	p := MustPrepare(t, path, options())
	want := []Type{TypeText, TypeDate, TypeText, TypeNumber, TypeEmail}
	if !slices.Equal(p.Types, want) {
		t.Errorf("the columns look like %v, want %v", p.Types, want)
	}
	faults := p.PreviewFaults(settings())
	if len(faults) != 5 || faults[0] != "" || !strings.Contains(faults[1], "date") || faults[2] != "" {
		t.Errorf("the rows of the preview have the faults %q", faults)
	}
}

func TestCountedTitlesAndHeaders(t *testing.T) {
	path := MustWrite(t, "Report,of,2026\nBoard,,\nwho,when,what\nshort,long,code\nAnchor,2026-04-02,Enquiry\nBreak,2026-04-03,Call\n")
	p := MustPrepare(t, path, options(func(o *Options) { o.TitleRows, o.HeaderRows = 2, 2 }))
	if want := []string{"who: short", "when: long", "what: code"}; !slices.Equal(p.Columns, want) || p.TitleRows != 2 || p.HeaderRows != 2 || len(p.Preview) != 2 {
		t.Errorf("the columns are %q with %d titles and %d rows of names", p.Columns, p.TitleRows, p.HeaderRows)
	}
}

// Every type has its words.
func TestTypeNames(t *testing.T) {
	for _, kind := range Types {
		if words := message.English().Text(kind.Name()); strings.HasPrefix(words, "exchange.") {
			t.Errorf("%s has no words", kind)
		}
	}
}
