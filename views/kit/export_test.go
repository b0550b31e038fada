package kit

// FollowTip does what the tooltip does at every frame that is drawn, which the test
// driver draws none of.
func (r *Root) FollowTip() { r.tip.follow() }
