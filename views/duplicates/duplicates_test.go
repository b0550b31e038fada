package duplicates_test

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"cxworkbench/data"
	"cxworkbench/views/grid"
	"cxworkbench/views/kit"
	"cxworkbench/views/viewtest"
)

const people = `customer,name,email,Region
A1,Ann Smith,ann@example.com,North
A2,"Smith, Ann",ann@example.com,South
B1,Café Marina,,East
B2,CAFE MARINA,,East
C1,Zoe Quist,,West
`

// find opens the list of duplicates.
func find(b *viewtest.Bench) *grid.Grid {
	b.Run("Find duplicates…")
	b.MustSay("may be one and the same")
	return viewtest.First[*grid.Grid](b)
}

func TestAPairIsComparedMergedAndUndone(t *testing.T) {
	b := viewtest.Open(t, viewtest.Purchases(), people)
	digest := func() string {
		d, err := b.Workbench().Session().Digest(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	before := digest()
	list := find(b)
	if list.Len() != 2 || list.Row(0)[2] != "same e-mail, same name" || list.Row(0)[3] != "96" {
		t.Fatalf("the list has %d rows, first %q", list.Len(), list.Row(0))
	}
	if tip := list.Columns()[3].Tip; !strings.Contains(tip, "no probability") {
		t.Errorf("of the score it says %q", tip)
	}
	list.OnExplain(3, 0)
	b.MustSay("Score of 100", "96", "same e-mail 85") // over the dialog, not behind it
	b.Key(fyne.KeyEscape)
	list.OnExplain(2, -1)
	b.MustSay("What the two have in common.")
	b.Key(fyne.KeyEscape)
	b.Key(fyne.KeyF1)
	b.MustSay("Duplicates", "2 pairs may be one and the same", "until a pair is merged", "What is left out")
	b.Key(fyne.KeyEscape)
	b.MustSay("Compare")
	b.Key(fyne.KeyReturn) // the list has the keyboard
	b.MustSay("Are these one and the same?", "Ann Smith", "Smith, Ann", "North", "South", "E-mail ann@example.com")
	b.Window().Canvas().Focus(viewtest.First[*kit.Explained](b)) // why, and with which score
	b.Key(fyne.KeyF1)
	b.MustSay("Because of: same e-mail, same name. Score 96 of 100.", "same e-mail 85")
	b.Key(fyne.KeyEscape)
	region := 0
	for _, o := range b.Objects() {
		if s, ok := o.(*kit.Select); ok {
			if region++; region == 2 { // after that of the name
				s.SetSelected("right")
			}
		}
	}
	b.Press("Merge")
	b.MustSay("1 pair may be one and the same")
	b.Key(fyne.KeyEscape)
	log := b.Workbench().Session().Log()
	if log.Customers() != 12+4 {
		t.Errorf("%d customers after the merge", log.Customers())
	}
	if got, _ := log.Attribute("Region").Of(12); got != "South" || log.Labels[12] != "Ann Smith" {
		t.Errorf("%s is kept with region %q", log.Labels[12], got)
	}
	b.Workbench().Undo(0, false, func(_ data.Change, err error) {
		if err != nil {
			t.Error(err)
		}
	})
	b.Settle()
	if digest() != before {
		t.Error("undo leaves another workspace")
	}
}

func TestWhatIsNotTheSameIsNotAskedAgain(t *testing.T) {
	b := viewtest.Open(t, people)
	find(b)
	b.Press("Compare")
	b.Key(fyne.KeyEscape) // back to the list
	b.MustSay("2 pairs may be one and the same")
	b.Press("Compare")
	b.Press("Not the same")
	b.MustSay("1 pair may be one and the same")
	b.Press("Compare")
	b.Press("Not the same")
	b.Run("Find duplicates…")
	b.MustSay("No two customers look like one and the same")
}

func TestValuesOfAnyLengthAreShownShort(t *testing.T) {
	long := strings.Repeat("Very long name ", 700)
	b := viewtest.Open(t, "customer,name\n1,"+long+"\n2,"+long+"\n3,مقهى البحر\n4,مقهى البحر\n")
	find(b)
	b.Press("Compare")
	for _, text := range b.Texts() {
		if len(text) > 20_000 {
			t.Errorf("a text of %d bytes is shown", len(text))
		}
	}
}
