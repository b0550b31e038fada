package charts

import (
	"bytes"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/sebdah/goldie/v2"

	"cxworkbench/data"
	"cxworkbench/data/analysis"
	"cxworkbench/data/analysis/person"
	"cxworkbench/data/eventlog"
	"cxworkbench/data/message"
	"cxworkbench/resources/look"
)

func mustPerson(t *testing.T, emotions ...int) person.Result {
	t.Helper()
	b, err := eventlog.NewBuilder(data.Settings{Zone: "UTC", Currency: "EUR"}, 1, eventlog.Dictionaries{Activities: []data.Activity{{ID: 1, Name: "Call"}}})
	if err != nil {
		t.Fatal(err)
	}
	b.Customer(1, "Ada", nil)
	for i, e := range emotions {
		b.Interaction(&data.Interaction{ID: int64(i + 1), CustomerID: 1, ActivityID: 1, When: data.OnDay(20_000 + data.Day(i)*7), Emotion: e, HasEmotion: true})
	}
	log, err := b.Log()
	if err != nil {
		t.Fatal(err)
	}
	r, err := person.Build(t.Context(), log, analysis.Everyone(20_000+data.Day(len(emotions))*7), person.Default(log), 0)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestPersonMarksPeakAndEndAndExplainsEachTouch(t *testing.T) {
	s := Person(mustPerson(t, 1, -2, 0, 1, 1, 2, 0), Options{Width: 700, Height: 420, Palette: look.Light, Heading: true})
	var out bytes.Buffer
	if err := s.WriteSVG(&out); err != nil {
		t.Fatal(err)
	}
	for _, words := range []string{"peak +2", "end 0", "impression", "Remembered"} {
		if !strings.Contains(out.String(), words) {
			t.Errorf("the picture does not say %q", words)
		}
	}
	if len(s.Regions) != 7 || !strings.Contains(s.Regions[1].Tooltip, "felt -2, impression 0.1") {
		t.Errorf("the touches answer %+v", s.Regions)
	}
}

func mustGerman(t *testing.T) *message.Printer {
	t.Helper()
	german, err := message.For("de")
	if err != nil {
		t.Fatal(err)
	}
	return german
}

// The impression as the page of a customer shows it: low and without a heading.
func TestPersonGoldens(t *testing.T) {
	golden := goldie.New(t, goldie.WithNameSuffix(".svg"))
	for name, r := range map[string]person.Result{
		"person":      mustPerson(t, 1, 2, 0, 1, 0, -1, 0),
		"person-low":  mustPerson(t, 1, 0, 1, -2, 0, 1, 1),
		"person-near": mustPerson(t, 0, 1, 0, 1, 0, -2, -1), // one label over both
	} {
		golden.Assert(t, name+"-light", svgOf(t, Person(r, Options{Width: 560, Height: 132, Palette: look.Light, Printer: message.English()})))
		golden.Assert(t, name+"-de-dark", svgOf(t, Person(r, Options{Width: 400, Height: 132, Palette: look.Dark, Printer: mustGerman(t)})))
	}
}

// The words for peak and end stay clear of the dots that they name, in every
// language and size.
func TestPersonLabelsKeepClearOfTheDots(t *testing.T) {
	circle := regexp.MustCompile(`<circle cx="(\d+)" cy="(\d+)" r="(\d+)"`)
	for _, printer := range []*message.Printer{message.English(), mustGerman(t)} {
		for _, emotions := range [][]int{{2, 1, 0, 0, 0}, {1, 2, 0, 1, 2}, {0, 0, -2, 0, 1}, {0, 0, 1, -2, -2}, {2, -1, 0, 1, -1}} {
			for _, width := range []int{280, 420, 560, 1200} {
				s := Person(mustPerson(t, emotions...), Options{Width: width, Height: 132, Palette: look.Light, Printer: printer})
				dots := circle.FindAllStringSubmatch(string(svgOf(t, s)), -1)
				if len(dots) == 0 {
					t.Fatal("there are no dots")
				}
				boxes := textsOf(t, s)
				for i, text := range boxes {
					for _, dot := range dots {
						x, y, r := number(t, dot[1]), number(t, dot[2]), number(t, dot[3])
						const clear = 2 // pixels, so that they are seen to be apart
						if x+r+clear > text.x && x-r-clear < text.right() && y+r > text.y && y-r < text.bottom() {
							t.Errorf("%v, %d wide: %q touches the dot at %v", emotions, width, text.text, fmt.Sprint(x, y))
						}
					}
					for _, other := range boxes[:i] {
						if text.x < other.right() && other.x < text.right() && text.y < other.bottom() && other.y < text.bottom() {
							t.Errorf("%v, %d wide: %q lies over %q", emotions, width, text.text, other.text)
						}
					}
				}
			}
		}
	}
}

// number reads a coordinate of an SVG, in logical pixels.
func number(t *testing.T, text string) float64 {
	t.Helper()
	n, err := strconv.ParseFloat(text, 64)
	if err != nil {
		t.Fatal(err)
	}
	return n / vectorScale
}

func TestPersonWithLittleOrMuch(t *testing.T) {
	o := Options{Width: 600, Height: 200, Palette: look.Dark}
	if s := Person(mustPerson(t), o); !strings.Contains(s.Summary, "No contact says how it felt") {
		t.Errorf("without a touch it says %q", s.Summary)
	}
	if s := Person(mustPerson(t, -1), o); len(s.Regions) != 1 {
		t.Errorf("one touch answers %d times", len(s.Regions))
	}
	if s := Person(mustPerson(t, make([]int, 10_000)...), o); len(s.Regions) != mostTicked {
		t.Errorf("of ten thousand touches %d answer", len(s.Regions))
	}
	if s := Person(mustPerson(t, 1, 2), Options{Width: 40, Height: 30, Palette: look.Light}); s.Summary == "" {
		t.Error("a picture too small says nothing")
	}
}

func TestThinningKeepsWhatIsSeen(t *testing.T) {
	var points []point
	for i := range 10_000 {
		points = append(points, point{float64(i), float64((i * 7919) % 101)})
	}
	few := thin(points, 50)
	if len(few) > 4*51 || few[0] != points[0] || few[len(few)-1] != points[len(points)-1] {
		t.Fatalf("%d points are left, from %v to %v", len(few), few[0], few[len(few)-1])
	}
	low, high := few[0].y, few[0].y
	for i, p := range few {
		low, high = min(low, p.y), max(high, p.y)
		if i > 0 && p.x < few[i-1].x {
			t.Fatalf("%v comes after %v", p, few[i-1])
		}
	}
	if low != 0 || high != 100 {
		t.Errorf("the extremes are %v and %v, want 0 and 100", low, high)
	}
	same := []point{{1, 1}, {1, 2}, {1, 3}, {1, 4}, {1, 5}}
	if got := thin(same, 1); len(got) == 0 || got[len(got)-1] != same[4] {
		t.Errorf("all on one day leave %v", got)
	}
}
