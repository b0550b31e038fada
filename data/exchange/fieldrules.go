package exchange

// rules stand in the order in which fields choose their columns. A field has a
// rule for each group of kinds that heads it otherwise.
var rules = []fieldRule{
	{FieldTicket, ofTickets, anyText, words(`ticket ticketid ticketno ticketnumber ticketnr ticketref case caseid caseno casenumber casenr caseref
		caseconceptname traceid incident incidentid incidentnumber issueid issuekey requestid requestnumber conversationid chatid processinstance
		vorgangsnummer vorgangsnr vorgangid fall fallid fallnr fallnummer ticketnummer dossier numerodossier numeroticket dossierid
		caso idcaso numerocaso nrcaso numerodecaso idticket iddelticket numerodeticket chamado numerochamado idchamado protocolo numeroprotocolo`),
		words(`ticketid ticketnumber casenumber incidentid`)},
	{FieldCustomer, ofAll &^ (ofTickets | ofResponses), anyText, customerHeaders,
		words(`customerid clientid kundennummer userid accountid memberid patientid contactid caseid`)},
	{FieldCustomer, ofTickets | ofResponses, anyText, customerHeaders,
		words(`customerid clientid kundennummer userid accountid memberid patientid contactid requesterid`)},
	{FieldEmail, ofAll, anEmail, words(`email emailaddress mail mailaddress mailadresse emailadresse courriel adressemail adresseemail adressecourriel
		correo correoelectronico direcciondecorreo customeremail requesteremail contactemail recipientemail endereçoemail enderecoemail enderecodeemail`),
		words(`email courriel correo`)},
	{FieldPhone, ofAll, aPhone, words(`phone phonenumber phoneno telephone telephonenumber tel mobile mobilephone cell cellphone
		telefon telefonnummer handy handynummer mobil rufnummer telefono movil celular telefone telemovel portable numerodetelephone`),
		words(`phone telefon telefono`)},
	{FieldHandle, ofAll, anyText, words(`handle twitterhandle instagramhandle socialhandle screenname twitterusername instagramusername xhandle
		benutzername pseudo nomutilisateur nombredeusuario nomedeusuario arroba`), words(`handle`)},
	{FieldName, ofAll, anyText, words(`name customername fullname clientname requestername companyname company contactname accountname
		kundenname vollername firma nom nomcomplet nomclient nomduclient raisonsociale nombre nombrecompleto nombrecliente nombredelcliente razonsocial
		nome nomecompleto nomecliente nomedocliente`), words(`customername fullname`)},
	{FieldFirstName, ofAll, anyText, words(`firstname givenname forename vorname prenom nombredepila primeironome customerfirstname contactfirstname recipientfirstname`), nil},
	{FieldLastName, ofAll, anyText, words(`lastname surname familyname nachname familienname zuname nomdefamille apellidos apellido sobrenome apelido ultimonome
		customerlastname contactlastname recipientlastname`), nil},
	{FieldAt, ofEvents, aDate, words(`at date datetime timestamp time when invoicedate orderdate purchasedate transactiondate eventdate
		eventtime eventtimestamp timetimestamp saledate createdat created createdtime createdon createdutc contactdate occurredat paidat
		datum zeitpunkt zeitstempel rechnungsdatum bestelldatum kaufdatum auftragsdatum
		dateheure datecommande datedecommande datefacture datedefacture dateachat datedachat
		fecha fechahora fechapedido fechadepedido fechafactura fechadefactura fechacompra fechadecompra
		data datahora datapedido datadopedido datafatura datadafatura datacompra datadacompra`), words(`timestamp datetime date datum fecha`)},
	{FieldAt, ofResponses, aDate, words(`submitdate submitdateutc submittedat submittedon submitted recordeddate responsedate respondedat responseat
		answeredat answerdate completedat datecompleted completiondate surveydate interviewdate enddate timestamp datetime date time at when createdat created
		antwortdatum beantwortetam abgegebenam befragungsdatum zeitstempel datum horodateur datereponse datedereponse datedenquete
		marcatemporal fecharespuesta fechaderespuesta fechaencuesta fecha carimbodedatahora datadaresposta dataresposta datapesquisa data`),
		words(`submitdate responsedate timestamp datetime date datum fecha`)},
	{FieldAt, ofTickets, aDate, words(`openedat opened opendate dateopened datetimeopened openedon openeddate createdat created createdtime createdon createddate createdate
		datecreated reportedat reportedon submittedat receivedat timestamp completetimestamp starttimestamp timetimestamp eventtime eventtimestamp time datetime date at when
		eroffnetam erstelltam erstellt eroffnung eingangam eingangsdatum eingang gemeldetam zeitstempel zeitpunkt datum
		dateouverture datedouverture ouvertle creele datecreation datedecreation horodatage
		fechaapertura fechadeapertura abiertoel fechacreacion fechadecreacion creadoel fecha
		dataabertura datadeabertura abertoem datacriacao datadecriacao criadoem data`), words(`timestamp opened created date datum fecha`)},
	{FieldAt, ofStages, aDate, words(`changedat changedon changedate datechanged stagedate stagechangedate enteredat dateentered enteredon since validfrom from
		at date datetime timestamp when time createdat created seit ab geandertam wechseldatum datum depuis datechangement datedechangement
		desde fechacambio fechadecambio fecha desde datamudanca datadamudanca data`), words(`changedat changedate dateentered timestamp datetime date datum fecha`)},
	{FieldActivity, ofEvents | ofTickets, anyText, words(`activity activityname event eventname eventtype activitytype interaction interactiontype
		contacttype touch type action activityid conceptname handling task taskname step aktivitat aktivitaet ereignis vorgang kontaktart activite evenement etape
		typedecontact actividad evento tipodecontacto atividade tipodecontato`), words(`activity interaction aktivitat evenement`)},
	{FieldStage, ofStages, anyText, words(`stage newstage tostage customerstage relationshipstage lifecyclestage lifecycle stagename stufe neuestufe kundenstufe
		beziehungsstufe lebenszyklusphase etape etapeclient stade nouvelleetape etapa nuevaetapa etapadelcliente estagio novoestagio estagiodocliente`),
		words(`lifecyclestage customerstage`)},
	{FieldMetric, ofResponses, anyText, words(`metric metricname question questionname questiontext survey surveyname kennzahl frage metrik umfrage
		indicateur metrique enquete indicador metrica pregunta encuesta pergunta pesquisa`), nil},
	{FieldScore, ofResponses, aNumber, words(`score rating answer value response stars points bewertung punkte antwort wert sterne note reponse valeur etoiles
		puntuacion calificacion respuesta valor estrellas pontuacao nota avaliacao resposta estrelas`), nil},
	{FieldStatus, ofTickets, anyText, words(`status ticketstatus casestatus state ticketstate zustand bearbeitungsstand statut etat estado situacion situacao estadodelticket`),
		words(`ticketstatus casestatus`)},
	{FieldSubject, ofTickets, anyText, words(`subject title summary ticketsubject casesubject headline betreff titel zusammenfassung objet sujet titre asunto titulo assunto resumo
		resumen shortdescription`), nil},
	{FieldCategory, ofTickets, anyText, words(`category ticketcategory casecategory tickettype casetype issuetype requesttype problemtype topic type kategorie
		tickettyp thema typ categorie theme categoria tipo tipodecaso tema assuntotipo`), words(`category kategorie`)},
	{FieldPriority, ofTickets, anyText, words(`priority ticketpriority casepriority urgency severity prioritat dringlichkeit priorite urgence gravite prioridad urgencia
		prioridade gravidade`), words(`priority`)},
	{FieldPromised, ofTickets, aDate, words(`promised promisedat promisedby promiseddate promisedto zugesagtbis zugesagt versprochenbis promisle promispour datepromise
		prometido prometidopara fechaprometida dataprometida`), words(`promised`)},
	{FieldDue, ofTickets, aDate, words(`due dueat duedate dueby duebytime duebydate sladue sladuedate targetdate deadline fallig falligam falligkeit frist
		echeance dateecheance datelimite vencimiento fechavencimiento fechalimite vencimento datavencimento prazo`), words(`duedate deadline`)},
	{FieldClosed, ofTickets, aDate, words(`closed closedat closedon closedate closeddate dateclosed datetimeclosed solvedat solved resolvedat resolved resolvedtime resolutiondate
		resolvedon dateresolved closedtime gelostam gelost geschlossenam abgeschlossenam erledigtam resolule dateresolution datederesolution cloturele datecloture datedecloture
		fermele resueltoel fecharesolucion cerradoel fechacierre fechadecierre resolvidoem dataresolucao fechadoem datafechamento encerradoem`),
		words(`resolvedat closedat solvedat dateclosed dateresolved`)},
	{FieldFirstTime, ofTickets, anAnswer, words(`rightfirsttime firsttimeright firstcontactresolution fcr firsttimefix firsttimefixed solvedatfirstcontact
		erstlosung sofortgelost beimerstenmalgelost resolupremiercontact primercontacto resueltoalprimercontacto primeirocontato resolvidonoprimeirocontato`), nil},
	{FieldCause, ofTickets, anyText, words(`cause rootcause casereason reason ursache hauptursache grund causeracine motif causaraiz causa motivo`), words(`rootcause`)},
	{FieldChannel, ofEvents | ofResponses | ofTickets, anyText, words(`channel contactchannel channelname via viachannel medium kanal kontaktkanal canal
		canaldecontact canaldecontacto canaldecontato`), words(`channel kanal canal`)},
	{FieldChannel, ofTickets, anyText, words(`source origin caseorigin ticketsource herkunft origine origen origem`), nil},
	{FieldTouchpoint, ofEvents | ofResponses, anyText, words(`touchpoint touchpointname kontaktpunkt pointdecontact puntodecontacto pontodecontato`), words(`touchpoint`)},
	{FieldDirection, ofEvents, anyText, words(`direction inout inboundoutbound requested richtung sens direccion sentido direcao`), nil},
	{FieldPhase, ofEvents, anyText, words(`phase experiencephase erlebnisphase phasedelexperience fase fasedelaexperiencia fasedaexperiencia`), nil},
	{FieldEmotion, ofEvents, aSmallWhole, words(`emotion sentiment feeling mood stimmung gefuhl humeur ressenti emocion sentimiento animo emocao sentimento humor`), nil},
	{FieldOutcome, ofEvents, anyText, words(`outcome result resolution ergebnis resultat resultado`), nil},
	{FieldOrder, ofEvents, anyText, words(`order orderid orderno ordernumber orderref invoice invoiceid invoiceno invoicenumber transactionid
		receiptno bestellnr bestellnummer auftrag auftragsnr auftragsnummer rechnungsnr rechnungsnummer belegnr
		commande numerocommande nocommande nodecommande ncommande ndecommande nofacture nodefacture nfacture ndefacture
		nopedido nodepedido npedido ndepedido nofactura nodefactura nfactura ndefactura nofatura nodefatura nfatura ndefatura
		facture numerofacture pedido numeropedido idpedido factura numerofactura fatura numerofatura`),
		words(`orderid invoiceno transactionid`)},
	{FieldQuantity, ofEvents, aNumber, words(`quantity qty lineitemquantity units items menge anzahl stuck stueck quantite qte cantidad quantidade qtd`),
		words(`quantity`)},
	{FieldPrice, ofEvents, aNumber, words(`price unitprice itemprice lineitemprice einzelpreis stuckpreis preis prixunitaire prix preciounitario
		precio precounitario preco`), words(`unitprice`)},
	{FieldTenure, ofPeople, aWhole, words(`tenuremonths tenure tenureinmonths tenureinmonth monthsascustomer monthsactive monthstenure
		laufzeitmonate vertragsmonate ancienneteenmois anciennetemois antiguedadmeses mesesdeantiguedad mesescomocliente`), words(`tenuremonth`)},
	{FieldStart, ofPeople, aDate, words(`start startdate contractstart subscriptionstart startedat customersince since joined joindate joinedat
		signupdate signedupat signedup activationdate begin begindate beginn startdatum vertragsbeginn kundeseit
		debut datedebut datededebut clientdepuis inicio fechainicio fechadeinicio fechaalta datainicio datadeinicio clientedesde`), words(`startdate contractstart`)},
	{FieldEnd, ofPeople, aDate, words(`end enddate contractend subscriptionend endedat leftat leftdate churndate churnedat cancellationdate
		cancelledat canceledat terminationdate ende enddatum vertragsende kundigungsdatum fin datefin datedefin dateresiliation
		fechafin fechabaja datafim datadefim`), words(`enddate contractend churndate`)},
	{FieldLeft, ofPeople, anAnswer, words(`left churn churned haschurned exited attrition attrited cancelled canceled churnvalue churnlabel
		abgewandert gekundigt parti resilie baja abandono cancelado`), words(`churned`)},
	{FieldReason, ofPeople | ofStages, anyText, words(`reason leavereason churnreason cancellationreason reasonforleaving kundigungsgrund grund
		motif raison motivo motivobaja razon`), words(`churnreason cancelreason leavereason`)},
	{FieldAmount, ofEvents, aNumber, words(`amount total value revenue sales linetotal totalamount ordertotal
		ordervalue totalprice netamount spend spent betrag summe umsatz gesamtbetrag gesamtpreis nettobetrag montant total montanttotal
		chiffredaffaires importe monto importetotal ventas valor valortotal montante`), words(`amount revenue betrag montant importe`)},
	{FieldAmount, ofPeople, aNumber, words(`monthlycharges monthlycharge monthlyamount monthlyfee monthlyprice
		monthlyrevenue monthlyvalue amountpermonth pricepermonth mrr monatsbetrag monatspreis monatlicherbetrag grundgebuhr
		montantmensuel mensualite prixmensuel importemensual cuotamensual preciomensual valormensal mensalidade amount`), words(`monthly mensuel mensual mensal monatlich`)},
	// People read a product's name rather than its description, and either rather than its code.
	{FieldProduct, ofPurchases, anyText, words(`product productname item itemname lineitemname article plan planname tariff subscription
		produkt produktname artikel artikelbezeichnung tarif produit nomproduit producto nombreproducto articulo produto nomeproduto
		description bezeichnung designation descripcion descricao sku productid stockcode itemcode artikelnr`), words(`productname itemname`)},
	{FieldProduct, ofPeople | ofInteractions, anyText, words(`product productname item itemname lineitemname article plan planname tariff subscription
		produkt produktname artikel artikelbezeichnung tarif produit nomproduit producto nombreproducto articulo produto nomeproduto
		sku productid stockcode itemcode artikelnr`), words(`productname itemname`)},
	{FieldNote, ofEvents, anyText, words(`note notes comment comments message text remark subject description body
		notiz bemerkung kommentar nachricht betreff commentaire remarque objet nota comentario mensaje mensagem observacao asunto assunto`), nil},
	{FieldNote, ofTickets, anyText, words(`description note notes comment comments message text body content details
		beschreibung notiz bemerkung kommentar nachricht commentaire remarque comentario descripcion mensaje descricao mensagem observacao`), nil},
	{FieldNote, ofResponses, anyText, words(`comment comments feedback verbatim text remark why reason notes suggestions
		kommentar bemerkung begrundung freitext anmerkung commentaire remarque pourquoi comentario comentarios porque observacao`), words(`comment kommentar commentaire comentario verbatim`)},
	{FieldCustomer2, ofAll, anyText, words(`customer2 customerid2 secondid alternateid alternativeid externalid requesterexternalid externalreference`), nil},
	{FieldRecord, ofResponses, anyText, words(`responseid respondentid submissionid answerid antwortid reponseid`), nil},
	{FieldRecord, ofEvents | ofTickets, anyText, words(`eventid interactionid messageid`), nil},
	{FieldCountry, ofAll, anyText, nil, nil}, // of telephone numbers; never guessed: it is an attribute
}

var customerHeaders = words(`customer customerid custid customerno customernumber customernr customerkey customercode
	cust clientid client clientno clientnumber accountid accountno accountnumber account userid user memberid member contactid
	subscriberid subscriber buyerid buyer personid patientid patient partyid requesterid requester recordid
	kunde kundenid kundennr kundennummer kdnr kundennum kundin debitor debitorennr
	nodeclient noclient ndeclient nocliente nodecliente ncliente ndecliente nodocliente ndocliente
	idclient numeroclient numerodeclient numeroduclient numclient nclient codeclient refclient
	cliente idcliente clienteid codcliente codigocliente codigodecliente numerocliente numerodecliente nrcliente iddocliente codigodocliente numerodocliente`)
