package exchange

import (
	"slices"
	"strings"
	"sync"

	"cxworkbench/data"
	"cxworkbench/data/message"
)

// means maps what files call a value, folded, to the value. A word means the
// same in all languages that are guessed.
type means[T comparable] map[string]T

// meaning turns the words for each value, parted by blanks, around. A word of two
// values is a mistake in the program.
func meaning[T comparable](said map[T]string) means[T] {
	all := means[T]{}
	for value, list := range said {
		for _, word := range words(list) {
			if other, twice := all[word]; twice && other != value {
				panic("the word " + word + " means two things")
			}
			all[word] = value
		}
	}
	return all
}

// shown adds what the window calls values in every language: the texts of keys that
// begin with a prefix, of which the rest names the value.
func (m means[T]) shown(prefix string, named map[string]T) means[T] {
	for rest, texts := range message.InAllLanguages(prefix) {
		if value, ok := named[rest]; ok {
			for _, text := range texts {
				if word := squash(text); !m.has(word) {
					m[word] = value
				}
			}
		}
	}
	return m
}

func (m means[T]) has(word string) bool {
	_, ok := m[word]
	return ok
}

// byName lists values by their own names.
func byName[T ~string](values []T) map[string]T {
	named := make(map[string]T, len(values))
	for _, value := range values {
		named[string(value)] = value
	}
	return named
}

var namedCategories = sync.OnceValue(func() means[data.Category] {
	return means[data.Category]{}.shown("coverage.category.", byName(data.Categories))
})

var phaseWords = sync.OnceValue(func() means[data.Phase] {
	return meaning(map[data.Phase]string{
		data.PhasePlanning: `planning plan before prepurchase beforepurchase vorbereitung vorher davor vordemkauf planification preparation avant avantachat avantlachat
			planeacion planeamiento antes precompra antesdelacompra planeamento antesdacompra`,
		data.PhaseAnticipation: `anticipation expectation expectations erwartungen vorfreude attentes expectacion expectativas espera antecipacao`,
		data.PhaseUsage:        `usage use using during gebrauch benutzung wahrend waehrend wahrenddessen utilisation pendant durante utilizacion utilizacao`,
		data.PhaseMemories: `memories memory after afterwards postpurchase afterpurchase erinnerungen danach nachher nachdemkauf souvenirs memoire apres apresachat apreslachat
			recuerdo memoria despues despuesdelacompra poscompra postcompra lembranca lembrancas recordacao recordacoes depois depoisdacompra aposacompra`,
	}).shown("person.phase.", byName(data.Phases))
})

// phaseOf reads the phase of experience, with or without the word phase: planning,
// phase de planification, Nutzungsphase.
func phaseOf(value string) (data.Phase, bool) {
	if phase, ok := phaseWords()[squash(value)]; ok {
		return phase, true
	}
	bare := slices.DeleteFunc(wordsOf(value), func(word string) bool { return slices.Contains(words("phase fase of de d da do del"), word) })
	phase, ok := phaseWords()[strings.TrimSuffix(strings.Join(bare, ""), "sphase")]
	return phase, ok
}

var requestedWords = sync.OnceValue(func() means[data.Tri] {
	return meaning(map[data.Tri]string{
		data.Yes: `in inbound incoming received pull requested customer eingehend eingang empfangen kunde vomkunden entrant entrante entrants recu recue client
			entrantes entrada recibido recibida recebido recebida cliente docliente delcliente receptivo`,
		data.No: `out outbound outgoing sent push business company us ausgehend ausgang gesendet versendet vonuns unternehmen sortant sortante sortants envoye envoyee entreprise
			saliente salientes salida enviado enviada empresa saida ativo`,
		data.Unknown: `unknown none na unbekannt inconnu inconnue desconocido desconocida desconhecido desconhecida`,
	}).shown("capture.form.", map[string]data.Tri{"pull": data.Yes, "push": data.No})
})

// requestedOf reads the direction of a touch: who began it.
func requestedOf(value string) (data.Tri, bool) {
	folded := squash(value)
	if tri, ok := requestedWords()[folded]; ok || folded == "" {
		return tri, true
	}
	switch yes, ok := answerOf(value); {
	case !ok:
		return data.Unknown, false
	case yes:
		return data.Yes, true
	}
	return data.No, true
}

var answerWords = means[bool]{
	"yes": true, "y": true, "true": true, "t": true, "1": true, "ja": true, "j": true, "wahr": true, "w": true, "oui": true, "o": true, "vrai": true, "v": true,
	"si": true, "s": true, "verdadero": true, "sim": true, "verdadeiro": true,
	"no": false, "n": false, "false": false, "f": false, "0": false, "nein": false, "falsch": false, "non": false, "faux": false, "falso": false, "nao": false,
}

// answerOf reads yes or no in the languages that are guessed.
func answerOf(value string) (yes, ok bool) {
	yes, ok = answerWords[squash(strings.TrimSuffix(value, ".0"))]
	return yes, ok
}

var leftWords = sync.OnceValue(func() means[bool] {
	return meaning(map[bool]string{
		true: `left churned exited gone lost cancelled canceled terminated inactive former formercustomer attritedcustomer
			abgewandert gekundigt gekuendigt verloren ehemalig inaktiv parti partie resilie resiliee perdu perdue inactif inactive ancienclient
			baja debaja sefue abandono cancelado cancelada perdido perdida inactivo inactiva excliente saiu inativo inativa`,
		false: `stayed active existing existingcustomer current retained aktiv bestehend geblieben bestandskunde actif present restee reste
			alta dealta activo activa vigente actual clienteactual ativo ativa atual clienteatual ficou`,
	})
})

// leftOf reads whether a customer has left: yes or no, or a word for it.
func leftOf(value string) (left, ok bool) {
	if left, ok = answerOf(value); ok {
		return left, true
	}
	left, ok = leftWords()[squash(value)]
	return left, ok
}
