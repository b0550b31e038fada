package capture

import (
	"slices"
	"strings"

	"cxworkbench/data"
	"cxworkbench/data/eventlog"
)

// usualChannels are words for channels that most businesses have; the first of a
// list is what a channel is called that the workspace does not know yet.
var usualChannels = [][]string{
	{"Phone", "telephone", "call", "called", "phoned", "rang"},
	{"Email", "e-mail", "mail", "emailed", "mailed"},
	{"Chat", "live chat", "chatted"},
	{"SMS", "text message", "texted"},
	{"WhatsApp"},
	{"Store", "shop", "in person", "walked in", "visited", "counter", "branch"},
	{"Web", "website", "online"},
	{"Social", "twitter", "facebook", "instagram", "linkedin", "tiktok"},
	{"Letter", "fax"},
}

// usualActivities are words for what happens everywhere.
var usualActivities = []struct {
	kind  data.Kind
	words []string
}{
	{data.KindComplaint, []string{"Complaint", "complains", "complained", "complaining", "complain"}},
	{data.KindPurchase, []string{"Purchase", "purchased", "bought", "order", "ordered", "sale"}},
	{data.KindRefund, []string{"Refund", "refunded", "credit note"}},
	{data.KindEnquiry, []string{"Enquiry", "inquiry", "enquired", "question", "asked", "asks"}},
	{data.KindProposal, []string{"Proposal", "quote", "quotation", "offer", "quoted"}},
	{data.KindService, []string{"Service", "support", "repair", "repaired", "fixed", "helped"}},
	{data.KindReferral, []string{"Referral", "referred", "recommended"}},
	{data.KindCancel, []string{"Cancellation", "cancel", "cancelled", "canceled", "cancels"}},
}

// usual adds the usual words for what the workspace has by another name.
func (w *Words) usual(log *eventlog.Log) {
	for _, words := range usualChannels {
		choice := Choice{Name: words[0]}
		for _, known := range w.names[Channel] {
			if slices.ContainsFunc(words, func(word string) bool { return strings.Contains(keyOf(known.Name), keyOf(word)) }) {
				choice = known
				break
			}
		}
		w.usually(words, Channel, choice)
	}
	counts := make([]int, len(log.Activities))
	for _, code := range log.Events.Activity {
		counts[code]++
	}
	for _, usual := range usualActivities {
		choice, most := Choice{Name: usual.words[0]}, -1
		for code, a := range log.Activities {
			if a.Kind == usual.kind && counts[code] > most {
				choice, most = Choice{Name: a.Name}, counts[code]
			}
		}
		w.usually(usual.words, Activity, choice)
	}
}

func (w *Words) usually(words []string, kind Kind, choice Choice) {
	for _, word := range words {
		w.phrase(keysOf(word), kind, choice)
	}
	if !slices.Contains(w.names[kind], choice) {
		w.names[kind] = append(w.names[kind], choice)
	}
}

// between are words that stand between parts and name nobody by themselves.
var between = wordSet(`a about after again an and are as at back be been but by did do does for from had has have he her him his i in is it its
	me my new no not of off on or our out over she so than that the their them then they this to told too up us was we were will with you your yes`)

func wordSet(text string) map[string]bool {
	set := map[string]bool{}
	for _, word := range strings.Fields(text) {
		set[word] = true
	}
	return set
}
