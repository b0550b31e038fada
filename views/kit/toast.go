package kit

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"cxworkbench/resources/look"
)

// ToastTime is how long a toast stays. It is a variable for tests and for people
// who need longer; 0 keeps a toast until the next one or its action.
var ToastTime = 8 * time.Second

const toastAbove = 48 // the bottom edge, so that it clears the status bar

// toast is the one short note of a window: what was done, and how to undo it.
type toast struct {
	widget.BaseWidget
	box    *canvas.Rectangle
	label  *Text
	action *Button
	window fyne.Size
	timer  *time.Timer
}

func newToast() *toast {
	t := &toast{box: canvas.NewRectangle(nil), label: Label(""), action: NewButton("", nil)}
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
	if ToastTime > 0 {
		var mine *time.Timer
		mine = time.AfterFunc(ToastTime, func() {
			fyne.Do(func() {
				if t.timer == mine { // not another's by now
					t.Hide()
				}
			})
		})
		t.timer = mine
	}
}

// place centres the toast at the bottom of a window.
func (t *toast) place(window fyne.Size) {
	t.window = window
	size := t.MinSize()
	size.Width = fyne.Min(size.Width, window.Width-2*look.Space4)
	t.Resize(size)
	t.Move(fyne.NewPos(ceil((window.Width-size.Width)/2), ceil(window.Height-size.Height-toastAbove)))
}

// CreateRenderer is Fyne's hook.
func (t *toast) CreateRenderer() fyne.WidgetRenderer {
	d := &drawing{objects: []fyne.CanvasObject{t.box, t.label, t.action}}
	d.refresh = func(p look.Palette) { paintFloat(t.box, p) }
	d.minSize = func() fyne.Size {
		label := t.label.MinSize()
		size := fyne.NewSize(label.Width+2*look.Space4, label.Height+2*look.Space3)
		if t.action.Visible() {
			action := t.action.MinSize()
			size.Width += action.Width + look.Space2 - look.Space1
			size.Height = fyne.Max(size.Height, action.Height+2*look.Space1)
		}
		return size
	}
	d.layout = func(size fyne.Size) {
		t.box.Resize(size)
		right := size.Width - look.Space4
		if t.action.Visible() {
			action := t.action.MinSize()
			t.action.Resize(action)
			t.action.Move(fyne.NewPos(size.Width-action.Width-look.Space2, ceil((size.Height-action.Height)/2)))
			right = size.Width - action.Width - 2*look.Space2
		}
		height := t.label.MinSize().Height
		t.label.Move(fyne.NewPos(look.Space4, ceil((size.Height-height)/2)))
		t.label.Resize(fyne.NewSize(right-look.Space4, height))
	}
	d.Refresh()
	return d
}
