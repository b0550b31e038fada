package exchange

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"cxworkbench/data/message"
)

// mappingOf writes a plan's mapping down: field=column(confidence).
func mappingOf(p *Plan) string {
	var out []string
	for _, m := range p.Mapping {
		out = append(out, fmt.Sprintf("%s=%s(%s)", m.Field, p.Columns[m.Column], m.Confidence))
	}
	return string(p.As) + ": " + strings.Join(out, " ")
}

func TestGuesses(t *testing.T) {
	for _, c := range []struct{ name, content, want string }{
		{"shop orders", "Order ID,Order Date,Customer ID,Customer Name,Total\n1,2026-01-05,9,Ann,5.5\n2,2026-01-06,9,Ann,6.5\n",
			"purchases: order=Order ID(certain) at=Order Date(certain) customer=Customer ID(certain) name=Customer Name(certain) amount=Total(certain)"},
		{"orders of people who bought once", "Customer ID,Customer Name,Order Date,Amount\n7,Bob,2026-01-05,5.5\n9,Ann,2026-01-06,6.5\n",
			"purchases: customer=Customer ID(certain) name=Customer Name(certain) at=Order Date(certain) amount=Amount(certain)"},
		{"customers with what they spent", "Customer ID,Name,Created at,Revenue\n7,Bob,2026-01-05,5.5\n9,Ann,2026-01-06,6.5\n",
			"customers: customer=Customer ID(certain) name=Name(certain)"},
		{"orders with a bare id", "id,order_id,order_date,total\n7,1,2026-01-05,5.5\n7,2,2026-01-06,6.5\n9,3,2026-01-06,6.5\n",
			"purchases: customer=id(weak) order=order_id(certain) at=order_date(certain) amount=total(certain)"},
		{"orders whose rows are numbered", "id,order_id,order_date,total\n1,1,2026-01-05,5.5\n2,1,2026-01-05,6.5\n3,2,2026-01-06,6.5\n",
			"purchases: order=order_id(certain) at=order_date(certain) amount=total(certain)"},
		{"orders numbered twice", "id,order_no,order_date,total\n1,A,2026-01-05,5.5\n1,A,2026-01-05,6.5\n2,B,2026-01-06,6.5\n",
			"purchases: order=order_no(certain) at=order_date(certain) amount=total(certain)"},
		{"orders with an id and a customer", "id,client,order_id,order_date\n1,7,1,2026-01-05\n1,7,2,2026-01-05\n2,9,3,2026-01-06\n",
			"purchases: customer=client(certain) order=order_id(certain) at=order_date(certain)"},
		{"event log", "case_id,activity,resource,timestamp\nA,Register,x,2014-10-22 11:15:41\nA,Leave,y,2014-10-22 11:27:00\n",
			"tickets: ticket=case_id(certain) activity=activity(certain) at=timestamp(certain)"},
		{"a program's own columns", "patient,time,handling,.order,_synced\n1,2017-01-02 11:41:53,Triage,1,2020-01-01\n1,2017-01-02 12:41:53,X-ray,2,2020-01-01\n",
			"interactions: customer=patient(certain) at=time(certain) activity=handling(certain)"},
		{"contacts with a date of creation", "Email,Full name,Created at,Company size\na@x.org,Ann,2026-01-05,5\nb@x.org,Bob,2026-01-06,6\n",
			"customers: email=Email(certain) name=Full name(certain)"},
		{"contracts", "client_id,plan,start_date,end_date\n1,A,2024-01-01,2025-01-01\n1,B,2025-01-01,\n2,A,2025-01-01,\n",
			"subscriptions: customer=client_id(certain) product=plan(certain) start=start_date(certain) end=end_date(certain)"},
		{"French", "N° client;Date de commande;Montant;Quantité;Désignation\n12;31/01/2026;12,50;1;Lampe\n12;15/02/2026;8,00;2;Vase\n",
			"purchases: customer=N° client(certain) at=Date de commande(certain) amount=Montant(certain) quantity=Quantité(certain) product=Désignation(certain)"},
		{"Spanish", "ID Cliente;Fecha;Actividad;Canal\n12;31/01/2026;Llamada;Teléfono\n12;15/02/2026;Queja;Web\n",
			"interactions: customer=ID Cliente(certain) at=Fecha(certain) activity=Actividad(certain) channel=Canal(certain)"},
		{"Portuguese", "Código do cliente;Data;Atividade\n12;31/01/2026;Visita\n12;15/02/2026;Compra\n",
			"interactions: customer=Código do cliente(certain) at=Data(certain) activity=Atividade(certain)"},
		{"names that values contradict", "customer,date,amount,phone,activity\n1,red,many,yes,Call\n2,blue,few,no,Call\n",
			"customers: customer=customer(certain)"},
		{"no header, purchases", "A17,2026-01-05,2,12.50\nA17,2026-01-06,1,3.25\nB4,2026-01-06,1,3.25\n",
			"purchases: customer=1(weak) at=2(weak) quantity=3(weak) amount=4(weak)"},
		{"no header, people", "1001,Ann Lee,ann@x.org,+41 44 123 45 67\n1002,Bob Ray,bob@x.org,+41 44 123 45 68\n",
			"customers: customer=1(weak) name=2(weak) email=3(likely) phone=4(weak)"},
		{"no header, interactions", "C-1,2026-01-05,Support call,Phone\nC-1,2026-01-06,Complaint,E-mail\nC-2,2026-01-06,Newsletter,E-mail\n",
			"interactions: customer=1(weak) at=2(weak) activity=3(weak) channel=4(likely)"},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := MustPrepare(t, MustWrite(t, c.content), options())
			if got := mappingOf(p); got != c.want {
				t.Errorf("\n got %s\nwant %s", got, c.want)
			}
		})
	}
}

func TestGuessesCanBeOverridden(t *testing.T) {
	path := MustWrite(t, "customer,other,date,amount\n1,7,2026-01-05,5\n2,7,2026-01-06,6\n")
	p := MustPrepare(t, path, options(as(AsInteractions), mapped("customer=other", "amount=", "note=4", "attr:Old id=1")))
	if got, want := mappingOf(p), "interactions: attr:Old id=customer(given) customer=other(given) at=date(certain) note=amount(given)"; got != want {
		t.Errorf("\n got %s\nwant %s", got, want)
	}
	p = MustPrepare(t, path, options(func(o *Options) { o.NoHeader = true }, as(AsCustomers), mapped("customer=2")))
	if p.Header || len(p.Preview) != 3 {
		t.Errorf("the first row was taken for a header: %+v", p.Preview)
	}
}

func TestHeaderOrNot(t *testing.T) {
	for _, c := range []struct {
		content string
		want    bool
	}{
		{"a,b\nx,1\ny,2\n", true}, {"x,1\ny,2\n", false}, {"colour,shape\nred,round\nblue,square\n", true},
		{"red,round\nblue,square\nred,square\n", false}, {"name\nAnn\nBob\n", true}, {"2010-01-01,x\n2010-01-02,y\n", false},
	} {
		p := MustPrepare(t, MustWrite(t, c.content), options())
		if p.Header != c.want {
			t.Errorf("%q: header %v, want %v", c.content, p.Header, c.want)
		}
	}
}

func TestColumnsAreNamedApart(t *testing.T) {
	p := MustPrepare(t, MustWrite(t, "customer,,a,a\n1,2,3,4\n"), options())
	if diff := cmp.Diff([]string{"customer", "2", "a", "a (2)"}, p.Columns); diff != "" {
		t.Error(diff)
	}
}

func TestAPlanSaysWhatItTook(t *testing.T) {
	for content, want := range map[string]string{
		"Order No,Order Date,Customer ID,Total\nA1,2026-01-05,9,5.5\nA2,2026-01-06,9,6.5\n":                      "Read as purchases: order = Order No, at = Order Date, customer = Customer ID, amount = Total.",
		"Order No,Order Date,Customer ID,Total,Country,Till\nA1,2026-01-05,9,5.5,x,1\nA2,2026-01-06,9,6.5,x,1\n": "Read as purchases: order = Order No, at = Order Date, customer = Customer ID, amount = Total; not used: Country, Till.",
		"Customer ID,Region,Size\n1,North,5\n2,South,6\n":                                                        "Read as customers: customer = Customer ID; kept as attributes: Region, Size.",
		"Customer ID,Region,reject_reason\n1,North,x\n2,South,y\n":                                               "Read as customers: customer = Customer ID; kept as attributes: Region; not used: reject_reason.",
	} {
		if got := message.English().Text(MustPrepare(t, MustWrite(t, content), options()).Taken()); got != want {
			t.Errorf("\n got %s\nwant %s", got, want)
		}
	}
}

// "N°", "nº" and "No." are how four languages write a number in a header.
func TestNumbersInHeaders(t *testing.T) {
	for _, c := range []struct{ customer, order string }{
		{"nº de cliente", "nº de pedido"}, {"N° cliente", "N° pedido"}, {"N° client", "N° de commande"}, {"No. de client", "No. de facture"}, {"nº do cliente", "nº fatura"},
	} {
		p := MustPrepare(t, MustWrite(t, c.customer+";"+c.order+";date;amount\nA1;7;2026-01-15;5\nA2;8;2026-01-16;6\n"), options())
		if got, want := mappingOf(p), "purchases: customer="+c.customer+"(certain) order="+c.order+"(certain) at=date(certain) amount=amount(certain)"; got != want {
			t.Errorf("\n got %s\nwant %s", got, want)
		}
	}
}
