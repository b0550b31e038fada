package workspace

import (
	"encoding/json"
	"fmt"
	"slices"

	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"

	"cxworkbench/data"
)

func (tx *Tx) ids(query string, args ...any) ([]int64, error) {
	var ids []int64
	err := sqlitex.Execute(tx.conn, query, &sqlitex.ExecOptions{Args: args, ResultFunc: func(stmt *sqlite.Stmt) error {
		ids = append(ids, stmt.ColumnInt64(0))
		return nil
	}})
	return ids, err
}

// CustomersByIdentity gives the customers who have this identity. Only external
// ids are unique; two customers may share an e-mail.
func (tx *Tx) CustomersByIdentity(kind data.IdentityKind, source, value string) ([]int64, error) {
	if kind == data.IdentityExternal {
		return tx.ids(`SELECT customer_id FROM identity WHERE kind = 'external' AND source = ? AND value = ?`, source, value)
	}
	ids, err := tx.ids(`SELECT customer_id FROM identity WHERE value = ? AND +kind = ? AND source = ?`, value, string(kind), source)
	slices.Sort(ids)
	return slices.Compact(ids), err
}

// CustomersByName gives the customers of exactly this name.
func (tx *Tx) CustomersByName(name string) ([]int64, error) {
	return tx.ids(`SELECT id FROM customer WHERE name = ? ORDER BY id`, name)
}

func (tx *Tx) identities(customer int64) ([]data.Identity, error) {
	var out []data.Identity
	err := sqlitex.Execute(tx.conn, `SELECT kind, source, value FROM identity WHERE customer_id = ? ORDER BY id`, &sqlitex.ExecOptions{
		Args: []any{customer},
		ResultFunc: func(stmt *sqlite.Stmt) error {
			out = append(out, data.Identity{Kind: data.IdentityKind(stmt.ColumnText(0)), Source: stmt.ColumnText(1), Value: stmt.ColumnText(2)})
			return nil
		},
	})
	return out, err
}

// Customer reads a customer with its attributes and identities.
func (tx *Tx) Customer(id int64) (data.Customer, error) {
	c := data.Customer{ID: id}
	found := false
	err := sqlitex.Execute(tx.conn, `SELECT coalesce(uid, ''), name, attributes FROM customer WHERE id = ?`, &sqlitex.ExecOptions{
		Args: []any{id},
		ResultFunc: func(stmt *sqlite.Stmt) error {
			found = true
			c.UID, c.Name = stmt.ColumnText(0), stmt.ColumnText(1)
			return json.Unmarshal([]byte(stmt.ColumnText(2)), &c.Attributes)
		},
	})
	if err != nil {
		return c, fmt.Errorf("read customer %d: %w", id, err)
	}
	if !found {
		return c, data.Errorf(data.CodeNotFound, "Customer %d is not in the workspace; it may have been removed since.", id)
	}
	c.Identities, err = tx.identities(id)
	return c, err
}

// SubscriptionByFingerprint finds an imported subscription.
func (tx *Tx) SubscriptionByFingerprint(fingerprint int64) (s data.Subscription, found bool, err error) {
	err = sqlitex.Execute(tx.conn, `SELECT `+subscriptionColumns+` FROM subscription WHERE fingerprint = ?`, &sqlitex.ExecOptions{
		Args: []any{fingerprint},
		ResultFunc: func(stmt *sqlite.Stmt) error {
			found = true
			return scanSubscription(stmt, &s)
		},
	})
	if err != nil {
		return s, false, fmt.Errorf("look up a subscription: %w", err)
	}
	return s, found, nil
}
