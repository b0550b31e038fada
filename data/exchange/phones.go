package exchange

import (
	"strings"
	"sync"

	"github.com/nyaruka/phonenumbers"
	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"cxworkbench/data"
)

// FieldCountry is the country of a row's telephone number, as a code or a name.
const FieldCountry Field = "country"

// knownPhones bounds how many numbers are remembered: parsing one takes some ten
// microseconds, and in a file of events the same come again and again.
const knownPhones = 1 << 16

// phones normalises telephone numbers: those that are valid in their region to
// international form, others to their digits.
type phones struct {
	region string            // for rows that say no country; empty where not known
	known  map[string]string // by region and number as it was written
}

func newPhones(region string) *phones { return &phones{region: region, known: map[string]string{}} }

func (p *phones) normal(number, country string) string {
	if number == "" {
		return ""
	}
	region := p.region
	if of := regionOf(country); of != "" {
		region = of
	}
	key := region + number
	if known, ok := p.known[key]; ok {
		return known
	}
	if len(p.known) >= knownPhones {
		clear(p.known)
	}
	normal := internationalPhone(number, region)
	p.known[strings.Clone(key)] = normal
	return normal
}

// internationalPhone gives a number like +41441234567; where it is no valid one,
// its digits.
func internationalPhone(number, region string) string {
	digits := normalPhone(number)
	const longest = 40 // with extensions; more is no number
	if region == "" && !strings.HasPrefix(digits, "+") || len(number) > longest {
		return digits
	}
	if strings.HasPrefix(digits, "+") {
		number = digits
	}
	parsed, err := phonenumbers.Parse(number, region)
	if err != nil || !phonenumbers.IsValidNumber(parsed) {
		return digits
	}
	return phonenumbers.Format(parsed, phonenumbers.E164)
}

// normalPhone keeps the digits of a number, and + for an international one.
func normalPhone(s string) string {
	var out strings.Builder
	for i, r := range s {
		if r >= '0' && r <= '9' || r == '+' && i == 0 {
			out.WriteRune(r)
		}
	}
	if international, ok := strings.CutPrefix(out.String(), "00"); ok {
		return "+" + international
	}
	return out.String()
}

// zoneRegions are the countries of zones in which people share a currency or
// use none of their country's name.
var zoneRegions = map[string]string{
	"Europe/Zurich": "CH", "Europe/Vaduz": "LI", "Europe/Vienna": "AT", "Europe/Berlin": "DE", "Europe/Paris": "FR", "Europe/Rome": "IT",
	"Europe/Madrid": "ES", "Atlantic/Canary": "ES", "Europe/Lisbon": "PT", "Europe/Brussels": "BE", "Europe/Amsterdam": "NL",
	"Europe/Luxembourg": "LU", "Europe/Dublin": "IE", "Europe/Helsinki": "FI", "Europe/Athens": "GR", "Europe/Tallinn": "EE",
	"Europe/Riga": "LV", "Europe/Vilnius": "LT", "Europe/Bratislava": "SK", "Europe/Ljubljana": "SI", "Europe/Zagreb": "HR",
	"Europe/Malta": "MT", "Asia/Nicosia": "CY", "Europe/London": "GB",
}

// homeRegion is the country that a workspace is in: of its zone, else of its
// currency, whose code begins with a country's (ISO 4217) unless several share it.
func homeRegion(s data.Settings) string {
	if region, ok := zoneRegions[s.Zone]; ok {
		return region
	}
	if len(s.Currency) != 3 || s.Currency == "EUR" || s.Currency[0] == 'X' {
		return ""
	}
	return regionOf(s.Currency[:2])
}

// countryNames maps names of countries, squashed, to their codes, in the
// languages that are guessed.
var countryNames = sync.OnceValue(func() map[string]string {
	names := map[string]string{"uk": "GB", "usa": "US", "unitedstatesofamerica": "US", "greatbritain": "GB", "england": "GB", "holland": "NL"}
	for code := range phonenumbers.GetSupportedRegions() {
		names[squash(code)] = code
		region, err := language.ParseRegion(code)
		if err != nil {
			continue
		}
		for _, tag := range []language.Tag{language.English, language.German, language.French, language.Spanish, language.Portuguese} {
			if name := squash(display.Regions(tag).Name(region)); len(name) > 2 {
				names[name] = code
			}
		}
	}
	return names
})

// regionOf gives the code of a country by code or name; empty where not known.
func regionOf(country string) string {
	if country == "" {
		return ""
	}
	return countryNames()[squash(country)]
}
