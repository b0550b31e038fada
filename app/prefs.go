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
	Theme  string   `json:"theme"`  // light, dark or system; empty is light
	Width  float32  `json:"width"`  // of the window, logical pixels
	Height float32  `json:"height"`
	Used   []string `json:"used"` // commands and screens, the last used first

	path string
}

const mostRecent = 8

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
	if absolute, err := filepath.Abs(path); err == nil {
		path = absolute
	}
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
