package main

import (
	"fyne.io/fyne/v2"

	"cxworkbench/resources"
)

// metadata says what FyneApp.toml says. Fyne's packager would read that file,
// but a plain build carries none of it, so main calls app.SetMetadata(metadata)
// before app.New, which takes the program's ID from there.
var metadata = fyne.AppMetadata{
	ID:      "io.cxworkbench.app",
	Name:    "CX Workbench",
	Version: "0.1.0",
	Build:   1,
	Icon:    fyne.NewStaticResource("icon.png", resources.Icon),
}
