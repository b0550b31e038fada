package workspace_test

import (
	"fmt"

	"pgregory.net/rapid"

	"cxworkbench/data"
	"cxworkbench/data/workspace"
)

var person workspace.Origin

func word(t *rapid.T, kind string) string {
	return fmt.Sprint(kind, " ", rapid.IntRange(0, 4).Draw(t, kind))
}

func day(t *rapid.T) data.Day { return data.DayOf(2026, 1, rapid.IntRange(1, 28).Draw(t, "day")) }

// edits are all writes that there are besides imports. One that finds nothing to
// change does nothing.
var edits = []edit{
	{"add customer", func(t *rapid.T, tx *workspace.Tx, k *ids) error {
		id, err := tx.AddCustomer(&data.Customer{
			Name: word(t, "Name"), Attributes: map[string]string{"region": word(t, "R")},
			Identities: []data.Identity{{Kind: data.IdentityEmail, Value: word(t, "mail")}},
		}, person)
		k.customers = append(k.customers, id)
		return err
	}},
	{"update customer", func(t *rapid.T, tx *workspace.Tx, k *ids) error {
		id := pick(t, k.customers)
		if id == 0 {
			return nil
		}
		return tx.UpdateCustomer(&data.Customer{ID: id, Name: word(t, "Name"), Identities: []data.Identity{{Kind: data.IdentityPhone, Value: word(t, "phone")}}})
	}},
	{"add interaction", func(t *rapid.T, tx *workspace.Tx, k *ids) error {
		activity, _, err := tx.Activity(word(t, "Activity"), data.KindPurchase, data.PushPull)
		if err != nil {
			return err
		}
		channel, _, err := tx.Channel(word(t, "Channel"), "")
		if err != nil {
			return err
		}
		touchpoint, _, err := tx.Touchpoint(word(t, "Touchpoint"), data.CategorySales)
		if err != nil {
			return err
		}
		return tx.AddInteraction(&data.Interaction{
			CustomerID: pick(t, k.customers), ActivityID: activity, ChannelID: channel, TouchpointID: touchpoint, When: data.OnDay(day(t)), Note: word(t, "Note"),
			HasQuantity: true, Quantity: 1.5,
		}, person, 0)
	}},
	{"add subscription", func(t *rapid.T, tx *workspace.Tx, k *ids) error {
		id := pick(t, k.customers)
		if id == 0 {
			return nil
		}
		return tx.AddSubscription(&data.Subscription{CustomerID: id, Start: day(t), End: data.NoDay}, person, 0)
	}},
	{"update subscription", func(t *rapid.T, tx *workspace.Tx, k *ids) error {
		product, _, err := tx.Product(word(t, "P"))
		if err != nil {
			return err
		}
		reason, _, err := tx.Reason(word(t, "Reason"))
		if err != nil {
			return err
		}
		return tx.UpdateSubscription(&data.Subscription{ID: pick(t, k.subscriptions), ProductID: product, ReasonID: reason, Start: day(t), End: data.NoDay})
	}},
	{"stage change", func(t *rapid.T, tx *workspace.Tx, k *ids) error {
		id := pick(t, k.customers)
		if id == 0 {
			return nil
		}
		return tx.AddStageChange(&data.StageChange{
			CustomerID: id, StageID: pick(t, k.stages), Day: day(t), Evidence: data.Evidence{Kind: data.EvidenceReason, Reason: word(t, "Reason")},
		}, person)
	}},
	{"settings", func(t *rapid.T, tx *workspace.Tx, _ *ids) error {
		s := settings
		s.Name, s.AsOf = word(t, "Workspace"), day(t)
		return tx.SetSettings(s)
	}},
	{"edit stage", func(t *rapid.T, tx *workspace.Tx, k *ids) error {
		id := pick(t, k.stages)
		return tx.SetStage(id, fmt.Sprint(word(t, "Stage"), " of ", id), rapid.SampledFrom([]string{"", "done purchase"}).Draw(t, "rule"))
	}},
	{"add segment", func(t *rapid.T, tx *workspace.Tx, _ *ids) error {
		err := tx.AddSegment(word(t, "Segment"), "left")
		if data.CodeOf(err) == data.CodeBadInput { // there is one
			return nil
		}
		return err
	}},
	{"add list", func(t *rapid.T, tx *workspace.Tx, k *ids) error {
		var people []int64
		if id := pick(t, k.customers); id != 0 {
			people = []int64{id, id}
		}
		err := tx.AddList(word(t, "Segment"), "in list x", day(t), people)
		if data.CodeOf(err) == data.CodeBadInput { // there is one
			return nil
		}
		return err
	}},
	{"remove segment", func(t *rapid.T, tx *workspace.Tx, _ *ids) error {
		if err := tx.RemoveSegment(word(t, "Segment")); data.CodeOf(err) != data.CodeNotFound {
			return err
		}
		return nil
	}},
	{"add response", func(t *rapid.T, tx *workspace.Tx, k *ids) error {
		metric, _, err := tx.Metric(data.Metric{Name: word(t, "Metric"), Kind: data.MetricNPS, High: 10, Direction: data.HighIsGood})
		if err != nil {
			return err
		}
		_, err = tx.AddResponse(&data.Response{CustomerID: pick(t, k.customers), MetricID: metric, When: data.OnDay(day(t)), Score: 7.5, Comment: word(t, "Comment")}, person, 0)
		return err
	}},
	{"add ticket", func(t *rapid.T, tx *workspace.Tx, k *ids) error {
		id, err := tx.AddTicket(&data.Ticket{CustomerID: pick(t, k.customers), Ref: word(t, "T"), Subject: word(t, "Subject"), Opened: 1}, person, 0)
		if err != nil {
			return err
		}
		k.tickets = append(k.tickets, id)
		_, err = tx.AddTicketEvent(&data.TicketEvent{TicketID: id, At: 2, Status: "open", Note: word(t, "Note")}, person)
		return err
	}},
	{"update ticket", func(t *rapid.T, tx *workspace.Tx, k *ids) error {
		id := pick(t, k.tickets)
		if id == 0 {
			return nil
		}
		return tx.UpdateTicket(&data.Ticket{ID: id, CustomerID: pick(t, k.customers), Subject: word(t, "Subject"), Opened: 3})
	}},
	{"link ticket", func(t *rapid.T, tx *workspace.Tx, k *ids) error {
		interaction := pick(t, k.interactions)
		if interaction == 0 {
			return nil
		}
		return tx.LinkTicket(interaction, pick(t, k.tickets))
	}},
	{"consent", func(t *rapid.T, tx *workspace.Tx, k *ids) error {
		id := pick(t, k.customers)
		if id == 0 {
			return nil
		}
		_, err := tx.AddConsent(&data.Consent{CustomerID: id, Purpose: word(t, "Purpose"), Given: true, Day: day(t)})
		return err
	}},
	{"add task", func(t *rapid.T, tx *workspace.Tx, k *ids) error {
		id, err := tx.AddTask(&data.Task{CustomerID: pick(t, k.customers), InteractionID: pick(t, k.interactions), What: word(t, "Task"), Due: day(t), Done: data.NoDay})
		k.tasks = append(k.tasks, id)
		return err
	}},
	{"update task", func(t *rapid.T, tx *workspace.Tx, k *ids) error {
		id := pick(t, k.tasks)
		if id == 0 {
			return nil
		}
		return tx.UpdateTask(&data.Task{ID: id, What: word(t, "Task"), Due: data.NoDay, Done: day(t)})
	}},
	{"remove task", func(t *rapid.T, tx *workspace.Tx, k *ids) error {
		id := take(t, &k.tasks)
		if id == 0 {
			return nil
		}
		return tx.RemoveTask(id)
	}},
	{"save view", func(t *rapid.T, tx *workspace.Tx, _ *ids) error {
		return tx.SaveView(data.SavedView{Name: word(t, "View"), Screen: word(t, "screen"), State: "{}"})
	}},
	{"remove view", func(t *rapid.T, tx *workspace.Tx, k *ids) error {
		id := take(t, &k.views)
		if id == 0 {
			return nil
		}
		return tx.RemoveView(id)
	}},
}
