package message

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
	"time"

	"cxworkbench/data"
)

// numberForm is a number as people write it: groups of digits with one kind of
// separator between them, then the decimals.
var numberForm = regexp.MustCompile(`^([-+]?)(\d+|\d{1,3}(?:([.,' ])\d{3})+)(?:([.,])(\d+))?$`)

var spaces = strings.NewReplacer("\u00a0", " ", narrow, " ", "’", "'", "−", "-")

// Canonical writes a number that a person typed the way programs do: 1.234,5 in
// German becomes 1234.5. Where a single separator can be read in two ways it is
// read in the language's: 1.234 is a thousand and more in German, 1.5 is not.
func (p *Printer) Canonical(text string) (string, error) {
	parts := numberForm.FindStringSubmatch(strings.TrimSpace(spaces.Replace(text)))
	if parts == nil {
		return "", fmt.Errorf("%q is no number", text)
	}
	sign, whole, group, point, decimals := strings.TrimPrefix(parts[1], "+"), parts[2], parts[3], parts[4], parts[5]
	switch {
	case group != "" && group == point:
		return "", fmt.Errorf("%q is no number", text)
	case group == "" && point != "" && point != p.point() && len(decimals) == 3 && len(whole) <= 3 && whole != "0":
		whole, decimals = whole+decimals, "" // 1,234 where the comma does not begin decimals
	case group != "":
		whole = strings.ReplaceAll(whole, group, "")
	}
	if decimals != "" {
		return sign + whole + "." + decimals, nil
	}
	return sign + whole, nil
}

// point is what stands before decimals.
func (p *Printer) point() string {
	if strings.Contains(p.Float(.5, 1), ",") {
		return ","
	}
	return "."
}

// ReadFloat reads a number that a person typed, in the form of their language.
func (p *Printer) ReadFloat(text string) (float64, error) {
	canonical, err := p.Canonical(text)
	if err != nil {
		return 0, err
	}
	f, err := strconv.ParseFloat(canonical, 64)
	if err != nil || math.IsInf(f, 0) {
		return 0, fmt.Errorf("%q is no number", text)
	}
	return f, nil
}

// ReadInt reads a whole number that a person typed.
func (p *Printer) ReadInt(text string) (int, error) {
	canonical, err := p.Canonical(text)
	if err != nil {
		return 0, err
	}
	return strconv.Atoi(canonical)
}

// ReadFloats reads several numbers with blanks, semicolons or, where they do not
// begin decimals, commas between them.
func (p *Printer) ReadFloats(text string) ([]float64, error) {
	between := func(r rune) bool { return r == ';' || r == ' ' || r == '\t' || r == ',' && p.point() != "," }
	var out []float64
	for _, word := range strings.FieldsFunc(spaces.Replace(text), between) {
		f, err := p.ReadFloat(strings.TrimRight(word, ","))
		if err != nil {
			return nil, err
		}
		out = append(out, f)
	}
	return out, nil
}

// A date is written in figures: in figures: year, month, day, or day, month, year; or with the month in words.
var (
	yearFirst = regexp.MustCompile(`^(\d{4})([-./])(\d{1,2})([-./])(\d{1,2})\.?$`)
	dayFirst  = regexp.MustCompile(`^(\d{1,2})([-./])(\d{1,2})([-./])(\d{4})$`)
	inWords   = regexp.MustCompile(`^(\d{1,2})(?:\.|er)?\s+(?:de\s+)?(\pL+)\.?\s+(?:de\s+)?(\d{4})$`)
)

// ReadDay reads a date that a person typed: 2026-10-31 in every language, 31.10.2026
// and 31 Oct 2026 as well, in the words of the language or in English. 31/10/2026 is
// day before month where English is not the language: there 1/2/2026 is two
// different days to two people, and is read only where one of them cannot be a month.
func (p *Printer) ReadDay(text string) (data.Day, error) {
	text = strings.ToLower(strings.TrimSpace(spaces.Replace(text)))
	none := fmt.Errorf("%q is no date like 2026-10-31", text)
	year, month, day := 0, 0, 0
	if parts := yearFirst.FindStringSubmatch(text); parts != nil && parts[2] == parts[4] {
		year, month, day = whole(parts[1]), whole(parts[3]), whole(parts[5])
	} else if parts := dayFirst.FindStringSubmatch(text); parts != nil && parts[2] == parts[4] {
		day, month, year = whole(parts[1]), whole(parts[3]), whole(parts[5])
		if parts[2] != "." && p.tag == English().tag && day != month {
			switch {
			case day <= 12 && month <= 12:
				return data.NoDay, none
			case month > 12:
				day, month = month, day
			}
		}
	} else if parts := inWords.FindStringSubmatch(text); parts != nil {
		day, month, year = whole(parts[1]), p.monthNamed(parts[2]), whole(parts[3])
	}
	d := data.DayOf(year, time.Month(month), day)
	if y, m, of := d.Civil(); year == 0 || y != year || int(m) != month || of != day {
		return data.NoDay, none
	}
	return d, nil
}

func whole(digits string) int {
	n, _ := strconv.Atoi(digits) // at most four digits
	return n
}

// monthNamed gives the month whose short name a word begins with; 0 is none.
func (p *Printer) monthNamed(word string) int {
	for _, speaker := range []*Printer{p, English()} {
		for m := 1; m <= 12; m++ {
			if short := strings.ToLower(strings.Trim(speaker.month(m), ".[]~")); strings.HasPrefix(word, short) {
				return m
			}
		}
	}
	return 0
}
