package main

import (
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"cxworkbench/app"
	"cxworkbench/data"
	"cxworkbench/data/exchange"
	"cxworkbench/data/exchange/export"
)

// shownRejects is how many rejected rows are shown with their lines.
const shownRejects = 10

type importCmd struct {
	workspaceArg
	Sources   []string `arg:"" optional:"" name:"source" help:"Files to bring in, one after the other; those of one shape as one import. Or a folder that export --as all wrote." type:"path"`
	As        string   `help:"What the rows are; guessed if not said." enum:",customers,interactions,purchases,subscriptions,responses,tickets,stage-changes" default:"" placeholder:"NOUN"`
	Map       []string `help:"FIELD=COLUMN, a header or a number from 1; FIELD= drops a guess. Repeatable." placeholder:"FIELD=COLUMN" sep:"none"`
	Scale     []string `help:"QUESTION=MIN..MAX, or MIN..MAX,low where low is good: what the answers to a question run from and to; others are rejected. Repeatable." placeholder:"QUESTION=MIN..MAX" sep:"none"`
	NoHeader  bool     `help:"The first row is data, not headers."`
	Header    bool     `help:"The first row is headers, not data."`
	TitleRows int      `help:"How many rows stand above the headers; -1 says none." placeholder:"N"`
	HeadRows  int      `name:"header-rows" help:"How many rows hold the headers." placeholder:"N"`
	Delimiter string   `help:"comma, semicolon, tab, pipe, blanks, or the character itself." placeholder:"D"`
	Encoding  string   `help:"utf-8, windows-1252, ..." placeholder:"E"`
	Quote     string   `help:"The character that encloses cells, or none." placeholder:"Q"`
	Member    string   `help:"Of a zip: the one file to read." placeholder:"NAME"`
	Sheet     string   `help:"Of a workbook: the sheet, by name or number from 1." placeholder:"NAME"`
	DateOrder string   `help:"Order of day, month and year where all are numbers." enum:",dmy,mdy,ymd" default:"" placeholder:"ORDER"`
	Zone      string   `help:"Time zone of the file's times. Default: the workspace's." placeholder:"ZONE"`
	Region    string   `help:"Country of telephone numbers without one, such as CH. Default: the workspace's." placeholder:"CODE"`
	AsOf      string   `help:"For files that give tenure in months instead of dates, and answers without a date: the day at which they were counted." placeholder:"DATE"`
	Trace     string   `help:"Whom the rows of an event log follow." enum:",customer,ticket" default:"" placeholder:"customer|ticket"`
	Match     string   `help:"How a row finds its customer, strongest first: of customer, customer2, email, phone, handle, name and name+attr:NAME, a name with an attribute beside it. Default: all that are there, name only where nothing else is." placeholder:"FIELD,..."`
	Policy    string   `help:"What may be done to customers: create new ones, update known ones, or both." enum:"create,update,both" default:"both" placeholder:"create|update|both"`
	Wins      string   `help:"Whose value stays where file and workspace differ." enum:"file,workspace" default:"file" placeholder:"file|workspace"`
	Preset    string   `help:"Use the preset of this name." placeholder:"NAME"`
	SaveAs    string   `name:"save-preset" help:"Keep how the file was read as a preset of this name, for files with the same headers." placeholder:"NAME"`
	DryRun    bool     `help:"Count what would happen, show some of it, and change nothing."`
	Verdict   bool     `help:"Say at the end what these data can answer, and what to ask the client for next. Without a SOURCE, of what is there."`
	Output    string   `short:"o" help:"With --verdict: where to write it too. The ending says how: .html for a page to send, or .csv, .xlsx, .jsonl." placeholder:"FILE" type:"path"`
	Rejects   string   `help:"Where rows that cannot be used are written. Default: SOURCE.rejects.csv." placeholder:"FILE" type:"path"`
	JSON      bool     `name:"json" help:"Print one JSON object."`
}

func (importCmd) Help() string {
	return "Examples: cx import client.cxw customers.csv orders.csv\n\ncx import client.cxw telco.csv --as-of 2026-10-31\n\ncx import client.cxw log.txt --map customer=2\n\ncx import client.cxw survey.csv --map metric:NPS=Q1 --dry-run\n\ncx import client.cxw survey.csv --scale \"Effort=1..5,low\"\n\ncx import client.cxw --verdict"
}

func (c importCmd) options(e *env) (o exchange.Options, err error) {
	o = exchange.Defaults(e.now())
	o.As, o.NoHeader, o.Delimiter, o.Encoding, o.Sheet = exchange.As(c.As), c.NoHeader, c.Delimiter, c.Encoding, c.Sheet
	o.Header, o.TitleRows, o.HeaderRows, o.Quote, o.Member = c.Header, c.TitleRows, c.HeadRows, c.Quote, c.Member
	o.DateOrder, o.Zone, o.Region, o.Rejects, o.DryRun = exchange.DateOrder(c.DateOrder), c.Zone, c.Region, c.Rejects, c.DryRun
	o.Trace, o.Policy, o.Wins = exchange.Trace(c.Trace), exchange.Policy(c.Policy), exchange.Wins(c.Wins)
	o.Preset, o.Presets = c.Preset, app.PresetFolder()
	if _, err := os.ReadDir(o.Presets); err != nil && c.Preset == "" {
		o.Presets = "" // none of them was asked for
	}
	for field := range strings.SplitSeq(c.Match, ",") {
		if field = strings.TrimSpace(field); field != "" {
			o.Match = append(o.Match, exchange.Field(field))
		}
	}
	if c.AsOf != "" {
		day, err := data.ParseDay(c.AsOf)
		if err != nil {
			return o, usagef("--as-of: %w", err)
		}
		o.AsOf = day
	}
	o.Scales = map[string]exchange.Scale{}
	for _, given := range c.Scale {
		at := strings.LastIndexByte(given, '=')
		if at <= 0 {
			return o, usagef("--scale: %q is not QUESTION=MIN..MAX", given)
		}
		if o.Scales[given[:at]], err = exchange.ParseScale(given[at+1:]); err != nil {
			return o, usagef("--scale: %w", err)
		}
	}
	o.Map = map[string]string{}
	for _, m := range c.Map {
		field, column, ok := strings.Cut(m, "=")
		if !ok || field == "" {
			return o, usagef("--map: %q is not FIELD=COLUMN", m)
		}
		o.Map[field] = column
	}
	return o, nil
}

func (c importCmd) Run(e *env) error {
	o, err := c.options(e)
	if err != nil {
		return err
	}
	if c.Rejects != "" && len(c.Sources) > 1 {
		return usagef("--rejects names one file, so it takes one SOURCE")
	}
	if len(c.Sources) == 0 && !c.Verdict {
		return usagef("say which SOURCE to import")
	}
	if c.Output != "" && !c.Verdict {
		return usagef("-o is where the verdict is written, so it goes with --verdict")
	}
	if _, table := app.FormatOfFile(c.Output); c.Output != "" && !table && !isPage(c.Output) {
		return usagef("-o: give the file a name that ends in .html, .csv, .xlsx or .jsonl")
	}
	if c.Verdict && c.DryRun {
		return usagef("--verdict is about what is in the workspace, so it does not go with --dry-run")
	}
	total, judged := exchange.NewReport(), (*verdictJSON)(nil)
	err = c.opened(e, app.OpenUnread, func(s *app.Session) error {
		if len(c.Sources) == 1 && export.IsFolder(c.Sources[0]) {
			total, err = c.loadFolder(e, s)
		} else {
			err = c.files(e, s, o, &total)
		}
		if err == nil && c.Verdict {
			judged, err = c.verdict(e, s)
		}
		return err
	})
	if err != nil {
		return err
	}
	if c.JSON {
		if err := e.printJSON(importJSON{total, judged}); err != nil {
			return err
		}
	}
	if total.Rejected > 0 {
		return errRejected
	}
	return nil
}

// loadFolder brings in a whole workspace.
func (c importCmd) loadFolder(e *env, s *app.Session) (exchange.Report, error) {
	if c.DryRun || c.As != "" || len(c.Map) > 0 {
		return exchange.Report{}, usagef("%s is a whole exported workspace: it is taken as it is, without flags", c.Sources[0])
	}
	report, err := s.LoadFolder(e.ctx, c.Sources[0], e.progress("Importing"))
	if err == nil {
		fmt.Fprintln(e.words, e.printer.Text(report.Summary()))
	}
	return report, err
}

// files imports files one after the other. All are looked at before the first
// goes in, so that a bad one leaves nothing half done.
func (c importCmd) files(e *env, s *app.Session, o exchange.Options, total *exchange.Report) error {
	// A pattern such as *.csv takes in what an earlier import rejected, which this one
	// would write anew while reading it.
	sources := slices.DeleteFunc(slices.Clone(c.Sources), func(path string) bool {
		of, rejects := strings.CutSuffix(path, exchange.RejectsSuffix)
		if rejects = rejects && slices.Contains(c.Sources, of); rejects {
			fmt.Fprintf(e.words, "%s is passed over: it holds rejected rows of a source that is imported too.\n", filepath.Base(path))
		}
		return rejects
	})
	plans, err := exchange.PrepareAll(sources, o)
	if err != nil {
		return err
	}
	for _, plan := range plans {
		if plan.Problem != nil {
			return plan.Problem
		}
	}
	if c.SaveAs != "" && len(plans) != 1 {
		return usagef("--save-preset keeps how files of one shape are read, and these have %d", len(plans))
	}
	if c.SaveAs != "" {
		if err := plans[0].Save(app.PresetFolder(), c.SaveAs); err != nil {
			return err
		}
	}
	for _, plan := range plans {
		report, err := s.Import(e.ctx, plan, e.progress("Importing"))
		var unsafe *app.NoBackupError
		if errors.As(err, &unsafe) {
			fmt.Fprintf(e.words, "Warning: %s The import goes on without one.\n", unsafe)
			report, err = s.ImportWithoutBackup(e.ctx, plan, e.progress("Importing"))
		}
		if err != nil {
			return err
		}
		total.Add(report)
		tell(e, plan, report)
	}
	return nil
}

// tell says what became of a file.
func tell(e *env, plan *exchange.Plan, report exchange.Report) {
	fmt.Fprintln(e.words, e.printer.Text(plan.Taken()))
	for _, warning := range plan.Warnings {
		fmt.Fprintln(e.words, e.printer.Text(warning))
	}
	fmt.Fprintln(e.words, e.printer.Text(report.Summary()))
	for _, reason := range slices.Sorted(maps.Keys(report.Reasons)) {
		fmt.Fprintf(e.words, "  %s: %s\n", reason, e.printer.Int(int64(report.Reasons[reason])))
	}
	for _, what := range slices.Sorted(maps.Keys(report.Unread)) {
		fmt.Fprintf(e.words, "  %s: %s\n", what, e.printer.Int(int64(report.Unread[what])))
	}
	for _, row := range report.FirstRejects(shownRejects) {
		fmt.Fprintf(e.words, "  %s\n", e.printer.Text(row))
	}
	for _, sample := range report.Samples {
		fmt.Fprintf(e.words, "  %s\n", e.printer.Text(sample.Text()))
	}
	if report.RejectsFile != "" {
		fmt.Fprintf(e.words, "  rejected rows: %s\n", report.RejectsFile)
	}
	if report.RejectsProblem != "" {
		fmt.Fprintf(e.words, "  %s\n", report.RejectsProblem)
	}
}
