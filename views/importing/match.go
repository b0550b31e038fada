package importing

import (
	"slices"

	"fyne.io/fyne/v2"

	"cxworkbench/data/exchange"
	"cxworkbench/resources/look"
	"cxworkbench/views/kit"
)

// keyFields are the fields that can say who a customer is.
var keyFields = []exchange.Field{
	exchange.FieldCustomer, exchange.FieldCustomer2, exchange.FieldEmail, exchange.FieldPhone, exchange.FieldHandle, exchange.FieldName,
}

var (
	policies = []exchange.Policy{exchange.PolicyBoth, exchange.PolicyCreate, exchange.PolicyUpdate}
	winners  = []exchange.Wins{exchange.WinsFile, exchange.WinsWorkspace}
)

// matching asks how a row finds its customer and what it may change there.
func (s *Screen) matching() fyne.CanvasObject {
	p, t := s.pending(), s.host.Printer().T
	objects := []fyne.CanvasObject{kit.Definition(t("import.match.note")), kit.Section(t("import.match.keys"))}
	objects = append(objects, s.keys()...)
	policy := make([]string, len(policies))
	for i, x := range policies {
		policy[i] = t("import.policy." + string(x))
	}
	wins := make([]string, len(winners))
	for i, x := range winners {
		wins[i] = t("import.wins." + string(x))
	}
	objects = append(objects, kit.NewLine(), kit.Section(t("import.match.change")),
		s.option("import.match.policy", policy, slices.Index(policies, p.options.Policy), func(o *exchange.Options, i int) { o.Policy = policies[i] }),
		s.option("import.match.wins", wins, slices.Index(winners, p.options.Wins), func(o *exchange.Options, i int) { o.Wins = winners[i] }),
		s.entry("import.match.region", t("import.match.region.form"), p.options.Region, 120, func(o *exchange.Options, v string) { o.Region = v }),
		kit.Definition(t("import.match.region.note")))
	return kit.NewCard(kit.Column(look.Space3, objects...))
}

// keys are drop-downs from the strongest key to the weakest, of the columns that
// can be one.
func (s *Screen) keys() []fyne.CanvasObject {
	p, t := s.pending(), s.host.Printer().T
	var there []exchange.Field
	for _, f := range keyFields {
		if mapped(p.plan, f) {
			there = append(there, f)
		}
	}
	if len(there) == 0 {
		return []fyne.CanvasObject{kit.Body(t("import.match.none"))}
	}
	used := p.plan.MatchFields()
	var out []fyne.CanvasObject
	for place := range min(len(used)+1, len(there)) {
		names, fields := []string{}, []exchange.Field{}
		for _, f := range there {
			if at := slices.Index(used, f); at < 0 || at >= place {
				names, fields = append(names, s.host.Printer().Text(f.Name())), append(fields, f)
			}
		}
		chosen := 0
		if place > 0 {
			names, fields = append(names, t("import.match.no")), append(fields, "")
			chosen = len(fields) - 1
		}
		if place < len(used) {
			chosen = slices.Index(fields, used[place])
		}
		key := "import.match.then"
		if place == 0 {
			key = "import.match.first"
		}
		out = append(out, s.option(key, names, chosen, func(o *exchange.Options, i int) { o.Match = withKey(used, place, fields[i]) }))
	}
	return out
}

// withKey puts a key at a place of the order; none ends the order there.
func withKey(used []exchange.Field, place int, f exchange.Field) []exchange.Field {
	out := slices.Clone(used[:min(place, len(used))])
	if f == "" {
		return out
	}
	out = append(out, f)
	for _, other := range used[min(place, len(used)):] {
		if other != f {
			out = append(out, other)
		}
	}
	return out
}
