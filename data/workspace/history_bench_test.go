package workspace

import (
	"context"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"cxworkbench/data"
)

// BenchmarkHistory compares an import of rows with and without its being
// recorded, turn by turn, and measures taking it back and bringing it back.
// "ratio" is what recording costs.
func BenchmarkHistory(b *testing.B) {
	const rows = 200_000
	var with, without, undo, redo time.Duration
	for b.Loop() {
		plain := benchWorkspace(b)
		without += timed(b, func() error {
			return plain.exclusively(func() error {
				return plain.commit(b.Context(), "Import", func() error { return addRows(&Tx{conn: plain.writer}, rows) })
			})
		})
		w := benchWorkspace(b)
		with += timed(b, func() error {
			return w.Write(b.Context(), "Import", func(tx *Tx) error { return addRows(tx, rows) })
		})
		undo += timed(b, func() error { _, err := w.Undo(b.Context()); return err })
		redo += timed(b, func() error { _, err := w.Redo(b.Context()); return err })
	}
	b.ReportMetric(float64(with)/float64(without), "ratio")
	for name, took := range map[string]time.Duration{"with": with, "without": without, "undo": undo, "redo": redo} {
		b.ReportMetric(float64(took.Milliseconds())/float64(b.N), name+"-ms/op")
	}
}

func timed(b *testing.B, work func() error) time.Duration {
	b.Helper()
	began := time.Now()
	if err := work(); err != nil {
		b.Fatal(err)
	}
	return time.Since(began)
}

func benchWorkspace(b testing.TB) *Workspace {
	b.Helper()
	w, err := Create(context.Background(), filepath.Join(b.TempDir(), "test.cxw"), data.Settings{Name: "Test", Zone: "UTC", Currency: "EUR", AsOf: data.NoDay})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		if err := w.Close(); err != nil {
			b.Error(err)
		}
	})
	return w
}

// addRows adds interactions of a tenth as many customers, as an import does.
func addRows(tx *Tx, rows int) error {
	id, err := tx.BeginImport("events.csv", 0)
	if err != nil {
		return err
	}
	activity, _, err := tx.Activity("Purchase", data.KindPurchase, data.PushPull)
	if err != nil {
		return err
	}
	var customer int64
	for i := range rows {
		o := Origin{ImportID: id, Ordinal: i + 1}
		if i%10 == 0 {
			if customer, err = tx.AddCustomer(&data.Customer{Identities: []data.Identity{{Kind: data.IdentityExternal, Value: fmt.Sprint(i)}}}, o); err != nil {
				return err
			}
		}
		in := data.Interaction{CustomerID: customer, ActivityID: activity, When: data.AtMillis(int64(i)), Amount: 1999, HasAmount: true, OrderRef: fmt.Sprint("O", i)}
		if err := tx.AddInteraction(&in, o, int64(i+1)); err != nil {
			return err
		}
	}
	return nil
}
