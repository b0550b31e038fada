package shell

import (
	"context"
	"strings"

	"cxworkbench/app"
	"cxworkbench/app/job"
	"cxworkbench/data/message"
	"cxworkbench/views/kit"
)

// askErase erases a customer for good, after asking: the one thing that cannot be
// undone.
func (s *Shell) askErase(id int64, label string) {
	kit.Ask(s.window, kit.Question{
		Title: s.printer.Text(message.New("erase.title", message.Args{"customer": label})), Text: s.printer.T("erase.ask"),
		Action: s.printer.T("erase.do"), Danger: true, Do: func() { s.erase(id) },
	})
}

func (s *Shell) erase(id int64) {
	session := s.bench.Session()
	var erased app.Erased
	s.bench.Jobs.Start(message.New("job.erase", nil), func(ctx context.Context, _ *job.Progress) (err error) {
		erased, err = session.EraseByID(ctx, id)
		return err
	}, func(err error) {
		if err != nil {
			s.failed(err)
			return
		}
		s.bench.Refresh(s.failed)
		s.tellErased(erased)
	})
}

// tellErased says what was done, and what the program cannot reach.
func (s *Shell) tellErased(erased app.Erased) {
	did, left := app.ErasedTexts(erased)
	lines := []string{s.printer.Text(did)}
	for _, text := range left {
		lines = append(lines, s.printer.Text(text))
	}
	kit.Ask(s.window, kit.Question{Title: s.printer.T("erase.do"), Text: strings.Join(lines, "\n\n"), Width: 520})
	s.Trace("erased %d", erased.Records)
}
