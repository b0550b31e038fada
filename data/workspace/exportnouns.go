package workspace

import (
	"encoding/json"
	"fmt"

	"zombiezen.com/go/sqlite"

	"cxworkbench/data"
)

// as is a column that is selected by an expression.
func as(name string, t ColumnType, sql string) Column { return Column{Name: name, Type: t, sql: sql} }

// momentOf is a column of moments, of the columns at and day of a table.
func momentOf(name, table string) Column {
	return Column{Name: name, Type: TypeInstant, sql: table + ".at, " + table + ".day", moment: true}
}

// externalID selects how the client's system calls the customer of a row.
func externalID(customer string) string {
	return `coalesce((SELECT value FROM identity WHERE customer_id = ` + customer + ` AND +kind = 'external' ORDER BY id LIMIT 1), '')`
}

// Interactions is every interaction as a person reads it, in file order.
func Interactions() Extract {
	return Extract{
		Name: "interactions", owner: "i.customer_id",
		Columns: []Column{
			as("customer", TypeText, externalID("i.customer_id")), as("name", TypeText, "coalesce(u.name, '')"), momentOf("at", "i"),
			as("activity", TypeText, "a.name"), as("kind", TypeText, "a.kind"), as("channel", TypeText, "coalesce(c.name, '')"),
			as("touchpoint", TypeText, "coalesce(t.name, '')"), {Name: "requested", Type: TypeBoolean, sql: "i.requested", tri: true},
			as("phase", TypeText, "i.phase"), as("emotion", TypeWhole, "i.emotion"), as("outcome", TypeText, "i.outcome"),
			as("order", TypeText, "i.order_ref"), as("product", TypeText, "coalesce(p.name, '')"), as("quantity", TypeDecimal, "i.quantity"),
			as("amount", TypeMoney, "i.amount"), as("note", TypeText, "i.note"), as("ticket", TypeText, "coalesce(k.ref, '')"),
		},
		from: `interaction i JOIN activity a ON a.id = i.activity_id LEFT JOIN customer u ON u.id = i.customer_id
			LEFT JOIN channel c ON c.id = i.channel_id LEFT JOIN touchpoint t ON t.id = i.touchpoint_id
			LEFT JOIN product p ON p.id = i.product_id LEFT JOIN ticket k ON k.id = i.ticket_id ORDER BY i.id`,
	}
}

// Responses is every answer to a survey as a person reads it, in file order.
func Responses() Extract {
	return Extract{
		Name: "responses", owner: "r.customer_id",
		Columns: []Column{
			as("customer", TypeText, externalID("r.customer_id")), as("name", TypeText, "coalesce(u.name, '')"), momentOf("at", "r"),
			as("metric", TypeText, "m.name"), as("score", TypeDecimal, "r.score"), as("scale_low", TypeDecimal, "m.low"),
			as("scale_high", TypeDecimal, "m.high"), as("channel", TypeText, "coalesce(c.name, '')"),
			as("touchpoint", TypeText, "coalesce(t.name, '')"), as("comment", TypeText, "r.comment"),
		},
		from: `response r JOIN metric m ON m.id = r.metric_id LEFT JOIN customer u ON u.id = r.customer_id
			LEFT JOIN channel c ON c.id = r.channel_id LEFT JOIN touchpoint t ON t.id = r.touchpoint_id ORDER BY r.id`,
	}
}

// Tickets is every ticket as a person reads it, in file order; with its events as
// a JSON list in the last column where they are asked for.
func Tickets(events bool) Extract {
	e := Extract{
		Name: "tickets", owner: "k.customer_id",
		Columns: []Column{
			as("id", TypeWhole, "k.id"), as("ticket", TypeText, "k.ref"), as("customer", TypeText, externalID("k.customer_id")),
			as("name", TypeText, "coalesce(u.name, '')"), as("subject", TypeText, "k.subject"), as("category", TypeText, "k.category"),
			as("channel", TypeText, "coalesce(c.name, '')"), as("priority", TypeText, "k.priority"),
			as("status", TypeText, `coalesce((SELECT status FROM ticket_event WHERE ticket_id = k.id ORDER BY at DESC, id DESC LIMIT 1), '')`),
			as("at", TypeInstant, "k.opened_at"), as("due", TypeInstant, "k.due_at"), as("promised", TypeInstant, "k.promised_at"),
			{Name: "right_first_time", Type: TypeBoolean, sql: "k.right_first_time", tri: true}, as("cause", TypeText, "k.cause"),
		},
		from: `ticket k LEFT JOIN customer u ON u.id = k.customer_id LEFT JOIN channel c ON c.id = k.channel_id ORDER BY k.id`,
	}
	if events {
		e.Columns = append(e.Columns, as("events", TypeJSON, `(SELECT json_group_array(json_object(
			'at', strftime('%Y-%m-%dT%H:%M:%fZ', at / 1000.0, 'unixepoch'), 'status', status, 'note', note))
			FROM (SELECT at, status, note FROM ticket_event WHERE ticket_id = k.id ORDER BY at, id))`))
	}
	return e
}

// TicketEvents is the history of every ticket, ticket by ticket.
func TicketEvents() Extract {
	return Extract{
		Name: "ticket_events", owner: "k.customer_id",
		Columns: []Column{
			as("id", TypeWhole, "k.id"), as("ticket", TypeText, "k.ref"), as("at", TypeInstant, "e.at"),
			as("status", TypeText, "e.status"), as("note", TypeText, "e.note"),
		},
		from: `ticket_event e JOIN ticket k ON k.id = e.ticket_id ORDER BY e.ticket_id, e.at, e.id`,
	}
}

// CustomerTraces is every interaction that has a customer, customer by customer
// in the order of time, as event logs have them. A date stands for the beginning
// of its day in UTC where it is compared with instants.
func CustomerTraces() Extract {
	return Extract{
		Name: "xes", owner: "i.customer_id",
		Columns: []Column{
			as("case", TypeWhole, "i.customer_id"),
			as("label", TypeText, `coalesce(nullif(`+externalID("i.customer_id")+`, ''), nullif(u.name, ''), 'customer ' || i.customer_id)`),
			momentOf("at", "i"), as("activity", TypeText, "a.name"), as("channel", TypeText, "coalesce(c.name, '')"),
			as("note", TypeText, "i.note"), as("amount", TypeMoney, "i.amount"), as("product", TypeText, "coalesce(p.name, '')"),
			as("order", TypeText, "i.order_ref"), as("outcome", TypeText, "i.outcome"),
		},
		from: `interaction i JOIN activity a ON a.id = i.activity_id JOIN customer u ON u.id = i.customer_id
			LEFT JOIN channel c ON c.id = i.channel_id LEFT JOIN product p ON p.id = i.product_id
			ORDER BY i.customer_id, coalesce(i.at, unixepoch(i.day) * 1000), i.id`,
	}
}

// TicketTraces is the history of every ticket, ticket by ticket in the order of
// time, as event logs have them.
func TicketTraces() Extract {
	return Extract{
		Name: "xes", owner: "k.customer_id",
		Columns: []Column{
			as("case", TypeWhole, "k.id"), as("label", TypeText, `coalesce(nullif(k.ref, ''), 'ticket ' || k.id)`),
			as("at", TypeInstant, "e.at"), as("activity", TypeText, "e.status"), as("channel", TypeText, "coalesce(c.name, '')"),
			as("note", TypeText, "e.note"), as("customer", TypeText, externalID("k.customer_id")), as("subject", TypeText, "k.subject"),
			as("category", TypeText, "k.category"), as("priority", TypeText, "k.priority"),
		},
		from: `ticket_event e JOIN ticket k ON k.id = e.ticket_id LEFT JOIN channel c ON c.id = k.channel_id
			ORDER BY e.ticket_id, e.at, e.id`,
	}
}

// Unassigned counts the interactions that CustomerTraces leaves out.
func (s *Snapshot) Unassigned() (n int64, err error) {
	return s.Count(Extract{from: `interaction WHERE customer_id IS NULL`})
}

// Customers counts the customers.
func (s *Snapshot) Customers() (n int64, err error) { return s.Count(Extract{from: `customer`}) }

// EachWholeCustomer streams every customer with attributes and identities, without
// its uid, in the order of row ids; the same struct is passed each time.
func (s *Snapshot) EachWholeCustomer(fn func(*data.Customer) error) error {
	var c data.Customer
	return each(s.conn, `SELECT id, name, attributes, (SELECT json_group_array(json_array(kind, source, value))
		FROM (SELECT kind, source, value FROM identity WHERE customer_id = c.id ORDER BY id)) FROM customer c ORDER BY id`,
		func(stmt *sqlite.Stmt) (err error) {
			c = data.Customer{ID: stmt.ColumnInt64(0), Name: stmt.ColumnText(1), Identities: c.Identities[:0]}
			if c.Attributes, err = decodeAttributes(stmt.ColumnText(2)); err != nil {
				return fmt.Errorf("read the attributes of customer %d: %w", c.ID, err)
			}
			var identities [][3]string
			if err := json.Unmarshal([]byte(stmt.ColumnText(3)), &identities); err != nil {
				return fmt.Errorf("read the identities of customer %d: %w", c.ID, err)
			}
			for _, i := range identities {
				c.Identities = append(c.Identities, data.Identity{Kind: data.IdentityKind(i[0]), Source: i[1], Value: i[2]})
			}
			return fn(&c)
		})
}

// IdentitySources lists the kinds of identity that customers have with their
// sources, each pair once.
func (s *Snapshot) IdentitySources() ([]data.Identity, error) {
	return collect(s.conn, `SELECT DISTINCT kind, source FROM identity ORDER BY
		CASE kind WHEN 'external' THEN 0 WHEN 'email' THEN 1 WHEN 'phone' THEN 2 ELSE 3 END, source`, func(stmt *sqlite.Stmt) data.Identity {
		return data.Identity{Kind: data.IdentityKind(stmt.ColumnText(0)), Source: stmt.ColumnText(1)}
	})
}

// AttributeNames lists the names of all attributes, as they sort.
func (s *Snapshot) AttributeNames() ([]string, error) {
	return collect(s.conn, `SELECT DISTINCT j.key FROM customer c, json_each(c.attributes) j ORDER BY j.key`, func(stmt *sqlite.Stmt) string {
		return stmt.ColumnText(0)
	})
}
