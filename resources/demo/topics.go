package demo

import "math/rand/v2"

// The categories of tickets.
const (
	billing    = "Billing"
	network    = "Network"
	installing = "Installation"
	contract   = "Contract"
	device     = "Device"
)

// topic is what tickets of a category are about.
type topic struct {
	subjects []string
	causes   []choice
}

var topics = map[string]topic{
	billing: {
		[]string{"Amount not understood", "Billed twice", "Refund not arrived", "Direct debit failed"},
		[]choice{{"Wrong tariff", 38}, {"Human error", 34}, {"Billing system error", 28}},
	},
	network: {
		[]string{"No connection", "Slow in the evening", "Connection drops", "Speed below the promise"},
		[]choice{{"Line fault", 44}, {"Overload in the evening", 34}, {"Router failure", 16}, {"Network outage", 6}},
	},
	installing: {
		[]string{"Still not connected", "Technician did not come", "Wants another date"},
		[]choice{{"Technician not available", 60}, {"Wrong address", 22}, {"Human error", 18}},
	},
	contract: {
		[]string{"Change of tariff", "Moving house", "End of the contract asked", "New bank details"},
		[]choice{{"Wrong information", 45}, {"Human error", 35}, {"Wrong tariff", 20}},
	},
	device: {
		[]string{"Router restarts", "Wi-Fi does not reach every room", "Router does not start", "Set up a new phone"},
		[]choice{{"Router failure", 58}, {"Wi-Fi coverage", 30}, {"Wrong settings", 12}},
	},
}

// noteTopics tells the category of a contact by what was noted.
var noteTopics = map[string]string{
	"Router restarts at night": device, "Wi-Fi in the attic": device, "Password reset": device, "Router exchanged": device,
	"Set up a new phone with us": device, "Slow in the evening": network, "Speed far below the promise": network,
	"Question about the bill": billing, "Billed twice": billing, "Copy of a bill wanted": billing, "About the last bill": billing,
	"New bank details": contract, "Moving house within the region": contract, "About the new price": contract,
	"Price went up in the middle of the year": contract, "Still not connected": installing, "Technician did not come": installing,
	"Two dates missed": installing,
}

// activityTopics are the categories of contacts of which nothing was noted.
var activityTopics = map[string][]choice{
	supportCall.name:    {{network, 36}, {billing, 26}, {device, 22}, {contract, 16}},
	supportChat.name:    {{device, 40}, {network, 26}, {billing, 24}, {contract, 10}},
	supportRequest.name: {{contract, 42}, {billing, 40}, {network, 10}, {device, 8}},
	supportDesk.name:    {{device, 50}, {contract, 30}, {billing, 20}},
	complaint.name:      {{network, 38}, {billing, 34}, {device, 15}, {contract, 13}},
}

// about says what a ticket is about that a touch brought; the cause is not known
// of all.
func (k *ticket) about(r *rand.Rand, t *touch) {
	category, noted := noteTopics[t.note]
	drawn := pick(r, activityTopics[t.activity])
	switch {
	case noted:
		k.category, k.subject = category, t.note
	case t.phase == anticipation:
		k.category = installing
	default:
		k.category = drawn
	}
	of := topics[k.category]
	if subject := one(r, of.subjects); k.subject == "" {
		k.subject = subject
	}
	if cause := pick(r, of.causes); chance(r, 0.9) {
		k.cause = cause
	}
}
