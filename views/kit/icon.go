package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"cxworkbench/resources"
)

// The icons that Fyne has none of. They follow the theme.
var (
	StepsIcon   = icon("steps", resources.StepsIcon)
	LeavingIcon = icon("leaving", resources.LeavingIcon)
	PictureIcon = icon("picture", resources.PictureIcon)
	TableIcon   = icon("table", resources.TableIcon)
	FilterIcon  = icon("filter", resources.FilterIcon)
)

func icon(name string, svg []byte) fyne.Resource {
	return theme.NewThemedResource(fyne.NewStaticResource(name+".svg", svg))
}
