package main

import (
	"bytes"
	"encoding/csv"
	"encoding/xml"
	"errors"
	"image/png"
	"io"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

func TestHelp(t *testing.T) {
	parser := reflect.TypeOf(cli{})
	overview := cx("--help")
	if bare := cx(); bare != overview || overview.code != exitDone {
		t.Errorf("cx alone says %+v, want what --help says", bare)
	}
	for i := range parser.NumField() {
		verb := parser.Field(i).Tag.Get("name")
		if verb == "" {
			verb = strings.ToLower(parser.Field(i).Name)
		}
		if !regexp.MustCompile(`(?m)^  ` + verb + ` +\S`).MatchString(overview.out) {
			t.Errorf("cx --help does not list %s", verb)
		}
		help := cx(verb, "--help")
		if help.code != exitDone || help.words != "" {
			t.Errorf("cx %s --help: status %d, %s", verb, help.code, help.words)
		}
		if !regexp.MustCompile(`Examples?: cx ` + verb + ` (--\S+ |\S+\.cxw)`).MatchString(help.out) {
			t.Errorf("cx %s --help has no example: %s", verb, help.out)
		}
	}
}

// shape says of what a JSON value is made, null and objects in full.
func shape(v any) string {
	switch v := v.(type) {
	case nil:
		return "null"
	case string:
		return "text"
	case float64:
		return "number"
	case bool:
		return "bool"
	case []any:
		if len(v) == 0 {
			return "[]"
		}
		return "[" + shape(v[0]) + "]"
	case map[string]any:
		var parts []string
		for _, key := range slices.Sorted(maps.Keys(v)) {
			parts = append(parts, key+":"+shape(v[key]))
		}
		return "{" + strings.Join(parts, " ") + "}"
	}
	return "?"
}

// The keys are what docs/cli.md promises to scripts.
func TestJSONShapes(t *testing.T) {
	file, empty := smallWorkspace(t), newWorkspace(t)
	source := write(t, t.TempDir(), "more.csv", "customer,at,activity,channel,colour\n7,2025-03-05,Call,phone,red\n")
	same := write(t, t.TempDir(), "same.csv", touches)
	info := "{amount:number amount_basis:text as_of:text customers:number digest:text interactions:number left:number name:text no_customer:number " +
		"responses:number revision:number stage_changes:number subscriptions:number tickets:number zone:text}"
	report := "{ambiguous:number answers_rejected:number customers_new:number header:number ignored:IGNORED imported:number mapping:{MAPPING} " +
		"new_words:{activities:A channels:C metrics:[] products:[] reasons:[] touchpoints:[]} no_customer:number read:number reasons:{} " +
		"records:number rejected:number rejects:[] rejects_file:textSAMPLES solved_undated:number unchanged:number unread:{} updated:number}"
	ladder := "{as_of:text definition:text finding:text index:number index_by_value:number left:number " +
		"months:[{at:text index:number index_by_value:VALUE left:number month:text no_stage:number people:[number]}] " +
		"n:number no_stage:number revision:number rows:[{people:number role:text rule:text stage:text value:number}] value_basis:text}"
	people := "{as_of:text n:number revision:number rows:[{customer:text first:text interactions:number last:text stage:text value:number}]}"
	cohorts := "{as_of:text definition:text finding:text n:number pooled:[null] revision:number " +
		"rows:[{cells:[{complete:bool of:number people:number period:number value:number}] cohort:COHORT size:number}] simple:[null]}"
	for _, c := range []struct {
		args []string
		want string
	}{
		{[]string{"info", file}, info},
		{[]string{"info", empty}, strings.Replace(info, "as_of:text", "as_of:null", 1)},
		{[]string{"import", file, source, "--dry-run"}, strings.NewReplacer("IGNORED", "[text]", ":A ", ":[text] ", ":C ", ":[] ", "MAPPING",
			"activity:text at:text channel:text customer:text", "SAMPLES", " samples:[{did:text line:number what:[[text]]}]").Replace(report)},
		{[]string{"import", file, same}, strings.NewReplacer("IGNORED", "[]", ":A ", ":[] ", ":C ", ":[] ", "MAPPING",
			"activity:text amount:text at:text channel:text customer:text", "SAMPLES", "").Replace(report)},
		{[]string{"maturity", file}, strings.Replace(ladder, "VALUE", "number", 1)},
		{[]string{"maturity", file, "--where", `region = "nowhere"`}, strings.NewReplacer("VALUE", "null", "index:number", "index:null",
			"index_by_value:number", "index_by_value:null").Replace(ladder)},
		{[]string{"customers", file}, people},
		{[]string{"customers", file, "--where", `region = "nowhere"`}, "{as_of:text n:number revision:number rows:[]}"},
		{[]string{"cohorts", file}, strings.Replace(cohorts, "COHORT", "text", 1)},
		{[]string{"cohorts", file, "--by", "region"}, strings.Replace(cohorts, "COHORT", "text", 1)},
		{[]string{"cohorts", file, "--start", "referral"}, "{as_of:text definition:text finding:text n:number pooled:[] revision:number rows:[] simple:[]}"},
	} {
		t.Run(strings.Join(append([]string{c.args[0]}, c.args[2:]...), " "), func(t *testing.T) {
			if got := shape(mustJSON(t, c.args...)); got != c.want {
				t.Errorf("the object is\n%s, want\n%s", got, c.want)
			}
		})
	}
}

func TestFiguresOfASmallWorkspace(t *testing.T) {
	file := smallWorkspace(t)
	wantNumbers(t, mustJSON(t, "info", file), map[string]float64{
		"customers": 3, "left": 1, "no_customer": 1, "interactions": 6, "amount": 165.25, "subscriptions": 3, "revision": 2,
	})
	ladder := mustJSON(t, "maturity", file, "--as-of", "2025-07-31")
	if ladder["as_of"] != "2025-07-31" {
		t.Errorf("as of %v", ladder["as_of"])
	}
	wantNumbers(t, ladder, map[string]float64{"n": 3, "left": 1, "no_stage": 0})
	sum := 0.0
	for _, row := range ladder["rows"].([]any) {
		sum += row.(map[string]any)["people"].(float64)
	}
	if sum != 2 {
		t.Errorf("%v people have a stage, want 2", sum)
	}
	cohorts := mustJSON(t, "cohorts", file)
	first := cohorts["rows"].([]any)[0].(map[string]any)
	if first["cohort"] != "2025-01-01" || first["size"] != 1.0 {
		t.Errorf("the first cohort is %v", first)
	}
	cell := first["cells"].([]any)[1].(map[string]any)
	if want := map[string]any{"period": 1.0, "people": 1.0, "of": 1.0, "value": 1.0, "complete": true}; !maps.Equal(cell, want) {
		t.Errorf("its second cell is %v, want %v", cell, want)
	}
	unknown := mustJSON(t, "cohorts", file, "--by", "region")["rows"].([]any)
	var labels []any
	for _, row := range unknown {
		labels = append(labels, row.(map[string]any)["cohort"])
	}
	if want := []any{"North", "South"}; !slices.Equal(labels[:2], want) {
		t.Errorf("cohorts by region: %v", labels)
	}
	limited := mustJSON(t, "customers", file, "--limit", "2")
	if limited["n"] != 3.0 || len(limited["rows"].([]any)) != 2 {
		t.Errorf("customers --limit 2: %v", limited)
	}
}

// A person whose attribute is not known stands in a cohort of null.
func TestAnUnknownAttributeIsNull(t *testing.T) {
	file := demoWorkspace(t)
	rows := mustJSON(t, "cohorts", file, "--by", "contract")["rows"].([]any)
	nulls := 0
	for _, row := range rows {
		label, present := row.(map[string]any)["cohort"]
		if !present || label == "" {
			t.Errorf("a cohort without a label: %v", label)
		}
		if label == nil {
			nulls++
		}
	}
	if nulls != 1 {
		t.Errorf("%d cohorts are null, want 1", nulls)
	}
	if table := mustRun(t, "cohorts", file, "--by", "contract"); !strings.Contains(table, "\nnot known ") {
		t.Errorf("the table names no unknown: %s", table)
	}
}

// --csv prints rows of one width with a header, then the definition line.
func TestCSV(t *testing.T) {
	file := smallWorkspace(t)
	for _, c := range []struct {
		args []string
		head string
		rows int
	}{
		{[]string{"customers", file}, "Customer,Stage,First record,Last contact,Interactions,Value", 3},
		{[]string{"maturity", file}, "Stage,Role,People,Value,Rule", 9},
		{[]string{"cohorts", file, "--horizon", "1"}, "Cohort,Size,People 0,People 1,Share 0,Share 1,Complete 0,Complete 1", 4},
	} {
		out := mustRun(t, append(c.args, "--csv")...)
		table, definition, defined := strings.Cut(out, "\n\n")
		rows, err := csv.NewReader(strings.NewReader(table)).ReadAll() // refuses rows of another width
		if err != nil {
			t.Errorf("%s: %v in %s", c.args[0], err, out)
			continue
		}
		if got := strings.Join(rows[0], ","); got != c.head || len(rows)-1 != c.rows {
			t.Errorf("%s: header %s and %d rows, want %s and %d", c.args[0], got, len(rows)-1, c.head, c.rows)
		}
		if c.args[0] != "customers" && (!defined || !strings.Contains(definition, "as of")) {
			t.Errorf("%s: no definition line in %s", c.args[0], out)
		}
	}
}

// Shares in --csv are as exact as the counts beside them.
func TestCSVSharesAreExact(t *testing.T) {
	file := demoWorkspace(t)
	table, _, _ := strings.Cut(mustRun(t, "cohorts", file, "--period", "year", "--csv"), "\n\n")
	rows, err := csv.NewReader(strings.NewReader(table)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	got := mustJSON(t, "cohorts", file, "--period", "year")["rows"].([]any)
	width := (len(rows[0]) - 2) / 3
	for i, row := range got {
		for k, cell := range row.(map[string]any)["cells"].([]any) {
			c := cell.(map[string]any)
			share := c["people"].(float64) / c["of"].(float64)
			text := rows[1+i][2+width+k]
			if parsed, err := strconv.ParseFloat(text, 64); err != nil || parsed != share {
				t.Errorf("row %d period %d: %s, want %v", i, k, text, share)
			}
		}
	}
}

func TestTheCohortTableFitsATerminal(t *testing.T) {
	out := mustRun(t, "cohorts", smallWorkspace(t), "--as-of", "2025-04-15")
	want := `Cohort       Size        0        1       2       3
2025-01-01      1  100.0 %  100.0 %   0.0 %  ~0.0 %
2025-02-01      1  100.0 %    0.0 %  ~0.0 %       –
Pooled mean     –        –   50.0 %   0.0 %       –
Simple mean     –        –   50.0 %   0.0 %       –

~ open: the period has not ended for everybody in the cohort, so the share can still change
`
	want = strings.ReplaceAll(want, " %", "\u00a0%")
	if !strings.Contains(out, want) {
		t.Errorf("printed\n%s\nwant\n%s", out, want)
	}
	closed := mustRun(t, "cohorts", smallWorkspace(t), "--as-of", "2025-02-28")
	if strings.Contains(closed, "~") {
		t.Errorf("nothing is open at a month's end, but: %s", closed)
	}
}

func TestNumbersStandOnTheRight(t *testing.T) {
	out := mustRun(t, "maturity", smallWorkspace(t))
	for _, line := range []string{
		"Stage         Role                People   Value  Rule",
		"Initiation    prospect                 0    0.00  customers with at least 1 web visit or with at least 1 marketing touch",
		"Left                                   1       –",
	} {
		if !strings.Contains(out, line+"\n") {
			t.Errorf("no line %q in\n%s", line, out)
		}
	}
}

// alwaysDrawn are charts that need no more than customers with contacts.
var alwaysDrawn = []string{
	"maturity", "maturity-months", "cohorts", "transitions", "dwell", "push-pull", "push-pull-months",
	"drivers", "drivers-radar", "drivers-trend", "alignment", "compare", "survival", "lifecycle", "silence", "exceptions", "coverage", "coverage-channels",
}

func TestChartsAreFilesOfTheirKind(t *testing.T) {
	file := smallWorkspace(t)
	folder := t.TempDir()
	for _, name := range strings.Fields(mustRun(t, "chart", file, "--list")) {
		picture := filepath.Join(folder, name)
		if o := cx("chart", file, name, "-o", picture+".png", "--theme", "dark", "--size", "640x480", "--scale", "1.5"); o.code != exitDone {
			if slices.Contains(alwaysDrawn, name) || !strings.HasPrefix(o.words, "cx: ") || len(o.words) < 40 {
				t.Errorf("%s: status %d, %s", name, o.code, o.words)
			}
			continue // three customers are too few for it, and it says so
		}
		img, err := png.Decode(strings.NewReader(readFile(t, picture+".png")))
		if err != nil {
			t.Fatalf("%s: %v", picture, err)
		}
		if size := img.Bounds().Size(); size.X != 960 || size.Y != 720 {
			t.Errorf("%s is %v large", picture, size)
		}
		mustRun(t, "chart", file, name, "-o", picture+"-print.svg", "--theme", "print")
		wantXML(t, picture+"-print.svg")
	}
	for _, theme := range []string{"light", "dark"} {
		mustRun(t, "chart", file, "cohorts", "-o", filepath.Join(folder, "cohorts-"+theme+".svg"), "--theme", theme)
	}
	light, dark := readFile(t, filepath.Join(folder, "cohorts-light.svg")), readFile(t, filepath.Join(folder, "cohorts-dark.svg"))
	if light == dark {
		t.Error("light and dark look the same")
	}
	mustRun(t, "chart", file, "cohorts", "-o", filepath.Join(folder, "cohorts-dark.svg"))
	if readFile(t, filepath.Join(folder, "cohorts-dark.svg")) != light {
		t.Error("a chart is not written over the one that is there")
	}
}

// A chart of cohorts takes the flags of the verb.
func TestAChartOfCohortsTakesTheirFlags(t *testing.T) {
	file := smallWorkspace(t)
	folder := t.TempDir()
	plain, regions := filepath.Join(folder, "plain.svg"), filepath.Join(folder, "regions.svg")
	mustRun(t, "chart", file, "cohorts", "-o", plain)
	mustRun(t, "chart", file, "cohorts", "--by", "region", "-o", regions)
	if got := readFile(t, regions); !strings.Contains(got, "North") || strings.Contains(readFile(t, plain), "North") {
		t.Errorf("--by region draws %s", got)
	}
	quarters := filepath.Join(folder, "quarters.svg")
	mustRun(t, "chart", file, "cohorts", "--period", "quarter", "-o", quarters)
	if readFile(t, quarters) == readFile(t, plain) {
		t.Error("--period quarter draws months")
	}
}

// The rule of a stage is printed whole: in words to be read, and in JSON as it can be
// typed again.
func TestMaturityPrintsTheRules(t *testing.T) {
	file := smallWorkspace(t)
	rows := mustJSON(t, "maturity", file)["rows"].([]any)
	rule := rows[len(rows)-1].(map[string]any)["rule"].(string)
	if want := "done referral or done purchase 10 times within any 12 months or subscribed for 36 months"; rule != want {
		t.Errorf("the last stage has the rule %q, want %q", rule, want)
	}
	words := "customers with at least 1 referral or with at least 10 purchases within any 12 months or who have been subscribed for 36 months"
	if table := mustRun(t, "maturity", file); !strings.Contains(table, words+"\n") {
		t.Errorf("it is not said in\n%s", table)
	}
}

func wantXML(t *testing.T, path string) {
	t.Helper()
	decoder := xml.NewDecoder(bytes.NewReader([]byte(readFile(t, path))))
	root := ""
	for {
		token, err := decoder.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		if start, ok := token.(xml.StartElement); ok && root == "" {
			root = start.Name.Local
		}
	}
	if root != "svg" {
		t.Errorf("%s is a %q", path, root)
	}
}

func readFile(t *testing.T, path string) string {
	t.Helper()
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}

func TestExitStatusOfRejectedRows(t *testing.T) {
	file := newWorkspace(t)
	folder := t.TempDir()
	source := write(t, folder, "touches.csv", touches+"4,someday,Purchase,shop,1\n")
	before := digest(t, file)
	dry := cx("import", file, source, "--dry-run", "--json")
	if !strings.HasPrefix(dry.words, "Read as interactions: customer = customer, at = at, activity = activity, channel = channel, amount = amount.\n") {
		t.Errorf("how the file was read is not told: %s", dry.words)
	}
	if !strings.Contains(dry.words, "\n  line 8: ") {
		t.Errorf("the line of the rejected row is not told: %s", dry.words)
	}
	if dry.code != exitRejected || object(t, dry.out)["imported"] != 6.0 || digest(t, file) != before {
		t.Errorf("a dry run: %+v", dry)
	}
	wantAlone(t, folder, "touches.csv")
	o := cx("import", file, source, "--json", "--rejects", filepath.Join(folder, "bad.csv"))
	got := object(t, o.out)
	if o.code != exitRejected {
		t.Errorf("status %d, want %d", o.code, exitRejected)
	}
	wantNumbers(t, got, map[string]float64{"read": 7, "imported": 6, "rejected": 1, "no_customer": 1, "header": 1})
	if got["rejects_file"] != filepath.Join(folder, "bad.csv") || len(got["reasons"].(map[string]any)) != 1 {
		t.Errorf("reported %v", got)
	}
	if bad := readFile(t, filepath.Join(folder, "bad.csv")); !strings.Contains(bad, "someday") || strings.Count(bad, "\n") != 2 {
		t.Errorf("the rejects file holds %q", bad)
	}
}

func TestNewKeepsItsSettings(t *testing.T) {
	folder := t.TempDir()
	mustRun(t, "new", filepath.Join(folder, "harbour"), "--zone", "Europe/Dublin", "--currency", "usd", "--week-start", "sunday")
	wantAlone(t, folder, "harbour.cxw")
	got := mustJSON(t, "info", filepath.Join(folder, "harbour.cxw"))
	if got["name"] != "harbour" || got["zone"] != "Europe/Dublin" || got["as_of"] != nil {
		t.Errorf("info %v", got)
	}
	if table := mustRun(t, "info", filepath.Join(folder, "harbour.cxw")); !strings.Contains(table, "0.00 USD") {
		t.Errorf("no currency in %s", table)
	}
}
