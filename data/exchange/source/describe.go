package source

import (
	"slices"
	"strconv"
	"strings"

	"cxworkbench/data/exchange/delimited"
	"cxworkbench/data/message"
)

// Describe says in words how a file is written, for a preview.
func (f Format) Describe() message.Message {
	what := f.what()
	switch {
	case len(f.Parts) > 1:
		what = message.New("source.packed.parts", message.Args{"what": what, "n": len(f.Parts)})
	case f.Packing == Zip:
		what = message.New("source.packed.zip", message.Args{"what": what, "member": f.Member})
	case f.Packing == Gzip:
		what = message.New("source.packed.gzip", message.Args{"what": what})
	}
	if len(f.Passed) > 0 {
		return message.New("source.passed", message.Args{"what": what, "names": strings.Join(f.Passed, ", ")})
	}
	return what
}

func (f Format) what() message.Message {
	switch f.Kind {
	case Workbook:
		return message.New("source.workbook", message.Args{"sheet": f.Sheet})
	case JSON:
		return message.New("source.json", nil)
	case JSONLines:
		return message.New("source.jsonl", nil)
	case VCard:
		return message.New("source.vcard", nil)
	case XES:
		return message.New("source.xes", nil)
	}
	name := delimited.DelimiterName(f.Text.Delimiter)
	delimiter := message.Verbatim(strings.Trim(strconv.Quote(name), `"`))
	if slices.Contains([]string{"comma", "semicolon", "tab", "pipe", "blanks"}, name) {
		delimiter = message.New("delimiter."+name, nil)
	}
	return message.New("source.text", message.Args{"delimiter": delimiter, "encoding": strings.ToUpper(f.Text.Encoding)})
}
