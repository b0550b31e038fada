package export

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"time"

	"cxworkbench/data"
	"cxworkbench/data/message"
	"cxworkbench/data/workspace"
)

// xesHead declares an XES 1.0 log with the extensions that its attributes are of
// (IEEE 1849-2016; www.xes-standard.org).
const xesHead = `<?xml version="1.0" encoding="UTF-8"?>
<log xes.version="1.0" xes.features="" xmlns="http://www.xes-standard.org/">
<extension name="Concept" prefix="concept" uri="http://www.xes-standard.org/concept.xesext"/>
<extension name="Time" prefix="time" uri="http://www.xes-standard.org/time.xesext"/>
<extension name="Organizational" prefix="org" uri="http://www.xes-standard.org/org.xesext"/>
<global scope="trace">
<string key="concept:name" value=""/>
</global>
<global scope="event">
<string key="concept:name" value=""/>
<date key="time:timestamp" value="1970-01-01T00:00:00.000+00:00"/>
</global>
<classifier name="Activity" keys="concept:name"/>
`

// xesInstant is an instant as XES writes it, xs:dateTime.
const xesInstant = "2006-01-02T15:04:05.000-07:00"

// eventLog writes customers with their interactions, or tickets with their
// history, as an XES log: a trace a case in the order of time. It gives the
// number of events and of interactions left out because they have no customer.
func (e *exporter) eventLog(w io.Writer) (events, left int64, err error) {
	extract := workspace.CustomerTraces()
	if e.request.Case == CaseTicket {
		extract = workspace.TicketTraces()
	} else if left, err = e.snapshot.Unassigned(); err != nil {
		return 0, 0, err
	}
	zone, err := e.settings.Location()
	if err != nil {
		return 0, 0, fmt.Errorf("zone of the workspace: %w", err)
	}
	total, err := e.snapshot.Count(extract)
	if err != nil {
		return 0, 0, err
	}
	x := &xesWriter{zone: zone, table: Table{Currency: e.settings.Currency, Zone: zone}, columns: extract.Columns}
	x.out.WriteString(xesHead)
	x.attribute("string", "concept:name", e.settings.Name)
	if e.request.Definition != "" {
		x.attribute("string", "definition", e.request.Definition)
	}
	if left > 0 {
		x.attribute("string", "left out", message.English().Text(message.New("export.xes.left", message.Args{"n": left})))
	}
	if err := x.flush(w); err != nil {
		return 0, 0, err
	}
	var done int64
	open := int64(0)
	err = e.snapshot.Each(extract, func(customer int64, row []Cell) error {
		done++
		e.tell(done, total)
		if !e.keeps(customer) {
			return nil
		}
		if row[0].Int != open {
			x.end(open)
			open = row[0].Int
			x.out.WriteString("<trace>\n")
			x.attribute("string", "concept:name", row[1].Text)
		}
		events++
		x.event(row)
		return x.flush(w)
	})
	if err != nil {
		return 0, 0, err
	}
	x.end(open)
	x.out.WriteString("</log>\n")
	return events, left, x.flush(w)
}

// xesWriter collects elements until they are written.
type xesWriter struct {
	out     bytes.Buffer
	zone    *time.Location
	table   Table
	columns []workspace.Column
}

func (x *xesWriter) flush(w io.Writer) error {
	_, err := x.out.WriteTo(w)
	return err
}

// end closes the trace that is open, if one is.
func (x *xesWriter) end(open int64) {
	if open != 0 {
		x.out.WriteString("</trace>\n")
	}
}

func (x *xesWriter) attribute(kind, key, value string) {
	x.out.WriteString("<" + kind + ` key="`)
	escape(&x.out, key)
	x.out.WriteString(`" value="`)
	escape(&x.out, value)
	x.out.WriteString("\"/>\n")
}

// escape writes a text for an attribute of XML; what XML cannot hold becomes the
// replacement character.
func escape(out *bytes.Buffer, s string) {
	_ = xml.EscapeText(out, []byte(s)) // a buffer takes everything
}

// event writes an event; what is not known has no attribute.
func (x *xesWriter) event(row []Cell) {
	x.out.WriteString("<event>\n")
	for i, c := range x.columns[2:] { // the first two are the trace's
		v := row[i+2]
		if !v.Known {
			continue
		}
		switch c.Name {
		case "at":
			x.attribute("date", "time:timestamp", x.instant(v))
			if v.Dated {
				x.attribute("boolean", "date_only", "true")
			}
		case "activity":
			x.attribute("string", "concept:name", v.Text)
		default:
			key := c.Name
			if key == "channel" {
				key = "org:group" // who of the business the event went through
			}
			switch {
			case c.Type == workspace.TypeMoney:
				x.attribute("float", key, x.table.text(Column{Type: c.Type}, v))
			case v.Text != "":
				x.attribute("string", key, v.Text)
			}
		}
	}
	x.out.WriteString("</event>\n")
}

// instant is when an event was; a date is the beginning of its day in the zone.
func (x *xesWriter) instant(v Cell) string {
	at := time.UnixMilli(v.Int).In(x.zone)
	if v.Dated {
		year, month, day := data.Day(v.Int).Civil()
		at = time.Date(year, month, day, 0, 0, 0, 0, x.zone)
	}
	if _, offset := at.Zone(); offset%60 != 0 { // of long ago; XML has no seconds there
		at = at.UTC()
	}
	return at.Format(xesInstant)
}
