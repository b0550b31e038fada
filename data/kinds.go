package data

// Kind says what an activity means to rules and defaults, whatever the
// client's system calls it.
type Kind string

// The kinds of activity.
const (
	KindMarketing Kind = "marketing"
	KindWeb       Kind = "web"
	KindEnquiry   Kind = "enquiry"
	KindProposal  Kind = "proposal"
	KindPurchase  Kind = "purchase"
	KindRefund    Kind = "refund"
	KindUsage     Kind = "usage"
	KindService   Kind = "service"
	KindComplaint Kind = "complaint"
	KindReferral  Kind = "referral"
	KindSurvey    Kind = "survey"
	KindCancel    Kind = "cancel"
	KindOther     Kind = "other"
)

// Kinds lists every Kind, in the order of a customer's life.
var Kinds = []Kind{
	KindMarketing, KindWeb, KindEnquiry, KindProposal, KindPurchase, KindRefund, KindUsage,
	KindService, KindComplaint, KindReferral, KindSurvey, KindCancel, KindOther,
}

// Valid reports whether k is one of Kinds.
func (k Kind) Valid() bool {
	for _, known := range Kinds {
		if k == known {
			return true
		}
	}
	return false
}

// Push says who a touch serves: the business (push), the customer who asked
// (pull), or neither, as a receipt does (transactional). See definition C.17.
type Push string

// The push classes.
const (
	PushPush          Push = "push"
	PushPull          Push = "pull"
	PushTransactional Push = "transactional"
)

// ChannelKind says who does the work on a channel.
type ChannelKind string

// The kinds of channel.
const (
	ChannelSelfService ChannelKind = "self-service"
	ChannelAssisted    ChannelKind = "assisted"
	ChannelPublic      ChannelKind = "public"
)

// Category is the part of a business that a touchpoint belongs to.
type Category string

// The touchpoint categories.
const (
	CategoryMarketing  Category = "marketing"
	CategoryEngagement Category = "engagement"
	CategorySales      Category = "sales"
	CategoryService    Category = "service"
	CategoryException  Category = "exception"
	CategorySocial     Category = "social"
)

// Categories lists every Category, in the order in which customers meet them.
var Categories = []Category{CategoryMarketing, CategoryEngagement, CategorySales, CategoryService, CategoryException, CategorySocial}

// Phase is a phase of experience: what a customer lives through before,
// during and after.
type Phase string

// The phases of experience.
const (
	PhasePlanning     Phase = "planning"
	PhaseAnticipation Phase = "anticipation"
	PhaseUsage        Phase = "usage"
	PhaseMemories     Phase = "memories"
)

// Phases lists every Phase in order.
var Phases = []Phase{PhasePlanning, PhaseAnticipation, PhaseUsage, PhaseMemories}

// Tri is yes, no or not known.
type Tri int8

// The values of Tri.
const (
	Unknown Tri = iota
	No
	Yes
)
