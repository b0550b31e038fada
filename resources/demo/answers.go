package demo

import (
	"cmp"
	"math/rand/v2"
	"slices"
)

// answer is one row of responses.csv: what somebody said on a form. A score
// below 0 is a question left out.
type answer struct {
	customer                *customer // nil: anonymous
	at                      moment
	channel, touchpoint     string
	nps, satisfaction, ease int
	comment                 string
}

// surveyStart is when the surveys were first kept.
var surveyStart = date(2024, 11, 1)

// strayCode is a slip of the pen on a scale from 0 to 10: it is rejected.
const strayCode = 11

const (
	anonymousForms = 60
	strayForms     = 5 // of them, those with nothing but the stray code
)

// askAll gives what was said: on the survey whenever interactions.csv has one
// answered, after some tickets, and on paper in the shop without a name.
func askAll(touches []*touch, tickets []*ticket) []*answer {
	var all []*answer
	draws := map[*customer]*rand.Rand{}
	of := func(c *customer) *rand.Rand {
		if draws[c] == nil {
			draws[c] = storyAnswers.of(c)
		}
		return draws[c]
	}
	for _, t := range touches {
		if t.activity == survey.name && t.day >= surveyStart {
			a := respond(of(t.customer), t.customer, t.day.at(t.minute), t.channel, selfCare, t.customer.mood(t.day))
			a.comment = t.note
			all = append(all, a)
		}
	}
	for _, k := range tickets {
		if a := afterTicket(of, k); a != nil {
			all = append(all, a)
		}
	}
	all = append(all, onPaper()...)
	slices.SortStableFunc(all, func(a, b *answer) int { return cmp.Compare(a.at, b.at) })
	return all
}

// afterTicket is the answer to the survey that follows a solved ticket, if there
// is one: the more somebody is in touch, the likelier they answer.
func afterTicket(of func(*customer) *rand.Rand, k *ticket) *answer {
	last := k.events[len(k.events)-1]
	if k.customer == nil || !k.solved() || last.at.day() < surveyStart {
		return nil
	}
	c, r := k.customer, of(k.customer)
	if !chance(r, 0.08+0.8*(c.eager-0.6)) {
		return nil
	}
	at := last.at.after(0.1 + 1.5*r.Float64())
	mood := c.mood(at.day())
	if last.at > k.due {
		mood -= 0.9
	}
	if k.channel == phone {
		mood -= 0.3
	}
	touchpoint := helpDesk
	if k.cause == "Network outage" {
		touchpoint = outageDesk
	}
	a := respond(r, c, at, pick(r, []choice{{email, 65}, {app, 35}}), touchpoint, mood)
	if chance(r, 0.18) {
		a.comment = one(r, []string{"Took too long", "Friendly and quick", "Had to ask twice", "Solved at last", "Nobody told me anything"})
	}
	if at.day() > asOf {
		return nil
	}
	return a
}

// mood is what a customer thinks of the provider on a day, around 0: low after an
// outage at home and after a bad start, high in partners.
func (c *customer) mood(on day) float64 {
	mood := 1.2 * c.temper(on)
	for _, o := range outageDays {
		if o.region == c.region && on >= o.day && on < o.day+30 {
			mood -= 1.3
		}
	}
	if c.badStart() && on < c.start+180 {
		mood -= 0.3
	}
	return mood
}

// respond fills a form in: three scores that agree more or less with a mood.
func respond(r *rand.Rand, c *customer, at moment, channel, touchpoint string, mood float64) *answer {
	feeling := mood + r.NormFloat64()
	a := &answer{customer: c, at: at, channel: channel, touchpoint: touchpoint}
	a.nps = onScale(8.5+1.9*feeling+0.6*r.NormFloat64(), 0, 10)
	a.satisfaction = onScale(3.8+0.8*feeling+0.4*r.NormFloat64(), 1, 5)
	a.ease = onScale(5.1+1.1*feeling+0.7*r.NormFloat64(), 1, 7)
	if chance(r, 0.06) {
		a.satisfaction = -1
	}
	if touchpoint == selfCare && chance(r, 0.5) {
		a.ease = -1 // asked of those only who wanted something
	}
	if chance(r, 0.003) {
		a.nps = strayCode
	}
	return a
}

func onScale(x float64, low, high int) int {
	return min(max(int(x+0.5), low), high)
}

// onPaper are the forms that lie in the shop.
func onPaper() []*answer {
	var all []*answer
	for i := range anonymousForms {
		r := storyAnonymous.of(&customer{seed: i})
		at := dayIn(r, span{surveyStart, asOf}).at(between(r, 9*60, 18*60))
		a := respond(r, nil, at, shop, helpDesk, 0.2)
		if i < strayForms {
			a.nps, a.satisfaction, a.ease = strayCode, -1, -1
		}
		all = append(all, a)
	}
	return all
}
