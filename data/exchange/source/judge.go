package source

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"path"
	"strings"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"

	"cxworkbench/data"
)

// headSize is how much of a file is looked at to tell its kind.
const headSize = 64 << 10

// signatures are how files begin that hold no rows, with what to do about them.
var signatures = []struct{ start, what string }{
	{"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "an old Excel file (.xls) or one with a password: open it, save it as .xlsx without a password, and import that"},
	{"SQLite format 3\x00", "a database or a workspace: open it instead of importing it"},
	{"PK\x03\x04", "a packed file within a packed file: unpack it and import what was in it"},
	{"\x1F\x8B", "a packed file within a packed file: unpack it and import what was in it"},
	{"BZh", "a packed file (bzip2): unpack it and import what was in it"},
	{"\xFD7zXZ\x00", "a packed file (xz): unpack it and import what was in it"},
	{"7z\xBC\xAF\x27\x1C", "a packed file (7z): unpack it and import what was in it"},
	{"Rar!\x1A\x07", "a packed file (rar): unpack it and import what was in it"},
	{"\x28\xB5\x2F\xFD", "a packed file (zstd): unpack it and import what was in it"},
	{"%PDF", "a PDF: ask for the table as CSV or .xlsx"},
	{"{\\rtf", "a text document: copy its table to a sheet and save that as CSV"},
	{"\x89PNG\r\n\x1A\n", "a picture: ask for the table as CSV or .xlsx"},
	{"\xFF\xD8\xFF", "a picture: ask for the table as CSV or .xlsx"},
	{"GIF87a", "a picture: ask for the table as CSV or .xlsx"},
	{"GIF89a", "a picture: ask for the table as CSV or .xlsx"},
	{"RIFF", "a picture, sound or film: ask for the table as CSV or .xlsx"},
	{"II*\x00", "a picture: ask for the table as CSV or .xlsx"},
	{"MM\x00*", "a picture: ask for the table as CSV or .xlsx"},
	{"PAR1", "a Parquet file: save it as CSV"},
	{"\x7FELF", "a program: there is nothing to import"},
	{"MZ\x90\x00", "a program: there is nothing to import"},
}

// markup is how text begins, after white space and in small letters, that is no
// table of plain text.
var markup = []struct{ start, what string }{
	{"<!doctype html", "a web page, even if it is named like a sheet: open it in a spreadsheet and save it as .xlsx"},
	{"<html", "a web page, even if it is named like a sheet: open it in a spreadsheet and save it as .xlsx"},
	{"<table", "a web page, even if it is named like a sheet: open it in a spreadsheet and save it as .xlsx"},
	{"<head", "a web page, even if it is named like a sheet: open it in a spreadsheet and save it as .xlsx"},
	{"<meta ", "a web page, even if it is named like a sheet: open it in a spreadsheet and save it as .xlsx"},
	{"mime-version:", "a web page saved in one file: open it in a spreadsheet and save it as .xlsx"},
}

// office tells a document that is a zip by the files in it: "xlsx", what else it
// is with what to do, or nothing for an ordinary zip.
func office(inside map[string]bool) string {
	switch {
	case inside["xl/workbook.bin"]:
		return "a binary Excel workbook (.xlsb): save it as .xlsx and import that"
	case inside["xl/workbook.xml"]:
		return "xlsx"
	case inside["word/document.xml"]:
		return "a Word document: copy its table to a sheet and save that as .xlsx"
	case inside["ppt/presentation.xml"]:
		return "a presentation: ask for the table as CSV or .xlsx"
	case inside["mimetype"] && inside["content.xml"]:
		return "an OpenDocument file: save it as .xlsx and import that"
	case inside["Index/Document.iwa"] || inside["Index.zip"]:
		return "a document of Numbers or Pages: export it as .xlsx or CSV and import that"
	case inside["[Content_Types].xml"]:
		return "xlsx" // of an unusual layout, or damaged: the reader of workbooks says which
	}
	return ""
}

// judge tells what a member holds, or why it cannot be imported.
func (m *member) judge() (Kind, error) {
	src, err := m.open()
	if err != nil {
		return "", err
	}
	defer func() { _ = src.Close() }()
	head := make([]byte, headSize)
	n, err := io.ReadFull(src, head)
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		var known *data.Error
		if errors.As(err, &known) {
			return "", err
		}
		return "", data.Wrap(err, data.CodeBadInput, "%q cannot be read: check the disk it is on, then try again.", m.name)
	}
	return kindOf(head[:n], m.name)
}

// kindOf tells by the beginning of a file what it holds, then by its name.
func kindOf(head []byte, name string) (Kind, error) {
	for _, s := range signatures {
		if bytes.HasPrefix(head, []byte(s.start)) {
			return "", data.Errorf(data.CodeBadInput, "%q is %s.", name, s.what)
		}
	}
	// BOMOverride reads UTF-16 by its mark and everything else as it stands.
	text, _, err := transform.Bytes(unicode.BOMOverride(encoding.Nop.NewDecoder()), head)
	if err != nil {
		text = head
	}
	text = bytes.TrimLeft(text, " \t\r\n\v\f")
	low := strings.ToLower(string(text[:min(len(text), 1<<10)]))
	for _, s := range markup {
		if strings.HasPrefix(low, s.start) {
			return "", data.Errorf(data.CodeBadInput, "%q is %s.", name, s.what)
		}
	}
	extension := strings.ToLower(path.Ext(name))
	switch {
	case strings.HasPrefix(low, "begin:vcard"):
		return VCard, nil
	case strings.HasPrefix(low, "<?xml") || strings.HasPrefix(low, "<log") || strings.HasPrefix(low, "<!--"):
		return kindOfXML(text, name)
	case extension == ".jsonl" || extension == ".ndjson":
		return JSONLines, nil
	case extension == ".json" || extension == ".geojson":
		return JSON, nil
	case extension == ".vcf":
		return VCard, nil
	case extension == ".xes":
		return XES, nil
	case len(text) > 0 && (text[0] == '{' || text[0] == '['):
		return kindOfBraces(text), nil
	}
	return Delimited, nil
}

// kindOfXML tells event logs from other XML.
func kindOfXML(text []byte, name string) (Kind, error) {
	switch {
	case bytes.Contains(text, []byte("<log")):
		return XES, nil
	case bytes.Contains(text, []byte("urn:schemas-microsoft-com:office:spreadsheet")):
		return "", data.Errorf(data.CodeBadInput, "%q is an Excel sheet saved as XML: open it in a spreadsheet and save it as .xlsx.", name)
	case bytes.Contains(bytes.ToLower(text), []byte("<html")):
		return "", data.Errorf(data.CodeBadInput, "%q is a web page, even if it is named like a sheet: open it in a spreadsheet and save it as .xlsx.", name)
	case path.Ext(name) == ".xes":
		return XES, nil // with a very long head, or none: its reader says
	}
	return "", data.Errorf(data.CodeBadInput, "%q is XML of a kind that is not read: save it as CSV or .xlsx and import that.", name)
}

// kindOfBraces tells JSON, one value or several, from rows that only begin like it.
func kindOfBraces(text []byte) Kind {
	d := json.NewDecoder(bytes.NewReader(text))
	var first json.RawMessage
	switch err := d.Decode(&first); {
	case err == nil && d.More():
		if text := bytes.TrimLeft(text[d.InputOffset():], " \t\r\n"); text[0] == '{' || text[0] == '[' {
			return JSONLines
		}
		return Delimited
	case err == nil, errors.Is(err, io.ErrUnexpectedEOF):
		return JSON
	}
	return Delimited
}
