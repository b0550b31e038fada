// Package btyd answers, where customers have no contract: who still buys, how
// often will they, and what is it worth? It fits the BG/NBD model to purchase
// days and the Gamma-Gamma model to what is spent on them ("buy till you die").
// Definitions C.22 and C.28.
package btyd
