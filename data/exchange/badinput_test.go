package exchange

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"cxworkbench/data"
)

func TestBadInputIsRefusedInASentenceAndChangesNothing(t *testing.T) {
	const events = "customer,at,activity\n1,2026-01-05,Call\n"
	for _, c := range []struct {
		name, content string
		options       Options
		says          string
	}{
		{"empty", "", options(), "is empty"},
		{"binary", "\x00\x01\x02", options(), "no text table"},
		{"header alone", "customer,at,activity\n", options(), "no rows"},
		{"all quotes open", "\"customer,at\n\"1,2", options(func(o *Options) { o.Delimiter = "," }), "no row that can be read"},
		{"no customer", "at,activity,colour\n2026-01-05,Call,red\n", options(as(AsInteractions)), "who the customer is"},
		{"customer dropped", events, options(mapped("customer=")), "who the customer is"},
		{"no customer among people", "age,job\n30,cook\n31,vet\n", options(), "who the customer is"},
		{"customers without names", "customer,region\n,North\n,South\n", options(), "holds nothing"},
		{"no date", events, options(as(AsInteractions), mapped("at=")), "when something happened"},
		{"no date in the column", events, options(mapped("at=activity")), "reads as a date"},
		{"no number in the column", events, options(mapped("amount=activity")), "reads as a number"},
		{"no start", "customer,region\n1,North\n", options(as(AsSubscriptions)), "since when a subscription runs"},
		{"day or month first", "customer,at,activity\n1,01/02/2026,Call\n", options(), "--date-order"},
		{"unknown field", events, options(mapped("colour=1")), "no field \"colour\""},
		{"unknown column", events, options(mapped("at=when")), "no column \"when\""},
		{"column beyond the last", events, options(mapped("at=4")), "no column \"4\""},
		{"field of other rows", events, options(as(AsCustomers), mapped("at=2")), "have no field \"at\""},
		{"fields of two kinds of rows", events, options(mapped("at=2", "tenure_months=1")), "have no field"},
		{"unknown rows", events, options(as("orders")), "Rows cannot be"},
		{"unknown order", events, options(func(o *Options) { o.DateOrder = "ydm" }), "no order of dates"},
		{"unknown zone", events, options(func(o *Options) { o.Zone = "Mars/Olympus" }), "time zone"},
		{"unknown delimiter", events, options(func(o *Options) { o.Delimiter = "::" }), "no delimiter"},
	} {
		t.Run(c.name, func(t *testing.T) {
			ws := MustCreate(t, settings())
			before := MustInfo(t, ws)
			wantRefused(t, tryImport(t, ws, MustWrite(t, c.content), c.options), data.CodeBadInput, c.says)
			if after := MustInfo(t, ws); after != before {
				t.Errorf("%+v became %+v", before, after)
			}
		})
	}
}

func wantRefused(t *testing.T, err error, code data.Code, says string) {
	t.Helper()
	if data.CodeOf(err) != code || !strings.Contains(data.Sentence(err), says) {
		t.Errorf("got %v (%s), want a sentence with %q (%s)", err, data.CodeOf(err), says, code)
	}
	// The window shows these sentences too.
	if s := data.Sentence(err); strings.Contains(s, " --") && !strings.Contains(s, "in a terminal") {
		t.Errorf("%q names a flag to people at a window", s)
	}
}

func TestFilesThatCannotBeOpened(t *testing.T) {
	ws := MustCreate(t, settings())
	wantRefused(t, tryImport(t, ws, filepath.Join(t.TempDir(), "none.csv"), options()), data.CodeNotFound, "There is no file")
	wantRefused(t, tryImport(t, ws, t.TempDir(), options()), data.CodeBadInput, "is a folder")
}

func TestAFileThatChangedIsRefused(t *testing.T) {
	ws := MustCreate(t, settings())
	path := MustWrite(t, "customer,at,activity\n1,2026-01-05,Call\n")
	plan := MustPrepare(t, path, options())
	if err := os.Chtimes(path, now, now); err != nil {
		t.Fatal(err)
	}
	_, err := Run(ctx, ws, plan, nil)
	wantRefused(t, err, data.CodeBadInput, "has changed")
}

func TestRejectsAreNotWrittenOverTheSource(t *testing.T) {
	ws := MustCreate(t, settings())
	path := MustWrite(t, "customer,at,activity\n1,2026-01-05,Call\n2,soon,Call\n")
	wantRefused(t, tryImport(t, ws, path, options(func(o *Options) { o.Rejects = path })), data.CodeBadInput, "over")
}

// FuzzPrepareAndRun imports whatever: it ends with a report that adds up or a
// sentence for a person.
func FuzzPrepareAndRun(f *testing.F) {
	for _, seed := range []string{
		"customer,at,activity\n1,2026-01-05,Call\n", "a;b\n1;2,5\n", " 1 2 19970101 3.5\n", "name\n\"x", "customer,tenure,churn\n1,3,Yes\n", "\xFF\xFEa\x00",
	} {
		f.Add(seed)
	}
	if _, err := os.Stat("/dev/shm"); err == nil {
		f.Setenv("TMPDIR", "/dev/shm") // in memory, where there is such a folder: ten times as many inputs
	}
	ws := MustCreate(f, settings())
	f.Fuzz(func(t *testing.T, content string) {
		err := tryImport(t, ws, MustWrite(t, content), options(func(o *Options) { o.DryRun, o.AsOf = true, data.DayOf(2026, 1, 1) }))
		if err != nil && data.CodeOf(err) == data.CodeInternal {
			t.Errorf("%v is no sentence for a person", err)
		}
	})
}
