package workspace

import (
	"encoding/json"
	"fmt"

	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"

	"cxworkbench/data"
	"cxworkbench/resources"
)

// named finds a row of a dictionary table by name, or inserts it with the given
// further columns. Table and columns are constants of this package, never data.
func (tx *Tx) named(table, name, columns string, values ...any) (id int64, created bool, err error) {
	err = sqlitex.Execute(tx.conn, `SELECT id FROM `+table+` WHERE name = ?`, &sqlitex.ExecOptions{
		Args: []any{name},
		ResultFunc: func(stmt *sqlite.Stmt) error {
			id = stmt.ColumnInt64(0)
			return nil
		},
	})
	if err != nil {
		return 0, false, fmt.Errorf("look up %s %q: %w", table, name, err)
	}
	if id != 0 {
		return id, false, nil
	}
	marks := "?"
	for range values {
		marks += ", ?"
	}
	err = sqlitex.Execute(tx.conn, `INSERT INTO `+table+` (name`+columns+`) VALUES (`+marks+`)`,
		&sqlitex.ExecOptions{Args: append([]any{name}, values...)})
	if err != nil {
		return 0, false, fmt.Errorf("add %s %q: %w", table, name, err)
	}
	return tx.conn.LastInsertRowID(), true, nil
}

// Activity finds an activity by name, or makes it with this kind and push class.
func (tx *Tx) Activity(name string, kind data.Kind, push data.Push) (id int64, created bool, err error) {
	return tx.named("activity", name, ", kind, push", string(kind), string(push))
}

// Channel finds a channel by name, or makes it.
func (tx *Tx) Channel(name string, kind data.ChannelKind) (id int64, created bool, err error) {
	return tx.named("channel", name, ", kind", string(kind))
}

// Touchpoint finds a touchpoint by name, or makes it.
func (tx *Tx) Touchpoint(name string, category data.Category) (id int64, created bool, err error) {
	return tx.named("touchpoint", name, ", category", string(category))
}

// Product finds a product by name, or makes it.
func (tx *Tx) Product(name string) (id int64, created bool, err error) {
	return tx.named("product", name, "")
}

// Reason finds a leave reason by name, or makes it.
func (tx *Tx) Reason(name string) (id int64, created bool, err error) {
	return tx.named("leave_reason", name, "")
}

// AddSegment stores a named condition over customers.
func (tx *Tx) AddSegment(name, condition string) error {
	_, created, err := tx.named("segment", name, ", condition", condition)
	if err == nil && !created {
		return taken(name)
	}
	return err
}

// addBuiltInStages stores the seven stages and their rules.
func (tx *Tx) addBuiltInStages() error {
	var template struct {
		Stages []struct{ Key, Name, Role, Technology, Rule string }
	}
	if err := json.Unmarshal(resources.StageTemplate(), &template); err != nil {
		return fmt.Errorf("read the stage template: %w", err)
	}
	for rank, s := range template.Stages {
		id, _, err := tx.named("stage", s.Name, ", rank, key, role, technology", rank, s.Key, s.Role, s.Technology)
		if err != nil {
			return err
		}
		err = sqlitex.Execute(tx.conn, `INSERT INTO stage_rule (stage_id, condition) VALUES (?, ?)`,
			&sqlitex.ExecOptions{Args: []any{id, s.Rule}})
		if err != nil {
			return fmt.Errorf("add the rule of stage %s: %w", s.Name, err)
		}
	}
	return nil
}

// SetStage stores the name of a stage and its one rule, a condition; an empty
// one leaves the stage to recorded changes.
func (tx *Tx) SetStage(id int64, name, rule string) error {
	for _, step := range []struct {
		query string
		args  []any
	}{
		{`UPDATE stage SET name = ? WHERE id = ?`, []any{name, id}},
		{`DELETE FROM stage_rule WHERE stage_id = ?`, []any{id}},
		{`INSERT INTO stage_rule (stage_id, condition) SELECT ?1, ?2 WHERE ?2 <> ''`, []any{id, rule}},
	} {
		if err := sqlitex.Execute(tx.conn, step.query, &sqlitex.ExecOptions{Args: step.args}); err != nil {
			return fmt.Errorf("store stage %q: %w", name, err)
		}
	}
	return nil
}
