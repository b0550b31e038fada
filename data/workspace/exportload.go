package workspace

import (
	"fmt"
	"strings"

	"github.com/google/uuid"
	"zombiezen.com/go/sqlite"

	"cxworkbench/data"
)

// mostID is one more than the highest row id that can be loaded: the search index
// has room for 41 bits, and new rows need ids after those that are there.
const mostID = 1 << 40

// Loader takes the rows of ContentTables into a workspace that is still empty.
type Loader struct {
	tx       *Tx
	origin   Origin
	stages   int64 // added to the ids of stages, so that those of before do not return in another's place
	table    Extract
	insert   *sqlite.Stmt
	imported bool
	counted  bool // rows are recorded one by one, they are not found by the import
	uid      bool
}

// Load begins to fill the workspace, which must have no content but settings and
// stages, from a source (a folder's name), at milliseconds UTC.
func (tx *Tx) Load(source string, at int64) (*Loader, error) {
	found, err := anyContent(tx.conn)
	if err != nil {
		return nil, fmt.Errorf("look for content: %w", err)
	}
	if found {
		return nil, data.Errorf(data.CodeBadInput, "An exported workspace can only be loaded into an empty one, and this one has content; make a new workspace and load it there.")
	}
	l := &Loader{tx: tx}
	highest, err := tx.ids(`SELECT coalesce(max(id), 0) FROM stage`)
	if err != nil {
		return nil, fmt.Errorf("read the stages: %w", err)
	}
	l.stages = highest[0]
	for _, table := range []string{"stage_rule", "stage", "setting"} {
		if err := tx.clear(table); err != nil {
			return nil, err
		}
	}
	if l.origin.ImportID, err = tx.BeginImport(source, at); err != nil {
		return nil, err
	}
	return l, nil
}

// Begin makes ready for rows of a table of ContentTables.
func (l *Loader) Begin(table Extract) (err error) {
	described := tableNamed(table.Name)
	l.table, l.imported = table, described.Imported
	l.counted = !described.Imported && table.Name != "identity" // an identity goes with its customer
	l.uid = table.Name == "consent" || table.Name == "task"
	names := []string{}
	if l.uid {
		names = append(names, "uid")
	}
	if l.imported {
		names = append(names, "import_id", "ordinal")
	}
	for _, c := range table.Columns {
		names = append(names, c.Name)
	}
	marks := strings.TrimSuffix(strings.Repeat("?, ", len(names)), ", ")
	l.insert, err = l.tx.conn.Prepare(fmt.Sprintf(`INSERT INTO %s (%s) VALUES (%s)`, table.Name, strings.Join(names, ", "), marks))
	return err
}

// Row stores a row of the table begun last. An error with a sentence says what is
// wrong with the row.
func (l *Loader) Row(row []Cell) error {
	param := 1
	if l.uid {
		uid, err := uuid.NewV7()
		if err != nil {
			return fmt.Errorf("make an id: %w", err)
		}
		l.insert.BindText(param, uid.String())
		param++
	}
	if l.imported {
		l.origin.Ordinal++
		l.insert.BindInt64(param, l.origin.ImportID)
		l.insert.BindInt64(param+1, int64(l.origin.Ordinal))
		param += 2
	}
	for i := range l.table.Columns {
		c, v := &l.table.Columns[i], row[i]
		if err := l.check(c, v); err != nil {
			return err
		}
		if l.stages > 0 && v.Known && (c.Refers == "stage" || c.Name == "id" && l.table.Name == "stage") {
			v.Int += l.stages
		}
		bindCell(l.insert, param+i, c, v)
	}
	origin := l.origin
	if l.counted {
		origin = Origin{}
	}
	if err := l.tx.insert(l.insert, origin); err != nil {
		return refused(err)
	}
	switch {
	case l.counted:
		return l.tx.updated()
	case l.table.Name == "interaction":
		return l.tx.countBulk()
	}
	return nil
}

func (l *Loader) check(c *Column, v Cell) error {
	if c.Name == "id" || c.Refers != "" {
		if v.Known && (v.Int <= 0 || v.Int >= mostID) || c.Name == "id" && !v.Known {
			return data.Errorf(data.CodeBadInput, "%s is no number from 1 on", c.Name)
		}
	}
	if c.Name == "attributes" {
		if _, err := decodeAttributes(v.Text); err != nil {
			return data.Wrap(err, data.CodeBadInput, "attributes is no JSON object of texts")
		}
	}
	return nil
}

// refused says in words why the schema does not take a row.
func refused(err error) error {
	why := ""
	switch sqlite.ErrCode(err) {
	case sqlite.ResultConstraintForeignKey:
		why = "it refers to a row that is not there"
	case sqlite.ResultConstraintUnique, sqlite.ResultConstraintPrimaryKey, sqlite.ResultConstraintRowID:
		why = "there is another row with the same id or name"
	case sqlite.ResultConstraintNotNull:
		why = "a value that must be there is missing"
	case sqlite.ResultConstraintCheck:
		why = "a value is none of those that are allowed"
	case sqlite.ResultTooBig:
		why = "a text is too long"
	default:
		return err
	}
	return data.Wrap(err, data.CodeBadInput, "%s", why)
}

// Finish checks what only the whole can show and stores the counts of the load.
func (l *Loader) Finish(rows int) error {
	settings, err := l.tx.Settings()
	if err != nil {
		return data.Wrap(err, data.CodeBadInput, "the settings do not read back")
	}
	if _, err := settings.Location(); err != nil {
		return data.Wrap(err, data.CodeBadInput, "the settings name the time zone %q, which is none", settings.Zone)
	}
	for kind, table := range map[string]string{"interaction": "interaction", "subscription": "subscription"} {
		lost, err := l.tx.ids(`SELECT id FROM stage_change c WHERE evidence_kind = ?
			AND NOT EXISTS (SELECT 1 FROM `+table+` e WHERE e.id = c.evidence_id) LIMIT 1`, kind)
		if err != nil {
			return fmt.Errorf("look for the evidence of stage changes: %w", err)
		}
		if len(lost) > 0 {
			return data.Errorf(data.CodeBadInput, "the evidence of stage change %d, a row of %s, is not there", lost[0], table)
		}
	}
	return l.tx.FinishImport(data.Import{ID: l.origin.ImportID, Read: rows, Imported: rows, Records: rows})
}
