package demo

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

var (
	givenNames = strings.Fields(`Aoife Ciara Niamh Saoirse Orla Maeve Róisín Sinéad Gráinne Deirdre Fiona Eimear Clodagh Áine
		Emma Grace Lucy Hannah Sarah Rachel Rebecca Laura Amy Kate Anna Julia Maria Elena Sofia Ines Claire Sandra Helen Ruth
		Joan Margaret Bernadette Noreen Rose Pauline Agnieszka Katarzyna Zofia Ioana Andreea Lucia Chiara Amélie Priya Ananya
		Fatima Leila Amina Chidinma Mei Yuki Conor Seán Cian Oisín Fionn Darragh Eoin Pádraig Declan Ronan Cormac Niall Brendan
		Liam Jack Daniel James Adam Luke Mark Peter Paul Simon David Stephen Michael Thomas Patrick Kevin Gerard Noel Martin
		Piotr Tomasz Marek Łukasz Andrei Mihai Bogdan Mateus Rafael Diego Matteo Jonas Henrik Lars Arjun Rohan Omar Yusuf
		Kwame Emeka Wei Kenji`)
	surnames = strings.Fields(`Ahern Barrymore Breen Brogan Cahill Cantwell Carmody Cassin Clancy Coghlan Colgan Conneely
		Corrigan Costigan Crotty Cullinane Curtin Dargan Devane Dillane Donohoe Dorgan Drury Dunphy Egan Enright Fahey Fallon
		Fenlon Finnerty Flannery Foyle Gaffney Galvin Geraghty Gilroy Glennon Guiney Halpin Hanlon Harkin Hession
		Hickey Hogan Hurley Keaney Kearns Kehoe Kilbride Kinsella Lacey Lally Lavelle Leahy Looney Loughran Lyne Madigan
		Mangan Markey Marren McArdle McCabe McElroy McGinty McNally Meaney Melia Minogue Molloy Morahan Mulcahy Mulvey Nagle
		Neary Nestor O'Beirne O'Dea O'Gara O'Hare O'Meara O'Rourke Phelan Quilty Rabbitte Reddan
		Rooney Rowley Scully Shanley Sheeran Slattery Spillane Stapleton Tansey Tierney Tuohy Twomey Vaughan Wrenn Kowalczyk
		Nowicki Zieliński Popescu Ionescu Moldovan Silva Moreira Ferrari Conti Lindqvist Haas Weber Dubois Lefèvre Patel Nair
		Rahman Haddad Okafor Mensah Adeyemi Chen Tanaka`)

	placeNames = strings.Fields(`Quayside Harbour Anchor Lighthouse Pier Saltmarsh Driftwood Seagull Lantern Tidewater Breakwater
		Estuary Lobster Kelp Compass Mainsail Beacon Boathouse Cove Headland Sandpiper Slipway Causeway Millbrook Orchard
		Hillcrest Foxglove Hawthorn Heather Meadow Riverside Castle Market Abbey Chapel Station Bridge Willow Oakfield Ashgrove`)
	trades = []string{
		"Bakery", "Bike Repair", "Books", "Butchers", "Chandlery", "Dental", "Design", "Dry Cleaning", "Electrical", "Fish Shop",
		"Fitness", "Florist", "Garage", "Guesthouse", "Hair", "Hardware", "Hostel", "Joinery", "Kayak Hire", "Kitchen",
		"Landscaping", "Language School", "Opticians", "Pharmacy", "Physio", "Pottery", "Print", "Roofing", "Sail Loft",
		"Solicitors", "Tea Rooms", "Veterinary", "Wine Bar", "Yoga",
	}
	houses    = []string{"Bistro", "Cafe", "Pizzeria", "Salon", "Studio", "Gallery"}
	houseTags = strings.Fields(`Marina Aurora Stella Luna Bella Oceana Perla Verde Azul Corallo Sirena Faro Brisa Solana Mirador
		Lido Regatta Nautica Isola Serena`)
	mailDomains = []string{"example.com", "example.com", "example.org", "example.net"}

	plainLetters = strings.NewReplacer(
		"á", "a", "é", "e", "í", "i", "ó", "o", "ú", "u", "è", "e", "ń", "n", "ł", "l", "'", "", " ", ".")
)

// register hands out names and addresses that nobody else has.
type register struct{ taken map[string]bool }

func newRegister() *register { return &register{map[string]bool{}} }

// introduce gives a customer a name, and mostly an e-mail address and a phone
// number. Addresses are under the example domains and numbers in +353 20 91x,
// which the Irish regulator keeps for fiction.
func (g *register) introduce(c *customer) {
	r := storyPeople.of(c)
	c.name = g.unused(func() string { return inventName(r, c.segment == smallBusiness) })
	local := plainLetters.Replace(strings.ToLower(c.name))
	hasMail, hasPhone := chance(r, 0.93), chance(r, 0.86)
	if hasMail {
		c.email = local + "@" + one(r, mailDomains)
	}
	if hasPhone {
		c.phone = g.unused(func() string { return fmt.Sprintf("+353 20 91%d %04d", r.IntN(10), r.IntN(10000)) })
	}
}

func (g *register) unused(draw func() string) string {
	for {
		if text := draw(); !g.taken[text] {
			g.taken[text] = true
			return text
		}
	}
}

func inventName(r *rand.Rand, business bool) string {
	switch {
	case !business:
		return one(r, givenNames) + " " + one(r, surnames)
	case chance(r, 0.2):
		return one(r, houses) + " " + one(r, houseTags)
	default:
		return one(r, placeNames) + " " + one(r, trades)
	}
}
