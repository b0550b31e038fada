package capture_test

import (
	"strings"
	"testing"

	"cxworkbench/app/capture"
	"cxworkbench/data/exchange"
	"cxworkbench/data/message"
	"cxworkbench/resources"
)

// What is said everywhere is read in the person's language, and English as well.
func TestLinesInOtherLanguages(t *testing.T) {
	for _, c := range []struct{ lang, line, want string }{
		{"de", "Cafe Marina Telefon Beschwerde -1 versprochen Rückruf Freitag", "who=Cafe Marina; channel=Phone line; activity=Complaint; felt=-1; do=Rückruf@2026-06-19; note="},
		{"de", "Cafe Marina phone complaint -1 promised call back Friday", "who=Cafe Marina; channel=Phone line; activity=Complaint; felt=-1; do=Call back@2026-06-19; note="},
		{"de", "Harbour Books rief an, Rückruf bis nächsten Dienstag", "who=Harbour Books; channel=Phone line; do=Rückruf@2026-06-16; note="},
		{"de", "neu: Bäckerei Weiß Anfrage per E-Mail", "who=new Bäckerei Weiß; activity=Anfrage; channel=email; note=per"},
		{"de", "Harbour Books gekauft 1.234,50 € vor drei Tagen", "who=Harbour Books; activity=Order placed; amount=123450; day=2026-06-12; note="},
		{"de", "Harbour Books Beschwerde am letzten Montag", "who=Harbour Books; activity=Complaint; day=2026-06-08; note="},
		{"de", "Harbour Books versprochen Gutschrift in zwei Wochen", "who=Harbour Books; do=Gutschrift@2026-06-29; note="},
		{"fr", "Harbour Books téléphone réclamation hier", "who=Harbour Books; channel=Phone line; activity=Complaint; day=2026-06-14; note="},
		{"fr", "Harbour Books réclamation il y a 3 jours promis de rappeler la semaine prochaine", "who=Harbour Books; activity=Complaint; day=2026-06-12; do=Rappeler@2026-06-22; note="},
		{"fr", "nouveau: Chez Léa devis", "who=new Chez Léa; activity=Devis; note="},
		{"es", "Harbour Books llamada queja -2 prometió devolver la llamada el viernes", "who=Harbour Books; channel=Phone line; activity=Complaint; felt=-2; do=Devolver la llamada@2026-06-19; note="},
		{"es", "Harbour Books compra hace dos semanas", "who=Harbour Books; activity=Order placed; day=2026-06-01; note="},
		{"pt", "Harbour Books ligou reclamação prometeu retornar em 3 dias", "who=Harbour Books; channel=Phone line; activity=Complaint; do=Retornar@2026-06-18; note="},
		{"pt", "Harbour Books pedido 3 dias atrás", "who=Harbour Books; activity=Order placed; day=2026-06-12; note="},
		{"pt", "Harbour Books retornar na próxima semana", "who=Harbour Books; do=Retornar@2026-06-22; note="},
	} {
		p, err := message.For(c.lang)
		if err != nil {
			t.Fatal(err)
		}
		if got := said(capture.Read(words(t, p), c.line, nil)); got != c.want {
			t.Errorf("%s: %q\n is read as %s\n     want %s", c.lang, c.line, got, c.want)
		}
	}
}

// A channel or an activity that the workspace does not have yet is called as in the
// person's language, and its kind is guessed from that.
func TestWhatIsNewIsKnownForWhatItIs(t *testing.T) {
	first := func(p *message.Printer, key string) string {
		name, _, _ := strings.Cut(p.T(key), ",")
		return name
	}
	for _, lang := range resources.Languages() {
		p, err := message.For(lang)
		if err != nil {
			t.Fatal(err)
		}
		for key, name := range message.English().Below("words.activity.") {
			l := capture.Read(words(t, p), "Harbour Books "+first(p, "words.activity."+key), nil)
			part, _ := l.Part(capture.Activity)
			if what := part.Choice().Name; key != "complaint" && key != "purchase" && (what != first(p, "words.activity."+key) || string(exchange.ActivityNamed(what).Kind) != key) {
				t.Errorf("%s: %s is %q, of the kind %s", lang, name, what, exchange.ActivityNamed(what).Kind)
			}
		}
		for key := range message.English().Below("words.channel.") {
			want, got := exchange.ChannelNamed(first(message.English(), "words.channel."+key)).Kind, exchange.ChannelNamed(first(p, "words.channel."+key)).Kind
			if got != want {
				t.Errorf("%s: %s is %s, want %s", lang, key, got, want)
			}
		}
	}
}
