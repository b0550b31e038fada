package customers

import (
	"fyne.io/fyne/v2"
	base "fyne.io/fyne/v2/theme"

	"cxworkbench/app/command"
	"cxworkbench/data/message"
	"cxworkbench/resources/look"
	"cxworkbench/views/kit"
)

// EarlierKeys and LaterKeys lead from the page of a customer to that of the one above
// or below in the list.
var (
	EarlierKeys = command.Shortcut{Key: "Up", Alt: true}
	LaterKeys   = command.Shortcut{Key: "Down", Alt: true}
)

// neighbours leads from a customer to the next in the list, without the way over it.
type neighbours struct {
	object         fyne.CanvasObject
	earlier, later *kit.Button
	place          *kit.Text
}

func newNeighbours(p *message.Printer, beside func(by int)) *neighbours {
	button := func(icon fyne.Resource, id string, keys command.Shortcut, by int) *kit.Button {
		return kit.NewIconButton(icon, kit.WithKeys(p.T(id), keys.Label(p)), func() { beside(by) })
	}
	n := &neighbours{
		earlier: button(base.MoveUpIcon(), "command.go.earlier", EarlierKeys, -1),
		later:   button(base.MoveDownIcon(), "command.go.later", LaterKeys, 1),
		place:   kit.Caption(""),
	}
	n.object = kit.Row(look.Space1, n.earlier, n.later, kit.Column(0, kit.Spacer(), n.place, kit.Spacer()))
	return n
}

// show says which of how many in the list is in view; nothing where it is none of them.
func (n *neighbours) show(at, of int, p *message.Printer) {
	if at < 0 {
		n.object.Hide()
		return
	}
	n.object.Show()
	n.place.SetText(p.Text(message.New("person.place", message.Args{"at": at + 1, "of": of})))
	enable(n.earlier, at > 0)
	enable(n.later, at < of-1)
}

func enable(b *kit.Button, on bool) {
	if on {
		b.Enable()
		return
	}
	b.Disable()
}

// InList is which row of the list the page in view is of; -1 where no page is, or the
// list does not have its customer.
func (s *Screen) InList() int {
	if !s.paged || s.page == nil {
		return -1
	}
	for i := range s.roster.Len() {
		if s.roster.ID(i) == s.page.id {
			return i
		}
	}
	return -1
}

// Beside opens the page of the customer so many rows further in the list; at its ends
// nothing happens.
func (s *Screen) Beside(by int) {
	at := s.InList()
	if at < 0 || at+by < 0 || at+by >= s.roster.Len() {
		return
	}
	s.host.OpenPage(s.roster.ID(at + by))
}
