// Package churn says who has left. There are three rules: the contract ended,
// nothing was heard for D days, or usage dropped; every figure about leaving in
// the program uses one of them and prints it. Definitions C.4, C.15 and C.31.
//
// An activity is any interaction but those that serve the business (push): a
// newsletter sent to somebody who is gone is no sign of life.
package churn

import (
	"strconv"
	"strings"

	"cxworkbench/data"
	"cxworkbench/data/eventlog"
	"cxworkbench/data/message"
)

// Rule says what leaving is.
type Rule string

// The rules.
const (
	Contract   Rule = "contract"   // all subscriptions have ended
	Inactivity Rule = "inactivity" // no activity for so many days
	Usage      Rule = "usage"      // usage fell under half of what it was (C.31)
)

// Rules lists every Rule.
var Rules = []Rule{Contract, Inactivity, Usage}

// Entry says from when on customers are observed who were there before the log
// began. Of those, who left before it began are often not on record, so that the
// survivors must not count as observed from their start (left truncation, C.4).
type Entry string

// The entries.
const (
	EntryAuto  Entry = ""      // EntryLog, unless leavers from before the log are on record or dates come from tenure
	EntryStart Entry = "start" // from their start, however long ago
	EntryLog   Entry = "log"   // from the first interaction on record
)

// Limits of the days of Inactivity.
const (
	DefaultDays = 90
	mostDays    = 3650
)

// Definition says when a customer counts as having left.
type Definition struct {
	Rule  Rule
	Days  int // Inactivity: the silence that means leaving; else 0
	Entry Entry
}

// OptionName is where a workspace keeps its own Definition, as its String.
const OptionName = "churn"

// Default is the workspace's own definition, else the contract where the log has
// subscriptions, else silence of 90 days.
func Default(log *eventlog.Log) Definition {
	if kept, err := Parse(log.Options[OptionName]); err == nil {
		return kept
	}
	if len(log.Subscriptions.Row) > 0 {
		return Definition{Rule: Contract}
	}
	return Definition{Rule: Inactivity, Days: DefaultDays}
}

// Parse reads "contract", "inactivity:90" (or "inactivity" for 90 days) or
// "usage", perhaps followed by "/start" or "/log" for the Entry.
func Parse(s string) (Definition, error) {
	text, entry, _ := strings.Cut(strings.TrimSpace(s), "/")
	rule, days, counted := strings.Cut(text, ":")
	d := Definition{Rule: Rule(rule), Entry: Entry(entry)}
	if d.Rule == Inactivity {
		d.Days = DefaultDays
	}
	if counted {
		n, err := strconv.Atoi(days)
		if err != nil || n < 1 {
			return Definition{}, data.Errorf(data.CodeBadInput, "%q is no number of days; say inactivity:90, for example.", days)
		}
		d.Days = n
	}
	return d, d.check()
}

// String is what Parse reads back.
func (d Definition) String() string {
	s := string(d.Rule)
	if d.Rule == Inactivity {
		s += ":" + strconv.Itoa(d.Days)
	}
	if d.Entry != EntryAuto {
		s += "/" + string(d.Entry)
	}
	return s
}

func (d Definition) check() error {
	switch d.Entry {
	case EntryAuto, EntryStart, EntryLog:
	default:
		return data.Errorf(data.CodeBadInput, "%q says nothing about customers who were there before the log began; say start or log.", d.Entry)
	}
	switch {
	case d.Rule == Contract || d.Rule == Usage:
		if d.Days != 0 {
			return data.Errorf(data.CodeBadInput, "The rule %s has no number of days; only inactivity has.", d.Rule)
		}
	case d.Rule != Inactivity:
		return data.Errorf(data.CodeBadInput, "%q is no way to say who has left; say contract, inactivity:90 or usage.", d.Rule)
	case d.Days < 1 || d.Days > mostDays:
		return data.Errorf(data.CodeBadInput, "A silence of %d days cannot mean leaving; choose 1 to %d days.", d.Days, mostDays)
	}
	return nil
}

// Message is the rule in words, for definition lines.
func (d Definition) Message() message.Message {
	if d.Rule == Inactivity {
		return message.New("churnrule.inactivity", message.Args{"days": d.Days})
	}
	return message.New("churnrule."+string(d.Rule), nil)
}
