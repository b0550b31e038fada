package report

import (
	"fmt"
	"html/template"
	"image/color"
	"io"

	"cxworkbench/resources/look"
)

// Page is a document of one page in words, to be sent to somebody.
type Page struct {
	Lang       string // as in HTML, such as "en"
	Of         string // what it is about, above the title
	Title      string // the finding
	Lead       string // the sentence to remember
	Definition string // the definition line
	Sections   []Section
}

// Section is a part of a page.
type Section struct {
	Heading string
	Mark    Mark
	Lines   []Line
}

// Mark says how good the news of a section is; its edge has the colour for that.
type Mark int

// The marks.
const (
	Good Mark = iota
	Caution
	Bad
)

func (m Mark) colour() color.NRGBA {
	return []color.NRGBA{look.Print.Good, look.Print.Caution, look.Print.Bad}[m]
}

// Line is something with what is said of it.
type Line struct{ Subject, Said string }

// WriteHTML writes the page as one file that needs no other and prints on a sheet.
func (p Page) WriteHTML(w io.Writer) error {
	if err := pageTemplate.Execute(w, p); err != nil {
		return fmt.Errorf("write the page: %w", err)
	}
	return nil
}

// css is a colour as a style sheet writes it.
func css(c color.NRGBA) template.CSS {
	return template.CSS(fmt.Sprintf("#%02x%02x%02x", c.R, c.G, c.B)) //nolint:gosec // hexadecimal digits only
}

var pageTemplate = template.Must(template.New("page").Funcs(template.FuncMap{
	"css":  css,
	"edge": func(m Mark) template.CSS { return css(m.colour()) },
	"look": func() look.Palette { return look.Print },
}).Parse(`<!DOCTYPE html>
<html lang="{{.Lang}}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{.Title}}</title>
<style>
@page { size: A4; margin: 14mm }
body { max-width: 46rem; margin: 2rem auto; padding: 0 1.25rem; font: 14px/1.45 system-ui, sans-serif; color: {{css look.Text}}; background: {{css look.Background}} }
header p, footer, td + td { color: {{css look.Secondary}} }
header p { margin: 0 }
h1 { margin: .25rem 0 .75rem; font-size: 22px; line-height: 1.25 }
.lead { margin: 0; padding: .6rem .8rem; border-left: 4px solid {{css look.Accent}}; font-size: 15px }
section { margin-top: 1.2rem; padding-left: .8rem; border-left: 4px solid }
h2 { margin: 0 0 .2rem; font-size: 15px }
table { width: 100%; border-collapse: collapse }
td { padding: .22rem 0; vertical-align: top; border-top: 1px solid {{css look.Border}} }
td:first-child { width: 42%; padding-right: 1rem }
tr { break-inside: avoid }
footer { margin-top: 1.2rem; font-size: 12px }
@media print { body { margin: 0; padding: 0; font-size: 10pt } h1 { font-size: 15pt } h2, .lead { font-size: 11pt } footer { font-size: 8pt } }
</style>
</head>
<body>
<header>
<p>{{.Of}}</p>
<h1>{{.Title}}</h1>
</header>
<p class="lead">{{.Lead}}</p>
{{range .Sections}}<section style="border-color: {{edge .Mark}}">
<h2>{{.Heading}}</h2>
<table>
{{range .Lines}}<tr><td>{{.Subject}}</td><td>{{.Said}}</td></tr>
{{end}}</table>
</section>
{{end}}<footer>{{.Definition}}</footer>
</body>
</html>
`))
