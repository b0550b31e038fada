package data

import (
	"errors"
	"fmt"
)

// Code classes an error by what a caller can do about it.
type Code string

// The codes.
const (
	CodeNotFound  Code = "not_found"
	CodeNotOurs   Code = "not_ours"  // the file is no workspace
	CodeNewer     Code = "newer"     // made by a newer version
	CodeDamaged   Code = "damaged"   // the file does not read back
	CodeReadOnly  Code = "read_only" // somebody else has it, or the disk says so
	CodeFull      Code = "full"      // the disk is full
	CodeBadInput  Code = "bad_input" // a file, mapping or value that cannot be used
	CodeNoData    Code = "no_data"   // nothing there to compute from
	CodeNobody    Code = "nobody"    // the filter keeps no customer
	CodeCancelled Code = "cancelled" // a person said stop
	CodeConfirm   Code = "confirm"   // it can be done, but a person must say yes first
	CodeInternal  Code = "internal"  // our own mistake
)

// Error is the one error type a person sees: one sentence that says what
// happened, what it means and what to do; the cause is kept for the log.
type Error struct {
	Code     Code
	Sentence string // in English, for the terminal and the log
	// Format and Args are what the sentence was made of, so that it can be said in
	// another language: see message.Printer.Error.
	Format string
	Args   []any
	Err    error
}

// Errorf makes an Error with a sentence and no cause.
func Errorf(code Code, format string, args ...any) *Error {
	return &Error{Code: code, Sentence: fmt.Sprintf(format, args...), Format: format, Args: args}
}

// Wrap makes an Error with a sentence for the person and the cause for the log.
func Wrap(err error, code Code, format string, args ...any) *Error {
	return &Error{Code: code, Sentence: fmt.Sprintf(format, args...), Format: format, Args: args, Err: err}
}

// Error is the sentence; the cause is reached with errors.Unwrap.
func (e *Error) Error() string { return e.Sentence }

func (e *Error) Unwrap() error { return e.Err }

// CodeOf gives the code of the first Error in the chain, else CodeInternal.
func CodeOf(err error) Code {
	var e *Error
	if errors.As(err, &e) {
		return e.Code
	}
	return CodeInternal
}

// Sentence gives what a person should read about err, in English.
func Sentence(err error) string { return Said(err).Error() }

// Said gives the first Error in the chain of err, which says it to a person, else
// err itself. It is what stands as an argument in the sentence of another Error.
func Said(err error) error {
	var e *Error
	if errors.As(err, &e) {
		return e
	}
	return err
}
