package exchange

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"testing"
)

// BenchmarkRun imports a million interactions of a tenth as many customers, a
// hundredth of that with -short.
func BenchmarkRun(b *testing.B) {
	rows := 1_000_000
	if testing.Short() {
		rows /= 100
	}
	path := filepath.Join(b.TempDir(), "events.csv")
	writeEvents(b, path, rows)
	for b.Loop() {
		r := MustRun(b, MustCreate(b, settings()), path, options())
		if r.Imported != rows {
			b.Fatalf("imported %d of %d rows", r.Imported, rows)
		}
	}
}

func writeEvents(b *testing.B, path string, rows int) {
	b.Helper()
	f, err := os.Create(path)
	if err != nil {
		b.Fatal(err)
	}
	out := bufio.NewWriter(f)
	fmt.Fprintln(out, "customer,at,activity,channel,emotion,amount,order")
	activities := []string{"Purchase", "Support call", "Newsletter", "Website visit", "App login"}
	channels := []string{"Web", "Phone", "E-mail", "App"}
	for i := range rows {
		fmt.Fprintf(out, "C%06d,2025-%02d-%02d %02d:%02d:00,%s,%s,%d,%d.%02d,O%d\n", i*7919%(rows/10), i%12+1, i%28+1, i%24, i%60,
			activities[i%5], channels[i%4], i%5-2, i%200, i%100, i)
	}
	if err := out.Flush(); err != nil {
		b.Fatal(err)
	}
	if err := f.Close(); err != nil {
		b.Fatal(err)
	}
}
