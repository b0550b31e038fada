// Command cx does the workbench's jobs from a terminal: pure Go, no display, no
// network. What scripts may rely on is in docs/cli.md.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"

	"github.com/alecthomas/kong"

	"cxworkbench/data"
	"cxworkbench/data/message"
)

// Exit statuses.
const (
	exitDone     = 0
	exitFailed   = 1
	exitUsage    = 2
	exitRejected = 3
)

// errRejected ends a command that did its work but left rows out.
var errRejected = errors.New("some rows were rejected")

// cli is the command line: one field a verb.
type cli struct {
	New         newCmd         `cmd:"" help:"Make an empty workspace."`
	Demo        demoCmd        `cmd:"" help:"Make the demo workspace."`
	Info        infoCmd        `cmd:"" help:"Say what is in a workspace."`
	Import      importCmd      `cmd:"" help:"Bring files of another system into a workspace."`
	Export      exportCmd      `cmd:"" help:"Write customers, interactions, an event log or everything for other programs."`
	Customers   customersCmd   `cmd:"" help:"List the customers."`
	Maturity    maturityCmd    `cmd:"" help:"People and value per stage, and the relationship maturity index."`
	Transitions transitionsCmd `cmd:"" help:"From which stage relationships go where."`
	Dwell       dwellCmd       `cmd:"" help:"How long relationships stay in each stage."`
	PushPull    pushPullCmd    `cmd:"" name:"push-pull" help:"Who begins the contacts, the customer or the business."`
	Drivers     driversCmd     `cmd:"" help:"How well the business does what makes relationships grow."`
	Alignment   alignmentCmd   `cmd:"" help:"Whether each stage has the technology that it needs."`
	Compare     compareCmd     `cmd:"" help:"Two segments or two periods side by side: stages, moves, time, push and pull."`
	Cohorts     cohortsCmd     `cmd:"" help:"Of those who began in a period, how many came back."`
	Survival    survivalCmd    `cmd:"" help:"When customers leave, by group, and how sure that is."`
	Cox         coxCmd         `cmd:"" help:"Which attributes go with leaving sooner."`
	Lifecycle   lifecycleCmd   `cmd:"" help:"People new, returning, resurrected and dormant in each period."`
	Reasons     reasonsCmd     `cmd:"" help:"Why customers left, and what they were worth."`
	RFM         rfmCmd         `cmd:"" name:"rfm" help:"Customers by recency, frequency and money of their purchases."`
	BTYD        btydCmd        `cmd:"" name:"btyd" help:"Who still buys, where there are no contracts, and how much is expected."`
	Silence     silenceCmd     `cmd:"" help:"Of whom nothing was heard for longer than is usual."`
	Exceptions  exceptionsCmd  `cmd:"" help:"What went wrong, whether it was made good, and whom it cost."`
	Coverage    coverageCmd    `cmd:"" help:"How often customers are touched where, and where not at all."`
	Chart       chartCmd       `cmd:"" help:"Draw a chart as PNG or SVG."`
	Search      searchCmd      `cmd:"" help:"Find names, ids, notes, comments and tickets."`
	Set         setCmd         `cmd:"" help:"Change a customer."`
	Log         logCmd         `cmd:"" help:"Note down an interaction of a customer."`
	Erase       eraseCmd       `cmd:"" help:"Remove a customer for good; cannot be undone."`
	Digest      digestCmd      `cmd:"" help:"Print a fingerprint of what a workspace says."`
	History     historyCmd     `cmd:"" help:"List what can be undone."`
	Undo        undoCmd        `cmd:"" help:"Take back the newest change."`
	Redo        redoCmd        `cmd:"" help:"Bring back what was undone last."`
	Check       checkCmd       `cmd:"" help:"Look for damage in a workspace."`
	Backup      backupCmd      `cmd:"" help:"Make a backup of a workspace."`
	Backups     backupsCmd     `cmd:"" help:"List the backups of a workspace."`
	Restore     restoreCmd     `cmd:"" help:"Put a backup in the place of a workspace."`
	Rescue      rescueCmd      `cmd:"" help:"Read what can be read of a damaged workspace into a new one."`
	Bench       benchCmd       `cmd:"" help:"Measure how fast the workbench is on this machine."`
}

// env is what every verb works with.
type env struct {
	ctx     context.Context
	out     io.Writer // results
	words   io.Writer // words and progress
	printer *message.Printer
	now     func() time.Time
	tty     bool // words go to a terminal, so progress is welcome
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}

// run does one command and gives its exit status.
func run(ctx context.Context, args []string, out, words io.Writer) (code int) {
	defer func() {
		if p := recover(); p != nil {
			fmt.Fprintf(words, "cx: something went wrong inside the program (%v); please report it with the command you ran.\n", p)
			code = exitFailed
		}
	}()
	var commands cli
	exited := -1
	parser, err := kong.New(&commands,
		kong.Name("cx"),
		kong.Description("Customer experience workbench: import a client's exports, see the journey's maturity and who stays. Offline; everything is in one .cxw file."),
		kong.Writers(out, words),
		kong.Exit(func(code int) { exited = code }),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true, WrapUpperBound: 100}),
	)
	if err != nil {
		fmt.Fprintf(words, "cx: %v\n", err)
		return exitFailed
	}
	if len(args) == 0 {
		args = []string{"--help"}
	}
	command, err := parser.Parse(args)
	if exited >= 0 { // --help
		return exited
	}
	if err != nil {
		fmt.Fprintf(words, "cx: %s. See cx --help.\n", strings.TrimRight(strings.Replace(err.Error(), `of "",`, "of ", 1), "?."))
		return exitUsage
	}
	tty := false
	if file, ok := words.(*os.File); ok {
		if info, err := file.Stat(); err == nil {
			tty = info.Mode()&os.ModeCharDevice != 0
		}
	}
	err = command.Run(&env{ctx: ctx, out: out, words: words, printer: message.English(), now: time.Now, tty: tty})
	switch {
	case errors.Is(err, errRejected):
		return exitRejected
	case err != nil:
		fmt.Fprintf(words, "cx: %s.\n", strings.TrimSuffix(data.Sentence(err), "."))
		var usage usageError
		if errors.As(err, &usage) {
			return exitUsage
		}
		return exitFailed
	}
	return exitDone
}

// usageError is a flag that cannot be understood.
type usageError struct{ error }

func usagef(format string, args ...any) error { return usageError{fmt.Errorf(format, args...)} }
