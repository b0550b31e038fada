package app

import (
	"context"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"cxworkbench/data"
	"cxworkbench/data/exchange"
	"cxworkbench/data/workspace"
)

// FieldEdit is a field of a customer as a person gives it: name, email, phone
// or attr:NAME. An empty value takes it away.
type FieldEdit struct{ Field, Value string }

// EditCustomer stores fields of the customer with this external id or exact name,
// all or none, and gives the revision.
func (s *Session) EditCustomer(ctx context.Context, called string, fields []FieldEdit) (revision int64, err error) {
	return s.edit(ctx, "Edit "+called, func(tx *workspace.Tx) error {
		id, err := tx.FindCustomer(called)
		if err != nil {
			return err
		}
		return editFields(tx, id, fields)
	})
}

func editFields(tx *workspace.Tx, id int64, fields []FieldEdit) error {
	c, err := tx.Customer(id)
	if err != nil {
		return err
	}
	for _, f := range fields {
		if err := setField(tx, &c, f); err != nil {
			return err
		}
	}
	c.Identities = nil // setField stored them
	return tx.UpdateCustomer(&c)
}

func setField(tx *workspace.Tx, c *data.Customer, f FieldEdit) error {
	value := strings.TrimSpace(f.Value)
	if name, ok := strings.CutPrefix(f.Field, "attr:"); ok && name != "" {
		if value == "" {
			delete(c.Attributes, name)
			return nil
		}
		if c.Attributes == nil {
			c.Attributes = map[string]string{}
		}
		c.Attributes[name] = value
		return nil
	}
	switch f.Field {
	case "name":
		if value == "" {
			return data.Errorf(data.CodeBadInput, "A customer needs a name; nothing was changed.")
		}
		c.Name = value
		return nil
	case "email":
		if value != "" && !strings.Contains(value, "@") {
			return data.Errorf(data.CodeBadInput, "%q is no e-mail address; nothing was changed.", value)
		}
		return tx.SetIdentity(c.ID, data.IdentityEmail, exchange.NormalEmail(value))
	case "phone":
		number := exchange.NormalPhone(value)
		if value != "" && number == "" {
			return data.Errorf(data.CodeBadInput, "%q is no telephone number; nothing was changed.", value)
		}
		return tx.SetIdentity(c.ID, data.IdentityPhone, number)
	}
	return data.Errorf(data.CodeBadInput, "%q is no field of a customer; use name, email, phone or attr:NAME.", f.Field)
}

// edit makes one change that can be undone, reads the log anew and gives the
// revision.
func (s *Session) edit(ctx context.Context, label string, change func(tx *workspace.Tx) error) (revision int64, err error) {
	if err := s.ws.Write(ctx, label, change); err != nil {
		return 0, err
	}
	log, err := s.Reload(ctx)
	if err != nil {
		return 0, err
	}
	return log.Revision, nil
}

// Entry is an interaction as a person notes it down.
type Entry struct {
	Activity string
	Channel  string // empty where not known
	When     data.Moment
	Emotion  *int   // -2..+2, nil where not known
	Amount   string // decimal, in the workspace's currency; empty where none
	Note     string
}

// LogInteraction notes an interaction of the customer with this external id or
// exact name and gives the revision. Activities and channels are known by name
// without regard to case; new ones are made, and guessed what they are. The
// as-of date moves along, but not beyond today.
func (s *Session) LogInteraction(ctx context.Context, called string, e Entry, today data.Day) (revision int64, err error) {
	settings := s.Log().Settings
	zone, err := settings.Location()
	if err != nil {
		return 0, data.Wrap(err, data.CodeBadInput, "The zone of the workspace, %q, is not known here.", settings.Zone)
	}
	in := data.Interaction{When: e.When, Note: strings.TrimSpace(e.Note)}
	if e.Emotion != nil {
		if in.Emotion, in.HasEmotion = *e.Emotion, true; in.Emotion < -2 || in.Emotion > 2 {
			return 0, data.Errorf(data.CodeBadInput, "An emotion is a whole number from -2 to 2; %d is none.", in.Emotion)
		}
	}
	if e.Amount != "" {
		if in.Amount, err = parseMoney(e.Amount, settings.Currency); err != nil {
			return 0, err
		}
		in.HasAmount = true
	}
	return s.edit(ctx, "Log "+e.Activity+" of "+called, func(tx *workspace.Tx) error {
		if in.CustomerID, err = tx.FindCustomer(called); err != nil {
			return err
		}
		activity := exchange.ActivityNamed(s.knownActivity(e.Activity))
		if in.ActivityID, _, err = tx.Activity(activity.Name, activity.Kind, activity.Push); err != nil {
			return err
		}
		if e.Channel != "" {
			channel := exchange.ChannelNamed(s.knownChannel(e.Channel))
			if in.ChannelID, _, err = tx.Channel(channel.Name, channel.Kind); err != nil {
				return err
			}
		}
		if err := tx.AddInteraction(&in, workspace.Origin{}, 0); err != nil {
			return err
		}
		return moveAsOf(tx, in.When.DayIn(zone), today)
	})
}

// moveAsOf sets the as-of date to the day of a new record, never back and never
// into the future.
func moveAsOf(tx *workspace.Tx, day, today data.Day) error {
	settings, err := tx.Settings()
	if err != nil || day > today || settings.AsOf.Known() && settings.AsOf >= day {
		return err
	}
	settings.AsOf = day
	return tx.SetSettings(settings)
}

func (s *Session) knownActivity(name string) string {
	for _, a := range s.Log().Activities {
		if strings.EqualFold(a.Name, name) {
			return a.Name
		}
	}
	return name
}

func (s *Session) knownChannel(name string) string {
	for _, c := range s.Log().Channels {
		if strings.EqualFold(c.Name, name) {
			return c.Name
		}
	}
	return name
}

// parseMoney reads a decimal amount like 12.50, rounded to minor units.
func parseMoney(text, currency string) (data.Money, error) {
	amount, err := decimal.NewFromString(text)
	if err == nil {
		amount = amount.Mul(decimal.NewFromInt(data.MinorUnits(currency))).Round(0)
	}
	if err != nil || amount.Abs().GreaterThan(decimal.New(1, 15)) {
		return 0, data.Errorf(data.CodeBadInput, "%q is no amount like 12.50.", text)
	}
	return data.Money(amount.IntPart()), nil
}

// ParseMoment reads a date, 2026-10-31, or an instant, 2026-10-31 14:30 in the
// zone or 2026-10-31T14:30:00+01:00.
func ParseMoment(text string, zone *time.Location) (data.Moment, error) {
	if day, err := data.ParseDay(text); err == nil {
		return data.OnDay(day), nil
	}
	for _, layout := range []string{"2006-01-02 15:04", "2006-01-02 15:04:05", "2006-01-02T15:04", "2006-01-02T15:04:05", time.RFC3339} {
		if at, err := time.ParseInLocation(layout, text, zone); err == nil {
			return data.AtMillis(at.UnixMilli()), nil
		}
	}
	return data.Moment{}, data.Errorf(data.CodeBadInput, "%q is no time like 2026-10-31 or 2026-10-31 14:30.", text)
}
