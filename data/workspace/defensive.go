package workspace

import (
	"errors"
	"fmt"
	"reflect"

	"modernc.org/libc"
	lib "modernc.org/sqlite/lib"
	"zombiezen.com/go/sqlite"
)

// setDefensive turns SQLite's defensive mode on. It is used instead of
// Conn.SetDefensive, which in v1.4.2 hands sqlite3_db_config one argument where
// SQLite reads two: the second, where the answer is to be written, was whatever
// lay in memory, and now and then that wrote somewhere or ended the program. To
// pass both, the connection's handles are read from the fields of Conn; a test
// fails where an upgrade changes them.
func setDefensive(conn *sqlite.Conn) error {
	fields := reflect.ValueOf(conn).Elem()
	tlsField, dbField := fields.FieldByName("tls"), fields.FieldByName("conn")
	if tlsField.Kind() != reflect.Pointer || tlsField.Type() != reflect.TypeFor[*libc.TLS]() || dbField.Kind() != reflect.Uintptr {
		return errors.New("set defensive mode: the SQLite library has changed")
	}
	tls, db := (*libc.TLS)(tlsField.UnsafePointer()), uintptr(dbField.Uint())
	args := libc.NewVaList(int32(1), uintptr(0))
	if args == 0 {
		return errors.New("set defensive mode: no memory")
	}
	defer libc.Xfree(tls, args)
	if code := sqlite.ResultCode(lib.Xsqlite3_db_config(tls, db, lib.SQLITE_DBCONFIG_DEFENSIVE, args)); code != sqlite.ResultOK {
		return fmt.Errorf("set defensive mode: %w", code.ToError())
	}
	return nil
}
