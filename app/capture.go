package app

import (
	"context"
	"strings"

	"cxworkbench/app/capture"
	"cxworkbench/data"
	"cxworkbench/data/exchange"
	"cxworkbench/data/message"
	"cxworkbench/data/workspace"
)

// CaptureWords gives the words with which lines of quick capture are read, as the
// log has them now, in a person's languages and in English.
func (s *Session) CaptureWords(today data.Day, languages ...*message.Printer) *capture.Words {
	return capture.NewWords(s.Log(), today, s.identified, languages...)
}

// shortestPhone is how many characters a text must have to be looked up as a
// telephone number: a shorter one is the id of somebody else.
const shortestPhone = 6

// identified gives the customers with an identity of this value. A failure to read
// finds nobody: the person sees that and types the name.
func (s *Session) identified(text string) (ids []int64) {
	values := []string{text}
	if email := exchange.NormalEmail(text); email != text && strings.Contains(text, "@") {
		values = append(values, email)
	}
	if phone := exchange.NormalPhone(text); phone != text && len(phone) >= shortestPhone {
		values = append(values, phone)
	}
	err := s.ws.Snapshot(context.Background(), func(snap *workspace.Snapshot) (err error) {
		ids, err = snap.IdentifiedBy(values)
		return err
	})
	if err != nil {
		return nil
	}
	return ids
}

// Captured is what was stored of a contact.
type Captured struct {
	Customer    int64
	Label       string
	Interaction int64
	Task        int64 // 0 where nothing was promised
	Revision    int64
}

// shorten cuts a name for the history; the record keeps it whole.
func shorten(name string) string {
	const most = 60
	name = strings.Join(strings.Fields(name), " ")
	if runes := []rune(name); len(runes) > most {
		return string(runes[:most]) + "…"
	}
	return name
}
