// Package data holds the nouns of a workspace and their rules. It imports
// nothing of this project; everything else speaks in these words.
package data

import (
	"fmt"
	"time"
)

// Settings are the choices that hold for a whole workspace: one zone, one week
// start, one currency.
type Settings struct {
	Name      string
	Zone      string       // IANA name
	WeekStart time.Weekday // Monday unless changed
	Currency  string       // ISO 4217
	AsOf      Day          // figures are of the end of this day; NoDay until the first record
}

// Location resolves the zone; an unknown name is an error, never silently UTC.
// An empty name or "Local" is unknown too: it would mean what this machine is set to.
func (s Settings) Location() (*time.Location, error) {
	if s.Zone == "" || s.Zone == "Local" {
		return nil, fmt.Errorf("%q names no zone", s.Zone)
	}
	return time.LoadLocation(s.Zone)
}

// Stage is one step of relationship maturity.
type Stage struct {
	ID         int64
	Key        string // names the built-in stages for translation; empty for a person's own
	Name       string
	Role       string // what the customer is called there: prospect ... partner
	Technology string // the role that technology plays there
}

// StageRule raises a customer to a stage when a condition first holds.
type StageRule struct {
	ID        int64
	StageID   int64
	Condition string // in the language of data/analysis/condition
}

// Channel is a way in which customer and business meet.
type Channel struct {
	ID   int64
	Name string
	Kind ChannelKind // empty where not known
}

// Touchpoint is a place in the business where a touch happens.
type Touchpoint struct {
	ID       int64
	Name     string
	Category Category
}

// Activity is the type of an interaction, as the client's system names it.
type Activity struct {
	ID   int64
	Name string
	Kind Kind
	Push Push
}

// Product is what is bought or subscribed to.
type Product struct {
	ID   int64
	Name string
}

// LeaveReason is why a customer left.
type LeaveReason struct {
	ID   int64
	Name string
}

// Customer is a person or firm. Attributes hold every extra column of an
// import, by name, as text.
type Customer struct {
	ID         int64
	UID        string
	Name       string
	Attributes map[string]string
	Identities []Identity
}

// Label is how a customer is shown: by name, else by external id.
func (c Customer) Label() string {
	if c.Name != "" {
		return c.Name
	}
	for _, id := range c.Identities {
		if id.Kind == IdentityExternal {
			return id.Value
		}
	}
	return ""
}

// IdentityKind says what an identity is.
type IdentityKind string

// The kinds of identity. Only external ids are unique, per source.
const (
	IdentityExternal IdentityKind = "external"
	IdentityEmail    IdentityKind = "email"
	IdentityPhone    IdentityKind = "phone"
	IdentityHandle   IdentityKind = "handle"
)

// Identity is a name under which another system knows a customer. Value is
// normalised.
type Identity struct {
	Kind   IdentityKind
	Source string // the system an external id belongs to; empty by default
	Value  string
}

// Moment is when something happened: an instant, or only a date.
type Moment struct {
	At  int64 // milliseconds UTC; used when Day is not known
	Day Day   // NoDay when At holds
}

// OnDay is the Moment of a date without a time.
func OnDay(d Day) Moment { return Moment{Day: d} }

// AtMillis is the Moment of an instant.
func AtMillis(ms int64) Moment { return Moment{At: ms, Day: NoDay} }

// Dated reports whether only the date is known.
func (m Moment) Dated() bool { return m.Day.Known() }

// DayIn is the civil date of the moment in the zone.
func (m Moment) DayIn(zone *time.Location) Day {
	if m.Dated() {
		return m.Day
	}
	return DayIn(m.At, zone)
}

// Interaction is any touch. Ids of 0 mean none; CustomerID 0 is a row kept
// without a customer.
type Interaction struct {
	ID           int64
	CustomerID   int64
	ActivityID   int64
	ChannelID    int64
	TouchpointID int64
	ProductID    int64
	When         Moment
	Requested    Tri
	Phase        Phase
	Emotion      int // -2..+2, meaningful only with HasEmotion
	HasEmotion   bool
	Outcome      string
	OrderRef     string
	Quantity     float64
	HasQuantity  bool
	Amount       Money
	HasAmount    bool
	Note         string
}

// Subscription is a contract with a start and perhaps an end. End is the day
// on which the customer is no longer subscribed.
type Subscription struct {
	ID           int64
	CustomerID   int64
	ProductID    int64
	ReasonID     int64
	Start        Day
	End          Day // NoDay while it runs
	Monthly      Money
	HasMonthly   bool
	DatesDerived bool // from a tenure in months, definition C.30
}

// StageChange records that a person moved a customer to a stage, with the
// record or the reason that is the evidence.
type StageChange struct {
	ID         int64
	CustomerID int64
	StageID    int64
	Day        Day
	Evidence   Evidence
}

// EvidenceKind names the noun that a piece of evidence is.
type EvidenceKind string

// What can be evidence of a stage.
const (
	EvidenceInteraction  EvidenceKind = "interaction"
	EvidenceSubscription EvidenceKind = "subscription"
	EvidenceChange       EvidenceKind = "stage_change"
	EvidenceReason       EvidenceKind = "reason"
)

// Evidence is the record that says why, or a reason in words.
type Evidence struct {
	Kind   EvidenceKind
	ID     int64  // row id of the record
	Reason string // for EvidenceReason
}

// Segment is a named condition over customers. A list of people is one too: its
// condition says who is in the list, of its own name.
type Segment struct {
	ID        int64
	Name      string
	Condition string
	Day       Day // of a list, the day that its people were found as of; else NoDay
}

// Import is one run of an import that was committed.
type Import struct {
	ID       int64
	UID      string
	Source   string // the file's name, without its folder
	At       int64
	Read     int
	Imported int
	Updated  int
	Same     int
	Rejected int
	Records  int
}

// Reject is a row of an import that could not be used.
type Reject struct {
	Line   int // line number in the source, from 1
	Reason string
	Raw    string // the row as it stood
}
