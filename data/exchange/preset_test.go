package exchange

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"cxworkbench/data"
	"cxworkbench/data/message"
)

func in(folder string) func(*Options) { return func(o *Options) { o.Presets = folder } }

// A survey whose score has no word for a metric and whose dates are ambiguous
// is told once, and read by itself from then on, with its columns in another order.
func TestAPresetIsRecognisedAgain(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "presets")
	first := MustWrite(t, "Day,Who,Q1,Price\n01/02/2026,a,9,\"1,500\"\n03/04/2026,b,10,\"2,500\"\n")
	told := MustPrepare(t, first, options(as(AsResponses), mapped("metric:NPS=Q1", "customer=Who", "at=Day"), func(o *Options) { o.DateOrder, o.Zone = OrderDMY, "Europe/Paris" }))
	if told.Problem != nil {
		t.Fatal(told.Problem)
	}
	if err := told.Save(folder, "Monthly / NPS"); err != nil {
		t.Fatal(err)
	}
	next := MustPrepare(t, MustWrite(t, "Q1,Price,Day,Who\n3,\"1,500\",05/06/2026,c\n4,\"2,500\",07/08/2026,d\n"), options(in(folder)))
	if next.Preset != "Monthly / NPS" || next.Problem != nil || len(next.Warnings) > 0 {
		t.Fatalf("preset %q, problem %v, warnings %v", next.Preset, next.Problem, next.Warnings)
	}
	if got, want := mappingOf(next), "responses: metric:NPS=Q1(given) at=Day(given) customer=Who(given)"; got != want {
		t.Errorf("\n got %s\nwant %s", got, want)
	}
	if diff := cmp.Diff([]Question{{0, data.Metric{Name: "NPS", Kind: data.MetricNPS, Low: 0, High: 10, Direction: data.HighIsGood, Question: "Q1"}, -1, Given}}, next.Questions); diff != "" {
		t.Error(diff)
	}
	if shape := next.dates[2]; shape.order != OrderDMY || next.options.Zone != "Europe/Paris" {
		t.Errorf("dates %+v in %s", shape, next.options.Zone)
	}
	if next.Options().Zone != "" {
		t.Error("a preset changed what the person had asked for")
	}
	other := MustPrepare(t, MustWrite(t, "Q1,Day,Who\n3,2026-01-01,c\n"), options(in(folder)))
	if other.Preset != "" {
		t.Errorf("a file with other columns was read by %q", other.Preset)
	}
}

func TestAPersonChangesWhatAPresetSays(t *testing.T) {
	folder := t.TempDir()
	path := MustWrite(t, "Customer,Old id,Date,Amount\n1,A,2026-01-05,5.5\n2,B,2026-01-06,6.5\n")
	if err := MustPrepare(t, path, options()).Save(folder, "Shop"); err != nil {
		t.Fatal(err)
	}
	p := MustPrepare(t, path, options(in(folder), mapped("customer=Old id", "quantity=Amount")))
	if got, want := mappingOf(p), "purchases: customer=Old id(given) at=Date(given) quantity=Amount(given)"; got != want || p.Preset != "Shop" {
		t.Errorf("by %q\n got %s\nwant %s", p.Preset, got, want)
	}
	if p = MustPrepare(t, path, options(in(folder), as(AsInteractions))); p.Preset != "" || p.As != AsInteractions {
		t.Errorf("rows that a person takes for interactions were read by %q as %s", p.Preset, p.As)
	}
}

func TestAPresetByName(t *testing.T) {
	folder := t.TempDir()
	path := MustWrite(t, "Kunde;Datum;Betrag\n1;05.01.2026;5,5\n2;06.01.2026;6,5\n")
	if err := MustPrepare(t, path, options(func(o *Options) { o.DateOrder = OrderDMY })).Save(folder, "Laden"); err != nil {
		t.Fatal(err)
	}
	named := func(name string) func(*Options) { return func(o *Options) { o.Preset = name } }
	wider := MustWrite(t, "Betrag;Kunde;Datum;Extra\n1.500;1;05.01.2026;x\n2.500;1;05.01.2026;x\n")
	p := MustPrepare(t, wider, options(in(folder), named("Laden")))
	if p.Preset != "Laden" || p.Problem != nil || !p.numbers[0].decimalComma {
		t.Errorf("preset %q, problem %v, style %+v", p.Preset, p.Problem, p.numbers[0])
	}
	for _, c := range []struct{ content, preset, want string }{
		{"Kunde;Datum\n1;05.01.2026\n", "Laden", `no column "Betrag"`},
		{"Kunde;Datum\n1;05.01.2026\n", "Lager", "there are Laden"},
	} {
		if _, err := Prepare(MustWrite(t, c.content), options(in(folder), named(c.preset))); err == nil || !strings.Contains(data.Sentence(err), c.want) {
			t.Errorf("%s: %v", c.preset, err)
		}
	}
	if _, err := Prepare(path, options(named("Laden"))); data.CodeOf(err) != data.CodeBadInput {
		t.Errorf("without a folder: %v", err)
	}
}

func TestDamagedPresetsAreLeftOut(t *testing.T) {
	folder := t.TempDir()
	path := MustWrite(t, "Customer,Date,Amount\n1,2026-01-05,5.5\n2,2026-01-06,6.5\n")
	p := MustPrepare(t, path, options())
	if err := p.Save(folder, "good"); err != nil {
		t.Fatal(err)
	}
	good, err := os.ReadFile(filepath.Join(folder, "preset-good.json"))
	if err != nil {
		t.Fatal(err)
	}
	for name, content := range map[string]string{
		"broken": "{", "kind": strings.Replace(string(good), `"purchases"`, `"spaceships"`, 1), "field": strings.Replace(string(good), `"amount"`, `"booty"`, 1),
		"version": strings.Replace(string(good), `"version": 1`, `"version": 99`, 1), "large": string(good) + strings.Repeat(" ", presetBytes),
		"deep": strings.Repeat("[", 100_000), "scale": strings.Replace(string(good), `"header": true`, `"header": true, "metrics": [{"name":"x","kind":"nps","low":10,"high":0,"direction":"high"}]`, 1),
	} {
		if err := os.WriteFile(filepath.Join(folder, "preset-"+name+".json"), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Mkdir(filepath.Join(folder, "preset-folder.json"), 0o700); err != nil {
		t.Fatal(err)
	}
	p = MustPrepare(t, path, options(in(folder)))
	if p.Preset != "good" || len(p.Warnings) != 1 || !strings.HasPrefix(message.English().Text(p.Warnings[0]), "8 presets could not be read and were left out: ") {
		t.Errorf("preset %q, warnings %v", p.Preset, p.Warnings)
	}
	presets, damaged, err := Presets(folder)
	if err != nil || len(presets) != 1 || presets[0].Name != "good" || len(damaged) != 8 {
		t.Errorf("listed %v, %v: %v", presets, damaged, err)
	}
	if err := DeletePreset(folder, "good"); err != nil {
		t.Error(err)
	}
	if presets, _, _ = Presets(folder); len(presets) != 0 {
		t.Errorf("left after deleting: %v", presets)
	}
	for _, name := range []string{"", "  ", strings.Repeat("x", 300)} {
		if err := p.Save(folder, name); data.CodeOf(err) != data.CodeBadInput {
			t.Errorf("saved under %q: %v", name, err)
		}
	}
	if err := p.Save(folder, "../../outside"); err != nil {
		t.Error(err)
	}
	if _, err := os.Stat(filepath.Join(folder, "preset-..%2F..%2Foutside.json")); err != nil {
		t.Errorf("a name left the folder: %v", err)
	}
	if none, _, err := Presets(filepath.Join(folder, "nowhere")); err != nil || len(none) > 0 {
		t.Errorf("of no folder: %v, %v", none, err)
	}
}

// What the values of one month told, a preset tells of the next, in which none does.
func TestAPresetKnowsTheOrderOfDates(t *testing.T) {
	folder := t.TempDir()
	if err := MustPrepare(t, MustWrite(t, "Customer,Date,Amount\n1,31/01/2026,5.5\n2,30/01/2026,6.5\n"), options()).Save(folder, "Shop"); err != nil {
		t.Fatal(err)
	}
	p := MustPrepare(t, MustWrite(t, "Customer,Date,Amount\n1,01/02/2026,5.5\n2,02/02/2026,6.5\n"), options(in(folder)))
	if p.Problem != nil || p.dates[1].order != OrderDMY {
		t.Errorf("read as %+v, problem %v", p.dates[1], p.Problem)
	}
}
