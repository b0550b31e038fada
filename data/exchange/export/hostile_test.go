package export_test

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"cxworkbench/data"
	"cxworkbench/data/exchange/export"
	"cxworkbench/data/workspace"
)

// exported is a folder of the service workspace.
func exported(t *testing.T) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "out")
	if _, err := export.Write(context.Background(), service(t), export.Request{As: export.AsAll}, dir, nil); err != nil {
		t.Fatal(err)
	}
	return dir
}

func TestHostileFoldersAreRefused(t *testing.T) {
	pristine := exported(t)
	into := newWorkspace(t, t.TempDir())
	before := digest(t, into)
	replace := func(file, old, new string) func(t *testing.T, dir string) {
		return func(t *testing.T, dir string) {
			path := filepath.Join(dir, file)
			was, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			is := strings.Replace(string(was), old, new, 1)
			if is == string(was) {
				t.Fatalf("%q is not in %s", old, was)
			}
			if err := os.WriteFile(path, []byte(is), 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
	for _, c := range []struct {
		name  string
		spoil func(t *testing.T, dir string)
		says  string
	}{
		{"a file is missing", func(t *testing.T, dir string) { must(t, os.Remove(filepath.Join(dir, "task.csv"))) }, "no task.csv"},
		{"a table of another version", func(t *testing.T, dir string) { must(t, os.WriteFile(filepath.Join(dir, "extra.csv"), nil, 0o600)) }, "holds extra.csv"},
		{"a table of a newer version", replace("dictionary.csv", "task.csv,id,", "reaction.csv,id,whole number,,Which\r\ntask.csv,id,"), "column id in reaction.csv, which this version"},
		{"a column of a newer version", replace("dictionary.csv", "task.csv,id,", "task.csv,mood,text,,How\r\ntask.csv,id,"), "column mood in task.csv, which this version"},
		{"no dictionary", func(t *testing.T, dir string) { must(t, os.Remove(filepath.Join(dir, "dictionary.csv"))) }, "no dictionary.csv"},
		{"a dictionary that lost what rows are named by", replace("dictionary.csv", "metric.csv,id,", "metric.csv,name,"), "no column id in metric.csv"},
		{"a dictionary of one column", replace("dictionary.csv", "task.csv,id,", "task.csv\r\ntask.csv,id,"), "it names no column of a file"},
		{"a column the dictionary does not have", replace("dictionary.csv", "metric.csv,name,", "metric.csv,kind,"), `metric.csv cannot be used: it has a column "name"`},
		{"an empty file", func(t *testing.T, dir string) { must(t, os.WriteFile(filepath.Join(dir, "task.csv"), nil, 0o600)) }, "task.csv cannot be used: it is empty"},
		{"a link out of the folder", func(t *testing.T, dir string) {
			must(t, os.Rename(filepath.Join(dir, "task.csv"), filepath.Join(dir, "..", "task.csv")))
			must(t, os.Symlink("../task.csv", filepath.Join(dir, "task.csv")))
		}, "task.csv is no ordinary file"},
		{"a folder for a file", func(t *testing.T, dir string) {
			must(t, os.Remove(filepath.Join(dir, "task.csv")))
			must(t, os.Mkdir(filepath.Join(dir, "task.csv"), 0o700))
		}, "task.csv is no ordinary file"},
		{"an unknown column", replace("customer.csv", "id,name", "id,name,colour"), `column "colour"`},
		{"a column is missing", replace("customer.csv", "id,name", "id"), "no column name"},
		{"a column twice", replace("customer.csv", "id,name", "id,name,name"), "name twice"},
		{"a cell too few", replace("customer.csv", "2,Ben,", "2,"), "Line 3 of customer.csv cannot be used: it has 2 cells instead of 3"},
		{"no number", replace("interaction.csv", "-2.50", "much"), `amount is "much", which is no money`},
		{"a number out of range", replace("interaction.csv", "-2.50", "99999999999999999999"), "which is no money"},
		{"parts of a cent", replace("interaction.csv", "-2.50", "2.505"), "which is no money"},
		{"no date", replace("interaction.csv", "2020-01-02", "2020-02-30"), "which is no date"},
		{"no instant", replace("interaction.csv", "2017-07-14T02:40:00Z", "yesterday"), "which is no instant"},
		{"neither date nor time", replace("interaction.csv", "2017-07-14T02:40:00Z", ""), "none of those that are allowed"},
		{"an unknown kind", replace("activity.csv", "service", "nonsense"), "Line 2 of activity.csv cannot be used: a value is none of those that are allowed"},
		{"a dangling reference", replace("identity.csv", "1,1,external", "1,77,external"), "refers to a row that is not there"},
		{"an id twice", replace("customer.csv", "2,Ben", "1,Ben"), "another row with the same id"},
		{"an id of zero", replace("customer.csv", "2,Ben", "0,Ben"), "id is no number from 1 on"},
		{"an id that leaves no room", replace("customer.csv", "2,Ben", "9223372036854775807,Ben"), "id is no number from 1 on"},
		{"no id", replace("customer.csv", "2,Ben", ",Ben"), "id is no number from 1 on"},
		{"attributes that are no object", replace("customer.csv", "Ben,{}", "Ben,[]"), "no JSON object of texts"},
		{"an unknown zone", replace("setting.csv", "zone,UTC", "zone,Mars/Base"), "which is none"},
		{"a local zone", replace("setting.csv", "zone,UTC", "zone,Local"), "which is none"},
		{"no week", replace("setting.csv", "week_start,1", "week_start,9"), "settings do not read back"},
		{"a quote without end", replace("customer.csv", "Ben", `"Ben`), "a quote is not closed"},
		{"a quote inside", replace("customer.csv", "Ben", `B"en`), "a quote stands inside"},
		{"a text behind a quote", replace("customer.csv", "Ben", `"Ben"x`), "behind a closing quote"},
		{"a bare carriage return", replace("customer.csv", "Ben", "B\ren"), "carriage return"},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "copy")
			must(t, os.CopyFS(dir, os.DirFS(pristine)))
			c.spoil(t, dir)
			_, err := export.Load(context.Background(), into, dir, nil)
			if data.CodeOf(err) != data.CodeBadInput || !strings.Contains(data.Sentence(err), c.says) {
				t.Errorf("%s: %v, want %q", data.CodeOf(err), err, c.says)
			}
			if digest(t, into) != before {
				t.Fatal("something was changed")
			}
		})
	}
	history, err := into.History(context.Background())
	if err != nil || len(history.Changes) != 0 {
		t.Errorf("refused loads are in the history: %+v, %v", history, err)
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func TestEvidenceThatIsNotThereIsRefused(t *testing.T) {
	dir, into := exported(t), newWorkspace(t, t.TempDir())
	was, err := os.ReadFile(filepath.Join(dir, "stage_change.csv"))
	must(t, err)
	for id, want := range map[string]string{"1": "", "99": "evidence of stage change 5"} {
		must(t, os.WriteFile(filepath.Join(dir, "stage_change.csv"), append(was, "5,1,2,2020-01-01,interaction,"+id+",\r\n"...), 0o600))
		_, err := export.Load(context.Background(), into, dir, nil)
		if want == "" && err == nil {
			_, err = into.Undo(context.Background())
			must(t, err)
			continue
		}
		if err == nil || !strings.Contains(data.Sentence(err), want) {
			t.Errorf("evidence %s: %v, want %q", id, err, want)
		}
	}
}

func TestLoadingNeedsAnEmptyWorkspace(t *testing.T) {
	dir, into := exported(t), newWorkspace(t, t.TempDir())
	mustWrite(t, into, func(tx *workspace.Tx) error { return tx.AddSegment("Mine", "left") })
	before := digest(t, into)
	_, err := export.Load(context.Background(), into, dir, nil)
	if data.CodeOf(err) != data.CodeBadInput || !strings.Contains(data.Sentence(err), "only be loaded into an empty one") || digest(t, into) != before {
		t.Errorf("%v", err)
	}
	_, err = export.Load(context.Background(), into, filepath.Join(dir, "none"), nil)
	if data.CodeOf(err) != data.CodeBadInput {
		t.Errorf("no folder: %v", err)
	}
}

func TestAStoppedLoadChangesNothing(t *testing.T) {
	dir, into := exported(t), newWorkspace(t, t.TempDir())
	before := digest(t, into)
	ctx, stop := context.WithCancel(context.Background())
	_, err := export.Load(ctx, into, dir, func(int64, int64) { stop() })
	if data.CodeOf(err) != data.CodeCancelled || digest(t, into) != before {
		t.Errorf("stopped: %v", err)
	}
}

// What a spreadsheet makes of a file that is saved again: other line ends, no
// byte order mark, columns in another order, booleans in capitals.
func TestAFolderThatWasEditedLoads(t *testing.T) {
	dir, into := exported(t), newWorkspace(t, t.TempDir())
	must(t, os.WriteFile(filepath.Join(dir, "consent.csv"), []byte("customer_id,id,purpose,day,given\n1,4,news,2020-01-01,TRUE"), 0o600))
	if _, err := export.Load(context.Background(), into, dir, nil); err != nil {
		t.Fatal(err)
	}
	must(t, into.Snapshot(context.Background(), func(s *workspace.Snapshot) error {
		consents, err := s.Consents()
		if len(consents) != 1 || !consents[0].Given || consents[0].CustomerID != 1 {
			t.Errorf("consents %+v", consents)
		}
		return err
	}))
}

func TestAFullDiskIsSaid(t *testing.T) {
	folder := t.TempDir()
	err := export.WriteFile(filepath.Join(folder, "x.csv"), func(w io.Writer) error {
		return &os.PathError{Op: "write", Path: "inner", Err: syscall.ENOSPC}
	})
	var said *data.Error
	if !errors.As(err, &said) || said.Code != data.CodeFull || !strings.Contains(said.Sentence, "The disk has no room for x.csv") {
		t.Errorf("%v", err)
	}
	if entries, err := os.ReadDir(folder); err != nil || len(entries) != 0 {
		t.Errorf("left %v, %v", entries, err)
	}
}

func FuzzLoad(f *testing.F) {
	f.Add("id,name,attributes\r\n1,\"a\"\"b\",{}\r\n")
	f.Add("\ufeffid,name,attributes\n1,'=x,\"{\"\"a\"\":\"\"b\"\"}\"")
	f.Add("id,name\n")
	dir := f.TempDir()
	from, into := newWorkspace(f, f.TempDir()), newWorkspace(f, f.TempDir())
	dir = filepath.Join(dir, "out")
	if _, err := export.Write(context.Background(), from, export.Request{As: export.AsAll}, dir, nil); err != nil {
		f.Fatal(err)
	}
	empty := digest(f, into)
	f.Fuzz(func(t *testing.T, content string) {
		must(t, os.WriteFile(filepath.Join(dir, "customer.csv"), []byte(content), 0o600))
		_, err := export.Load(context.Background(), into, dir, nil)
		if err != nil {
			if data.CodeOf(err) != data.CodeBadInput {
				t.Errorf("refused without a sentence: %v", err)
			}
		} else if _, err := into.Undo(context.Background()); err != nil {
			t.Fatal(err)
		}
		if digest(t, into) != empty {
			t.Error("something was changed")
		}
	})
}
