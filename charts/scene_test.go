package charts

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"image"
	"io"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/golang/freetype/truetype"
	"github.com/sebdah/goldie/v2"
	"github.com/wcharczuk/go-chart/v2"

	"cxworkbench/data/analysis/cohort"
	"cxworkbench/data/analysis/maturity"
	"cxworkbench/resources/look"
)

// drawn are the charts, each with a small result for goldens and large ones.
var drawn = map[string]func(Options) Scene{
	"cohorts":         func(o Options) Scene { return Cohorts(cohorts(6), o) },
	"cohorts-by":      func(o Options) Scene { return Cohorts(byContract(), o) },
	"cohorts-many":    func(o Options) Scene { return Cohorts(cohorts(36), o) },
	"cohorts-days":    func(o Options) Scene { return Cohorts(cohorts(400), o) },
	"cohorts-none":    func(o Options) Scene { return Cohorts(cohort.Result{}, o) },
	"ladder":          func(o Options) Scene { return Ladder(ladderOf(4), o) },
	"ladder-none":     func(o Options) Scene { return Ladder(maturity.Result{}, o) },
	"months":          func(o Options) Scene { return MaturityMonths(ladderOf(4), o) },
	"months-one":      func(o Options) Scene { return MaturityMonths(ladderOf(1), o) },
	"months-many":     func(o Options) Scene { return MaturityMonths(ladderOf(37), o) },
	"months-too-many": func(o Options) Scene { return MaturityMonths(ladderOf(900), o) },
	"sparkline":       func(o Options) Scene { return Sparkline([]float64{3, 4, nan, 6, nan, 2, 5}, o) },
}

// each calls check for every chart in sizes from a card to a large screen.
func each(t *testing.T, check func(*testing.T, Scene)) {
	for name, chart := range drawn {
		for _, size := range []image.Point{{240, 120}, {320, 240}, {480, 640}, {640, 400}, {900, 520}, {1280, 800}, {1920, 1080}} {
			for _, heading := range []bool{true, false} {
				o := options(look.Light, size.X, size.Y)
				o.Heading = heading && size.Y >= 240
				t.Run(fmt.Sprintf("%s/%dx%d/%v", name, size.X, size.Y, heading), func(t *testing.T) {
					check(t, chart(o))
				})
			}
		}
	}
}

// recorder notes where text is put.
type recorder struct {
	chart.Renderer
	font  *truetype.Font
	size  float64
	boxes []box
}

type box struct {
	text string
	rect
}

func (r *recorder) SetFont(f *truetype.Font) { r.font = f; r.Renderer.SetFont(f) }
func (r *recorder) SetFontSize(size float64) { r.size = size; r.Renderer.SetFontSize(size) }

func (r *recorder) Text(body string, x, y int) {
	f := regular()
	if r.font == bold().font {
		f = bold()
	}
	size := r.size / vectorScale
	r.boxes = append(r.boxes, box{body, rect{
		float64(x) / vectorScale, float64(y)/vectorScale - 0.75*size, f.width(body, size), 0.95 * size,
	}})
}

func textsOf(t *testing.T, s Scene) []box {
	t.Helper()
	svg, err := chart.SVG(s.Width*vectorScale, s.Height*vectorScale)
	if err != nil {
		t.Fatal(err)
	}
	r := &recorder{Renderer: svg}
	s.paint(&painter{r: r, scale: vectorScale})
	return r.boxes
}

func TestTextIsInsideTheSceneAndNeverOverlaps(t *testing.T) {
	each(t, func(t *testing.T, s Scene) {
		boxes := textsOf(t, s)
		const slack = 0.6
		for i, a := range boxes {
			if a.x < -slack || a.right() > float64(s.Width)+slack || a.y < -slack || a.bottom() > float64(s.Height)+slack {
				t.Errorf("%q at %v leaves the scene of %d x %d", a.text, a.rect, s.Width, s.Height)
			}
			if strings.Contains(a.text, "charts.") || strings.Contains(a.text, "{") {
				t.Errorf("%q is no text for people", a.text)
			}
			for _, b := range boxes[:i] {
				if a.x < b.right()-slack && b.x < a.right()-slack && a.y < b.bottom()-slack && b.y < a.bottom()-slack {
					t.Errorf("%q at %v overlaps %q at %v", a.text, a.rect, b.text, b.rect)
				}
			}
		}
	})
}

func TestRegionsAreInsideTheSceneAndApart(t *testing.T) {
	each(t, func(t *testing.T, s Scene) {
		all := image.Rect(0, 0, s.Width, s.Height)
		for i, region := range s.Regions {
			if region.Bounds.Empty() || !region.Bounds.In(all) {
				t.Errorf("region %v of %q is not inside %v", region.Bounds, region.Tooltip, all)
			}
			if strings.Contains(region.Tooltip, "charts.") || strings.Contains(region.Tooltip, "{") {
				t.Errorf("tooltip %q is no text for people", region.Tooltip)
			}
			if _, ok := region.Target.(cohort.Key); !ok || i == 0 || strings.Contains(t.Name(), "retention") {
				continue // curves cross
			}
			if overlap := region.Bounds.Intersect(s.Regions[i-1].Bounds); !overlap.Empty() {
				t.Errorf("regions %q and %q overlap", region.Tooltip, s.Regions[i-1].Tooltip)
			}
		}
		if strings.Contains(s.Summary, "charts.") || strings.Contains(s.Summary, "{") {
			t.Errorf("summary %q is no text for people", s.Summary)
		}
	})
}

func TestDrawingIsTheSameEveryTime(t *testing.T) {
	for name, chart := range drawn {
		t.Run(name, func(t *testing.T) {
			want, image := svgOf(t, chart(options(look.Dark, 640, 400))), chart(options(look.Dark, 640, 400)).Image(1.5)
			scene := chart(options(look.Dark, 640, 400))
			var wait sync.WaitGroup
			for range 4 {
				wait.Go(func() {
					if got := svgOf(t, scene); !bytes.Equal(got, want) {
						t.Error("the SVG differs")
					}
					if got := scene.Image(1.5); !bytes.Equal(got.Pix, image.Pix) {
						t.Error("the pixels differ")
					}
				})
			}
			wait.Wait()
		})
	}
}

func svgOf(t *testing.T, s Scene) []byte {
	var out bytes.Buffer
	if err := s.WriteSVG(&out); err != nil {
		t.Error(err)
	}
	return out.Bytes()
}

// Golden pictures are text that shows what changed; `go test ./charts -update`
// writes them anew. Look at them before committing.
// goldenSizes are those of pictures that 640 by 400 pixels are not enough for.
var goldenSizes = map[string][2]int{"months": {640, 640}, "dwell": {640, 640}, "push-pull": {640, 640}, "compare": {960, 1000}}

func TestGoldens(t *testing.T) {
	golden := goldie.New(t, goldie.WithNameSuffix(".svg"))
	for _, palette := range []look.Palette{look.Light, look.Dark} {
		for _, name := range append([]string{"cohorts", "cohorts-by", "ladder", "months"}, slices.Concat(journeyGoldens, leavingGoldens, watchGoldens)...) {
			t.Run(name+"-"+palette.Name, func(t *testing.T) {
				size, ok := goldenSizes[name]
				if !ok {
					size = [2]int{640, 400}
				}
				golden.Assert(t, name+"-"+palette.Name, svgOf(t, drawn[name](options(palette, size[0], size[1]))))
			})
		}
	}
}

func TestSVGIsWellFormedWhateverTheWords(t *testing.T) {
	r := byContract()
	r.Rows[0].Value = `<b>"R&D" & 'sons'</b>`
	out := svgOf(t, Cohorts(r, options(look.Light, 900, 520)))
	words := ""
	for decoder := xml.NewDecoder(bytes.NewReader(out)); ; {
		token, err := decoder.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		if text, ok := token.(xml.CharData); ok {
			words += string(text)
		}
	}
	if !strings.Contains(words, r.Rows[0].Value) {
		t.Error("the label does not read back from the SVG")
	}
	if bytes.Contains(out, []byte("rgba(")) {
		t.Error("colours are written as rgba, which many programs do not read")
	}
}

func TestPNGHasTheSizeAskedFor(t *testing.T) {
	var out bytes.Buffer
	if err := Ladder(ladderOf(4), options(look.Print, 641, 400)).WritePNG(&out, 1.25); err != nil {
		t.Fatal(err)
	}
	config, format, err := image.DecodeConfig(&out)
	if err != nil || format != "png" || config.Width != 801 || config.Height != 500 {
		t.Errorf("got %s of %d x %d, %v; want png of 801 x 500", format, config.Width, config.Height, err)
	}
}

func BenchmarkCohorts36(b *testing.B) {
	r, o := cohorts(36), options(look.Light, 1280, 800)
	b.Run("scene", func(b *testing.B) {
		for b.Loop() {
			Cohorts(r, o)
		}
	})
	scene := Cohorts(r, o)
	b.Run("pixels", func(b *testing.B) {
		for b.Loop() {
			scene.Image(1)
		}
	})
	b.Run("pixels-sharp", func(b *testing.B) {
		for b.Loop() {
			scene.Image(2)
		}
	})
}
