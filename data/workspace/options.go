package workspace

import (
	"fmt"
	"strings"

	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"

	"cxworkbench/data"
)

// optionPrefix begins the key of an option in table setting.
const optionPrefix = "option."

// longestOption is the most bytes that an option may have.
const longestOption = 1 << 20

// SetOption stores what an analysis is asked with in this workspace, under the
// analysis's name and in a form that it knows; "" goes back to its default.
func (tx *Tx) SetOption(name, value string) error {
	if len(value) > longestOption {
		return data.Errorf(data.CodeBadInput, "These settings are too long to be kept (%d bytes); shorten their notes.", len(value))
	}
	query, args := `INSERT INTO setting (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = ?2`, []any{optionPrefix + name, value}
	if value == "" {
		query, args = `DELETE FROM setting WHERE key = ?1`, args[:1]
	}
	if err := sqlitex.Execute(tx.conn, query, &sqlitex.ExecOptions{Args: args}); err != nil {
		return fmt.Errorf("store the option %s: %w", name, err)
	}
	return tx.updated()
}

// Options reads all options by name.
func (s *Snapshot) Options() (map[string]string, error) {
	options := map[string]string{}
	err := each(s.conn, `SELECT key, value FROM setting WHERE key LIKE 'option.%'`, func(stmt *sqlite.Stmt) error {
		options[strings.TrimPrefix(stmt.ColumnText(0), optionPrefix)] = stmt.ColumnText(1)
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("read the options: %w", err)
	}
	return options, nil
}

// SetActivity changes what an activity is: its kind and whom it serves.
func (tx *Tx) SetActivity(id int64, kind data.Kind, push data.Push) error {
	stmt, err := tx.conn.Prepare(`UPDATE activity SET kind = ?, push = ? WHERE id = ?`)
	if err != nil {
		return err
	}
	stmt.BindText(1, string(kind))
	stmt.BindText(2, string(push))
	stmt.BindInt64(3, id)
	if err := tx.changeOne(stmt, "activity", id); err != nil {
		return err
	}
	return tx.updated()
}
