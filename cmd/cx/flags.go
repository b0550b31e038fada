package main

import (
	"context"
	"strconv"
	"strings"

	"cxworkbench/app"
	"cxworkbench/data"
)

// viewFlags are the flags of every analysis.
type viewFlags struct {
	AsOf    string `help:"Figures of the end of this day, YYYY-MM-DD. Default: the workspace's own date." placeholder:"DATE"`
	From    string `help:"Count from this day on." placeholder:"DATE"`
	To      string `help:"Count up to this day." placeholder:"DATE"`
	Segment string `help:"Only the customers of this segment." placeholder:"NAME"`
	Where   string `help:"Only customers for whom this holds, e.g. 'stage >= Engagement and not done complaint'." placeholder:"CONDITION"`

	Channel []string `help:"Only contacts, cases and answers through this channel; more with commas or once more. none is those without a channel, a channel called so is '\"none\"'. Stages, leaving and silence are of all." placeholder:"NAME"`
}

func (f viewFlags) view() (app.View, error) {
	v := app.WholeView()
	v.Segment, v.Where = f.Segment, f.Where
	channels, err := channelsOf(f.Channel)
	if err != nil {
		return v, err
	}
	v.Channels = channels
	for _, day := range []struct {
		flag, text string
		into       *data.Day
	}{{"--as-of", f.AsOf, &v.AsOf}, {"--from", f.From, &v.From}, {"--to", f.To, &v.To}} {
		if day.text == "" {
			continue
		}
		d, err := data.ParseDay(day.text)
		if err != nil {
			return v, usagef("%s: %w", day.flag, err)
		}
		*day.into = d
	}
	return v, nil
}

// channelsOf gives the channels of a flag's names: none is no channel, as it is no
// stage in a condition, and "none" in double quotes the channel of that name.
func channelsOf(names []string) (app.Channels, error) {
	only := make([]string, len(names))
	for i, name := range names {
		switch {
		case strings.TrimSpace(name) == "":
			return "", usagef("--channel: there is no name; none is contacts without a channel")
		case strings.EqualFold(name, "none"):
			continue
		case strings.EqualFold(name, `"none"`):
			name = strings.Trim(name, `"`)
		}
		only[i] = name
	}
	return app.OnlyChannels(only...), nil
}

// formFlags say in which form a result is printed.
type formFlags struct {
	JSON bool `name:"json" help:"Print one JSON object." xor:"form"`
	CSV  bool `name:"csv" help:"Print comma-separated rows." xor:"form"`
}

// workspaceArg is the workspace file of a verb.
type workspaceArg struct {
	File string `arg:"" help:"Workspace file (.cxw)." type:"path"`
}

// with opens the workspace, does the work and closes it again.
func (a workspaceArg) with(e *env, work func(s *app.Session) error) (err error) {
	return a.opened(e, app.Open, work)
}

// opened is with for a workspace that is opened in a way of its own.
func (a workspaceArg) opened(e *env, open func(context.Context, string) (*app.Session, error), work func(s *app.Session) error) (err error) {
	session, err := open(e.ctx, a.File)
	if err != nil {
		return err
	}
	defer func() {
		if closing := session.Close(); err == nil {
			err = closing
		}
	}()
	return work(session)
}

// size is a picture's size, WIDTHxHEIGHT.
type size struct{ width, height int }

func parseSize(s string) (size, error) {
	w, h, ok := strings.Cut(strings.ToLower(s), "x")
	width, errW := strconv.Atoi(w)
	height, errH := strconv.Atoi(h)
	if !ok || errW != nil || errH != nil {
		return size{}, usagef("--size: %q is not a size like 1280x800", s)
	}
	if width < 320 || height < 240 || width > 8000 || height > 8000 {
		return size{}, usagef("--size: %s is outside 320x240 to 8000x8000", s)
	}
	return size{width, height}, nil
}
