package workspace_test

import "errors"

func become(int) error { return errors.New("no other uid here") }

func makePipe(string) error { return errors.ErrUnsupported }
