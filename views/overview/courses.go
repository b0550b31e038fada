package overview

import (
	"context"

	"cxworkbench/app"
	"cxworkbench/data/message"
	"cxworkbench/views/kit"
)

// courses are how figures went, asked for once the figures themselves are in view:
// each is worked out thirteen times, which the first picture does not wait for.
type courses struct {
	question app.Question
	of       courseKey // what known is of
	known    app.Courses
}

// courseKey is what a course depends on.
type courseKey struct {
	session  *app.Session
	revision int64
	view     app.View
}

// showCourses draws how the figures of risk, voice and resolve went. What is known
// already is drawn at once.
func (s *Screen) showCourses(risk, voice, resolve *kit.KeyFigure) {
	bench := s.host.Workbench()
	key := courseKey{bench.Session(), bench.Session().Log().Revision, bench.View()}
	draw := func(c app.Courses) {
		s.courses.of, s.courses.known = key, c
		s.draw(risk, c.Risk)
		s.draw(voice, c.Voice)
		s.draw(resolve, c.Resolve)
		s.host.Trace("courses")
	}
	if s.courses.of == key {
		draw(s.courses.known)
		return
	}
	app.Ask(bench, &s.courses.question, message.New("job.courses", nil), func(ctx context.Context, session *app.Session, v app.View) (app.Courses, error) {
		return session.Courses(ctx, v)
	}, func(c app.Courses, err error) {
		if err == nil { // without a course the figures stand alone
			draw(c)
		}
	})
}

// draw sets a course beside a figure that there is.
func (s *Screen) draw(figure *kit.KeyFigure, values []float64) {
	f := figure.Figures()
	if f.Value == none {
		return
	}
	f.Spark = s.sparkOf(values)
	figure.SetFigures(f)
}
