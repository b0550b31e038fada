package app

import (
	"context"
	"fmt"
	"path/filepath"

	"github.com/adrg/xdg"

	"cxworkbench/app/report"
	"cxworkbench/data"
	"cxworkbench/data/exchange"
	"cxworkbench/data/exchange/export"
	"cxworkbench/data/message"
	"cxworkbench/data/workspace"
)

// PresetFolder is where a person's import presets are kept, for all workspaces.
func PresetFolder() string { return filepath.Join(xdg.DataHome, "cxworkbench", "presets") }

// LoadFolder brings a whole workspace, exported as a folder, into this one, which
// must be empty, and reads the log anew.
func (s *Session) LoadFolder(ctx context.Context, folder string, progress func(done, total int64)) (exchange.Report, error) {
	report, err := export.Load(ctx, s.ws, folder, progress)
	if err != nil {
		return report, err
	}
	return report, s.changed(ctx)
}

// Rejects gives the first rows of an import that could not be used, at most this
// many.
func (s *Session) Rejects(ctx context.Context, imp int64, limit int) (rejects []data.Reject, err error) {
	err = s.ws.Snapshot(ctx, func(snap *workspace.Snapshot) error {
		rejects, err = snap.Rejects(imp, limit)
		return err
	})
	return rejects, err
}

// RejectsTable is a row a rejected row: where it stood, why, and what it said.
func RejectsTable(imp data.Import, rejects []data.Reject, p *message.Printer) report.Table {
	t := report.Table{
		Title:   p.Text(message.New("import.rejected.title", message.Args{"file": imp.Source, "n": imp.Rejected})),
		Columns: []string{p.T("import.rejected.line"), p.T("import.rejected.why"), p.T("import.rejected.row")},
	}
	for _, r := range rejects {
		t.Rows = append(t.Rows, []any{r.Line, r.Reason, r.Raw})
	}
	return t
}

// Loose are records without a customer.
type Loose struct {
	Records []data.Unassigned // the first of them
	All     int               // how many there are
	Doubted int               // of these, those that more than one customer fits
	Labels  map[int64]string  // of the candidates, by row id
}

// WithoutCustomer lists the first records without a customer, at most this many,
// with those whom they may be of.
func (s *Session) WithoutCustomer(ctx context.Context, limit int) (l Loose, err error) {
	err = s.ws.Snapshot(ctx, func(snap *workspace.Snapshot) error {
		if l.All, l.Doubted, err = snap.WithoutCustomerCount(); err != nil {
			return err
		}
		l.Records, err = snap.WithoutCustomer(limit)
		return err
	})
	if err != nil {
		return l, err
	}
	l.Labels = map[int64]string{}
	var ids []int64
	for _, r := range l.Records {
		for _, id := range r.Candidates {
			if _, known := l.Labels[id]; !known {
				l.Labels[id] = ""
				ids = append(ids, id)
			}
		}
	}
	people, err := s.ws.Customers(ctx, ids)
	for _, c := range people {
		l.Labels[c.ID] = describe(c)
	}
	return l, err
}

// describe names a customer so that two of one name can be told apart.
func describe(c data.Customer) string {
	label := c.Label()
	for _, i := range c.Identities {
		if i.Kind == data.IdentityExternal && i.Value != label {
			return label + " (" + i.Value + ")"
		}
	}
	return label
}

// Alike gives those records that are called as this one is, itself among them:
// what is decided of one holds for all.
func (l Loose) Alike(record data.Unassigned) []data.Unassigned {
	if record.Called == (data.Identity{}) {
		return []data.Unassigned{record}
	}
	var out []data.Unassigned
	for _, r := range l.Records {
		if r.Called == record.Called {
			out = append(out, r)
		}
	}
	return out
}

// Assign gives records without a customer to one, in a change that can be undone.
func (s *Session) Assign(ctx context.Context, records []data.Unassigned, customer int64) error {
	return s.assign(ctx, records, func(*workspace.Tx) (int64, error) { return customer, nil })
}

// AssignTo is Assign to the customer with this external id or exact name.
func (s *Session) AssignTo(ctx context.Context, records []data.Unassigned, called string) error {
	return s.assign(ctx, records, func(tx *workspace.Tx) (int64, error) { return tx.FindCustomer(called) })
}

func (s *Session) assign(ctx context.Context, records []data.Unassigned, who func(*workspace.Tx) (int64, error)) error {
	label := fmt.Sprintf("Say whose %d records are", len(records))
	if len(records) == 1 {
		label = "Say whose a record is"
	}
	_, err := s.edit(ctx, label, func(tx *workspace.Tx) error {
		customer, err := who(tx)
		if err != nil {
			return err
		}
		for _, r := range records {
			if err := tx.Assign(r.Noun, r.Record, customer); err != nil {
				return err
			}
		}
		return nil
	})
	return err
}
