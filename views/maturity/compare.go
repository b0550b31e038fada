package maturity

import (
	"context"

	"fyne.io/fyne/v2"

	"cxworkbench/app"
	"cxworkbench/data/eventlog"
	"cxworkbench/views/kit"
	"cxworkbench/views/page"
	"cxworkbench/views/screen"
)

// newCompare makes the page that sets two segments or two periods beside each
// other. A consultant opens it to see what became better, and leaves with the
// differences that are more than chance.
func newCompare(host screen.Host) *page.Page {
	var sides [2]*side
	return page.New(host, page.Setup{
		Section: screen.Maturity, Job: "job.compare", Cannot: "maturity.cannot",
		Offer: func(log *eventlog.Log, changed func()) []fyne.CanvasObject {
			t, usual := host.Printer().T, app.UsualSides(log)
			sides[0] = newSide(host, t("compare.first"), usual[0].Period, sides[0], changed)
			sides[1] = newSide(host, t("compare.second"), usual[1].Period, sides[1], changed)
			return []fyne.CanvasObject{sides[0].who.Field, sides[0].when.Field, sides[1].who.Field, sides[1].when.Field}
		},
		Ask: func() page.Ask {
			first, second := sides[0].spec(), sides[1].spec()
			return func(ctx context.Context, s *app.Session, v app.View) (app.Answer, error) {
				r, err := s.Compare(ctx, v, first, second)
				if err != nil {
					return app.Answer{}, err
				}
				return app.CompareAnswer(r), nil
			}
		},
	})
}

// side are the controls of one side.
type side struct {
	who  *kit.Choice[string] // a segment, or empty for everyone
	when *kit.Choice[app.Period]
}

// newSide offers the segments there are now and keeps what was chosen before.
func newSide(host screen.Host, name string, period app.Period, before *side, changed func()) *side {
	p := host.Printer()
	segments := []string{""}
	for _, segment := range host.Workbench().Segments() {
		segments = append(segments, segment.Name)
	}
	s := &side{
		who: kit.NewChoice(name, segments, func(segment string) string {
			if segment == "" {
				return p.T("compare.side.everyone")
			}
			return segment
		}, changed),
		when: kit.NewChoice(p.T("compare.of"), app.Periods, func(period app.Period) string { return p.Text(period.Name()) }, changed),
	}
	s.when.Set(period)
	if before != nil {
		s.who.Set(before.who.Value())
		s.when.Set(before.when.Value())
	}
	return s
}

func (s *side) spec() app.SideSpec {
	return app.SideSpec{Segment: s.who.Value(), Period: s.when.Value()}
}
