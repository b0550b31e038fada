package data

// MetricKind is the family that a survey question belongs to.
type MetricKind string

// The kinds of metric.
const (
	MetricNPS   MetricKind = "nps"
	MetricCSAT  MetricKind = "csat"
	MetricCES   MetricKind = "ces"
	MetricTrust MetricKind = "trust"
	MetricOther MetricKind = "other"
)

// Direction says which end of a scale is the good one.
type Direction string

// The directions.
const (
	HighIsGood Direction = "high"
	LowIsGood  Direction = "low"
)

// Metric is a question that customers answer with a score from Low to High.
type Metric struct {
	ID        int64
	Name      string
	Kind      MetricKind
	Low, High float64 // ends of the scale; Low is less than High
	Direction Direction
	Question  string // as it was asked; empty where not known
}

// Response is one answer to a metric. CustomerID 0 is an anonymous one.
type Response struct {
	ID           int64
	CustomerID   int64
	MetricID     int64
	ChannelID    int64
	TouchpointID int64
	When         Moment
	Score        float64
	Comment      string
}

// Priority is how urgent a ticket is.
type Priority string

// The priorities.
const (
	PriorityUnknown Priority = ""
	PriorityLow     Priority = "low"
	PriorityNormal  Priority = "normal"
	PriorityHigh    Priority = "high"
	PriorityUrgent  Priority = "urgent"
)

// Ticket is a service case: a trouble of a customer until it is resolved.
// Instants are milliseconds UTC.
type Ticket struct {
	ID             int64
	CustomerID     int64
	ChannelID      int64
	Ref            string // the client's number of it
	Subject        string
	Category       string
	Priority       Priority
	Opened         int64
	Due            int64 // by when it should be resolved
	HasDue         bool
	Promised       int64 // by when the customer was told that it would be
	HasPromised    bool
	RightFirstTime Tri
	Cause          string
}

// TicketEvent is a change of a ticket's status, At in milliseconds UTC.
type TicketEvent struct {
	ID       int64
	TicketID int64
	At       int64
	Status   string
	Note     string
}

// Consent is what a customer allowed or refused, from a day on. The latest of a
// purpose counts.
type Consent struct {
	ID         int64
	UID        string
	CustomerID int64
	Purpose    string
	Given      bool
	Day        Day
}

// Task is something to do, perhaps promised to a customer in an interaction.
type Task struct {
	ID            int64
	UID           string
	CustomerID    int64
	InteractionID int64 // the promise it comes from
	What          string
	Due           Day // NoDay where there is no hurry
	Done          Day // NoDay until it is
}

// SavedView is the state of a screen under a name.
type SavedView struct {
	ID     int64
	Name   string
	Screen string
	State  string // a JSON value that the screen understands
}
