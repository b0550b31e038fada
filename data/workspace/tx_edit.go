package workspace

import (
	"context"
	"fmt"

	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"

	"cxworkbench/data"
)

// FindCustomer gives the customer of this external id, else of exactly this name.
func (w *Workspace) FindCustomer(ctx context.Context, called string) (id int64, err error) {
	err = w.read(ctx, func(conn *sqlite.Conn) error {
		id, err = (&Tx{conn: conn}).FindCustomer(called)
		return err
	})
	return id, err
}

// FindCustomer gives the customer of this external id, else of exactly this name.
func (tx *Tx) FindCustomer(called string) (int64, error) {
	ids, err := tx.ids(`SELECT DISTINCT customer_id FROM identity WHERE value = ? AND kind = 'external' ORDER BY customer_id`, called)
	if err == nil && len(ids) == 0 {
		ids, err = tx.CustomersByName(called)
	}
	switch {
	case err != nil:
		return 0, fmt.Errorf("look for customer %q: %w", called, err)
	case len(ids) == 0:
		return 0, data.Errorf(data.CodeNotFound, "There is no customer with the id or the exact name %q; search finds how it is written.", called)
	case len(ids) > 1:
		return 0, data.Errorf(data.CodeBadInput, "%d customers are called %q; name the one you mean by its id.", len(ids), called)
	}
	return ids[0], nil
}

// SetIdentity gives a customer this one identity of a kind, other than external,
// in place of those it has; an empty value leaves it with none.
func (tx *Tx) SetIdentity(customer int64, kind data.IdentityKind, value string) error {
	err := sqlitex.Execute(tx.conn, `DELETE FROM identity WHERE customer_id = ? AND kind = ?`, &sqlitex.ExecOptions{Args: []any{customer, string(kind)}})
	if err != nil {
		return fmt.Errorf("replace the %s of customer %d: %w", kind, customer, err)
	}
	if value != "" {
		if err := tx.addIdentity(customer, data.Identity{Kind: kind, Value: value}, Origin{}); err != nil {
			return err
		}
	}
	return tx.updated()
}
