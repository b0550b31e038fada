package data

import "strings"

// solvedWords are how help desks call a case that needs nothing more, in the
// languages that imports are read in.
var solvedWords = wordSet(`solved resolved closed done completed complete fixed
	gelost gelöst geloest erledigt geschlossen abgeschlossen behoben beendet
	resolu résolu resolue résolue clos cloture clôturé cloturé cloturee clôturée ferme fermé fermee fermée termine terminé terminee terminée traité traitée
	resuelto resuelta cerrado cerrada terminado terminada solucionado solucionada finalizado finalizada completado completada
	resolvido resolvida fechado fechada concluido concluído concluida concluída encerrado encerrada completo completa`)

func wordSet(list string) map[string]bool {
	set := map[string]bool{}
	for word := range strings.FieldsSeq(list) {
		set[word] = true
	}
	return set
}

// negations turn the solved word after them around: "not resolved". Behind it they
// say something else: "no" is "in the" in Portuguese.
var negations = wordSet(`not nicht non no pas não nao`)

// SolvedStatus reports whether a ticket in this status needs nothing more: one of
// its words says so, and none before it says not.
func SolvedStatus(status string) bool {
	for word := range strings.FieldsFuncSeq(strings.ToLower(status), func(r rune) bool { return strings.ContainsRune(" -_/.,:()", r) }) {
		switch {
		case negations[word]:
			return false
		case solvedWords[word]:
			return true
		}
	}
	return false
}
