package workspace

// Table describes one table of the workspace file. The registry is the one
// place that knows: digest, export, erase and the schema check read it, and a
// test fails for a table that is not in it.
type Table struct {
	Name string
	// Content tells what a person put in from what the program keeps about it.
	Content bool
	// Imported tables name their import in import_id and ordinal.
	Imported bool
	// Personal lists the columns that may hold personal data.
	Personal []string
	// Owned tables belong to a customer by customer_id; a customer's digest
	// contains theirs.
	Owned bool
	// Canonical selects what a row says, without row ids, uids, imports and times
	// of writing; references are spelt out by name. Content tables have one; an
	// owned table's comes with customer_id as its first column.
	Canonical string
}

// Registry lists every table, those referred to before those that refer.
var Registry = []Table{
	{Name: "setting", Content: true, Canonical: `SELECT key, value FROM setting`},
	{Name: "meta"},
	{Name: "import"},
	{Name: "import_reject", Personal: []string{"raw"}},
	{Name: "stage", Content: true, Canonical: `SELECT rank, key, name, role, technology FROM stage`},
	{Name: "stage_rule", Content: true, Canonical: `SELECT s.rank, r.condition FROM stage_rule r JOIN stage s ON s.id = r.stage_id`},
	{Name: "channel", Content: true, Canonical: `SELECT name, kind FROM channel`},
	{Name: "touchpoint", Content: true, Canonical: `SELECT name, category FROM touchpoint`},
	{Name: "activity", Content: true, Canonical: `SELECT name, kind, push FROM activity`},
	{Name: "product", Content: true, Canonical: `SELECT name FROM product`},
	{Name: "leave_reason", Content: true, Canonical: `SELECT name FROM leave_reason`},
	{
		Name: "customer", Content: true, Imported: true, Personal: []string{"name", "attributes"},
		// The attributes are spelt in name order by json_each, whatever order they were written in.
		Canonical: `SELECT c.id, c.name, (SELECT json_group_object(key, value) FROM (SELECT key, value FROM json_each(c.attributes) ORDER BY key)) FROM customer c`,
	},
	{
		Name: "identity", Content: true, Personal: []string{"value"}, Owned: true,
		Canonical: `SELECT customer_id, kind, source, value FROM identity`,
	},
	{
		Name: "ticket", Content: true, Imported: true, Personal: []string{"subject"}, Owned: true,
		Canonical: `SELECT t.customer_id, t.ref, t.subject, t.category, c.name, t.priority, t.opened_at, t.due_at, t.promised_at,
			t.right_first_time, t.cause FROM ticket t LEFT JOIN channel c ON c.id = t.channel_id`,
	},
	{
		Name: "ticket_event", Content: true, Imported: true, Personal: []string{"note"}, Owned: true,
		Canonical: `SELECT t.customer_id, t.ref, t.opened_at, e.at, e.status, e.note FROM ticket_event e JOIN ticket t ON t.id = e.ticket_id`,
	},
	{
		Name: "interaction", Content: true, Imported: true, Personal: []string{"note"}, Owned: true,
		Canonical: `SELECT i.customer_id, a.name, c.name, t.name, p.name, i.at, i.day, i.requested, i.phase, i.emotion, i.outcome,
			i.order_ref, i.quantity, i.amount, i.note, k.ref FROM interaction i JOIN activity a ON a.id = i.activity_id
			LEFT JOIN channel c ON c.id = i.channel_id LEFT JOIN touchpoint t ON t.id = i.touchpoint_id
			LEFT JOIN product p ON p.id = i.product_id LEFT JOIN ticket k ON k.id = i.ticket_id`,
	},
	{
		Name: "subscription", Content: true, Imported: true, Owned: true,
		Canonical: `SELECT s.customer_id, p.name, r.name, s.start_day, s.end_day, s.monthly, s.dates_derived FROM subscription s
			LEFT JOIN product p ON p.id = s.product_id LEFT JOIN leave_reason r ON r.id = s.reason_id`,
	},
	{
		Name: "stage_change", Content: true, Imported: true, Personal: []string{"reason"}, Owned: true,
		Canonical: `SELECT c.customer_id, s.rank, c.day, c.evidence_kind, c.reason FROM stage_change c JOIN stage s ON s.id = c.stage_id`,
	},
	{Name: "metric", Content: true, Canonical: `SELECT name, kind, low, high, direction, question FROM metric`},
	{
		Name: "response", Content: true, Imported: true, Personal: []string{"comment"}, Owned: true,
		Canonical: `SELECT r.customer_id, m.name, c.name, t.name, r.at, r.day, r.score, r.comment FROM response r
			JOIN metric m ON m.id = r.metric_id LEFT JOIN channel c ON c.id = r.channel_id
			LEFT JOIN touchpoint t ON t.id = r.touchpoint_id`,
	},
	{
		Name: "unassigned", Content: true, Imported: true, Personal: []string{"value"},
		Canonical: `SELECT u.kind, u.source, u.value, i.at, i.day, r.at, r.day, t.opened_at FROM unassigned u
			LEFT JOIN interaction i ON i.id = u.interaction_id LEFT JOIN response r ON r.id = u.response_id LEFT JOIN ticket t ON t.id = u.ticket_id`,
	},
	{Name: "consent", Content: true, Owned: true, Canonical: `SELECT customer_id, purpose, given, day FROM consent`},
	{
		Name: "task", Content: true, Personal: []string{"what"}, Owned: true,
		Canonical: `SELECT customer_id, what, due, done FROM task`,
	},
	{Name: "saved_view", Content: true, Canonical: `SELECT name, screen, state FROM saved_view`},
	{Name: "change", Personal: []string{"label"}},
	{Name: "change_block", Personal: []string{"block"}},
	{Name: "search_queue"},
	{Name: "search_text", Personal: []string{"folded"}},
	// The index and what FTS5 keeps it in.
	{Name: "search", Personal: []string{"folded"}},
	{Name: "search_data", Personal: []string{"block"}},
	{Name: "search_idx", Personal: []string{"term"}},
	{Name: "search_config"},
	{Name: "segment", Content: true, Canonical: `SELECT name, condition, day FROM segment`},
	{
		Name: "segment_member", Content: true, Owned: true,
		Canonical: `SELECT m.customer_id, s.name FROM segment_member m JOIN segment s ON s.id = m.segment_id`,
	},
}
