package coverage

import (
	"cxworkbench/data"
	"cxworkbench/data/message"
)

func (r *Result) definition() message.Message {
	parts := []message.Message{
		message.New("coverage.definition", nil),
		message.New("coverage.definition.axis."+string(r.Spec.Axis), nil),
		message.New("coverage.definition.span", message.Args{"from": r.From, "to": r.To}),
		message.New("coverage.definition.n", message.Args{"n": r.N, "touches": r.Touches}),
		message.New("coverage.definition.blind", message.Args{"months": StaleMonths}),
	}
	if r.Unplaced > 0 {
		parts = append(parts, message.New("coverage.definition.unnamed", message.Args{"n": r.Unplaced}))
	}
	return message.New("maturity.definition", message.Args{"parts": append(parts, r.query.Caveats(r.log)...)})
}

// finding names what is missing altogether, else counts the blind spots.
func (r *Result) finding() message.Message {
	names := make([]message.Message, len(r.Missing))
	for i, category := range r.Missing {
		names[i] = CategoryName(category)
	}
	args := message.Args{
		"n": len(r.Missing), "categories": message.New("maturity.definition", message.Args{"parts": names}),
		"blind": r.Blind + r.Stale, "never": r.Blind, "stale": r.Stale, "cells": r.Cells, "months": StaleMonths, "touches": r.Touches,
	}
	switch {
	case r.Touches == 0:
		return message.New("coverage.finding.none", args)
	case len(r.Missing) > 0:
		return message.New("coverage.finding.missing", args)
	case r.Stale == 0 && r.Blind > 0:
		return message.New("coverage.finding.never."+string(r.Spec.Axis), args)
	case r.Stale > 0:
		return message.New("coverage.finding.blind."+string(r.Spec.Axis), args)
	}
	return message.New("coverage.finding.covered", args)
}

// CategoryName names a category.
func CategoryName(c data.Category) message.Message {
	if c == Uncategorised {
		return message.New("coverage.category.none", nil)
	}
	return message.New("coverage.category."+string(c), nil)
}

// Label names a row: its category and touchpoint.
func (row Row) Label() message.Message {
	return message.New("coverage.row", message.Args{"category": CategoryName(row.Category), "name": row.Name})
}

// Cell gives a cell; false for one that is not there.
func (r Result) Cell(key Key) (Cell, bool) {
	if key.Row < 0 || key.Row >= len(r.Rows) || key.Column >= len(r.Columns) {
		return Cell{}, false
	}
	if key.Column == AllColumns {
		return r.Rows[key.Row].All, true
	}
	return r.Rows[key.Row].Cells[key.Column], true
}

// KeyName says in words what a cell counts, and of an empty one that it is empty.
func (r Result) KeyName(key Key) message.Message {
	cell, _ := r.Cell(key)
	args := message.Args{"row": r.Rows[key.Row].Label(), "n": cell.People, "touches": cell.Touches, "last": cell.Last, "column": message.New("coverage.column.all", nil)}
	if key.Column != AllColumns {
		args["column"] = r.Columns[key.Column].Name
	}
	switch cell.State {
	case Blind:
		return message.New("coverage.key.blind", args)
	case Stale:
		return message.New("coverage.key.stale", args)
	case Nobody:
		return message.New("coverage.key.nobody", args)
	}
	return message.New("coverage.key", args)
}

// Name says how a cell is covered.
func (s State) Name() message.Message {
	return message.New("coverage.state."+[...]string{"covered", "stale", "blind", "nobody"}[s], nil)
}
