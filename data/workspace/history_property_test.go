package workspace_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"

	"cxworkbench/data"
	"cxworkbench/data/exchange"
	"cxworkbench/data/workspace"
)

// content writes down every row of every content table, row ids included, and
// fails where a reference is broken or the search index lags behind.
func content(t rapid.TB, path string) string {
	t.Helper()
	conn, err := sqlite.OpenConn(path, sqlite.OpenReadOnly)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	var out strings.Builder
	lines := func(query string) (n int) {
		err := sqlitex.ExecuteTransient(conn, query, &sqlitex.ExecOptions{ResultFunc: func(stmt *sqlite.Stmt) error {
			n++
			for column := range stmt.ColumnCount() {
				fmt.Fprintf(&out, "|%v:%q", stmt.ColumnType(column), stmt.ColumnText(column))
			}
			out.WriteByte('\n')
			return nil
		}})
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	for _, table := range workspace.Registry {
		if table.Content {
			fmt.Fprintln(&out, table.Name)
			lines(`SELECT * FROM ` + table.Name + ` ORDER BY 1`)
		}
	}
	if lines(`PRAGMA foreign_key_check`) > 0 {
		t.Fatalf("broken references:\n%s", out.String())
	}
	if lines(`SELECT * FROM search_queue`) > 0 {
		t.Fatal("the search index is not up to date")
	}
	return out.String()
}

// model is a workspace beside what its history should be.
type model struct {
	*rapid.T
	w      *workspace.Workspace
	folder string
	files  int
	states []string // content after each change that can be undone or redone; the first is the beginning
	digest []string
	at     int // where in states the workspace is
	wrote  bool
}

func (m *model) fatal(err error) {
	m.Helper()
	if err != nil {
		m.Fatal(err)
	}
}

func (m *model) now() (state, digest string) {
	m.Helper()
	digest, err := m.w.Digest(m.Context())
	m.fatal(err)
	return content(m.T, m.w.Path()), digest
}

// check compares workspace, history and model.
func (m *model) check(*rapid.T) {
	m.Helper()
	state, digest := m.now()
	if m.wrote && state != m.states[m.at] {
		m.at++
		m.states, m.digest = append(m.states[:m.at], state), append(m.digest[:m.at], digest)
	}
	m.wrote = false
	if state != m.states[m.at] {
		m.Fatalf("at %d of %d the content is\n%s\ninstead of\n%s", m.at, len(m.states), state, m.states[m.at])
	}
	if digest != m.digest[m.at] {
		m.Fatal("same rows, other digest")
	}
	h, err := m.w.History(m.Context())
	m.fatal(err)
	if len(h.Changes) != len(m.states)-1 || h.Dropped != 0 {
		m.Fatalf("history has %d changes, %d dropped, instead of %d", len(h.Changes), h.Dropped, len(m.states)-1)
	}
	for i, c := range h.Changes {
		if place := len(h.Changes) - i; c.Undone != (place > m.at) || c.Rows <= 0 {
			m.Fatalf("change %d of %d, at %d: %+v", place, len(h.Changes), m.at, c)
		}
	}
}

func (m *model) undo(*rapid.T) {
	c, err := m.w.Undo(m.Context())
	if m.at == 0 {
		if data.CodeOf(err) != data.CodeNotFound {
			m.Fatalf("nothing to undo gives %v, %v", c, err)
		}
		return
	}
	m.fatal(err)
	m.at--
}

func (m *model) redo(*rapid.T) {
	c, err := m.w.Redo(m.Context())
	if m.at == len(m.states)-1 {
		if data.CodeOf(err) != data.CodeNotFound {
			m.Fatalf("nothing to redo gives %v, %v", c, err)
		}
		return
	}
	m.fatal(err)
	m.at++
}

func (m *model) undoTo(t *rapid.T) {
	if m.at == 0 {
		t.Skip("nothing to undo")
	}
	back := rapid.IntRange(1, m.at).Draw(t, "back")
	h, err := m.w.History(t.Context())
	m.fatal(err)
	c, err := m.w.UndoTo(t.Context(), h.Changes[len(h.Changes)-1-m.at+back].ID)
	m.fatal(err)
	if !c.Undone {
		t.Errorf("undone change says %+v", c)
	}
	m.at -= back
}

func (m *model) reopen(t *rapid.T) {
	m.fatal(m.w.Close())
	var err error
	m.w, err = workspace.Open(t.Context(), m.w.Path())
	m.fatal(err)
}

// importRows imports a small file of random rows: known and new customers, known
// and new words, and rows that are imported already.
func (m *model) importRows(t *rapid.T) {
	number := rapid.IntRange(0, 6)
	rows, header := rapid.IntRange(1, 6).Draw(t, "rows"), ""
	var line func() string
	options := exchange.Defaults(time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC))
	switch options.As = rapid.SampledFrom([]exchange.As{exchange.AsCustomers, exchange.AsInteractions, exchange.AsSubscriptions}).Draw(t, "as"); options.As {
	case exchange.AsCustomers:
		header = "customer,name,email,region"
		line = func() string {
			return fmt.Sprintf("C%d,Name %d,p%d@example.com,R%d", number.Draw(t, "c"), number.Draw(t, "name"), number.Draw(t, "mail"), number.Draw(t, "region"))
		}
	case exchange.AsInteractions:
		header = "customer,at,activity,channel,product,amount,note,region"
		line = func() string {
			return fmt.Sprintf("C%d,2026-0%d-11,Activity %d,Channel %d,P%d,%d.50,Note %d,R%d", number.Draw(t, "c"), 1+number.Draw(t, "month"), number.Draw(t, "activity"),
				number.Draw(t, "channel"), number.Draw(t, "product"), number.Draw(t, "amount"), number.Draw(t, "note"), number.Draw(t, "region"))
		}
	default:
		header = "customer,start,end,reason,amount"
		line = func() string {
			return fmt.Sprintf("C%d,2025-01-0%d,2026-02-0%d,Reason %d,%d", number.Draw(t, "c"), 1+number.Draw(t, "start"), 1+number.Draw(t, "end"), number.Draw(t, "reason"), number.Draw(t, "amount"))
		}
	}
	lines := []string{header}
	for range rows {
		lines = append(lines, line())
	}
	m.files++
	path := filepath.Join(m.folder, fmt.Sprintf("source%d.csv", m.files))
	m.fatal(os.WriteFile(path, []byte(strings.Join(lines, "\n")+"\n"), 0o600))
	plan, err := exchange.Prepare(path, options)
	m.fatal(err)
	if plan.Problem != nil {
		t.Fatal(plan.Problem)
	}
	_, err = exchange.Run(t.Context(), m.w, plan, nil)
	m.fatal(err)
	m.wrote = true
}

// write does one to three random edits in one transaction.
func (m *model) write(t *rapid.T) {
	var known ids
	m.fatal(m.w.Snapshot(t.Context(), known.read))
	m.fatal(m.w.Write(t.Context(), "Edit", func(tx *workspace.Tx) error {
		for range rapid.IntRange(1, 3).Draw(t, "edits") {
			if err := rapid.SampledFrom(edits).Draw(t, "edit").do(t, tx, &known); err != nil {
				return err
			}
		}
		return nil
	}))
	m.wrote = true
}

func TestUndoAndRedoBringBackEveryState(t *testing.T) {
	if checks := flag.Lookup("rapid.checks"); checks.Value.String() == checks.DefValue {
		if err := checks.Value.Set("25"); err != nil { // each takes a third of a second; more with -rapid.checks
			t.Fatal(err)
		}
		defer func() { _ = checks.Value.Set(checks.DefValue) }()
	}
	rapid.Check(t, func(t *rapid.T) {
		folder, err := os.MkdirTemp("", "history")
		if err != nil {
			t.Fatal(err)
		}
		defer os.RemoveAll(folder)
		w, err := workspace.Create(t.Context(), filepath.Join(folder, "test.cxw"), settings)
		if err != nil {
			t.Fatal(err)
		}
		m := &model{T: t, w: w, folder: folder}
		defer func() {
			if err := m.w.Close(); err != nil {
				t.Error(err)
			}
		}()
		state, digest := m.now()
		m.states, m.digest = []string{state}, []string{digest}
		t.Repeat(map[string]func(*rapid.T){
			"": m.check, "write": m.write, "write more": m.write, "import": m.importRows, "undo": m.undo, "redo": m.redo, "undo to": m.undoTo, "reopen": m.reopen,
		})
	})
}

// ids are the rows that an edit can speak of.
type ids struct{ customers, interactions, subscriptions, tickets, tasks, views, stages []int64 }

func (k *ids) read(s *workspace.Snapshot) error {
	tasks, err := s.Tasks()
	if err != nil {
		return err
	}
	for _, task := range tasks {
		k.tasks = append(k.tasks, task.ID)
	}
	views, err := s.SavedViews()
	if err != nil {
		return err
	}
	for _, view := range views {
		k.views = append(k.views, view.ID)
	}
	stages, err := s.Stages()
	if err != nil {
		return err
	}
	for _, stage := range stages {
		k.stages = append(k.stages, stage.ID)
	}
	if err := s.EachCustomer(func(id int64, _ string, _ map[string]string) error { return add(&k.customers, id) }); err != nil {
		return err
	}
	if err := s.EachInteraction(func(in *data.Interaction) error { return add(&k.interactions, in.ID) }); err != nil {
		return err
	}
	if err := s.EachSubscription(func(s *data.Subscription) error { return add(&k.subscriptions, s.ID) }); err != nil {
		return err
	}
	return s.EachTicket(func(t *data.Ticket) error { return add(&k.tickets, t.ID) })
}

func add(to *[]int64, id int64) error {
	*to = append(*to, id)
	return nil
}

// pick draws one of some ids; 0 where there is none.
func pick(t *rapid.T, from []int64) int64 {
	if len(from) == 0 {
		return 0
	}
	return rapid.SampledFrom(from).Draw(t, "id")
}

// take draws one of some ids and removes it.
func take(t *rapid.T, from *[]int64) int64 {
	id := pick(t, *from)
	*from = slices.DeleteFunc(slices.Clone(*from), func(other int64) bool { return other == id })
	return id
}

type edit struct {
	name string
	do   func(*rapid.T, *workspace.Tx, *ids) error
}

func (e edit) String() string { return e.name }
