package churn_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"cxworkbench/data/message"
	"cxworkbench/views/chartview"
	"cxworkbench/views/grid"
	"cxworkbench/views/kit"
	"cxworkbench/views/viewtest"
)

// telco is a file as a telephone company exports it: tenure instead of dates.
func telco() string {
	var b strings.Builder
	b.WriteString("customerID,tenure,Contract,gender,MonthlyCharges,Churn\n")
	random := rand.New(rand.NewPCG(1, 2))
	for id := range 160 {
		contract, chance := "Month-to-month", 6
		if id%2 == 1 {
			contract, chance = "Two year", 2
		}
		left := "No"
		if random.IntN(10) < chance {
			left = "Yes"
		}
		fmt.Fprintf(&b, "A-%03d,%d,%s,%s,%d.50,%s\n", id, 1+random.IntN(60), contract, []string{"Female", "Male"}[random.IntN(2)], 20+random.IntN(80), left)
	}
	return b.String()
}

// shop is two years of purchases of 90 customers.
func shop() string {
	var b strings.Builder
	b.WriteString("order_id,customer,order_date,amount,currency\n")
	random := rand.New(rand.NewPCG(3, 4))
	order := 0
	for id := range 90 {
		for range 1 + random.IntN(7) {
			order++
			fmt.Fprintf(&b, "%d,Shop %02d,202%d-%02d-%02d,%d.00,EUR\n", order, id, 4+random.IntN(2), 1+random.IntN(12), 1+random.IntN(28), 5+random.IntN(90))
		}
	}
	return b.String()
}

// tab opens a tab of the section.
func tab(b *viewtest.Bench, name string) { b.Tab(name) }

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
	const most = 6 // parts of a chart that are tried
	for file, tabs := range map[string][]string{
		telco(): {"When they leave", "Factors", "Reasons", "Who has left"},
		shop():  {"When they leave", "Reasons", "Who has left", "Lifecycle", "Purchases", "Still active"},
	} {
		b := viewtest.Open(t, file)
		b.Show("Churn")
		for _, name := range tabs {
			tab(b, name)
			if name == "Still active" {
				b.Choose("hold the fit back") // few customers, who buy alike
			}
			charts := pictures(b)
			if len(charts) == 0 {
				t.Errorf("%s has no picture: %q", name, b.Texts())
			}
			for _, chart := range charts {
				regions := chart.Scene().Regions
				for i := 0; i < len(regions); i += 1 + len(regions)/most {
					region := regions[i]
					chart.OnTap(region.Target)
					b.Settle()
					people := viewtest.Find(b, func(g *grid.Grid) bool { return g.Columns()[0].Title == "Customer" && len(g.Columns()) < 4 })
					said := message.English().Int(int64(people.Len()))
					if !strings.Contains(" "+region.Tooltip, " "+said+" ") {
						t.Errorf("%s: %q opens %s people", name, region.Tooltip, said)
					}
					for row := range min(people.Len(), 5) {
						if why := people.Row(row)[1]; people.Columns()[1].Key != "why" || why == "" || strings.ContainsAny(why, "{}") || strings.Contains(why, ".why") {
							t.Errorf("%s: %q says of %q why: %q", name, region.Tooltip, people.Row(row)[0], why)
						}
					}
					b.Key(fyne.KeyEscape)
				}
			}
		}
	}
}

func TestWhatCannotBeSaidIsRefusedInASentence(t *testing.T) {
	b := viewtest.Open(t, telco())
	b.Show("Churn")
	for name, says := range map[string]string{
		"Lifecycle": "so there is no lifecycle to show", "First use": "derived from tenures", "Purchases": "so there is nothing to score", "Still active": "nothing can be said about buying again",
	} {
		tab(b, name)
		b.MustSay("This cannot be shown as asked", says)
		if _, ok := b.Exporter().Table(); ok {
			t.Errorf("%s has a table to save", name)
		}
	}
	tab(b, "When they leave")
	b.Type(viewtest.First[*kit.Entry](b), "twelve")
	b.MustSay("This cannot be shown as asked", "twelve is no list of times")
}

// The question of the board, answered by two clicks after the import: the section
// and its tab.
func TestSurvivalBeginsWithTheContract(t *testing.T) {
	b := viewtest.Open(t, telco())
	b.Show("Churn")
	tab(b, "When they leave")
	b.MustSay("Contract Month-to-month: half leave within", "by Contract", "log-rank test", "95 % log-log intervals", "after 12 months")
	b.Choose("all together")
	b.MustSay("All together, half leave within")
	b.Choose("Contract")
	b.Choose("Gehan-Wilcoxon test")
	b.MustSay("Gehan-Wilcoxon test: chi-square")
}

func TestTheDefinitionIsKeptForEveryFigure(t *testing.T) {
	b := viewtest.Open(t, shop())
	b.Show("Churn")
	tab(b, "Who has left")
	b.MustSay("no activity for 90 days")
	days := viewtest.First[*kit.Entry](b)
	days.SetText("30")
	b.Settle()
	b.MustSay("no activity for 30 days") // live
	tab(b, "When they leave")
	b.MustSay("no activity for 90 days") // but not kept yet
	tab(b, "Who has left")
	b.Press("Use this everywhere")
	for _, name := range []string{"When they leave", "Reasons", "Who has left"} {
		tab(b, name)
		b.MustSay("no activity for 30 days")
	}
	b.Run("Undo “Change who has left”")
	tab(b, "When they leave")
	b.MustSay("no activity for 90 days")
}

// The people behind a part become a segment that all screens can be asked for.
func TestPeopleAreSavedAsASegment(t *testing.T) {
	b := viewtest.Open(t, telco())
	b.Show("Churn")
	tab(b, "Reasons")
	chart := pictures(b)[0]
	chart.OnTap(chart.Scene().Regions[0].Target)
	b.Settle()
	n := viewtest.Find(b, func(g *grid.Grid) bool { return len(g.Columns()) == 2 }).Len()
	b.Press("Save as segment")
	b.MustSay(fmt.Sprintf("these %d people", n))
	b.Type(viewtest.First[*kit.Entry](b), "The leavers")
	b.Settle()
	b.MustSay("Saved segment “The leavers”")
	b.Press("Look at it")
	b.Settle()
	b.MustSay("segment “The leavers”")
	b.Show("Customers")
	b.MustSay(fmt.Sprintf("%d of 160 customers", n))
}

func TestPeopleWhoBoughtOnceAreNotKnown(t *testing.T) {
	b := viewtest.Open(t, shop())
	b.Show("Churn")
	tab(b, "Still active")
	b.MustSay("set a penalty of .01")
	b.Choose("hold the fit back")
	table := viewtest.Find(b, func(g *grid.Grid) bool { return len(g.Columns()) >= 4 })
	if table.Len() != 90 {
		t.Errorf("%d of 90 people are listed", table.Len())
	}
	unknown := 0
	for i := range table.Len() {
		if row := table.Row(i); row != nil && row[3] == "0" {
			if row[1] != "not known" {
				t.Errorf("%v bought on one day, and the chance is said", row)
			}
			unknown++
		}
	}
	if unknown == 0 {
		table.ScrollTo(80)
		b.Settle()
	}
	table.OnOpen(0)
	b.Settle()
	b.MustSay("People (1)")
}
