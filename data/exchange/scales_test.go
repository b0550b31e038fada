package exchange

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"cxworkbench/data"
)

func scaled(question string, low, high float64, good data.Direction) func(*Options) {
	return func(o *Options) {
		if o.Scales == nil {
			o.Scales = map[string]Scale{}
		}
		o.Scales[question] = Scale{low, high, good}
	}
}

// The answers 6 and 7 of a scale that is known to end at 5 are codes.
const efforts = "Customer,Date,Effort score\na,2026-01-05,1\nb,2026-01-06,5\nc,2026-01-07,6\nd,2026-01-08,7\n"

func TestAGivenScaleHolds(t *testing.T) {
	path := MustWrite(t, efforts)
	if got := asked(MustPrepare(t, path, options(as(AsResponses)))); got != "ces 1..7 certain" {
		t.Fatalf("guessed %s", got)
	}
	o := options(as(AsResponses), scaled("effort SCORE", 1, 5, data.LowIsGood))
	if got := asked(MustPrepare(t, path, o)); got != "ces 1..5< given" {
		t.Errorf("given %s", got)
	}
	ws := MustCreate(t, settings())
	r := MustRun(t, ws, path, o)
	if r.Imported != 2 || r.Rejected != 2 || r.Reasons[`its answer in "Effort score" is outside the scale from 1 to 5`] != 2 {
		t.Errorf("%+v", r)
	}
	// From then on the workspace knows it.
	if r := MustRun(t, ws, MustWrite(t, strings.ReplaceAll(efforts, "2026-01", "2026-02")), options(as(AsResponses))); r.Imported != 2 || r.Rejected != 2 {
		t.Errorf("the workspace's scale does not hold: %+v", r)
	}
	err := tryImport(t, ws, path, options(as(AsResponses), scaled("Effort score", 1, 7, data.LowIsGood)))
	if err == nil || !strings.Contains(err.Error(), "from 1 to 5 in this workspace") {
		t.Errorf("another scale than the workspace's: %v", err)
	}
}

func TestARecommendationOnAnotherScaleIsNoNPS(t *testing.T) {
	path := MustWrite(t, columnOf("NPS", 10, 30, 9, 30, 0, 3))
	for _, c := range []struct {
		change func(*Options)
		want   string
	}{
		{scaled("NPS", 0, 10, data.HighIsGood), "nps 0..10 given"},
		{scaled("NPS", 1, 10, data.HighIsGood), "other 1..10 given"},
		{scaled("NPS", 0, 10, data.LowIsGood), "other 0..10< given"},
	} {
		if got := asked(MustPrepare(t, path, options(as(AsResponses), c.change))); got != c.want {
			t.Errorf("%s, want %s", got, c.want)
		}
	}
}

// Rows that name their question have scales by its name, also of questions that
// the first rows do not ask.
func TestGivenScalesOfQuestionsInRows(t *testing.T) {
	content := "Customer,Date,Metric,Score\na,2026-01-05,Waiting,1\nb,2026-01-06,Waiting,5\nc,2026-01-07,Waiting,6\nd,2026-01-08,CSAT,4\ne,2026-01-09,CSAT,5\n"
	ws := MustCreate(t, settings())
	r := MustRun(t, ws, MustWrite(t, content), options(as(AsResponses), scaled("waiting", 1, 5, data.LowIsGood), scaled("Rare", 0, 3, data.HighIsGood)))
	if r.Imported != 4 || r.Reasons[`its answer in "Score" is outside the scale from 1 to 5`] != 1 || !slices.Equal(r.NewWords.Metrics, []string{"Waiting", "CSAT"}) {
		t.Errorf("%+v", r)
	}
}

func TestScalesThatCannotBe(t *testing.T) {
	for _, c := range []struct {
		content string
		change  []func(*Options)
		want    string
	}{
		{efforts, []func(*Options){as(AsResponses), scaled("Effort score", 5, 1, data.HighIsGood)}, "low end has to be below"},
		{efforts, []func(*Options){as(AsResponses), scaled("Ease", 1, 5, data.HighIsGood)}, `the questions are Effort score`},
		{"Customer,Date,Amount\na,2026-01-05,1\n", []func(*Options){as(AsPurchases), scaled("Amount", 1, 5, data.HighIsGood)}, "hold no answers"},
	} {
		if _, err := Prepare(MustWrite(t, c.content), options(c.change...)); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%v, want %q", err, c.want)
		}
	}
	for _, text := range []string{"", "1", "1-5", "5..1", "1..1", "a..b", "1..5,up", "NaN..5", "0..1e9", "1..Inf"} {
		if s, err := ParseScale(text); err == nil {
			t.Errorf("%q was read as %v", text, s)
		}
	}
	if s, err := ParseScale(" -2..2 , LOW"); err != nil || s != (Scale{-2, 2, data.LowIsGood}) {
		t.Errorf("%v, %v", s, err)
	}
}

func TestAPresetKeepsScales(t *testing.T) {
	folder := t.TempDir()
	long := MustWrite(t, "Customer,Date,Metric,Score\na,2026-01-05,Waiting,1\nb,2026-01-06,Waiting,6\n")
	wide := MustWrite(t, efforts)
	for name, path := range map[string]string{"Waiting": long, "Effort score": wide} {
		if err := MustPrepare(t, path, options(as(AsResponses), scaled(name, 1, 5, data.LowIsGood))).Save(folder, name); err != nil {
			t.Fatal(err)
		}
		if r := MustRun(t, MustCreate(t, settings()), path, options(in(folder))); r.Rejected == 0 || r.Imported == 0 {
			t.Errorf("%s: %+v", name, r)
		}
	}
	p := MustPrepare(t, wide, options(in(folder), scaled("Effort score", 1, 7, data.LowIsGood)))
	if got := asked(p); p.Preset != "Effort score" || got != "ces 1..7< given" {
		t.Errorf("what a person says beside a preset: %s", got)
	}
}

// Two lines of title that a person counted, over a table whose first row reads
// like data: without the preset its columns are others.
func TestAPresetKnowsItsFileByItsLayout(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "presets")
	titled := func(month string) string {
		return "North;" + month + ";x;y\nwhole;region;x;y\nKunde;Wann;Was;Wieviel\na;2026-0" + month + "-05;Kauf;5\nb;2026-0" + month + "-06;Kauf;6\n"
	}
	with := func(o *Options) { o.TitleRows, o.HeaderRows, o.Header = 2, 1, true }
	p := MustPrepare(t, MustWrite(t, titled("1")), options(with))
	if strings.Join(p.Columns, " ") != "Kunde Wann Was Wieviel" {
		t.Fatalf("columns %q", p.Columns)
	}
	next := MustWrite(t, titled("2"))
	if plain := MustPrepare(t, next, options()); strings.Join(plain.Columns, " ") == "Kunde Wann Was Wieviel" {
		t.Fatal("the guess needs no preset here")
	}
	if err := p.Save(folder, "Region"); err != nil {
		t.Fatal(err)
	}
	again := MustPrepare(t, next, options(in(folder)))
	if again.Preset != "Region" || again.TitleRows != 2 || again.HeaderRows != 1 || again.Problem != nil {
		t.Errorf("preset %q, %d title rows, %d header rows, %v", again.Preset, again.TitleRows, again.HeaderRows, again.Problem)
	}
	if o := again.Options(); o.TitleRows != 0 || o.HeaderRows != 0 {
		t.Error("a preset changed what the person had asked for")
	}
	if r := MustRun(t, MustCreate(t, settings()), next, options(in(folder))); r.Imported != 2 || r.Header != 3 {
		t.Errorf("%+v", r)
	}
	other := MustPrepare(t, MustWrite(t, "Kunde;Datum\na;2026-01-05\n"), options(in(folder)))
	if other.Preset != "" || other.TitleRows != 0 {
		t.Errorf("a file of another shape was read by %q", other.Preset)
	}
}

func TestAPresetKnowsItsFileInAZip(t *testing.T) {
	folder := t.TempDir()
	pack := mustZip(t, [2]string{"a-orders.csv", "Customer,Date,Amount\n1,2026-01-05,5\n2,2026-01-06,6\n"}, [2]string{"b-people.csv", "Customer,Plan\n1,gold\n2,tin\n"})
	other := MustPrepare(t, pack, options()).Format.Passed[0]
	if err := MustPrepare(t, pack, options(func(o *Options) { o.Member = other })).Save(folder, "The other"); err != nil {
		t.Fatal(err)
	}
	if p := MustPrepare(t, pack, options(in(folder))); p.Preset != "The other" || p.Format.Member != other {
		t.Errorf("preset %q reads %s, want %s", p.Preset, p.Format.Member, other)
	}
}
