package workspace

import (
	"zombiezen.com/go/sqlite"

	"cxworkbench/data"
)

// Metrics reads all metrics.
func (s *Snapshot) Metrics() ([]data.Metric, error) {
	return collect(s.conn, `SELECT id, name, kind, low, high, direction, question FROM metric ORDER BY id`, func(stmt *sqlite.Stmt) data.Metric {
		return data.Metric{
			ID: stmt.ColumnInt64(0), Name: stmt.ColumnText(1), Kind: data.MetricKind(stmt.ColumnText(2)),
			Low: stmt.ColumnFloat(3), High: stmt.ColumnFloat(4), Direction: data.Direction(stmt.ColumnText(5)), Question: stmt.ColumnText(6),
		}
	})
}

// scanMoment reads at and day from two columns.
func scanMoment(stmt *sqlite.Stmt, at int) (data.Moment, error) {
	if stmt.ColumnIsNull(at + 1) {
		return data.AtMillis(stmt.ColumnInt64(at)), nil
	}
	day, err := scanDay(stmt, at+1)
	return data.OnDay(day), err
}

// EachResponse streams every response with its comment, in the order of row
// ids; the same struct is passed each time.
func (s *Snapshot) EachResponse(fn func(*data.Response) error) error {
	return each(s.conn, `SELECT `+responseColumns+` FROM response ORDER BY id`, func(stmt *sqlite.Stmt) error {
		r, err := scanResponse(stmt)
		if err != nil {
			return err
		}
		return fn(&r)
	})
}

const responseColumns = `id, customer_id, metric_id, channel_id, touchpoint_id, at, day, score, comment`

func scanResponse(stmt *sqlite.Stmt) (data.Response, error) {
	when, err := scanMoment(stmt, 5)
	return data.Response{
		ID: stmt.ColumnInt64(0), CustomerID: stmt.ColumnInt64(1), MetricID: stmt.ColumnInt64(2), ChannelID: stmt.ColumnInt64(3),
		TouchpointID: stmt.ColumnInt64(4), When: when, Score: stmt.ColumnFloat(7), Comment: stmt.ColumnText(8),
	}, err
}

// EachTicket streams every ticket in the order of row ids; the same struct is
// passed each time.
func (s *Snapshot) EachTicket(fn func(*data.Ticket) error) error {
	var t data.Ticket
	return each(s.conn, `SELECT `+ticketColumns+` FROM ticket ORDER BY id`, func(stmt *sqlite.Stmt) error {
		t = scanTicket(stmt)
		return fn(&t)
	})
}

// ticketColumns are the columns that scanTicket reads.
const ticketColumns = `id, customer_id, channel_id, ref, subject, category, priority, opened_at, due_at, promised_at, right_first_time, cause`

func scanTicket(stmt *sqlite.Stmt) data.Ticket {
	return data.Ticket{
		ID: stmt.ColumnInt64(0), CustomerID: stmt.ColumnInt64(1), ChannelID: stmt.ColumnInt64(2), Ref: stmt.ColumnText(3),
		Subject: stmt.ColumnText(4), Category: stmt.ColumnText(5), Priority: data.Priority(stmt.ColumnText(6)),
		Opened: stmt.ColumnInt64(7), Due: stmt.ColumnInt64(8), HasDue: !stmt.ColumnIsNull(8),
		Promised: stmt.ColumnInt64(9), HasPromised: !stmt.ColumnIsNull(9),
		RightFirstTime: data.Tri(stmt.ColumnInt(10)), Cause: stmt.ColumnText(11),
	}
}

// EachTicketEvent streams the history of every ticket in the order of row ids;
// the same struct is passed each time.
func (s *Snapshot) EachTicketEvent(fn func(*data.TicketEvent) error) error {
	var e data.TicketEvent
	return each(s.conn, `SELECT id, ticket_id, at, status, note FROM ticket_event ORDER BY id`, func(stmt *sqlite.Stmt) error {
		e = data.TicketEvent{
			ID: stmt.ColumnInt64(0), TicketID: stmt.ColumnInt64(1), At: stmt.ColumnInt64(2), Status: stmt.ColumnText(3), Note: stmt.ColumnText(4),
		}
		return fn(&e)
	})
}

// EachTicketLink streams which interaction belongs to which ticket, by row ids.
func (s *Snapshot) EachTicketLink(fn func(interaction, ticket int64) error) error {
	// By ticket, as the index has them; by id all interactions would be read.
	return each(s.conn, `SELECT id, ticket_id FROM interaction WHERE ticket_id IS NOT NULL ORDER BY ticket_id`, func(stmt *sqlite.Stmt) error {
		return fn(stmt.ColumnInt64(0), stmt.ColumnInt64(1))
	})
}

// Consents reads what customers allowed or refused, in the order of row ids.
func (s *Snapshot) Consents() (out []data.Consent, err error) {
	err = each(s.conn, `SELECT id, uid, customer_id, purpose, given, day FROM consent ORDER BY id`, func(stmt *sqlite.Stmt) error {
		day, err := scanDay(stmt, 5)
		out = append(out, data.Consent{
			ID: stmt.ColumnInt64(0), UID: stmt.ColumnText(1), CustomerID: stmt.ColumnInt64(2), Purpose: stmt.ColumnText(3),
			Given: stmt.ColumnBool(4), Day: day,
		})
		return err
	})
	return out, err
}

// Tasks reads all tasks in the order of row ids.
func (s *Snapshot) Tasks() (out []data.Task, err error) {
	err = each(s.conn, `SELECT id, uid, customer_id, interaction_id, what, due, done FROM task ORDER BY id`, func(stmt *sqlite.Stmt) error {
		t := data.Task{
			ID: stmt.ColumnInt64(0), UID: stmt.ColumnText(1), CustomerID: stmt.ColumnInt64(2), InteractionID: stmt.ColumnInt64(3),
			What: stmt.ColumnText(4),
		}
		var err error
		if t.Due, err = scanDay(stmt, 5); err != nil {
			return err
		}
		t.Done, err = scanDay(stmt, 6)
		out = append(out, t)
		return err
	})
	return out, err
}

// SavedViews reads the saved views by name.
func (s *Snapshot) SavedViews() ([]data.SavedView, error) {
	return collect(s.conn, `SELECT id, name, screen, state FROM saved_view ORDER BY name`, func(stmt *sqlite.Stmt) data.SavedView {
		return data.SavedView{ID: stmt.ColumnInt64(0), Name: stmt.ColumnText(1), Screen: stmt.ColumnText(2), State: stmt.ColumnText(3)}
	})
}
