//go:build deps

package cxworkbench

import (
	_ "fyne.io/fyne/v2"
	_ "github.com/adrg/xdg"
	_ "github.com/alecthomas/kong"
	_ "github.com/gofrs/flock"
	_ "github.com/gogs/chardet"
	_ "github.com/google/go-cmp/cmp"
	_ "github.com/google/uuid"
	_ "github.com/sebdah/goldie/v2"
	_ "github.com/shopspring/decimal"
	_ "github.com/wcharczuk/go-chart/v2"
	_ "modernc.org/sqlite"
	_ "pgregory.net/rapid"
	_ "zombiezen.com/go/sqlite/sqlitex"
)
