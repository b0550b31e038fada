package app

import (
	"encoding/json"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
)

// Prefs are a person's choices on this machine, kept in one small file outside
// any workspace. It is for the goroutine that touches widgets.
type Prefs struct {
	Recent []string `json:"recent"` // workspace files, newest first
	Theme  string   `json:"theme"`  // light, dark, contrast or system; empty is light
	// Language is a code such as de; empty is the desktop's.
	Language string `json:"language,omitempty"`

	Width  float32  `json:"width"` // of the window, logical pixels at the normal size of text
	Height float32  `json:"height"`
	Used   []string `json:"used"` // commands and screens, the last used first
	// SideWidth is that of the side panel, logical pixels; 0 is what fits what it shows.
	SideWidth float32 `json:"side_width,omitempty"`

	Folder   string            `json:"folder,omitempty"`    // where a file was last chosen
	TextSize string            `json:"text_size,omitempty"` // small, normal, large or larger; empty is normal
	Section  string            `json:"section,omitempty"`   // where the window was left
	Tabs     map[string]string `json:"tabs,omitempty"`      // the tab in view, by section
	Toured   bool              `json:"toured,omitempty"`    // the tour was seen or declined

	// Lists is how the list of customers is arranged, by the workspace's file.
	Lists map[string]Arrangement `json:"lists,omitempty"`

	path string
}

const mostRecent = 8

// Arrangement is how a person wants a list of customers.
type Arrangement struct {
	Columns []ListColumn `json:"columns,omitempty"` // empty for the usual ones
	Order   []Order      `json:"order,omitempty"`   // empty for the most valuable first
}

// ListColumn is a column of a list.
type ListColumn struct {
	Field PersonField `json:"field"`
	Width float32     `json:"width,omitempty"` // logical pixels; 0 is what fits the field
}

// Arrangement gives how the customers of the workspace at path are listed.
func (p *Prefs) Arrangement(path string) Arrangement { return p.Lists[absolute(path)] }

// Arrange remembers it; the zero value forgets. Only recent workspaces are kept.
func (p *Prefs) Arrange(path string, a Arrangement) {
	kept := map[string]Arrangement{absolute(path): a}
	for _, recent := range p.Recent {
		if other, ok := p.Lists[recent]; ok && recent != absolute(path) {
			kept[recent] = other
		}
	}
	if len(a.Columns) == 0 && len(a.Order) == 0 {
		delete(kept, absolute(path))
	}
	p.Lists = kept
	p.Save()
}

func absolute(path string) string {
	if whole, err := filepath.Abs(path); err == nil {
		return whole
	}
	return path
}

// LoadPrefs reads the choices kept in folder; a missing or unreadable file is
// the same as none.
func LoadPrefs(folder string) *Prefs {
	p := &Prefs{path: filepath.Join(folder, "settings.json")}
	text, err := os.ReadFile(p.path)
	if err != nil {
		return p
	}
	if err := json.Unmarshal(text, p); err != nil {
		slog.Warn("the settings of this machine could not be read and start anew", "error", err)
		return &Prefs{path: p.path}
	}
	return p
}

// Remember puts a workspace first in the list of recent ones.
func (p *Prefs) Remember(path string) {
	path = absolute(path)
	p.Forget(path)
	p.Recent = slices.Insert(p.Recent, 0, path)
	p.Recent = p.Recent[:min(len(p.Recent), mostRecent)]
	p.Save()
}

// Use puts a command or a screen first among those last used.
func (p *Prefs) Use(id string) {
	const most = 12
	p.Used = slices.DeleteFunc(p.Used, func(other string) bool { return other == id })
	p.Used = slices.Insert(p.Used, 0, id)
	p.Used = p.Used[:min(len(p.Used), most)]
	p.Save()
}

// Forget takes a workspace from the list.
func (p *Prefs) Forget(path string) {
	p.Recent = slices.DeleteFunc(p.Recent, func(other string) bool { return other == path })
}

// Save writes the choices. A failure costs comfort only and is logged.
func (p *Prefs) Save() {
	text, err := json.MarshalIndent(p, "", "  ")
	if err == nil {
		err = os.MkdirAll(filepath.Dir(p.path), 0o700)
	}
	if err == nil {
		err = os.WriteFile(p.path, text, 0o600)
	}
	if err != nil {
		slog.Warn("the settings of this machine could not be kept", "error", err)
	}
}
