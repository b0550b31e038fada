// Package duplicates finds customers that may be one and the same, by name, e-mail,
// telephone number and handle, each with a score and the reasons. It only proposes:
// a person judges.
package duplicates

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"cxworkbench/data"
	"cxworkbench/data/workspace"
)

// Reason is what makes two customers alike.
type Reason string

// The reasons, the strongest first.
const (
	SameEmail   Reason = "email"
	SamePhone   Reason = "phone"
	SameHandle  Reason = "handle"
	SameName    Reason = "name"
	SimilarName Reason = "similar"
)

// Pair is two customers that may be one, by row ids, the lower first. Score is
// from Least to 1; it orders the pairs and is no probability.
type Pair struct {
	A, B    int64
	Score   float64
	Reasons []Reason
}

// Result is what Find found.
type Result struct {
	Pairs  []Pair // the highest score first
	More   int    // pairs beyond the most that are listed
	Shared int    // e-mails, numbers and handles that too many customers have to tell them apart
}

// Limits of what is looked for.
const (
	Least      = 0.5    // the lowest score that is listed
	mostPairs  = 10_000 // listed
	mostShares = 20     // customers with one e-mail, number or handle; more is a switchboard or info@
	near       = 8      // neighbours in the order of names that are compared
	alike      = 0.92   // the lowest similarity of names that counts
)

// The weight of each reason; together they make 1 - (1-a)(1-b)...
var weights = map[Reason]float64{SameEmail: 0.85, SamePhone: 0.75, SameHandle: 0.7, SameName: 0.75}

// someone is a customer as it is compared.
type someone struct {
	id    int64
	name  name
	keys  []key // e-mails, numbers and handles
	mails int
}

// key is an identity by which customers are brought together.
type key struct {
	reason Reason
	value  string
}

// Find compares customers, without those pairs that apart reports to have been
// judged different. Names are only compared with their neighbours in three orders
// (the sorted-neighbourhood method of Hernández and Stolfo, 1995), so that the time
// grows with the number of customers and not with its square. Progress is told as
// it goes.
func Find(ctx context.Context, customers []data.Customer, apart func(a, b data.Customer) bool, progress func(done, total int64)) (Result, error) {
	f := finder{ctx: ctx, customers: customers, people: make([]someone, len(customers)), found: map[[2]int32]bool{}}
	f.total, f.progress = int64(len(customers))*int64(2+len(orders)), progress
	for i, c := range customers {
		if err := f.step(); err != nil {
			return Result{}, err
		}
		f.people[i] = newSomeone(c)
	}
	if err := f.byIdentity(); err != nil {
		return Result{}, err
	}
	for _, order := range orders {
		if err := f.byName(order); err != nil {
			return Result{}, err
		}
	}
	return f.result(apart), nil
}

func newSomeone(c data.Customer) someone {
	s := someone{id: c.ID, name: newName(c.Name)}
	for _, identity := range c.Identities {
		switch identity.Kind {
		case data.IdentityEmail:
			s.keys = append(s.keys, key{SameEmail, strings.ToLower(strings.TrimSpace(identity.Value))})
			s.mails++
		case data.IdentityPhone:
			if tail := phoneTail(identity.Value); tail != "" {
				s.keys = append(s.keys, key{SamePhone, tail})
			}
		case data.IdentityHandle:
			s.keys = append(s.keys, key{SameHandle, workspace.Fold(identity.Value)})
		}
	}
	slices.SortFunc(s.keys, key.compare)
	s.keys = slices.Compact(s.keys)
	return s
}

func (k key) compare(other key) int {
	return cmp.Or(cmp.Compare(k.reason, other.reason), cmp.Compare(k.value, other.value))
}

// phoneTail is the last nine digits of a number, which a country code or a leading
// nought does not change; a number of less than seven is none.
func phoneTail(number string) string {
	digits := strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, number)
	if len(digits) < 7 {
		return ""
	}
	return digits[max(0, len(digits)-9):]
}

type finder struct {
	ctx       context.Context
	customers []data.Customer
	people    []someone
	found     map[[2]int32]bool // pairs to be scored
	shared    int
	done      int64
	total     int64
	progress  func(done, total int64)
}

// step counts a customer looked at and stops when the work is cancelled.
func (f *finder) step() error {
	if f.done++; f.done%1024 == 0 {
		f.progress(f.done, f.total)
		if err := f.ctx.Err(); err != nil {
			return data.Wrap(err, data.CodeCancelled, "Looking for duplicates was stopped before it was done; nothing has changed.")
		}
	}
	return nil
}

// byIdentity brings together customers with an e-mail, number or handle in common.
func (f *finder) byIdentity() error {
	blocks := map[key][]int32{}
	for i := range f.people {
		if err := f.step(); err != nil {
			return err
		}
		for _, k := range f.people[i].keys {
			blocks[k] = append(blocks[k], int32(i))
		}
	}
	for _, block := range blocks {
		if len(block) > mostShares {
			f.shared++
			continue
		}
		for i, a := range block {
			for _, b := range block[i+1:] {
				f.found[[2]int32{a, b}] = true
			}
		}
	}
	return nil
}

// byName brings together neighbours in an order whose names are alike.
func (f *finder) byName(order func(*name) string) error {
	type placed struct {
		by string
		at int32
	}
	var row []placed
	for i := range f.people {
		if by := order(&f.people[i].name); by != "" {
			row = append(row, placed{by, int32(i)})
		}
	}
	slices.SortFunc(row, func(a, b placed) int { return cmp.Or(cmp.Compare(a.by, b.by), cmp.Compare(a.at, b.at)) })
	for i, a := range row {
		if err := f.step(); err != nil {
			return err
		}
		for _, b := range row[i+1 : min(i+1+near, len(row))] {
			pair := [2]int32{min(a.at, b.at), max(a.at, b.at)}
			if !f.found[pair] && similarity(&f.people[a.at].name, &f.people[b.at].name) >= alike {
				f.found[pair] = true
			}
		}
	}
	return nil
}

func (f *finder) result(apart func(a, b data.Customer) bool) Result {
	r := Result{Shared: f.shared}
	for at := range f.found {
		pair := score(&f.people[at[0]], &f.people[at[1]])
		if pair.Score >= Least && !apart(f.customers[at[0]], f.customers[at[1]]) {
			r.Pairs = append(r.Pairs, pair)
		}
	}
	slices.SortFunc(r.Pairs, func(a, b Pair) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(a.A, b.A), cmp.Compare(a.B, b.B))
	})
	r.More = max(0, len(r.Pairs)-mostPairs)
	r.Pairs = r.Pairs[:len(r.Pairs)-r.More]
	return r
}

// score weighs the reasons for two customers to be one. A name alone counts less
// where both have an e-mail and none in common.
func score(a, b *someone) Pair {
	p := Pair{A: a.id, B: b.id}
	different := 1.0
	add := func(reason Reason, weight float64) {
		p.Reasons = append(p.Reasons, reason)
		different *= 1 - weight
	}
	for _, reason := range []Reason{SameEmail, SamePhone, SameHandle} {
		if slices.ContainsFunc(a.keys, func(k key) bool { return k.reason == reason && slices.Contains(b.keys, k) }) {
			add(reason, weights[reason])
		}
	}
	named, against := similarity(&a.name, &b.name), 1.0
	if len(p.Reasons) == 0 && a.mails > 0 && b.mails > 0 {
		against = 0.85
	}
	switch {
	case named == 1:
		add(SameName, weights[SameName]*against)
	case named >= alike:
		least := 0.55
		add(SimilarName, (least+(weights[SameName]-least)*(named-alike)/(1-alike))*against)
	}
	p.Score = 1 - different
	return p
}
