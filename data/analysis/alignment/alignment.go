// Package alignment answers: does each stage of the journey have the technology
// that it needs, and does value wait where it is missing? The roles that
// technology plays on the way are named by the text on push and pull; what is in
// place is for people to say. Feature 13.
package alignment

import (
	"encoding/json"
	"fmt"
	"math"
	"slices"

	"cxworkbench/data"
	"cxworkbench/data/analysis"
	"cxworkbench/data/analysis/maturity"
	"cxworkbench/data/eventlog"
	"cxworkbench/data/message"
)

// OptionName is where the workspace keeps the Spec.
const OptionName = "alignment"

// Role is a part that technology plays in a stage, as it was judged.
type Role struct {
	Stage   string `json:"stage"` // the stage's name
	Role    string `json:"role"`
	Needed  bool   `json:"needed"`
	InPlace bool   `json:"in_place"`
	Used    bool   `json:"used"`
	Owner   string `json:"owner,omitempty"`
	Note    string `json:"note,omitempty"`
}

// Aligned reports whether a role that is needed is in place and used.
func (r Role) Aligned() bool { return r.InPlace && r.Used }

// Spec is what was judged.
type Spec struct {
	Roles []Role `json:"roles"`
	// Judged says that a person has looked at it; before, nothing is known to be in
	// place.
	Judged bool `json:"judged"`
}

// seed lists what each built-in stage needs, by its key, as the text on push and
// pull names it. The names are keys of the texts.
var seed = map[string][]string{
	"initiation":  {"website"},
	"attraction":  {"analysis"},
	"alignment":   {"collaboration", "exchange"},
	"conversion":  {"automation", "control"},
	"nurturing":   {"content", "communication"},
	"engagement":  {"cases", "repository", "process"},
	"partnership": {"innovation"},
}

// Of gives the spec of a workspace: what it keeps, else what the seed names for
// its stages, all needed and none in place. role names a seed's role in the
// reader's language.
func Of(log *eventlog.Log, role func(key string) string) (Spec, error) {
	if kept := log.Options[OptionName]; kept != "" {
		var s Spec
		if err := json.Unmarshal([]byte(kept), &s); err != nil {
			return Spec{}, data.Wrap(err, data.CodeDamaged, "The technology of the stages cannot be read; undo the last change to it, or restore a backup.")
		}
		return s, nil
	}
	var s Spec
	for _, stage := range log.Stages {
		for _, key := range seed[stage.Key] {
			s.Roles = append(s.Roles, Role{Stage: stage.Name, Role: role(key), Needed: true})
		}
	}
	return s, nil
}

// Keep is the form in which a workspace keeps the spec.
func (s Spec) Keep() (string, error) {
	text, err := json.Marshal(s)
	if err != nil {
		return "", fmt.Errorf("write the technology of the stages: %w", err)
	}
	return string(text), nil
}

// Row is one stage.
type Row struct {
	Stage   data.Stage
	Roles   []Role
	Needed  int     // roles that the stage needs
	Aligned int     // of them, in place and used
	Share   float64 // Aligned / Needed; NaN where nothing is needed
	People  int
	Value   data.Money // C.29
}

// Result is the alignment of a ladder. It is immutable.
type Result struct {
	Spec       Spec
	AsOf       data.Day
	Revision   int64
	Currency   string
	N          int // customers on the ladder
	Rows       []Row
	Needed     int
	Aligned    int
	Waiting    data.Money // value in stages that lack something they need
	Total      data.Money // value in all stages
	Definition message.Message
	Finding    message.Message

	ladder maturity.Result
}

// Share is the share of the needed roles that are in place and used; NaN where
// nothing is needed.
func (r Result) Share() float64 { return share(r.Aligned, r.Needed) }

func share(part, whole int) float64 {
	if whole == 0 {
		return math.NaN()
	}
	return float64(part) / float64(whole)
}

// Build sets what was judged beside the people and the value of each stage of a
// ladder. Roles of stages that the ladder does not have are left out.
func Build(ladder maturity.Result, q analysis.Query, spec Spec) Result {
	r := Result{Spec: spec, AsOf: ladder.AsOf, Revision: ladder.Revision, Currency: ladder.Currency, N: ladder.N, ladder: ladder}
	for _, stage := range ladder.Rows {
		row := Row{Stage: stage.Stage, People: stage.People, Value: stage.Value}
		for _, role := range spec.Roles {
			if role.Stage != stage.Stage.Name {
				continue
			}
			row.Roles = append(row.Roles, role)
			if role.Needed {
				row.Needed++
				if role.Aligned() {
					row.Aligned++
				}
			}
		}
		row.Share = share(row.Aligned, row.Needed)
		r.Needed, r.Aligned = r.Needed+row.Needed, r.Aligned+row.Aligned
		if value := max(0, row.Value); value > 0 {
			r.Total += value
			if row.Aligned < row.Needed {
				r.Waiting += value
			}
		}
		r.Rows = append(r.Rows, row)
	}
	r.Definition, r.Finding = r.definition(q), r.finding()
	return r
}

// Members lists the customers in a stage, by rank.
func (r Result) Members(rank int) []eventlog.CustomerIndex {
	return r.ladder.Members(maturity.Cell{Place: rank, Month: maturity.AsOf})
}

// Everybody lists the customers on the ladder.
func (r Result) Everybody() []eventlog.CustomerIndex { return r.ladder.Everybody() }

func (r *Result) definition(q analysis.Query) message.Message {
	parts := []message.Message{
		message.New("alignment.definition", nil),
		message.New("maturity.definition.asof", message.Args{"day": r.AsOf}),
		message.New("alignment.definition.n", message.Args{"n": r.Needed, "customers": r.N}),
		message.New("maturity.definition.value."+string(r.ladder.Basis), nil),
	}
	return message.New("maturity.definition", message.Args{"parts": append(parts, q.Caveats(r.ladder.Log())...)})
}

// finding says where most value waits for technology.
func (r *Result) finding() message.Message {
	args := message.Args{"aligned": r.Aligned, "needed": r.Needed}
	if !r.Spec.Judged {
		return message.New("alignment.finding.unjudged", args)
	}
	if r.Needed == 0 {
		return message.New("alignment.finding.nothing", nil)
	}
	waiting := slices.IndexFunc(r.Rows, func(row Row) bool { return row.Aligned < row.Needed })
	if waiting < 0 {
		return message.New("alignment.finding.aligned", args)
	}
	for i, row := range r.Rows {
		if row.Aligned < row.Needed && (row.Value > r.Rows[waiting].Value || r.Total == 0 && row.People > r.Rows[waiting].People) {
			waiting = i
		}
	}
	row := r.Rows[waiting]
	args["stage"], args["people"], args["missing"] = row.Stage.Name, row.People, row.Needed-row.Aligned
	if r.Total == 0 {
		return message.New("alignment.finding.people", args)
	}
	args["value"] = message.Amount{Money: row.Value, Currency: r.Currency}
	args["waiting"] = message.Share(float64(r.Waiting) / float64(r.Total))
	return message.New("alignment.finding", args)
}
