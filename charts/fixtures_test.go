package charts

import (
	"math"

	"cxworkbench/data"
	"cxworkbench/data/analysis/cohort"
	"cxworkbench/data/analysis/maturity"
	"cxworkbench/data/eventlog"
	"cxworkbench/data/message"
	"cxworkbench/resources/look"
)

func options(p look.Palette, width, height int) Options {
	return Options{Width: width, Height: height, Palette: p, Printer: message.English(), Heading: true}
}

// cohorts makes a table of monthly cohorts that thins out with age, worse for
// those who joined in the middle; the last diagonal is open.
func cohorts(rows int) cohort.Result {
	r := cohort.Result{
		Spec: cohort.Spec{Criterion: cohort.On, Unit: eventlog.UnitMonth}, Unit: eventlog.UnitMonth,
		AsOf:       data.DayOf(2026, 10, 17),
		Finding:    message.Verbatim("One in four of the Q3 2025 joiners was gone by month three"),
		Definition: message.Verbatim("Cohorts by first purchase, monthly, calendar, return = any purchase inside the month; n = 2,400; as of 17 Oct 2026, Europe/Berlin; 312 rows without a customer left out (18,240 EUR); revision 41"),
	}
	start := data.DayOf(2026, 10, 1).AddMonths(1 - rows)
	sums := make([][3]float64, rows) // people, sizes, shares of complete cells by period
	for i := range rows {
		row := cohort.Row{Start: start.AddMonths(i), Size: 38 + (i*i*7+i*13)%71}
		r.N += row.Size
		for k := range rows - i {
			share := 0.16 + 0.55*math.Exp(-float64(k)/5) + 0.03*math.Sin(float64(3*i+5*k))
			if d := math.Abs(float64(i) - float64(rows)*0.6); d < 2 {
				share *= 0.7
			}
			cell := cohort.Cell{People: int(share * float64(row.Size)), Of: row.Size, Complete: k < rows-i-1}
			if k == 0 {
				cell.People = row.Size
			}
			row.Cells = append(row.Cells, cell)
			if cell.Complete && k > 0 {
				sums[k][0] += float64(cell.People)
				sums[k][1] += float64(cell.Of)
				sums[k][2] += cell.Share()
			}
		}
		r.Rows = append(r.Rows, row)
	}
	for k, sum := range sums {
		counted := max(0, rows-k-1)
		if k == 0 {
			counted = 0
		}
		mean := cohort.Mean{Pooled: math.NaN(), Simple: math.NaN(), Rows: counted}
		if counted > 0 {
			mean.Pooled, mean.Simple = sum[0]/sum[1], sum[2]/float64(counted)
		}
		r.Means = append(r.Means, mean)
	}
	return r
}

// byContract makes a table by attribute, on-or-after, with a value that is long
// and one that is not known.
func byContract() cohort.Result {
	r := cohort.Result{
		Spec: cohort.Spec{Criterion: cohort.OnOrAfter, By: "Contract"}, Unit: eventlog.UnitQuarter, N: 7043,
		Finding:    message.Verbatim("People on two-year contracts stay"),
		Definition: message.Verbatim("Cohorts by Contract; n = 7,043"),
	}
	for i, value := range []string{"Month-to-month", "One year", "Two years, cancellable at the end of any month with six weeks' notice", ""} {
		row := cohort.Row{Start: data.NoDay, Value: value, Size: 3875 - 900*i}
		for k := range 6 {
			of := row.Size - 37*k
			row.Cells = append(row.Cells, cohort.Cell{People: of * (10 - k*(4-i)/2) / 10, Of: of})
		}
		r.Rows = append(r.Rows, row)
	}
	for range 6 {
		r.Means = append(r.Means, cohort.Mean{Pooled: math.NaN(), Simple: math.NaN()})
	}
	return r
}

var stages = []data.Stage{
	{Name: "Initiation", Role: "prospect"}, {Name: "Attraction", Role: "lead"},
	{Name: "Alignment", Role: "potential customer"}, {Name: "Conversion", Role: "customer"},
	{Name: "Nurturing", Role: "returning customer"}, {Name: "Engagement", Role: "engaged customer"},
	{Name: "Partnership", Role: "partner"},
}

// ladderOf makes a ladder of 2,400 people and so many months before it.
func ladderOf(count int) maturity.Result {
	people := []int{212, 318, 143, 655, 482, 271, 88}
	r := maturity.Result{
		AsOf: data.DayOf(2026, 10, 31), Currency: "EUR", N: 2400, NoStage: 74, Left: 157, NoStageValue: 0,
		Index: 44.3, IndexByValue: 61.8, Basis: maturity.ValueAmounts,
		Finding:    message.Verbatim("Four in ten people have bought once and not come back"),
		Definition: message.Verbatim("Stage by recorded changes and rules, as of 31 Oct 2026; value = net amount of the 12 months before; n = 2,400; Left means a recorded end; 3 people with negative value weigh 0; revision 41"),
	}
	for i, stage := range stages {
		value := data.Money(people[i]) * data.Money(i*i) * 2113
		r.Rows = append(r.Rows, maturity.StageRow{Stage: stage, People: people[i], Value: value})
	}
	for i := range count {
		grown := float64(i+1) / float64(count)
		start := data.DayOf(2026, 10, 1).AddMonths(i + 1 - count)
		m := maturity.Month{
			Start: start, At: start.AddMonths(1) - 1, NoStage: 30 + int(44*grown), Left: int(157 * grown),
			Index: 36 + 8.3*grown + 1.2*math.Sin(float64(i)), IndexByValue: 50 + 11.8*grown + 2*math.Cos(float64(i)),
		}
		for rank, n := range people {
			m.People = append(m.People, int(float64(n)*math.Pow(grown, 0.6+0.25*float64(rank))))
			m.Values = append(m.Values, data.Money(m.People[rank])*data.Money(rank*rank)*2113)
		}
		r.Months = append(r.Months, m)
	}
	if count > 1 {
		r.Months[0].Index, r.Months[0].IndexByValue = math.NaN(), math.NaN()
	}
	return r
}
