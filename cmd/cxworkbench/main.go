// Command cxworkbench is the desktop app.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"time"

	"fyne.io/fyne/v2/app"
	"github.com/adrg/xdg"

	workbench "cxworkbench/app"
	"cxworkbench/data/message"
	"cxworkbench/views/shell"
)

const folder = "cxworkbench" // below the person's configuration and data folders

func main() {
	if err := run(os.Args[1:], os.Stderr); err != nil {
		fmt.Fprintln(os.Stderr, "cxworkbench:", err)
		os.Exit(status(err))
	}
}

// usageError is a command line that cannot be understood.
type usageError string

func (e usageError) Error() string { return string(e) }

// status is the exit status after an error.
func status(err error) int {
	if errors.As(err, new(usageError)) {
		return 2
	}
	return 1
}

// endSoon ends the program even where Fyne does not: an event that reaches its
// main loop while that ends is lost at times (v2.7.1), and then waited for for ever.
func endSoon() { time.AfterFunc(2*time.Second, func() { os.Exit(0) }) }

func run(args []string, words io.Writer) error {
	flags := flag.NewFlagSet("cxworkbench", flag.ContinueOnError)
	flags.SetOutput(words)
	flags.Usage = func() {
		fmt.Fprintln(words, "Usage: cxworkbench [--demo] [--import FILE] [FILE.cxw]")
		flags.PrintDefaults()
	}
	demo := flags.Bool("demo", false, "open the demo workspace")
	file := flags.String("import", "", "show the import of this `file` as soon as a workspace is open")
	trace := flags.String("trace", "", "write what happens to this `file`, a line at a time, for tests that drive the window")
	if err := flags.Parse(args); err != nil {
		if errors.Is(err, flag.ErrHelp) {
			return nil
		}
		os.Exit(2) // the flag package has said what is wrong
	}
	if flags.NArg() > 1 {
		return usageError("One workspace is opened at a time; leave out " + strings.Join(flags.Args()[1:], " ") + ". Flags stand before the file.")
	}
	options := shell.Options{
		Prefs:     workbench.LoadPrefs(filepath.Join(xdg.ConfigHome, folder)),
		DemoPath:  filepath.Join(xdg.DataHome, folder, "demo.cxw"),
		Languages: message.Offered(),
		Now:       time.Now,
		Closed:    endSoon,
	}
	if *trace != "" {
		lines, err := os.Create(*trace)
		if err != nil {
			return fmt.Errorf("open the trace: %w", err)
		}
		defer lines.Close()
		options.Trace = lines
	}
	slog.SetDefault(slog.New(slog.NewTextHandler(words, &slog.HandlerOptions{Level: slog.LevelWarn})))

	app.SetMetadata(metadata)
	a := app.New()
	a.SetIcon(metadata.Icon)
	window := shell.New(a, options)
	if *file != "" {
		window.ImportFile(*file)
	}
	switch {
	case *demo:
		window.OpenDemo()
	case flags.NArg() > 0:
		window.OpenPath(flags.Arg(0))
	}
	window.Run()
	return nil
}
