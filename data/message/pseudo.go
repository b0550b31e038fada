package message

import "strings"

// Pseudo is the code of a language that nobody speaks: the English texts with
// accents and a third longer, in brackets. Where a bracket is missing on a screen
// a text is cut, and what has no accents does not come from the catalogue.
const Pseudo = "xx"

var accents = strings.NewReplacer("a", "á", "e", "ë", "i", "ï", "o", "õ", "u", "ü", "c", "ç", "n", "ñ", "A", "Å", "E", "É", "I", "Î", "O", "Ö", "U", "Û", "C", "Ç")

// pseudo writes a text in that language. Places and verbs stay as they are.
func pseudo(text string) string {
	var out strings.Builder
	rest := text
	for rest != "" {
		at := strings.IndexAny(rest, "{%")
		if at < 0 {
			break
		}
		out.WriteString(accents.Replace(rest[:at]))
		end := at + 2
		if rest[at] == '{' {
			end = at + strings.IndexByte(rest[at:], '}') + 1
		} else if strings.HasPrefix(rest[at:], "%[") {
			end = at + strings.IndexByte(rest[at:], ']') + 2
		}
		end = min(max(end, at+1), len(rest))
		name, forms, _ := strings.Cut(rest[at:end], "|")
		out.WriteString(name)
		if forms != "" {
			out.WriteString("|" + accents.Replace(forms))
		}
		rest = rest[end:]
	}
	out.WriteString(accents.Replace(rest))
	const longer = 0.35
	return "[" + out.String() + strings.Repeat("~", int(longer*float64(len([]rune(text))))) + "]"
}
