package exchange

import (
	"slices"
	"strings"

	"cxworkbench/data/message"
)

// Field is a meaning that a column can have; attr:NAME is a customer attribute.
type Field string

// The fields.
const (
	FieldCustomer   Field = "customer"
	FieldCustomer2  Field = "customer2"
	FieldName       Field = "name"
	FieldEmail      Field = "email"
	FieldPhone      Field = "phone"
	FieldAt         Field = "at"
	FieldActivity   Field = "activity"
	FieldChannel    Field = "channel"
	FieldTouchpoint Field = "touchpoint"
	FieldDirection  Field = "direction"
	FieldPhase      Field = "phase"
	FieldEmotion    Field = "emotion"
	FieldOutcome    Field = "outcome"
	FieldOrder      Field = "order"
	FieldProduct    Field = "product"
	FieldQuantity   Field = "quantity"
	FieldPrice      Field = "price"
	FieldAmount     Field = "amount" // of a subscription: a month's
	FieldNote       Field = "note"
	FieldStart      Field = "start"
	FieldEnd        Field = "end"
	FieldTenure     Field = "tenure_months"
	FieldLeft       Field = "left"
	FieldReason     Field = "reason"
	FieldHandle     Field = "handle"
	FieldStage      Field = "stage"
	FieldMetric     Field = "metric" // of an answer in long form: the question's name
	FieldScore      Field = "score"
	FieldTicket     Field = "ticket" // the client's number of a case
	FieldStatus     Field = "status"
	FieldSubject    Field = "subject"
	FieldCategory   Field = "category"
	FieldPriority   Field = "priority"
	FieldDue        Field = "due"
	FieldPromised   Field = "promised"
	FieldClosed     Field = "closed" // when a case was resolved
	FieldFirstTime  Field = "right_first_time"
	FieldCause      Field = "cause"
)

const attributePrefix = "attr:"

// Name is the field as a person reads it.
func (f Field) Name() message.Message {
	if name, ok := f.attribute(); ok {
		return message.New("exchange.field.attribute", message.Args{"name": name})
	}
	return message.New("exchange.field."+string(f), nil)
}

// attribute gives the NAME of attr:NAME.
func (f Field) attribute() (string, bool) {
	return strings.CutPrefix(string(f), attributePrefix)
}

// content is what the values of a field must look like.
type content uint8

const (
	anyText content = iota
	aDate
	aNumber
	aSmallWhole // -2..2
	aWhole
	anAnswer // yes or no
	anEmail
	aPhone
)

// fieldRule is what is known of a field: which rows have it, what its values
// look like, and how other programs head its column, squashed and in order of
// preference.
type fieldRule struct {
	field    Field
	events   bool // interactions and purchases have it
	customer bool // customers and subscriptions have it
	content  content
	headers  []string // of columns that are certainly this
	hints    []string // parts of headers that are likely this
}

// rules stand in the order in which fields choose their columns.
var rules = []fieldRule{
	{FieldCustomer, true, true, anyText, words(`customer customerid custid customerno customernumber customernr customerkey customercode
		cust clientid client clientno clientnumber accountid accountno accountnumber account userid user memberid member contactid
		subscriberid subscriber buyerid buyer personid patientid patient partyid requesterid requester recordid
		kunde kundenid kundennr kundennummer kdnr kundennum kundin debitor debitorennr
		idclient numeroclient numerodeclient numeroduclient numclient nclient codeclient refclient
		cliente idcliente clienteid codcliente codigocliente codigodecliente numerocliente numerodecliente nrcliente iddocliente codigodocliente numerodocliente`),
		words(`customerid clientid kundennummer userid accountid memberid patientid contactid caseid`)},
	{FieldEmail, true, true, anEmail, words(`email emailaddress mail mailaddress mailadresse emailadresse courriel adressemail adresseemail
		correo correoelectronico direcciondecorreo customeremail endereçoemail enderecoemail`), words(`email courriel correo`)},
	{FieldPhone, true, true, aPhone, words(`phone phonenumber phoneno telephone telephonenumber tel mobile mobilephone cell cellphone
		telefon telefonnummer handy handynummer mobil rufnummer telefono movil celular telefone telemovel portable numerodetelephone`),
		words(`phone telefon telefono`)},
	{FieldName, true, true, anyText, words(`name customername fullname clientname companyname company contactname accountname
		kundenname vollername firma nom nomcomplet nomclient raisonsociale nombre nombrecompleto nombrecliente razonsocial
		nome nomecompleto nomecliente`), words(`customername fullname`)},
	{FieldAt, true, false, aDate, words(`at date datetime timestamp time when invoicedate orderdate purchasedate transactiondate eventdate
		eventtime eventtimestamp saledate createdat created createdtime createdon contactdate occurredat paidat
		datum zeitpunkt zeitstempel rechnungsdatum bestelldatum kaufdatum auftragsdatum
		dateheure datecommande datedecommande datefacture datedefacture dateachat datedachat
		fecha fechahora fechapedido fechadepedido fechafactura fechadefactura fechacompra fechadecompra
		data datahora datapedido datadopedido datafatura datadafatura datacompra datadacompra`), words(`timestamp datetime date datum fecha`)},
	{FieldActivity, true, false, anyText, words(`activity activityname event eventname eventtype activitytype interaction interactiontype
		contacttype touch type action activityid aktivitat aktivitaet ereignis vorgang kontaktart activite evenement
		typedecontact actividad evento tipodecontacto atividade tipodecontato`), words(`activity interaction aktivitat evenement`)},
	{FieldChannel, true, false, anyText, words(`channel contactchannel channelname via medium kanal kontaktkanal canal canaldecontact canaldecontacto`),
		words(`channel kanal canal`)},
	{FieldTouchpoint, true, false, anyText, words(`touchpoint touchpointname kontaktpunkt pointdecontact puntodecontacto pontodecontato`), words(`touchpoint`)},
	{FieldDirection, true, false, anyText, words(`direction inout inboundoutbound requested richtung sens direccion sentido direcao`), nil},
	{FieldPhase, true, false, anyText, words(`phase experiencephase fase`), nil},
	{FieldEmotion, true, false, aSmallWhole, words(`emotion sentiment feeling mood stimmung gefuhl humeur emocion emocao`), nil},
	{FieldOutcome, true, false, anyText, words(`outcome result resolution ergebnis resultat resultado`), nil},
	{FieldOrder, true, false, anyText, words(`order orderid orderno ordernumber orderref invoice invoiceid invoiceno invoicenumber transactionid
		receiptno bestellnr bestellnummer auftrag auftragsnr auftragsnummer rechnungsnr rechnungsnummer belegnr
		commande numerocommande nocommande facture numerofacture pedido numeropedido idpedido factura numerofactura fatura numerofatura`),
		words(`orderid invoiceno transactionid`)},
	{FieldQuantity, true, false, aNumber, words(`quantity qty lineitemquantity units items menge anzahl stuck stueck quantite qte cantidad quantidade qtd`),
		words(`quantity`)},
	{FieldPrice, true, false, aNumber, words(`price unitprice itemprice lineitemprice einzelpreis stuckpreis preis prixunitaire prix preciounitario
		precio precounitario preco`), words(`unitprice`)},
	{FieldTenure, false, true, aWhole, words(`tenuremonths tenure tenureinmonths tenureinmonth monthsascustomer monthsactive monthstenure
		laufzeitmonate vertragsmonate ancienneteenmois anciennetemois antiguedadmeses mesesdeantiguedad mesescomocliente`), words(`tenuremonth`)},
	{FieldStart, false, true, aDate, words(`start startdate contractstart subscriptionstart startedat customersince since joined joindate joinedat
		signupdate signedupat activationdate begin begindate beginn startdatum vertragsbeginn kundeseit
		debut datedebut datededebut inicio fechainicio fechadeinicio fechaalta datainicio datadeinicio`), words(`startdate contractstart`)},
	{FieldEnd, false, true, aDate, words(`end enddate contractend subscriptionend endedat leftat leftdate churndate churnedat cancellationdate
		cancelledat canceledat terminationdate ende enddatum vertragsende kundigungsdatum fin datefin datedefin dateresiliation
		fechafin fechabaja datafim datadefim`), words(`enddate contractend churndate`)},
	{FieldLeft, false, true, anAnswer, words(`left churn churned haschurned exited attrition attrited cancelled canceled churnvalue churnlabel
		abgewandert gekundigt parti resilie baja abandono cancelado`), words(`churned`)},
	{FieldReason, false, true, anyText, words(`reason leavereason churnreason cancellationreason reasonforleaving kundigungsgrund grund
		motif raison motivo motivobaja razon`), words(`churnreason cancelreason leavereason`)},
	// People read a product's name rather than its description, and either rather than its code.
	{FieldProduct, true, true, anyText, words(`product productname item itemname lineitemname article plan planname tariff subscription
		produkt produktname artikel artikelbezeichnung tarif produit nomproduit producto nombreproducto articulo produto nomeproduto
		description bezeichnung designation descripcion descricao sku productid stockcode itemcode artikelnr`), words(`productname itemname`)},

	{FieldNote, true, false, anyText, words(`note notes comment comments message text remark subject description body
		notiz bemerkung kommentar nachricht betreff commentaire remarque objet nota comentario mensaje mensagem observacao asunto assunto`), nil},
	{FieldCustomer2, true, true, anyText, words(`customer2 customerid2 secondid alternateid alternativeid externalid`), nil},
}

// amountRules differ: what an amount is depends on the rows.
var (
	eventAmount = fieldRule{FieldAmount, true, false, aNumber, words(`amount total value revenue sales linetotal totalamount ordertotal
		ordervalue totalprice netamount spend spent betrag summe umsatz gesamtbetrag gesamtpreis nettobetrag montant total montanttotal
		chiffredaffaires importe monto importetotal ventas valor valortotal montante`), words(`amount revenue betrag montant importe`)}
	monthlyAmount = fieldRule{FieldAmount, false, true, aNumber, words(`monthlycharges monthlycharge monthlyamount monthlyfee monthlyprice
		monthlyrevenue monthlyvalue amountpermonth pricepermonth mrr monatsbetrag monatspreis monatlicherbetrag grundgebuhr
		montantmensuel mensualite prixmensuel importemensual cuotamensual preciomensual valormensal mensalidade amount`), words(`monthly mensuel mensual mensal monatlich`)}
)

// rulesFor gives the fields that rows of this kind have, in choosing order.
func rulesFor(as As) []fieldRule {
	var out []fieldRule
	for _, r := range rules {
		if r.field == FieldProduct {
			if as.events() {
				out = append(out, eventAmount)
			} else {
				out = append(out, monthlyAmount)
			}
		}
		if r.field == FieldProduct && as != AsPurchases {
			r.headers = slices.DeleteFunc(slices.Clone(r.headers), isDescription)
		}
		if as.events() && r.events || !as.events() && r.customer {
			out = append(out, r)
		}
	}
	return out
}

// isDescription names the columns that describe a product on an invoice and
// something else elsewhere.
func isDescription(header string) bool {
	switch header {
	case "description", "bezeichnung", "designation", "descripcion", "descricao":
		return true
	}
	return false
}

// hasField reports whether rows of this kind have the field.
func hasField(as As, f Field) bool {
	if _, ok := f.attribute(); ok {
		return true
	}
	for _, r := range rulesFor(as) {
		if r.field == f {
			return true
		}
	}
	return false
}

// knownField reports whether rows of any kind have the field.
func knownField(f Field) bool { return hasField(AsPurchases, f) || hasField(AsCustomers, f) }

// fieldNames lists the fields for a sentence.
func fieldNames(as As) string {
	var names []string
	for _, r := range rulesFor(as) {
		names = append(names, string(r.field))
	}
	return strings.Join(append(names, attributePrefix+"NAME"), ", ")
}

func words(list string) []string { return strings.Fields(list) }
