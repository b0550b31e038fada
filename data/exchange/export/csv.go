package export

import (
	"context"
	"io"
	"strings"

	"cxworkbench/data/workspace"
)

// byteOrderMark tells Excel that the text is UTF-8; without it names with accents
// are garbled there.
const byteOrderMark = "\ufeff"

// definitionMark begins the line before the header that holds the definition: a
// comment, which imports pass over and spreadsheets show as a text.
const definitionMark = "# "

// WriteCSV writes a table as comma-separated text (RFC 4180) in UTF-8 with a byte
// order mark, which is what Excel opens right, and gives the number of rows. Texts
// are made harmless by Neutral. The definition line comes first, as a comment.
func WriteCSV(ctx context.Context, w io.Writer, t Table) (rows int64, err error) {
	line := []byte(byteOrderMark)
	if t.Definition != "" {
		line = appendRecordEnd(appendField(line, definitionMark+oneLine(t.Definition), true))
	}
	for i, c := range t.Columns {
		line = appendField(separated(line, i), Neutral(c.Header), len(t.Columns) == 1)
	}
	if _, err := w.Write(appendRecordEnd(line)); err != nil {
		return 0, err
	}
	err = t.Rows(func(row []Cell) error {
		if rows&1023 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		line = line[:0]
		for i, c := range t.Columns {
			text := t.text(c, row[i])
			if c.Type == workspace.TypeText || c.Type == workspace.TypeJSON {
				text = Neutral(text)
			}
			line = appendField(separated(line, i), text, len(t.Columns) == 1)
		}
		rows++
		_, err := w.Write(appendRecordEnd(line))
		return err
	})
	return rows, err
}

// oneLine is a text without line breaks.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

func separated(line []byte, i int) []byte {
	if i > 0 {
		return append(line, ',')
	}
	return line
}

func appendRecordEnd(line []byte) []byte { return append(line, '\r', '\n') }

// appendField writes a field with quotes where it needs them: also around one
// that begins or ends with a blank or a comment's sign, which readers may drop.
func appendField(line []byte, s string, always bool) []byte {
	if !always && !strings.ContainsAny(s, ",\"\r\n") && !strings.HasPrefix(s, " ") && !strings.HasSuffix(s, " ") && !strings.HasPrefix(s, "#") {
		return append(line, s...)
	}
	line = append(line, '"')
	for {
		before, after, quote := strings.Cut(s, `"`)
		line = append(line, before...)
		if !quote {
			return append(line, '"')
		}
		line = append(line, '"', '"')
		s = after
	}
}
