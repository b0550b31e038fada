package exchange

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"strings"
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
		reportPeak(b)
	}
}

// BenchmarkRunAgain imports into a workspace that has all of the rows and is told
// something new of every customer.
func BenchmarkRunAgain(b *testing.B) {
	rows := 1_000_000
	if testing.Short() {
		rows /= 100
	}
	path := filepath.Join(b.TempDir(), "events.csv")
	writeEvents(b, path, rows)
	for b.Loop() {
		b.StopTimer()
		ws := MustCreate(b, settings())
		MustRun(b, ws, path, options())
		b.StartTimer()
		r := MustRun(b, ws, path, options(mapped("attr:channel=channel", "channel=")))
		if r.Imported != 0 || r.Updated == 0 {
			b.Fatalf("imported %d and updated %d of %d rows", r.Imported, r.Updated, rows)
		}
		reportPeak(b)
	}
}

// reportPeak adds the largest memory that the process has had, where the system
// tells it: before the workspace is closed, which computes its digest.
func reportPeak(b *testing.B) {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return
	}
	for line := range strings.Lines(string(status)) {
		var kb float64
		if _, err := fmt.Sscanf(line, "VmHWM: %f kB", &kb); err == nil {
			b.ReportMetric(kb/1024, "peak-MB")
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
