package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"cxworkbench/app"
	"cxworkbench/app/report"
	"cxworkbench/charts"
	"cxworkbench/data"
	"cxworkbench/data/eventlog"
	"cxworkbench/resources/look"
)

type newCmd struct {
	workspaceArg
	Name      string `help:"What the workspace is called. Default: the file's name." placeholder:"NAME"`
	Zone      string `help:"Time zone of the business, e.g. Europe/Dublin." default:"UTC"`
	WeekStart string `help:"First day of the week." enum:"monday,tuesday,wednesday,thursday,friday,saturday,sunday" default:"monday"`
	Currency  string `help:"ISO 4217 code of the one currency." default:"EUR"`
}

func (newCmd) Help() string {
	return "Example: cx new client.cxw --name 'Harbour Broadband' --zone Europe/Dublin --currency EUR"
}

// fresh refuses a folder, and so no name at all, where a workspace is made: its
// name would be that of the folder.
func (a workspaceArg) fresh() error {
	if info, err := os.Stat(a.File); err == nil && info.IsDir() {
		return usagef("%s is a folder; say how the workspace's file is called", filepath.Base(a.File))
	}
	return nil
}

func (c newCmd) Run(e *env) error {
	if err := c.fresh(); err != nil {
		return err
	}
	settings := data.Settings{Name: c.Name, Zone: c.Zone, Currency: strings.ToUpper(c.Currency), AsOf: data.NoDay}
	if settings.Name == "" {
		settings.Name = strings.TrimSuffix(filepath.Base(c.File), filepath.Ext(c.File))
	}
	if !data.KnownCurrency(settings.Currency) {
		return usagef("--currency: %q is no currency; codes are those of ISO 4217, such as EUR, GBP or USD", c.Currency)
	}
	for day := time.Sunday; day <= time.Saturday; day++ {
		if strings.EqualFold(day.String(), c.WeekStart) {
			settings.WeekStart = day
		}
	}
	session, err := app.Create(e.ctx, c.File, settings)
	if err != nil {
		return err
	}
	fmt.Fprintf(e.words, "Made %s.\n", session.Path())
	return session.Close()
}

type demoCmd struct{ workspaceArg }

func (demoCmd) Help() string { return "Example: cx demo demo.cxw" }

func (c demoCmd) Run(e *env) error {
	if err := c.fresh(); err != nil {
		return err
	}
	session, err := app.MakeDemo(e.ctx, c.File, e.now(), e.progress("Making the demo"))
	if err != nil {
		return err
	}
	fmt.Fprintf(e.words, "Made %s.\n", session.Path())
	return session.Close()
}

type infoCmd struct {
	workspaceArg
	JSON bool `name:"json" help:"Print one JSON object."`
}

func (infoCmd) Help() string { return "Example: cx info client.cxw --json" }

type infoJSON struct {
	Name          string `json:"name"`
	Zone          string `json:"zone"`
	AsOf          date   `json:"as_of"`
	Revision      int64  `json:"revision"`
	Customers     int    `json:"customers"`
	Left          int    `json:"left"`
	NoCustomer    int    `json:"no_customer"`
	Interactions  int    `json:"interactions"`
	Amount        number `json:"amount"`
	AmountBasis   string `json:"amount_basis"` // whose amount: of the interactions, or, where none has one, of the subscriptions a month
	Subscriptions int    `json:"subscriptions"`
	Responses     int    `json:"responses"`
	Tickets       int    `json:"tickets"`
	StageChanges  int    `json:"stage_changes"`
	Digest        string `json:"digest"`
}

func (c infoCmd) Run(e *env) error {
	return c.with(e, func(s *app.Session) error {
		info, err := s.Info(e.ctx)
		if err != nil {
			return err
		}
		settings, amount, basis, amountRow := info.Settings, info.Amount, "interactions", "Amount"
		if log := s.Log(); !log.HasAmounts && slices.Contains(log.Subscriptions.HasMonthly, true) {
			basis, amountRow = "subscriptions", "Amount of the subscriptions a month"
			for _, monthly := range log.Subscriptions.Monthly {
				amount += monthly
			}
		}
		if c.JSON {
			return e.printJSON(infoJSON{
				settings.Name, settings.Zone, date(settings.AsOf), info.Revision, info.Customers, info.Left, info.NoCustomer,
				info.Interactions, money(amount, settings.Currency), basis, info.Subscriptions, info.Responses, info.Tickets, info.StageChanges, info.Digest,
			})
		}
		return e.printTable(report.Table{
			Title:   settings.Name,
			Columns: []string{"What", "How many"},
			Rows: [][]any{
				{"Zone", figure(settings.Zone)}, {"As of", figure(settings.AsOf.String())}, {"Revision", int(info.Revision)},
				{"Customers", info.Customers}, {"of these left", info.Left},
				{"Interactions", info.Interactions}, {"of these without a customer", info.NoCustomer},
				{amountRow, figure(e.printer.Float(amount.Float(settings.Currency), 2) + " " + settings.Currency)},
				{"Subscriptions", info.Subscriptions}, {"Responses", info.Responses}, {"Tickets", info.Tickets}, {"Stage changes", info.StageChanges},
			},
			Definition: "Digest " + info.Digest,
		})
	})
}

type customersCmd struct {
	workspaceArg
	plainFlags
	formFlags
	Limit int `help:"List at most this many." placeholder:"N"`
}

func (customersCmd) Help() string {
	return "Example: cx customers client.cxw --where 'silent for 60 days' --limit 20"
}

type personJSON struct {
	Customer     string `json:"customer"`
	Stage        string `json:"stage"`
	First        date   `json:"first"`
	Last         date   `json:"last"`
	Interactions int    `json:"interactions"`
	Value        number `json:"value"`
}

func (c customersCmd) Run(e *env) error {
	v, err := c.plainView(e)
	if err != nil {
		return err
	}
	if v.Channels != "" {
		fmt.Fprintln(e.words, "--channel changes nothing here: a list of customers counts what came through all channels.")
	}
	if c.Limit < 0 {
		return usagef("--limit: %d is less than none; leave it out for all", c.Limit)
	}
	return c.with(e, func(s *app.Session) error {
		roster, err := s.Customers(e.ctx, v, "")
		if err != nil {
			return err
		}
		n := roster.Len()
		if c.Limit > 0 {
			roster = roster.First(c.Limit)
		}
		currency := s.Log().Settings.Currency
		rows := []personJSON{}
		for i := range roster.Len() {
			p := roster.Person(i)
			rows = append(rows, personJSON{p.Label, app.PlaceName(roster, p.Place, e.printer), date(p.First), date(p.Last), p.Interactions, money(p.Value, currency)})
		}
		return e.print(c.formFlags, app.PeopleTable(roster, currency, e.printer), struct {
			AsOf     date         `json:"as_of"`
			N        int          `json:"n"`
			Revision int64        `json:"revision"`
			Rows     []personJSON `json:"rows"`
		}{date(roster.AsOf()), n, s.Log().Revision, rows})
	})
}

type chartCmd struct {
	workspaceArg
	plainFlags
	cohortFlags
	sideFlags
	Name   string  `arg:"" optional:"" name:"verb" help:"Which chart; --list names them."`
	List   bool    `help:"List the charts, one a line."`
	Output string  `short:"o" help:"Where to write it; the ending .png or .svg says what." placeholder:"FILE" type:"path"`
	Theme  string  `help:"Colours." enum:"light,dark,contrast,print" default:"light"`
	Size   string  `help:"Width and height in pixels." default:"1280x800"`
	Scale  float64 `help:"Device pixels per pixel of a PNG." default:"1"`
}

func (chartCmd) Help() string {
	return "Examples: cx chart client.cxw maturity -o ladder.png --size 1600x900\n\ncx chart client.cxw cohorts --by contract -o cohorts.svg --theme print"
}

func (c chartCmd) Run(e *env) error {
	if c.List {
		for _, p := range app.Pictures {
			fmt.Fprintln(e.out, p.Name)
		}
		return nil
	}
	size, err := parseSize(c.Size)
	if err != nil {
		return err
	}
	if c.Scale < 0.5 || c.Scale > 4 {
		return usagef("--scale: %g is outside 0.5 to 4", c.Scale)
	}
	v, err := c.view()
	if err != nil {
		return err
	}
	if c.Name == "" || c.Output == "" {
		return usagef("chart needs a VERB and -o FILE; cx chart FILE --list names the charts")
	}
	picture, err := app.PictureNamed(c.Name)
	if err != nil {
		return usageError{err}
	}
	if err := c.fits(e, picture); err != nil {
		return err
	}
	write, err := writerFor(c.Output, c.Scale)
	if err != nil {
		return err
	}
	palette := map[string]look.Palette{"light": look.Light, "dark": look.Dark, "contrast": look.HighContrast, "print": look.Print}[c.Theme]
	return c.with(e, func(s *app.Session) error {
		request := app.PictureRequest{View: v, Unit: eventlog.Unit(c.Unit), By: c.By}
		if picture.Leaving {
			rule, err := c.rule(s.Log())
			if err != nil {
				return usagef("--churn: %w", err)
			}
			request.Churn = &rule
		}
		if picture.Cohorts {
			spec, err := c.spec(s.Log())
			if err != nil {
				return err
			}
			request.Cohorts = &spec
		}
		if picture.Compared {
			sides, err := c.sides(s.Log())
			if err != nil {
				return err
			}
			request.Sides = &sides
		}
		scene, err := picture.Draw(e.ctx, s, request, charts.Options{
			Width: size.width, Height: size.height, Palette: palette, Printer: e.printer, Heading: true,
		})
		if err != nil {
			return err
		}
		return app.WriteFile(c.Output, func(w io.Writer) error { return write(scene, w) })
	})
}

// fits refuses the flags of cohorts that a picture does not take, and says which
// of every analysis change nothing in it.
func (c chartCmd) fits(e *env, picture app.Picture) error {
	rest, plain := c.cohortFlags, c.plainFlags
	if picture.Grouped {
		rest.By = ""
	}
	if !picture.Cohorts && rest != noCohortFlags {
		return usagef("the chart %s takes no flags of cohorts, such as --by and --period", c.Name)
	}
	if !picture.Compared && c.sideFlags != (sideFlags{}) {
		return usagef("the chart %s takes no sides to compare: --first, --second and --months", c.Name)
	}
	if picture.Leaving {
		plain.Churn = ""
	}
	if picture.Timed {
		plain.Unit = ""
	}
	_, err := plain.plainView(e)
	return err
}

func writerFor(path string, scale float64) (func(charts.Scene, io.Writer) error, error) {
	switch strings.ToLower(filepath.Ext(path)) {
	case ".png":
		return func(s charts.Scene, w io.Writer) error { return s.WritePNG(w, scale) }, nil
	case ".svg":
		return func(s charts.Scene, w io.Writer) error { return s.WriteSVG(w) }, nil
	}
	return nil, usagef("-o: %s must end in .png or .svg", filepath.Base(path))
}

// progress gives a function that shows how far the work is, on a terminal only.
func (e *env) progress(doing string) func(done, total int64) {
	if !e.tty {
		return func(int64, int64) {}
	}
	var last int64 = -1
	return func(done, total int64) {
		if total <= 0 {
			return
		}
		if percent := 100 * done / total; percent != last {
			last = percent
			fmt.Fprintf(e.words, "\r%s: %d %%", doing, percent)
			if percent >= 100 {
				fmt.Fprintln(e.words)
			}
		}
	}
}
