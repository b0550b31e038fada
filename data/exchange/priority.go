package exchange

import (
	"strings"

	"cxworkbench/data"
)

var priorityWords = stems[data.Priority]{
	{data.PriorityUrgent, words(`urgent critical. crit. blocker emergency immediate highest dringend kritisch sofort notfall critique urgence urgente critico emergenc veryhigh sehrhoch`)},
	{data.PriorityHigh, words(`high. major. important hoch wichtig haut. haute. eleve alta. alto. elevad importante`)},
	{data.PriorityNormal, words(`normal medium. med. moderate. standard. default. regular. mittel mittlere moyen media. medio. normale`)},
	{data.PriorityLow, words(`low. lowest. minor. trivial. planning. niedrig gering tief. bas. basse. faible baja. bajo. baixa. baixo. menor. verylow`)},
}

// priorityOf reads how urgent a case is, in words or as a number of which 1 is
// the most urgent: P1 to P4, 1 to 4, 3 - Moderate. ok is false for another word.
func priorityOf(word string) (p data.Priority, ok bool) {
	switch squash(word) { // Intercom says only whether a conversation has priority
	case "priority", "true":
		return data.PriorityHigh, true
	case "notpriority", "false":
		return data.PriorityNormal, true
	}
	if p, ok = priorityWords.find(word); ok {
		return p, true
	}
	switch strings.TrimLeft(squash(word), "priosevty") {
	case "1":
		return data.PriorityUrgent, true
	case "2":
		return data.PriorityHigh, true
	case "3":
		return data.PriorityNormal, true
	case "4", "5":
		return data.PriorityLow, true
	case "", "none", "notset", "na", "unknown", "keine":
		return data.PriorityUnknown, true
	}
	return data.PriorityUnknown, false
}
