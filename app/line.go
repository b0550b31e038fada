package app

import (
	"context"
	"strings"

	"cxworkbench/data/workspace"
)

// textOf says where the text of a record of a time line is; ok is false for those
// without one.
func textOf(kind LineKind) (text workspace.TextKind, ok bool) {
	switch kind {
	case LineContact, LinePurchase:
		return workspace.TextNote, true
	case LineResponse:
		return workspace.TextComment, true
	case LineTicket:
		return workspace.TextSubject, true
	}
	return 0, false
}

// LineTexts reads the texts of records of a time line, each at the place of its
// item: a note, a comment, a ticket's subject, or nothing.
func (s *Session) LineTexts(ctx context.Context, items []LineItem) ([]string, error) {
	rows := map[workspace.TextKind][]int64{}
	for _, item := range items {
		if kind, ok := textOf(item.Kind); ok {
			rows[kind] = append(rows[kind], item.Row)
		}
	}
	found := map[workspace.TextKind]map[int64]string{}
	err := s.ws.Snapshot(ctx, func(snap *workspace.Snapshot) error {
		for kind, ids := range rows {
			texts, err := snap.Texts(kind, ids)
			if err != nil {
				return err
			}
			found[kind] = texts
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	out := make([]string, len(items))
	for i, item := range items {
		if kind, ok := textOf(item.Kind); ok {
			out[i] = found[kind][item.Row]
		}
	}
	return out, nil
}

// LineFilter narrows a time line. The zero LineFilter keeps all.
type LineFilter struct {
	Kind    LineKind // empty is all
	Channel string   // empty is all
	Search  string   // every word of it stands in the record's name or text
}

// FilterLine gives the records of a page's time line that a filter keeps. name is
// what a record is called on screen, and is searched as well.
func (s *Session) FilterLine(ctx context.Context, p PersonPage, f LineFilter, name func(LineItem) string) ([]LineItem, error) {
	words := strings.Fields(strings.ToLower(f.Search))
	texts := map[workspace.TextKind]map[int64]string{}
	if len(words) > 0 {
		err := s.ws.Snapshot(ctx, func(snap *workspace.Snapshot) (err error) {
			for _, kind := range []workspace.TextKind{workspace.TextNote, workspace.TextComment, workspace.TextSubject} {
				if texts[kind], err = snap.TextsOf(kind, p.Customer.ID); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	var out []LineItem
	for _, item := range p.Line {
		if f.Kind != "" && item.Kind != f.Kind || f.Channel != "" && item.Channel != f.Channel {
			continue
		}
		if len(words) > 0 {
			text := name(item) + " " + item.Channel
			if kind, ok := textOf(item.Kind); ok {
				text += " " + texts[kind][item.Row]
			}
			if !holdsAll(text, words) {
				continue
			}
		}
		out = append(out, item)
	}
	return out, ctx.Err()
}
