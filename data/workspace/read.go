package workspace

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"

	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"

	"cxworkbench/data"
)

// Settings reads the settings.
func (w *Workspace) Settings(ctx context.Context) (s data.Settings, err error) {
	err = w.read(ctx, func(conn *sqlite.Conn) error {
		s, err = readSettings(conn)
		return err
	})
	return s, err
}

// Snapshot reads one consistent state of the workspace. It is valid inside the
// function given to Workspace.Snapshot only, on that goroutine.
type Snapshot struct{ conn *sqlite.Conn }

// Snapshot runs fn over one consistent state, while writing may go on.
func (w *Workspace) Snapshot(ctx context.Context, fn func(*Snapshot) error) error {
	return w.read(ctx, func(conn *sqlite.Conn) error { return fn(&Snapshot{conn}) })
}

// Settings reads the settings.
func (s *Snapshot) Settings() (data.Settings, error) { return readSettings(s.conn) }

// Revision counts the committed writes of the file.
func (s *Snapshot) Revision() (int64, error) { return revisionOf(s.conn) }

// SnapshotsAt runs functions side by side, each over a connection of its own, all
// of them over the state of one revision. It reports false, and what they did is
// of no use, if the workspace has been written since.
func (w *Workspace) SnapshotsAt(ctx context.Context, revision int64, fns ...func(*Snapshot) error) (same bool, err error) {
	errs := make([]error, len(fns))
	var moved atomic.Bool
	var wait sync.WaitGroup
	for i, fn := range fns {
		wait.Go(func() {
			errs[i] = w.Snapshot(ctx, func(s *Snapshot) error {
				if now, err := s.Revision(); err != nil || now != revision {
					moved.Store(now != revision)
					return err
				}
				return fn(s)
			})
		})
	}
	wait.Wait()
	return !moved.Load(), cmp.Or(errs...)
}

// collect reads all rows of a query.
func collect[T any](conn *sqlite.Conn, query string, scan func(*sqlite.Stmt) T) ([]T, error) {
	var out []T
	err := each(conn, query, func(stmt *sqlite.Stmt) error {
		out = append(out, scan(stmt))
		return nil
	})
	return out, err
}

func each(conn *sqlite.Conn, query string, fn func(*sqlite.Stmt) error) error {
	return sqlitex.Execute(conn, query, &sqlitex.ExecOptions{ResultFunc: fn})
}

// Activities reads all activities.
func (s *Snapshot) Activities() ([]data.Activity, error) {
	return collect(s.conn, `SELECT id, name, kind, push FROM activity ORDER BY id`, func(stmt *sqlite.Stmt) data.Activity {
		return data.Activity{ID: stmt.ColumnInt64(0), Name: stmt.ColumnText(1), Kind: data.Kind(stmt.ColumnText(2)), Push: data.Push(stmt.ColumnText(3))}
	})
}

// Channels reads all channels.
func (s *Snapshot) Channels() ([]data.Channel, error) {
	return collect(s.conn, `SELECT id, name, kind FROM channel ORDER BY id`, func(stmt *sqlite.Stmt) data.Channel {
		return data.Channel{ID: stmt.ColumnInt64(0), Name: stmt.ColumnText(1), Kind: data.ChannelKind(stmt.ColumnText(2))}
	})
}

// Touchpoints reads all touchpoints.
func (s *Snapshot) Touchpoints() ([]data.Touchpoint, error) {
	return collect(s.conn, `SELECT id, name, category FROM touchpoint ORDER BY id`, func(stmt *sqlite.Stmt) data.Touchpoint {
		return data.Touchpoint{ID: stmt.ColumnInt64(0), Name: stmt.ColumnText(1), Category: data.Category(stmt.ColumnText(2))}
	})
}

// Products reads all products.
func (s *Snapshot) Products() ([]data.Product, error) {
	return collect(s.conn, `SELECT id, name FROM product ORDER BY id`, func(stmt *sqlite.Stmt) data.Product {
		return data.Product{ID: stmt.ColumnInt64(0), Name: stmt.ColumnText(1)}
	})
}

// Reasons reads all leave reasons.
func (s *Snapshot) Reasons() ([]data.LeaveReason, error) {
	return collect(s.conn, `SELECT id, name FROM leave_reason ORDER BY id`, func(stmt *sqlite.Stmt) data.LeaveReason {
		return data.LeaveReason{ID: stmt.ColumnInt64(0), Name: stmt.ColumnText(1)}
	})
}

// Stages reads the ladder, lowest stage first.
func (s *Snapshot) Stages() ([]data.Stage, error) {
	return collect(s.conn, `SELECT id, key, name, role, technology FROM stage ORDER BY rank`, func(stmt *sqlite.Stmt) data.Stage {
		return data.Stage{ID: stmt.ColumnInt64(0), Key: stmt.ColumnText(1), Name: stmt.ColumnText(2), Role: stmt.ColumnText(3), Technology: stmt.ColumnText(4)}
	})
}

// Rules reads the stage rules, lowest stage first.
func (s *Snapshot) Rules() ([]data.StageRule, error) {
	return collect(s.conn, `SELECT r.id, r.stage_id, r.condition FROM stage_rule r JOIN stage s ON s.id = r.stage_id ORDER BY s.rank, r.id`, func(stmt *sqlite.Stmt) data.StageRule {
		return data.StageRule{ID: stmt.ColumnInt64(0), StageID: stmt.ColumnInt64(1), Condition: stmt.ColumnText(2)}
	})
}

// Segments reads the segments by name.
func (s *Snapshot) Segments() ([]data.Segment, error) {
	var out []data.Segment
	err := each(s.conn, `SELECT id, name, condition, day FROM segment ORDER BY name`, func(stmt *sqlite.Stmt) error {
		day, err := scanDay(stmt, 3)
		out = append(out, data.Segment{ID: stmt.ColumnInt64(0), Name: stmt.ColumnText(1), Condition: stmt.ColumnText(2), Day: day})
		return err
	})
	return out, err
}

// EachMember streams, by segment, the row ids of the people in lists.
func (s *Snapshot) EachMember(member func(segment, customer int64)) error {
	return each(s.conn, `SELECT segment_id, customer_id FROM segment_member ORDER BY segment_id, customer_id`, func(stmt *sqlite.Stmt) error {
		member(stmt.ColumnInt64(0), stmt.ColumnInt64(1))
		return nil
	})
}

// Imports reads the committed imports, newest first.
func (s *Snapshot) Imports() ([]data.Import, error) {
	return collect(s.conn, `SELECT id, uid, source, at, read, imported, updated, same, rejected, records FROM import
		WHERE id NOT IN (SELECT import_id FROM change WHERE undone AND import_id IS NOT NULL) ORDER BY id DESC`, scanImport)
}

// EachCustomer streams id, label (name, else external id) and attributes of
// every customer in the order of row ids. The same map is passed each time.
func (s *Snapshot) EachCustomer(fn func(id int64, label string, attributes map[string]string) error) error {
	nameless, err := s.externalIDs()
	if err != nil {
		return err
	}
	attributes := map[string]string{}
	return each(s.conn, `SELECT id, name, attributes FROM customer ORDER BY id`, func(stmt *sqlite.Stmt) error {
		id, label := stmt.ColumnInt64(0), stmt.ColumnText(1)
		if label == "" {
			label = nameless[id]
		}
		clear(attributes)
		if err := addAttributes(attributes, stmt.ColumnText(2)); err != nil {
			return fmt.Errorf("read the attributes of customer %d: %w", id, err)
		}
		return fn(id, label, attributes)
	})
}

// externalIDs gives the first external id of each customer without a name. It
// reads the identities in the order of the file: to look each customer's up
// would take several times as long.
func (s *Snapshot) externalIDs() (map[int64]string, error) {
	ids := map[int64]string{}
	err := each(s.conn, `SELECT id FROM customer WHERE name = ''`, func(stmt *sqlite.Stmt) error {
		ids[stmt.ColumnInt64(0)] = ""
		return nil
	})
	if err != nil || len(ids) == 0 {
		return ids, err
	}
	err = each(s.conn, `SELECT customer_id, value FROM identity WHERE +kind = 'external' ORDER BY id`, func(stmt *sqlite.Stmt) error {
		customer := stmt.ColumnInt64(0)
		if known, wanted := ids[customer]; wanted && known == "" {
			ids[customer] = stmt.ColumnText(1)
		}
		return nil
	})
	return ids, err
}

// decodeAttributes reads what encodeAttributes wrote; nil for none.
func decodeAttributes(text string) (map[string]string, error) {
	if text == "{}" {
		return nil, nil
	}
	attributes := map[string]string{}
	return attributes, addAttributes(attributes, text)
}

// addAttributes is decodeAttributes into an empty map. An object of texts without
// escapes is the pieces between its quotes; package json, which reads the rest,
// takes five times as long.
func addAttributes(attributes map[string]string, text string) error {
	if text == "{}" {
		return nil
	}
	rest, between := text, "{"
	for plain := strings.IndexByte(text, '\\') < 0; plain; between = "," {
		before, after, _ := strings.Cut(rest, `"`)
		name, after, _ := strings.Cut(after, `"`)
		colon, after, _ := strings.Cut(after, `"`)
		value, after, closed := strings.Cut(after, `"`)
		if !closed || before != between || colon != ":" {
			break
		}
		attributes[name], rest = value, after
		if rest == "}" {
			return nil
		}
	}
	clear(attributes)
	return json.Unmarshal([]byte(text), &attributes)
}

// eventColumns are those of an interaction that analyses read, and
// interactionColumns all but the note.
const (
	eventColumns       = `id, customer_id, activity_id, channel_id, touchpoint_id, product_id, at, day, requested, phase, emotion, order_ref, amount`
	interactionColumns = eventColumns + `, outcome, quantity`
)

// EachInteraction streams every interaction, without its note, in the order of
// row ids; the same struct is passed each time.
func (s *Snapshot) EachInteraction(fn func(*data.Interaction) error) error {
	var in data.Interaction
	return each(s.conn, `SELECT `+interactionColumns+` FROM interaction ORDER BY id`, func(stmt *sqlite.Stmt) error {
		if err := scanInteraction(stmt, &in); err != nil {
			return err
		}
		return fn(&in)
	})
}

// EachEvent streams the interactions of a range of row ids in their order, as
// analyses read them: without outcome, quantity and note. The same struct is
// passed each time.
func (s *Snapshot) EachEvent(first, last int64, fn func(*data.Interaction) error) error {
	next, err := s.storedEvents(first, last, fn)
	if !errors.Is(err, errUnplain) {
		return err
	}
	var in data.Interaction
	return sqlitex.Execute(s.conn, `SELECT `+eventColumns+` FROM interaction WHERE id BETWEEN ? AND ? ORDER BY id`, &sqlitex.ExecOptions{
		Args: []any{next, last},
		ResultFunc: func(stmt *sqlite.Stmt) error {
			if err := scanEvent(stmt, &in); err != nil {
				return err
			}
			return fn(&in)
		},
	})
}

// EventRange gives the lowest and highest row id of the interactions; 0 and 0
// where there are none.
func (s *Snapshot) EventRange() (first, last int64, err error) {
	// Two look-ups; min and max together would read the whole table.
	err = each(s.conn, `SELECT (SELECT min(id) FROM interaction), (SELECT max(id) FROM interaction)`, func(stmt *sqlite.Stmt) error {
		first, last = stmt.ColumnInt64(0), stmt.ColumnInt64(1)
		return nil
	})
	return first, last, err
}

// scanInteraction reads interactionColumns.
func scanInteraction(stmt *sqlite.Stmt, in *data.Interaction) error {
	if err := scanEvent(stmt, in); err != nil {
		return err
	}
	in.Outcome = stmt.ColumnText(13)
	if in.HasQuantity = !stmt.ColumnIsNull(14); in.HasQuantity {
		in.Quantity = stmt.ColumnFloat(14)
	}
	return nil
}

// scanEvent reads eventColumns.
func scanEvent(stmt *sqlite.Stmt, in *data.Interaction) error {
	*in = data.Interaction{
		ID: stmt.ColumnInt64(0), CustomerID: stmt.ColumnInt64(1), ActivityID: stmt.ColumnInt64(2), ChannelID: stmt.ColumnInt64(3),
		TouchpointID: stmt.ColumnInt64(4), ProductID: stmt.ColumnInt64(5), When: data.AtMillis(stmt.ColumnInt64(6)),
		Requested: data.Tri(stmt.ColumnInt(8)), Phase: data.Phase(stmt.ColumnText(9)), OrderRef: stmt.ColumnText(11),
	}
	if !stmt.ColumnIsNull(7) {
		day, err := scanDay(stmt, 7)
		if err != nil {
			return err
		}
		in.When = data.OnDay(day)
	}
	if in.HasEmotion = !stmt.ColumnIsNull(10); in.HasEmotion {
		in.Emotion = stmt.ColumnInt(10)
	}
	if in.HasAmount = !stmt.ColumnIsNull(12); in.HasAmount {
		in.Amount = data.Money(stmt.ColumnInt64(12))
	}
	return nil
}

func scanDay(stmt *sqlite.Stmt, column int) (data.Day, error) {
	if stmt.ColumnIsNull(column) {
		return data.NoDay, nil
	}
	day, err := data.ParseDay(stmt.ColumnText(column))
	if err != nil {
		return day, data.Wrap(err, data.CodeDamaged, "The workspace holds the date %q, which is none; restore a backup.", stmt.ColumnText(column))
	}
	return day, nil
}

const subscriptionColumns = `id, customer_id, product_id, reason_id, start_day, end_day, monthly, dates_derived`

func scanSubscription(stmt *sqlite.Stmt, s *data.Subscription) (err error) {
	*s = data.Subscription{
		ID: stmt.ColumnInt64(0), CustomerID: stmt.ColumnInt64(1), ProductID: stmt.ColumnInt64(2), ReasonID: stmt.ColumnInt64(3),
		HasMonthly: !stmt.ColumnIsNull(6), Monthly: data.Money(stmt.ColumnInt64(6)), DatesDerived: stmt.ColumnBool(7),
	}
	if s.Start, err = scanDay(stmt, 4); err != nil {
		return err
	}
	s.End, err = scanDay(stmt, 5)
	return err
}

// EachSubscription streams every subscription; the same struct is passed each time.
func (s *Snapshot) EachSubscription(fn func(*data.Subscription) error) error {
	next, err := s.storedSubscriptions(fn)
	if !errors.Is(err, errUnplain) {
		return err
	}
	var sub data.Subscription
	return sqlitex.Execute(s.conn, `SELECT `+subscriptionColumns+` FROM subscription WHERE id >= ? ORDER BY id`, &sqlitex.ExecOptions{
		Args: []any{next},
		ResultFunc: func(stmt *sqlite.Stmt) error {
			if err := scanSubscription(stmt, &sub); err != nil {
				return err
			}
			return fn(&sub)
		},
	})
}

// EachStageChange streams every recorded stage change; the same struct is
// passed each time.
func (s *Snapshot) EachStageChange(fn func(*data.StageChange) error) error {
	var change data.StageChange
	return each(s.conn, `SELECT `+stageChangeColumns+` FROM stage_change ORDER BY id`, func(stmt *sqlite.Stmt) error {
		if err := scanStageChange(stmt, &change); err != nil {
			return err
		}
		return fn(&change)
	})
}

const stageChangeColumns = `id, customer_id, stage_id, day, evidence_kind, coalesce(evidence_id, 0), reason`

func scanStageChange(stmt *sqlite.Stmt, c *data.StageChange) (err error) {
	*c = data.StageChange{
		ID: stmt.ColumnInt64(0), CustomerID: stmt.ColumnInt64(1), StageID: stmt.ColumnInt64(2),
		Evidence: data.Evidence{Kind: data.EvidenceKind(stmt.ColumnText(4)), ID: stmt.ColumnInt64(5), Reason: stmt.ColumnText(6)},
	}
	c.Day, err = scanDay(stmt, 3)
	return err
}
