package workspace

import (
	"fmt"
	"slices"

	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"

	"cxworkbench/data"
)

// ofCustomers are the tables whose rows belong to a customer by customer_id.
var ofCustomers = []string{"identity", "interaction", "subscription", "stage_change", "response", "ticket", "consent", "task", "segment_member"}

// Merge makes two customers one: every record of the second becomes one of the
// first, which is stored with this name and these attributes, and the second is
// removed. All identities stay, also two external ids of one source; one that both
// have stays once. It is undone as a whole.
func (tx *Tx) Merge(merged *data.Customer, second int64) error {
	first, err := tx.Customer(merged.ID)
	if err != nil {
		return err
	}
	other, err := tx.Customer(second)
	if err != nil {
		return err
	}
	if first.ID == other.ID {
		return data.Errorf(data.CodeBadInput, "A customer cannot be merged with itself; choose two.")
	}
	for _, identity := range other.Identities {
		if !slices.Contains(first.Identities, identity) {
			continue
		}
		err := sqlitex.Execute(tx.conn, `DELETE FROM identity WHERE customer_id = ? AND kind = ? AND source = ? AND value = ?`,
			&sqlitex.ExecOptions{Args: []any{second, string(identity.Kind), identity.Source, identity.Value}})
		if err != nil {
			return fmt.Errorf("merge the identities of customer %d: %w", second, err)
		}
	}
	err = sqlitex.Execute(tx.conn, `DELETE FROM segment_member WHERE customer_id = ? AND segment_id IN (SELECT segment_id FROM segment_member WHERE customer_id = ?)`,
		&sqlitex.ExecOptions{Args: []any{second, first.ID}})
	if err != nil {
		return fmt.Errorf("merge the lists that customer %d is in: %w", second, err)
	}
	for _, table := range ofCustomers {
		err := sqlitex.Execute(tx.conn, `UPDATE `+table+` SET customer_id = ? WHERE customer_id = ?`, &sqlitex.ExecOptions{Args: []any{first.ID, second}})
		if err != nil {
			return fmt.Errorf("move %s of customer %d: %w", table, second, err)
		}
	}
	if err := sqlitex.Execute(tx.conn, `DELETE FROM customer WHERE id = ?`, &sqlitex.ExecOptions{Args: []any{second}}); err != nil {
		return fmt.Errorf("remove the merged customer %d: %w", second, err)
	}
	return tx.UpdateCustomer(&data.Customer{ID: first.ID, Name: merged.Name, Attributes: merged.Attributes})
}

// Option reads one option; "" where it is not set.
func (tx *Tx) Option(name string) (value string, err error) {
	err = sqlitex.Execute(tx.conn, `SELECT value FROM setting WHERE key = ?`, &sqlitex.ExecOptions{
		Args: []any{optionPrefix + name}, ResultFunc: func(stmt *sqlite.Stmt) error {
			value = stmt.ColumnText(0)
			return nil
		},
	})
	if err != nil {
		return "", fmt.Errorf("read the option %s: %w", name, err)
	}
	return value, nil
}
