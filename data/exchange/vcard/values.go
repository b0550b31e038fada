package vcard

import (
	"slices"
	"strconv"
	"strings"

	lib "github.com/emersion/go-vcard"
)

// columnOrder is how the usual columns stand; a file has those it needs.
var columnOrder = []string{
	"uid", "name", "given name", "family name", "nickname", "email", "phone", "org", "title", "role",
	"address", "city", "postal code", "country", "birthday", "anniversary", "gender", "language", "url", "categories", "note",
}

// columnOf names the columns of properties; others have their own names.
var columnOf = map[string]string{
	lib.FieldFormattedName: "name", lib.FieldTelephone: "phone", lib.FieldAddress: "address",
	lib.FieldBirthday: "birthday", lib.FieldOrganization: "org", lib.FieldLanguage: "language",
}

// maxRepeats is how many columns a property can have; more stand in the last one.
const maxRepeats = 20

// value is a text and its column.
type value struct{ column, text string }

// values gives what a card has, each column once.
func values(card lib.Card) []value {
	var out []value
	if len(card[lib.FieldFormattedName]) == 0 {
		if n := card[lib.FieldName]; len(n) > 0 {
			out = append(out, value{"name", fullName(split(n[0].Value))})
		}
	}
	for property, fields := range card {
		if property == lib.FieldName {
			out = appendName(out, split(fields[0].Value))
			continue
		}
		column := columnFor(property)
		slices.SortStableFunc(fields, func(a, b *lib.Field) int { return preference(a) - preference(b) })
		if property == lib.FieldAddress {
			out = appendPlace(out, split(fields[0].Value))
		}
		out = appendRepeats(out, column, texts(property, fields))
	}
	return slices.DeleteFunc(out, func(v value) bool { return v.text == "" })
}

// columnFor names the column of a property. One that no standard has must not
// take the column of another.
func columnFor(property string) string {
	if column, ok := columnOf[property]; ok {
		return column
	}
	column := strings.ToLower(property)
	switch column {
	case "name", "phone", "address", "city", "country", "birthday", "language", "org":
		return "other " + column
	}
	return column
}

// texts gives the values of a property, each once, blank ones left out.
func texts(property string, fields []*lib.Field) []string {
	var out []string
	for _, f := range fields {
		if text := textOf(property, f.Value); text != "" && !slices.Contains(out, text) {
			out = append(out, text)
		}
	}
	return out
}

func appendRepeats(out []value, column string, texts []string) []value {
	for i, text := range texts {
		switch {
		case i == 0:
			out = append(out, value{column, text})
		case i < maxRepeats:
			out = append(out, value{column + " " + strconv.Itoa(i+1), text})
		default:
			out[len(out)-1].text += "; " + text
		}
	}
	return out
}

// preference orders fields: the PREF of version 4.0 counts from 1 to 100, the
// type "pref" of the others is as good as 1.
func preference(f *lib.Field) int {
	if n, err := strconv.Atoi(f.Params.Get(lib.ParamPreferred)); err == nil && n >= 1 && n <= 100 {
		return n
	}
	for _, t := range f.Params[lib.ParamType] {
		if strings.EqualFold(t, "pref") {
			return 1
		}
	}
	return 101
}

// textOf gives the text of a value.
func textOf(property, text string) string {
	switch property {
	case lib.FieldAddress, lib.FieldOrganization:
		return strings.Join(filled(split(text)), ", ")
	case lib.FieldTelephone:
		text = trimScheme(text, "tel:")
	case lib.FieldEmail:
		text = trimScheme(text, "mailto:")
	case lib.FieldCategories, lib.FieldNickname:
		return strings.Join(filled(strings.Split(text, ",")), "; ")
	case lib.FieldBirthday, lib.FieldAnniversary:
		if _, err := strconv.Atoi(text); err == nil && len(text) == 8 {
			return text[:4] + "-" + text[4:6] + "-" + text[6:]
		}
	}
	return plain(text)
}

func trimScheme(text, scheme string) string {
	if len(text) >= len(scheme) && strings.EqualFold(text[:len(scheme)], scheme) {
		return text[len(scheme):]
	}
	return text
}

// appendName adds the parts of a name: family, given, more, prefix, suffix.
func appendName(out []value, parts []string) []value {
	for i, column := range []string{"family name", "given name"} {
		if i < len(parts) {
			out = append(out, value{column, parts[i]})
		}
	}
	return out
}

// fullName writes the parts of a name as they are spoken.
func fullName(parts []string) string {
	var spoken []string
	for _, i := range []int{3, 1, 2, 0, 4} {
		if i < len(parts) {
			spoken = append(spoken, parts[i])
		}
	}
	return strings.Join(filled(spoken), " ")
}

// appendPlace adds the parts of an address that tell where people live: box,
// more, street, city, region, postal code, country.
func appendPlace(out []value, parts []string) []value {
	for i, column := range map[int]string{3: "city", 5: "postal code", 6: "country"} {
		if i < len(parts) {
			out = append(out, value{column, parts[i]})
		}
	}
	return out
}

// split parts a compound value at its semicolons.
func split(text string) []string {
	var parts []string
	for start, i := 0, 0; ; i++ {
		switch {
		case i >= len(text):
			return append(parts, plain(text[start:]))
		case text[i] == '\\':
			i++
		case text[i] == ';':
			parts = append(parts, plain(text[start:i]))
			start = i + 1
		}
	}
}

// unescape resolves what go-vcard leaves escaped.
var unescape = strings.NewReplacer(`\;`, ";", `\N`, "\n", `\:`, ":")

func plain(text string) string { return strings.TrimSpace(unescape.Replace(text)) }

// filled gives the parts with text in them, trimmed.
func filled(parts []string) []string {
	var out []string
	for _, p := range parts {
		if p = strings.TrimSpace(p); p != "" {
			out = append(out, p)
		}
	}
	return out
}
