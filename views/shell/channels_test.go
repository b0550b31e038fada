package shell_test

import (
	"testing"

	"cxworkbench/app"
	"cxworkbench/views/kit"
	"cxworkbench/views/viewtest"
)

const contacts = "customer,at,activity,channel,amount\n" +
	"1,2026-01-05,Purchase,shop,10\n1,2026-02-05,Purchase,web,20\n2,2026-01-09,Purchase,shop,30\n3,2026-03-01,Purchase,phone,5\n"

// One channel is chosen in the bar, several in a dialog; what is limited says so, and
// all that narrows comes off together.
func TestChannelsAreChosenShownAndTakenOff(t *testing.T) {
	b := viewtest.Open(t, contacts)
	b.MustSay("All channels")
	b.Choose("shop")
	if got := b.Workbench().View().Channels; got != app.OnlyChannels("shop") {
		t.Fatalf("looked at are %q", got)
	}
	b.Show("Churn")
	b.MustSay("only contacts, cases and answers through shop")
	b.Show("Journey maturity")
	b.MustSay("of all channels")
	if b.Says("through shop") {
		t.Error("stages claim to be of one channel")
	}

	b.Show("Customers")
	b.MustSay("Contacts of all channels are counted here.")

	b.Choose("Several…")
	b.MustSay("With none ticked, all channels count.")
	viewtest.Find(b, func(c *kit.Check) bool { return c.Text == "web" }).SetChecked(true)
	b.Press("Apply")
	if got := b.Workbench().View().Channels; got != app.OnlyChannels("shop", "web") {
		t.Fatalf("looked at are %q", got)
	}
	b.MustSay("2 channels", "through shop, web")
	b.Press("through shop, web")
	if got := b.Workbench().View().Channels; got != "" {
		t.Errorf("taken off, %q are left", got)
	}

	b.Run("Channels…") // from the menu or the palette
	for _, name := range []string{"phone", "shop", "web"} {
		viewtest.Find(b, func(c *kit.Check) bool { return c.Text == name }).SetChecked(true)
	}
	b.Press("Apply")
	if got := b.Workbench().View().Channels; got != "" {
		t.Errorf("every one of them is %q, want no limit", got)
	}
	b.Choose("phone")
	b.Run("Take the filter off")
	if got := b.Workbench().View().Channels; got != "" || !b.Says("All channels") {
		t.Errorf("after taking the filter off, %q are left", got)
	}
}

// Contacts that name no channel are a choice beside the channels, whatever these are
// called.
func TestNoChannelIsAChoice(t *testing.T) {
	b := viewtest.Open(t, "customer,at,activity,channel,amount\n1,2026-01-05,Purchase,shop,10\n1,2026-02-05,Purchase,,20\n2,2026-01-09,Purchase,No channel,30\n")
	b.Choose("(No channel)")
	if got := b.Workbench().View().Channels; got != app.OnlyChannels("") {
		t.Fatalf("looked at are %q", got.Names())
	}
	b.Show("Churn")
	b.MustSay("only contacts, cases and answers that name no channel", "(No channel)")
	b.Choose("No channel")
	if got := b.Workbench().View().Channels; got != app.OnlyChannels("No channel") {
		t.Fatalf("looked at are %q", got.Names())
	}
	b.Choose("Several…")
	viewtest.Find(b, func(c *kit.Check) bool { return c.Text == "(No channel)" }).SetChecked(true)
	b.Press("Apply")
	if got := b.Workbench().View().Channels; got != app.OnlyChannels("No channel", "") {
		t.Fatalf("looked at are %q", got.Names())
	}
	b.MustSay("2 channels", "through No channel, or without a channel")
}

// The figures of the first screen that are limited say so, those that are not do not.
func TestFiguresSayWhichChannelsTheyAreOf(t *testing.T) {
	b := viewtest.Open(t, contacts)
	if b.Says("through") {
		t.Fatal("of all channels, figures say through which")
	}
	b.Choose("phone")
	said := 0
	for _, o := range b.Objects() {
		if text, ok := o.(*kit.Text); ok && text.Text() == "only contacts, cases and answers through phone" {
			said++
		}
	}
	if said != 3 { // the newest cohort, satisfaction, time to resolve
		t.Errorf("%d figures say that they are limited, want 3", said)
	}
}

// Without a choice there is nothing to choose.
func TestOneChannelIsNoChoice(t *testing.T) {
	b := viewtest.Open(t, "customer,at,activity,channel\n1,2026-01-05,Purchase,shop\n")
	if b.Says("All channels") {
		t.Error("one channel is offered as a choice")
	}
}
