package workbook

import (
	"encoding/xml"
	"strconv"
	"strings"

	"cxworkbench/data"
)

// maxTexts is how many bytes of shared texts are held in memory.
const maxTexts = 1 << 30

// readTexts reads the texts that cells share. They are cut out of large strings,
// which spares an allocation each.
func (b *book) readTexts(a *archive) error {
	b.loaded = true
	file := a.find(b.strings)
	if b.strings == "" || file == nil {
		return nil
	}
	var (
		buf   []byte
		ends  []int
		total int
		run   textRun
	)
	flush := func() {
		all, from := string(buf), 0
		for _, to := range ends {
			b.texts = append(b.texts, unescape(all[from:to]))
			from = to
		}
		buf, ends = buf[:0], ends[:0]
	}
	tooMany := false
	err := a.elements(file, func(e xml.StartElement) {
		run.start(e.Name.Local)
	}, func(name string) {
		run.end(name)
		if name == "si" {
			ends = append(ends, len(buf))
			if len(buf) >= 64<<10 {
				flush()
			}
		}
	}, func(text []byte) {
		if run.inText() && !tooMany {
			if total += len(text); total > maxTexts {
				tooMany = true
				return
			}
			buf = append(buf, text...)
		}
	})
	if tooMany {
		return data.Errorf(data.CodeBadInput, "%q holds more than 1 GiB of text: save the sheet as CSV and import that.", a.name)
	}
	flush()
	return err
}

// textRun tells the text of a cell, which may be in runs of different looks,
// from the help for its pronunciation.
type textRun struct{ text, phonetic bool }

func (r *textRun) start(name string) {
	switch name {
	case "t":
		r.text = true
	case "rPh":
		r.phonetic = true
	}
}

func (r *textRun) end(name string) {
	switch name {
	case "t":
		r.text = false
	case "rPh":
		r.phonetic = false
	}
}

func (r *textRun) inText() bool { return r.text && !r.phonetic }

// unescape resolves the spelling _xHHHH_ of characters that XML does not allow
// (ISO/IEC 29500-1, 22.4.2.4, ST_Xstring).
func unescape(s string) string {
	if !strings.Contains(s, "_x") {
		return s
	}
	var b strings.Builder
	for {
		i := strings.Index(s, "_x")
		if i < 0 || i+7 > len(s) {
			b.WriteString(s)
			return b.String()
		}
		code, err := strconv.ParseUint(s[i+2:i+6], 16, 16)
		if err != nil || s[i+6] != '_' {
			b.WriteString(s[:i+2])
			s = s[i+2:]
			continue
		}
		b.WriteString(s[:i])
		b.WriteRune(rune(code))
		s = s[i+7:]
	}
}
