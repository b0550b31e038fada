package main

import (
	"fmt"
	"strings"

	"cxworkbench/app"
	"cxworkbench/data"
)

// customerArg is the customer of a verb.
type customerArg struct {
	Customer string `arg:"" help:"The customer's id, or the exact name."`
}

// revisionJSON is what an edit gives back.
type revisionJSON struct {
	Revision int64 `json:"revision"`
}

type setCmd struct {
	workspaceArg
	customerArg
	Fields []string `arg:"" name:"field=value" help:"name, email, phone or attr:NAME, and the new value; an empty one takes it away."`
	JSON   bool     `name:"json" help:"Print one JSON object."`
}

func (setCmd) Help() string {
	return "Example: cx set client.cxw C-17 email=ada@example.com attr:region=West"
}

func (c setCmd) Run(e *env) error {
	var fields []app.FieldEdit
	for _, f := range c.Fields {
		field, value, ok := strings.Cut(f, "=")
		if !ok || field == "" {
			return usagef("%q is not FIELD=VALUE", f)
		}
		fields = append(fields, app.FieldEdit{Field: field, Value: value})
	}
	return c.with(e, func(s *app.Session) error {
		revision, err := s.EditCustomer(e.ctx, c.Customer, fields)
		return e.edited(revision, err, c.JSON)
	})
}

// edited says that an edit is stored.
func (e *env) edited(revision int64, err error, asJSON bool) error {
	if err != nil {
		return err
	}
	if asJSON {
		return e.printJSON(revisionJSON{revision})
	}
	fmt.Fprintf(e.words, "Stored as revision %d.\n", revision)
	return nil
}

type logCmd struct {
	workspaceArg
	customerArg
	Activity string `arg:"" help:"What happened, e.g. 'Support call'."`
	Channel  string `help:"Where it happened." placeholder:"CHANNEL"`
	At       string `help:"When, YYYY-MM-DD or 'YYYY-MM-DD HH:MM' in the workspace's zone. Default: now." placeholder:"TIME"`
	Emotion  *int   `help:"How it felt, -2 to 2." placeholder:"N"`
	Note     string `help:"What was said." placeholder:"TEXT"`
	Amount   string `help:"Money that it moved, in the workspace's currency." placeholder:"X.YY"`
	JSON     bool   `name:"json" help:"Print one JSON object."`
}

func (logCmd) Help() string {
	return "Example: cx log client.cxw C-17 'Support call' --channel Phone --emotion=-1 --note 'Router blinks red'"
}

func (c logCmd) Run(e *env) error {
	if strings.TrimSpace(c.Activity) == "" {
		return usagef("an activity needs a name")
	}
	return c.with(e, func(s *app.Session) error {
		zone, err := s.Log().Settings.Location()
		if err != nil {
			return err
		}
		now := e.now()
		entry := app.Entry{
			Activity: strings.TrimSpace(c.Activity), Channel: strings.TrimSpace(c.Channel), When: data.AtMillis(now.UnixMilli()),
			Emotion: c.Emotion, Amount: c.Amount, Note: c.Note,
		}
		if c.At != "" {
			if entry.When, err = app.ParseMoment(c.At, zone); err != nil {
				return usageError{err}
			}
		}
		today := data.DayIn(now.UnixMilli(), zone)
		revision, err := s.LogInteraction(e.ctx, c.Customer, entry, today)
		if day := entry.When.DayIn(zone); err == nil && day > today {
			fmt.Fprintf(e.words, "%s is in the future: it is stored, and no figure counts it before that day.\n", day)
		}
		return e.edited(revision, err, c.JSON)
	})
}
