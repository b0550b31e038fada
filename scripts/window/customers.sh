# What the scenario does with single customers and with the look of the window;
# sourced by scripts/window-test while the demo with the imported file is open.

# find_command LETTERS takes what the palette offers first for these letters.
find_command() {
	press ctrl+k
	wait_for "palette [0-9]+"
	xdotool type --delay 40 "$1"
	press Return
	wait_for "palette to .*"
}

# undo takes the newest change back and waits until every screen shows so.
undo() {
	press ctrl+z
	wait_for "Undone: .*"
}

capture_by_keyboard() {
	press ctrl+1
	wait_for "overview n=2406"
	wait_for idle
	press ctrl+shift+n
	wait_for "capture"
	xdotool type --delay 40 "Anchor Bakery phone complaint -1 promised call back Friday"
	picture capture
	press Return
	wait_for "captured Anchor Bakery"
	wait_for idle
	picture captured
	undo
	wait_for idle
}

segment_to_customer() {
	press ctrl+4
	wait_for "section cohorts"
	wait_for idle
	press ctrl+f
	wait_for "filter [0-9]+ of 2406"
	wait_for idle
	press space # the first row: no contact for 60 days
	wait_for "filter ([0-9]+) of 2406"
	local kept=${found[0]} people at
	[ "$kept" -lt 2406 ] || fail "the filter leaves nobody out"
	wait_for idle
	picture filter
	press shift+Tab shift+Tab shift+Tab space # the buttons are last: save as segment
	xdotool type --delay 40 "Gone quiet"
	press Return
	wait_for "cohorts n=([0-9]+) .*"
	[ "${found[0]}" -le "$kept" ] || fail "the cohorts count ${found[0]} of a segment of $kept"
	wait_for "cell row=[0-9]+ period=1 people=([1-9][0-9]*) x=([0-9]+) y=([0-9]+)"
	people=${found[0]} at=("${found[@]:1}")
	wait_for idle
	click "${at[@]}"
	wait_for "people ([0-9]+)"
	[ "${found[0]}" = "$people" ] || fail "the cell of the segment counts $people people and opens ${found[0]}"
	wait_for "list x=([0-9]+) y=([0-9]+)"
	at=("${found[@]}")
	wait_for idle
	picture segment
	xdotool mousemove $((at[0] + 60)) $((at[1] + 50)) click --repeat 2 --delay 60 1
	wait_for "customer .*"
	wait_for "button page x=([0-9]+) y=([0-9]+)"
	at=("${found[@]}")
	click "${at[@]}"
	wait_for "page .* records=[1-9][0-9]*"
	wait_for idle
	picture page
	undo
	wait_for idle
	press ctrl+4
	wait_for "cohorts n=([0-9]+) .*"
	[ "${found[0]}" -gt "$kept" ] || fail "without the segment the cohorts still count ${found[0]}"
	wait_for idle
}

merge_and_undo() {
	press ctrl+1
	wait_for "overview n=2406"
	wait_for idle
	find_command "find dupl"
	wait_for "duplicates [1-9][0-9]*"
	wait_for idle
	picture duplicates
	press Return
	wait_for idle
	picture compare
	press space
	wait_for "merged [0-9]+"
	wait_for "overview n=2405"
	wait_for idle
	press Escape
	undo
	wait_for "overview n=2406"
	wait_for idle
}

switch_language() {
	if ! grep -q "^offers [0-9]* languages" "$trace"; then
		echo "  (only English is whole, so there is no other language to switch to)"
		return
	fi
	find_command "Deutsch"
	wait_for "language de"
	wait_for idle
	picture german
	find_command "English"
	wait_for "language en"
	wait_for idle
}
