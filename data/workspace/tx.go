package workspace

import (
	"encoding/json"
	"fmt"
	"strconv"
	"time"

	"github.com/google/uuid"
	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"

	"cxworkbench/data"
	"cxworkbench/data/workspace/crash"
)

// Tx writes inside one transaction of Workspace.Write. It is for the goroutine
// that runs the function and must not be kept.
type Tx struct {
	conn    *sqlite.Conn
	history *recorder // nil while a workspace is being made
	bulk    bulk
}

// Origin says which import a row came from and its ordinal there. The zero
// Origin is a row that a person made.
type Origin struct {
	ImportID int64
	Ordinal  int
}

// bindOrigin sets uid, import_id and ordinal at three parameters from first. The
// parameters of a statement that was just prepared are NULL: to set each once more
// would be felt in a million rows.
func bindOrigin(stmt *sqlite.Stmt, first int, o Origin) error {
	if o.ImportID != 0 {
		stmt.BindInt64(first+1, o.ImportID)
		stmt.BindInt64(first+2, int64(o.Ordinal))
		return nil
	}
	uid, err := uuid.NewV7()
	if err != nil {
		return fmt.Errorf("make an id: %w", err)
	}
	stmt.BindText(first, uid.String())
	return nil
}

// step runs a prepared statement that yields no rows and makes it ready again.
func step(stmt *sqlite.Stmt) error {
	crash.Point("step")
	if _, err := stmt.Step(); err != nil {
		_ = stmt.Reset() // the error of Step is the one to tell
		return err
	}
	return stmt.Reset()
}

// bindID sets a parameter that is still NULL, which stands for none.
func bindID(stmt *sqlite.Stmt, param int, id int64) {
	if id != 0 {
		stmt.BindInt64(param, id)
	}
}

func bindDay(stmt *sqlite.Stmt, param int, d data.Day) {
	if !d.Known() {
		stmt.BindNull(param)
		return
	}
	stmt.BindText(param, d.String())
}

// The keys of table setting.
const (
	settingName      = "name"
	settingZone      = "zone"
	settingWeekStart = "week_start"
	settingCurrency  = "currency"
	settingAsOf      = "as_of"
)

// SetSettings stores the settings.
func (tx *Tx) SetSettings(s data.Settings) error {
	for key, value := range map[string]string{
		settingName: s.Name, settingZone: s.Zone, settingWeekStart: strconv.Itoa(int(s.WeekStart)),
		settingCurrency: s.Currency, settingAsOf: s.AsOf.String(),
	} {
		err := sqlitex.Execute(tx.conn, `INSERT INTO setting (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = ?2`,
			&sqlitex.ExecOptions{Args: []any{key, value}})
		if err != nil {
			return fmt.Errorf("store setting %s: %w", key, err)
		}
	}
	return nil
}

// Settings reads the settings.
func (tx *Tx) Settings() (data.Settings, error) { return readSettings(tx.conn) }

func readSettings(conn *sqlite.Conn) (data.Settings, error) {
	s := data.Settings{AsOf: data.NoDay, WeekStart: time.Monday}
	err := sqlitex.Execute(conn, `SELECT key, value FROM setting`, &sqlitex.ExecOptions{ResultFunc: func(stmt *sqlite.Stmt) error {
		value := stmt.ColumnText(1)
		switch stmt.ColumnText(0) {
		case settingName:
			s.Name = value
		case settingZone:
			s.Zone = value
		case settingCurrency:
			s.Currency = value
		case settingWeekStart:
			n, err := strconv.Atoi(value)
			if err != nil || n < 0 || n > 6 {
				return data.Errorf(data.CodeDamaged, "The workspace says that its week starts on day %q, which is none; restore a backup.", value)
			}
			s.WeekStart = time.Weekday(n)
		case settingAsOf:
			if value == "" {
				return nil
			}
			day, err := data.ParseDay(value)
			if err != nil {
				return data.Wrap(err, data.CodeDamaged, "The as-of date of the workspace, %q, is no date; restore a backup.", value)
			}
			s.AsOf = day
		}
		return nil
	}})
	if err != nil {
		return s, fmt.Errorf("read the settings: %w", err)
	}
	return s, nil
}

// AddCustomer stores a customer with its identities and attributes and gives
// its row id. An external id that another customer has is an error.
func (tx *Tx) AddCustomer(c *data.Customer, o Origin) (int64, error) {
	attributes, err := encodeAttributes(c.Attributes)
	if err != nil {
		return 0, err
	}
	stmt, err := tx.conn.Prepare(`INSERT INTO customer (uid, import_id, ordinal, name, attributes) VALUES (?, ?, ?, ?, ?)`)
	if err != nil {
		return 0, err
	}
	if err := bindOrigin(stmt, 1, o); err != nil {
		return 0, err
	}
	stmt.BindText(4, c.Name)
	stmt.BindText(5, attributes)
	if err := tx.insert(stmt, o); err != nil {
		return 0, fmt.Errorf("add a customer: %w", err)
	}
	id := tx.conn.LastInsertRowID()
	for _, identity := range c.Identities {
		if err := tx.addIdentity(id, identity, o); err != nil {
			return 0, err
		}
	}
	return id, nil
}

func encodeAttributes(attributes map[string]string) (string, error) {
	if len(attributes) == 0 {
		return "{}", nil
	}
	text, err := json.Marshal(attributes) // sorts its keys
	if err != nil {
		return "", fmt.Errorf("encode attributes: %w", err)
	}
	return string(text), nil
}

func (tx *Tx) addIdentity(customer int64, i data.Identity, o Origin) error {
	stmt, err := tx.conn.Prepare(`INSERT INTO identity (customer_id, kind, source, value) VALUES (?, ?, ?, ?)`)
	if err != nil {
		return err
	}
	stmt.BindInt64(1, customer)
	stmt.BindText(2, string(i.Kind))
	stmt.BindText(3, i.Source)
	stmt.BindText(4, i.Value)
	if err := tx.insert(stmt, o); err != nil {
		return fmt.Errorf("add %s id %q: %w", i.Kind, i.Value, err)
	}
	return nil
}

// UpdateCustomer stores name and attributes of a customer, and adds those of
// its identities that it does not have yet.
func (tx *Tx) UpdateCustomer(c *data.Customer) error {
	attributes, err := encodeAttributes(c.Attributes)
	if err != nil {
		return err
	}
	stmt, err := tx.conn.Prepare(`UPDATE customer SET name = ?, attributes = ? WHERE id = ?`)
	if err != nil {
		return err
	}
	stmt.BindText(1, c.Name)
	stmt.BindText(2, attributes)
	stmt.BindInt64(3, c.ID)
	if err := step(stmt); err != nil {
		return fmt.Errorf("update customer %d: %w", c.ID, err)
	}
	known, err := tx.identities(c.ID)
	if err != nil {
		return err
	}
	have := map[data.Identity]bool{}
	for _, identity := range known {
		have[identity] = true
	}
	for _, identity := range c.Identities {
		if have[identity] {
			continue
		}
		if err := tx.addIdentity(c.ID, identity, Origin{}); err != nil {
			return err
		}
	}
	return tx.updated()
}

// AddInteraction stores an interaction. The fingerprint is that of an imported
// row; 0 is stored as none.
func (tx *Tx) AddInteraction(in *data.Interaction, o Origin, fingerprint int64) error {
	// A text that is not there is coalesced: binding "" costs an allocation outside of Go.
	stmt, err := tx.conn.Prepare(`INSERT INTO interaction (uid, import_id, ordinal, fingerprint, customer_id, activity_id, channel_id,
		touchpoint_id, product_id, at, day, requested, phase, emotion, outcome, order_ref, quantity, amount, note)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, coalesce(?, ''), ?, coalesce(?, ''), coalesce(?, ''), ?, ?, coalesce(?, ''))`)
	if err != nil {
		return err
	}
	if err := bindOrigin(stmt, 1, o); err != nil {
		return err
	}
	bindID(stmt, 4, fingerprint)
	bindInteraction(stmt, 5, in)
	if err := tx.insert(stmt, o); err != nil {
		return fmt.Errorf("add an interaction: %w", err)
	}
	if o.ImportID == 0 {
		return nil
	}
	return tx.countBulk()
}

// bindInteraction sets what an interaction says, but for its ticket, at fifteen
// parameters from first that are still NULL.
func bindInteraction(stmt *sqlite.Stmt, first int, in *data.Interaction) {
	bindID(stmt, first, in.CustomerID)
	stmt.BindInt64(first+1, in.ActivityID)
	bindID(stmt, first+2, in.ChannelID)
	bindID(stmt, first+3, in.TouchpointID)
	bindID(stmt, first+4, in.ProductID)
	bindMoment(stmt, first+5, in.When)
	stmt.BindInt64(first+7, int64(in.Requested))
	bindText(stmt, first+8, string(in.Phase))
	if in.HasEmotion {
		stmt.BindInt64(first+9, int64(in.Emotion))
	}
	bindText(stmt, first+10, in.Outcome)
	bindText(stmt, first+11, in.OrderRef)
	if in.HasQuantity {
		stmt.BindFloat(first+12, in.Quantity)
	}
	if in.HasAmount {
		stmt.BindInt64(first+13, int64(in.Amount))
	}
	bindText(stmt, first+14, in.Note)
}

// bindText sets a parameter that is still NULL, which the statement takes for "".
func bindText(stmt *sqlite.Stmt, param int, text string) {
	if text != "" {
		stmt.BindText(param, text)
	}
}

// EachFingerprint streams the fingerprints of all imported interactions.
func (tx *Tx) EachFingerprint(fn func(fingerprint int64)) error {
	err := each(tx.conn, `SELECT fingerprint FROM interaction WHERE fingerprint IS NOT NULL`, func(stmt *sqlite.Stmt) error {
		fn(stmt.ColumnInt64(0))
		return nil
	})
	if err != nil {
		return fmt.Errorf("read the fingerprints: %w", err)
	}
	return nil
}

// AddSubscription stores a subscription.
func (tx *Tx) AddSubscription(s *data.Subscription, o Origin, fingerprint int64) error {
	stmt, err := tx.conn.Prepare(`INSERT INTO subscription (uid, import_id, ordinal, fingerprint, customer_id, product_id, reason_id,
		start_day, end_day, monthly, dates_derived) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`)
	if err != nil {
		return err
	}
	if err := bindOrigin(stmt, 1, o); err != nil {
		return err
	}
	bindID(stmt, 4, fingerprint)
	stmt.BindInt64(5, s.CustomerID)
	bindSubscription(stmt, 6, s)
	if err := tx.insert(stmt, o); err != nil {
		return fmt.Errorf("add a subscription: %w", err)
	}
	return nil
}

// bindSubscription sets product, reason, start, end, monthly and dates_derived
// at six parameters from first.
func bindSubscription(stmt *sqlite.Stmt, first int, s *data.Subscription) {
	bindID(stmt, first, s.ProductID)
	bindID(stmt, first+1, s.ReasonID)
	bindDay(stmt, first+2, s.Start)
	bindDay(stmt, first+3, s.End)
	if s.HasMonthly {
		stmt.BindInt64(first+4, int64(s.Monthly))
	}
	stmt.BindBool(first+5, s.DatesDerived)
}

// UpdateSubscription stores everything but the customer of a subscription.
func (tx *Tx) UpdateSubscription(s *data.Subscription) error {
	stmt, err := tx.conn.Prepare(`UPDATE subscription SET product_id = ?, reason_id = ?, start_day = ?, end_day = ?, monthly = ?,
		dates_derived = ? WHERE id = ?`)
	if err != nil {
		return err
	}
	bindSubscription(stmt, 1, s)
	stmt.BindInt64(7, s.ID)
	if err := step(stmt); err != nil {
		return fmt.Errorf("update subscription %d: %w", s.ID, err)
	}
	return tx.updated()
}

// AddStageChange records that a person moved a customer to a stage.
func (tx *Tx) AddStageChange(c *data.StageChange, o Origin) error {
	stmt, err := tx.conn.Prepare(`INSERT INTO stage_change (uid, import_id, ordinal, customer_id, stage_id, day, evidence_kind,
		evidence_id, reason) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`)
	if err != nil {
		return err
	}
	if err := bindOrigin(stmt, 1, o); err != nil {
		return err
	}
	stmt.BindInt64(4, c.CustomerID)
	stmt.BindInt64(5, c.StageID)
	bindDay(stmt, 6, c.Day)
	stmt.BindText(7, string(c.Evidence.Kind))
	bindID(stmt, 8, c.Evidence.ID)
	stmt.BindText(9, c.Evidence.Reason)
	if err := tx.insert(stmt, o); err != nil {
		return fmt.Errorf("record a stage change: %w", err)
	}
	return nil
}
