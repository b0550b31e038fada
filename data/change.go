package data

// Change is one labelled transaction in the history of a workspace.
type Change struct {
	ID     int64
	At     int64  // milliseconds UTC
	Label  string // what the person did
	Rows   int    // added, changed or removed
	Undone bool   // taken back; Redo brings it back
}

// History is what can be undone and redone, newest first.
type History struct {
	Changes []Change
	// Dropped counts the oldest changes that were let go of to keep the history
	// within its size. They stand; they cannot be undone any more.
	Dropped int
}

// Next gives the change that undo would take back, and the one that redo would
// bring back; nil where there is none.
func (h History) Next() (undo, redo *Change) {
	for i := range h.Changes {
		c := &h.Changes[i]
		if !c.Undone {
			return c, redo
		}
		redo = c // the oldest of the undone ones is the next to come back
	}
	return nil, redo
}
