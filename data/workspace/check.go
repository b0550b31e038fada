package workspace

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"

	"cxworkbench/data"
)

// CheckReport is what Check found.
type CheckReport struct {
	// Findings are sentences, one a damage; none in a file that is whole.
	Findings []string
	// Verdict compares the content with the stored digest; Unstored also where
	// the file is damaged or of an older version, so that it was not compared.
	Verdict Verdict
	Digest  string // of the content; empty where it was not computed
	Version int    // of the schema
}

// mostFindings is how many damages of a kind are listed.
const mostFindings = 10

// Check looks for damage in a workspace file without ever writing to it. The
// error tells why it could not be looked at: no workspace, or a newer one.
func Check(ctx context.Context, path string) (report CheckReport, err error) {
	report.Verdict = Unstored
	found := func(err error) error {
		var said *data.Error
		if errors.As(err, &said) && said.Code != data.CodeDamaged {
			return err
		}
		report.Findings = append(report.Findings, data.Sentence(explain(err, path, "checked")))
		return nil
	}
	if err := inspect(path); err != nil {
		return report, found(err)
	}
	source, err := borrow(path)
	if err != nil {
		return report, data.Wrap(err, data.CodeFull, "%s was not closed and could not be copied to the folder for temporary files to be checked: %s.", filepath.Base(path), cause(err))
	}
	defer func() { err = errors.Join(err, source.release()) }()
	flags := sqlite.OpenReadOnly
	if source.folder != "" {
		flags = sqlite.OpenReadWrite // a copy, whose log is to be applied
	}
	err = guarded(path, func() error {
		return withConn(source.at, flags, func(conn *sqlite.Conn) error { return report.examine(ctx, conn) })
	})
	if ctx.Err() != nil {
		return report, data.Wrap(ctx.Err(), data.CodeCancelled, "The check was stopped before it was done.")
	}
	if err != nil {
		return report, found(err)
	}
	return report, nil
}

func (r *CheckReport) examine(ctx context.Context, conn *sqlite.Conn) (err error) {
	conn.SetInterrupt(ctx.Done())
	if r.Version, err = pragmaInt(conn, "user_version"); err != nil {
		return err
	}
	if err := checkSchema(conn); err != nil {
		return err
	}
	if err := r.structure(conn); err != nil || len(r.Findings) > 0 {
		return err
	}
	if r.Version < len(migrations()) {
		return nil
	}
	end := sqlitex.Transaction(conn) // one state for the stored digest and the content
	r.Verdict, r.Digest, err = verify(conn)
	if end(&err); err != nil {
		return err
	}
	if r.Verdict == Differs {
		r.Findings = append(r.Findings, "The content is not what it was when its digest was stored: it was damaged, or changed by another program.")
	}
	return nil
}

// structure runs SQLite's own checks.
func (r *CheckReport) structure(conn *sqlite.Conn) error {
	err := sqlitex.ExecuteTransient(conn, fmt.Sprintf("PRAGMA integrity_check(%d)", mostFindings), &sqlitex.ExecOptions{ResultFunc: func(stmt *sqlite.Stmt) error {
		for line := range strings.Lines(stmt.ColumnText(0)) { // what is wrong with pages comes in one text under a heading
			if line = strings.TrimSpace(line); line != "ok" && !strings.HasPrefix(line, "***") {
				r.Findings = append(r.Findings, fmt.Sprintf("The file is damaged: %s.", line))
			}
		}
		return nil
	}})
	if err != nil {
		return err
	}
	dangling := map[string]int{}
	err = sqlitex.ExecuteTransient(conn, "PRAGMA foreign_key_check", &sqlitex.ExecOptions{ResultFunc: func(stmt *sqlite.Stmt) error {
		dangling[fmt.Sprintf("table %s refer to a %s", stmt.ColumnText(0), stmt.ColumnText(2))]++
		return nil
	}})
	for _, what := range sortedKeys(dangling) {
		r.Findings = append(r.Findings, fmt.Sprintf("The file is damaged: %d rows of %s that is not there.", dangling[what], what))
	}
	return err
}
