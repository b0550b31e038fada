package data

// Unassigned is a record that is kept without a customer, because its file did
// not say whose it is or what it said fits more than one.
type Unassigned struct {
	Noun   string // interaction, response or ticket
	Record int64  // its row id there
	When   Moment
	What   string // the activity, the question, or the number or subject of the ticket
	// Called is what the file called the customer, CalledByName for a name; the
	// zero Identity where it said nothing.
	Called Identity
	// Candidates are the customers who are called so now, by row id.
	Candidates []int64
}

// CalledByName is the kind of Unassigned.Called where it is a name.
const CalledByName IdentityKind = "name"
