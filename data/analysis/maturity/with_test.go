package maturity

import (
	"context"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"cxworkbench/data"
	"cxworkbench/data/analysis"
	"cxworkbench/data/eventlog"
)

// A track that follows only those whose records have changed is the one that follows
// everybody, time and again: places, moves and their evidence, on any day.
func TestWithIsFollow(t *testing.T) {
	ctx, revised := context.Background(), false
	rapid.Check(t, func(rt *rapid.T) {
		made := drawRecords(rt)
		for i := range made.interactions {
			made.interactions[i].OrderRef = rapid.SampledFrom([]string{"", "a", "b"}).Draw(rt, "order")
		}
		drawReturn(rt, &made)
		log := made.log(t)
		spec, err := Default(log)
		if err != nil {
			rt.Fatal(err)
		}
		track, err := Follow(ctx, log, spec)
		if err != nil {
			rt.Fatal(err)
		}
		for range 3 {
			changed := change(rt, &made)
			log = made.log(t)
			if track, err = track.With(log, spec, changed); err != nil || track == nil {
				rt.Fatal(track, err)
			}
			want, err := Follow(ctx, log, spec)
			if err != nil {
				rt.Fatal(err)
			}
			slices.Sort(track.revised)
			if !slices.Equal(track.revised, want.revised) || !slices.Equal(track.firsts, want.firsts) {
				rt.Fatalf("revised %v and first days %v, want %v and %v", track.revised, track.firsts, want.revised, want.firsts)
			}
			revised = revised || len(want.revised) > 0
			sameLadders(rt, track, want, drawQuery(rt, made.customers))
		}
	})
	if !revised {
		t.Error("no order was returned later, so that a part of this test was not done")
	}
}

// change gives some customers other records, adds a customer at times, and lists them.
func change(rt *rapid.T, made *records) (changed []eventlog.CustomerIndex) {
	for range rapid.IntRange(0, 2).Draw(rt, "changed") {
		id := int64(rapid.IntRange(1, made.customers+1).Draw(rt, "who"))
		made.customers = max(made.customers, int(id))
		for i := range made.interactions {
			if in := &made.interactions[i]; in.CustomerID == id && rapid.Bool().Draw(rt, "moved") {
				in.When = data.OnDay(drawDay(rt, "day"))
			}
		}
		made.interactions = append(made.interactions, data.Interaction{
			CustomerID: id, ActivityID: int64(rapid.IntRange(1, 7).Draw(rt, "activity")), When: data.OnDay(drawDay(rt, "day")), OrderRef: "a",
			HasAmount: true, Amount: data.Money(rapid.IntRange(-90, 90).Draw(rt, "amount")),
		})
		made.subscriptions = append(made.subscriptions, data.Subscription{CustomerID: id, Start: drawDay(rt, "start"), End: data.NoDay})
		made.changes = append(made.changes, data.StageChange{CustomerID: id, StageID: int64(10 + rapid.IntRange(0, 6).Draw(rt, "stage")), Day: drawDay(rt, "changed")})
		if c := eventlog.CustomerIndex(id - 1); !slices.Contains(changed, c) {
			changed = append(changed, c)
		}
	}
	return changed
}

func sameLadders(rt *rapid.T, a, b *Track, q analysis.Query) {
	got, err := a.Ladder(context.Background(), q)
	if err != nil {
		rt.Fatal(err)
	}
	want, err := b.Ladder(context.Background(), q)
	if err != nil {
		rt.Fatal(err)
	}
	if got.N != want.N || !slices.Equal(got.Rows, want.Rows) || !slices.Equal(got.places, want.places) {
		rt.Fatalf("%v, want %v", got.Rows, want.Rows)
	}
	for c := range eventlog.CustomerIndex(len(got.places)) {
		if g, w := got.Changes(c), want.Changes(c); !slices.Equal(g, w) {
			rt.Fatalf("customer %d: %v, want %v", c, g, w)
		}
	}
}

// Where rules or what they read are others, everybody has to be followed.
func TestWithOtherRules(t *testing.T) {
	made := records{customers: 1, interactions: []data.Interaction{bought(1, "2024-01-10", "", 50)}}
	log := made.log(t)
	spec, err := Default(log)
	if err != nil {
		t.Fatal(err)
	}
	track, err := Follow(context.Background(), log, spec)
	if err != nil {
		t.Fatal(err)
	}
	if same, err := track.With(made.log(t), spec, nil); err != nil || same == nil {
		t.Error("nothing has changed, and the track is not kept:", err)
	}
	if other, err := track.With(log, edited(t, spec, conversion, "done service"), nil); err != nil || other != nil {
		t.Error("another rule keeps the track", err)
	}
	renamed := *made.log(t)
	renamed.Activities = slices.Clone(renamed.Activities)
	renamed.Activities[3].Kind = data.KindService
	if other, err := track.With(&renamed, spec, nil); err != nil || other != nil {
		t.Error("another kind of activity keeps the track", err)
	}
}
