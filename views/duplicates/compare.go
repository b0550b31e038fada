package duplicates

import (
	"context"
	"maps"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"cxworkbench/app"
	"cxworkbench/data/duplicates"
	"cxworkbench/data/message"
	"cxworkbench/resources/look"
	"cxworkbench/views/kit"
	"cxworkbench/views/screen"
)

// choice is a pair side by side, with the value to keep for each field.
type choice struct {
	r      *review
	row    int
	pair   duplicates.Pair
	twins  [2]app.Twin // the first has more records and is the one that stays
	name   string
	kept   map[string]string // attributes
	dialog *kit.Dialog
}

func newChoice(r *review, row int, pair duplicates.Pair, twins [2]app.Twin) *choice {
	if twins[1].Interactions > twins[0].Interactions {
		twins[0], twins[1] = twins[1], twins[0]
	}
	c := &choice{r: r, row: row, pair: pair, twins: twins, kept: map[string]string{}}
	if c.name = twins[0].Customer.Name; c.name == "" {
		c.name = twins[1].Customer.Name
	}
	maps.Copy(c.kept, twins[1].Customer.Attributes)
	maps.Copy(c.kept, twins[0].Customer.Attributes)
	return c
}

const (
	fieldWidth  = 120
	valueWidth  = 215
	choiceWidth = 130
	oneLine     = 40 // the height of a line with a drop-down
)

func (c *choice) show() {
	p, host := c.r.host.Printer(), c.r.host
	t := p.T
	lines := kit.Column(look.Space2)
	lines.Add(line(kit.Caption(""), kit.Section(c.twins[0].Label()), kit.Section(c.twins[1].Label()), kit.Caption(t("duplicates.keep"))))
	c.field(lines, t("duplicates.name"), c.twins[0].Customer.Name, c.twins[1].Customer.Name, func(value string) { c.name = value })
	for _, name := range c.attributes() {
		first, second := c.twins[0].Customer.Attributes[name], c.twins[1].Customer.Attributes[name]
		c.field(lines, name, first, second, func(value string) { c.kept[name] = value })
	}
	both := kit.Caption(t("duplicates.both"))
	lines.Add(line(kit.Caption(t("duplicates.identities")), kit.Body(c.identities(0)), kit.Body(c.identities(1)), both))
	lines.Add(line(kit.Caption(t("duplicates.records")), c.counted(0), c.counted(1), kit.Caption(t("duplicates.both"))))
	scroll := container.NewVScroll(lines)
	height := min(lines.MinSize().Height, host.Window().Canvas().Size().Height-280)
	scroll.SetMinSize(fyne.NewSize(fieldWidth+2*valueWidth+choiceWidth+3*look.Space3, height))
	merge := kit.NewPrimaryButton(t("duplicates.merge"), c.merge)
	apart := kit.NewButton(t("duplicates.apart"), c.apart)
	if host.Workbench().Session().ReadOnly() != "" {
		merge.Disable()
		apart.Disable()
	}
	buttons := kit.Row(look.Space2, apart, kit.Spacer(), kit.NewButton(t("duplicates.back"), func() { c.dialog.Cancel() }), merge)
	why := message.New("duplicates.because", message.Args{"why": reasons(p, c.pair), "score": points(c.pair)})
	terms := screen.NewTerms(host, func() screen.Behind { return screen.Term(t("duplicates.title"), "duplicates", "") })
	because := screen.Explained(host, kit.Definition(p.Text(why)), screen.Term(t("duplicates.score"), "duplicates.score", p.Text(why)))
	body := kit.Column(look.Space3, kit.Section(t("duplicates.question")), because, scroll, kit.Definition(t("duplicates.what")), buttons)
	c.dialog = kit.FloatThen(host.Window(), 790, body, merge, func() { c.r.show(c.row) })
	terms.In(c.dialog)
}

// line is a row of the comparison, its cells of equal width from row to row.
func line(cells ...fyne.CanvasObject) fyne.CanvasObject {
	return container.New(columns{}, cells...)
}

// field adds a line for a value that both may have; where they differ a person
// chooses, else the one there is stays.
func (c *choice) field(lines *fyne.Container, name, first, second string, keep func(value string)) {
	var decide fyne.CanvasObject = kit.Caption("")
	if first != second && first != "" && second != "" {
		t := c.r.host.Printer().T
		decide = kit.NewSelect([]string{t("duplicates.left"), t("duplicates.right")}, 0, func(i int) { keep([]string{first, second}[i]) })
	}
	lines.Add(line(kit.Caption(kit.Clip(name, longestText)), kit.Body(kit.Clip(first, longestText)), kit.Body(kit.Clip(second, longestText)), decide))
}

// longestText is how many letters of a value are shown, so that none fills the screen.
const longestText = 120

// attributes lists the names of all that either has.
func (c *choice) attributes() []string { return slices.Sorted(maps.Keys(c.kept)) }

func (c *choice) identities(twin int) string {
	var texts []string
	for _, identity := range c.twins[twin].Customer.Identities {
		kind := c.r.host.Printer().Text(message.New("identity."+string(identity.Kind), nil))
		texts = append(texts, kind+" "+kit.Clip(identity.Value, longestText))
	}
	return strings.Join(texts, "\n")
}

func (c *choice) records(twin int) string {
	t := c.twins[twin]
	args := message.Args{"n": t.Interactions, "first": t.First, "last": t.Last}
	if t.Interactions == 0 {
		return c.r.host.Printer().T("duplicates.records.none")
	}
	return c.r.host.Printer().Text(message.New("duplicates.records.n", args))
}

// counted is how many records one of them has, which says what they are.
func (c *choice) counted(twin int) fyne.CanvasObject {
	host, records := c.r.host, c.records(twin)
	return screen.Explained(host, kit.Body(records), screen.Term(host.Printer().T("duplicates.records"), "field.interactions", records))
}

// merge makes the two one and goes on to the next pair.
func (c *choice) merge() {
	c.dialog.Close()
	gone := c.twins[1].Customer.ID
	screen.ChangeThen(c.r.host, message.New("job.merge", nil), func(ctx context.Context, s *app.Session) error {
		return s.Merge(ctx, c.twins, c.name, c.kept)
	}, func() {
		c.r.host.Trace("merged %d", gone)
		c.r.judged(c.row, gone)
	})
}

// apart remembers that they are two and goes on to the next pair.
func (c *choice) apart() {
	c.dialog.Close()
	screen.ChangeThen(c.r.host, message.New("job.apart", nil), func(ctx context.Context, s *app.Session) error {
		return s.NotTheSame(ctx, c.twins)
	}, func() { c.r.judged(c.row, 0) })
}

// columns lays out a line of the comparison.
type columns struct{}

var columnWidths = [...]float32{fieldWidth, valueWidth, valueWidth, choiceWidth}

func (columns) MinSize(cells []fyne.CanvasObject) fyne.Size {
	var size fyne.Size
	for i, cell := range cells {
		if cell.Size().Width != columnWidths[i] { // the width decides the lines
			cell.Resize(fyne.NewSize(columnWidths[i], cell.MinSize().Height))
		}
		size.Height = fyne.Max(size.Height, cell.MinSize().Height)
		size.Width += columnWidths[i] + look.Space3
	}
	return size
}

func (columns) Layout(cells []fyne.CanvasObject, size fyne.Size) {
	x := float32(0)
	for i, cell := range cells {
		height := fyne.Min(cell.MinSize().Height, size.Height)
		y := float32(0)
		if size.Height <= oneLine { // beside a drop-down
			y = (size.Height - height) / 2
		}
		cell.Move(fyne.NewPos(x, y))
		cell.Resize(fyne.NewSize(columnWidths[i], height))
		x += columnWidths[i] + look.Space3
	}
}
