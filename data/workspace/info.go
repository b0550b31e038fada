package workspace

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"

	"cxworkbench/data"
)

// Info counts what is in a workspace.
type Info struct {
	Settings      data.Settings
	Revision      int64
	Customers     int
	NoCustomer    int // interactions kept without a customer
	Interactions  int
	Amount        data.Money // of all interactions
	Subscriptions int
	StageChanges  int
	Responses     int
	Tickets       int
}

// Info counts what is in the workspace.
func (w *Workspace) Info(ctx context.Context) (info Info, err error) {
	err = w.read(ctx, func(conn *sqlite.Conn) error {
		if info.Settings, err = readSettings(conn); err != nil {
			return err
		}
		if info.Revision, err = revisionOf(conn); err != nil {
			return err
		}
		return each(conn, `SELECT (SELECT count(*) FROM customer), (SELECT count(*) FROM interaction),
			(SELECT count(*) FROM interaction WHERE customer_id IS NULL), (SELECT coalesce(sum(amount), 0) FROM interaction),
			(SELECT count(*) FROM subscription), (SELECT count(*) FROM stage_change), (SELECT count(*) FROM response), (SELECT count(*) FROM ticket)`, func(stmt *sqlite.Stmt) error {
			info.Customers, info.Interactions = stmt.ColumnInt(0), stmt.ColumnInt(1)
			info.NoCustomer, info.Amount = stmt.ColumnInt(2), data.Money(stmt.ColumnInt64(3))
			info.Subscriptions, info.StageChanges = stmt.ColumnInt(4), stmt.ColumnInt(5)
			info.Responses, info.Tickets = stmt.ColumnInt(6), stmt.ColumnInt(7)
			return nil
		})
	})
	return info, err
}

// Customers reads customers with their identities by row id, in the order
// asked; ids that are not there are passed over.
func (w *Workspace) Customers(ctx context.Context, ids []int64) (out []data.Customer, err error) {
	byID := make(map[int64]*data.Customer, len(ids))
	err = w.read(ctx, func(conn *sqlite.Conn) error {
		return inBatches(ids, func(marks string, args []any) error {
			err := sqlitex.ExecuteTransient(conn, `SELECT id, coalesce(uid, ''), name, attributes FROM customer WHERE id IN (`+marks+`)`,
				&sqlitex.ExecOptions{Args: args, ResultFunc: func(stmt *sqlite.Stmt) error {
					c := &data.Customer{ID: stmt.ColumnInt64(0), UID: stmt.ColumnText(1), Name: stmt.ColumnText(2)}
					byID[c.ID] = c
					return json.Unmarshal([]byte(stmt.ColumnText(3)), &c.Attributes)
				}})
			if err != nil {
				return fmt.Errorf("read customers: %w", err)
			}
			return sqlitex.ExecuteTransient(conn, `SELECT customer_id, kind, source, value FROM identity WHERE customer_id IN (`+marks+`) ORDER BY id`,
				&sqlitex.ExecOptions{Args: args, ResultFunc: func(stmt *sqlite.Stmt) error {
					if c := byID[stmt.ColumnInt64(0)]; c != nil {
						c.Identities = append(c.Identities, data.Identity{Kind: data.IdentityKind(stmt.ColumnText(1)), Source: stmt.ColumnText(2), Value: stmt.ColumnText(3)})
					}
					return nil
				}})
		})
	})
	for _, id := range ids {
		if c := byID[id]; c != nil {
			out = append(out, *c)
		}
	}
	return out, err
}

// inBatches calls fn with parameter marks and arguments for at most 500 ids at a time.
func inBatches(ids []int64, fn func(marks string, args []any) error) error {
	const most = 500
	for len(ids) > 0 {
		batch := ids[:min(most, len(ids))]
		ids = ids[len(batch):]
		args := make([]any, len(batch))
		for i, id := range batch {
			args[i] = id
		}
		if err := fn(strings.TrimSuffix(strings.Repeat("?,", len(batch)), ","), args); err != nil {
			return err
		}
	}
	return nil
}

// LatestInteractions reads at most limit of a customer's interactions with
// their notes, newest first.
func (w *Workspace) LatestInteractions(ctx context.Context, customer int64, limit int) (out []data.Interaction, err error) {
	err = w.read(ctx, func(conn *sqlite.Conn) error {
		return sqlitex.Execute(conn, `SELECT `+interactionColumns+`, note FROM interaction WHERE customer_id = ?
			ORDER BY coalesce(day, strftime('%Y-%m-%d', at / 1000, 'unixepoch')) DESC, at DESC, id DESC LIMIT ?`,
			&sqlitex.ExecOptions{Args: []any{customer, limit}, ResultFunc: func(stmt *sqlite.Stmt) error {
				var in data.Interaction
				if err := scanInteraction(stmt, &in); err != nil {
					return err
				}
				in.Note = stmt.ColumnText(15)
				out = append(out, in)
				return nil
			}})
	})
	return out, err
}

// StageChangesOf gives the recorded stage changes of a customer, oldest first;
// of one day in the order in which they were recorded.
func (w *Workspace) StageChangesOf(ctx context.Context, customer int64) (out []data.StageChange, err error) {
	err = w.read(ctx, func(conn *sqlite.Conn) error {
		return sqlitex.Execute(conn, `SELECT `+stageChangeColumns+` FROM stage_change WHERE customer_id = ? ORDER BY day, id`,
			&sqlitex.ExecOptions{Args: []any{customer}, ResultFunc: func(stmt *sqlite.Stmt) error {
				var change data.StageChange
				if err := scanStageChange(stmt, &change); err != nil {
					return err
				}
				out = append(out, change)
				return nil
			}})
	})
	return out, err
}
