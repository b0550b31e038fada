package screen

import (
	"fyne.io/fyne/v2"

	"cxworkbench/data/eventlog"
	"cxworkbench/data/message"
	"cxworkbench/views/grid"
	"cxworkbench/views/kit"
)

// Explained has what shows a number say what stands behind it, when it is pressed or
// by F1.
func Explained(host Host, object fyne.CanvasObject, b Behind) fyne.CanvasObject {
	return kit.NewExplained(object, host.Printer().T("explain.tip"), func() { host.Open(b) })
}

// ExplainColumns has the columns of a grid say what they are: in short over the title,
// in full by F1 in the header or the secondary button. About names the texts of a
// column among those that begin with "explain.", as Behind.About does; of gives what
// they all share, and of a row the customer, where a row is one. The columns are those
// that the grid has when it is asked.
func ExplainColumns(host Host, g *grid.Grid, about func(grid.Column) string, of func() Behind, customer func(row int) (eventlog.CustomerIndex, bool)) {
	g.OnExplain = func(column, row int) {
		b, c := of(), g.Columns()[column]
		b.Title, b.About = c.Title, about(c)
		var cells []string
		if row >= 0 {
			cells = g.Row(row)
		}
		if column < len(cells) {
			b.Reading = cells[column]
			if who, ok := customer(row); ok {
				label := host.Workbench().Session().Log().Labels[who]
				b.Title = host.Printer().Text(message.New("explain.cell", message.Args{"column": c.Title, "customer": kit.Clip(label, mostLabel)}))
				b.People, b.Why, b.N = []eventlog.CustomerIndex{who}, nil, 0
			}
		}
		host.Open(b)
	}
}

// mostLabel is how many letters of a customer's name stand in a title.
const mostLabel = 60

// Tip is what is shown over the title of a column: what it is, and how to ask for
// more; nothing where there is no text about it.
func Tip(p *message.Printer, title, about string) string {
	key := "explain." + about
	if text := p.T(key); text != key {
		return title + "\n" + text + "\n" + p.T("explain.more")
	}
	return ""
}
