package workspace

func column(name string, t ColumnType) Column { return Column{Name: name, Type: t, sql: name} }

func columns(t ColumnType, names ...string) []Column {
	out := make([]Column, len(names))
	for i, name := range names {
		out[i] = column(name, t)
	}
	return out
}

func texts(names ...string) []Column { return columns(TypeText, names...) }

func days(names ...string) []Column { return columns(TypeDate, names...) }

func instants(names ...string) []Column { return columns(TypeInstant, names...) }

// refer is a column that names a row of a table by its id.
func refer(name, table string) []Column {
	return []Column{{Name: name, Type: TypeWhole, Refers: table, sql: name}}
}

// tri is a column of yes, no and not known.
func tri(name string) []Column {
	return []Column{{Name: name, Type: TypeBoolean, sql: name, tri: true}}
}

func one(name string, t ColumnType) []Column { return []Column{column(name, t)} }

func together(parts ...[]Column) []Column {
	var out []Column
	for _, part := range parts {
		out = append(out, part...)
	}
	return out
}

var (
	id   = one("id", TypeWhole)
	mark = one("fingerprint", TypeMark)
)

// carried gives for each content table the columns that a copy of the workspace
// outside the file carries: all but the uids and imports that name the rows.
var carried = map[string][]Column{
	"setting":      texts("key", "value"),
	"stage":        together(id, one("rank", TypeWhole), texts("key", "name", "role", "technology")),
	"stage_rule":   together(id, refer("stage_id", "stage"), texts("condition")),
	"channel":      together(id, texts("name", "kind")),
	"touchpoint":   together(id, texts("name", "category")),
	"activity":     together(id, texts("name", "kind", "push")),
	"product":      together(id, texts("name")),
	"leave_reason": together(id, texts("name")),
	"customer":     together(id, texts("name"), one("attributes", TypeJSON)),
	"identity":     together(id, refer("customer_id", "customer"), texts("kind", "source", "value")),
	"ticket": together(id, refer("customer_id", "customer"), texts("ref", "subject", "category"), refer("channel_id", "channel"),
		texts("priority"), instants("opened_at", "due_at", "promised_at"), tri("right_first_time"), texts("cause"), mark),
	"ticket_event": together(id, refer("ticket_id", "ticket"), instants("at"), texts("status", "note")),
	"interaction": together(id, refer("customer_id", "customer"), refer("activity_id", "activity"), refer("channel_id", "channel"),
		refer("touchpoint_id", "touchpoint"), refer("product_id", "product"), instants("at"), days("day"), tri("requested"), texts("phase"),
		one("emotion", TypeWhole), texts("outcome", "order_ref"), one("quantity", TypeDecimal), one("amount", TypeMoney), texts("note"),
		refer("ticket_id", "ticket"), mark),
	"subscription": together(id, refer("customer_id", "customer"), refer("product_id", "product"), refer("reason_id", "leave_reason"),
		days("start_day", "end_day"), one("monthly", TypeMoney), one("dates_derived", TypeBoolean), mark),
	"stage_change": together(id, refer("customer_id", "customer"), refer("stage_id", "stage"), days("day"), texts("evidence_kind"),
		one("evidence_id", TypeWhole), texts("reason")),
	"metric": together(id, texts("name", "kind"), columns(TypeDecimal, "low", "high"), texts("direction", "question")),
	"response": together(id, refer("customer_id", "customer"), refer("metric_id", "metric"), refer("channel_id", "channel"),
		refer("touchpoint_id", "touchpoint"), instants("at"), days("day"), one("score", TypeDecimal), texts("comment"), mark),
	"consent": together(id, refer("customer_id", "customer"), texts("purpose"), one("given", TypeBoolean), days("day")),
	"task": together(id, refer("customer_id", "customer"), refer("interaction_id", "interaction"), texts("what"),
		days("due", "done")),
	"saved_view":     together(id, texts("name", "screen"), one("state", TypeJSON)),
	"segment":        together(id, texts("name", "condition"), days("day")),
	"segment_member": together(id, refer("segment_id", "segment"), refer("customer_id", "customer")),
	"unassigned": together(id, refer("interaction_id", "interaction"), refer("response_id", "response"), refer("ticket_id", "ticket"),
		texts("kind", "source", "value")),
}

// ContentTables gives an extract of each content table, with all that it says, in
// the order of the registry: those referred to before those that refer. Loader
// takes the rows back.
func ContentTables() []Extract {
	var out []Extract
	for _, table := range Registry {
		if described := carried[table.Name]; table.Content && len(described) > 0 {
			out = append(out, Extract{Name: table.Name, Columns: described, from: table.Name + " ORDER BY " + described[0].Name})
		}
	}
	return out
}
