package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"

	"cxworkbench/resources/look"
)

// DividerWidth is how wide an edge is for the pointer, in logical pixels.
const DividerWidth = look.Space2

// Divider is an upright edge between two parts of a window that can be moved: by
// dragging, or by the left and right keys.
type Divider struct {
	pressable
	move    func(by float32)
	done    func()
	dragged bool
}

var (
	_ fyne.Draggable     = (*Divider)(nil)
	_ desktop.Cursorable = (*Divider)(nil)
)

// NewDivider makes an edge; tip says what it does. Move is told by how many logical
// pixels it is to go to the right, and done when that is all for now.
func NewDivider(tip string, move func(by float32), done func()) *Divider {
	const step = 24
	d := &Divider{move: move, done: done}
	d.tip = tip
	d.onKey = func(key fyne.KeyName) bool {
		switch key {
		case fyne.KeyLeft:
			move(-step)
		case fyne.KeyRight:
			move(step)
		default:
			return false
		}
		done()
		return true
	}
	d.extend(d)
	return d
}

// Dragged is Fyne's hook.
func (d *Divider) Dragged(e *fyne.DragEvent) {
	d.dragged = true
	HideTip(d)
	d.move(e.Dragged.DX)
}

// DragEnd is Fyne's hook.
func (d *Divider) DragEnd() {
	d.dragged = false
	d.done()
	d.Refresh()
}

// Cursor is Fyne's hook.
func (d *Divider) Cursor() desktop.Cursor { return desktop.HResizeCursor }

// CreateRenderer is Fyne's hook.
func (d *Divider) CreateRenderer() fyne.WidgetRenderer {
	const thick = 2
	bar, ring := canvas.NewRectangle(nil), NewRing()
	drawn := &drawing{objects: []fyne.CanvasObject{bar, ring}}
	drawn.minSize = func() fyne.Size { return fyne.NewSize(DividerWidth, 0) }
	drawn.layout = func(size fyne.Size) {
		bar.Resize(fyne.NewSize(thick, size.Height))
		ring.Resize(size)
	}
	drawn.refresh = func(p look.Palette) {
		bar.FillColor = nil
		if d.hovered || d.dragged {
			bar.FillColor = p.Accent
		}
		DrawRing(ring, p, d.ringed())
	}
	drawn.Refresh()
	return drawn
}
