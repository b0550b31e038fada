package workspace

import (
	"fmt"

	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"

	"cxworkbench/data"
)

// WithoutCustomer reads at most so many records without a customer: first those that
// more than one customer fits, then those of which nothing is known.
func (s *Snapshot) WithoutCustomer(limit int) ([]data.Unassigned, error) {
	var out []data.Unassigned
	err := sqlitex.Execute(s.conn, `SELECT * FROM (
		SELECT 'interaction' AS noun, i.id AS record, u.kind AS kind, u.source, u.value, i.at, i.day, a.name
			FROM interaction i JOIN activity a ON a.id = i.activity_id LEFT JOIN unassigned u ON u.interaction_id = i.id WHERE i.customer_id IS NULL
		UNION ALL SELECT 'response', r.id, u.kind, u.source, u.value, r.at, r.day, m.name
			FROM response r JOIN metric m ON m.id = r.metric_id LEFT JOIN unassigned u ON u.response_id = r.id WHERE r.customer_id IS NULL
		UNION ALL SELECT 'ticket', t.id, u.kind, u.source, u.value, t.opened_at, NULL, iif(t.ref = '', t.subject, t.ref)
			FROM ticket t LEFT JOIN unassigned u ON u.ticket_id = t.id WHERE t.customer_id IS NULL)
		ORDER BY kind IS NULL, noun, record LIMIT ?`, &sqlitex.ExecOptions{Args: []any{limit}, ResultFunc: func(stmt *sqlite.Stmt) error {
		when, err := scanMoment(stmt, 5)
		out = append(out, data.Unassigned{
			Noun: stmt.ColumnText(0), Record: stmt.ColumnInt64(1), When: when, What: stmt.ColumnText(7),
			Called: data.Identity{Kind: data.IdentityKind(stmt.ColumnText(2)), Source: stmt.ColumnText(3), Value: stmt.ColumnText(4)},
		})
		return err
	}})
	if err != nil {
		return nil, fmt.Errorf("read the records without a customer: %w", err)
	}
	tx := Tx{conn: s.conn}
	for i := range out {
		if out[i].Candidates, err = tx.CustomersCalled(out[i].Called); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// WithoutCustomerCount counts the records without a customer, and those of them that
// more than one customer fitted.
func (s *Snapshot) WithoutCustomerCount() (all, ambiguous int, err error) {
	n, err := number(s.conn, `SELECT (SELECT count(*) FROM interaction WHERE customer_id IS NULL)
		+ (SELECT count(*) FROM response WHERE customer_id IS NULL) + (SELECT count(*) FROM ticket WHERE customer_id IS NULL)`)
	if err != nil {
		return 0, 0, fmt.Errorf("count the records without a customer: %w", err)
	}
	m, err := number(s.conn, `SELECT count(*) FROM unassigned`)
	return int(n), int(m), err
}

// CustomersCalled gives the customers who have an identity, or a name.
func (tx *Tx) CustomersCalled(i data.Identity) ([]int64, error) {
	switch i.Kind {
	case "":
		return nil, nil
	case data.CalledByName:
		return tx.CustomersByName(i.Value)
	}
	return tx.CustomersByIdentity(i.Kind, i.Source, i.Value)
}

// unassignedColumn is the column of table unassigned for the table of a noun.
func unassignedColumn(noun string) (string, error) {
	switch noun {
	case "interaction", "response", "ticket":
		return noun + "_id", nil
	}
	return "", fmt.Errorf("a %s cannot be without a customer", noun)
}

// AddUnassigned remembers what a file called the customer of the record that was
// added last, of this noun.
func (tx *Tx) AddUnassigned(noun string, called data.Identity, o Origin) error {
	column, err := unassignedColumn(noun)
	if err != nil {
		return err
	}
	record := tx.conn.LastInsertRowID()
	stmt, err := tx.conn.Prepare(`INSERT INTO unassigned (import_id, ordinal, ` + column + `, kind, source, value) VALUES (?, ?, ?, ?, ?, ?)`)
	if err != nil {
		return err
	}
	stmt.BindInt64(1, o.ImportID)
	stmt.BindInt64(2, int64(o.Ordinal))
	stmt.BindInt64(3, record)
	stmt.BindText(4, string(called.Kind))
	stmt.BindText(5, called.Source)
	stmt.BindText(6, called.Value)
	if err := tx.insert(stmt, o); err != nil {
		return fmt.Errorf("remember who the %s may be of: %w", noun, err)
	}
	return nil
}

// Assign gives a record without a customer to one.
func (tx *Tx) Assign(noun string, record, customer int64) error {
	column, err := unassignedColumn(noun)
	if err != nil {
		return err
	}
	if _, err := tx.Customer(customer); err != nil {
		return err
	}
	stmt, err := tx.conn.Prepare(`UPDATE ` + noun + ` SET customer_id = ? WHERE id = ? AND customer_id IS NULL`)
	if err != nil {
		return err
	}
	stmt.BindInt64(1, customer)
	stmt.BindInt64(2, record)
	if err := step(stmt); err != nil {
		return fmt.Errorf("give %s %d to a customer: %w", noun, record, err)
	}
	if tx.conn.Changes() == 0 {
		return data.Errorf(data.CodeNotFound, "This %s is not without a customer any more; nothing was changed.", noun)
	}
	if err := run(tx.conn, []string{`DELETE FROM unassigned WHERE ` + column + ` = ?`}, record); err != nil {
		return fmt.Errorf("forget who the %s may be of: %w", noun, err)
	}
	return tx.updated()
}

// forgetCalled removes what files called a customer who is about to be erased.
func forgetCalled(conn *sqlite.Conn, customer int64) error {
	return run(conn, []string{
		`DELETE FROM unassigned WHERE (kind, source, value) IN (SELECT kind, source, value FROM identity WHERE customer_id = ?1)
			OR kind = 'name' AND value = (SELECT name FROM customer WHERE id = ?1)`,
	}, customer)
}
