package report

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"
)

// What a client's file calls things stands in the page as text, whatever it is.
func TestAPageHoldsWordsAndNothingElse(t *testing.T) {
	page := Page{
		Lang: "en", Of: `A & B <b>`, Title: "What the data answer", Lead: "Ask for </p><script>alert(1)</script>", Definition: "n = 3",
		Sections: []Section{{Heading: "Yes (1)", Mark: Good, Lines: []Line{{"Who", `"why" & <img src=x>`}}}, {Heading: "No (1)", Mark: Bad}},
	}
	var out bytes.Buffer
	if err := page.WriteHTML(&out); err != nil {
		t.Fatal(err)
	}
	text := out.String()
	for _, want := range []string{`<html lang="en">`, "A &amp; B &lt;b&gt;", "&lt;/p&gt;&lt;script&gt;", "#1b7f4b", "#b83227", "<h2>Yes (1)</h2>"} {
		if !strings.Contains(text, want) {
			t.Errorf("the page lacks %s", want)
		}
	}
	for _, never := range []string{"<script", "<img", "<link", "http", "ZgotmplZ"} {
		if strings.Contains(text, never) {
			t.Errorf("the page holds %s", never)
		}
	}
	d := xml.NewDecoder(strings.NewReader(text))
	d.Strict, d.AutoClose, d.Entity = false, xml.HTMLAutoClose, xml.HTMLEntity
	said := map[string]string{}
	for at := ""; ; {
		tok, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		switch tok := tok.(type) {
		case xml.StartElement:
			at = tok.Name.Local
		case xml.CharData:
			said[at] += string(tok)
		}
	}
	if !strings.Contains(said["td"], `"why" & <img src=x>`) || !strings.Contains(said["footer"], "n = 3") {
		t.Errorf("the page says %q", said)
	}
}
