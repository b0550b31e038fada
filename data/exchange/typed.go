package exchange

import "cxworkbench/data"

// What a person types is read as in a file: guessed kinds, normalised values.

// ActivityNamed guesses what an activity of this name is.
func ActivityNamed(name string) data.Activity {
	kind := kindOf(name)
	return data.Activity{Name: name, Kind: kind, Push: pushOf(name, kind)}
}

// ChannelNamed guesses what a channel of this name is.
func ChannelNamed(name string) data.Channel {
	return data.Channel{Name: name, Kind: channelKindOf(name)}
}

// NormalEmail gives an e-mail address as identities hold it.
func NormalEmail(s string) string { return normalEmail(s) }

// NormalPhone gives a telephone number as identities hold it; empty where it
// holds no digit.
func NormalPhone(s string) string { return normalPhone(s) }
