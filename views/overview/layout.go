package overview

import (
	"fyne.io/fyne/v2"

	"cxworkbench/resources/look"
)

// figureRow sets key figures side by side, all equally wide and high; two rows
// of two where the screen is narrow.
type figureRow struct{ width float32 }

const narrow = 860

func (f *figureRow) columns() int {
	if f.width > 0 && f.width < narrow {
		return 2
	}
	return 4
}

func (f *figureRow) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var cell fyne.Size
	for _, object := range objects {
		cell = cell.Max(object.MinSize())
	}
	rows := float32((len(objects) + f.columns() - 1) / f.columns())
	return fyne.NewSize(2*cell.Width+look.Space4, rows*cell.Height+(rows-1)*look.Space4)
}

func (f *figureRow) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	f.width = size.Width
	columns := f.columns()
	rows := (len(objects) + columns - 1) / columns
	width := (size.Width - float32(columns-1)*look.Space4) / float32(columns)
	height := (size.Height - float32(rows-1)*look.Space4) / float32(rows)
	for i, object := range objects {
		object.Move(fyne.NewPos(float32(i%columns)*(width+look.Space4), float32(i/columns)*(height+look.Space4)))
		object.Resize(fyne.NewSize(width, height))
	}
}

// lowerRow gives the chart three fifths of the width and the findings the rest.
type lowerRow struct{}

func (lowerRow) MinSize(objects []fyne.CanvasObject) fyne.Size {
	a, b := objects[0].MinSize(), objects[1].MinSize()
	return fyne.NewSize(a.Width+look.Space4+b.Width, max(a.Height, b.Height))
}

func (lowerRow) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	left := (size.Width - look.Space4) * 3 / 5
	objects[0].Resize(fyne.NewSize(left, size.Height))
	objects[0].Move(fyne.NewPos(0, 0))
	objects[1].Resize(fyne.NewSize(size.Width-look.Space4-left, size.Height))
	objects[1].Move(fyne.NewPos(left+look.Space4, 0))
}
