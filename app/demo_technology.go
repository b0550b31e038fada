package app

import (
	"context"

	"cxworkbench/data/analysis/alignment"
	"cxworkbench/data/message"
)

// demoTechnology is what was judged of the demo's technology, by the key of the
// role: the later stages, in which most customers and most of the value are, lack
// most.
var demoTechnology = map[string]alignment.Role{
	"website":       {InPlace: true, Used: true, Owner: "Head of marketing"},
	"analysis":      {InPlace: true, Used: true, Owner: "Head of marketing", Note: "Campaigns are followed up by segment"},
	"collaboration": {InPlace: true, Used: true, Owner: "Head of sales"},
	"exchange":      {InPlace: true, Owner: "Head of sales", Note: "The shared folder is there; offers still go by e-mail"},
	"automation":    {InPlace: true, Used: true, Owner: "Head of operations"},
	"control":       {InPlace: true, Used: true, Owner: "Head of operations", Note: "Installations are counted by week since late 2025"},
	"content":       {InPlace: true, Used: true, Owner: "Head of customer service"},
	"communication": {InPlace: true, Used: true, Owner: "Head of marketing"},
	"cases":         {Owner: "Head of customer service", Note: "Each department has its own list; nobody sees the whole case"},
	"repository":    {InPlace: true, Used: true, Owner: "Head of IT"},
	"process":       {InPlace: true, Owner: "Head of operations", Note: "Bought for billing; the help desk does not use it"},
	"innovation":    {Owner: "Managing director", Note: "Partners ask for it; no decision yet"},
}

// judgeDemoTechnology keeps demoTechnology in the workspace.
func (s *Session) judgeDemoTechnology(ctx context.Context) error {
	var keys []string
	spec, err := alignment.Of(s.Log(), func(key string) string {
		keys = append(keys, key)
		return message.English().T("alignment.role." + key)
	})
	if err != nil {
		return err
	}
	for i, key := range keys {
		role, judged := &spec.Roles[i], demoTechnology[key]
		role.InPlace, role.Used, role.Owner, role.Note = judged.InPlace, judged.Used, judged.Owner, judged.Note
	}
	return s.SetTechnology(ctx, spec)
}
