// Package rows is what a reader of any file format gives: rows of text cells
// with the place where they stood.
package rows

// Row is one row of a file. Cells are valid until the next Read; the strings in
// them for good.
type Row struct {
	Line  int      // where it begins, from 1: a line of text, a row of a sheet, an entry of a list
	Raw   string   // the row as it stood, without its line end; empty where the format has no text for it
	Cells []string // empty where there is a fault
	Fault string   // why the row cannot be read; empty for a good one
}

// Reader reads the rows of one file in bounded memory. It is for one goroutine,
// apart from Progress.
type Reader interface {
	// Read gives the next row, or io.EOF. A row that cannot be read has a Fault;
	// an error ends the reading.
	Read() (Row, error)
	// Progress gives how much of the file has been read, of how much.
	Progress() (done, total int64)
	Close() error
}
