package resources

import _ "embed" // for the icon

// Icon is the program's icon, a PNG of 512 x 512 pixels drawn in icon.svg.
//
//go:embed icon.png
var Icon []byte

// StepsIcon is a small picture of steps, for the journey's maturity, in the
// weight of Fyne's own icons.
//
//go:embed steps.svg
var StepsIcon []byte
