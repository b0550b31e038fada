package cox

import "cxworkbench/data/analysis/survival"

// Concordance counts pairs of people of whom it is known who left first: one
// left while the other was there and stayed longer; of two who left at the same
// time it is not known, and a person censored at that time stayed longer. With
// late entries both must have been at risk.
type Concordance struct {
	Concordant int64 // the model says that who left first is more likely to
	Discordant int64
	Tied       int64   // the model says the same of both
	Share      float64 // (Concordant + Tied / 2) / all
}

// concordance counts in order of time, latest first, with a tree of how many at
// risk have each linear predictor.
func (r *risk) concordance() Concordance {
	low := r.eta[0]
	for _, eta := range r.eta {
		low = min(low, eta)
	}
	above := make([]float64, r.n)
	for i, eta := range r.eta {
		above[i] = eta - low
	}
	distinct, rank := survival.Scale(above)
	tree := make(counts, len(distinct)+1)
	same := make([]int64, len(distinct))
	put := func(i int32, n int64) {
		tree.add(int(rank[i]), n)
		same[rank[i]] += n
	}
	var c Concordance
	inTree, late := int64(0), 0
	for t := len(r.deaths) - 1; t >= 0; t-- {
		for late < len(r.late) && int(r.entry[r.late[late]]) == t {
			put(r.late[late], -1)
			inTree--
			late++
		}
		for i := r.from[t]; i < r.from[t+1]; i++ {
			if !r.event[i] {
				put(i, 1)
				inTree++
			}
		}
		for i := r.from[t]; i < r.from[t+1]; i++ {
			if r.event[i] {
				below, tied := tree.below(int(rank[i])), same[rank[i]]
				c.Concordant += below
				c.Tied += tied
				c.Discordant += inTree - below - tied
			}
		}
		for i := r.from[t]; i < r.from[t+1]; i++ {
			if r.event[i] {
				put(i, 1)
				inTree++
			}
		}
	}
	c.Share = (float64(c.Concordant) + float64(c.Tied)/2) / float64(c.Concordant+c.Discordant+c.Tied)
	return c
}

// counts is a Fenwick tree.
type counts []int64

func (c counts) add(at int, n int64) {
	for at++; at < len(c); at += at & -at {
		c[at] += n
	}
}

// below counts what is at places before one.
func (c counts) below(at int) (n int64) {
	for ; at > 0; at -= at & -at {
		n += c[at]
	}
	return n
}
