package customers

import (
	"context"

	"fyne.io/fyne/v2"

	"cxworkbench/app"
	"cxworkbench/app/job"
	"cxworkbench/data"
	"cxworkbench/data/message"
	"cxworkbench/resources/look"
	"cxworkbench/views/kit"
	"cxworkbench/views/screen"
)

// shownRecords is how many of a customer's contacts are offered as evidence; a
// longer list cannot be chosen from.
const shownRecords = 40

// ChangeStage asks to which stage a customer moves, from which day on and on what
// evidence, and records it; changed is called when every screen has looked again.
func ChangeStage(host screen.Host, p app.Profile, changed func()) {
	t, stages := host.Printer().T, host.Workbench().Session().Log().Stages
	names := make([]string, len(stages))
	for i, stage := range stages {
		names[i] = stage.Name
	}
	records, labels := evidenceOf(p, host.Printer())
	chosen := struct{ stage, record int }{stage: max(0, p.Place)}
	stage := kit.NewSelect(names, chosen.stage, func(i int) { chosen.stage = i })
	day, reason := kit.NewEntry(p.AsOf.String()), kit.NewEntry("")
	day.SetText(p.AsOf.String())
	words := kit.LabelledField(t("stage.reason"), reason)
	record := kit.NewSelect(labels, 0, func(i int) {
		chosen.record = i
		words.(*fyne.Container).Hidden = records[i].Kind != data.EvidenceReason
		words.Refresh()
	})
	body := kit.Column(look.Space3, kit.LabelledField(t("stage.stage"), stage), kit.LabelledField(t("stage.day"), day), kit.LabelledField(t("stage.evidence"), record), words)
	kit.Ask(host.Window(), kit.Question{
		Title: t("stage.change"), Text: t("stage.text"), Body: body, Action: t("stage.do"),
		Do: func() {
			change := data.StageChange{CustomerID: p.Customer.ID, StageID: stages[chosen.stage].ID, Evidence: records[chosen.record]}
			if change.Evidence.Kind == data.EvidenceReason {
				change.Evidence.Reason = reason.Text
			}
			recordChange(host, change, day.Text, changed)
		},
	})
}

// evidenceOf offers what can be evidence: a reason, the subscriptions, the latest
// contacts.
func evidenceOf(p app.Profile, printer *message.Printer) (records []data.Evidence, labels []string) {
	add := func(e data.Evidence, label string) {
		records, labels = append(records, e), append(labels, label)
	}
	add(data.Evidence{Kind: data.EvidenceReason}, printer.T("stage.reason.choice"))
	for _, s := range p.Subscriptions {
		name := p.Products[s.ProductID]
		if name == "" {
			name = printer.T("profile.subscription")
		}
		add(data.Evidence{Kind: data.EvidenceSubscription, ID: s.ID}, printer.Text(message.New("stage.record", message.Args{"day": s.Start, "what": name})))
	}
	for _, touch := range p.Touches[:min(len(p.Touches), shownRecords)] {
		what := touch.Activity
		if touch.Channel != "" {
			what += ", " + touch.Channel
		}
		add(data.Evidence{Kind: data.EvidenceInteraction, ID: touch.ID}, printer.Text(message.New("stage.record", message.Args{"day": touch.Day, "what": what})))
	}
	return records, labels
}

// recordChange stores a change in the background.
func recordChange(host screen.Host, change data.StageChange, day string, changed func()) {
	bench := host.Workbench()
	session := bench.Session()
	today := data.DayIn(bench.Now().UnixMilli(), session.Log().Zone)
	failed := func(err error) bool {
		if err != nil {
			host.Trace("error %v", err)
			kit.ShowError(host.Window(), err)
		}
		return err != nil
	}
	var err error
	if change.Day, err = host.Printer().ReadDay(day); err != nil {
		failed(data.Wrap(err, data.CodeBadInput, "%q is no date like 2026-10-31; nothing was changed.", day))
		return
	}
	bench.Jobs.Start(message.New("job.stage", nil), func(ctx context.Context, _ *job.Progress) error {
		_, err := session.ChangeStage(ctx, change, today)
		return err
	}, func(err error) {
		if !failed(err) {
			bench.Refresh(func(err error) {
				if !failed(err) {
					changed()
				}
			})
		}
	})
}
