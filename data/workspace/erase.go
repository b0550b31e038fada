package workspace

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"
	"unicode"

	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"

	"cxworkbench/data"
)

// Erased is what Erase did, and what it found and left for a person to decide.
type Erased struct {
	Label   string // how the customer was shown
	Records int    // of all kinds that belonged to the customer
	Rejects int    // rejected rows of imports that named the customer
	Changes int    // of the history, which is empty now
	Backups int    // of this machine, in whose place one new copy stands
	// Segments and Views quote the customer, by name, and were left as they are.
	Segments []string
	Views    []string
	// Mentions counts the texts of others, and those of nobody, that name the
	// customer and were left as they are.
	Mentions int
	// Compacted is false where somebody else still reads the file, so that old
	// pages stay in the log beside it until the last one closes it.
	Compacted bool
}

// Erase removes a customer with all that belongs to it for good: records,
// search, rejected rows, history and this machine's backups, in whose place one
// clean copy is made. It cannot be undone, and afterwards nothing before it can.
func (w *Workspace) Erase(ctx context.Context, customer int64) (e Erased, err error) {
	err = w.exclusively(func() error {
		if err := w.roomToCompact(); err != nil {
			return err
		}
		err := w.commit(ctx, "Erase a customer", func() error { return eraseRows(w.writer, customer, &e) })
		if err != nil {
			return err
		}
		if e.Compacted, err = compact(w.writer); err != nil {
			return data.Wrap(err, data.CodeFull, "%s was erased, but the file could not be written anew (%v), so traces may be left in it; free some space and erase once more, any customer, to remove them.", e.Label, err)
		}
		e.Backups, err = w.replaceBackups(ctx)
		return err
	})
	return e, err
}

// roomToCompact makes sure that the file can be written anew beside itself.
func (w *Workspace) roomToCompact() error {
	info, err := os.Stat(w.path)
	if err == nil {
		err = fill(filepath.Dir(w.path), 2*info.Size()+commitRoom)
	}
	if err != nil {
		return data.Wrap(err, data.CodeFull, "Erasing writes %s anew, for which the disk has no room, so nothing was changed; free some space and try again.", filepath.Base(w.path))
	}
	return nil
}

func eraseRows(conn *sqlite.Conn, customer int64, e *Erased) error {
	tx := &Tx{conn: conn}
	c, err := tx.Customer(customer)
	if err != nil {
		return err
	}
	e.Label = c.Label()
	for _, table := range Registry {
		if !table.Owned {
			continue
		}
		n, err := number(conn, `SELECT count(*) FROM (`+table.Canonical+`) WHERE customer_id = ?`, customer)
		if err != nil {
			return fmt.Errorf("count the records in %s: %w", table.Name, err)
		}
		e.Records += int(n)
	}
	changes, err := number(conn, `SELECT count(*) FROM change`)
	if err != nil {
		return err
	}
	e.Changes = int(changes)
	if err := forgetCalled(conn, customer); err != nil {
		return fmt.Errorf("forget what files called a customer: %w", err)
	}
	// What belongs to a customer goes with it, by the foreign keys.
	if err := run(conn, []string{`DELETE FROM customer WHERE id = ?`}, customer); err != nil {
		return fmt.Errorf("erase a customer: %w", err)
	}
	if err := forgetHistory(conn); err != nil {
		return fmt.Errorf("empty the history: %w", err)
	}
	if err := mentioned(conn, newTraces(c), e); err != nil {
		return err
	}
	if err := refreshSearch(conn); err != nil {
		return err
	}
	// Written anew, the index holds nothing of texts that were there before.
	return run(conn, []string{`INSERT INTO search (search) VALUES ('rebuild')`})
}

// traces are the words by which a text names a customer.
type traces struct {
	phrases []string // folded, with a blank at each end
	phones  []string // digits only
}

func newTraces(c data.Customer) traces {
	var t traces
	add := func(text string) {
		if folded := foldText(text); folded != "" {
			t.phrases = append(t.phrases, " "+folded+" ")
		}
	}
	add(c.Name)
	for _, identity := range c.Identities {
		add(identity.Value)
		if digits := digitsOf(identity.Value); identity.Kind == data.IdentityPhone && len(digits) >= 6 {
			t.phones = append(t.phones, digits)
		}
	}
	return t
}

func digitsOf(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsDigit(r) {
			return r
		}
		return -1
	}, text)
}

// in reports whether a text names the customer.
func (t traces) in(text string) bool {
	folded := " " + foldText(text) + " "
	for _, phrase := range t.phrases {
		if strings.Contains(folded, phrase) {
			return true
		}
	}
	if len(t.phones) > 0 {
		digits := digitsOf(text)
		for _, phone := range t.phones {
			if strings.Contains(digits, phone) {
				return true
			}
		}
	}
	return false
}

// mentioned removes rejected rows that name the customer, and lists or counts
// what else does.
func mentioned(conn *sqlite.Conn, t traces, e *Erased) error {
	var rejects []int64
	err := each(conn, `SELECT id, raw || ' ' || reason FROM import_reject`, func(stmt *sqlite.Stmt) error {
		if t.in(stmt.ColumnText(1)) {
			rejects = append(rejects, stmt.ColumnInt64(0))
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("look through the rejected rows: %w", err)
	}
	for _, id := range rejects {
		if err := run(conn, []string{`DELETE FROM import_reject WHERE id = ?`}, id); err != nil {
			return fmt.Errorf("remove a rejected row: %w", err)
		}
	}
	e.Rejects = len(rejects)
	for _, look := range []struct {
		query string
		found func(name string)
	}{
		{`SELECT name, name || ' ' || condition FROM segment ORDER BY name`, func(name string) { e.Segments = append(e.Segments, name) }},
		{`SELECT name, name || ' ' || state FROM saved_view ORDER BY name`, func(name string) { e.Views = append(e.Views, name) }},
		{`SELECT '', note FROM interaction WHERE note <> '' UNION ALL SELECT '', comment FROM response WHERE comment <> ''
			UNION ALL SELECT '', ref || ' ' || subject || ' ' || cause FROM ticket UNION ALL SELECT '', note FROM ticket_event WHERE note <> ''
			UNION ALL SELECT '', what FROM task`, func(string) { e.Mentions++ }},
	} {
		err := each(conn, look.query, func(stmt *sqlite.Stmt) error {
			if t.in(stmt.ColumnText(1)) {
				look.found(stmt.ColumnText(0))
			}
			return nil
		})
		if err != nil {
			return fmt.Errorf("look for other mentions: %w", err)
		}
	}
	return nil
}

// compact writes the file anew, without what was deleted from it, and empties
// the log. It reports whether that reached the file: a reader elsewhere keeps
// the log.
func compact(conn *sqlite.Conn) (done bool, err error) {
	// VACUUM attaches the database that it writes to.
	defer conn.Limit(sqlite.LimitAttached, conn.Limit(sqlite.LimitAttached, 1))
	if err := sqlitex.ExecuteTransient(conn, "VACUUM", nil); err != nil {
		return false, err
	}
	conn.SetBusyTimeout(time.Second)
	defer conn.SetBlockOnBusy()
	err = sqlitex.ExecuteTransient(conn, "PRAGMA wal_checkpoint(TRUNCATE)", &sqlitex.ExecOptions{ResultFunc: func(stmt *sqlite.Stmt) error {
		done = stmt.ColumnInt(0) == 0
		return nil
	}})
	if code := sqlite.ErrCode(err).ToPrimary(); code == sqlite.ResultBusy || code == sqlite.ResultLocked {
		return false, nil
	}
	return done, err
}

// replaceBackups removes this machine's backups of the workspace after making a
// new one, and gives how many it removed. The old ones go in any case.
func (w *Workspace) replaceBackups(ctx context.Context) (removed int, err error) {
	old, err := Backups(w.path)
	if err != nil {
		return 0, err
	}
	fresh, failed := backUp(ctx, w.writer, w.path, w.now())
	for _, b := range old {
		if b.Path == fresh.Path {
			continue
		}
		if gone := errors.Join(removeIfThere(b.Path), removeLogs(b.Path)); gone != nil {
			return removed, data.Wrap(gone, data.CodeReadOnly, "The customer was erased, but not from the backup %s, which could not be removed (%s); remove it by hand.", b.Path, cause(gone))
		}
		removed++
	}
	if failed != nil && len(old) > 0 {
		return removed, data.Wrap(failed, data.CodeOf(failed), "The customer was erased, also from the backups, but no new backup could be made: %s", data.Said(failed))
	}
	return removed, nil
}
