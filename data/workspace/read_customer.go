package workspace

import (
	"fmt"

	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"

	"cxworkbench/data"
)

// CustomerRecords is what analyses read of one customer, in the order of row ids;
// tickets are not among it. Interactions are without outcome, quantity and note.
type CustomerRecords struct {
	Label         string // name, else the first external id
	Attributes    map[string]string
	Interactions  []data.Interaction
	Subscriptions []data.Subscription
	StageChanges  []data.StageChange
	Responses     []data.Response
	Tickets       map[int64]int64 // the ticket of an interaction that has one, by row ids
}

// CustomerRecords reads those of one customer. It is false where there is no such
// customer.
func (s *Snapshot) CustomerRecords(id int64) (r CustomerRecords, found bool, err error) {
	r.Tickets = map[int64]int64{}
	err = s.eachOf(id, `SELECT coalesce(nullif(name, ''), (SELECT value FROM identity i WHERE i.customer_id = customer.id AND kind = 'external' ORDER BY i.id LIMIT 1), ''),
		attributes FROM customer WHERE id = ?`, func(stmt *sqlite.Stmt) (err error) {
		r.Label, found = stmt.ColumnText(0), true
		r.Attributes, err = decodeAttributes(stmt.ColumnText(1))
		return err
	})
	if err != nil || !found {
		return r, found, err
	}
	err = s.eachOf(id, `SELECT `+eventColumns+`, ticket_id FROM interaction WHERE customer_id = ? ORDER BY id`, func(stmt *sqlite.Stmt) error {
		var in data.Interaction
		err := scanEvent(stmt, &in)
		r.Interactions = append(r.Interactions, in)
		if ticket := stmt.ColumnInt64(13); ticket != 0 {
			r.Tickets[in.ID] = ticket
		}
		return err
	})
	if err != nil {
		return r, found, err
	}
	err = s.eachOf(id, `SELECT `+subscriptionColumns+` FROM subscription WHERE customer_id = ? ORDER BY id`, func(stmt *sqlite.Stmt) error {
		var sub data.Subscription
		err := scanSubscription(stmt, &sub)
		r.Subscriptions = append(r.Subscriptions, sub)
		return err
	})
	if err != nil {
		return r, found, err
	}
	err = s.eachOf(id, `SELECT `+stageChangeColumns+` FROM stage_change WHERE customer_id = ? ORDER BY id`, func(stmt *sqlite.Stmt) error {
		var change data.StageChange
		err := scanStageChange(stmt, &change)
		r.StageChanges = append(r.StageChanges, change)
		return err
	})
	if err != nil {
		return r, found, err
	}
	err = s.eachOf(id, `SELECT `+responseColumns+` FROM response WHERE customer_id = ? ORDER BY id`, func(stmt *sqlite.Stmt) error {
		response, err := scanResponse(stmt)
		r.Responses = append(r.Responses, response)
		return err
	})
	return r, found, err
}

func (s *Snapshot) eachOf(customer int64, query string, fn func(*sqlite.Stmt) error) error {
	err := sqlitex.Execute(s.conn, query, &sqlitex.ExecOptions{Args: []any{customer}, ResultFunc: fn})
	if err != nil {
		return fmt.Errorf("read the records of customer %d: %w", customer, err)
	}
	return nil
}
