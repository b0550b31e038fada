package workspace

import (
	"fmt"

	"github.com/google/uuid"
	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"

	"cxworkbench/data"
)

// Metric finds a metric by name, or makes it as given.
func (tx *Tx) Metric(m data.Metric) (id int64, created bool, err error) {
	if !(m.Low < m.High) {
		return 0, false, data.Errorf(data.CodeBadInput, "The scale of %s goes from %g to %g; its end must be above its beginning.", m.Name, m.Low, m.High)
	}
	return tx.named("metric", m.Name, ", kind, low, high, direction, question", string(m.Kind), m.Low, m.High, string(m.Direction), m.Question)
}

// bindMoment sets at or day, at two parameters from first that are still NULL.
func bindMoment(stmt *sqlite.Stmt, first int, m data.Moment) {
	if m.Dated() {
		bindDay(stmt, first+1, m.Day)
		return
	}
	stmt.BindInt64(first, m.At)
}

// AddResponse stores an answer to a survey and gives its row id. The fingerprint
// is that of an imported row; 0 is stored as none.
func (tx *Tx) AddResponse(r *data.Response, o Origin, fingerprint int64) (int64, error) {
	stmt, err := tx.conn.Prepare(`INSERT INTO response (uid, import_id, ordinal, fingerprint, customer_id, metric_id, channel_id,
		touchpoint_id, at, day, score, comment) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`)
	if err != nil {
		return 0, err
	}
	if err := bindOrigin(stmt, 1, o); err != nil {
		return 0, err
	}
	bindID(stmt, 4, fingerprint)
	bindID(stmt, 5, r.CustomerID)
	stmt.BindInt64(6, r.MetricID)
	bindID(stmt, 7, r.ChannelID)
	bindID(stmt, 8, r.TouchpointID)
	bindMoment(stmt, 9, r.When)
	stmt.BindFloat(11, r.Score)
	stmt.BindText(12, r.Comment)
	if err := tx.insert(stmt, o); err != nil {
		return 0, fmt.Errorf("add a response: %w", err)
	}
	return tx.conn.LastInsertRowID(), nil
}

// AddTicket stores a ticket and gives its row id. The fingerprint is that of an
// imported row; 0 is stored as none.
func (tx *Tx) AddTicket(t *data.Ticket, o Origin, fingerprint int64) (int64, error) {
	stmt, err := tx.conn.Prepare(`INSERT INTO ticket (uid, import_id, ordinal, fingerprint, customer_id, ref, subject, category,
		channel_id, priority, opened_at, due_at, promised_at, right_first_time, cause)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`)
	if err != nil {
		return 0, err
	}
	if err := bindOrigin(stmt, 1, o); err != nil {
		return 0, err
	}
	bindID(stmt, 4, fingerprint)
	bindTicket(stmt, 5, t)
	if err := tx.insert(stmt, o); err != nil {
		return 0, fmt.Errorf("add a ticket: %w", err)
	}
	return tx.conn.LastInsertRowID(), nil
}

// bindTicket sets what a ticket says at eleven parameters from first.
func bindTicket(stmt *sqlite.Stmt, first int, t *data.Ticket) {
	bindID(stmt, first, t.CustomerID)
	stmt.BindText(first+1, t.Ref)
	stmt.BindText(first+2, t.Subject)
	stmt.BindText(first+3, t.Category)
	bindID(stmt, first+4, t.ChannelID)
	stmt.BindText(first+5, string(t.Priority))
	stmt.BindInt64(first+6, t.Opened)
	if t.HasDue {
		stmt.BindInt64(first+7, t.Due)
	}
	if t.HasPromised {
		stmt.BindInt64(first+8, t.Promised)
	}
	stmt.BindInt64(first+9, int64(t.RightFirstTime))
	stmt.BindText(first+10, t.Cause)
}

// UpdateTicket stores a ticket anew.
func (tx *Tx) UpdateTicket(t *data.Ticket) error {
	stmt, err := tx.conn.Prepare(`UPDATE ticket SET customer_id = ?, ref = ?, subject = ?, category = ?, channel_id = ?, priority = ?,
		opened_at = ?, due_at = ?, promised_at = ?, right_first_time = ?, cause = ? WHERE id = ?`)
	if err != nil {
		return err
	}
	bindTicket(stmt, 1, t)
	stmt.BindInt64(12, t.ID)
	if err := tx.changeOne(stmt, "ticket", t.ID); err != nil {
		return err
	}
	return tx.updated()
}

// changeOne runs an update or a removal by row id; no such row is an error.
func (tx *Tx) changeOne(stmt *sqlite.Stmt, noun string, id int64) error {
	if err := step(stmt); err != nil {
		return fmt.Errorf("change %s %d: %w", noun, id, err)
	}
	if tx.conn.Changes() == 0 {
		return data.Errorf(data.CodeNotFound, "This %s is not in the workspace any more; nothing was changed.", noun)
	}
	return nil
}

// remove deletes the row of a table, which is a constant of this package.
func (tx *Tx) remove(table, noun string, id int64) error {
	stmt, err := tx.conn.Prepare(`DELETE FROM ` + table + ` WHERE id = ?`)
	if err != nil {
		return err
	}
	stmt.BindInt64(1, id)
	return tx.changeOne(stmt, noun, id)
}

// AddTicketEvent stores a change of a ticket's status and gives its row id.
// What a person enters has no import and no uid of its own: the ticket names it.
func (tx *Tx) AddTicketEvent(e *data.TicketEvent, o Origin) (int64, error) {
	stmt, err := tx.conn.Prepare(`INSERT INTO ticket_event (ticket_id, import_id, ordinal, at, status, note) VALUES (?, ?, ?, ?, ?, ?)`)
	if err != nil {
		return 0, err
	}
	stmt.BindInt64(1, e.TicketID)
	bindID(stmt, 2, o.ImportID)
	if o.ImportID != 0 {
		stmt.BindInt64(3, int64(o.Ordinal))
	}
	stmt.BindInt64(4, e.At)
	stmt.BindText(5, e.Status)
	stmt.BindText(6, e.Note)
	if err := tx.insert(stmt, o); err != nil {
		return 0, fmt.Errorf("add to the history of a ticket: %w", err)
	}
	return tx.conn.LastInsertRowID(), nil
}

// LinkTicket says that an interaction belongs to a ticket; ticket 0 unlinks it.
func (tx *Tx) LinkTicket(interaction, ticket int64) error {
	stmt, err := tx.conn.Prepare(`UPDATE interaction SET ticket_id = ? WHERE id = ?`)
	if err != nil {
		return err
	}
	bindID(stmt, 1, ticket)
	stmt.BindInt64(2, interaction)
	return tx.changeOne(stmt, "interaction", interaction)
}

// ResponseFingerprints gives the fingerprints of all imported responses.
func (tx *Tx) ResponseFingerprints() (map[int64]struct{}, error) {
	prints := map[int64]struct{}{}
	err := each(tx.conn, `SELECT fingerprint FROM response WHERE fingerprint IS NOT NULL`, func(stmt *sqlite.Stmt) error {
		prints[stmt.ColumnInt64(0)] = struct{}{}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("read the fingerprints of responses: %w", err)
	}
	return prints, nil
}

// TicketFingerprints gives the row ids of all imported tickets by fingerprint.
func (tx *Tx) TicketFingerprints() (map[int64]int64, error) {
	prints := map[int64]int64{}
	err := each(tx.conn, `SELECT fingerprint, id FROM ticket WHERE fingerprint IS NOT NULL`, func(stmt *sqlite.Stmt) error {
		prints[stmt.ColumnInt64(0)] = stmt.ColumnInt64(1)
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("read the fingerprints of tickets: %w", err)
	}
	return prints, nil
}

// AddConsent stores what a customer allowed or refused and gives its row id.
func (tx *Tx) AddConsent(c *data.Consent) (int64, error) {
	return tx.create("consent", "customer_id, purpose, given, day", idOrNull(c.CustomerID), c.Purpose, c.Given, c.Day.String())
}

// create inserts a row of a person's own, with a uid, and gives its row id. Table
// and columns are constants of this package, never data.
func (tx *Tx) create(table, columns string, values ...any) (int64, error) {
	uid, err := uuid.NewV7()
	if err != nil {
		return 0, fmt.Errorf("make an id: %w", err)
	}
	marks := "?"
	for range values {
		marks += ", ?"
	}
	err = sqlitex.Execute(tx.conn, `INSERT INTO `+table+` (uid, `+columns+`) VALUES (`+marks+`)`,
		&sqlitex.ExecOptions{Args: append([]any{uid.String()}, values...)})
	if err != nil {
		return 0, fmt.Errorf("add a %s: %w", table, err)
	}
	return tx.conn.LastInsertRowID(), nil
}

// idOrNull is a row id as an argument: NULL for 0, which is none.
func idOrNull(n int64) any {
	if n == 0 {
		return nil
	}
	return n
}

// dayOrNull is a date as an argument: NULL where it is not known.
func dayOrNull(d data.Day) any {
	if !d.Known() {
		return nil
	}
	return d.String()
}

// AddTask stores something to do and gives its row id.
func (tx *Tx) AddTask(t *data.Task) (int64, error) {
	return tx.create("task", "customer_id, interaction_id, what, due, done", idOrNull(t.CustomerID), idOrNull(t.InteractionID), t.What, dayOrNull(t.Due), dayOrNull(t.Done))
}

// UpdateTask stores what a task says, when it is due and when it was done.
func (tx *Tx) UpdateTask(t *data.Task) error {
	stmt, err := tx.conn.Prepare(`UPDATE task SET what = ?, due = ?, done = ? WHERE id = ?`)
	if err != nil {
		return err
	}
	stmt.BindText(1, t.What)
	bindDay(stmt, 2, t.Due)
	bindDay(stmt, 3, t.Done)
	stmt.BindInt64(4, t.ID)
	return tx.changeOne(stmt, "task", t.ID)
}

// RemoveTask takes a task out.
func (tx *Tx) RemoveTask(id int64) error { return tx.remove("task", "task", id) }

// SaveView stores the state of a screen under a name, in place of an older one
// of that name.
func (tx *Tx) SaveView(v data.SavedView) error {
	err := sqlitex.Execute(tx.conn, `INSERT INTO saved_view (name, screen, state) VALUES (?1, ?2, ?3)
		ON CONFLICT (name) DO UPDATE SET screen = ?2, state = ?3`, &sqlitex.ExecOptions{Args: []any{v.Name, v.Screen, v.State}})
	if err != nil {
		return fmt.Errorf("save view %q: %w", v.Name, err)
	}
	return nil
}

// RemoveView takes a saved view out.
func (tx *Tx) RemoveView(id int64) error { return tx.remove("saved_view", "view", id) }
