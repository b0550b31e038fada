package eventlog_test

import (
	"context"
	"fmt"
	"path/filepath"
	"testing"

	"cxworkbench/data"
	"cxworkbench/data/eventlog"
	"cxworkbench/data/workspace"
)

// BenchmarkLoad opens a file of 1 M interactions of 100 k customers with five
// attributes each, a hundredth of that with -short, and builds the log.
func BenchmarkLoad(b *testing.B) {
	customers := 100_000
	if testing.Short() {
		customers = 1000
	}
	ctx, path := context.Background(), filepath.Join(b.TempDir(), "big.cxw")
	w := must(workspace.Create(ctx, path, settings("Europe/Berlin")))
	if err := w.Write(ctx, "Fill", func(tx *workspace.Tx) error { return fill(tx, customers) }); err != nil {
		b.Fatal(err)
	}
	if err := w.Close(); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		w := must(workspace.Open(ctx, path))
		if log := must(eventlog.Load(ctx, w)); log.Events.Len() != 10*customers {
			b.Fatalf("%d interactions", log.Events.Len())
		}
		if err := w.Close(); err != nil {
			b.Fatal(err)
		}
	}
}

// fill writes customers with ten interactions each, in no order of customers.
func fill(tx *workspace.Tx, customers int) error {
	imported, err := tx.BeginImport("big.csv", 0)
	if err != nil {
		return err
	}
	for i := range customers {
		name := fmt.Sprintf("C%06d", i)
		_, err := tx.AddCustomer(&data.Customer{
			Identities: []data.Identity{{Kind: data.IdentityExternal, Value: name}},
			Attributes: map[string]string{
				"plan": []string{"basic", "plus", "full"}[i%3], "region": []string{"North", "South"}[i%2], "age": fmt.Sprint(18 + i%70),
				"contract": []string{"month", "year"}[i/2%2], "since": fmt.Sprint(2000 + i%25),
			},
		}, workspace.Origin{ImportID: imported, Ordinal: i + 1})
		if err != nil {
			return err
		}
	}
	activity, _, err := tx.Activity("Order", data.KindPurchase, data.PushTransactional)
	if err != nil {
		return err
	}
	for i := range 10 * customers {
		in := data.Interaction{
			CustomerID: int64(1 + i*7919%customers), ActivityID: activity, When: data.AtMillis(1_700_000_000_000 + int64(i)*90_000),
			Emotion: i%5 - 2, HasEmotion: true,
		}
		if i%5 == 0 {
			in.OrderRef, in.Amount, in.HasAmount = fmt.Sprint("O", i), data.Money(i%20_000), true
		}
		if err := tx.AddInteraction(&in, workspace.Origin{ImportID: imported, Ordinal: customers + i + 1}, int64(i+1)); err != nil {
			return err
		}
	}
	return nil
}
