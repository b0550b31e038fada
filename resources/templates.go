package resources

import _ "embed"

//go:embed templates/stages.json
var stages []byte

// StageTemplate gives the stages and rules that a new workspace starts with: a
// JSON object whose "stages" are in order of rank, each with key, name, role,
// technology and rule, a condition in the language of data/analysis/condition.
func StageTemplate() []byte { return stages }
