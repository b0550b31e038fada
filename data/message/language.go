package message

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"sync"

	"golang.org/x/text/language"
	xmessage "golang.org/x/text/message"

	"cxworkbench/resources"
)

// Printer renders messages in one language. It is safe for concurrent use.
type Printer struct {
	lang   string
	tag    language.Tag
	texts  map[string]string
	number *xmessage.Printer
}

// English is the printer of scripts, tests and fallbacks.
var English = sync.OnceValue(func() *Printer {
	p, err := For(english)
	if err != nil {
		panic(err) // embedded at build time; a test reads it
	}
	return p
})

const english = "en"

// For gives the printer of a language, de for example. What its catalogue lacks is
// said in English. Pseudo gives texts to try the layout of screens with. A key that
// stands in two files of the catalogue is an error.
func For(lang string) (*Printer, error) {
	texts, err := catalogue(english)
	if err != nil {
		return nil, err
	}
	tag := language.English
	switch lang {
	case english:
	case Pseudo:
		for key, text := range texts {
			if !strings.HasPrefix(key, "date.") { // how a date is put together, no words
				texts[key] = pseudo(text)
			}
		}
	default:
		own, err := catalogue(lang)
		if err != nil {
			return nil, err
		}
		for key, text := range own {
			texts[key] = text
		}
		if tag, err = language.Parse(lang); err != nil {
			return nil, fmt.Errorf("language %q: %w", lang, err)
		}
	}
	return &Printer{lang: lang, tag: tag, texts: texts, number: xmessage.NewPrinter(tag)}, nil
}

// Offered gives the printers of all languages whose catalogue is whole, English
// first, the others by code.
func Offered() []*Printer {
	offered := []*Printer{English()}
	for _, lang := range resources.Languages() {
		if lang == english {
			continue
		}
		own, err := catalogue(lang)
		if err != nil || len(Missing(English().texts, own)) > 0 {
			continue
		}
		if p, err := For(lang); err == nil {
			offered = append(offered, p)
		}
	}
	return offered
}

// Missing lists the keys of a catalogue that another lacks, in order.
func Missing(all, own map[string]string) []string {
	var missing []string
	for key := range all {
		if _, ok := own[key]; !ok {
			missing = append(missing, key)
		}
	}
	slices.Sort(missing)
	return missing
}

// catalogue reads the texts of a language.
func catalogue(lang string) (map[string]string, error) {
	files, err := resources.Translations(lang)
	if err != nil {
		return nil, fmt.Errorf("read the %s texts: %w", lang, err)
	}
	texts := map[string]string{}
	for name, raw := range files {
		var part map[string]string
		if err := json.Unmarshal(raw, &part); err != nil {
			return nil, fmt.Errorf("read the %s texts in %s: %w", lang, name, err)
		}
		for key, text := range part {
			if _, twice := texts[key]; twice {
				return nil, fmt.Errorf("read the %s texts: %q stands twice", lang, key)
			}
			texts[key] = text
		}
	}
	return texts, nil
}

// Lang is the language's code, en for example.
func (p *Printer) Lang() string { return p.lang }

// Name is what the language calls itself.
func (p *Printer) Name() string { return p.T("language.name") }

// Below gives the texts whose keys begin with a prefix, by the rest of the key.
func (p *Printer) Below(prefix string) map[string]string {
	texts := map[string]string{}
	for key, text := range p.texts {
		if rest, ok := strings.CutPrefix(key, prefix); ok {
			texts[rest] = text
		}
	}
	return texts
}

// InAllLanguages gives what the catalogues of all languages call the keys that
// begin with a prefix, by the rest of the key. It reads no more of them than that.
func InAllLanguages(prefix string) map[string][]string {
	texts := map[string][]string{}
	for _, lang := range resources.Languages() {
		files, err := resources.Translations(lang)
		if err != nil {
			panic(err) // embedded at build time; a test reads it
		}
		for _, raw := range files {
			var part map[string]string
			if !bytes.Contains(raw, []byte(`"`+prefix)) || json.Unmarshal(raw, &part) != nil {
				continue
			}
			for key, text := range part {
				if rest, ok := strings.CutPrefix(key, prefix); ok {
					texts[rest] = append(texts[rest], text)
				}
			}
		}
	}
	return texts
}
