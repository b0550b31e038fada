package exchange

import (
	"strings"

	"cxworkbench/data"
)

var priorityWords = stems[data.Priority]{
	{data.PriorityUrgent, words(`urgent critical crit. blocker emergency immediat highest dringend kritisch sofort notfall blockier hochste hoechste critique urgence bloqu critico critica emergenc inmediat imediat
		veryhigh sehrhoch treshaut treselev muyalt muitoalt`)},
	{data.PriorityHigh, words(`high. major. important hoch wichtig haut. haute. eleve majeur alta. alto. elevad mayor. maior.`)},
	{data.PriorityNormal, words(`normal medium. med. moderat standard. default. regular. mittel mittler moyen modere media. medio. moderad estandar padrao`)},
	{data.PriorityLow, words(`low. lowest. minor. trivial. planning. niedrig gering tief. tiefe. bas. basse. faible mineur baja. bajo. baixa. baixo. menor. verylow`)},
}

var noPriority = map[string]bool{
	"": true, "none": true, "notset": true, "na": true, "unknown": true, "nopriority": true, "keine": true, "unbekannt": true, "ohne": true, "keineprioritat": true, "ohneprioritat": true,
	"aucune": true, "inconnue": true, "sanspriorite": true, "ninguna": true, "desconocida": true, "sinprioridad": true, "nenhuma": true, "desconhecida": true, "semprioridade": true,
}

// priorityOf reads how urgent a case is, in words or as a number of which 1 is
// the most urgent: P1 to P4, 1 to 4, 3 - Moderate. ok is false for another word.
func priorityOf(word string) (p data.Priority, ok bool) {
	switch squash(word) { // Intercom says only whether a conversation has priority
	case "priority", "true":
		return data.PriorityHigh, true
	case "notpriority", "false", "noturgent", "nonurgent", "nichtdringend", "pasurgent", "pasurgente", "nonurgente", "nourgente", "naourgente":
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
	}
	return data.PriorityUnknown, noPriority[squash(word)]
}
