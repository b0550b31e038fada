package capture

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"cxworkbench/data"
)

// phrases looks for channels, activities and topics, the longest phrases first at
// each word.
func (r *reader) phrases() {
	for i := 0; i < len(r.tokens); {
		i += max(1, r.phraseAt(i))
	}
}

// phraseAt takes the longest phrase that begins at a token and gives its length.
func (r *reader) phraseAt(i int) int {
	for to := min(len(r.tokens), i+r.words.longest); to > i; to-- {
		if !r.free(i, to) {
			continue
		}
		key := r.tokens[i].key
		for _, t := range r.tokens[i+1 : to] {
			key += " " + t.key
		}
		for _, m := range r.words.phrases[key] {
			if !r.used[m.kind] {
				r.take(i, to, Part{Kind: m.kind, Choices: r.words.others(m.kind, m.choice)})
				return to - i
			}
		}
	}
	return 0
}

// emotion looks for a signed number from -2 to +2.
func (r *reader) emotion() {
	for i := range r.tokens {
		felt, ok := emotionOf(r.word(i))
		if !ok || !r.free(i, i+1) {
			continue
		}
		choices := []Choice{{Emotion: felt}}
		for other := -2; other <= 2; other++ {
			if other != felt {
				choices = append(choices, Choice{Emotion: other})
			}
		}
		r.take(i, i+1, Part{Kind: Emotion, Choices: choices})
		return
	}
}

// emotionOf reads -2, -1, ±0, +1 or +2; without a sign it is any number.
func emotionOf(word string) (int, bool) {
	word = strings.TrimRight(word, ",;.!")
	sign, size := utf8.DecodeRuneInString(word)
	if len(word) != size+1 || word[size] < '0' || word[size] > '2' {
		return 0, false
	}
	n := int(word[size] - '0')
	switch sign {
	case '-', '−', '–':
		return -n, true
	case '+', '±':
		return n, sign == '+' || n == 0
	}
	return 0, false
}

// amount looks for an amount in the workspace's currency; one in another stays in
// the note, since nothing here converts.
func (r *reader) amount() {
	for i := range r.tokens {
		if money, to, ok := r.amountAt(i); ok && r.free(i, to) {
			r.take(i, to, Part{Kind: Amount, Choices: []Choice{{Amount: money}}})
			return
		}
	}
}

// amountAt reads €45, 45€, EUR 45, 45 euros or -45.50 EUR.
func (r *reader) amountAt(i int) (money data.Money, to int, ok bool) {
	sign, before, number, after := splitAmount(r.word(i))
	to = i + 1
	switch {
	case number == "" && before != "" && after == "" && to < len(r.tokens):
		var rest string
		sign2, none, next, tail := splitAmount(r.word(to))
		number, rest = next, none+tail
		if rest != "" || sign != "" && sign2 != "" {
			return 0, 0, false
		}
		sign, to = sign+sign2, to+1
	case number != "" && before == "" && after == "" && to < len(r.tokens):
		after = strings.TrimRight(r.word(to), ".,;!")
		to++
	}
	if number == "" || (before == "") == (after == "") || !r.words.isCurrency(before+after) {
		return 0, 0, false
	}
	money, ok = moneyOf(number, data.MinorUnits(r.words.currency))
	if sign != "" && sign != "+" {
		money = -money
	}
	return money, to, ok
}

// splitAmount takes a word apart into sign, what stands before the digits, the
// number, and what stands after.
func splitAmount(word string) (sign, before, number, after string) {
	word = strings.TrimRight(word, ".,;!")
	for _, s := range []string{"-", "−", "+"} {
		if rest, found := strings.CutPrefix(word, s); found {
			sign, word = s, rest
			break
		}
	}
	digit := func(c rune) bool { return c >= '0' && c <= '9' }
	from := strings.IndexFunc(word, digit)
	if from < 0 {
		return sign, word, "", ""
	}
	to := strings.LastIndexFunc(word, digit) + 1
	return sign, word[:from], word[from:to], word[to:]
}

// currencyWords are the ways to write a currency besides its code.
var currencyWords = map[string]string{
	"EUR": "€ euro euros", "GBP": "£ pound pounds", "JPY": "¥ yen", "CNY": "¥ yuan", "INR": "₹ rupee rupees", "CHF": "fr. franken francs",
	"USD": "$ us$ dollar dollars", "CAD": "$ c$ ca$ dollar dollars", "AUD": "$ a$ au$ dollar dollars", "NZD": "$ nz$ dollar dollars",
	"SGD": "$ s$ dollar dollars", "HKD": "$ hk$ dollar dollars", "BRL": "r$ real reais", "MXN": "$ mx$ peso pesos", "PLN": "zł", "KRW": "₩ won",
}

func (w *Words) isCurrency(text string) bool {
	if strings.EqualFold(text, w.currency) {
		return true
	}
	for _, word := range strings.Fields(currencyWords[w.currency]) {
		if strings.EqualFold(text, word) {
			return true
		}
	}
	return false
}

// mostDigits keeps an amount within what is stored exactly.
const mostDigits = 14

// moneyOf reads 45, 45.5, 45,50, 1,234.50, 1.234,50 or 1'234. The last separator
// is the decimal one unless three digits follow, as in thousands.
func moneyOf(number string, minor int64) (data.Money, bool) {
	decimals := len(strconv.FormatInt(minor, 10)) - 1
	point := strings.LastIndexAny(number, ".,")
	if point >= 0 && (len(number)-point-1 > decimals || len(number)-point-1 == 3 && strings.Count(number, number[point:point+1]) > 1) {
		if len(number)-point-1 != 3 {
			return 0, false
		}
		point = -1
	}
	whole, fraction := number, ""
	if point >= 0 {
		whole, fraction = number[:point], number[point+1:]
	}
	digits := strings.Map(func(c rune) rune {
		if strings.ContainsRune(".,'’", c) {
			return -1
		}
		return c
	}, whole) + fraction + strings.Repeat("0", decimals-len(fraction))
	if len(digits) > mostDigits || strings.ContainsFunc(digits, func(c rune) bool { return !unicode.IsDigit(c) || c > '9' }) {
		return 0, false
	}
	n, err := strconv.ParseInt(digits, 10, 64)
	return data.Money(n), err == nil
}
