package pushpull_test

import (
	"context"
	"math"
	"math/rand/v2"
	"testing"

	"cxworkbench/data"
	"cxworkbench/data/analysis"
	"cxworkbench/data/analysis/maturity"
	"cxworkbench/data/analysis/pushpull"
	"cxworkbench/data/eventlog"
)

func day(s string) data.Day {
	d, err := data.ParseDay(s)
	if err != nil {
		panic(err)
	}
	return d
}

var activities = []data.Activity{
	{ID: 1, Name: "Call", Push: data.PushPull}, {ID: 2, Name: "Newsletter", Push: data.PushPush},
	{ID: 3, Name: "Receipt", Push: data.PushTransactional}, {ID: 4, Name: "Visit"},
}

func ladder(t testing.TB, customers int, interactions []data.Interaction, changes ...data.StageChange) maturity.Result {
	t.Helper()
	b, err := eventlog.NewBuilder(data.Settings{Zone: "UTC"}, 7, eventlog.Dictionaries{
		Stages: []data.Stage{{ID: 10, Name: "First"}, {ID: 11, Name: "Second"}}, Activities: activities,
		Channels: []data.Channel{{ID: 21, Name: "Phone"}, {ID: 22, Name: "Mail"}},
	})
	if err != nil {
		t.Fatal(err)
	}
	for c := range customers {
		b.Customer(int64(c+1), "", nil)
	}
	for i, in := range interactions {
		in.ID = int64(i + 1)
		b.Interaction(&in)
	}
	for i, c := range changes {
		c.ID = int64(i + 1)
		b.StageChange(&c)
	}
	log, err := b.Log()
	if err != nil {
		t.Fatal(err)
	}
	spec, err := maturity.Default(log)
	if err != nil {
		t.Fatal(err)
	}
	r, err := maturity.Build(context.Background(), log, analysis.Everyone(day("2026-06-30")), spec)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestWhoBeginsTheContactsWorkedByHand(t *testing.T) {
	contact := func(c, activity, channel int64, on string, requested data.Tri) data.Interaction {
		return data.Interaction{CustomerID: c, ActivityID: activity, ChannelID: channel, When: data.OnDay(day(on)), Requested: requested}
	}
	l := ladder(t, 2, []data.Interaction{
		contact(1, 1, 21, "2026-01-10", data.Unknown), // pull by its activity
		contact(1, 2, 22, "2026-01-11", data.Unknown), // push by its activity
		contact(1, 2, 22, "2026-02-11", data.Yes),     // asked for: pull
		contact(1, 1, 21, "2026-02-12", data.No),      // not asked for: push
		contact(2, 3, 22, "2026-02-13", data.Yes),     // transactional whoever asked
		contact(2, 4, 0, "2026-03-01", data.Unknown),  // an activity of no class is the customer's doing
		contact(2, 1, 21, "2026-07-01", data.Unknown), // after the as-of date
		contact(0, 1, 21, "2026-03-01", data.Unknown), // of nobody known
	}, data.StageChange{CustomerID: 1, StageID: 10, Day: day("2026-02-11")})
	r, err := pushpull.Build(context.Background(), l, analysis.Everyone(day("2026-06-30")))
	if err != nil {
		t.Fatal(err)
	}
	if r.Total.Pull != 3 || r.Total.Push != 2 || r.Total.Transactional != 1 || math.Abs(r.Total.Index-.2) > 1e-12 {
		t.Errorf("total %+v, want 3 pull, 2 push, 1 transactional, index .2", r.Total)
	}
	// Wilson of 3 of 5 is .2307 to .8824 (R's prop.test(3, 5, correct = FALSE)).
	if math.Abs(r.Total.Low-(2*.2307-1)) > 1e-4 || math.Abs(r.Total.High-(2*.8824-1)) > 1e-4 {
		t.Errorf("interval %v to %v", r.Total.Low, r.Total.High)
	}
	type want struct {
		part                      pushpull.Part
		row                       int
		name                      string
		pull, push, transactional int
	}
	for _, w := range []want{
		{pushpull.ByStage, 0, "place.none", 2, 1, 1}, {pushpull.ByStage, 1, "", 1, 1, 0},
		{pushpull.ByChannel, 0, "pushpull.channel.none", 1, 0, 0}, {pushpull.ByChannel, 1, "", 1, 1, 0}, {pushpull.ByChannel, 2, "", 1, 1, 1},
		{pushpull.ByMonth, 0, "pushpull.month", 1, 1, 0}, {pushpull.ByMonth, 1, "pushpull.month", 1, 1, 1}, {pushpull.ByMonth, 2, "pushpull.month", 1, 0, 0},
	} {
		got := r.Parts[w.part][w.row]
		if got.Pull != w.pull || got.Push != w.push || got.Transactional != w.transactional || w.name != "" && got.Name.Key != w.name {
			t.Errorf("%s %d: %+v, want %+v", w.part, w.row, got, w)
		}
	}
	if contacts, people := r.Contacts(pushpull.Key{Part: pushpull.All, Class: int(pushpull.Pull)}); contacts != 3 || len(people) != 2 {
		t.Errorf("pull: %d contacts of %v", contacts, people)
	}
}

// Two customers of ten contacts each, one always asking and one never asked: that is
// no more than one case, .0546 to .9454 by Wilson's formula with n = 1, and not the
// twenty that independent contacts would be.
func TestContactsOfACustomerAreNotIndependent(t *testing.T) {
	var interactions []data.Interaction
	for i := range data.Day(10) {
		for c, activity := range []int64{1, 2} {
			interactions = append(interactions, data.Interaction{CustomerID: int64(c + 1), ActivityID: activity, ChannelID: 21, When: data.OnDay(day("2026-01-10") + i)})
		}
	}
	r, err := pushpull.Build(context.Background(), ladder(t, 2, interactions), analysis.Everyone(day("2026-06-30")))
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range []pushpull.Row{r.Total, r.Parts[pushpull.ByChannel][0], r.Parts[pushpull.ByStage][0], r.Parts[pushpull.ByMonth][0]} {
		if row.Index != 0 || row.N() != 20 || math.Abs(row.Low+.8908) > 2e-4 || math.Abs(row.High-.8908) > 2e-4 {
			t.Errorf("%+v", row)
		}
	}
}

// Count and list agree in every row of a random log, inside dates too.
func TestEveryNumberListsItsContacts(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	var interactions []data.Interaction
	for range 600 {
		interactions = append(interactions, data.Interaction{
			CustomerID: random.Int64N(20), ActivityID: 1 + random.Int64N(4), ChannelID: []int64{0, 21, 22}[random.IntN(3)],
			When: data.OnDay(day("2026-01-01") + data.Day(random.IntN(200))), Requested: data.Tri(random.IntN(3)),
		})
	}
	var changes []data.StageChange
	for range 60 {
		changes = append(changes, data.StageChange{CustomerID: 1 + random.Int64N(19), StageID: 10 + random.Int64N(2), Day: day("2026-01-01") + data.Day(random.IntN(200))})
	}
	l := ladder(t, 19, interactions, changes...)
	q := analysis.Everyone(day("2026-06-30"))
	q.From, q.To = day("2026-02-03"), day("2026-05-20")
	r, err := pushpull.Build(context.Background(), l, q)
	if err != nil {
		t.Fatal(err)
	}
	for part, rows := range r.Parts {
		sum := 0
		for i, row := range rows {
			sum += row.N() + row.Transactional
			for class, n := range map[int]int{int(pushpull.Pull): row.Pull, int(pushpull.Push): row.Push, int(pushpull.Transactional): row.Transactional, pushpull.Both: row.N()} {
				if contacts, _ := r.Contacts(pushpull.Key{Part: part, Row: i, Class: class}); contacts != n {
					t.Errorf("%s %d class %d says %d and lists %d", part, i, class, n, contacts)
				}
			}
		}
		if sum != r.Total.N()+r.Total.Transactional {
			t.Errorf("the rows by %s hold %d contacts, all are %d", part, sum, r.Total.N()+r.Total.Transactional)
		}
	}
}

func BenchmarkBuildOfAMillion(b *testing.B) {
	random := rand.New(rand.NewPCG(3, 4))
	interactions := make([]data.Interaction, 1_000_000)
	for i := range interactions {
		interactions[i] = data.Interaction{
			CustomerID: 1 + random.Int64N(100_000), ActivityID: 1 + random.Int64N(4), ChannelID: 21 + random.Int64N(2),
			When: data.OnDay(day("2023-07-01") + data.Day(random.IntN(1090))), Requested: data.Tri(random.IntN(3)),
		}
	}
	l := ladder(b, 100_000, interactions)
	for b.Loop() {
		if _, err := pushpull.Build(context.Background(), l, analysis.Everyone(day("2026-06-30"))); err != nil {
			b.Fatal(err)
		}
	}
}
