package workspace

import (
	"fmt"

	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"

	"cxworkbench/data"
)

// ConsentsOf reads what a customer allowed or refused, by day.
func (s *Snapshot) ConsentsOf(customer int64) (out []data.Consent, err error) {
	err = sqlitex.Execute(s.conn, `SELECT id, uid, customer_id, purpose, given, day FROM consent WHERE customer_id = ? ORDER BY day, id`, &sqlitex.ExecOptions{
		Args: []any{customer},
		ResultFunc: func(stmt *sqlite.Stmt) error {
			day, err := scanDay(stmt, 5)
			out = append(out, data.Consent{
				ID: stmt.ColumnInt64(0), UID: stmt.ColumnText(1), CustomerID: stmt.ColumnInt64(2), Purpose: stmt.ColumnText(3),
				Given: stmt.ColumnBool(4), Day: day,
			})
			return err
		},
	})
	return out, err
}

// TextKind names a text of a record that is read by the record's row id.
type TextKind int

// The texts of records.
const (
	TextNote    TextKind = iota // of an interaction
	TextComment                 // of a response
	TextSubject                 // of a ticket, after its number
)

// textQueries read the texts; %s narrows to rows.
var textQueries = map[TextKind]string{
	TextNote:    `SELECT id, note FROM interaction WHERE %s`,
	TextComment: `SELECT id, comment FROM response WHERE %s`,
	TextSubject: `SELECT id, trim(ref || ' ' || subject) FROM ticket WHERE %s`,
}

// Texts reads the texts of records by row id; rows that are gone are passed over.
func (s *Snapshot) Texts(kind TextKind, rows []int64) (map[int64]string, error) {
	texts := make(map[int64]string, len(rows))
	query := fmt.Sprintf(textQueries[kind], `id = ?`)
	for _, row := range rows {
		if err := sqlitex.Execute(s.conn, query, &sqlitex.ExecOptions{Args: []any{row}, ResultFunc: intoTexts(texts)}); err != nil {
			return nil, fmt.Errorf("read a text: %w", err)
		}
	}
	return texts, nil
}

// TextsOf reads all texts of a kind that a customer's records have.
func (s *Snapshot) TextsOf(kind TextKind, customer int64) (map[int64]string, error) {
	texts := map[int64]string{}
	query := fmt.Sprintf(textQueries[kind], `customer_id = ?`)
	if err := sqlitex.Execute(s.conn, query, &sqlitex.ExecOptions{Args: []any{customer}, ResultFunc: intoTexts(texts)}); err != nil {
		return nil, fmt.Errorf("read a customer's texts: %w", err)
	}
	return texts, nil
}

func intoTexts(texts map[int64]string) func(*sqlite.Stmt) error {
	return func(stmt *sqlite.Stmt) error {
		if text := stmt.ColumnText(1); text != "" {
			texts[stmt.ColumnInt64(0)] = text
		}
		return nil
	}
}

// IdentifiedBy gives the customers whom another system knows by one of some
// values of identities, each once.
func (s *Snapshot) IdentifiedBy(values []string) (ids []int64, err error) {
	seen := map[int64]bool{}
	for _, value := range values {
		err = sqlitex.Execute(s.conn, `SELECT customer_id FROM identity WHERE value = ? ORDER BY customer_id`, &sqlitex.ExecOptions{
			Args: []any{value},
			ResultFunc: func(stmt *sqlite.Stmt) error {
				if id := stmt.ColumnInt64(0); !seen[id] {
					seen[id] = true
					ids = append(ids, id)
				}
				return nil
			},
		})
		if err != nil {
			return nil, fmt.Errorf("look for an identity: %w", err)
		}
	}
	return ids, nil
}

// LastRow is the row id of the record added last in this transaction.
func (tx *Tx) LastRow() int64 { return tx.conn.LastInsertRowID() }
