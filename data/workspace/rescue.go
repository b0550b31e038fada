package workspace

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"

	"cxworkbench/data"
)

// RescueReport counts what was saved from a damaged workspace.
type RescueReport struct {
	Tables []RescuedTable // those of which there was anything, in registry order
}

// RescuedTable counts the rows of one table.
type RescuedTable struct {
	Name     string
	Read     int // rows that are in the new workspace
	Lost     int // rows known to have been there that are not
	Unlinked int // of those read, rows that referred to something lost and now refer to nothing
	// Unsure is set where part of the table could not be read, so that more may be
	// lost than was counted.
	Unsure bool
}

// Read sums the rows read.
func (r RescueReport) Read() (n int) {
	for _, t := range r.Tables {
		n += t.Read
	}
	return n
}

// Complete reports whether nothing was lost.
func (r RescueReport) Complete() bool {
	for _, t := range r.Tables {
		if t.Lost > 0 || t.Unlinked > 0 || t.Unsure {
			return false
		}
	}
	return true
}

// Rescue reads what can be read of the damaged workspace at path, which is not
// written to, into a new workspace. History and saved search are not carried
// over: the one refers to what may be lost, the other is made anew. The new
// workspace has passed Check before it gets its name; rows that would keep it
// from that are left out and counted, or else there is no new workspace.
func Rescue(ctx context.Context, path, into string) (report RescueReport, err error) {
	if exists(into) {
		return report, data.Errorf(data.CodeBadInput, "There is already a file %s; choose another name.", into)
	}
	if err := inspect(path); err != nil && data.CodeOf(err) != data.CodeDamaged {
		return report, err
	}
	source, err := borrow(path)
	if err != nil {
		return report, data.Wrap(err, data.CodeFull, "%s was not closed and could not be copied to the folder for temporary files to be read: %s.", filepath.Base(path), cause(err))
	}
	defer func() { err = errors.Join(err, source.release()) }()
	r := rescue{path: path, into: into}
	defer func() { err = errors.Join(err, r.removeHalfMade()) }()
	fresh, whole, err := r.pass(ctx, source, &report)
	if err == nil && !whole {
		fresh, err = r.secondPass(ctx, fresh, &report)
	}
	if err != nil {
		return report, err
	}
	if err := errors.Join(syncFile(fresh), os.Rename(fresh, into)); err != nil {
		return report, explain(err, into, "made")
	}
	return report, nil
}

// rescue is the way from a damaged workspace to a new one.
type rescue struct {
	path, into string
	halfMade   []string // files to be removed, unless one got its name
}

func (r *rescue) removeHalfMade() (err error) {
	for _, fresh := range r.halfMade {
		err = errors.Join(err, removeIfThere(fresh), removeLogs(fresh))
	}
	return err
}

// pass copies what can be read of a source to a fresh file, and says whether that
// is whole.
func (r *rescue) pass(ctx context.Context, source borrowed, report *RescueReport) (fresh string, whole bool, err error) {
	fresh, err = makeEmpty(filepath.Dir(r.into))
	if err != nil {
		return "", false, data.Wrap(err, data.CodeReadOnly, "The new workspace cannot be made in %s: %s.", filepath.Dir(r.into), cause(err))
	}
	r.halfMade = append(r.halfMade, fresh)
	if err := rescueInto(ctx, source, r.path, fresh, report); err != nil {
		if data.CodeOf(explain(err, r.path, "rescued")) != data.CodeDamaged {
			return "", false, explain(err, r.path, "rescued")
		}
		*report = RescueReport{}
	}
	if report.Read() == 0 {
		return "", false, data.Errorf(data.CodeDamaged, "Nothing in %s could be read as a workspace, so no new one was made; restore a backup.", filepath.Base(r.path))
	}
	switch err := explain(settleRescued(ctx, fresh, r.path), r.into, "made"); {
	case data.CodeOf(err) == data.CodeDamaged:
		return fresh, false, nil
	case err != nil:
		return "", false, err
	}
	found, err := Check(ctx, fresh)
	return fresh, len(found.Findings) == 0 && found.Verdict == Verified, err
}

// secondPass copies a new file that is not whole once more: each row and each
// line of an index is then made again from the rows themselves, and what breaks
// a rule of the schema is left out and counted.
func (r *rescue) secondPass(ctx context.Context, fresh string, report *RescueReport) (string, error) {
	slog.Warn("what was rescued is not whole and is copied again", "file", r.path)
	var again RescueReport
	fresh, whole, err := r.pass(ctx, borrowed{at: fresh}, &again)
	if err == nil && !whole {
		err = data.Errorf(data.CodeDamaged, "What could be read of %s does not make a whole workspace, so no new one was made; restore a backup.", filepath.Base(r.path))
	}
	report.reduce(again)
	return fresh, err
}

// reduce counts what was lost in copying once more.
func (r *RescueReport) reduce(again RescueReport) {
	for i := range r.Tables {
		t := &r.Tables[i]
		at := slices.IndexFunc(again.Tables, func(other RescuedTable) bool { return other.Name == t.Name })
		if at < 0 {
			t.Lost, t.Read = t.Lost+t.Read, 0
			continue
		}
		other := again.Tables[at]
		t.Read, t.Lost = max(0, t.Read-other.Lost), t.Lost+other.Lost
		t.Unlinked += other.Unlinked
		t.Unsure = t.Unsure || other.Unsure
	}
}

// rescueInto copies table by table.
func rescueInto(ctx context.Context, source borrowed, path, fresh string, report *RescueReport) error {
	return withRaw(fresh, sqlite.OpenReadWrite, func(to *sqlite.Conn) (err error) {
		if err := prepareRescue(to); err != nil {
			return err
		}
		flags := sqlite.OpenReadOnly
		if source.folder != "" {
			flags = sqlite.OpenReadWrite // a copy, whose log is to be applied
		}
		defer sqlitex.Transaction(to)(&err)
		return guarded(path, func() error {
			return withRaw(source.at, flags, func(from *sqlite.Conn) error {
				from.SetInterrupt(ctx.Done())
				for _, table := range Registry {
					if !table.Content && table.Name != "import" && table.Name != "import_reject" {
						continue
					}
					t, err := rescueTable(ctx, from, to, table)
					if err != nil {
						return err
					}
					if t.Read > 0 || t.Lost > 0 || t.Unsure {
						report.Tables = append(report.Tables, t)
					}
				}
				return nil
			})
		})
	})
}

// withRaw opens a connection for a rescue: what is refused elsewhere, such as a
// file that is too short or definitions that cannot be parsed, is passed over here.
func withRaw(path string, flags sqlite.OpenFlags, work func(*sqlite.Conn) error) error {
	conn, err := sqlite.OpenConn(path, flags)
	if err != nil {
		return err
	}
	err = sqlitex.ExecuteTransient(conn, "PRAGMA writable_schema = ON", nil)
	if err == nil {
		err = restrict(conn)
	}
	if err == nil {
		err = work(conn)
	}
	conn.SetInterrupt(nil) // closing must run even when a context ended the work
	return errors.Join(err, conn.Close())
}

func prepareRescue(to *sqlite.Conn) error {
	// Half a rescue is thrown away, so it need not reach the disk step by step.
	for _, pragma := range []string{"writable_schema = OFF", "synchronous = OFF", fmt.Sprintf("application_id = %d", applicationID)} {
		if err := sqlitex.ExecuteTransient(to, "PRAGMA "+pragma, nil); err != nil {
			return err
		}
	}
	return migrate(to, len(migrations()))
}

// settleRescued gives the new workspace the settings that no workspace can do
// without, brings its search up to date and stores its digest.
func settleRescued(ctx context.Context, fresh, path string) (err error) {
	w, err := Open(ctx, fresh)
	if err != nil {
		return err
	}
	err = w.Write(ctx, "Rescue "+filepath.Base(path), func(tx *Tx) error {
		for key, repair := range map[string]func(string) string{settingWeekStart: repairWeekStart, settingAsOf: repairDay, settingZone: repairZone} {
			if err := tx.repairSetting(key, repair); err != nil {
				return err
			}
		}
		s, err := tx.Settings()
		if err != nil {
			return err
		}
		if s.Name == "" {
			s.Name = strings.TrimSuffix(filepath.Base(path), Extension)
		}
		if s.Currency == "" {
			s.Currency = "EUR"
		}
		return tx.SetSettings(s)
	})
	return errors.Join(err, w.Close())
}
