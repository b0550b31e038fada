package watch_test

import (
	"fmt"
	"strings"
	"testing"

	"fyne.io/fyne/v2/test"

	"cxworkbench/charts"
	"cxworkbench/data/analysis/coverage"
	"cxworkbench/data/analysis/exceptions"
	"cxworkbench/data/analysis/silence"
	"cxworkbench/resources/look"
	"cxworkbench/views/chartview"
	"cxworkbench/views/grid"
	"cxworkbench/views/kit"
	"cxworkbench/views/viewtest"
)

// shop is the orders of ten customers, weekly for fifteen weeks; half of them stop in
// between, of whom two complain first. One has had nothing but newsletters.
func shop() string {
	var b strings.Builder
	b.WriteString("customer,date,activity,channel,amount\n")
	for c := range 10 {
		for week := range 15 {
			if c%2 == 1 && week > 10-c/2 {
				continue
			}
			fmt.Fprintf(&b, "Shop %02d,2026-%02d-%02d,Order,Web,10\n", c, 1+week/4, 1+week%4*7)
		}
		if c == 1 || c == 3 {
			fmt.Fprintf(&b, "Shop %02d,2026-03-2%d,Complaint,Phone,\n", c, c)
		}
	}
	b.WriteString("Shop 10,2026-04-10,Newsletter,Email,\n")
	return b.String()
}

// tab opens a tab of the section.
func tab(b *viewtest.Bench, name string) {
	test.Tap(viewtest.Find(b, func(t *kit.Tab) bool { return t.Text() == name }))
	b.Settle()
}

// open opens a part of a picture and gives how many people it lists.
func open(b *viewtest.Bench, chart *chartview.View, target any) int {
	chart.OnTap(target)
	b.Settle()
	n := 0
	if _, err := fmt.Sscan(b.Traced("people"), &n); err != nil {
		return -1
	}
	return n
}

// pictures are the charts in view.
func pictures(b *viewtest.Bench) (out []*chartview.View) {
	for _, o := range b.Objects() {
		if chart, ok := o.(*chartview.View); ok && len(chart.Scene().Regions) > 0 {
			out = append(out, chart)
		}
	}
	return out
}

func TestEveryPageOpensAsManyPeopleAsItSays(t *testing.T) {
	b := viewtest.Open(t, shop())
	b.Show("Watch")
	b.MustSay("Watch list", "meaningful = enquiry, proposal, purchase")
	for _, name := range []string{"Silence", "Exceptions", "Coverage"} {
		tab(b, name)
		charts, opened := pictures(b), 0
		if len(charts) == 0 {
			t.Fatalf("%s has no picture: %q", name, b.Texts())
		}
		for _, chart := range charts {
			for _, region := range chart.Scene().Regions {
				switch key := region.Target.(type) {
				case silence.Key, coverage.Key:
					n := open(b, chart, key)
					if blind := strings.Contains(region.Tooltip, "blind") || strings.Contains(region.Tooltip, "Nobody"); n == 0 != (blind || strings.HasPrefix(region.Tooltip, "0 ")) || n > 0 && !strings.Contains(region.Tooltip, fmt.Sprint(n)) && !strings.Contains(region.Tooltip, "gaps") {
						t.Errorf("%s: %q opens %d people", name, region.Tooltip, n)
					}
					opened += n
				case exceptions.Key:
					opened += open(b, chart, key)
				}
			}
		}
		if opened == 0 {
			t.Errorf("%s: no part opens anybody", name)
		}
	}
}

func TestWhoIsSilentIsListedAndOpens(t *testing.T) {
	b := viewtest.Open(t, shop())
	b.Show("Watch")
	list := viewtest.First[*grid.Grid](b)
	if list.Len() == 0 {
		t.Fatalf("nobody is on the watch list: %q", b.Texts())
	}
	b.MustSay(fmt.Sprintf("%d on the watch list", list.Len()), "1 never contacted")
	first := list.Row(0)[0]
	list.OnSort(2, false)
	b.Settle()
	if last := list.Row(list.Len() - 1)[0]; list.Len() > 1 && last != first {
		t.Errorf("sorted by days the other way %s is last, %s was first", last, first)
	}
	list.OnOpen(list.Len() - 1)
	b.Settle()
	b.MustSay(first, "Search this time line")
}

func TestWhatIsMeaningfulIsChosenAndKept(t *testing.T) {
	b := viewtest.Open(t, shop())
	b.Show("Watch")
	b.Press("What is meaningful")
	for _, name := range []string{"purchase", "complaint", "marketing"} {
		check := viewtest.Find(b, func(c *kit.Check) bool { return c.Text == name })
		check.SetChecked(!check.Checked)
	}
	b.Press("Use these")
	b.Settle()
	b.MustSay("meaningful = marketing, enquiry, proposal, refund, service, referral, cancellation", "10 never contacted")
}

func TestTableAndPictureAreOfWhatIsShown(t *testing.T) {
	b := viewtest.Open(t, shop())
	b.Show("Watch")
	for name, columns := range map[string]string{"Silence": "Days silent", "Exceptions": "Cause", "Coverage": "Touchpoint"} {
		tab(b, name)
		table, ok := b.Exporter().Table()
		if !ok || !strings.Contains(strings.Join(table.Columns, ","), columns) {
			t.Errorf("%s saves %v", name, table.Columns)
		}
		if _, ok := b.Exporter().Picture(charts.Options{Width: 800, Height: 600, Palette: look.Print, Printer: b.Printer(), Heading: true}); !ok {
			t.Errorf("%s has no picture to save", name)
		}
	}
	tab(b, "Exceptions")
	b.MustSay("Not made good: people who wait", "Complaint (no cause noted)")
	tab(b, "Coverage")
	b.Choose("channel")
	b.MustSay("No touch is on record in 3 of 6 categories", "by channel")
}

func TestAnEmptyWorkspaceOffersTheImport(t *testing.T) {
	b := viewtest.Open(t)
	b.Run("Watch") // the navigation does not offer what has nothing to show
	b.MustSay("No customers yet")
}
