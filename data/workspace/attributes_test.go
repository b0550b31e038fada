package workspace

import (
	"encoding/json"
	"maps"
	"testing"
)

// What is read fast is what package json reads, and what it refuses is refused.
func FuzzDecodeAttributes(f *testing.F) {
	for _, text := range []string{
		`{}`, `{"plan":"basic"}`, `{"a":"1","b":"2"}`, `{"a":"x \"y\" \\ z"}`, `{ "a" : "b" }`, `{"a":1}`, `{"a":null}`, `{"":""}`,
		`{"a":"b","a":"c"}`, `{"a":"b",}`, `{"a":"b"`, `{"a":"b"}}`, `{"a":"b""c":"d"}`, `{"a","b"}`, `{,"a":"b"}`, `["a"]`, ``, `{"Größe":"XL"}`,
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if !isPlain(text) {
			t.Skip("json_valid keeps it out of the column")
		}
		var want map[string]string
		wantErr := json.Unmarshal([]byte(text), &want)
		got, err := decodeAttributes(text)
		if (err == nil) != (wantErr == nil) || err == nil && !maps.Equal(got, want) {
			t.Fatalf("%q: %v, %v; package json: %v, %v", text, got, err, want, wantErr)
		}
	})
}

// isPlain reports valid UTF-8 without control characters.
func isPlain(text string) bool {
	for _, r := range text {
		if r < ' ' || r == '\uFFFD' {
			return false
		}
	}
	return true
}
