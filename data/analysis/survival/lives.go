package survival

import "cxworkbench/data/analysis/churn"

// Lives are the lives that the sample was made from, by CustomerIndex, those who
// cannot be followed among them.
func (s Sample) Lives() []churn.Life { return s.lives }
