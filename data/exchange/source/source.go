// Package source opens a file of any format that can be imported: it tells what
// the file is and gives its rows.
package source

import (
	"cxworkbench/data/exchange/delimited"
	"cxworkbench/data/exchange/rows"
)

// Kind is the format of a file.
type Kind string

// The formats.
const (
	Delimited Kind = "delimited"
	Workbook  Kind = "xlsx"
	JSON      Kind = "json"
	JSONLines Kind = "jsonl"
	VCard     Kind = "vcard"
	XES       Kind = "xes"
)

// Format is how a file is written.
type Format struct {
	Kind    Kind
	Text    delimited.Format // of delimited text
	Packing string           // "", "gzip" or "zip"
	Member  string           // the file inside a zip
	Sheet   string           // of a workbook, the one that is read
	Sheets  []string         // of a workbook, all with rows
	// Header names the columns where the format does (json, jsonl, vcard, xes): the
	// first row is data then. It is nil where rows have to say.
	Header []string
}

// Options override what would be recognised; an empty field is recognised.
type Options struct {
	Text  delimited.Options
	Sheet string // name of a workbook's sheet, or its number from 1
}

// Recognise tells how a file is written.
func Recognise(path string, o Options) (Format, error) {
	text, err := delimited.Recognise(path, o.Text)
	return Format{Kind: Delimited, Text: text}, err
}

// Open opens a file for reading in the given format.
func Open(path string, f Format) (rows.Reader, error) {
	r, err := delimited.Open(path, f.Text)
	if err != nil {
		return nil, err // a nil *delimited.Reader is no nil rows.Reader
	}
	return r, nil
}
