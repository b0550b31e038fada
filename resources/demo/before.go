package demo

// before logs what happened until somebody joined, or did not: a look, perhaps
// a question, perhaps a quote. Founders had theirs before the log began: theirs
// begins when they first open the new app.
func (d *diary) before(c *customer) {
	r := storyBefore.of(c)
	until := c.start
	asks, quoted := chance(r, 0.66), chance(r, 0.58)
	switch {
	case !c.joined:
		until = min(c.arrived+day(between(r, 2, 40)), asOf+1)
		asks, quoted = c.ladder >= 1, c.ladder >= 2
	case c.start < logStart:
		d.add(r, c, c.arrived, appLogin, app)
		return
	}
	wait := span{c.arrived, max(until, c.arrived+1)}

	for i := range 1 + poisson(r, 0.7) {
		on := c.arrived
		if i > 0 {
			on = dayIn(r, wait)
		}
		channel := pick(r, lookChannels)
		t := d.add(r, c, on, looks[channel], channel)
		t.touchpoint, t.phase = campaign, planning
	}
	asked := dayIn(r, wait)
	if asks {
		d.add(r, c, asked, enquiry, pick(r, enquiryChannels))
	}
	if quoted {
		t := d.add(r, c, dayIn(r, span{asked, wait.to}), quoteSent, email)
		t.phase, t.outcome = anticipation, "accepted"
		if !c.joined {
			t.outcome = one(r, []string{"declined", "no answer yet", "no answer yet"})
		}
	}
}

// install logs the visit that connects a home, for those who need one.
func (d *diary) install(c *customer) {
	if !c.joined || c.start < logStart || c.badStart() {
		return // founders were connected before; the bad quarter is a story of its own
	}
	r := storyJoining.of(c)
	on := c.start + day(between(r, 2, 8))
	if !chance(r, 0.62) || !c.here().has(on+1) {
		return
	}
	t := d.add(r, c, on, fieldVisit, field)
	t.phase, t.note, t.outcome = anticipation, "Installation", "on time"
	if chance(r, 0.06) {
		t.outcome = "late"
	}
}

// lateStart is the story of the bad quarter: installations weeks late, calls
// and complaints about it.
func (d *diary) lateStart(c *customer) {
	if !c.badStart() {
		return
	}
	r := storyLateStart.of(c)
	late := between(r, 16, 40)
	if on := c.start + day(late+5); c.here().has(on + 1) {
		t := d.add(r, c, on, fieldVisit, field)
		t.phase, t.note, t.outcome = anticipation, "Installation", "late"
	}
	waiting := span{c.start + 6, min(c.here().to, c.start+60)}
	if waiting.days() < 1 {
		return
	}
	for range poisson(r, 0.9) {
		t := d.add(r, c, dayIn(r, waiting), complaint, pick(r, complaintChannels))
		t.phase, t.note = anticipation, one(r, []string{"Still not connected", "Technician did not come", "Two dates missed", ""})
	}
	for range poisson(r, 0.8) {
		t := d.add(r, c, dayIn(r, waiting), supportCall, phone)
		t.phase, t.outcome = anticipation, one(r, []string{"passed on", "not solved", "solved"})
	}
}
