package main

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// root is the folder of go.mod, seen from this package.
const root = "../.."

func TestMetadataEqualsFyneAppTOML(t *testing.T) {
	details := tomlSection(t, filepath.Join(root, "FyneApp.toml"), "Details")
	for _, c := range []struct{ key, have string }{
		{"ID", metadata.ID},
		{"Name", metadata.Name},
		{"Version", metadata.Version},
		{"Build", strconv.Itoa(metadata.Build)},
	} {
		if want := details[c.key]; c.have != want {
			t.Errorf("%s is %q here and %q in FyneApp.toml", c.key, c.have, want)
		}
	}
	icon, err := os.ReadFile(filepath.Join(root, details["Icon"]))
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(icon, metadata.Icon.Content()) {
		t.Errorf("the icon is not the file %s", details["Icon"])
	}
}

// tomlSection reads the plain "key = value" lines of one section.
func tomlSection(t *testing.T, path, section string) map[string]string {
	t.Helper()
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	values, in := map[string]string{}, ""
	for line := range strings.Lines(string(raw)) {
		line = strings.TrimSpace(line)
		if name, ok := strings.CutPrefix(line, "["); ok {
			in = strings.TrimSuffix(name, "]")
		}
		key, value, ok := strings.Cut(line, "=")
		if ok && in == section {
			values[strings.TrimSpace(key)] = strings.Trim(strings.TrimSpace(value), `"`)
		}
	}
	return values
}

// The SQLite engine is C turned into Go against one version of its C library;
// another version breaks it in ways that no compiler sees.
func TestLibcIsTheVersionThatSQLiteAsksFor(t *testing.T) {
	const libc = "modernc.org/libc"
	theirs := requiredVersion(t, goModOf(t, "modernc.org/sqlite"), libc)
	ours := requiredVersion(t, filepath.Join(root, "go.mod"), libc)
	if ours != theirs {
		t.Errorf("go.mod requires %s %s, but modernc.org/sqlite was made with %s", libc, ours, theirs)
	}
}

func goModOf(t *testing.T, module string) string {
	t.Helper()
	out, err := exec.Command("go", "list", "-m", "-json", module).Output()
	if err != nil {
		t.Fatalf("go list -m %s: %v", module, err)
	}
	var found struct{ GoMod string }
	if err := json.Unmarshal(out, &found); err != nil {
		t.Fatal(err)
	}
	return found.GoMod
}

func requiredVersion(t *testing.T, gomod, module string) string {
	t.Helper()
	raw, err := os.ReadFile(gomod)
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(raw)) {
		if fields := strings.Fields(strings.TrimPrefix(line, "require ")); len(fields) >= 2 && fields[0] == module {
			return fields[1]
		}
	}
	t.Fatalf("%s does not require %s", gomod, module)
	return ""
}
