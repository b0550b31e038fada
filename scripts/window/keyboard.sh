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

last="" # what Tab came to last

# next_stop goes on by Tab and has what it comes to in $last. What has not been drawn
# yet has no place to tell and tells nothing: then it is come to once more, from the
# stop before; and a key that was lost is pressed again.
next_stop() {
	local stop="focus x=[0-9-]+ y=[0-9-]+ (.*)" before=$last
	press Tab
	comes "$stop" 5 || {
		press shift+Tab
		wait_for "$stop"
		if [ -n "$before" ] && [ "${found[0]}" != "$before" ]; then
			press Tab
			wait_for "$stop"
		fi
		press Tab
		wait_for "$stop"
	}
	last=${found[0]}
}

# tab_to REGEX goes by Tab to what has such a name.
tab_to() {
	local i
	last=""
	for i in $(seq 60); do
		next_stop
		[[ ! $last =~ ^($1)$ ]] || return 0
	done
	fail "Tab does not come to $1"
}

# tab_through REGEX... goes by Tab to what has such names, one after the other.
tab_through() {
	local name
	last=""
	for name in "$@"; do
		next_stop
		[[ $last =~ ^($name)$ ]] || fail "Tab comes to $last, not to $name"
	done
}

# drawn waits for a dialog, or for what a choice made anew, to be drawn.
drawn() { photo "$home/dialog.png"; }

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

# Tab comes to all that a dialog has, as it is read, and round again; Esc leaves it,
# and the keyboard is where it was.
dialogs_by_keys() {
	press ctrl+1
	wait_for "overview n=[0-9]+"
	wait_for idle
	tab_to "All dates"
	press ctrl+d
	drawn
	tab_through Cancel "Use this date" "Figures of .*" Cancel
	press Escape Tab
	wait_for "focus x=[0-9]+ y=35 All channels"
	press ctrl+h
	wait_for "history [1-9][0-9]*"
	drawn
	tab_through "When, .*" Cancel "Undo up to here" "When, .*"
	press Escape Tab
	wait_for "focus x=[0-9]+ y=35 All customers"
	press Right # the first segment; the bar is made anew
	wait_for "overview n=[0-9]+"
	wait_for idle
	press Left
	wait_for "overview n=2400"
	wait_for idle
	press ctrl+2
	wait_for "customers 2400"
	wait_for idle
	tab_to "Customer, .*"
	press Down
	wait_for "customer .*" # the panel opens beside the list
	wait_for idle
	press shift+Down
	wait_for "marked 2"
	drawn
	tab_to Change
	press Return
	drawn
	tab_through Attribute Attribute Value Cancel "Change 2" "What to change"
	press Escape Tab
	wait_for "focus x=[0-9]+ y=[0-9]+ Clear selection"
	press Return # which takes the button away
	wait_for "focus x=[0-9]+ y=[0-9]+ Customer, .*"
}

# From the first key to the report: the file, its columns, its customers, the count.
import_by_keys() {
	press ctrl+i
	wait_for "asks for a file"
	wait_for idle
	drawn
	tab_through Cancel Choose
	press Escape # what was chosen stays
	tab_through "1 Choose" "2 Preview" "Rows are"
	press ctrl+i
	wait_for "asks for a file"
	wait_for idle
	drawn
	tab_through Cancel Choose Folder
	press ctrl+a
	xdotool type --delay 5 "$1"
	press Return
	wait_for "plan interactions columns=5 problem=false"
	wait_for idle
	tab_through "1 Choose" "2 Preview" "Rows are" Separator Encoding "Title rows" "Header rows" Dates
	press Right # another order of dates; the page is made anew
	wait_for "plan interactions columns=5 problem=false"
	wait_for idle
	tab_through "Times are of" "What is wrong, .*" Import "Dry run" "Next: Columns"
	press Return
	wait_for "button import .*"
	drawn
	tab_through "1 Choose" "3 Columns" "Find a column or a meaning" "Save as preset" "Column, .*"
	press End
	drawn
	tab_through note Import "Dry run" "Next: Customers"
	press Return
	wait_for "button import .*"
	drawn
	tab_through "1 Choose" "4 Customers"
	press Right
	wait_for "counted 11"
	wait_for idle
	picture counted
	tab_through "12 rows read: .*" "1 row.*" "Line, .*" Import
	press Return
	wait_for "imported ([0-9]+) rejected ([0-9]+)"
	[ "${found[*]}" = "11 1" ] || fail "of 12 rows with a bad one, $line"
	wait_for "verdict .*"
	wait_for idle
	picture report
	tab_through "1 Choose" "7 Report" "12 rows read: .*" "1 row.*" "See .*"
	press Return
	wait_for "overview n=2406" # six customers are new
	wait_for idle
}

# The file dialog is left by Esc wherever in it the keyboard is.
leave_the_file_dialog() {
	local stop i
	for stop in $(seq 0 5); do
		press ctrl+o
		wait_for "asks for a file"
		wait_for idle
		drawn
		for i in $(seq "$stop"); do
			press Tab
			wait_for "focus .*"
		done
		press Escape
	done
}
