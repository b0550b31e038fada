package workspace_test

import (
	"maps"
	"strings"
	"testing"

	"cxworkbench/data"
	"cxworkbench/data/workspace"
)

func TestOptionsAreKeptAndTakenBack(t *testing.T) {
	w := mustOpenNew(t)
	options := func() (out map[string]string) {
		t.Helper()
		err := w.Snapshot(t.Context(), func(s *workspace.Snapshot) (err error) {
			out, err = s.Options()
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	before, err := w.Digest(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, value := range []string{"one", "two"} {
		if err := w.Write(t.Context(), "Set an option", func(tx *workspace.Tx) error { return tx.SetOption("drivers", value) }); err != nil {
			t.Fatal(err)
		}
	}
	if got := options(); !maps.Equal(got, map[string]string{"drivers": "two"}) {
		t.Errorf("options %v", got)
	}
	if _, err := w.Undo(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got := options()["drivers"]; got != "one" {
		t.Errorf("undone it is %q, want one", got)
	}
	if err := w.Write(t.Context(), "Back to the default", func(tx *workspace.Tx) error { return tx.SetOption("drivers", "") }); err != nil {
		t.Fatal(err)
	}
	if after, err := w.Digest(t.Context()); err != nil || after != before || len(options()) != 0 {
		t.Errorf("without options the digest is %s, want %s, %v", after, before, err)
	}
	err = w.Write(t.Context(), "Set an option", func(tx *workspace.Tx) error { return tx.SetOption("x", strings.Repeat("x", 2<<20)) })
	if data.CodeOf(err) != data.CodeBadInput {
		t.Errorf("two megabytes give %v", err)
	}
}

func TestWhatAnActivityIsCanBeChanged(t *testing.T) {
	w := mustOpenNew(t)
	var id int64
	err := w.Write(t.Context(), "Make", func(tx *workspace.Tx) (err error) {
		id, _, err = tx.Activity("Ping", data.KindOther, data.PushPush)
		return err
	})
	if err == nil {
		err = w.Write(t.Context(), "Change", func(tx *workspace.Tx) error { return tx.SetActivity(id, data.KindService, data.PushPull) })
	}
	if err != nil {
		t.Fatal(err)
	}
	err = w.Snapshot(t.Context(), func(s *workspace.Snapshot) error {
		all, err := s.Activities()
		if len(all) != 1 || all[0].Kind != data.KindService || all[0].Push != data.PushPull {
			t.Errorf("activities %+v", all)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	err = w.Write(t.Context(), "Change", func(tx *workspace.Tx) error { return tx.SetActivity(id+1, data.KindService, data.PushPull) })
	if data.CodeOf(err) != data.CodeNotFound {
		t.Errorf("an activity that is not there gives %v", err)
	}
}
