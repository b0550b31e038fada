package demo

// provider is everything the files hold.
type provider struct {
	customers []*customer
	touches   []*touch
	tickets   []*ticket
	answers   []*answer
	changes   []*stageChange
	orders    []*orderLine
}

// build invents the people, then their fates, then what was logged of them, and
// from that what the help desk, the surveys and the account managers have noted.
func build() provider {
	all := roster()
	choosePartners(all)
	for _, c := range all {
		decideLeaving(c)
	}
	number(all)
	matchPartners(all)

	var d diary
	for _, c := range all {
		d.before(c)
		d.install(c)
		d.live(c)
		d.bill(c)
		d.recommend(c)
		d.goodbye(c)
		d.lateStart(c)
		d.priceTalk(c)
		d.outages(c)
	}
	touches := d.sorted()
	tickets := openTickets(touches)
	return provider{all, touches, tickets, askAll(touches, tickets), judgeStages(all, touches), sellOrders(all, touches)}
}
