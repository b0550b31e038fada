package workspace

import (
	"errors"
	"fmt"
	"os"
	"time"

	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"

	"cxworkbench/data"
)

// Thin is thin, for its test.
func Thin(times []time.Time, made time.Time) []int { return thin(times, made) }

// BuildVersion makes an empty workspace of an older version.
func BuildVersion(path string, version int, settings data.Settings) error {
	conn, err := sqlite.OpenConn(path, sqlite.OpenReadWrite|sqlite.OpenCreate)
	if err != nil {
		return err
	}
	err = errors.Join(sqlitex.ExecuteTransient(conn, fmt.Sprintf("PRAGMA application_id = %d", applicationID), nil), migrate(conn, version), (&Tx{conn: conn}).SetSettings(settings), conn.Close())
	if err != nil {
		return errors.Join(err, os.Remove(path))
	}
	return nil
}
