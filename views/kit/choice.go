package kit

import (
	"slices"

	"fyne.io/fyne/v2"
)

// Choice is a drop-down over the values of one option, with its name before it.
type Choice[T comparable] struct {
	Field  fyne.CanvasObject // what is shown
	values []T
	chosen int
	pick   *Select
}

// NewChoice makes a drop-down with the first value chosen. There is at least one
// value. changed is told when a person chooses another.
func NewChoice[T comparable](name string, values []T, label func(T) string, changed func()) *Choice[T] {
	c := &Choice[T]{values: values}
	names := make([]string, len(values))
	for i, value := range values {
		names[i] = label(value)
	}
	c.pick = NewSelect(names, 0, func(index int) {
		c.chosen = index
		changed()
	})
	c.Field = Field(name, c.pick)
	return c
}

// Value is what is chosen.
func (c *Choice[T]) Value() T { return c.values[c.chosen] }

// Set chooses a value without telling anyone; one that is not offered chooses
// the first.
func (c *Choice[T]) Set(value T) {
	c.chosen = max(0, slices.Index(c.values, value))
	c.pick.SetChoice(c.chosen)
}
