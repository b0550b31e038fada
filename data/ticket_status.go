package data

import "strings"

// solvedWords are how help desks call a case that needs nothing more, in the
// languages that imports are read in.
var solvedWords = map[string]bool{
	"solved": true, "resolved": true, "closed": true, "done": true, "completed": true, "complete": true, "fixed": true,
	"gelost": true, "gelöst": true, "geloest": true, "erledigt": true, "geschlossen": true, "abgeschlossen": true,
	"resolu": true, "résolu": true, "clos": true, "cloture": true, "clôturé": true, "ferme": true, "fermé": true, "termine": true, "terminé": true,
	"resuelto": true, "cerrado": true, "terminado": true, "solucionado": true,
	"resolvido": true, "fechado": true, "concluido": true, "concluído": true, "encerrado": true,
}

// negations turn a solved word around: "not resolved".
var negations = map[string]bool{"not": true, "nicht": true, "non": true, "no": true, "pas": true, "não": true, "nao": true}

// SolvedStatus reports whether a ticket in this status needs nothing more: one of
// its words says so, and none says not.
func SolvedStatus(status string) bool {
	solved := false
	for word := range strings.FieldsFuncSeq(strings.ToLower(status), func(r rune) bool { return strings.ContainsRune(" -_/.,:()", r) }) {
		if negations[word] {
			return false
		}
		solved = solved || solvedWords[word]
	}
	return solved
}
