package chartview

import (
	"cmp"
	"image"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"cxworkbench/charts"
	"cxworkbench/views/kit"
	"cxworkbench/views/theme"
)

const none = -1

// View shows a chart whose parts open: a tooltip on hover, a tap or Enter for the
// people behind a part, arrows to go from part to part.
type View struct {
	widget.BaseWidget

	// OnTap is told the Target of the part that a person opens.
	OnTap func(target any)
	// OnShown is told that a new picture is on the screen; it may be nil.
	OnShown func()

	picture *Picture
	regions []charts.Region // in reading order
	hovered int
	pointer *desktop.MouseEvent // where the pointer is; nil when it is elsewhere
	focus   int                 // the part under the keyboard
	focused bool
	byKey   bool
}

var (
	_ fyne.Tappable      = (*View)(nil)
	_ fyne.Focusable     = (*View)(nil)
	_ desktop.Hoverable  = (*View)(nil)
	_ desktop.Cursorable = (*View)(nil)
)

// New makes a view that has nothing to show yet; see SetDraw. run draws off the
// UI goroutine.
func New(run kit.Runner) *View {
	v := &View{picture: NewPicture(run), hovered: none, focus: none}
	v.picture.SetMinSize(fyne.NewSize(320, 200))
	v.picture.onShown = v.shown
	v.ExtendBaseWidget(v)
	return v
}

// SetDraw shows another chart; the old one stays until it is ready. With nil the
// view becomes empty.
func (v *View) SetDraw(draw Draw) { v.picture.SetDraw(draw) }

// Reading is what the part says that was opened last, or that the keyboard is on;
// nothing where there is none.
func (v *View) Reading() string {
	if v.focus == none {
		return ""
	}
	return v.regions[v.focus].Tooltip
}

// SetMinSize sets the least room that the chart is given.
func (v *View) SetMinSize(size fyne.Size) { v.picture.SetMinSize(size) }

// Scene is the chart that is shown; before the first it is empty.
func (v *View) Scene() charts.Scene { return v.picture.Scene() }

// shown takes over the parts of a new picture. The keyboard stays where it was if
// the chart has as many parts as before, as after a change of size.
func (v *View) shown() {
	before := len(v.regions)
	v.regions = slices.Clone(v.Scene().Regions)
	slices.SortStableFunc(v.regions, func(a, b charts.Region) int {
		return cmp.Or(cmp.Compare(a.Bounds.Min.Y, b.Bounds.Min.Y), cmp.Compare(a.Bounds.Min.X, b.Bounds.Min.X))
	})
	if len(v.regions) != before {
		v.focus = none
	}
	v.hovered = none
	if v.pointer != nil {
		v.MouseMoved(v.pointer) // it may rest on another part now
	} else {
		kit.HideTip(v)
	}
	v.Refresh()
	if v.OnShown != nil {
		v.OnShown()
	}
}

// at finds the part under a point as the scene does.
func (v *View) at(p fyne.Position) int {
	region, ok := v.Scene().At(float64(p.X), float64(p.Y))
	if !ok {
		return none
	}
	return slices.IndexFunc(v.regions, func(r charts.Region) bool {
		return r.Bounds == region.Bounds && r.Tooltip == region.Tooltip
	})
}

// MouseIn is Fyne's hook.
func (v *View) MouseIn(e *desktop.MouseEvent) { v.MouseMoved(e) }

// MouseMoved is Fyne's hook.
func (v *View) MouseMoved(e *desktop.MouseEvent) {
	before := v.hovered
	v.pointer = e
	v.hovered = v.at(e.Position)
	if v.hovered == none {
		kit.HideTip(v)
	} else {
		kit.ShowTip(v, v.regions[v.hovered].Tooltip, e.AbsolutePosition)
	}
	if v.hovered != before {
		v.Refresh()
	}
}

// MouseOut is Fyne's hook.
func (v *View) MouseOut() {
	v.hovered, v.pointer = none, nil
	kit.HideTip(v)
	v.Refresh()
}

// Cursor is Fyne's hook.
func (v *View) Cursor() desktop.Cursor {
	if v.hovered != none && v.regions[v.hovered].Target != nil && v.OnTap != nil {
		return desktop.PointerCursor
	}
	return desktop.DefaultCursor
}

// Tapped is Fyne's hook.
func (v *View) Tapped(e *fyne.PointEvent) {
	part := v.at(e.Position)
	if part != none {
		v.focus = part // before the keyboard comes, which tells of the part it is on
	}
	if c := fyne.CurrentApp().Driver().CanvasForObject(v); c != nil && !v.focused {
		c.Focus(v)
	}
	v.byKey = false
	if part == none {
		kit.HideTip(v)
	}
	v.Refresh()
	v.open(part)
}

func (v *View) open(part int) {
	if part == none || v.OnTap == nil || v.regions[part].Target == nil {
		return
	}
	kit.HideTip(v)
	v.OnTap(v.regions[part].Target)
}

// FocusGained is Fyne's hook.
func (v *View) FocusGained() {
	v.focused, v.byKey = true, true
	if v.focus == none && len(v.regions) > 0 {
		v.focus = 0
	}
	v.tell()
	kit.Announce(v)
}

// FocusName is what the picture is of.
func (v *View) FocusName() string { return cmp.Or(v.Scene().Title, v.Scene().Summary) }

// FocusLost is Fyne's hook.
func (v *View) FocusLost() {
	v.focused, v.byKey = false, false
	kit.HideTip(v)
	v.Refresh()
}

// TypedRune is Fyne's hook.
func (v *View) TypedRune(rune) {}

// TypedKey is Fyne's hook: left and right go in reading order, up and down to the
// nearest part there, Enter opens.
func (v *View) TypedKey(key *fyne.KeyEvent) {
	if kit.Gone(v, key) {
		return
	}
	v.byKey = true
	if key.Name == fyne.KeyEscape {
		kit.HideTip(v)
	}
	if len(v.regions) == 0 {
		kit.PassKey(v, key)
		return
	}
	last := len(v.regions) - 1
	switch key.Name {
	case fyne.KeyRight:
		v.focus = min(v.focus+1, last)
	case fyne.KeyLeft:
		v.focus = max(v.focus-1, 0)
	case fyne.KeyHome:
		v.focus = 0
	case fyne.KeyEnd:
		v.focus = last
	case fyne.KeyDown, fyne.KeyUp:
		v.focus = v.vertical(key.Name == fyne.KeyDown)
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		v.open(v.focus)
		return
	default:
		kit.PassKey(v, key)
		return
	}
	v.tell()
}

// vertical finds the nearest part below or above the one under the keyboard: the
// next line first, and on it the one closest by.
func (v *View) vertical(down bool) int {
	if v.focus == none {
		return 0
	}
	from := v.regions[v.focus].Bounds
	best, bestGap, bestOff := v.focus, 0, 0
	for i, region := range v.regions {
		gap := from.Min.Y - region.Bounds.Max.Y
		if down {
			gap = region.Bounds.Min.Y - from.Max.Y
		}
		if gap < 0 {
			continue
		}
		off := middle(region.Bounds) - middle(from)
		off = max(off, -off)
		if best == v.focus || gap < bestGap || gap == bestGap && off < bestOff {
			best, bestGap, bestOff = i, gap, off
		}
	}
	return best
}

func middle(r image.Rectangle) int { return (r.Min.X + r.Max.X) / 2 }

// tell shows the tooltip of the part under the keyboard, below it.
func (v *View) tell() {
	v.Refresh()
	if v.focus == none {
		return
	}
	region := v.regions[v.focus]
	bounds := region.Bounds
	kit.RevealPart(v, fyne.NewPos(float32(bounds.Min.X), float32(bounds.Min.Y)), fyne.NewSize(float32(bounds.Dx()), float32(bounds.Dy())))
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(v)
	kit.ShowTip(v, region.Tooltip, at.AddXY(float32(middle(region.Bounds)), float32(region.Bounds.Max.Y-8)))
}

// CreateRenderer is Fyne's hook.
func (v *View) CreateRenderer() fyne.WidgetRenderer {
	r := &viewRenderer{view: v, hover: canvas.NewRectangle(nil), part: kit.NewRing(), ring: kit.NewRing()}
	r.part.CornerRadius = 3
	r.hover.CornerRadius = 3
	r.Refresh()
	return r
}

type viewRenderer struct {
	view              *View
	hover, part, ring *canvas.Rectangle
}

func (r *viewRenderer) Destroy()           {}
func (r *viewRenderer) MinSize() fyne.Size { return r.view.picture.MinSize() }

func (r *viewRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.view.picture, r.hover, r.part, r.ring}
}

func (r *viewRenderer) Layout(size fyne.Size) {
	const outside = 4 // so that the ring leaves the words at the chart's edge alone
	r.view.picture.Resize(size)
	r.ring.Move(fyne.NewSquareOffsetPos(-outside))
	r.ring.Resize(size.AddWidthHeight(2*outside, 2*outside))
}

// Refresh draws the outlines; the picture, a widget, looks after itself.
func (r *viewRenderer) Refresh() {
	v, p := r.view, theme.Palette()
	r.hover.StrokeColor, r.hover.StrokeWidth = p.Text, 1.5
	r.hover.Hidden = v.hovered == none
	if v.hovered != none {
		surround(r.hover, v.regions[v.hovered].Bounds)
	}
	keyboard := v.focused && v.byKey
	kit.DrawRing(r.ring, p, keyboard)
	kit.DrawRing(r.part, p, keyboard && v.focus != none)
	if v.focus != none {
		surround(r.part, v.regions[v.focus].Bounds)
	}
	// Only the outlines have changed, not the picture.
	for _, outline := range []*canvas.Rectangle{r.hover, r.part, r.ring} {
		outline.Refresh()
	}
}

func surround(outline *canvas.Rectangle, bounds image.Rectangle) {
	outline.Move(fyne.NewPos(float32(bounds.Min.X)-1, float32(bounds.Min.Y)-1))
	outline.Resize(fyne.NewSize(float32(bounds.Dx())+2, float32(bounds.Dy())+2))
}
