package exchange

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"cxworkbench/data"
)

// squash folds a word for comparison: lower case, no accents, letters and
// digits only.
func squash(s string) string {
	var out strings.Builder
	for _, r := range norm.NFKD.String(s) {
		switch {
		case r == 'ß' || r == 'ẞ':
			out.WriteString("ss")
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			out.WriteRune(unicode.ToLower(r))
		}
	}
	return out.String()
}

// foldHeader folds a column's name for comparison with those of the rules. What
// a CRM's tables put before every property is not part of it.
func foldHeader(name string) string {
	lower := strings.ToLower(strings.TrimSpace(name))
	for _, prefix := range []string{"property_hs_", "property_"} {
		if rest, ok := strings.CutPrefix(lower, prefix); ok && rest != "" {
			return squash(rest)
		}
	}
	return squash(name)
}

// wordsOf splits a name into folded words, at blanks, signs and camel humps.
func wordsOf(s string) []string {
	var parts []string
	var word strings.Builder
	flush := func() {
		if word.Len() > 0 {
			parts = append(parts, squash(word.String()))
			word.Reset()
		}
	}
	var before rune
	for _, r := range norm.NFC.String(s) {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			flush()
		} else {
			if unicode.IsUpper(r) && unicode.IsLower(before) {
				flush()
			}
			word.WriteRune(r)
		}
		before = r
	}
	flush()
	return parts
}

// stems maps beginnings of words to what they mean. The first group with a
// match decides, so the more telling groups come first: a "support request" is
// service, a "newsletter subscribed to" no purchase.
type stems[T any] []struct {
	means T
	stems []string
}

// find gives the meaning of the first group of which a word begins with a
// stem; a stem that ends in "." must be the whole word.
func (g stems[T]) find(name string) (T, bool) {
	parts := wordsOf(name)
	joined := strings.Join(parts, "")
	for _, group := range g {
		for _, stem := range group.stems {
			whole, exact := strings.CutSuffix(stem, ".")
			for _, w := range parts {
				if exact && w == whole || !exact && strings.HasPrefix(w, stem) {
					return group.means, true
				}
			}
			if exact && joined == whole || !exact && len(stem) > 5 && strings.Contains(joined, stem) {
				return group.means, true
			}
		}
	}
	var none T
	return none, false
}

var activityKinds = stems[data.Kind]{
	{data.KindRefund, words(`refund creditnote creditmemo credit. return. returns. returned. returnofgoods moneyback gutschrift ruckerstattung erstattung ruckgabe retoure
		rembours avoir. reembols devoluc abono. notadecredito`)},
	{data.KindCancel, words(`cancel churn terminat unsubscrib leav left. switchedaway kundig stornier storno abmeld resili annul desabonn baja. cancela anula rescis desist`)},
	{data.KindComplaint, words(`complain escalat dispute grievance beschwer reklam mangel reclam plainte queja litig disputa`)},
	{data.KindReferral, words(`refer referral recommend advoc introduc. empfehl weiterempfehl recommand parrain recomend referid indicac amigo.`)},
	{data.KindSurvey, words(`survey nps. csat. ces. feedback questionnaire rating. umfrage befragung bewertung enquete sondage encuesta inquerito pesquisa satisfac`)},
	{data.KindProposal, words(`proposal quote. quotes. quotation offer. offers. offre. tender angebot kostenvoranschlag devis proposition propuesta presupuesto cotizac proposta orcamento`)},
	{data.KindService, words(`service support ticket help. helpdesk callcent repair fault outage technic engineer visit. visits. install. installation installed case. incident maintenance troubleshoot issue. problem hotline complainthandling
		kundendienst storung reparatur wartung techniker termin. hilfe. assistance panne depann intervention. sav. soporte servici asistenc averia reparac incidenc suporte atendimento avaria visita.`)},
	{data.KindEnquiry, words(`enquir inquir request. requests. contactform askedfor question. demo. consult anfrage frage. beratung demande. renseignement consulta pregunta solicit pedidodeinform contactorequest`)},
	{data.KindMarketing, words(`market campaign newsletter mailing advert ad. ads. promo banner. leaflet flyer webinar event. email.sent emailsent emailopen emailclick push. brochure mailshot outboundmail welcome invitation
		werbung kampagne anzeige einladung rundbrief rundschreiben publicit campagne lettred invitac campana anuncio boletin publicid campanha`)},
	{data.KindPurchase, words(`purchas order. orders. ordered. buy. bought sale. sales. sold checkout contractsigned contractsign subscri signup signed renew upgrade deal. won. kauf bestell auftrag vertragsabschluss abschluss verlanger
		achat commande vente abonnement. souscri renouvel compra pedido venta contrata suscri renova encomenda venda`)},
	{data.KindWeb, words(`web website webvisit page. pageview pageviews visit. browse browsing landing session. search. click. clicks. surf seite seitenaufruf besuch suche. siteweb navigation recherche pagina sitio sessao visitaweb busca`)},
	{data.KindUsage, words(`usage use. used. uses. using login logged log. stream. data. minutes. activat deliver shipment shipped consum nutzung anmeldung verbrauch lieferung aktivier utilisation connexion livraison uso. conexion consumo entrega utilizac acceso acesso`)},
}

// kindOf guesses what an activity is from its name.
func kindOf(name string) data.Kind {
	folded := squash(name)
	for _, k := range data.Kinds {
		if folded == string(k) {
			return k
		}
	}
	if strings.Contains(folded, "webvisit") || strings.Contains(folded, "websitevisit") || strings.Contains(folded, "visitedwebsite") {
		return data.KindWeb
	}
	if k, ok := activityKinds.find(name); ok {
		return k
	}
	return data.KindOther
}

var transactionalWords = stems[data.Push]{
	{data.PushTransactional, words(`receipt invoice bill. bills. billing. notice confirmation reminder rechnung beleg mahnung bestatigung hinweis facture recu. avis. factura recibo aviso fatura`)},
}

// pushOf guesses whom an activity serves, from its name and kind (definition C.17).
func pushOf(name string, kind data.Kind) data.Push {
	if _, ok := transactionalWords.find(name); ok {
		return data.PushTransactional
	}
	switch kind {
	case data.KindMarketing, data.KindSurvey:
		return data.PushPush
	case data.KindRefund, data.KindCancel, data.KindOther:
		return data.PushTransactional
	}
	return data.PushPull
}

var channelKinds = stems[data.ChannelKind]{
	{data.ChannelPublic, words(`social twitter x. facebook instagram linkedin youtube tiktok reddit forum. forums. review reviews. trustpilot community mastodon bluesky bewertungsportal reseaux redes. soziale`)},
	{data.ChannelAssisted, words(`phone telephone telefon telefono call. calls. callcent callcentre hotline email e-mail mail. chat. livechat shop. store. stores. branch visit field fieldvisit agent person inperson facetoface letter post. fax. whatsapp sms.
		filiale laden. geschaft brief. besuch aussendienst vertreter boutique magasin agence. courriel courrier visite tienda correo sucursal visita loja telefone balcao carta. counter`)},
	{data.ChannelSelfService, words(`web website online app. apps. mobile portal selfservice self kiosk ivr. chatbot bot. bots. automat shoponline onlineshop ecommerce internet site. siteweb sitioweb kundenportal espaceclient faq.`)},
}

// channelKindOf guesses who does the work on a channel; empty where it cannot.
func channelKindOf(name string) data.ChannelKind {
	if strings.Contains(squash(name), "online") || strings.Contains(squash(name), "webshop") {
		return data.ChannelSelfService
	}
	kind, _ := channelKinds.find(name)
	return kind
}

var touchpointCategories = stems[data.Category]{
	{data.CategorySocial, words(`social twitter facebook instagram linkedin youtube tiktok forum community review redes`)},
	{data.CategoryException, words(`complain exception outage fault escalat refund fraud recall beschwer storung reklam plainte reclam queja averia`)},
	{data.CategoryService, words(`service support help repair install technic engineer ticket account. billing bill. invoice delivery faq. hilfe kundendienst rechnung assistance soporte servicio suporte atendimento factura facture`)},
	{data.CategorySales, words(`sale shop store checkout order. orders. quote contract basket cart. branch purchas verkauf laden. angebot vertrag vente boutique devis tienda venta contrato loja venda`)},
	{data.CategoryMarketing, words(`market campaign advert ad. ads. newsletter banner landing promo website homepage brochure search werbung kampagne publicit anuncio campan`)},
}

// categoryOf guesses the part of the business a touchpoint belongs to.
func categoryOf(name string) data.Category {
	folded := squash(name)
	for _, c := range data.Categories {
		if folded == string(c) {
			return c
		}
	}
	if category, ok := touchpointCategories.find(name); ok {
		return category
	}
	if category, ok := namedCategories()[folded]; ok {
		return category
	}
	return data.CategoryEngagement
}
