package xes

import (
	"encoding/xml"
	"errors"
	"io"
	"strings"

	"cxworkbench/data"
	"cxworkbench/data/exchange/input"
	"cxworkbench/data/exchange/rows"
)

// The faults of a row.
const (
	FaultNoEvents = "the case has no events"
	FaultLate     = "an attribute of the case stands after its events, which do not have it"
	FaultLong     = "it holds more text than an event can have"
	FaultUnknown  = "it has an attribute that is no column of this file"
	FaultNoKey    = "an attribute of it has no name"
)

// caseID is the column that tells the case.
const caseID = "case id"

// usual are the columns of the keys of XES's standard extensions.
var usual = map[string]string{
	"concept:name": "activity", "time:timestamp": "at", "org:resource": "resource",
}

// log reads the events of a log.
type log struct {
	stream  *input.Stream
	xml     *input.XML
	name    string
	columns *input.Columns // nil while they are found out

	ofTraces scope
	ofEvents scope

	events  int // so far
	isLog   bool
	inTrace bool
	empty   bool // no event in this trace so far
	late    bool // one of this trace's attributes came too late

	cells []string
	trace []string // cells that all events of the trace have
	given []int    // per column the count of the owner that gave it last
	bytes int      // of text in the trace or event that is read
	owner int      // count of traces and events, so that each is another
	fault string   // of the trace or event that is read
	isBad string   // the fault of the trace, which is one of its events too
}

// scope finds the columns of the attributes of traces, or of events.
type scope struct {
	column func(key string) string
	at     map[string]int // column by key
	keys   *input.Columns // while they are found out
}

func openLog(open input.Opener, name string, columns *input.Columns) (*log, error) {
	s, err := input.OpenStream(open, name)
	if err != nil {
		return nil, err
	}
	l := &log{
		stream: s, xml: input.NewXML(s), name: name, columns: columns,
		ofTraces: scope{column: traceColumn, at: make(map[string]int), keys: input.NewColumns()},
		ofEvents: scope{column: eventColumn, at: make(map[string]int), keys: input.NewColumns()},
	}
	if columns != nil {
		n := len(columns.Names())
		l.cells, l.trace, l.given = make([]string, n), make([]string, n), make([]int, n)
	}
	return l, nil
}

// Close closes the file.
func (l *log) Close() error { return l.stream.Close() }

func traceColumn(key string) string {
	if key == "concept:name" {
		return caseID
	}
	return "case:" + key
}

// eventColumn names the column of an event's attribute, which must not take that
// of another.
func eventColumn(key string) string {
	if column, ok := usual[key]; ok {
		return column
	}
	switch {
	case key == "activity", key == "at", key == "resource", key == caseID, strings.HasPrefix(key, "case:"):
		return "event:" + key
	}
	return key
}

// found gives the columns: the case, what events have, what traces have.
func (l *log) found() []string {
	all := input.NewColumns(caseID)
	for _, s := range []scope{l.ofEvents, l.ofTraces} {
		for _, key := range s.keys.Names() {
			all.Add(s.column(key))
		}
	}
	return all.Names()
}

// next gives the next event, or io.EOF.
func (l *log) next() (rows.Row, error) {
	for {
		tok, err := l.xml.Next()
		if err != nil {
			if errors.Is(err, io.EOF) && !l.isLog {
				err = l.noLog()
			}
			return rows.Row{}, err
		}
		switch t := tok.(type) {
		case xml.StartElement:
			row, done, err := l.element(t)
			if done || err != nil {
				return row, err
			}
		case xml.EndElement:
			if t.Name.Local == "trace" && l.inTrace {
				if row, bad := l.endTrace(); bad {
					return row, nil
				}
			}
		}
	}
}

func (l *log) noLog() error {
	return data.Errorf(data.CodeBadInput, "%q is no event log (XES): check what was exported.", l.name)
}

// element reads what stands in a log or a trace, and gives a row where it ends one.
func (l *log) element(e xml.StartElement) (row rows.Row, done bool, err error) {
	if !l.isLog {
		if l.isLog = e.Name.Local == "log"; !l.isLog {
			return row, false, l.noLog()
		}
		return row, false, nil
	}
	switch e.Name.Local {
	case "trace":
		l.inTrace, l.empty, l.late, l.isBad = true, true, false, ""
		l.owner++
		l.bytes = 0
		clear(l.trace)
		return row, false, nil
	case "event":
		row, err = l.event()
		return row, true, err
	case "global":
		return row, false, l.global(e)
	}
	if !l.inTrace {
		return row, false, l.xml.Skip() // what is said of the log as a whole
	}
	l.late = l.late || !l.empty
	l.fault = ""
	err = l.attribute(e, &l.ofTraces, "", l.trace)
	if l.fault != "" {
		l.isBad = l.fault
	}
	return row, false, err
}

// endTrace gives a row for what else would be lost.
func (l *log) endTrace() (rows.Row, bool) {
	l.inTrace = false
	switch {
	case l.empty:
		return rows.Row{Line: l.events, Fault: FaultNoEvents, Raw: l.caseName()}, true
	case l.late:
		return rows.Row{Line: l.events, Fault: FaultLate, Raw: l.caseName()}, true
	}
	return rows.Row{}, false
}

func (l *log) caseName() string {
	if l.columns == nil {
		return ""
	}
	if i := l.columns.Find(caseID); i >= 0 {
		return l.trace[i]
	}
	return ""
}

// global reads the attributes that all traces, or all events, have.
func (l *log) global(e xml.StartElement) error {
	var s *scope
	switch input.Attr(e, "scope") {
	case "trace":
		s = &l.ofTraces
	case "event":
		s = &l.ofEvents
	}
	if s == nil || l.columns != nil {
		return l.xml.Skip()
	}
	return l.attributes(s, "", nil)
}

// event reads an event.
func (l *log) event() (rows.Row, error) {
	l.events++
	l.owner++
	l.empty = false
	l.fault, l.bytes = "", 0
	if !l.inTrace {
		clear(l.trace)
		l.isBad = ""
	}
	copy(l.cells, l.trace)
	if err := l.attributes(&l.ofEvents, "", l.cells); err != nil {
		return rows.Row{}, err
	}
	row := rows.Row{Line: l.events, Fault: l.fault}
	if row.Fault == "" {
		row.Fault = l.isBad
	}
	if row.Fault == "" {
		row.Cells = l.cells
	}
	return row, nil
}

// attributes reads the attributes in the element that was just begun.
func (l *log) attributes(s *scope, prefix string, cells []string) error {
	for {
		tok, err := l.xml.Next()
		if errors.Is(err, io.EOF) {
			err = io.ErrUnexpectedEOF
		}
		if err != nil {
			return err
		}
		switch t := tok.(type) {
		case xml.StartElement:
			if err := l.attribute(t, s, prefix, cells); err != nil {
				return err
			}
		case xml.EndElement:
			return nil
		}
	}
}

// attribute reads one attribute; those within it are named by both keys.
func (l *log) attribute(e xml.StartElement, s *scope, prefix string, cells []string) error {
	var key, value string
	hasValue := false
	for _, a := range e.Attr {
		switch a.Name.Local {
		case "key":
			key = a.Value
		case "value":
			value, hasValue = a.Value, true
		}
	}
	if key == "" {
		l.fault = FaultNoKey
		return l.xml.Skip()
	}
	key = prefix + key
	if e.Name.Local == "list" {
		texts, err := l.list()
		if err != nil {
			return err
		}
		return l.set(s, key, texts, cells)
	}
	if hasValue {
		if err := l.set(s, key, value, cells); err != nil {
			return err
		}
	}
	return l.attributes(s, key+".", cells)
}

// list joins the values of the list that was just begun.
func (l *log) list() (string, error) {
	var texts []string
	length := 0
	for depth := 1; depth > 0; {
		tok, err := l.xml.Next()
		if errors.Is(err, io.EOF) {
			err = io.ErrUnexpectedEOF
		}
		if err != nil {
			return "", err
		}
		switch t := tok.(type) {
		case xml.StartElement:
			depth++
			if t.Name.Local != "values" {
				text := input.Attr(t, "value")
				if length += len(text) + 2; length > input.MaxEntry {
					l.fault = FaultLong
					continue
				}
				texts = append(texts, text)
			}
		case xml.EndElement:
			depth--
		}
	}
	return strings.Join(texts, "; "), nil
}

// set puts a value into the column of its key, or notes the key.
func (l *log) set(s *scope, key, value string, cells []string) error {
	if l.columns == nil {
		s.keys.Add(key)
		return s.keys.Check(l.name)
	}
	i, known := s.at[key]
	if !known {
		if i = l.columns.Find(s.column(key)); i < 0 {
			l.fault = FaultUnknown
			return nil
		}
		s.at[key] = i
	}
	if l.given[i] == l.owner {
		l.fault = input.Twice(l.columns.Names()[i])
		return nil
	}
	if l.bytes += len(value); l.bytes > input.MaxEntry {
		l.fault = FaultLong
		return nil
	}
	l.given[i] = l.owner
	cells[i] = value
	return nil
}
