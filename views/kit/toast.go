package kit

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"cxworkbench/resources/look"
	"cxworkbench/views/theme"
)

// ToastTime is how long a toast stays. It is a variable for tests and for people
// who need longer; 0 keeps a toast until the next one or its action.
var ToastTime = 8 * time.Second

// The toast lies over the words of the status bar, where it hides nothing that a
// person is about to press, and leaves the end of that bar to the jobs.
const (
	toastHeight  = 28
	toastButton  = 22  // so that its ring is in the toast
	toastLeaves  = 320 // of the window's width
	toastPadding = look.Space2
)

// toast is the one short note of a window: what was done, and how to undo it.
type toast struct {
	widget.BaseWidget
	ground *canvas.Rectangle // hides the words below
	box    *canvas.Rectangle
	label  *Text
	action *Button
	window fyne.Size
	timer  *time.Timer
}

func newToast() *toast {
	t := &toast{ground: canvas.NewRectangle(nil), box: canvas.NewRectangle(nil), label: Label(""), action: NewButton("", nil)}
	t.ExtendBaseWidget(t)
	t.Hide()
	return t
}

// ShowToast says at the bottom of the owner's window what was done. action is the
// verb of its button, Undo for example; with an empty one there is no button.
func ShowToast(owner fyne.CanvasObject, text, action string, do func()) {
	if root := rootOf(owner); root != nil {
		root.toast.show(text, action, do)
	}
}

// ToastText is the toast that the window of an object shows, or nothing.
func ToastText(o fyne.CanvasObject) string {
	if root := rootOf(o); root != nil && root.toast.Visible() {
		return root.toast.label.Text()
	}
	return ""
}

func (t *toast) show(text, action string, do func()) {
	if t.timer != nil {
		t.timer.Stop()
		t.timer = nil
	}
	t.label.SetText(text)
	t.action.SetText(action)
	t.action.OnTapped(func() {
		t.Hide()
		if do != nil {
			do()
		}
	})
	if action == "" {
		t.action.Hide()
	} else {
		t.action.Show()
	}
	t.place(t.window)
	t.Show()
	t.Refresh()
	t.wait()
}

// wait takes the toast away after a time, but not from under the keyboard or the
// pointer.
func (t *toast) wait() {
	if ToastTime == 0 {
		return
	}
	var mine *time.Timer
	mine = time.AfterFunc(ToastTime, func() {
		fyne.Do(func() {
			switch {
			case t.timer != mine: // another's by now
			case t.action.focused || t.action.hovered:
				t.wait()
			default:
				t.Hide()
			}
		})
	})
	t.timer = mine
}

// place puts the toast into the lower corner of a window.
func (t *toast) place(window fyne.Size) {
	t.window = window
	t.Resize(fyne.NewSize(window.Width-toastLeaves, toastHeight))
	t.Move(fyne.NewPos(0, ceil(window.Height-toastHeight)))
}

// CreateRenderer is Fyne's hook.
func (t *toast) CreateRenderer() fyne.WidgetRenderer {
	d := &drawing{objects: []fyne.CanvasObject{t.ground, t.box, t.label, t.action}}
	d.refresh = func(p look.Palette) {
		paintFloat(t.box, p)
		t.ground.FillColor = p.Surface
		d.layout(t.Size()) // the words decide the width
		t.box.FillColor, t.box.StrokeColor = theme.Mix(p.Surface, p.Accent, 0.15), p.Accent
	}
	end := func() float32 { // what the button takes
		if !t.action.Visible() {
			return toastPadding
		}
		return t.action.MinSize().Width + 2*toastPadding
	}
	d.minSize = func() fyne.Size { return fyne.NewSize(3*toastPadding+end(), toastHeight) }
	d.layout = func(size fyne.Size) {
		const line = 4 // between the status bar and what is above
		t.ground.Move(fyne.NewPos(0, line))
		t.ground.Resize(size.SubtractWidthHeight(0, line))
		label := t.label.MinSize()
		label.Width = fyne.Min(label.Width, size.Width-2*toastPadding-end())
		t.label.Move(fyne.NewPos(2*toastPadding, ceil((size.Height-label.Height)/2)))
		t.label.Resize(label)
		t.box.Move(fyne.NewPos(toastPadding, 0))
		t.box.Resize(fyne.NewSize(toastPadding+label.Width+end(), size.Height))
		t.action.Resize(fyne.NewSize(t.action.MinSize().Width, toastButton))
		t.action.Move(fyne.NewPos(3*toastPadding+label.Width, ceil((size.Height-toastButton)/2)))
	}
	d.Refresh()
	return d
}
