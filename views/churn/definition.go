package churn

import (
	"context"
	"strconv"

	"fyne.io/fyne/v2"
	base "fyne.io/fyne/v2/theme"

	"cxworkbench/app"
	"cxworkbench/data"
	"cxworkbench/data/analysis/churn"
	"cxworkbench/data/eventlog"
	"cxworkbench/data/message"
	"cxworkbench/views/kit"
	"cxworkbench/views/page"
	"cxworkbench/views/screen"
)

// definition is the page on which it is decided who has left.
type definition struct {
	host  screen.Host
	kept  string // the rule that the controls were set to
	rule  *kit.Choice[churn.Rule]
	entry *kit.Choice[churn.Entry]
	days  *kit.Entry
	row   []fyne.CanvasObject
}

// newDefinition makes the page. A consultant opens it to agree with the client on
// who counts as having left, sees at once how many that are and how often the rule
// would have been wrong, and leaves with one rule for every figure.
func newDefinition(host screen.Host) *page.Page {
	d := &definition{host: host}
	return page.New(host, page.Setup{
		Section: screen.Cohorts, Job: "job.churn", Cannot: "churn.cannot",
		Offer: d.offer,
		Ask: func() page.Ask {
			rule, err := d.chosen()
			return func(ctx context.Context, s *app.Session, v app.View) (app.Answer, error) {
				if err != nil {
					return app.Answer{}, err
				}
				r, err := s.Churn(ctx, v, rule)
				return app.ChurnAnswer(r), err
			}
		},
	})
}

func (d *definition) offer(log *eventlog.Log, changed func()) []fyne.CanvasObject {
	t := d.host.Printer().T
	if d.row == nil {
		d.rule = kit.NewChoice(t("churn.rule"), churn.Rules, func(r churn.Rule) string { return t("churn.rule." + string(r)) }, func() {
			d.enable()
			changed()
		})
		var days fyne.CanvasObject
		days, d.days = field(t("churn.days"), strconv.Itoa(churn.DefaultDays), 72, changed)
		d.entry = kit.NewChoice(t("churn.entry"), []churn.Entry{churn.EntryAuto, churn.EntryStart, churn.EntryLog}, func(e churn.Entry) string {
			if e == churn.EntryAuto {
				return t("churn.entry.auto")
			}
			return t("churn.entry." + string(e))
		}, changed)
		save := kit.NewQuietButton(t("churn.keep"), base.DocumentSaveIcon(), d.save)
		d.row = []fyne.CanvasObject{d.rule.Field, days, d.entry.Field, save}
	}
	// What the workspace says is shown until somebody chooses otherwise; it may
	// have changed with an undo or another workspace.
	if own := churn.Default(log); d.kept != own.String() {
		d.kept = own.String()
		d.rule.Set(own.Rule)
		d.entry.Set(own.Entry)
		days := churn.DefaultDays
		if own.Days > 0 {
			days = own.Days
		}
		d.days.OnChanged = nil
		d.days.SetText(strconv.Itoa(days))
		d.days.OnChanged = func(string) { changed() }
	}
	d.enable()
	return d.row
}

// enable lets days be typed where the rule has some.
func (d *definition) enable() {
	if d.rule.Value() == churn.Inactivity {
		d.days.Enable()
	} else {
		d.days.Disable()
	}
}

// chosen reads the controls.
func (d *definition) chosen() (churn.Definition, error) {
	rule := churn.Definition{Rule: d.rule.Value(), Entry: d.entry.Value()}
	if rule.Rule != churn.Inactivity {
		return rule, nil
	}
	n, err := d.host.Printer().ReadInt(d.days.Text)
	if err != nil {
		return rule, data.Errorf(data.CodeBadInput, "%s", d.host.Printer().Text(message.New("churn.days.bad", message.Args{"text": d.days.Text})))
	}
	rule.Days = n
	return churn.Parse(rule.String())
}

// save makes the rule that of every figure.
func (d *definition) save() {
	rule, err := d.chosen()
	if err != nil {
		kit.ShowError(d.host.Window(), err)
		return
	}
	screen.Change(d.host, message.New("job.churn.keep", nil), func(ctx context.Context, s *app.Session) error { return s.SetChurn(ctx, rule) })
}
