package condition

import "slices"

// InList is the condition of being in the list of a name.
func InList(name string) Condition { return Condition{listTest{name}} }

// Lists gives the names of the lists that the condition asks for.
func (c Condition) Lists() []string {
	var names []string
	c.Renamed(func(name string) string {
		names = append(names, name)
		return name
	})
	return names
}

// Renamed is the condition after lists have been given other names.
func (c Condition) Renamed(name func(string) string) Condition {
	if c.root == nil {
		return c
	}
	return Condition{renamed(c.root, name)}
}

func renamed(n node, name func(string) string) node {
	all := func(parts []node) []node {
		parts = slices.Clone(parts)
		for i, part := range parts {
			parts[i] = renamed(part, name)
		}
		return parts
	}
	switch n := n.(type) {
	case both:
		return both{all(n.parts)}
	case either:
		return either{all(n.parts)}
	case not:
		return not{renamed(n.part, name)}
	case listTest:
		return listTest{name(n.name)}
	}
	return n
}
