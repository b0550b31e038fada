package message_test

import (
	"bytes"
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"cxworkbench/resources"
)

// builtKeys are the beginnings of keys that the sources complete with a value,
// as in message.New("cohort.period."+unit) or base+".not". All texts under them count as used;
// that none is missing is for the tests of the package that builds them.
var builtKeys = []string{
	"alignment.role.",            // roles that the seed names
	"alignment.state.",           // how far a role is
	"capture.form.",              // the fields of the form
	"charts.basis.",              // maturity.ValueBasis
	"charts.cohorts.axis.",       // what a cell of the cohort table counts
	"charts.cohorts.tip.",        // the same, under the pointer
	"charts.dwell.x.",            // eventlog.Unit
	"charts.retention.y.",        // cohort.Measure
	"charts.retention.x.",        // eventlog.Unit
	"charts.survival.mean.",      // eventlog.Unit
	"charts.survival.x.",         // eventlog.Unit
	"charts.unit.",               // eventlog.Unit
	"cohort.bracket.",            // eventlog.Unit
	"cohort.def.unit.",           // eventlog.Unit
	"cohort.event.kind.",         // data.Kind
	"cohort.finding.",            // cohort.Measure
	"cohort.period.",             // eventlog.Unit
	"churn.ci.",                  // survival.CI
	"churn.entry.",               // churn.Entry
	"churn.rule.",                // churn.Rule
	"churn.unit.",                // eventlog.Unit
	"churnrule.",                 // churn.Rule
	"charts.coverage.axis.",      // coverage.Axis
	"command.",                   // ids of commands
	"cohorts.measure.",           // cohort.Measure
	"cohorts.relative.",          // cohort.Relative
	"compare.part.",              // compare.Part
	"condition.attribute.",       // comparisons, with .not for their opposite
	"condition.list.",            // .not
	"condition.kind.",            // data.Kind
	"condition.left.",            // .not
	"condition.silent.",          // .not
	"condition.span.",            // units of a span of time
	"condition.stage.",           // comparisons and .not
	"condition.subscribed.",      // .not
	"coverage.by.",               // coverage.Axis
	"coverage.category.",         // data.Category
	"coverage.definition.axis.",  // coverage.Axis
	"coverage.finding.blind.",    // coverage.Axis
	"coverage.finding.never.",    // coverage.Axis
	"coverage.state.",            // coverage.State
	"criterion.",                 // cohort.Criterion
	"cox.words.",                 // a level or a number, and which way
	"date.",                      // how a date is put together
	"delimiter.",                 // names of delimiters
	"drivers.about.",             // drivers.Driver
	"drivers.key.",               // drivers.Outcome
	"drivers.name.",              // drivers.Driver
	"drivers.needs.",             // drivers.Driver
	"duplicates.reason.",         // duplicates.Reason
	"dwell.key.",                 // dwell.Group
	"dwell.time.",                // eventlog.Unit
	"dwell.unit.",                // eventlog.Unit
	"exceptions.key.",            // exceptions.Group
	"exceptions.why.",            // exceptions.Way
	"exchange.as.",               // exchange.As
	"exchange.confidence.",       // exchange.Confidence
	"exchange.field.",            // exchange.Field
	"exchange.metric.",           // data.MetricKind
	"exchange.reads.",            // how a column is read
	"exchange.type.",             // exchange.Type
	"explain.",                   // what a figure is, by the job that works it out
	"export.meaning.",            // tables and columns of an exported workspace
	"export.noun.",               // export.As
	"find.",                      // what else commands, tabs and topics may be called
	"filter.attribute.",          // comparisons of the filter's rows
	"filter.stage.",              // the same
	"filter.subject.",            // condition.Subject
	"filter.unit.",               // condition.Units
	"history.label.",             // of changes, known by their English words
	"reject.",                    // why rows were rejected, the same
	"identity.",                  // data.IdentityKind
	"import.did.",                // exchange.Did
	"import.loose.noun.",         // data.Unassigned.Noun
	"import.policy.",             // exchange.Policy
	"import.wins.",               // exchange.Wins
	"verdict.heading.",           // verdict.Answer
	"import.order.",              // exchange.DateOrder
	"kind.",                      // data.Kind
	"lifecycle.def.unit.",        // eventlog.Unit
	"maturity.definition.value.", // maturity.ValueBasis
	"maturity.way.",              // maturity.Way
	"menu.",                      // menus of the window
	"month.short.",               // 1 to 12
	"overview.worth.",            // maturity.ValueBasis
	"overview.voice.",            // voice.Measure
	"palette.help.",              // topics of help
	"capture.part.",              // capture.Kind and how it stands
	"person.kind.",               // app.LineKind
	"person.phase.",              // data.Phase
	"pushpull.class.",            // data.Push
	"pushpull.by.",               // pushpull.Part
	"pushpull.key.",              // pushpull.Class
	"query.through.",             // through how many channels, and with none or not
	"reasons.def.value.",         // maturity.ValueBasis
	"rfm.meaning.",               // rfm.Segment
	"rfm.segment.",               // rfm.Segment
	"section.",                   // sections of the window
	"silence.key.",               // silence.State
	"silence.list.",              // silence.State
	"survival.def.test.",         // survival.RankTest
	"survival.def.unit.",         // eventlog.Unit
	"survival.key.",              // survival.Who
	"survival.test.",             // survival.RankTest
	"survival.time.",             // eventlog.Unit
	"toolkit.",                   // Fyne's own words
	"tour.",                      // steps of the tour, with .title and .text
	"transitions.move.",          // transitions.Move
	"unit.",                      // eventlog.Unit
	"verdict.answer.",            // verdict.Answer
	"verdict.ask.",               // verdict.Column
	"verdict.topic.",             // verdict.Topic
	"words.",                     // of lines of quick capture
	"weekday.",                   // time.Weekday
}

// use is a text asked for in the sources.
type use struct {
	at   string // file and line
	key  string
	args []string // names of the arguments; nil where they are not written out
}

// sources is what the program's own code says about texts.
type sources struct {
	uses     []use
	prefixes map[string]string // beginnings of keys that are built, and where
	literals map[string]string // every string, and where
}

// catalogue reads the texts of a language, looking for keys that stand twice in a
// file, which encoding/json would let pass.
func catalogue(t *testing.T, lang string) map[string]string {
	t.Helper()
	files, err := resources.Translations(lang)
	if err != nil {
		t.Fatal(err)
	}
	texts := map[string]string{}
	for name, raw := range files {
		in := json.NewDecoder(bytes.NewReader(raw))
		if _, err := in.Token(); err != nil {
			t.Fatal(err)
		}
		for in.More() {
			key, err := in.Token()
			if err != nil {
				t.Fatal(err)
			}
			var text string
			if err := in.Decode(&text); err != nil {
				t.Fatalf("%s, %v: %v", name, key, err)
			}
			if _, twice := texts[key.(string)]; twice {
				t.Errorf("%s/%s: %s stands twice", lang, name, key)
			}
			texts[key.(string)] = text
		}
	}
	return texts
}

// Every text that the sources ask for is in the catalogue with the arguments it
// needs, and every text of the catalogue is asked for.
func TestTextsAndSourcesAgree(t *testing.T) {
	texts, said := catalogue(t, "en"), readSources(t)
	for format := range errorFormats(t) { // other tests look at these
		delete(texts, format)
	}
	for _, u := range said.uses {
		text, ok := texts[u.key]
		if !ok {
			t.Errorf("%s: there is no text %q", u.at, u.key)
			continue
		}
		for _, name := range places(text) {
			if u.args != nil && !slices.Contains(u.args, name) {
				t.Errorf("%s: %q says {%s}, which is not given", u.at, u.key, name)
			}
		}
	}
	for literal, at := range said.literals {
		if begins := func(key string) bool { return strings.HasPrefix(key, literal) }; strings.HasSuffix(literal, ".") && slices.ContainsFunc(slices.Collect(maps.Keys(texts)), begins) {
			said.prefixes[literal] = at
		}
	}
	for prefix, at := range said.prefixes {
		if !slices.Contains(builtKeys, prefix) {
			t.Errorf("%s: keys are built from %q: add it to builtKeys, and a test that all of them have a text", at, prefix)
		}
	}
	for _, prefix := range builtKeys {
		_, whole := said.literals[prefix]
		_, base := said.literals[strings.TrimSuffix(prefix, ".")]
		if !whole && !base {
			t.Errorf("builtKeys has %q, which is not in the sources", prefix)
		}
	}
	for key := range texts {
		built := slices.ContainsFunc(builtKeys, func(prefix string) bool { return strings.HasPrefix(key, prefix) })
		if _, used := said.literals[key]; !used && !built {
			t.Errorf("the text %q is not used", key)
		}
	}
	// A key may also be handed on to be made a message elsewhere. A string that
	// lies beside known texts, three names deep, is such a key.
	beside := map[string]bool{}
	for key := range texts {
		if parent := key[:max(strings.LastIndexByte(key, '.'), 0)]; strings.Contains(parent, ".") {
			beside[parent] = true
		}
	}
	for literal, at := range said.literals {
		parent := literal[:max(strings.LastIndexByte(literal, '.'), 0)]
		if _, ok := texts[literal]; !ok && beside[parent] && !strings.HasSuffix(literal, ".") && !slices.Contains(builtKeys, literal+".") {
			t.Errorf("%s: there is no text %q", at, literal)
		}
	}
}

// places lists the arguments that a text needs.
func places(text string) []string {
	var names []string
	for _, part := range strings.Split(text, "{")[1:] {
		inside, _, _ := strings.Cut(part, "}")
		name, _, _ := strings.Cut(inside, "|")
		names = append(names, name)
	}
	return names
}

// readSources reads the Go files of the module, without tests.
func readSources(t *testing.T) sources {
	t.Helper()
	said := sources{prefixes: map[string]string{}, literals: map[string]string{}}
	eachSource(t, func(path string, file *ast.File) {
		for _, declaration := range file.Decls {
			said.read(declaration, func(n ast.Node) string { return path + ":" + strconv.Itoa(parsed.Position(n.Pos()).Line) })
		}
	})
	return said
}

// parsed are the places of what eachSource has read.
var parsed = token.NewFileSet()

// root is the folder of the module.
func root(t *testing.T) string {
	t.Helper()
	folder, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(folder, "go.mod")); err == nil {
			return folder
		}
		folder = filepath.Dir(folder)
	}
}

// eachSource reads the Go files of the module, without tests, by their path in it.
// What does not parse is for the compiler to say.
func eachSource(t *testing.T, read func(path string, file *ast.File)) {
	t.Helper()
	root := root(t)
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name := entry.Name()
		if entry.IsDir() && path != root && (strings.HasPrefix(name, ".") || name == "testdata") {
			return filepath.SkipDir
		}
		if entry.IsDir() || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			return nil
		}
		if file, _ := parser.ParseFile(parsed, path, nil, parser.SkipObjectResolution); file != nil {
			read(strings.TrimPrefix(path, root+string(filepath.Separator)), file)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func (s *sources) read(root ast.Node, at func(ast.Node) string) {
	ast.Inspect(root, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.GenDecl:
			return n.Tok != token.IMPORT
		case *ast.BasicLit:
			if text, ok := literal(n); ok {
				s.literals[text] = at(n)
			}
		case *ast.CallExpr:
			s.readCall(n, at(n))
		case *ast.CompositeLit:
			if called(n.Type) == "message.Message" {
				for _, element := range n.Elts {
					if pair, ok := element.(*ast.KeyValueExpr); ok && called(pair.Key) == "Key" {
						s.readKey(pair.Value, nil, at(n))
					}
				}
			}
		}
		return true
	})
}

// readCall looks at message.New(key, args) and at T(key) of anything.
func (s *sources) readCall(call *ast.CallExpr, at string) {
	switch name := called(call.Fun); {
	case name == "message.New" && len(call.Args) == 2:
		s.readKey(call.Args[0], argumentNames(call.Args[1]), at)
	case strings.HasSuffix(name, ".T") && len(call.Args) == 1:
		s.readKey(call.Args[0], []string{}, at)
	}
}

func (s *sources) readKey(e ast.Expr, args []string, at string) {
	if text, ok := literal(e); ok {
		s.uses = append(s.uses, use{at, text, args})
		return
	}
	for sum, ok := e.(*ast.BinaryExpr); ok; sum, ok = e.(*ast.BinaryExpr) {
		e = sum.X
		if prefix, ok := literal(e); ok {
			s.prefixes[prefix] = at
		}
	}
}

// argumentNames lists the names in message.Args{...}, none for nil; nil where
// the arguments are not written out there.
func argumentNames(e ast.Expr) []string {
	if called(e) == "nil" {
		return []string{}
	}
	args, ok := e.(*ast.CompositeLit)
	if !ok {
		return nil
	}
	names := []string{}
	for _, element := range args.Elts {
		if pair, ok := element.(*ast.KeyValueExpr); ok {
			if name, ok := literal(pair.Key); ok {
				names = append(names, name)
			}
		}
	}
	return names
}

// called writes a name or a.b as text; of longer chains the last name follows
// a dot.
func called(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.Ident:
		return e.Name
	case *ast.SelectorExpr:
		return called(e.X) + "." + e.Sel.Name
	}
	return ""
}

func literal(e ast.Expr) (string, bool) {
	lit, ok := e.(*ast.BasicLit)
	if !ok || lit.Kind != token.STRING {
		return "", false
	}
	text, err := strconv.Unquote(lit.Value)
	return text, err == nil
}
