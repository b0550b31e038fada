package exchange

import (
	"strconv"
	"strings"
	"testing"

	"cxworkbench/data"
	"cxworkbench/data/message"
	"cxworkbench/data/workspace"
	"cxworkbench/resources"
)

// What the window calls a value is understood in a file, in each language, with and
// without accents, in any case.
func TestFilesMaySayWhatTheWindowSays(t *testing.T) {
	for _, lang := range resources.Languages() {
		p, err := message.For(lang)
		if err != nil {
			t.Fatal(err)
		}
		said := func(key string, read func(string) (any, bool), want any) {
			t.Helper()
			text := p.T(key)
			for _, written := range []string{text, strings.ToUpper(text), strings.ToLower(text), squash(text)} {
				if got, ok := read(written); !ok || got != want {
					t.Errorf("%s: %s, %q, reads as %v, %t; want %v", lang, key, written, got, ok, want)
				}
			}
		}
		for _, phase := range data.Phases {
			said("person.phase."+string(phase), func(s string) (any, bool) { phase, ok := phaseOf(s); return phase, ok }, phase)
		}
		direction := func(s string) (any, bool) { tri, ok := requestedOf(s); return tri, ok }
		said("capture.form.pull", direction, data.Yes)
		said("capture.form.push", direction, data.No)
		said("table.pull", direction, data.Yes)
		said("table.push", direction, data.No)
		said("toolkit.Yes", func(s string) (any, bool) { yes, ok := answerOf(s); return yes, ok }, true)
		said("toolkit.No", func(s string) (any, bool) { yes, ok := answerOf(s); return yes, ok }, false)
		for _, category := range data.Categories {
			said("coverage.category."+string(category), func(s string) (any, bool) { return categoryOf(s), true }, category)
		}
		for _, kind := range data.Kinds {
			said("kind."+string(kind), func(s string) (any, bool) { return kindOf(s), true }, kind)
		}
		for channel, kind := range map[string]data.ChannelKind{"phone": data.ChannelAssisted, "email": data.ChannelAssisted, "store": data.ChannelAssisted,
			"letter": data.ChannelAssisted, "web": data.ChannelSelfService, "social": data.ChannelPublic} {
			name, _, _ := strings.Cut(p.T("words.channel."+channel), ",")
			if got := channelKindOf(name); got != kind {
				t.Errorf("%s: the channel %q is %q, want %q", lang, name, got, kind)
			}
		}
	}
}

// Words of people and exports, as they write them, mean the same wherever they come
// from.
func TestWordsInFiveLanguages(t *testing.T) {
	type reader func(string) (any, bool)
	phase := func(s string) (any, bool) { p, ok := phaseOf(s); return p, ok }
	direction := func(s string) (any, bool) { tri, ok := requestedOf(s); return tri, ok }
	left := func(s string) (any, bool) { yes, ok := leftOf(s); return yes, ok }
	priority := func(s string) (any, bool) { p, ok := priorityOf(s); return p, ok }
	for _, c := range []struct {
		what  string
		read  reader
		means any
		words string
	}{
		{"phase", phase, data.PhasePlanning, "Planning|Planung|Planungsphase|Vor dem Kauf|Phase de planification|avant l'achat|Planeación|Fase de planificación|Antes|planeamento|Planejamento"},
		{"phase", phase, data.PhaseAnticipation, "Expectations|Erwartungen|Erwartungsphase|ATTENTE|Expectativas|anticipación|Antecipação"},
		{"phase", phase, data.PhaseUsage, "Usage phase|Nutzungsphase|während|waehrend|Utilisation|pendant|Durante|utilización|Utilização"},
		{"phase", phase, data.PhaseMemories, "After|Erinnerungen|nachher|Souvenirs|après|APRES|Después|despues|recuerdo|Lembranças|Memória|depois"},
		{"direction", direction, data.Yes, "Inbound|Eingehend|Entrant|entrante|Entrada|recebido|Oui|Sí|Sim"},
		{"direction", direction, data.No, "Outbound|Ausgehend|Sortant|saliente|Salida|Saída|enviado|Envoyé|Non|Não"},
		{"direction", direction, data.Unknown, "unknown|unbekannt|inconnu|desconocido|desconhecido"},
		{"left", left, true, "Churned|Gekündigt|abgewandert|Résilié|Inactive|Baja|Cancelado|INATIVO|Sí"},
		{"left", left, false, "Active|aktiv|Actif|Activo|Ativo|alta|non|Não"},
		{"priority", priority, data.PriorityUrgent, "Critical|Dringend|Höchste|Sehr hoch|Urgente|Crítica|Très élevée|Muy alta|Muito alta|Immédiat|Bloquant"},
		{"priority", priority, data.PriorityHigh, "High|Hoch|Élevée|Haute|Majeure|Alta|elevada"},
		{"priority", priority, data.PriorityNormal, "Medium|Mittlere|Moyenne|Media|Média|moderada|Padrão|not urgent|Nicht dringend|Não urgente"},
		{"priority", priority, data.PriorityLow, "Low|Niedrig|Faible|mineure|Baja|Baixa"},
		{"priority", priority, data.PriorityUnknown, "none|Keine Priorität|Sans priorité|Sin prioridad|Sem prioridade"},
	} {
		for word := range strings.SplitSeq(c.words, "|") {
			if got, ok := c.read(word); !ok || got != c.means {
				t.Errorf("%s %q reads as %v, %t; want %v", c.what, word, got, ok, c.means)
			}
		}
	}
	for what, read := range map[string]reader{"phase": phase, "direction": direction, "left": left} {
		if got, ok := read("lunch"); ok {
			t.Errorf("%s lunch reads as %v", what, got)
		}
	}
}

// A table in which a word stands for two values is refused when it is made, and what
// the window says does not change what a word means.
func TestNoWordMeansTwoThings(t *testing.T) {
	m := meaning(map[data.Phase]string{data.PhaseUsage: "uso planung"}).shown("person.phase.", byName(data.Phases))
	if m["planung"] != data.PhaseUsage || m["planejamento"] != data.PhasePlanning {
		t.Errorf("Planung is %s, Planejamento is %s", m["planung"], m["planejamento"])
	}
	defer func() {
		if recover() == nil {
			t.Error("a word was given two meanings")
		}
	}()
	meaning(map[bool]string{true: "si s", false: "no s"})
}

// Emotions are numbers, or words from very negative to very positive.
func TestEmotionsInWords(t *testing.T) {
	for _, c := range []struct{ header, cells, want string }{
		{"Sentiment", "positive|negative|neutral|", "1 -1 0 -"},
		{"Stimmung", "sehr positiv|NEGATIV|neutral|sehr negativ", "2 -1 0 -2"},
		{"Humeur", "très négative|neutre|positive|très positive", "-2 0 1 2"},
		{"Emoción", "Muy positivo|negativo|neutro|positivo", "2 -1 0 1"},
		{"Emoção", "muito negativo|positivo|neutro|muito satisfeito", "- - - -"}, // two scales
		{"Emoção", "muito negativo|positivo|NEUTRO|negativo", "-2 1 0 -1"},
		{"Emotion", "2|-1|0|+1", "2 -1 0 1"},
	} {
		t.Run(c.header+" "+c.cells, func(t *testing.T) {
			content := "customer,date,activity," + c.header + "\n"
			for i, cell := range strings.Split(c.cells, "|") {
				content += "a,2026-01-0" + strconv.Itoa(i+1) + ",Call," + cell + "\n"
			}
			ws := MustCreate(t, settings())
			MustRun(t, ws, MustWrite(t, content), options(as(AsInteractions)))
			var got []string
			err := ws.Snapshot(ctx, func(s *workspace.Snapshot) error {
				return s.EachInteraction(func(e *data.Interaction) error {
					felt := "-"
					if e.HasEmotion {
						felt = strconv.Itoa(e.Emotion)
					}
					got = append(got, felt)
					return nil
				})
			})
			if err != nil || strings.Join(got, " ") != c.want {
				t.Errorf("felt %v, want %s; %v", got, c.want, err)
			}
		})
	}
}

// A file of contacts is understood as people write it in their language.
func TestContactsInFiveLanguages(t *testing.T) {
	for _, content := range []string{
		"Customer;Date;Activity;Direction;Phase\na;2026-01-05;Call;Inbound;After\na;2026-01-06;Mail;Outbound;Planning\n",
		"Kundennummer;Datum;Aktivität;Richtung;Erlebnisphase\na;15.01.2026;Anruf;Eingehend;Erinnerung\na;16.01.2026;Brief;ausgehend;Planungsphase\n",
		"Numéro client;Date;Activité;Sens;Phase\na;15/01/2026;Appel;Entrant;Souvenir\na;16/01/2026;Lettre;sortant;Avant l'achat\n",
		"ID Cliente;Fecha;Actividad;Dirección;Fase\na;2026-01-05;Llamada;Recibida;RECUERDOS\na;2026-01-06;Carta;Saliente;planificacion\n",
		"Cliente;Data;Atividade;Direção;Fase\na;2026-01-05;Chamada;Receptivo;Memórias\na;2026-01-06;Carta;saída;Antes\n",
	} {
		ws := MustCreate(t, settings())
		r := MustRun(t, ws, MustWrite(t, content), options(as(AsInteractions)))
		got := strings.Join(dump(t, ws), "\n")
		if r.Rejected != 0 || !strings.Contains(got, "pulled memories") || !strings.Contains(got, "pushed planning") {
			t.Errorf("%s\n%d rejected:\n%s", content, r.Rejected, got)
		}
	}
}
