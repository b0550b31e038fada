// Package exchange brings other programs' files into a workspace. Prepare
// looks at a file and plans its import: format, meaning of the columns, how
// dates and numbers are written. Run reads the file by that plan, in one
// transaction.
package exchange

import (
	"strconv"
	"strings"
	"time"

	"cxworkbench/data"
	"cxworkbench/data/message"
)

// As is what the rows of a file are.
type As string

// What rows can be. A customers row may hold the customer's subscription too.
const (
	AsCustomers     As = "customers"
	AsInteractions  As = "interactions"
	AsPurchases     As = "purchases"
	AsSubscriptions As = "subscriptions"
	AsResponses     As = "responses"
	AsTickets       As = "tickets"
	AsStageChanges  As = "stage-changes"
)

// Kinds lists every As.
var Kinds = []As{AsCustomers, AsInteractions, AsPurchases, AsSubscriptions, AsResponses, AsTickets, AsStageChanges}

// Name is the As as a person reads it.
func (a As) Name() message.Message { return message.New("exchange.as."+string(a), nil) }

func (a As) valid() bool {
	for _, known := range Kinds {
		if a == known {
			return true
		}
	}
	return false
}

// events reports whether rows are something that happened at a time.
func (a As) events() bool { return a == AsInteractions || a == AsPurchases }

// DateOrder is the order of day, month and year where all are numbers.
type DateOrder string

// The orders of a date. OrderGuessed lets the values decide.
const (
	OrderGuessed DateOrder = ""
	OrderDMY     DateOrder = "dmy"
	OrderMDY     DateOrder = "mdy"
	OrderYMD     DateOrder = "ymd"
)

// Trace is whom the rows of an event log follow.
type Trace string

// What can be followed: a customer's journey, or a case until it is resolved.
const (
	TraceGuessed  Trace = ""
	TraceCustomer Trace = "customer"
	TraceTicket   Trace = "ticket"
)

// Policy is what an import may do to what is here already and what is not. It
// holds for customers, subscriptions and tickets; what happened is always added.
type Policy string

// The policies.
const (
	PolicyBoth   Policy = "both"   // make what is new and bring up to date what is known
	PolicyCreate Policy = "create" // only make: a row that would change what is known is rejected
	PolicyUpdate Policy = "update" // only of known customers: a row of another is rejected
)

// Wins says whose value stays where a file and the workspace differ. A blank
// says nothing in either.
type Wins string

// Who can win.
const (
	WinsFile      Wins = "file"
	WinsWorkspace Wins = "workspace"
)

// Options override what would be guessed. Begin with Defaults, which guess
// everything.
type Options struct {
	As       As
	Map      map[string]string // field to column: a header or a number from 1; empty drops the guess
	Scales   map[string]Scale  // of questions by their names, in place of what their answers show
	NoHeader bool              // the first row is data
	Header   bool              // the first row is a header
	// TitleRows is how many rows stand above the names of the columns, -1 none, and
	// HeaderRows how many hold these names; 0 is guessed.
	TitleRows, HeaderRows int

	Delimiter string // see delimited.Options
	Encoding  string
	Quote     string
	Sheet     string // see source.Options
	Member    string // likewise
	DateOrder DateOrder
	Zone      string   // IANA name for times without one; the workspace's where empty
	AsOf      data.Day // the day at which a tenure in months was counted; NoDay where not said
	Trace     Trace    // whom the rows of an event log follow; guessed where empty
	Preset    string   // name of the preset to use
	Presets   string   // folder of presets, in which one that fits is looked for; none where empty
	Region    string   // ISO country code for phone numbers without one
	Match     []Field  // how a row finds its customer, strongest first; every key that is there where empty
	Policy    Policy   // what may be done to customers; both where empty
	Wins      Wins     // whose value stays where file and workspace differ; the file's where empty
	Rejects   string   // the file for rejected rows; beside the source where empty
	DryRun    bool     // count only
	Now       time.Time
}

// Defaults are Options that guess everything, for an import at this time.
func Defaults(now time.Time) Options { return Options{AsOf: data.NoDay, Now: now} }

// Report counts what an import did. A row counts once, whatever it holds:
// Read = Imported + Updated + Unchanged + Rejected.
type Report struct {
	Read           int               `json:"read"`
	Header         int               `json:"header"` // lines that are no data: header and comments
	Imported       int               `json:"imported"`
	Updated        int               `json:"updated"`
	Unchanged      int               `json:"unchanged"`
	Rejected       int               `json:"rejected"`
	Records        int               `json:"records"`     // made, of every noun: also more than one of a row
	NoCustomer     int               `json:"no_customer"` // records kept without a customer
	Ambiguous      int               `json:"ambiguous"`   // of those, the ones that more than one customer fits
	CustomersNew   int               `json:"customers_new"`
	RejectsFile    string            `json:"rejects_file"` // empty where there is none
	Mapping        map[string]string `json:"mapping"`      // field to header, or to a number from 1
	Ignored        []string          `json:"ignored"`      // columns that were not used
	Reasons        map[string]int    `json:"reasons"`
	Rejects        []RejectedRow     `json:"rejects"` // the first of them, at most listedRejects
	NewWords       NewWords          `json:"new_words"`
	RejectsProblem string            `json:"rejects_problem,omitempty"` // why the rejects file could not be written

	// AnswersRejected are answers that were not kept of rows that were, because
	// another answer of theirs is good; their reasons count in Reasons.
	AnswersRejected int `json:"answers_rejected"`
	// SolvedUndated are tickets that are solved, it is not said when: their last
	// status stands at the newest time of the file, so that they seem to have taken
	// longer than they did.
	SolvedUndated int `json:"solved_undated"`
	// Unread counts what was left out of rows that were kept, such as a word for a
	// priority that means none: what it was, and how often.
	Unread  map[string]int `json:"unread"`
	Samples []Sample       `json:"samples,omitempty"` // of a dry run
}

// Sample is a row of a dry run with what would be made of it.
type Sample struct {
	Line int         `json:"line"`
	File string      `json:"file,omitempty"` // where several are imported as one
	Did  Did         `json:"did"`
	What [][2]string `json:"what"` // field and value, as they would be kept; of a rejected row the reason
}

// Text is the sample as a person reads it.
func (s Sample) Text() message.Message {
	values := make([]string, len(s.What))
	for i, w := range s.What {
		values[i] = w[0] + " = " + w[1]
	}
	return message.New("exchange.sample", message.Args{"line": strconv.Itoa(s.Line), "did": string(s.Did), "what": strings.Join(values, ", ")})
}

// Did is what became of a row.
type Did string

// What can become of a row.
const (
	DidImport Did = "imported"
	DidUpdate Did = "updated"
	DidNone   Did = "unchanged"
	DidReject Did = "rejected"
)

// listedRejects is how many rejected rows a report lists.
const listedRejects = 100

// RejectedRow is a row that was not imported: its line in the file, from 1, and
// why.
type RejectedRow struct {
	File   string `json:"file,omitempty"` // where several are imported as one
	Line   int    `json:"line"`
	Reason string `json:"reason"`
}

// Text is the row as a person reads it.
func (r RejectedRow) Text() message.Message {
	if r.File != "" {
		return message.New("exchange.reject.file", message.Args{"file": r.File, "line": strconv.Itoa(r.Line), "reason": message.Reject(r.Reason)})
	}
	return message.New("exchange.reject", message.Args{"line": strconv.Itoa(r.Line), "reason": message.Reject(r.Reason)})
}

// NewReport is the report of nothing, to which others are added.
func NewReport() Report {
	return Report{
		Mapping: map[string]string{}, Ignored: []string{}, Reasons: map[string]int{}, Unread: map[string]int{}, Rejects: []RejectedRow{},
		NewWords: NewWords{
			Channels: []string{}, Activities: []string{}, Products: []string{}, Reasons: []string{}, Metrics: []string{}, Touchpoints: []string{},
		},
	}
}

// FirstRejects says line and reason of the first rejected rows, at most this
// many, and how many more there are.
func (r Report) FirstRejects(most int) []message.Message {
	var out []message.Message
	for _, row := range r.Rejects[:min(most, len(r.Rejects))] {
		out = append(out, row.Text())
	}
	if more := r.Rejected - len(out); more > 0 && len(out) > 0 {
		out = append(out, message.New("exchange.reject.more", message.Args{"n": more}))
	}
	return out
}

// NewWords are the names that the import brought into the workspace.
type NewWords struct {
	Channels    []string `json:"channels"`
	Activities  []string `json:"activities"`
	Products    []string `json:"products"`
	Reasons     []string `json:"reasons"`
	Metrics     []string `json:"metrics"`
	Touchpoints []string `json:"touchpoints"`
}

// Summary says in a sentence what happened.
func (r Report) Summary() message.Message {
	return message.New("exchange.summary", message.Args{
		"read": r.Read, "imported": r.Imported, "updated": r.Updated, "unchanged": r.Unchanged,
		"rejected": r.Rejected, "no_customer": r.NoCustomer, "customers": r.CustomersNew,
	})
}
