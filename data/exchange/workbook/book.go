package workbook

import (
	"encoding/xml"
	"path"
	"strconv"
	"strings"

	"github.com/xuri/nfp"

	"cxworkbench/data"
	"cxworkbench/data/exchange/input"
)

// book is what holds for all sheets of a workbook.
type book struct {
	sheets   []sheetPart
	date1904 bool
	styles   []style  // by the number that cells give
	texts    []string // that cells share
	loaded   bool     // texts were read
	strings  string   // the part with the shared texts
}

// sheetPart is a sheet of cells.
type sheetPart struct {
	name string
	part string
}

// A style says what the number in a cell means.
type style uint8

const (
	isNumber style = iota
	isDate
	isTime
	isDateTime
	isElapsed // hours beyond 24 too
)

// relation leads from one part to another.
type relation struct{ kind, target string }

// readBook reads the list of sheets and the number formats.
func readBook(a *archive) (book, error) {
	b := book{}
	root, err := a.relations("_rels/.rels", "")
	if err != nil {
		return b, err
	}
	main := "xl/workbook.xml"
	for _, r := range root {
		if r.kind == "officeDocument" {
			main = r.target
		}
	}
	file := a.find(main)
	if file == nil {
		return b, data.Errorf(data.CodeBadInput, "%q is a packed file but no workbook: save the sheet as XLSX or CSV and import that.", a.name)
	}
	related, err := a.relations(path.Join(path.Dir(main), "_rels", path.Base(main)+".rels"), path.Dir(main))
	if err != nil {
		return b, err
	}
	err = a.elements(file, func(e xml.StartElement) {
		switch e.Name.Local {
		case "workbookPr":
			b.date1904 = isTrue(input.Attr(e, "date1904"))
		case "sheet":
			r := related[relationID(e)]
			if r.kind == "worksheet" && a.find(r.target) != nil {
				b.sheets = append(b.sheets, sheetPart{name: input.Attr(e, "name"), part: r.target})
			}
		}
	}, nil, nil)
	if err != nil {
		return b, err
	}
	if len(b.sheets) == 0 {
		return b, data.Errorf(data.CodeBadInput, "%q has no sheet that can be found in it: open it in Excel, save it again and import that.", a.name)
	}
	for _, r := range related {
		switch r.kind {
		case "styles":
			err = b.readStyles(a, r.target)
		case "sharedStrings":
			b.strings = r.target
		}
		if err != nil {
			return b, err
		}
	}
	return b, nil
}

// relationID gives the r:id of a sheet, whose own id has no prefix.
func relationID(e xml.StartElement) string {
	for _, a := range e.Attr {
		if a.Name.Local == "id" && a.Name.Space != "" {
			return a.Value
		}
	}
	return ""
}

// relations reads where a part leads, by id; none where there is no such list.
func (a *archive) relations(name, dir string) (map[string]relation, error) {
	found := make(map[string]relation)
	file := a.find(name)
	if file == nil {
		return found, nil
	}
	err := a.elements(file, func(e xml.StartElement) {
		if e.Name.Local != "Relationship" {
			return
		}
		target := input.Attr(e, "Target")
		if !strings.HasPrefix(target, "/") {
			target = path.Join(dir, target)
		}
		found[input.Attr(e, "Id")] = relation{kind: path.Base(input.Attr(e, "Type")), target: target}
	}, nil, nil)
	return found, err
}

func isTrue(s string) bool { return s == "1" || strings.EqualFold(s, "true") }

// readStyles reads what the numbers of cells mean.
func (b *book) readStyles(a *archive, part string) error {
	file := a.find(part)
	if file == nil {
		return nil
	}
	own := make(map[int]style)
	cells := false // within the list of the formats of cells
	return a.elements(file, func(e xml.StartElement) {
		switch e.Name.Local {
		case "numFmt":
			if id, err := strconv.Atoi(input.Attr(e, "numFmtId")); err == nil {
				own[id] = styleOf(input.Attr(e, "formatCode"))
			}
		case "cellXfs":
			cells = true
		case "xf":
			if cells {
				id, _ := strconv.Atoi(input.Attr(e, "numFmtId")) // none is General
				s, ok := own[id]
				if !ok {
					s = builtIn(id)
				}
				b.styles = append(b.styles, s)
			}
		}
	}, func(name string) {
		if name == "cellXfs" {
			cells = false
		}
	}, nil)
}

// builtIn gives the meaning of the number formats that are not written down in
// files (ISO/IEC 29500-1, 18.8.30), those of East Asian Excels included.
func builtIn(id int) style {
	switch {
	case id >= 14 && id <= 17, id >= 27 && id <= 31, id == 36, id >= 50 && id <= 54, id >= 57 && id <= 58:
		return isDate
	case id >= 18 && id <= 21, id >= 32 && id <= 35, id == 45, id == 47, id == 55, id == 56:
		return isTime
	case id == 22:
		return isDateTime
	case id == 46:
		return isElapsed
	}
	return isNumber
}

// maxFormat is the longest number format that Excel takes, with room.
const maxFormat = 1024

// styleOf gives the meaning of a number format, by its first section.
func styleOf(format string) style {
	if len(format) > maxFormat {
		return isNumber
	}
	p := nfp.NumberFormatParser()
	sections := p.Parse(format)
	if len(sections) == 0 {
		return isNumber
	}
	var date, time, elapsed, digits, month bool
	for _, item := range sections[0].Items {
		code := strings.ToLower(item.TValue)
		switch item.TType {
		case nfp.TokenTypeElapsedDateTimes:
			elapsed = true
		case nfp.TokenTypeDateTimes:
			switch {
			case code == "":
			case code == "m" || code == "mm":
				month = true // or minutes
			case strings.ContainsRune("dyebgmr", rune(code[0])):
				date = true
			case strings.ContainsRune("hs", rune(code[0])), strings.Contains(code, "/"), strings.Contains(code, "午"):
				time = true
			}
		case nfp.TokenTypeZeroPlaceHolder, nfp.TokenTypeHashPlaceHolder, nfp.TokenTypeDigitalPlaceHolder:
			digits = true
		}
	}
	switch {
	case elapsed:
		return isElapsed
	case date && time:
		return isDateTime
	case time: // its zeros are fractions of a second
		return isTime
	case digits:
		return isNumber
	case date || month:
		return isDate
	}
	return isNumber
}
