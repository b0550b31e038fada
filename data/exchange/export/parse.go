package export

import (
	"math"
	"strconv"
	"strings"
	"time"

	"cxworkbench/data"
	"cxworkbench/data/workspace"
)

// parse reads what Table.text wrote, with instants in UTC. A text is known even
// where it is empty, anything else not. The error completes "COLUMN is ...".
func parse(t Type, s, currency string) (v Cell, err error) {
	if t == workspace.TypeText || t == workspace.TypeJSON {
		return Cell{Known: true, Text: Plain(s)}, nil
	}
	if s == "" {
		return Cell{}, nil
	}
	v.Known = true
	ok := true
	switch t {
	case workspace.TypeMoney:
		v.Int, ok = parseMoney(s, currency)
	case workspace.TypeDecimal, Share:
		v.Float, err = strconv.ParseFloat(s, 64)
		ok = err == nil && !math.IsNaN(v.Float)
	case workspace.TypeDate:
		var day data.Day
		day, err = data.ParseDay(s)
		v.Int, ok = int64(day), err == nil
	case workspace.TypeInstant:
		v.Int, ok = parseInstant(s)
	case workspace.TypeBoolean:
		if strings.EqualFold(s, "true") { // a spreadsheet writes TRUE
			v.Int = 1
		} else {
			ok = strings.EqualFold(s, "false")
		}
	case workspace.TypeMark:
		n, err := strconv.ParseUint(strings.TrimPrefix(s, markBegin), 16, 64)
		v.Int, ok = int64(n), err == nil && strings.HasPrefix(s, markBegin)
	default:
		v.Int, err = strconv.ParseInt(s, 10, 64)
		ok = err == nil
	}
	if !ok {
		return Cell{}, data.Errorf(data.CodeBadInput, "%q, which is no %s", shown(s), t)
	}
	return v, nil
}

// shown is the beginning of a text, for a sentence.
func shown(s string) string {
	const most = 60
	if runes := []rune(s[:min(len(s), 4*most)]); len(runes) > most {
		return string(runes[:most]) + "…"
	}
	return s
}

func parseMoney(s, currency string) (int64, bool) {
	digits := len(moneyText(0, currency)) - 1
	major, minor, point := strings.Cut(s, ".")
	if digits > 0 {
		digits-- // the point
	}
	if point && (minor == "" || len(minor) > digits || strings.Trim(minor, "0123456789") != "") {
		return 0, false
	}
	n, err := strconv.ParseInt(major+minor+strings.Repeat("0", digits-len(minor)), 10, 64)
	return n, err == nil && !strings.HasPrefix(s, "+") && strings.Trim(major, "-") != ""
}

func parseInstant(s string) (int64, bool) {
	if ms, err := strconv.ParseInt(s, 10, 64); err == nil {
		return ms, true
	}
	at, err := time.Parse(time.RFC3339Nano, s)
	if err != nil || at.Nanosecond()%int(time.Millisecond) != 0 {
		return 0, false
	}
	return at.UnixMilli(), true
}
