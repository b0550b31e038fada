package workbook_test

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"testing"

	"github.com/xuri/excelize/v2"

	"cxworkbench/data/exchange/workbook"
)

// large writes a sheet of n rows of ten columns, two of them texts that no other
// row has.
func large(t testing.TB, path string, n int) {
	t.Helper()
	x := excelize.NewFile()
	defer x.Close()
	w, err := x.NewStreamWriter("Sheet1")
	must(t, err)
	for i := 1; i <= n; i++ {
		must(t, w.SetRow("A"+strconv.Itoa(i), []any{
			i, fmt.Sprintf("person%d@example.com", i), fmt.Sprintf("Person No. %d of Łódź", i), 45000 + i%900, float64(i) + 0.99,
			"web", i%2 == 0, "purchase", i % 11, "a note that many rows share",
		}))
	}
	must(t, w.Flush(), x.SaveAs(path))
}

// BenchmarkRead reads 20,000 rows; with CX_XLSX_ROWS=500000 in the environment a
// sheet of that size, for its memory: see the metrics.
func BenchmarkRead(b *testing.B) {
	n := 20_000
	if s := os.Getenv("CX_XLSX_ROWS"); s != "" {
		var err error
		n, err = strconv.Atoi(s)
		must(b, err)
	}
	path := filepath.Join(b.TempDir(), "large.xlsx")
	large(b, path, n)
	runtime.GC()
	var peak uint64
	for b.Loop() {
		r, err := workbook.Open(path, workbook.Options{})
		must(b, err)
		got := 0
		for {
			_, err := r.Read()
			if errors.Is(err, io.EOF) {
				break
			}
			must(b, err)
			if got++; got%50_000 == 0 {
				var m runtime.MemStats
				runtime.ReadMemStats(&m)
				peak = max(peak, m.HeapInuse)
			}
		}
		if got != n {
			b.Fatal(got)
		}
		must(b, r.Close())
	}
	b.ReportMetric(float64(n*b.N)/b.Elapsed().Seconds(), "rows/s")
	if peak > 0 {
		b.ReportMetric(float64(peak)/(1<<20), "MB-heap")
	}
}
