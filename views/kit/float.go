package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
)

// Float shows a panel over a window that answers for itself: a dialog without
// title and buttons. focus has the keyboard; Esc closes the panel.
func Float(window fyne.Window, width float32, body fyne.CanvasObject, focus fyne.Focusable) *Dialog {
	return FloatThen(window, width, body, focus, nil)
}

// FloatThen is Float that tells when it was cancelled, by Esc for example.
func FloatThen(window fyne.Window, width float32, body fyne.CanvasObject, focus fyne.Focusable, cancelled func()) *Dialog {
	d := &Dialog{
		window: window, tip: newTip(), ground: newShade(), box: canvas.NewRectangle(nil), width: width, body: body,
		accept: func() {}, cancelled: cancelled,
	}
	d.ExtendBaseWidget(d)
	d.show(focus)
	return d
}

// Close closes the dialog as having been answered.
func (d *Dialog) Close() { d.close() }
