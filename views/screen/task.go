package screen

import (
	"context"

	"cxworkbench/app"
	"cxworkbench/data"
	"cxworkbench/data/message"
	"cxworkbench/views/kit"
)

// DoneButton notes that a task was done today.
func DoneButton(host Host, task data.Task) *kit.Button {
	bench := host.Workbench()
	done := kit.NewButton(host.Printer().T("person.task.done"), func() {
		today := bench.Session().Today(bench.Now())
		Change(host, message.New("job.task", nil), func(ctx context.Context, s *app.Session) error {
			_, err := s.FinishTask(ctx, task, today)
			return err
		})
	})
	if bench.Session().ReadOnly() != "" {
		done.Disable()
	}
	return done
}
