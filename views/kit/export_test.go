package kit

import "fyne.io/fyne/v2"

// FollowTip does what the tooltip does at every frame that is drawn, which the test
// driver draws none of.
func (r *Root) FollowTip() { r.tip.follow() }

// Tip is the tooltip that floats over a dialog.
func (d *Dialog) Tip() fyne.CanvasObject { return d.tip }
