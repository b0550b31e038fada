package workspace

import (
	"errors"
	"fmt"

	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"

	"cxworkbench/data"
)

// What an import asks about the records that are here already.

// EachResponseFingerprint streams the fingerprints of all imported responses.
func (tx *Tx) EachResponseFingerprint(fn func(fingerprint int64)) error {
	err := each(tx.conn, `SELECT fingerprint FROM response WHERE fingerprint IS NOT NULL`, func(stmt *sqlite.Stmt) error {
		fn(stmt.ColumnInt64(0))
		return nil
	})
	if err != nil {
		return fmt.Errorf("read the fingerprints of responses: %w", err)
	}
	return nil
}

// EachTicketFingerprint streams fingerprint, row id and time of opening of all
// imported tickets.
func (tx *Tx) EachTicketFingerprint(fn func(fingerprint, id, opened int64)) error {
	err := each(tx.conn, `SELECT fingerprint, id, opened_at FROM ticket WHERE fingerprint IS NOT NULL`, func(stmt *sqlite.Stmt) error {
		fn(stmt.ColumnInt64(0), stmt.ColumnInt64(1), stmt.ColumnInt64(2))
		return nil
	})
	if err != nil {
		return fmt.Errorf("read the fingerprints of tickets: %w", err)
	}
	return nil
}

// EachTicketEvent streams the history of every ticket in the order of row ids;
// the same struct is passed each time.
func (tx *Tx) EachTicketEvent(fn func(*data.TicketEvent) error) error {
	return (&Snapshot{conn: tx.conn}).EachTicketEvent(fn)
}

// EachStageChange streams every recorded stage change; the same struct is passed
// each time.
func (tx *Tx) EachStageChange(fn func(*data.StageChange) error) error {
	return (&Snapshot{conn: tx.conn}).EachStageChange(fn)
}

// Stages reads the ladder, lowest stage first.
func (tx *Tx) Stages() ([]data.Stage, error) { return (&Snapshot{conn: tx.conn}).Stages() }

// Metrics reads all metrics.
func (tx *Tx) Metrics() ([]data.Metric, error) { return (&Snapshot{conn: tx.conn}).Metrics() }

// Ticket reads a ticket.
func (tx *Tx) Ticket(id int64) (t data.Ticket, err error) {
	found := false
	err = sqlitex.Execute(tx.conn, `SELECT `+ticketColumns+` FROM ticket WHERE id = ?`, &sqlitex.ExecOptions{
		Args: []any{id},
		ResultFunc: func(stmt *sqlite.Stmt) error {
			t, found = scanTicket(stmt), true
			return nil
		},
	})
	if err != nil {
		return t, fmt.Errorf("read ticket %d: %w", id, err)
	}
	if !found {
		return t, data.Errorf(data.CodeNotFound, "This ticket is not in the workspace any more; nothing was changed.")
	}
	return t, nil
}

// LatestStatus gives the status of a ticket after its newest event and the time
// of that, milliseconds UTC; an empty status and when it was opened where there is
// no event.
func (tx *Tx) LatestStatus(ticket int64) (status string, at int64, err error) {
	stmt, err := tx.conn.Prepare(`SELECT coalesce(e.status, ''), coalesce(e.at, t.opened_at) FROM ticket t
		LEFT JOIN ticket_event e ON e.ticket_id = t.id WHERE t.id = ? ORDER BY e.at DESC, e.id DESC LIMIT 1`)
	if err != nil {
		return "", 0, err
	}
	stmt.BindInt64(1, ticket)
	found, err := stmt.Step()
	if err == nil && found {
		status, at = stmt.ColumnText(0), stmt.ColumnInt64(1)
	}
	if err = errors.Join(err, stmt.Reset()); err != nil {
		return "", 0, fmt.Errorf("read the status of ticket %d: %w", ticket, err)
	}
	return status, at, nil
}

// OpenTicket moves the time of opening of a ticket, milliseconds UTC. Of a ticket
// that the running import made itself, own, the history need not know: undo finds
// it by its import.
func (tx *Tx) OpenTicket(id, opened int64, own bool) error {
	stmt, err := tx.conn.Prepare(`UPDATE ticket SET opened_at = ? WHERE id = ?`)
	if err != nil {
		return err
	}
	stmt.BindInt64(1, opened)
	stmt.BindInt64(2, id)
	change := func() error { return tx.changeOne(stmt, "ticket", id) }
	if own && tx.history != nil {
		return tx.history.unseen(change)
	}
	if err := change(); err != nil {
		return err
	}
	return tx.updated()
}

// unseen makes a change that the history need not know.
func (r *recorder) unseen(change func() error) error {
	r.session.Disable()
	defer r.session.Enable()
	return change()
}
