package export

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math"

	"cxworkbench/data/workspace"
)

// definitionKey names the definition line in the first object of JSON Lines.
const definitionKey = "#definition"

// WriteJSONLines writes a table as one JSON object a line (UTF-8) and gives the
// number of rows: numbers as numbers, what is not known as null, JSON as it is.
// The definition line comes first, an object of its own.
func WriteJSONLines(ctx context.Context, w io.Writer, t Table) (rows int64, err error) {
	var line bytes.Buffer
	encoder := json.NewEncoder(&line)
	encoder.SetEscapeHTML(false)
	text := func(s string) error {
		if err := encoder.Encode(s); err != nil {
			return fmt.Errorf("encode a text: %w", err)
		}
		line.Truncate(line.Len() - 1) // the encoder ends with a new line
		return nil
	}
	if t.Definition != "" {
		line.WriteString(`{"` + definitionKey + `":`)
		if err := text(t.Definition); err != nil {
			return 0, err
		}
		line.WriteString("}\n")
		if _, err := line.WriteTo(w); err != nil {
			return 0, err
		}
	}
	keys := make([][]byte, len(t.Columns))
	for i, c := range t.Columns {
		if err := text(c.Header); err != nil {
			return 0, err
		}
		keys[i] = append(bytes.Clone(line.Bytes()), ':')
		line.Reset()
	}
	err = t.Rows(func(row []Cell) error {
		if rows&1023 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		line.Reset()
		for i, c := range t.Columns {
			line.WriteByte("{,"[min(i, 1)])
			line.Write(keys[i])
			if raw, quoted := t.jsonValue(c, row[i]); !quoted {
				line.WriteString(raw)
			} else if err := text(raw); err != nil {
				return err
			}
		}
		line.WriteString("}\n")
		rows++
		_, err := w.Write(line.Bytes())
		return err
	})
	return rows, err
}

// jsonValue gives a value as JSON, or a text that has still to be quoted.
func (t *Table) jsonValue(c Column, v Cell) (raw string, quote bool) {
	if !v.Known || (c.Type == workspace.TypeDecimal || c.Type == Share) && (math.IsNaN(v.Float) || math.IsInf(v.Float, 0)) {
		return "null", false
	}
	switch c.Type {
	case workspace.TypeJSON:
		var one bytes.Buffer
		if json.Compact(&one, []byte(v.Text)) == nil {
			return one.String(), false
		}
		return v.Text, true
	case workspace.TypeWhole, workspace.TypeDecimal, workspace.TypeMoney, workspace.TypeBoolean, Share:
		return t.text(c, v), false
	}
	return t.text(c, v), true
}
