package screen

import (
	"context"

	"cxworkbench/app"
	"cxworkbench/app/job"
	"cxworkbench/data/message"
	"cxworkbench/views/kit"
)

// Change writes to the workspace in the background and has every screen look
// again; what goes wrong is shown.
func Change(host Host, label message.Message, write func(ctx context.Context, s *app.Session) error) {
	ChangeThen(host, label, write, func() {})
}

// ChangeThen is Change that goes on once every screen has looked again.
func ChangeThen(host Host, label message.Message, write func(ctx context.Context, s *app.Session) error, then func()) {
	bench := host.Workbench()
	session := bench.Session()
	failed := func(err error) bool {
		if err != nil {
			host.Trace("error %v", err)
			kit.ShowError(host.Window(), err)
		}
		return err != nil
	}
	bench.Jobs.Start(label, func(ctx context.Context, _ *job.Progress) error {
		return write(ctx, session)
	}, func(err error) {
		if !failed(err) {
			bench.Refresh(func(err error) {
				if !failed(err) {
					then()
				}
			})
		}
	})
}
