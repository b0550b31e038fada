package delimited

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"testing"
)

// BenchmarkDelimited recognises and reads tables of 200,000 rows. A row costs
// one allocation, its text, and one more for each cell with escaped quotes.
func BenchmarkDelimited(b *testing.B) {
	const rows = 200_000
	for _, c := range []struct{ name, note string }{{"plain", "plain"}, {"quoted", `"said ""hello"", and left"`}} {
		raw := benchTable(rows, c.note)
		b.Run("recognise/"+c.name, func(b *testing.B) {
			b.SetBytes(int64(len(raw)))
			b.ReportAllocs()
			for b.Loop() {
				if _, err := Recognise(bytes.NewReader(raw), "bench", Options{}); err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run("read/"+c.name, func(b *testing.B) {
			b.SetBytes(int64(len(raw)))
			b.ReportAllocs()
			for b.Loop() {
				r, err := New(bytes.NewReader(raw), "bench", Format{Encoding: UTF8, Delimiter: ',', Quote: '"', LineEnd: '\n'})
				if err != nil {
					b.Fatal(err)
				}
				n := 0
				for ; ; n++ {
					if _, err = r.Read(); err != nil {
						break
					}
				}
				if n != rows+1 || !errors.Is(err, io.EOF) {
					b.Fatalf("%d rows, %v", n, err)
				}
			}
			b.ReportMetric(float64(rows*b.N)/b.Elapsed().Seconds(), "rows/s")
		})
	}
}

func benchTable(rows int, note string) []byte {
	var b bytes.Buffer
	b.WriteString("customer,at,activity,channel,emotion,amount,order,note\n")
	for i := range rows {
		fmt.Fprintf(&b, "C%06d,2025-%02d-%02d %02d:%02d:00,Purchase,Phone,%d,%d.%02d,O%d,%s\n",
			i*7919%(rows/10+1), i%12+1, i%28+1, i%24, i%60, i%5-2, i%200, i%100, i, note)
	}
	return b.Bytes()
}
