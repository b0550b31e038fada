//go:build !race

package app

import (
	"slices"
	"strings"
	"testing"

	"cxworkbench/charts"
	"cxworkbench/data/message"
	"cxworkbench/resources/look"
)

// wantFindingsThroughChannels checks that whatever is limited to channels begins its
// finding with them, and nothing else does. What is limited says so in its definition.
func wantFindingsThroughChannels(t *testing.T, s *Session) {
	t.Helper()
	known := channelNames(s.Log())
	for _, c := range []struct {
		only []string
		says string
	}{
		{known[:1], "Through " + known[0] + ": "},
		{append([]string{""}, known[:3]...), "Through " + strings.Join(known[:3], ", ") + ", or without a channel: "},
		{known[:4], "Through 4 of "},
	} {
		v := WholeView()
		v.Channels = OnlyChannels(c.only...)
		limited := 0
		for _, picture := range Pictures {
			scene, err := picture.Draw(t.Context(), s, PictureRequest{View: v}, charts.Options{Width: 1280, Height: 800, Palette: look.Light, Printer: message.English()})
			if err != nil {
				t.Errorf("%s through %q: %v", picture.Name, c.only, err)
				continue
			}
			through := strings.Contains(scene.Definition, "contacts, cases and answers through ")
			if through {
				limited++
			}
			if picture.Compared { // which limits push and pull alone, and finds of the index
				through = false
			}
			if got := strings.HasPrefix(scene.Title, c.says); got != through {
				t.Errorf("%s, limited: %t, finds %q", picture.Name, through, scene.Title)
			}
		}
		if limited < 10 {
			t.Errorf("%d pictures are limited to %q, want the ten and more that count contacts", limited, c.only)
		}
	}
}

// Every way of naming channels in few words has words in every language.
func TestChannelsInAFewWords(t *testing.T) {
	for _, p := range message.Offered() {
		said := []string{}
		for _, unnamed := range []bool{false, true} {
			for _, names := range []string{"a", "a, b, c, d"} {
				n := len(strings.Split(names, ", "))
				if unnamed {
					n++
				}
				said = append(said, p.Text(throughWords(names, unnamed, n, 9)))
			}
		}
		said = append(said, p.Text(throughWords("", true, 1, 9)))
		slices.Sort(said)
		if len(slices.Compact(said)) != 5 || strings.Contains(strings.Join(said, ""), "query.") {
			t.Errorf("%s: %q", p.Lang(), said)
		}
	}
}
