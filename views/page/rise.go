package page

import (
	"fyne.io/fyne/v2"

	"cxworkbench/resources/look"
)

// rise is the layout of what stands under the head: one below the other. Of the
// height that is left over pictures take what they gain by, in proportion.
type rise struct {
	more map[fyne.CanvasObject]float32 // how much higher each is of use
}

// MinSize is Fyne's hook.
func (r *rise) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var size fyne.Size
	for _, o := range objects {
		if o.Visible() {
			least := o.MinSize()
			size = fyne.NewSize(max(size.Width, least.Width), size.Height+least.Height+look.Space4)
		}
	}
	return size.SubtractWidthHeight(0, min(size.Height, look.Space4))
}

// Layout is Fyne's hook.
func (r *rise) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	var all float32
	for _, more := range r.more {
		all += more
	}
	share := float32(0)
	if spare := size.Height - r.MinSize(objects).Height; all > 0 && spare > 0 {
		share = min(1, spare/all)
	}
	var y float32
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		height := o.MinSize().Height + float32(int(share*r.more[o])) // edges on whole pixels
		o.Move(fyne.NewPos(0, y))
		o.Resize(fyne.NewSize(size.Width, height))
		y += height + look.Space4
	}
}
