package demo

import "time"

// outage is a day on which a region had no connection.
type outage struct {
	day    day
	region string
}

var outageDays = []outage{
	{date(2024, time.February, 11), "North Shore"},
	{date(2024, time.July, 23), "Valley"},
	{date(2024, time.November, 22), "Harbour Town"},
	{date(2025, time.March, 6), "Islands"},
	{date(2025, time.May, 19), "Old Quay"},
	{date(2025, time.December, 9), "North Shore"},
	{date(2026, time.June, 14), "Harbour Town"},
}

// outages logs what an outage does to those who live there: calls, complaints
// and, some days later, refunds.
func (d *diary) outages(c *customer) {
	r := storyOutages.of(c)
	for _, o := range outageDays {
		if c.region != o.region || !c.here().has(o.day) {
			continue
		}
		if chance(r, 0.24) {
			t := d.add(r, c, o.day, supportCall, phone)
			t.touchpoint, t.note = outageDesk, "No connection"
		}
		after := o.day + day(between(r, 1, 4))
		if chance(r, 0.08) && c.here().has(after) {
			t := d.add(r, c, after, complaint, pick(r, complaintChannels))
			t.touchpoint, t.note = outageDesk, "About the outage"
		}
		if paid := after + day(between(r, 4, 12)); chance(r, 0.15) && c.here().has(paid) {
			d.repay(r, c, paid, "For the outage").touchpoint = outageDesk
		}
	}
}
