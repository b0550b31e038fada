package workspace

import (
	"context"
	"embed"
	"fmt"
	"io/fs"
	"sync"
	"time"

	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"

	"cxworkbench/data"
	"cxworkbench/data/workspace/crash"
)

//go:embed migrations/*.sql
var migrationFiles embed.FS

// applicationID marks a SQLite file as a workspace: "CXWB".
const applicationID = 0x43585742

// migrations gives the scripts in order; the schema version is their number.
var migrations = sync.OnceValue(func() []string {
	names, err := fs.Glob(migrationFiles, "migrations/*.sql")
	if err != nil {
		panic(err) // the pattern is a constant
	}
	scripts := make([]string, len(names))
	for i, name := range names {
		raw, err := migrationFiles.ReadFile(name)
		if err != nil {
			panic(err) // embedded at build time
		}
		scripts[i] = string(raw)
	}
	return scripts
})

// migrate brings the file to a version, each step in a transaction.
func migrate(conn *sqlite.Conn, target int) error {
	version, err := pragmaInt(conn, "user_version")
	if err != nil {
		return err
	}
	for ; version < target; version++ {
		if err := migrateTo(conn, version+1); err != nil {
			return fmt.Errorf("bring the file to version %d: %w", version+1, err)
		}
	}
	return nil
}

func migrateTo(conn *sqlite.Conn, version int) (err error) {
	end, err := sqlitex.ImmediateTransaction(conn)
	if err != nil {
		return err
	}
	defer end(&err)
	if err := sqlitex.ExecuteScript(conn, migrations()[version-1], nil); err != nil {
		return err
	}
	if version >= searchVersion {
		if err := refreshSearch(conn); err != nil {
			return err
		}
	}
	crash.Point("migrate.step")
	return sqlitex.ExecuteTransient(conn, fmt.Sprintf("PRAGMA user_version = %d", version), nil)
}

// schemaRow is a line of sqlite_schema.
type schemaRow struct{ kind, name, table, sql string }

// references keeps what buildReference has made, by version.
var references sync.Map

// referenceSchema is what a file of the version must look like.
func referenceSchema(version int) (map[schemaRow]bool, error) {
	if known, ok := references.Load(version); ok {
		return known.(map[schemaRow]bool), nil
	}
	reference, err := buildReference(version)
	if err == nil {
		references.Store(version, reference)
	}
	return reference, err
}

func buildReference(version int) (map[schemaRow]bool, error) {
	conn, err := sqlite.OpenConn(":memory:", sqlite.OpenReadWrite)
	if err != nil {
		return nil, err
	}
	defer conn.Close()
	if err := migrate(conn, version); err != nil {
		return nil, err
	}
	return readSchema(conn)
}

func readSchema(conn *sqlite.Conn) (map[schemaRow]bool, error) {
	rows := map[schemaRow]bool{}
	err := sqlitex.ExecuteTransient(conn, `SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_schema WHERE name NOT LIKE 'sqlite\_stat%' ESCAPE '\'`,
		&sqlitex.ExecOptions{ResultFunc: func(stmt *sqlite.Stmt) error {
			rows[schemaRow{stmt.ColumnText(0), stmt.ColumnText(1), stmt.ColumnText(2), stmt.ColumnText(3)}] = true
			return nil
		}})
	return rows, err
}

// restoreSchema makes those parts of this program's schema again that were taken
// down for a while.
func restoreSchema(conn *sqlite.Conn, which func(schemaRow) bool) error {
	schema, err := referenceSchema(len(migrations()))
	if err != nil {
		return fmt.Errorf("build the reference schema: %w", err)
	}
	for row := range schema {
		if !which(row) {
			continue
		}
		if err := sqlitex.ExecuteTransient(conn, row.sql, nil); err != nil {
			return fmt.Errorf("put %s %s back: %w", row.kind, row.name, err)
		}
	}
	return nil
}

// checkSchema refuses a file whose tables, indexes, triggers or views are not
// exactly ours: a stranger could have hidden code in one.
func checkSchema(conn *sqlite.Conn) error {
	version, err := pragmaInt(conn, "user_version")
	if err != nil {
		return err
	}
	want, err := referenceSchema(version)
	if err != nil {
		return fmt.Errorf("build the reference schema: %w", err)
	}
	have, err := readSchema(conn)
	if err != nil {
		return err
	}
	for row := range have {
		if !want[row] {
			return data.Errorf(data.CodeDamaged, "The file has a %s named %q that CX Workbench did not make, so it was not opened; restore a backup or ask whoever sent it.", row.kind, row.name)
		}
	}
	for row := range want {
		if !have[row] {
			return data.Errorf(data.CodeDamaged, "The file lacks the %s %q, so it was not opened; restore a backup.", row.kind, row.name)
		}
	}
	return nil
}

func pragmaInt(conn *sqlite.Conn, name string) (int, error) {
	var value int
	err := sqlitex.ExecuteTransient(conn, "PRAGMA "+name, &sqlitex.ExecOptions{ResultFunc: func(stmt *sqlite.Stmt) error {
		value = stmt.ColumnInt(0)
		return nil
	}})
	return value, err
}

// limits bound what a statement may cost. None may attach: that also forbids
// ATTACH and VACUUM INTO, without an authorizer's call on every column named.
var limits = map[sqlite.Limit]int32{
	sqlite.LimitLength:            64 << 20,
	sqlite.LimitSQLLength:         1 << 20,
	sqlite.LimitColumn:            100,
	sqlite.LimitExprDepth:         100,
	sqlite.LimitCompoundSelect:    10,
	sqlite.LimitVDBEOp:            25_000,
	sqlite.LimitFunctionArg:       20,
	sqlite.LimitAttached:          0,
	sqlite.LimitLikePatternLength: 1000,
	sqlite.LimitVariableNumber:    1000,
	sqlite.LimitTriggerDepth:      10,
}

// patience is how long a connection waits for somebody else's lock on the file.
// Without an end it would wait for ever where locking fails: SQLite takes the
// system's answer that there are no locks for a file that is in use.
const patience = 4 * time.Second

// harden follows SQLite's advice for files that may come from a stranger:
// https://sqlite.org/security.html
func harden(conn *sqlite.Conn) error {
	if err := setDefensive(conn); err != nil {
		return err
	}
	return restrict(conn)
}

// restrict is all of harden but defensive mode, which a rescue cannot use.
func restrict(conn *sqlite.Conn) error {
	conn.SetBusyTimeout(patience)
	for limit, value := range limits {
		conn.Limit(limit, value)
	}
	for _, pragma := range []string{"trusted_schema = OFF", "cell_size_check = ON", "mmap_size = 0", "foreign_keys = ON", "synchronous = FULL"} {
		if err := sqlitex.ExecuteTransient(conn, "PRAGMA "+pragma, nil); err != nil {
			return err
		}
	}
	return addFold(conn)
}

// quickCheck runs SQLite's own check of the file's structure.
func quickCheck(ctx context.Context, conn *sqlite.Conn) error {
	defer conn.SetInterrupt(conn.SetInterrupt(ctx.Done()))
	verdict := ""
	err := sqlitex.ExecuteTransient(conn, "PRAGMA quick_check(1)", &sqlitex.ExecOptions{ResultFunc: func(stmt *sqlite.Stmt) error {
		verdict = stmt.ColumnText(0)
		return nil
	}})
	if err != nil {
		return err
	}
	if verdict != "ok" {
		return data.Errorf(data.CodeDamaged, "The file is damaged (%s), so it was not opened; restore a backup.", verdict)
	}
	return nil
}
