package demo

// provider is everything the files hold.
type provider struct {
	customers []*customer
	touches   []*touch
}

// build invents the people, then their fates, then what was logged of them.
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
	return provider{all, d.sorted()}
}
