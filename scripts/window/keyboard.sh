# What the scenario does without the pointer; sourced by scripts/window-test while
# the demo is open.

most_tabs=12 # of a section

# tab_round WHERE goes by Tab from control to control until it has come past the
# sections to the first again. Each says its name and is in the window.
tab_round() {
	local where=$1 first="" past="" stops=0
	while [ "$stops" -lt 150 ]; do
		[ $((stops % 6)) -ne 0 ] || xdotool key --delay 5 Tab Tab Tab Tab Tab Tab
		# A key that comes while a screen takes in what it was waiting for can be lost.
		comes "focus x=(-?[0-9]+) y=(-?[0-9]+) ?(.*)" 3 || {
			press Tab
			wait_for "focus x=(-?[0-9]+) y=(-?[0-9]+) ?(.*)"
		}
		stops=$((stops + 1))
		[ -n "${found[2]}" ] || fail "on $where Tab comes to something without a name at ${found[0]}, ${found[1]}"
		[ "${found[0]}" -ge 0 ] && [ "${found[0]}" -lt 1280 ] && [ "${found[1]}" -ge 0 ] && [ "${found[1]}" -lt 800 ] ||
			fail "on $where ${found[2]} has the keyboard out of sight, at ${found[0]}, ${found[1]}"
		if [ -n "$past" ] && [ "${found[2]}" = "$first" ]; then
			while [ $((stops % 6)) -ne 0 ]; do # what was pressed too often
				comes "focus .*" 3 || break
				stops=$((stops + 1))
			done
			return
		fi
		first=${first:-${found[2]}}
		[ "${found[2]}" != Watch ] || past=true
	done
	fail "on $where Tab does not come round; it is at ${found[2]}"
}

# tab_to REGEX goes by Tab to what has such a name.
tab_to() {
	local i
	for i in $(seq 60); do
		press Tab
		wait_for "focus x=[0-9-]+ y=[0-9-]+ (.*)"
		[[ ! ${found[0]} =~ ^($1)$ ]] || return 0
	done
	fail "Tab does not come to $1"
}

every_screen_by_keyboard() {
	local section number=0 tab first_tab tabs
	for section in overview customers maturity cohorts watch import; do
		number=$((number + 1))
		press "ctrl+$number"
		wait_for "section $section"
		wait_for idle
		tab_round "$section"
		case $section in maturity | cohorts | watch) ;; *) continue ;; esac
		first_tab=""
		for tabs in $(seq $most_tabs); do
			press ctrl+Next
			wait_for "tab (.*)"
			tab=${found[0]}
			[ "$tab" != "$first_tab" ] || break
			first_tab=${first_tab:-$tab}
			wait_for idle
			tab_round "$section, $tab"
		done
		[ "$tabs" -lt $most_tabs ] || fail "the tabs of $section do not come round"
		wait_for idle
		press ctrl+Prior # to the one that is first
		wait_for "tab .*"
		wait_for idle
	done
}

# A row of a list and a cell of a picture open by Enter, and Esc leads back.
open_by_keys() {
	local closed opened
	press ctrl+2
	wait_for "customers [0-9]+"
	wait_for idle
	tab_to "Customer, .*"
	press Down Return
	wait_for "page .* records=[1-9][0-9]*"
	wait_for idle
	press Escape
	wait_for "focus x=[0-9]+ y=[0-9]+ Customer, .*"
	wait_for "customers [0-9]+"
	wait_for idle
	press ctrl+4
	wait_for "cohorts n=[0-9]+ .*"
	wait_for idle
	tab_to ".* came back .*"
	press Down Return
	wait_for "people [1-9][0-9]*"
	wait_for idle
	picture opened-by-key
	opened=$(side_panel)
	press Escape
	picture left-by-key
	closed=$(side_panel)
	[ "$opened" != "$closed" ] || fail "Esc does not close the panel"
	press Return
	wait_for "people [1-9][0-9]*"
	wait_for idle
	press Escape
}

# The file dialog is left by Esc wherever in it the keyboard is.
leave_the_file_dialog() {
	local stop i
	for stop in $(seq 0 5); do
		press ctrl+o
		wait_for "asks for a file"
		wait_for idle
		photo "$home/dialog.png" # what has not been drawn yet has no place
		for i in $(seq "$stop"); do
			press Tab
			wait_for "focus .*"
		done
		press Escape
	done
}
