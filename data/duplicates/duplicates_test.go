package duplicates

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"cxworkbench/data"
)

func nobody(data.Customer, data.Customer) bool { return false }

func quiet(int64, int64) {}

func customer(id int64, name string, identities ...string) data.Customer {
	c := data.Customer{ID: id, Name: name}
	for _, text := range identities {
		kind, value, _ := strings.Cut(text, ":")
		c.Identities = append(c.Identities, data.Identity{Kind: data.IdentityKind(kind), Value: value})
	}
	return c
}

// Published values: W. E. Winkler, "String Comparator Metrics" (1990), table of examples.
func TestJaroWinklerIsThePublishedOne(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want float64
	}{{"martha", "marhta", 0.961}, {"dwayne", "duane", 0.840}, {"dixon", "dicksonx", 0.813}, {"ελένη", "ελένα", 0.92}} {
		if got := jaroWinkler(c.a, c.b); math.Abs(got-c.want) > 0.0005 {
			t.Errorf("%s, %s: %.4f, want %.3f", c.a, c.b, got, c.want)
		}
	}
}

func TestWhoIsProposed(t *testing.T) {
	for title, c := range map[string]struct {
		a, b data.Customer
		want []Reason // nil is nobody
	}{
		"the same name":            {customer(1, "Café Marina"), customer(2, "CAFE MARINA"), []Reason{SameName}},
		"words turned round":       {customer(1, "Smith, Ann"), customer(2, "Ann Smith"), []Reason{SameName}},
		"own letters":              {customer(1, "Łukasz Øster"), customer(2, "Lukasz Oster"), []Reason{SameName}},
		"a slip":                   {customer(1, "Katherine Smith"), customer(2, "Catherine Smith"), []Reason{SimilarName}},
		"a slip in Arabic":         {customer(1, "مقهى البحر الكبير"), customer(2, "مقهى البحر الكبر"), []Reason{SimilarName}},
		"numbers tell apart":       {customer(1, "Shop 01"), customer(2, "Shop 02"), nil},
		"other people":             {customer(1, "Anna Weber"), customer(2, "Bernd Weber"), nil},
		"scripts without a letter": {customer(1, "東京太郎"), customer(2, "大阪花子"), nil},
		"no name":                  {customer(1, ""), customer(2, ""), nil},
		"an e-mail":                {customer(1, "A", "email:Ada@X.example "), customer(2, "Quite another", "email:ada@x.example"), []Reason{SameEmail}},
		"a number":                 {customer(1, "A", "phone:+41441234567"), customer(2, "B B", "phone:044 123 45 67"), []Reason{SamePhone}},
		"a short number":           {customer(1, "A", "phone:117"), customer(2, "B B", "phone:117"), nil},
		"a handle":                 {customer(1, "A", "handle:@Ada"), customer(2, "B B", "handle:ada"), []Reason{SameHandle}},
		"everything":               {customer(1, "Ada", "email:a@b.example", "phone:0441234567"), customer(2, "ada", "phone:0441234567", "email:a@b.example"), []Reason{SameEmail, SamePhone, SameName}},
	} {
		r, err := Find(t.Context(), []data.Customer{c.a, c.b}, nobody, quiet)
		if err != nil {
			t.Fatal(err)
		}
		switch {
		case c.want == nil && len(r.Pairs) > 0:
			t.Errorf("%s: proposed by %v with %.2f", title, r.Pairs[0].Reasons, r.Pairs[0].Score)
		case c.want != nil && (len(r.Pairs) != 1 || !slices.Equal(r.Pairs[0].Reasons, c.want)):
			t.Errorf("%s: %+v, want %v", title, r.Pairs, c.want)
		}
	}
}

func TestMoreReasonsScoreHigher(t *testing.T) {
	r, err := Find(t.Context(), []data.Customer{
		customer(1, "Ada Byron", "email:a@b.example"), customer(2, "Ada Byron", "email:a@b.example"),
		customer(3, "Tim Berg", "email:t@b.example"), customer(4, "Tim Berg", "email:other@b.example"),
		customer(5, "Zoe Quist"), customer(6, "Zoe Quist"),
	}, nobody, quiet)
	if err != nil || len(r.Pairs) != 3 {
		t.Fatalf("%+v, %v", r, err)
	}
	for i, want := range []float64{1 - 0.15*0.25, 0.75, 0.75 * 0.85} {
		if got := r.Pairs[i].Score; math.Abs(got-want) > 1e-9 {
			t.Errorf("pair %d scores %v, want %v", i, got, want)
		}
	}
	if first := r.Pairs[0]; first.A != 1 || first.B != 2 {
		t.Errorf("first are %d and %d", first.A, first.B)
	}
}

func TestWhatManyShareProposesNobody(t *testing.T) {
	var people []data.Customer
	for i := range int64(mostShares + 1) {
		people = append(people, customer(i+1, string(rune('a'+i))+" "+strings.Repeat(string(rune('z'-i)), 9), "email:info@x.example"))
	}
	r, err := Find(t.Context(), people, nobody, quiet)
	if err != nil || len(r.Pairs) != 0 || r.Shared != 1 {
		t.Errorf("%d pairs, %d shared, %v", len(r.Pairs), r.Shared, err)
	}
}

func TestWhoWasJudgedDifferentIsNotProposed(t *testing.T) {
	people := []data.Customer{customer(1, "Ann"), customer(2, "Ann"), customer(3, "Ann")}
	r, err := Find(t.Context(), people, func(a, b data.Customer) bool { return a.ID == 1 && b.ID == 3 }, quiet)
	if err != nil || len(r.Pairs) != 2 {
		t.Errorf("%+v, %v", r.Pairs, err)
	}
}

func TestHostileNames(t *testing.T) {
	people := []data.Customer{
		customer(1, strings.Repeat("a", 10_000)), customer(2, strings.Repeat("a", 9_999)), customer(3, strings.Repeat("a b ", 5000)),
		customer(4, "\x00\xff\xfe"), customer(5, "🙂🙂"), customer(6, "<script>alert(1)</script>"), customer(7, "", "email:", "phone:+"),
	}
	if _, err := Find(t.Context(), people, nobody, quiet); err != nil {
		t.Error(err)
	}
}

func TestFindingIsStopped(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	var people []data.Customer
	for i := range int64(5000) {
		people = append(people, customer(i+1, fmt.Sprint("Name ", i)))
	}
	told := 0
	_, err := Find(ctx, people, nobody, func(done, total int64) {
		if told++; done > total {
			t.Errorf("%d of %d done", done, total)
		}
		cancel()
	})
	if data.CodeOf(err) != data.CodeCancelled || told != 1 {
		t.Errorf("stopped with %v after %d", err, told)
	}
}

func BenchmarkFindAmong100k(b *testing.B) {
	rng := rand.New(rand.NewPCG(5, 6))
	word := func() string {
		out := make([]byte, 4+rng.IntN(6))
		for i := range out {
			out[i] = "aeioubcdfghklmnprstvw"[rng.IntN(21)]
		}
		return string(out)
	}
	names := make([]string, 4000)
	for i := range names {
		names[i] = word()
	}
	var people []data.Customer
	for i := range int64(100_000) {
		name := names[rng.IntN(400)] + " " + names[rng.IntN(len(names))]
		people = append(people, customer(i+1, name, "email:"+word()+"@"+word()+".example", fmt.Sprint("phone:0", rng.IntN(1e9))))
	}
	for b.Loop() {
		r, err := Find(b.Context(), people, nobody, quiet)
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(len(r.Pairs)+r.More), "pairs")
	}
}
