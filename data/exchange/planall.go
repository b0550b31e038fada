package exchange

import "slices"

// PrepareAll plans the import of several files: those of one shape, with the
// same columns in the same format, become one plan with several Sources. What
// one file leaves open, such as the order of day and month, another may tell.
func PrepareAll(paths []string, o Options) ([]*Plan, error) {
	var out []*Plan
	for _, path := range paths {
		p, err := Prepare(path, o)
		if err != nil {
			return nil, err
		}
		joined := false
		for i := range out {
			if joined, err = p.join(&out[i]); err != nil {
				return nil, err
			}
			if joined {
				break
			}
		}
		if !joined {
			out = append(out, p)
		}
	}
	return out, nil
}

// join adds the files of a plan to another of the same shape.
func (p *Plan) join(other **Plan) (bool, error) {
	first := *other
	if !p.sameShape(first) {
		return false, nil
	}
	for column, shape := range p.dates {
		known := first.dates[column]
		if known.order != OrderGuessed || shape.order == OrderGuessed || known.kind != shapeNumbers {
			continue
		}
		o := first.asked
		o.DateOrder = shape.order
		again, err := Prepare(first.Path, o)
		if err != nil || !p.sameShape(again) {
			return false, err
		}
		again.Sources = first.Sources
		first = again
		break
	}
	first.widen(p.Questions)
	for column, bare := range p.floatIDs {
		first.floatIDs[column] = first.floatIDs[column] && bare
	}
	for column, w := range p.worded {
		first.worded[column] = max(first.worded[column], w)
	}
	first.Sources = append(first.Sources, p.Sources...)
	*other = first
	return true, nil
}

// sameShape reports whether another plan reads the same columns of the same
// format in the same way, as far as either knows.
func (p *Plan) sameShape(other *Plan) bool {
	return p.Header && other.Header && p.Format.Kind == other.Format.Kind && p.TitleRows == other.TitleRows && p.HeaderRows == other.HeaderRows &&
		p.As == other.As && p.TicketEvents == other.TicketEvents && p.Preset == other.Preset && slices.Equal(p.Columns, other.Columns) &&
		slices.EqualFunc(p.Mapping, other.Mapping, func(a, b Mapped) bool { return a.Field == b.Field && a.Column == b.Column }) &&
		p.sameStyles(other)
}

// sameStyles reports whether dates and numbers can be written in the same way in
// the files of both.
func (p *Plan) sameStyles(other *Plan) bool {
	for column, a := range p.dates {
		b := other.dates[column]
		if a.kind == shapeNone || b.kind == shapeNone {
			continue
		}
		if a.kind != b.kind || a.mark != b.mark || a.order != b.order && a.order != OrderGuessed && b.order != OrderGuessed {
			return false
		}
	}
	for column, a := range p.worded {
		if b := other.worded[column]; a != b && max(a, b) > numbersFirst {
			return false
		}
	}
	for column, a := range p.numbers {
		if a != other.numbers[column] {
			return false
		}
	}
	return true
}

// widen takes the longer of two scales that files of one shape show of a
// question: in a small file nobody may have used the ends.
func (p *Plan) widen(others []Question) {
	for i := range p.Questions {
		a := &p.Questions[i]
		for _, b := range others {
			if a.Column == b.Column && b.Metric.High > a.Metric.High {
				a.Metric.Low, a.Metric.High = min(a.Metric.Low, b.Metric.Low), b.Metric.High
				a.Metric.Kind, a.Metric.Direction = b.Metric.Kind, b.Metric.Direction
			}
		}
	}
	for i, m := range p.Mapping {
		if _, ok := m.Field.metric(); ok {
			p.Mapping[i].Reads = p.readsScale(m.Column)
		}
	}
}
