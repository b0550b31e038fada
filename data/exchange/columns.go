package exchange

// fieldColumns finds the column of a field. It is asked some twenty times for each
// row, mostly in vain, which would be felt with a map.
type fieldColumns struct {
	slots [128]fieldColumn // four times as many as there are fields and more
}

// fieldColumn is a field with its column; a free slot has no field.
type fieldColumn struct {
	field  Field
	column int
}

// slot finds the place of a field, or the free one where it belongs.
func (c *fieldColumns) slot(f Field) *fieldColumn {
	at := 0
	if f != "" {
		at = 5*len(f) + 3*int(f[0]) + int(f[len(f)-1])
	}
	for ; ; at++ {
		if slot := &c.slots[at%len(c.slots)]; slot.field == f || slot.field == "" {
			return slot
		}
	}
}

// of gives the column of a field; ok is false where it has none.
func (c *fieldColumns) of(f Field) (column int, ok bool) {
	slot := c.slot(f)
	return slot.column, slot.field != ""
}

func (c *fieldColumns) set(f Field, column int) { *c.slot(f) = fieldColumn{f, column} }
