package condition

import (
	"cmp"
	"slices"
	"strings"

	"cxworkbench/data"
	"cxworkbench/data/eventlog"
)

// find gives the positions of the items of a name, in any case; there is at
// least one, or an error that names those that come near. An empty name is that
// of no item.
func find[T any](what, name string, items []T, nameOf func(T) string) ([]int, error) {
	var found []int
	var known []string
	for i, item := range items {
		switch n := nameOf(item); {
		case n == "":
		case strings.EqualFold(n, name):
			found = append(found, i)
		default:
			known = append(known, n)
		}
	}
	if len(found) == 0 {
		return nil, unknown(what, name, known)
	}
	return found, nil
}

// findAttribute prefers the exact name, because two attributes may differ in
// case only.
func findAttribute(log *eventlog.Log, name string) (*eventlog.Attribute, error) {
	if a := log.Attribute(name); a != nil {
		return a, nil
	}
	found, err := find("attribute", name, log.Attributes, func(a eventlog.Attribute) string { return a.Name })
	if err != nil {
		return nil, err
	}
	return &log.Attributes[found[0]], nil
}

const namesShown = 3

func unknown(what, name string, known []string) error {
	if len(known) == 0 {
		return data.Errorf(data.CodeBadInput, "The condition names the %s %s, but the workspace has no %s by any name; import some first or leave that part out.", what, alwaysQuote(name), what)
	}
	near := nearest(name, known)
	for i, n := range near {
		near[i] = alwaysQuote(n)
	}
	return data.Errorf(data.CodeBadInput, "The workspace has no %s %s; the nearest it has: %s.", what, alwaysQuote(name), strings.Join(near, ", "))
}

// nearest gives a few of the known names, the most similar first.
func nearest(name string, known []string) []string {
	distance := map[string]int{}
	for _, k := range known {
		distance[k] = editDistance(strings.ToLower(name), strings.ToLower(k))
	}
	sorted := slices.Clone(known)
	slices.SortFunc(sorted, func(a, b string) int {
		return cmp.Or(cmp.Compare(distance[a], distance[b]), cmp.Compare(a, b))
	})
	sorted = slices.Compact(sorted)
	return sorted[:min(namesShown, len(sorted))]
}

// editDistance counts the characters to insert, delete or replace (Levenshtein).
func editDistance(a, b string) int {
	from, to := []rune(a), []rune(b)
	row := make([]int, len(to)+1)
	for j := range row {
		row[j] = j
	}
	for i, r := range from {
		diagonal := row[0]
		row[0] = i + 1
		for j, s := range to {
			replaced := diagonal
			if r != s {
				replaced++
			}
			diagonal = row[j+1]
			row[j+1] = min(replaced, row[j]+1, diagonal+1)
		}
	}
	return row[len(to)]
}
