package resources

import _ "embed" // for the icons

// Icon is the program's icon, a PNG of 512 x 512 pixels drawn in icon.svg.
//
//go:embed icon.png
var Icon []byte

// Icons are small pictures in the weight of Fyne's own: steps for the journey's
// maturity, a falling curve for leaving, a chart and a table to save, a filter.
var (
	//go:embed icons/steps.svg
	StepsIcon []byte
	//go:embed icons/leaving.svg
	LeavingIcon []byte
	//go:embed icons/picture.svg
	PictureIcon []byte
	//go:embed icons/table.svg
	TableIcon []byte
	//go:embed icons/filter.svg
	FilterIcon []byte
)
