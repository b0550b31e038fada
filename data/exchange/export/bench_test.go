package export_test

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"testing"

	"cxworkbench/data"
	"cxworkbench/data/exchange/export"
	"cxworkbench/data/workspace"
)

// busy fills a workspace with interactions, ten of each customer.
func busy(tx *workspace.Tx, interactions int) error {
	origin := workspace.Origin{}
	var err error
	if origin.ImportID, err = tx.BeginImport("made up", 0); err != nil {
		return err
	}
	call, _, err := tx.Activity("Call", data.KindService, data.PushPull)
	phone, _, err2 := tx.Channel("phone", data.ChannelAssisted)
	product, _, err3 := tx.Product("Broadband")
	if err := errors.Join(err, err2, err3); err != nil {
		return err
	}
	customer := int64(0)
	for i := range interactions {
		origin.Ordinal = i + 1
		if i%10 == 0 {
			customer, err = tx.AddCustomer(&data.Customer{
				Name: fmt.Sprintf("Customer %d", i), Attributes: map[string]string{"region": "North"},
				Identities: []data.Identity{{Kind: data.IdentityExternal, Value: fmt.Sprint(i)}},
			}, origin)
			if err != nil {
				return err
			}
		}
		in := data.Interaction{
			CustomerID: customer, ActivityID: call, ChannelID: phone, ProductID: product, When: data.AtMillis(1.7e12 - int64(i)*60000), Requested: data.Yes,
			Emotion: i%5 - 2, HasEmotion: true, OrderRef: fmt.Sprint("A", i), Quantity: 1, HasQuantity: true, Amount: data.Money(i % 10000), HasAmount: true,
		}
		if i%5 == 0 {
			in.Note = "asked about the bill, again"
		}
		if err := tx.AddInteraction(&in, origin, int64(i)*7919+1); err != nil {
			return err
		}
	}
	return nil
}

// BenchmarkExport writes 100,000 interactions of 10,000 customers.
func BenchmarkExport(b *testing.B) {
	ctx := context.Background()
	ws := newWorkspace(b, b.TempDir())
	if err := ws.Write(ctx, "Fill", func(tx *workspace.Tx) error { return busy(tx, 100_000) }); err != nil {
		b.Fatal(err)
	}
	folder := b.TempDir()
	for _, r := range []export.Request{
		{As: export.AsInteractions, Format: export.CSV}, {As: export.AsInteractions, Format: export.XLSX}, {As: export.AsInteractions, Format: export.JSONLines},
		{As: export.AsCustomers, Format: export.CSV}, {As: export.AsXES}, {As: export.AsAll},
	} {
		r.Replace = true
		b.Run(string(r.As)+" "+string(r.Format), func(b *testing.B) {
			for b.Loop() {
				if _, err := export.Write(ctx, ws, r, filepath.Join(folder, string(r.As)), nil); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
	b.Run("load", func(b *testing.B) {
		into := newWorkspace(b, b.TempDir())
		for b.Loop() {
			if _, err := export.Load(ctx, into, filepath.Join(folder, string(export.AsAll)), nil); err != nil {
				b.Fatal(err)
			}
			b.StopTimer()
			if _, err := into.UndoForGood(ctx, 0); err != nil {
				b.Fatal(err)
			}
			b.StartTimer()
		}
	})
}
