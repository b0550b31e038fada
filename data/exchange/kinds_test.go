package exchange

import "testing"

// Each kind of rows is told by its headers in every language that is guessed.
func TestKindsByLanguage(t *testing.T) {
	for _, c := range []struct{ name, content, want string }{
		{"tickets, English", "Ticket ID,Subject,Status,Priority,Opened at,Closed at,Customer ID,Promised by\n7,Lamp,Open,High,2026-01-30 08:00,,a,2026-02-01\n8,Vase,Solved,Low,2026-01-31 09:00,2026-02-01 09:00,b,2026-02-02\n",
			"tickets: ticket=Ticket ID(certain) subject=Subject(certain) status=Status(certain) priority=Priority(certain) at=Opened at(certain) closed=Closed at(certain) customer=Customer ID(certain) promised=Promised by(certain)"},
		{"tickets, German", "Vorgangsnummer;Betreff;Status;Priorität;Eröffnet am;Gelöst am;Kundennummer;Fällig am\n7;Lampe;Offen;Hoch;30.01.2026;;a;01.02.2026\n8;Vase;Gelöst;Tief;31.01.2026;01.02.2026;b;02.02.2026\n",
			"tickets: ticket=Vorgangsnummer(certain) subject=Betreff(certain) status=Status(certain) priority=Priorität(certain) at=Eröffnet am(certain) closed=Gelöst am(certain) customer=Kundennummer(certain) due=Fällig am(certain)"},
		{"tickets, French", "Numéro dossier;Objet;Statut;Priorité;Date d'ouverture;Date de clôture;Numéro client\n7;Lampe;Ouvert;Haute;30/01/2026;;a\n8;Vase;Clos;Basse;31/01/2026;01/02/2026;b\n",
			"tickets: ticket=Numéro dossier(certain) subject=Objet(certain) status=Statut(certain) priority=Priorité(certain) at=Date d'ouverture(certain) closed=Date de clôture(certain) customer=Numéro client(certain)"},
		{"tickets, Spanish", "Número de caso;Asunto;Estado;Prioridad;Fecha de apertura;Fecha de cierre;ID Cliente\n7;Lámpara;Abierto;Alta;30/01/2026;;a\n8;Jarrón;Cerrado;Baja;31/01/2026;01/02/2026;b\n",
			"tickets: ticket=Número de caso(certain) subject=Asunto(certain) status=Estado(certain) priority=Prioridad(certain) at=Fecha de apertura(certain) closed=Fecha de cierre(certain) customer=ID Cliente(certain)"},
		{"tickets, Portuguese", "Número protocolo;Assunto;Situação;Prioridade;Data de abertura;Data fechamento;Cliente\n7;Lâmpada;Aberto;Alta;30/01/2026;;a\n8;Vaso;Fechado;Baixa;31/01/2026;01/02/2026;b\n",
			"tickets: ticket=Número protocolo(certain) subject=Assunto(certain) status=Situação(certain) priority=Prioridade(certain) at=Data de abertura(certain) closed=Data fechamento(certain) customer=Cliente(certain)"},

		{"events of cases, German", "Fallnummer;Aktivität;Zeitstempel\n7;Eingang;30.01.2026 08:00\n7;Prüfung;30.01.2026 09:00\n8;Eingang;31.01.2026 09:00\n",
			"tickets: ticket=Fallnummer(certain) activity=Aktivität(certain) at=Zeitstempel(certain)"},
		{"events of cases, French", "Dossier;Activité;Horodatage\n7;Entrée;30/01/2026 08:00\n7;Contrôle;30/01/2026 09:00\n", "tickets: ticket=Dossier(certain) activity=Activité(certain) at=Horodatage(certain)"},
		{"events of cases, XES as a table", "case:concept:name,concept:name,time:timestamp\n7,Register,2026-01-30T08:00:00Z\n7,Check,2026-01-30T09:00:00Z\n",
			"tickets: ticket=case:concept:name(certain) activity=concept:name(certain) at=time:timestamp(certain)"},
		{"events of customers, though cases are named", "Case ID,Customer ID,Activity,Timestamp\n7,a,Call,2026-01-30\n7,a,Visit,2026-01-31\n",
			"interactions: customer=Customer ID(certain) activity=Activity(certain) at=Timestamp(certain)"},

		{"responses, English", "Customer ID,Response date,NPS,NPS comment,CSAT\na,2026-01-30,9,Good,5\nb,2026-01-31,3,Bad,2\n",
			"responses: customer=Customer ID(certain) at=Response date(certain) metric:NPS=NPS(certain) comment:NPS=NPS comment(likely) metric:CSAT=CSAT(certain)"},
		{"responses, German", "Kundennummer;Antwortdatum;Weiterempfehlung (0-10);Zufriedenheit;Kommentar\na;30.01.2026;9;5;Gut\nb;31.01.2026;3;2;Schlecht\n",
			"responses: customer=Kundennummer(certain) at=Antwortdatum(certain) metric:Weiterempfehlung (0-10)=Weiterempfehlung (0-10)(likely) metric:Zufriedenheit=Zufriedenheit(certain) comment:Zufriedenheit=Kommentar(likely)"},
		{"responses, French", "Numéro client;Date de réponse;Recommanderiez-vous notre service ?;Commentaire\na;30/01/2026;9;Bien\nb;31/01/2026;3;Mal\n",
			"responses: customer=Numéro client(certain) at=Date de réponse(certain) metric:Recommanderiez-vous notre service ?=Recommanderiez-vous notre service ?(likely) comment:Recommanderiez-vous notre service ?=Commentaire(likely)"},
		{"responses, Spanish", "ID Cliente;Fecha de respuesta;¿Nos recomendaría?;Satisfacción\na;30/01/2026;9;5\nb;31/01/2026;3;2\n",
			"responses: customer=ID Cliente(certain) at=Fecha de respuesta(certain) metric:¿Nos recomendaría?=¿Nos recomendaría?(likely) metric:Satisfacción=Satisfacción(certain)"},
		{"responses, Portuguese", "Cliente;Data da resposta;Recomendaria a empresa?;Satisfação\na;30/01/2026;9;5\nb;31/01/2026;3;2\n",
			"responses: customer=Cliente(certain) at=Data da resposta(certain) metric:Recomendaria a empresa?=Recomendaria a empresa?(likely) metric:Satisfação=Satisfação(certain)"},
		{"responses in long form", "Customer,Date,Metric,Score,Comment\na,2026-01-30,NPS,9,Good\na,2026-01-30,CSAT,4,\n",
			"responses: customer=Customer(certain) at=Date(certain) metric=Metric(certain) score=Score(certain) note=Comment(certain)"},
		{"responses with a bare score", "Email,Date,Score,Comment\na@x.org,2026-01-30,4,Good\nb@x.org,2026-01-31,2,\n",
			"responses: email=Email(certain) at=Date(certain) metric:Score=Score(weak) comment:Score=Comment(likely)"},
		{"customers who have a score", "Customer ID,Name,Email,City,Segment,Owner,NPS\na,Ann,a@x.org,Bern,A,Max,9\nb,Bob,b@x.org,Bern,B,Max,3\n",
			"customers: customer=Customer ID(certain) name=Name(certain) email=Email(certain)"},

		{"stage changes, English", "Customer ID,Stage,Changed at\na,Visitor,2026-01-30\na,Customer,2026-01-31\n", "stage-changes: customer=Customer ID(certain) stage=Stage(certain) at=Changed at(certain)"},
		{"stage changes, German", "Kundennummer;Kundenstufe;Seit\na;Besucher;30.01.2026\na;Kunde;31.01.2026\n", "stage-changes: customer=Kundennummer(certain) stage=Kundenstufe(certain) at=Seit(certain)"},
		{"stage changes, French", "Numéro client;Étape;Depuis\na;Visiteur;30/01/2026\na;Client;31/01/2026\n", "stage-changes: customer=Numéro client(certain) stage=Étape(certain) at=Depuis(certain)"},
		{"stage changes, Spanish", "ID Cliente;Etapa;Desde\na;Visitante;30/01/2026\na;Cliente;31/01/2026\n", "stage-changes: customer=ID Cliente(certain) stage=Etapa(certain) at=Desde(certain)"},
		{"stage changes, Portuguese", "Cliente;Estágio;Data da mudança\na;Visitante;30/01/2026\na;Cliente;31/01/2026\n", "stage-changes: customer=Cliente(certain) stage=Estágio(certain) at=Data da mudança(certain)"},
		{"customers with their stage", "Customer ID,Name,Email,Stage,Created at\na,Ann,a@x.org,Lead,2026-01-30\nb,Bob,b@x.org,Customer,2026-01-31\n",
			"customers: customer=Customer ID(certain) name=Name(certain) email=Email(certain)"},

		{"purchases, German", "Kundennummer;Bestellnummer;Bestelldatum;Artikelbezeichnung;Menge;Einzelpreis\na;1;30.01.2026;Lampe;2;10,50\na;2;31.01.2026;Vase;1;1.030,00\n",
			"purchases: customer=Kundennummer(certain) order=Bestellnummer(certain) at=Bestelldatum(certain) product=Artikelbezeichnung(certain) quantity=Menge(certain) price=Einzelpreis(certain)"},
		{"subscriptions, French", "Numéro client;Produit;Date de début;Date de fin;Prix mensuel\na;A;30/01/2025;30/01/2026;10,50\na;B;31/01/2026;;12,50\n",
			"subscriptions: customer=Numéro client(certain) product=Produit(certain) start=Date de début(certain) end=Date de fin(certain) amount=Prix mensuel(certain)"},
		{"customers, Portuguese", "Código do cliente;Nome completo;E-mail;Cliente desde\na;Ana Lima;a@x.org;30/01/2025\nb;Rui Dias;b@x.org;31/01/2025\n",
			"customers: customer=Código do cliente(certain) name=Nome completo(certain) email=E-mail(certain) start=Cliente desde(certain)"},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := MustPrepare(t, MustWrite(t, c.content), options())
			if got := mappingOf(p); got != c.want || p.Problem != nil {
				t.Errorf("problem %v\n got %s\nwant %s", p.Problem, got, c.want)
			}
		})
	}
}

func TestTraceSaysWhomALogFollows(t *testing.T) {
	cases := MustWrite(t, "case_id,activity,timestamp\n7,Call,2026-01-30\n7,Visit,2026-01-31\n")
	people := MustWrite(t, "patient,activity,timestamp\n7,Call,2026-01-30\n7,Visit,2026-01-31\n")
	follow := func(trace Trace) func(*Options) { return func(o *Options) { o.Trace = trace } }
	for _, c := range []struct {
		path  string
		trace Trace
		want  string
		cases bool
	}{
		{cases, TraceGuessed, "tickets: ticket=case_id(certain) activity=activity(certain) at=timestamp(certain)", true},
		{cases, TraceCustomer, "interactions: customer=case_id(likely) activity=activity(certain) at=timestamp(certain)", false},
		{people, TraceGuessed, "interactions: customer=patient(certain) activity=activity(certain) at=timestamp(certain)", false},
		{people, TraceTicket, "tickets: ticket=patient(certain) activity=activity(certain) at=timestamp(certain)", true},
	} {
		p := MustPrepare(t, c.path, options(follow(c.trace)))
		if got := mappingOf(p); got != c.want || p.TicketEvents != c.cases || p.Problem != nil {
			t.Errorf("follow %q: events of cases %v, problem %v\n got %s\nwant %s", c.trace, p.TicketEvents, p.Problem, got, c.want)
		}
	}
}

func TestEveryKindHasItsFields(t *testing.T) {
	for _, as := range Kinds {
		fields := as.Fields()
		if len(fields) == 0 || as.kind()&ofAll == 0 {
			t.Errorf("%s has no fields", as)
		}
		for _, f := range fields {
			if !hasField(as, f) || !knownField(f) {
				t.Errorf("%s: %s is not known", as, f)
			}
			if f.Name().Key == "" {
				t.Errorf("%s has no name", f)
			}
		}
	}
	for as, fields := range map[As][]Field{
		AsResponses: {FieldMetric, FieldScore, FieldAt, FieldCustomer, FieldHandle, MetricField("NPS")}, AsStageChanges: {FieldStage, FieldAt, FieldEmail},
		AsTickets: {FieldTicket, FieldStatus, FieldSubject, FieldCategory, FieldPriority, FieldDue, FieldPromised, FieldClosed, FieldFirstTime, FieldCause, FieldActivity},
	} {
		for _, f := range fields {
			if !hasField(as, f) {
				t.Errorf("%s lack %s", as, f)
			}
		}
	}
	if hasField(AsCustomers, MetricField("NPS")) || hasField(AsPurchases, FieldTicket) || knownField("metric:") || knownField("shoe size") {
		t.Error("fields are known where they should not be")
	}
}
