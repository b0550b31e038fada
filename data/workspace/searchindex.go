package workspace

import (
	"fmt"
	"strings"

	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"
)

// searchable is a noun with texts. The numbers are those of migration 0003.
type searchable struct {
	noun int64
	name string
	text string // expression over the table s
	id   string // expression over the table s: the number by which the text is known
	when string // two expressions: instant and date
	from string // customer c, beside the table s
}

const (
	dayOfMoment = `(max(0, min(131071, coalesce(s.at / 86400000, unixepoch(s.day) / 86400, 0) + 25567)) << 44)`
	ofCustomer  = ` s LEFT JOIN customer c ON c.id = s.customer_id`
)

var searchables = []searchable{
	{1, "customer", `s.name`, `(3 << 61) + ((s.id & 0x1FFFFFFFFFF) << 3) + 1`, `NULL, NULL`, `customer s JOIN customer c ON c.id = s.id`},
	{2, "identity", `s.value`, `(2 << 61) + ((s.id & 0x1FFFFFFFFFF) << 3) + 2`, `NULL, NULL`, `identity` + ofCustomer},
	{3, "interaction", `s.note`, dayOfMoment + ` + ((s.id & 0x1FFFFFFFFFF) << 3) + 3`, `s.at, s.day`, `interaction` + ofCustomer},
	{4, "response", `s.comment`, dayOfMoment + ` + ((s.id & 0x1FFFFFFFFFF) << 3) + 4`, `s.at, s.day`, `response` + ofCustomer},
	{
		5, "ticket", `trim(s.ref || ' ' || s.subject)`, `(max(0, min(131071, s.opened_at / 86400000 + 25567)) << 44) + ((s.id & 0x1FFFFFFFFFF) << 3) + 5`,
		`s.opened_at, NULL`, `ticket` + ofCustomer,
	},
	{
		6, "ticket_event", `s.note`, `(max(0, min(131071, s.at / 86400000 + 25567)) << 44) + ((s.id & 0x1FFFFFFFFFF) << 3) + 6`, `s.at, NULL`,
		`ticket_event s JOIN ticket k ON k.id = s.ticket_id LEFT JOIN customer c ON c.id = k.customer_id`,
	},
}

// searchVersion is the migration from which on a file has a search index.
const searchVersion = 3

// rowOf and nounOf read the number of a text.
const (
	rowOf  = `((q.id >> 3) & 0x1FFFFFFFFFF)`
	nounOf = `(q.id & 7)`
)

// addFold gives a connection the function fold, for statements of ours only:
// nothing in the file may call it.
func addFold(conn *sqlite.Conn) error {
	return conn.CreateFunction("fold", &sqlite.FunctionImpl{
		NArgs: 1, Deterministic: true,
		Scalar: func(_ sqlite.Context, args []sqlite.Value) (sqlite.Value, error) {
			return sqlite.TextValue(foldText(args[0].Text())), nil
		},
	})
}

// refreshSearch brings the search index up to date with the texts that changed.
// It belongs at the end of every transaction that writes content.
func refreshSearch(conn *sqlite.Conn) error {
	if err := resumeSearch(conn); err != nil {
		return err
	}
	if changed, err := anyRow(conn, `SELECT 1 FROM search_queue LIMIT 1`); err != nil || !changed {
		return err
	}
	steps := []string{
		`INSERT INTO search (search, rowid, folded) SELECT 'delete', t.id, t.folded FROM search_queue q CROSS JOIN search_text t ON t.id = q.id ORDER BY q.id`,
		`DELETE FROM search_text WHERE id IN (SELECT id FROM search_queue)`,
	}
	for _, s := range searchables {
		steps = append(steps, fmt.Sprintf(`INSERT INTO search_text (id, folded) SELECT q.id, fold(%s) FROM search_queue q CROSS JOIN %s s ON s.id = %s
			WHERE %s = %d AND q.id = %s AND %s <> ''`, s.text, s.name, rowOf, nounOf, s.noun, s.id, s.text))
	}
	steps = append(steps,
		`INSERT INTO search (rowid, folded) SELECT t.id, t.folded FROM search_queue q CROSS JOIN search_text t ON t.id = q.id ORDER BY q.id`,
		`DELETE FROM search_queue`,
	)
	for _, step := range steps {
		if err := sqlitex.Execute(conn, step, nil); err != nil {
			return fmt.Errorf("bring the search index up to date: %w", err)
		}
	}
	return nil
}

func anyRow(conn *sqlite.Conn, query string) (found bool, err error) {
	err = each(conn, query, func(*sqlite.Stmt) error {
		found = true
		return nil
	})
	return found, err
}

// pauseSearch takes down the triggers on insertion for the rest of the
// transaction: with one, SQLite keeps a journal of its own for every row, which
// makes an import a third slower. For each noun a negative number in the queue
// says after which row id the new rows begin.
func pauseSearch(conn *sqlite.Conn) error {
	for _, s := range searchables {
		for _, step := range []string{
			fmt.Sprintf(`INSERT OR IGNORE INTO search_queue SELECT -((coalesce(max(id), 0) << 3) + %d) FROM %s`, s.noun, s.name),
			`DROP TRIGGER IF EXISTS ` + s.name + insertTrigger,
		} {
			if err := sqlitex.Execute(conn, step, nil); err != nil {
				return fmt.Errorf("pause the search index: %w", err)
			}
		}
	}
	return nil
}

// insertTrigger is how the names of the triggers on insertion end.
const insertTrigger = "_search_add"

// resumeSearch notes the texts that were added since pauseSearch, if it was
// called, and puts the triggers back.
func resumeSearch(conn *sqlite.Conn) error {
	if paused, err := anyRow(conn, `SELECT 1 FROM search_queue WHERE id < 0 LIMIT 1`); err != nil || !paused {
		return err
	}
	for _, s := range searchables {
		note := fmt.Sprintf(`INSERT OR IGNORE INTO search_queue SELECT %s FROM %s s
			WHERE s.id > (SELECT (-max(q.id)) >> 3 FROM search_queue q WHERE q.id < 0 AND ((-q.id) & 7) = %d) AND %s <> ''`, s.id, s.name, s.noun, s.text)
		if err := sqlitex.Execute(conn, note, nil); err != nil {
			return fmt.Errorf("note what was added: %w", err)
		}
	}
	if err := sqlitex.Execute(conn, `DELETE FROM search_queue WHERE id < 0`, nil); err != nil {
		return fmt.Errorf("resume the search index: %w", err)
	}
	return restoreSchema(conn, func(row schemaRow) bool { return row.kind == "trigger" && strings.HasSuffix(row.name, insertTrigger) })
}
