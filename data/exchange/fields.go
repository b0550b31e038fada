package exchange

import (
	"strings"

	"cxworkbench/data/message"
)

// Field is a meaning that a column can have. Three carry a name: attr:NAME is a
// customer attribute, metric:NAME the scores of a metric (see MetricField) and
// comment:NAME what people wrote beside them.
type Field string

// The fields.
const (
	FieldCustomer   Field = "customer"
	FieldCustomer2  Field = "customer2"
	FieldName       Field = "name"
	FieldFirstName  Field = "first_name" // with last_name instead of name
	FieldLastName   Field = "last_name"
	FieldEmail      Field = "email"
	FieldPhone      Field = "phone"
	FieldAt         Field = "at"
	FieldActivity   Field = "activity"
	FieldChannel    Field = "channel"
	FieldTouchpoint Field = "touchpoint"
	FieldDirection  Field = "direction"
	FieldPhase      Field = "phase"
	FieldEmotion    Field = "emotion"
	FieldOutcome    Field = "outcome"
	FieldOrder      Field = "order"
	FieldProduct    Field = "product"
	FieldQuantity   Field = "quantity"
	FieldPrice      Field = "price"
	FieldAmount     Field = "amount" // of a subscription: a month's
	FieldNote       Field = "note"
	FieldStart      Field = "start"
	FieldEnd        Field = "end"
	FieldTenure     Field = "tenure_months"
	FieldLeft       Field = "left"
	FieldReason     Field = "reason"
	FieldHandle     Field = "handle"
	FieldStage      Field = "stage"
	FieldMetric     Field = "metric" // of an answer in long form: the question's name
	FieldScore      Field = "score"
	FieldTicket     Field = "ticket" // the client's number of a case
	FieldStatus     Field = "status"
	FieldSubject    Field = "subject"
	FieldCategory   Field = "category"
	FieldPriority   Field = "priority"
	FieldDue        Field = "due"
	FieldPromised   Field = "promised"
	FieldClosed     Field = "closed" // when a case was resolved
	FieldFirstTime  Field = "right_first_time"
	FieldCause      Field = "cause"
)

// Prefixes of fields that carry a name of their own.
const (
	attributePrefix = "attr:"    // attr:NAME is a customer attribute
	metricPrefix    = "metric:"  // metric:NAME is a column of answers to the metric NAME
	commentPrefix   = "comment:" // comment:NAME is what people wrote beside those answers
)

// MetricField is the field of a column that holds the scores of a metric. A
// person says which with metric:NAME=COLUMN: the metric's kind (NPS, CSAT, CES,
// trust) is told by NAME, else by the column's header. score=COLUMN is the same
// with the header as the name, and drops every question that was guessed.
func MetricField(name string) Field { return Field(metricPrefix + name) }

// Name is the field as a person reads it.
func (f Field) Name() message.Message {
	if name, ok := f.attribute(); ok {
		return message.New("exchange.field.attribute", message.Args{"name": name})
	}
	if name, ok := f.metric(); ok {
		return message.New("exchange.field.question", message.Args{"name": name})
	}
	if name, ok := strings.CutPrefix(string(f), commentPrefix); ok {
		return message.New("exchange.field.comment", message.Args{"name": name})
	}
	return message.New("exchange.field."+string(f), nil)
}

// attribute gives the NAME of attr:NAME.
func (f Field) attribute() (string, bool) {
	return strings.CutPrefix(string(f), attributePrefix)
}

// metric gives the NAME of metric:NAME.
func (f Field) metric() (string, bool) {
	return strings.CutPrefix(string(f), metricPrefix)
}

// named gives the NAME of a field that carries one.
func (f Field) named() (string, bool) {
	for _, prefix := range []string{attributePrefix, metricPrefix, commentPrefix} {
		if name, ok := strings.CutPrefix(string(f), prefix); ok {
			return name, true
		}
	}
	return "", false
}

// content is what the values of a field must look like.
type content uint8

const (
	anyText content = iota
	aDate
	aNumber
	aSmallWhole // -2..2
	aWhole
	anAnswer // yes or no
	anEmail
	aPhone
)

// kinds is a set of As.
type kinds uint8

const (
	ofCustomers kinds = 1 << iota
	ofSubscriptions
	ofInteractions
	ofPurchases
	ofResponses
	ofTickets
	ofStages

	ofPeople = ofCustomers | ofSubscriptions
	ofEvents = ofInteractions | ofPurchases
	ofAll    = ofPeople | ofEvents | ofResponses | ofTickets | ofStages
)

// kind is the set of this As alone.
func (a As) kind() kinds {
	switch a {
	case AsSubscriptions:
		return ofSubscriptions
	case AsInteractions:
		return ofInteractions
	case AsPurchases:
		return ofPurchases
	case AsResponses:
		return ofResponses
	case AsTickets:
		return ofTickets
	case AsStageChanges:
		return ofStages
	}
	return ofCustomers
}

// fieldRule is what is known of a field: which rows have it, what its values
// look like, and how other programs head its column, squashed and in order of
// preference.
type fieldRule struct {
	field   Field
	kinds   kinds
	content content
	headers []string // of columns that are certainly this
	hints   []string // parts of headers that are likely this
}

// ruleSets holds the rules of each kind of rows, in choosing order.
var ruleSets = func() map[As][]fieldRule {
	out := map[As][]fieldRule{}
	for _, as := range Kinds {
		for _, r := range rules {
			if r.kinds&as.kind() != 0 {
				out[as] = append(out[as], r)
			}
		}
	}
	return out
}()

// rulesFor gives the fields that rows of this kind have, in choosing order.
func rulesFor(as As) []fieldRule { return ruleSets[as] }

// hasField reports whether rows of this kind have the field.
func hasField(as As, f Field) bool {
	if name, ok := f.named(); ok {
		_, attribute := f.attribute()
		return name != "" && (attribute || as == AsResponses)
	}
	for _, r := range rulesFor(as) {
		if r.field == f {
			return true
		}
	}
	return false
}

// knownField reports whether rows of any kind have the field.
func knownField(f Field) bool {
	for _, as := range Kinds {
		if hasField(as, f) {
			return true
		}
	}
	return false
}

// fieldNames lists the fields for a sentence.
func fieldNames(as As) string {
	var names []string
	for _, f := range as.Fields() {
		names = append(names, string(f))
	}
	if as == AsResponses {
		names = append(names, metricPrefix+"NAME")
	}
	return strings.Join(append(names, attributePrefix+"NAME"), ", ")
}

func words(list string) []string { return strings.Fields(list) }
