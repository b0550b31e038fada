package grid

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
)

// A name stays near its figures in a window of any width.
func TestAWideGridSharesItsRoom(t *testing.T) {
	g, w := mustShow(t, 5, numbered)
	w.Resize(fyne.NewSize(1600, 400))
	name, number, channel := g.ColumnWidth(0), g.ColumnWidth(1), g.ColumnWidth(2)
	if name != mostGrown || number != channel || number <= 120 {
		t.Errorf("on 1600 the columns are %v, %v and %v wide", name, number, channel)
	}
	if total := name + number + channel; total > 1600 || total < 1590 {
		t.Errorf("together they are %v", total)
	}
	w.Resize(fyne.NewSize(500, 400))
	if name, number = g.ColumnWidth(0), g.ColumnWidth(1); name != 260 || number != 120 {
		t.Errorf("on 500 the name has %v, its figures %v, want 260 and 120", name, number)
	}
}

func TestAWidthOfAPersonStays(t *testing.T) {
	g, w := mustShow(t, 5, numbered)
	g.SetColumns([]Column{{Title: "Customer", Width: 150, Grow: true}, {Title: "Row", Width: 90, Kept: true}})
	g.SetSource(5, numbered)
	w.Resize(fyne.NewSize(1600, 400))
	if got := g.ColumnWidth(1); got != 90 {
		t.Errorf("the column is %v wide, want the 90 it was given", got)
	}
}

// Two clicks on the edge of a column, or = in its heading, make it fit what it holds.
func TestAColumnFitsItsContents(t *testing.T) {
	g, _ := mustShow(t, 3, Rows([][]string{{"short", "1", "a"}, {strings.Repeat("long ", 12), "2", "b"}, {"x", "3", "c"}}))
	told := float32(0)
	g.OnSize = func(_ int, width float32) { told = width }
	clock := time.Unix(0, 0)
	now = func() time.Time { return clock }
	t.Cleanup(func() { now = time.Now })
	edge := fyne.NewPos(g.ColumnWidth(0), headerHeight/2)
	g.Tapped(&fyne.PointEvent{Position: edge})
	if told != 0 {
		t.Fatal("one click changes the width")
	}
	g.Tapped(&fyne.PointEvent{Position: edge})
	if told < 300 || told > mostFitted || g.ColumnWidth(0) != told {
		t.Errorf("the column of a long name is %v wide, told %v", g.ColumnWidth(0), told)
	}
	g.header = 1
	g.TypedRune('=')
	if got := g.ColumnWidth(1); got > 120 || got < minColumn {
		t.Errorf("the column of one digit is %v wide", got)
	}
}
