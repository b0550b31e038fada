package app

import (
	"strings"
	"testing"

	"cxworkbench/data"
)

// namesOf reads the names of customers from the file.
func namesOf(t *testing.T, s *Session, ids []int64) (names []string) {
	t.Helper()
	customers, err := s.ws.Customers(t.Context(), ids)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range customers {
		names = append(names, c.Name+"|"+c.Attributes["Region"])
	}
	return names
}

func TestWordsAreReplacedInNamesAndAttributes(t *testing.T) {
	s := MustCreate(t)
	mustImport(t, s, "customer id,name,Region\n1,Ann GmbH,Nort\n2,Ben GmbH,Nort West\n3,GmbH,South\n4,Zoë,Nort\n")
	ids, day := bulkOf(t, s), data.DayOf(2026, 6, 1)
	before := strings.Join(namesOf(t, s, ids), ", ")
	for _, c := range []struct {
		replace Replacement
		changed int
		want    string
	}{
		{Replacement{Field: "name", Find: " GmbH"}, 2, "Ann|Nort, Ben|Nort West, GmbH|South, Zoë|Nort"},
		{Replacement{Field: "attr:Region", Find: "Nort", With: "North"}, 3, "Ann|North, Ben|North West, GmbH|South, Zoë|North"},
		{Replacement{Field: "attr:Region", Find: "South"}, 1, "Ann|North, Ben|North West, GmbH|, Zoë|North"},
	} {
		n, err := s.EditMany(t.Context(), ids, BulkEdit{Replace: &c.replace}, day, nil)
		if got := strings.Join(namesOf(t, s, ids), ", "); err != nil || n != c.changed || got != c.want {
			t.Errorf("%+v changes %d to %s, %v", c.replace, n, got, err)
		}
	}
	for range 3 {
		if _, err := s.Undo(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if got := strings.Join(namesOf(t, s, ids), ", "); got != before {
		t.Errorf("undone they are %s, were %s", got, before)
	}
	for _, c := range []struct {
		replace Replacement
		says    string
	}{
		{Replacement{Field: "name"}, "Type the words"}, {Replacement{Field: "attr: ", Find: "x"}, "needs a name"},
		{Replacement{Field: "email", Find: "x"}, "names and attributes"}, {Replacement{Field: "name", Find: "nowhere"}, "Nobody is left"},
		{Replacement{Field: "name", Find: "gmbh"}, "Nobody is left"}, // letter by letter
	} {
		_, err := s.EditMany(t.Context(), ids, BulkEdit{Replace: &c.replace}, day, nil)
		wantRefused(t, err, data.CodeBadInput, c.says)
	}
	// A customer keeps its name rather than lose it.
	if n, err := s.EditMany(t.Context(), ids, BulkEdit{Replace: &Replacement{Field: "name", Find: "GmbH"}}, day, nil); err != nil || n != 2 {
		t.Errorf("%d lost the word, %v", n, err)
	}
}
