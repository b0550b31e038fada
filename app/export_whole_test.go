//go:build !race

package app

import (
	"path/filepath"
	"testing"

	"cxworkbench/data/exchange/export"
)

// Making the whole demo takes most of a minute under the race detector.
func TestTheDemoComesBackFromAFolder(t *testing.T) {
	ctx := t.Context()
	demo, err := MakeDemo(ctx, filepath.Join(t.TempDir(), "demo.cxw"), now, func(int64, int64) {})
	if err != nil {
		t.Fatal(err)
	}
	defer demo.Close()
	folder := filepath.Join(t.TempDir(), "folder")
	done, err := demo.Export(ctx, ExportRequest{As: export.AsAll, View: WholeView()}, folder, nil)
	if err != nil {
		t.Fatal(err)
	}
	into := MustCreate(t)
	loaded, err := into.LoadFolder(ctx, folder, nil)
	if err != nil {
		t.Fatal(err)
	}
	want, err := demo.Digest(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := into.Digest(ctx); err != nil || got != want || int64(loaded.Read) != done.Rows {
		t.Errorf("%d rows of %d came back as something else, %v", loaded.Read, done.Rows, err)
	}
	if got, want := into.Log().Customers(), demo.Log().Customers(); got != want {
		t.Errorf("the log was read with %d customers, want %d", got, want)
	}
}
