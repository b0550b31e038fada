package data_test

import (
	"testing"

	"cxworkbench/data"
)

func TestSolvedStatus(t *testing.T) {
	for status, want := range map[string]bool{
		"solved": true, "Resolved": true, "closed by merge": true, "Gelöst": true, "Fermé": true, "cerrado": true,
		"": false, "open": false, "reopened": false, "unresolved": false, "Not resolved": false, "on-hold": false, "resolution pending": false,
		"Résolue": true, "Clôturée": true, "Resuelta": true, "Resolvida": true, "Concluída": true, "Behoben": true, "Resolvido no primeiro contato": true,
		"Non résolue": false, "No resuelto": false, "Não resolvido": false, "Noch nicht gelöst": false, "En cours": false, "Em andamento": false,
	} {
		if got := data.SolvedStatus(status); got != want {
			t.Errorf("SolvedStatus(%q) = %t, want %t", status, got, want)
		}
	}
}
