package workspace

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/google/uuid"
	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"

	"cxworkbench/data"
)

// rescuer copies the rows of one table.
type rescuer struct {
	from, to *sqlite.Conn
	table    Table
	columns  []string // in both
	rowID    bool     // false for WITHOUT ROWID tables
	links    []link
	counts   RescuedTable
	vain     int // stretches tried since the last row
}

// link is a column that refers to another table.
type link struct {
	column   int // index in columns
	table    string
	nullable bool
}

// mostVain bounds the search for rows between damaged pages: twice the halvings
// that lead from all possible ids to a single one.
const mostVain = 128

// rescueTable copies what can be read of a table. An error is one of the new
// file, or a cancelled context; damage is counted.
func rescueTable(ctx context.Context, from, to *sqlite.Conn, table Table) (RescuedTable, error) {
	r := &rescuer{from: from, to: to, table: table, counts: RescuedTable{Name: table.Name}}
	there, err := r.describe()
	if err != nil || !there {
		return r.counts, err
	}
	expected := r.expected()
	if r.rowID {
		err = r.stretch(ctx, -1<<63, 1<<63-1)
	} else {
		err = r.bothWays()
	}
	r.counts.Lost = max(r.counts.Lost, expected-r.counts.Read)
	r.counts.Unsure = r.counts.Unsure && expected < 0
	return r.counts, err
}

// describe finds the columns that the table has in both files; false where the
// damaged file has no such table. Only plain tables are read: a view or a virtual
// table of that name would run a stranger's code. The search ends where the table
// is found: definitions made later may stand on a page that is lost.
func (r *rescuer) describe() (bool, error) {
	have := map[string]bool{}
	plain := false
	err := sqlitex.ExecuteTransient(r.from, `SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?1 AND rootpage > 0 AND sql NOT LIKE 'CREATE VIRTUAL%' LIMIT 1`,
		&sqlitex.ExecOptions{Args: []any{r.table.Name}, ResultFunc: func(*sqlite.Stmt) error {
			plain = true
			return nil
		}})
	if err == nil && plain {
		err = sqlitex.ExecuteTransient(r.from, "PRAGMA table_xinfo("+quoted(r.table.Name)+")", &sqlitex.ExecOptions{ResultFunc: func(stmt *sqlite.Stmt) error {
			if stmt.GetInt64("hidden") == 0 {
				have[stmt.GetText("name")] = true
			}
			return nil
		}})
	}
	if err != nil {
		r.counts.Unsure = true
		return false, nil //nolint:nilerr // the damage is what is being counted
	}
	nullable := map[string]bool{}
	err = sqlitex.ExecuteTransient(r.to, "PRAGMA table_info("+quoted(r.table.Name)+")", &sqlitex.ExecOptions{ResultFunc: func(stmt *sqlite.Stmt) error {
		name := stmt.GetText("name")
		nullable[name] = stmt.GetInt64("notnull") == 0
		r.rowID = r.rowID || name == "id" && stmt.GetInt64("pk") == 1
		if have[name] {
			r.columns = append(r.columns, name)
		}
		return nil
	}})
	if err != nil {
		return false, err
	}
	err = sqlitex.ExecuteTransient(r.to, "PRAGMA foreign_key_list("+quoted(r.table.Name)+")", &sqlitex.ExecOptions{ResultFunc: func(stmt *sqlite.Stmt) error {
		column := stmt.GetText("from")
		if at := slices.Index(r.columns, column); at >= 0 {
			r.links = append(r.links, link{at, stmt.GetText("table"), nullable[column]})
		}
		return nil
	}})
	return len(r.columns) > 0 && (!r.rowID || r.columns[0] == "id"), err
}

// expected counts the rows, perhaps by an index that is whole; -1 where that
// cannot be known.
func (r *rescuer) expected() int {
	n := -1
	err := sqlitex.ExecuteTransient(r.from, "SELECT count(*) FROM "+quoted(r.table.Name), &sqlitex.ExecOptions{ResultFunc: func(stmt *sqlite.Stmt) error {
		n = stmt.ColumnInt(0)
		return nil
	}})
	if err != nil {
		return -1
	}
	return n
}

// stretch copies the rows with ids from low to high: upwards until one cannot be
// read, then downwards from the other end, then both halves of what is between.
func (r *rescuer) stretch(ctx context.Context, low, high int64) error {
	if r.vain++; r.vain > mostVain {
		r.counts.Unsure = true
		return nil
	}
	stopped, whole, err := r.walk(ctx, low, high, "ASC")
	if err != nil || whole {
		return err
	}
	r.counts.Unsure = true
	if stopped >= high {
		return nil
	}
	low = stopped + 1 // the row there, if any, is copied
	stopped, whole, err = r.walk(ctx, low, high, "DESC")
	if err != nil || whole || stopped <= low {
		return err
	}
	high = stopped - 1
	middle := low/2 + high/2 + (low%2+high%2)/2
	if err := r.stretch(ctx, low, middle); err != nil || middle >= high {
		return err
	}
	return r.stretch(ctx, middle+1, high)
}

// walk copies rows in the order of their ids until one cannot be read, and says
// at which id it stopped; whole means that none was left.
func (r *rescuer) walk(ctx context.Context, low, high int64, order string) (stopped int64, whole bool, err error) {
	step := int64(1)
	last := low - 1
	if order == "DESC" {
		step, last = -1, high+1
	}
	if low == -1<<63 {
		last = low
	}
	if high == 1<<63-1 && step < 0 {
		last = high
	}
	first := true
	read, own := r.rows(fmt.Sprintf("WHERE id BETWEEN %d AND %d ORDER BY id %s", low, high, order), func(values []value) error {
		id := values[0].integer
		if values[0].kind != sqlite.TypeInteger || !first && (id-last)*step <= 0 {
			return errNotSorted // pages that point in a circle
		}
		first, last, r.vain = false, id, 0
		return r.insert(values)
	})
	switch {
	case own != nil:
		return last, false, own
	case ctx.Err() != nil:
		return last, false, ctx.Err()
	}
	return last, read == nil, nil
}

// bothWays copies a small table without row ids from both ends.
func (r *rescuer) bothWays() error {
	seen := map[string]bool{}
	keep := func(values []value) error {
		key := fmt.Sprint(values)
		if seen[key] {
			return nil
		}
		seen[key] = true
		return r.insert(values)
	}
	key := quoted(r.columns[0])
	read, own := r.rows("ORDER BY "+key, keep)
	if own == nil && read != nil {
		r.counts.Unsure = true
		_, own = r.rows("ORDER BY "+key+" DESC", keep)
	}
	return own
}

var errNotSorted = errors.New("rows are out of order")

// rows reads rows, telling an error of reading from one of use.
func (r *rescuer) rows(clause string, use func([]value) error) (read, own error) {
	names := make([]string, len(r.columns))
	for i, name := range r.columns {
		names[i] = quoted(name)
	}
	values := make([]value, len(r.columns))
	query := "SELECT " + strings.Join(names, ", ") + " FROM " + quoted(r.table.Name) + " NOT INDEXED " + clause
	if !r.rowID {
		query = strings.Replace(query, " NOT INDEXED ", " ", 1)
	}
	read = sqlitex.ExecuteTransient(r.from, query, &sqlitex.ExecOptions{ResultFunc: func(stmt *sqlite.Stmt) error {
		for i := range values {
			values[i] = valueOf(stmt, i)
		}
		err := use(values)
		if err != nil && !errors.Is(err, errNotSorted) {
			own = err
		}
		return err
	}})
	return read, own
}

// insert puts a row into the new file, or counts it as lost. References to what
// is not there are taken out where the table allows it.
func (r *rescuer) insert(values []value) error {
	values = slices.Clone(values)
	err := r.put(values)
	if sqlite.ErrCode(err) == sqlite.ResultConstraintForeignKey {
		if err = r.unlink(values); err == nil {
			if err = r.put(values); err == nil {
				r.counts.Unlinked++
			}
		}
	}
	switch {
	case err == nil:
		r.counts.Read++
		return nil
	case sqlite.ErrCode(err).ToPrimary() == sqlite.ResultConstraint || sqlite.ErrCode(err).ToPrimary() == sqlite.ResultMismatch || sqlite.ErrCode(err).ToPrimary() == sqlite.ResultTooBig:
		r.counts.Lost++
		return nil
	}
	return err
}

// unlink sets references to NULL that lead nowhere. A row whose import is lost
// gets an id of its own instead.
func (r *rescuer) unlink(values []value) error {
	for _, l := range r.links {
		if values[l.column].kind == sqlite.TypeNull || !l.nullable {
			continue
		}
		there, err := r.exists(l.table, values[l.column].integer)
		if err != nil {
			return err
		}
		if there {
			continue
		}
		values[l.column] = value{kind: sqlite.TypeNull}
		if uid := slices.Index(r.columns, "uid"); r.columns[l.column] == "import_id" && uid >= 0 {
			id, err := uuid.NewV7()
			if err != nil {
				return fmt.Errorf("make an id: %w", err)
			}
			values[uid] = value{kind: sqlite.TypeText, text: id.String()}
		}
	}
	return nil
}

func (r *rescuer) exists(table string, id int64) (there bool, err error) {
	err = sqlitex.Execute(r.to, "SELECT 1 FROM "+quoted(table)+" WHERE id = ?1", &sqlitex.ExecOptions{Args: []any{id}, ResultFunc: func(*sqlite.Stmt) error {
		there = true
		return nil
	}})
	return there, err
}

func (r *rescuer) put(values []value) error {
	names := make([]string, len(r.columns))
	for i, name := range r.columns {
		names[i] = quoted(name)
	}
	marks := strings.TrimSuffix(strings.Repeat("?,", len(names)), ",")
	stmt, err := r.to.Prepare("INSERT INTO " + quoted(r.table.Name) + " (" + strings.Join(names, ", ") + ") VALUES (" + marks + ")")
	if err != nil {
		return err
	}
	for i, v := range values {
		v.bind(stmt, i+1)
	}
	return step(stmt)
}

// value is one value of any kind.
type value struct {
	kind    sqlite.ColumnType
	integer int64
	float   float64
	text    string // also of a blob
}

func valueOf(stmt *sqlite.Stmt, column int) value {
	v := value{kind: stmt.ColumnType(column)}
	switch v.kind {
	case sqlite.TypeInteger:
		v.integer = stmt.ColumnInt64(column)
	case sqlite.TypeFloat:
		v.float = stmt.ColumnFloat(column)
	case sqlite.TypeText:
		v.text = stmt.ColumnText(column)
	case sqlite.TypeBlob:
		raw := make([]byte, stmt.ColumnLen(column))
		stmt.ColumnBytes(column, raw)
		v.text = string(raw)
	}
	return v
}

func (v value) bind(stmt *sqlite.Stmt, param int) {
	switch v.kind {
	case sqlite.TypeInteger:
		stmt.BindInt64(param, v.integer)
	case sqlite.TypeFloat:
		stmt.BindFloat(param, v.float)
	case sqlite.TypeText:
		stmt.BindText(param, v.text)
	case sqlite.TypeBlob:
		stmt.BindBytes(param, []byte(v.text))
	default:
		stmt.BindNull(param)
	}
}

// repairSetting replaces a setting that cannot be used.
func (tx *Tx) repairSetting(key string, repair func(string) string) error {
	stored := ""
	err := sqlitex.Execute(tx.conn, `SELECT value FROM setting WHERE key = ?1`, &sqlitex.ExecOptions{Args: []any{key}, ResultFunc: func(stmt *sqlite.Stmt) error {
		stored = stmt.ColumnText(0)
		return nil
	}})
	if err != nil {
		return err
	}
	return sqlitex.Execute(tx.conn, `INSERT INTO setting (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = ?2`,
		&sqlitex.ExecOptions{Args: []any{key, repair(stored)}})
}

func repairWeekStart(s string) string {
	if n, err := strconv.Atoi(s); err != nil || n < 0 || n > 6 {
		return strconv.Itoa(int(time.Monday))
	}
	return s
}

func repairDay(s string) string {
	if _, err := data.ParseDay(s); err != nil {
		return ""
	}
	return s
}

func repairZone(s string) string {
	if _, err := time.LoadLocation(s); err != nil || s == "" {
		return "UTC"
	}
	return s
}
